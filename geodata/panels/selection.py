"""The selection in one line, for the pages that have something else to show first."""

import streamlit as st

from geodata.model.summary import totals
from geodata.panels import headline
from geodata.panels.view import View
from geodata.words import story
from geodata.words.selection import describe
from geodata.words.templates import render


def line(view: View) -> None:
    """Draw the selection and its counts in one line; for an empty one, the way out of it."""
    if not len(view.positions):
        headline.draw(view)
        return
    st.html(
        render(
            "selection.html",
            selection=describe(view.dataset, view.filters),
            told=story.in_one_sentence(view.dataset, view.positions),
            counts=story.counts(totals(view.dataset, view.positions)),
            shown=len(view.positions),
            all=len(view.dataset.crossings),
        )
    )
