"""The clock of every page: how years are meant, which years, and play.

The years live in one place (`chosen`), and the control in the browser (clock.js) shows them. While
the script is busy the browser is ahead of what it is told, and its values alone cannot tell what a
reader did from an echo of what the script said. So the browser numbers what the reader does: a
message is an act if its number is new, and the script says which number it has heard.
"""

from collections.abc import Mapping
from typing import Any, get_args

import streamlit as st

from geodata.model.address import Mode
from geodata.model.columns import columns
from geodata.model.dataset import Dataset
from geodata.model.filters import Filters, positions
from geodata.model.kept import kept
from geodata.model.summary import coverage, reports_per_year
from geodata.panels import chosen
from geodata.panels.map_first import charts_wait, map_drawn
from geodata.panels.view import View
from geodata.words.language import gettext as _
from geodata.words.language import ngettext, pgettext, tag
from geodata.words.numbers import number

KEY = "years_set"  # the container around it has the key "clock"
PLAYED_IN = 10  # seconds for the whole span, however many years it has
SHORTEST_STEP = 0.3  # seconds: what the words around the map need to follow
# The script itself is one file of ours that the page loads once; this only hands over to it.
_control = st.components.v2.component(
    "clock",
    js="export default (component) => window.crossingsPage.clock(component);",
    isolate_styles=False,
)


def labels() -> dict[str, Any]:
    """What the control says, and the ways past it; what stands in braces is filled in by the browser."""
    return {
        "when": _("How years are meant"),
        "year": pgettext("how years are meant", "One year"),
        "range": pgettext("how years are meant", "Range"),
        "until": pgettext("how years are meant", "Up to"),
        "slider": {
            "year": [_("Year")],
            "range": [_("First year"), _("Last year")],
            "until": [_("Up to the year")],
        },
        "typed": {
            "year": [_("Year, typed")],
            "range": [_("First year, typed"), _("Last year, typed")],
            "until": [_("Up to the year, typed")],
        },
        "back": _("One year back"),
        "on": _("One year on"),
        "play": _("Play"),
        "stop": _("Stop"),
        "strip": _("Reports that the filters find for each year, and articles that were found"),
        "each": _(
            "%(year)s · reports: %(reports)s · articles found: %(articles)s",
            year="{year}", reports="{reports}", articles="{articles}",
        ),
        "skip": {
            "all": _("Skip"),
            "map": _("Skip to the map"),
            "reports": _("Skip to the reports"),
        },
    }  # fmt: skip


def draw(view: View, told: Mapping[str, Any]) -> None:
    """Draw the control; `told` is what the page needs besides the years: see page.js."""
    dataset = view.dataset
    span = view.span
    mode, first, last = st.session_state["years"]
    result = _control(
        key=KEY,
        data={
            "mode": mode,
            "years": [first, last],
            "span": span,
            "heard": st.session_state.get("heard", 0),
            "pace": max(SHORTEST_STEP, PLAYED_IN / (span[1] - span[0] + 1)),
            "reports": _since(span[0], dataset, _reports(dataset, view.filters.without("years"))),
            "articles": _since(span[0], dataset, list(coverage(dataset).values())),
            "earlier": _earlier(view, span),
            "labels": labels(),
            "locale": tag(),
            "waits": charts_wait(view),
            **told,
        },
        on_act_change=_hear,
        on_renewed_change=_look_again,
        on_drawn_change=map_drawn,
    )
    # A session that began with a new server finds what the reader did before it only here.
    if take(result.get("act")):
        st.rerun()


def _since(first: int, dataset: Dataset, counts: list[int]) -> list[int]:
    """The counts of each year from the first one of the slider on."""
    return counts[first - dataset.years[0] :]


def _earlier(view: View, span: tuple[int, int]) -> dict[str, Any] | None:
    """What the slider leaves out at its beginning, and the years that show it; None for nothing."""
    dataset = view.dataset
    found = _before(dataset, view.filters.without("years"), span[0])
    if not found:
        return None
    return {
        "years": dataset.years,
        "text": ngettext("‹ %(n)s earlier", "‹ %(n)s earlier", found, n=number(found)),
        "said": _(
            "Reports from before %(year)s: %(n)s. Show all years from %(first)s on",
            year=span[0], n=number(found), first=dataset.years[0],
        ),
    }  # fmt: skip


@kept(most=64)
def _before(dataset: Dataset, filters: Filters, year: int) -> int:
    """How many reports the other filters find from before a year."""
    rows = positions(dataset, filters)
    return int((columns(dataset).last_year[rows] < year).sum())


@kept(most=64)
def _reports(dataset: Dataset, filters: Filters) -> list[int]:
    """How many reports the other filters find for each year."""
    return reports_per_year(dataset, positions(dataset, filters))


def _hear() -> None:
    take(st.session_state[KEY].get("act"))


def _look_again() -> None:
    """Run the script once more: the page has noticed that the data are others."""


def take(message: object) -> bool:
    """Take over the years of a message from the browser, if it is news and makes sense."""
    match message:
        case {"act": int(act), "mode": str(mode), "years": [int(first), int(last)]}:
            return _take(act, mode, first, last)
    return False


def _take(act: int, mode: str, first: int, last: int) -> bool:
    state = st.session_state
    if act <= state.get("heard", 0):
        return False
    state["heard"] = act
    begin, end = state["all_years"]
    if mode in get_args(Mode) and begin <= first <= last <= end:
        chosen.set_years(mode, first, last)  # type: ignore[arg-type]
    return True
