"""The filters that stand on every page, besides the years."""

import numpy as np
import streamlit as st

from geodata.model.address import KEYS, Choice, encode
from geodata.model.columns import columns
from geodata.model.dataset import Dataset
from geodata.model.filters import Filters, positions
from geodata.panels import chosen

# What stands in the panel of further filters: the filter, its column, and its heading.
FOLDED = (
    ("kinds", "kind", "What happened"),
    ("directions", "direction", "Direction"),
    ("statuses", "status", "How sure"),
)


def draw(dataset: Dataset, choice: Choice) -> None:
    """Draw the locations, the search, the other filters folded, and the way back from each."""
    filters = choice.filters
    _locations(dataset, filters)
    st.text_input(
        "Search", key="q", max_chars=200, placeholder="Search words, outlets, places",
        label_visibility="collapsed", width=250,
        help="Looks through headlines, excerpts and outlets. The name of a place in any language "
        "of the region filters to it.",
    )  # fmt: skip
    active = _active(dataset, filters)
    # Not a popover: what it holds is in the page only while it is open, and a filter that is taken
    # away meanwhile would come back with the reader's next act. Its name stays the same, or it closes.
    with (
        st.container(key="folded", width="content"),
        st.expander("Filters", icon=":material/tune:"),
    ):
        for field, column, label in FOLDED:
            _pills(label, KEYS[field], dataset.labels("crossings", column))
    with st.container(key="chips", horizontal=True, width="content"):
        for key, value, label in active:
            _chip(key, value, label)
    st.button(
        "Reset all filters", key="reset", on_click=chosen.reset, type="tertiary",
        icon=":material/restart_alt:", width="content", disabled=not encode(choice, dataset),
    )  # fmt: skip


def _locations(dataset: Dataset, filters: Filters) -> None:
    found = columns(dataset).place[positions(dataset, filters.without("places"))]
    numbers = np.bincount(found, minlength=len(dataset.locations))
    named = zip(dataset.locations.items(), numbers, strict=True)
    labels = {place: f"{name} ({number})" for (place, name), number in named}
    with st.container(key="locations", width="content"):
        _pills("Location", "place", labels, hidden=True)


def _active(dataset: Dataset, filters: Filters) -> list[tuple[str, str, str]]:
    """The folded filters that are set: the key of each, its value, and its label."""
    return [
        (KEYS[field], value, dataset.labels("crossings", column)[value])
        for field, column, _ in FOLDED
        for value in getattr(filters, field)
    ]


def _chip(key: str, value: str, label: str) -> None:
    """A filter that is set, and goes away with a click."""
    st.button(
        label, key=f"chip-{key}-{value}", on_click=chosen.drop, args=(key, value),
        icon=":material/close:", width="content",
    )  # fmt: skip


def _pills(label: str, key: str, labels: dict[str, str], *, hidden: bool = False) -> None:
    st.pills(
        label,
        list(labels),
        selection_mode="multi",
        format_func=labels.__getitem__,
        key=key,
        label_visibility="collapsed" if hidden else "visible",
    )
