"""What a reader has chosen in this session: where each part of it lives, and the acts that change it.

Each value has one home. The years live under "years" and are shown by the clock; the filters live in
their widgets; what is open lives under "at" and "crossing". The address shows them all.
"""

from typing import Any

import streamlit as st

from geodata.model.address import KEYS, Choice, Mode, up_to
from geodata.model.dataset import Dataset
from geodata.model.filters import Filters


def held(dataset: Dataset) -> Choice:
    """What is chosen now."""
    state = st.session_state
    mode, first, last = state["years"]
    filters = Filters(
        years=up_to(last, dataset) if mode == "until" else (first, last),
        text=state["q"] or "",
        **{name: tuple(state.get(key) or ()) for name, key in KEYS.items()},
    )
    return Choice(filters, mode, state["at"], state["crossing"])


def restore(choice: Choice, dataset: Dataset) -> None:
    """Take over a whole choice."""
    st.session_state.update(all_years=dataset.years, opening_years=dataset.opening)
    _hold(choice, *(choice.filters.years or dataset.years))


def _hold(choice: Choice, first: int, last: int) -> None:
    filters = choice.filters
    st.session_state.update(
        years=(choice.mode, first, last), q=filters.text,
        at=choice.at, crossing=choice.crossing, shown=0,
        **{key: list(getattr(filters, name)) for name, key in KEYS.items()},
    )  # fmt: skip


def acts() -> dict[str, Any]:
    """What changes with every act of the reader, and with nothing else."""
    keys = ("heard", "years", "q", "at", "crossing", *KEYS.values())
    return {key: st.session_state.get(key) for key in keys}


def set_years(mode: Mode, first: int, last: int) -> None:
    """Show other years, or the same ones meant another way."""
    st.session_state["years"] = (mode, first, last)


def open_location(place_id: str) -> None:
    """Open the crossings of a location beside the map; a blank closes what is open."""
    _open(at=place_id, crossing="")


def open_crossing(crossing_id: str) -> None:
    """Open one crossing."""
    _open(at="", crossing=crossing_id)


def _open(at: str, crossing: str) -> None:
    state = st.session_state
    # Numbered, so that the page brings it into view again when it is opened a second time.
    state.update(at=at, crossing=crossing, shown=0, openings=state.get("openings", 0) + 1)


def opening() -> str:
    """A name for what is open, new each time something is opened, or a blank."""
    state = st.session_state
    if not (state["at"] or state["crossing"]):
        return ""
    return f"{state['at']}:{state['crossing']}:{state.get('openings', 0)}"


def drop(key: str, value: str) -> None:
    """Take one value out of a filter."""
    st.session_state[key] = [each for each in st.session_state[key] if each != value]


def clear(name: str) -> None:
    """Take one filter away, by its name in `Filters`."""
    if name == "years":
        set_years("range", *st.session_state["all_years"])
    elif name == "text":
        search("")
    else:
        st.session_state[KEYS[name]] = []


def search(text: str) -> None:
    """Search for other words."""
    st.session_state["q"] = text


def reset() -> None:
    """Put every filter back to where it started."""
    _hold(Choice(), *st.session_state["opening_years"])
