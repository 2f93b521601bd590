"""The filters that stand on every page, besides the years."""

import streamlit as st

from geodata.model.address import KEYS, Choice, encode
from geodata.model.dataset import Dataset
from geodata.model.filters import COLUMNS, Filters, offered
from geodata.model.markdown import plain
from geodata.panels import chosen
from geodata.words.language import N_
from geodata.words.language import gettext as _
from geodata.words.numbers import number

# What stands in the panel of further filters: the filter and its heading.
FOLDED = (
    ("kinds", N_("What happened")),
    ("directions", N_("Direction")),
    ("statuses", N_("How sure")),
)
HOW_TO_SEARCH = N_(
    "Numbers: reports that a choice would show. The search finds all words in any order, “words in "
    "quotation marks” as they stand, and places by their names."
)


def draw(dataset: Dataset, choice: Choice) -> None:
    """Draw the locations, the search, the other filters folded, and the way back from each."""
    filters = choice.filters
    numbers = offered(dataset, filters)
    with st.container(key="locations", width="content"):
        _pills(_("Location"), "places", dataset, numbers, hidden=True)
    st.text_input(
        _("Search"), key="q", max_chars=200, placeholder=_("Search, then Enter"),
        label_visibility="collapsed", width=250,
    )  # fmt: skip
    active = _active(dataset, filters)
    # Not a popover: what it holds is in the page only while it is open, and a filter that is taken
    # away meanwhile would come back with the reader's next act. Its name stays the same, or it closes.
    with (
        st.container(key="folded", width="content"),
        st.expander(_("Filters"), icon=":material/tune:"),
    ):
        for field, label in FOLDED:
            _pills(_(label), field, dataset, numbers)
        st.caption(_(HOW_TO_SEARCH))
    with st.container(key="chips", horizontal=True, width="content"):
        for key, value, label in active:
            _chip(key, value, label)
    st.button(
        _("Reset all filters"), key="reset", on_click=chosen.reset, type="tertiary",
        icon=":material/restart_alt:", width="content", disabled=not encode(choice, dataset.as_written),
    )  # fmt: skip


def _active(dataset: Dataset, filters: Filters) -> list[tuple[str, str, str]]:
    """The folded filters that are set: the key of each, its value, and its label."""
    return [
        (KEYS[field], value, plain(dataset.labels("crossings", COLUMNS[field])[value]))
        for field, _label in FOLDED
        for value in getattr(filters, field)
    ]


def _chip(key: str, value: str, label: str) -> None:
    """A filter that is set, and goes away with a click."""
    st.button(
        label, key=f"chip-{key}-{value}", on_click=chosen.drop, args=(key, value),
        icon=":material/close:", width="content",
    )  # fmt: skip


def _pills(
    label: str, field: str, dataset: Dataset, numbers: dict[str, list[int]], *, hidden: bool = False
) -> None:
    """The values of a filter, each with the number of reports that it would show."""
    named = zip(dataset.labels("crossings", COLUMNS[field]).items(), numbers[field], strict=True)
    labels = {value: f"{plain(name)} ({number(found)})" for (value, name), found in named}
    st.pills(
        label,
        list(labels),
        selection_mode="multi",
        format_func=labels.__getitem__,
        key=KEYS[field],
        label_visibility="collapsed" if hidden else "visible",
    )
