"""What a reader picks in a chart, so that it can be picked again.

A chart in the browser keeps what was picked in it, and tells the script of changes alone: the same
bar would do nothing the second time. So after each pick it is drawn as a new chart.
"""

from collections.abc import Mapping
from typing import Any

import streamlit as st


def key(chart: str) -> str:
    """The key of a chart until something is picked in it."""
    return f"pick-{chart}-{st.session_state.get(_counter(chart), 0)}"


def take(chart: str) -> Mapping[str, Any]:
    """The mark that was picked just now, empty if the reader only let go of one: for callbacks."""
    picked = st.session_state[key(chart)]["selection"].get("picked", [])
    if not picked:
        return {}
    st.session_state[_counter(chart)] = st.session_state.get(_counter(chart), 0) + 1
    mark: Mapping[str, Any] = picked[0]
    return mark


def _counter(chart: str) -> str:
    return f"picks-{chart}"
