"""What was saved at the desk, the newest first, each to be taken back."""

import streamlit as st

from geodata.model.dataset import Dataset
from geodata.panels import desk_saving, desk_trial
from geodata.panels.headings import heading, quiet
from geodata.words.language import gettext as _
from geodata.words.templates import render

MOST = 30


def draw(dataset: Dataset) -> None:
    """List what was saved."""
    from geodata.editing import saving

    heading(_("What was saved here"), _("Undo puts back the state before, as a change of its own."))
    desk_saving.not_undone()
    saved = saving.history(desk_trial.folder())
    if not saved:
        quiet(_("Nothing yet."))
    for each in saved[:MOST]:
        with st.container(key=f"desk-was-{each.id}", horizontal=True, vertical_alignment="center"):
            st.html(render("desk_history.html", saved=each))
            if not each.undone:
                st.button(
                    _("Undo"), key=f"desk-undo-{each.id}", icon=":material/undo:",
                    on_click=desk_saving.undo, args=(each.id,),
                )  # fmt: skip
