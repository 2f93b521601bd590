"""The filters that stand on every page, and the address that remembers them.

Widgets hold the choice while a reader is here; the address holds it when they leave. Streamlit's own
`bind="query-params"` writes labels, not values, into the address, and a label that carries a count
would change with the data: hence the codec in `model/address.py` and `_follow_address` below.
"""

from collections.abc import Mapping
from typing import Any, get_args

import numpy as np
import streamlit as st

from geodata.model.address import KEYS, Choice, Mode, decode, encode
from geodata.model.columns import columns
from geodata.model.dataset import Dataset
from geodata.model.filters import Filters, positions
from geodata.views import coverage

MODES = {"year": "One year", "range": "Range", "until": "Up to"}
STEP_SECONDS = 1.2


def choose(dataset: Dataset, page: str) -> Choice:
    """What is chosen, from what the widgets hold, or the address for a reader who arrives by it."""
    _follow_address(dataset, page)
    state = st.session_state
    chosen = {name: tuple(state.get(key) or ()) for name, key in KEYS.items()}
    filters = Filters(years=_span(dataset.years[0]), text=state["q"] or "", **chosen)
    return Choice(filters, state["when"], state.get("at", ""), state.get("crossing", ""))


def draw(dataset: Dataset, choice: Choice) -> None:
    """Draw the widgets of a choice, and keep the address in step with it."""
    _clock(dataset, choice)
    with st.sidebar:
        _sidebar(dataset, choice.filters)
    _write_address(encode(choice, dataset))


def open_location(place_id: str) -> None:
    """Open the crossings of a location beside the map."""
    st.session_state.update(at=place_id, crossing="", shown=0)


def open_crossing(crossing_id: str) -> None:
    """Open one crossing."""
    st.session_state.update(crossing=crossing_id, at="", shown=0)


def set_year(year: int) -> None:
    """Show one year alone."""
    st.session_state.update(when="year", year=year)


def reset() -> None:
    """Put every filter back to where it started."""
    _restore(Choice(), st.session_state["span"])
    st.session_state["playing"] = False


def _follow_address(dataset: Dataset, page: str) -> None:
    """Take the choice from the address when a reader arrives by link, Back or Forward."""
    state, span = st.session_state, dataset.years
    found = {key: st.query_params.get_all(key) for key in st.query_params}
    arrived = "address" not in state
    moved = page != state.get("page") and not found  # the navigation drops the parameters
    touched = not arrived and state["widgets"] != _widgets()
    # Other data may have other years and crossings: whatever they no longer know is dropped.
    renewed = not arrived and state["digest"] != dataset.digest
    state.update(span=span, page=page, digest=dataset.digest)
    if arrived or renewed or (found != state["address"] and not touched and not moved):
        choice, _ = decode(state["address"] if renewed else found, dataset)
        _restore(choice, span)


def _restore(choice: Choice, span: tuple[int, int]) -> None:
    filters, years = choice.filters, choice.filters.years or span
    st.session_state.update(
        when=choice.mode, range=years, year=years[1], until=years[1], q=filters.text,
        at=choice.at, crossing=choice.crossing, shown=0,
        **{key: list(getattr(filters, name)) for name, key in KEYS.items()},
    )  # fmt: skip


def _widgets() -> dict[str, Any]:
    """What the widgets hold: changed since the last run if and only if the reader touched one."""
    keys = ("when", "range", "year", "until", "q", "at", "crossing", *KEYS.values())
    return {key: st.session_state.get(key) for key in keys}


def _write_address(parameters: Mapping[str, list[str]]) -> None:
    current = {key: st.query_params.get_all(key) for key in st.query_params}
    if current != parameters:
        st.query_params.from_dict(parameters)
    st.session_state["address"] = dict(parameters)
    st.session_state["widgets"] = _widgets()


def _clock(dataset: Dataset, choice: Choice) -> None:
    """The clock of every page: how years are meant, which years, and play."""
    first, last = dataset.years
    state, mode = st.session_state, choice.mode
    if state.get("playing"):
        _player(last)
    with st.container(key="clock"):
        left, middle, right = st.columns([3.1, 4.9, 3.1], vertical_alignment="center", gap="small")
        with left:
            st.segmented_control(
                "Years",
                list(get_args(Mode)),
                default=None,
                format_func=MODES.__getitem__,
                key="when",
                required=True,
                on_change=_carry_years,
                label_visibility="collapsed",
            )
        with right:
            _typed_years(mode, first, last)
        with middle:
            label = {"year": "Year", "range": "Years", "until": "Up to the year"}[mode]
            state[mode] = state[mode]  # kept, where there is nothing to slide
            if first < last:  # a dataset of a single year leaves nothing to slide
                st.slider(label, first, last, key=mode, label_visibility="collapsed")
            st.html(coverage.strip_html(dataset))
            st.html(coverage.note_html(dataset, choice.filters.years or dataset.years))


def _span(first: int) -> tuple[int, int]:
    """The years that are chosen, of a dataset that begins with `first`."""
    state = st.session_state
    mode = state["when"]
    if mode == "range":
        return state["range"][0], state["range"][1]
    return (state[mode] if mode == "year" else first), state[mode]


def _carry_years() -> None:
    """Keep the years when the reader switches between one year, a range and up to a year."""
    state = st.session_state
    before = state["widgets"]
    start, end = before["range"] if before["when"] == "range" else (None, before[before["when"]])
    if before["when"] == "year":
        start = end
    state.update(year=end, until=end, range=(start or state["span"][0], end))


def _typed_years(mode: Mode, first: int, last: int) -> None:
    """Boxes to type a year in or step it by one, and the play button."""
    state = st.session_state
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="typed"):
        if mode == "range":
            state["typed_first"], state["typed_last"] = state["range"]
            for key, label in (("typed_first", "First year"), ("typed_last", "Last year")):
                _year_box(label, first, last, key, mode)
            return
        state["typed_last"] = state[mode]
        _year_box("Year", first, last, "typed_last", mode)
        playing = bool(state.get("playing"))
        st.button(
            "Stop" if playing else "Play", key="play", on_click=_play,
            icon=":material/stop:" if playing else ":material/play_arrow:",
            help="Step through the years",
        )  # fmt: skip


def _year_box(label: str, first: int, last: int, key: str, mode: Mode) -> None:
    st.number_input(
        label, first, last, step=1, key=key, on_change=_take_typed, args=(mode,),
        label_visibility="collapsed",
    )  # fmt: skip


def _take_typed(mode: Mode) -> None:
    state = st.session_state
    if mode == "range":
        pair = sorted((state["typed_first"], state["typed_last"]))
        state["range"] = (pair[0], pair[1])
    else:
        state[mode] = state["typed_last"]


def _play() -> None:
    state = st.session_state
    state["playing"] = not state.get("playing")
    mode = state["when"]
    if state["playing"] and state[mode] >= state["span"][1]:
        state[mode] = state["span"][0]


@st.fragment(run_every=STEP_SECONDS)
def _player(last: int) -> None:
    """Step the year until the last one, once each time the fragment runs on its own."""
    state = st.session_state
    if not state.pop("step_now", False):
        state["step_now"] = True  # the first run is the one that drew the page
        return
    mode = state["when"]
    if mode == "range" or state[mode] >= last:
        state["playing"] = False
    else:
        state[mode] += 1
    st.rerun()


def _sidebar(dataset: Dataset, filters: Filters) -> None:
    st.text_input(
        "Search", key="q", max_chars=200, placeholder="A word, an outlet or a place",
        help="Looks through headlines, excerpts and outlets. The name of a place in any language "
        "of the region filters to it.",
    )  # fmt: skip
    found = columns(dataset).place[positions(dataset, filters.without("places"))]
    numbers = np.bincount(found, minlength=len(dataset.locations))
    named = zip(dataset.locations.items(), numbers, strict=True)
    labels = {place: f"{name} ({number})" for (place, name), number in named}
    _pills("Location", "place", labels, "The number of reports at each, before this filter.")
    for name, field, label in (
        ("kinds", "kind", "What happened"),
        ("directions", "direction", "Direction"),
        ("statuses", "status", "How sure"),
    ):
        _pills(label, KEYS[name], dataset.labels("crossings", field))
    st.button("Reset all filters", on_click=reset, width="stretch", icon=":material/restart_alt:")


def _pills(label: str, key: str, labels: dict[str, str], tip: str | None = None) -> None:
    st.pills(
        label,
        list(labels),
        selection_mode="multi",
        format_func=labels.__getitem__,
        key=key,
        help=tip,
    )
