"""What a reader sees when a page cannot be drawn: a way back, and no word of the cause."""

import streamlit as st

from geodata.words.templates import render


def draw(error: Exception) -> bool:
    """Draw the message in the place of Streamlit's own; the log has the error already."""
    st.html(render("failure.html"))
    return True
