"""The map before the charts: they weigh as much, and a reader looks at the map first."""

import streamlit as st

from geodata.panels.view import View


def charts_wait(view: View) -> bool:
    """Whether the charts of the map's page are yet to come."""
    return not view.page and "map_drawn" not in st.session_state


def map_drawn() -> None:
    """Draw the charts too from now on: the browser has drawn the map."""
    st.session_state["map_drawn"] = True
