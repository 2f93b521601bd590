"""What the desk asks of the browser: to remember the draft of its tab, and to send on what was typed."""

import streamlit as st

from geodata.drawings import assets
from geodata.panels import desk_drafts, desk_work
from geodata.panels.desk_work import Work

_KEY = "desk_browser"
# Drawn with the page of the desk alone: no reader's page loads it.
_control = st.components.v2.component(
    "desk", js=(assets.HERE / "desk.js").read_text(encoding="utf-8"), isolate_styles=False
)


def draw(work: Work) -> None:
    """Tell the tab which draft is open; a tab without one asks for the one that it had."""
    with st.container(key="desk-browser"):
        _control(
            key=_KEY,
            data={"draft": work.draft, **desk_work.session()},
            on_had_change=_reopen,
        )


def _reopen() -> None:
    if had := st.session_state[_KEY].get("had"):
        desk_drafts.reopen(str(had))
