"""The pages of the app, and the way from one to another."""

from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from geodata.panels import chosen, desk_door
from geodata.panels.view import View
from geodata.web.plain_page import DESK, page_name

FOLDER = Path(__file__).parent.parent.parent / "pages"
_ICONS = {
    "map": "map", "timeline": "timeline", "articles": "article", "data": "table", "about": "info"
}  # fmt: skip


NAMES = tuple(_ICONS)


def pages() -> dict[str, StreamlitPage]:
    """Every page that this reader is offered by its name, in the order of the navigation."""
    listed = {name: _page(name, icon) for name, icon in _ICONS.items()}
    return listed | {DESK: _page(DESK, "edit_note")} if desk_door.offered() else listed


def _page(name: str, icon: str) -> StreamlitPage:
    first = name == NAMES[0]
    return st.Page(
        FOLDER / f"{name}.py",
        title=page_name("" if first else name),
        icon=f":material/{icon}:",
        default=first,
    )


def name_of(page: StreamlitPage) -> str:
    """The name of a page, whatever it is called in the language of its reader."""
    return page.url_path or NAMES[0]


def is_the_desk(page: StreamlitPage) -> bool:
    """Whether a page is that of the desk, which is no reader's."""
    return name_of(page) == DESK


def controls(page: StreamlitPage) -> str:
    """The key of what holds the controls of a page: the desk has no selection to control."""
    return "controls-none" if is_the_desk(page) else f"controls-{name_of(page)}"


def links(listed: dict[str, StreamlitPage]) -> None:
    """Draw the names of the pages as links, for screens on which Streamlit hides its own."""
    with st.container(key="pages", horizontal=True):
        for page in listed.values():
            st.page_link(page, label=page.title, width="content")


def show_on_map(crossing_id: str) -> None:
    """Open a crossing, on the map page, whichever page the reader is on: for callbacks."""
    chosen.open_crossing(crossing_id)
    st.session_state["leads_to"] = "map"


def follow(listed: dict[str, StreamlitPage], view: View) -> None:
    """Turn to the page that the reader's last act leads to, if it leads to another."""
    if name := st.session_state.pop("leads_to", ""):
        # The address of the other page comes without parameters, and takes these.
        st.session_state["address"] = view.parameters
        st.switch_page(listed[name])
