"""What the desk says where something cannot be done, or is no longer there: all of it is escaped."""

import streamlit as st

from geodata.words.language import gettext as _
from geodata.words.templates import render


def gone(key: str) -> None:
    """Say that a row or report was taken out meanwhile; what was typed stays in the draft."""
    said = _("%(id)s is not among the data any more: pick another. What you typed is kept.", id=key)
    st.html(render("desk_nothing.html", said=said))


def refused(said: str) -> None:
    """Say why something was not done."""
    st.html(render("desk_refused.html", said=said))
