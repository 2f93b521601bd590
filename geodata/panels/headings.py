"""Headings of the parts of a page, and what is said quietly under them."""

import streamlit as st
from markupsafe import Markup


def heading(words: str, note: str) -> None:
    """Draw the heading of a part of a page, and what it says of the part."""
    st.html(Markup("<h2>{}</h2><p class='quiet'>{}</p>").format(words, note))


def small_heading(words: str) -> None:
    """Draw the heading of a piece within a part."""
    st.html(Markup("<h3>{}</h3>").format(words))


def quiet(words: str) -> None:
    """Say something quietly."""
    st.html(Markup("<p class='quiet'>{}</p>").format(words))
