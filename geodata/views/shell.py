"""The script of the app: the frame of every page, around the page that the reader opened."""

from pathlib import Path

import streamlit as st

from geodata.views import assets, controls, headline, server, takeaway
from geodata.views.view import View

PAGES = Path(__file__).parent.parent.parent / "pages"

st.set_page_config(
    page_title="Reported border crossings, Norway–Russia",
    page_icon=assets.icon_png(),
    layout="wide",
    initial_sidebar_state="collapsed" if st.context.is_embedded else "auto",
)
page = st.navigation(
    [
        st.Page(PAGES / "map.py", title="Map", icon=":material/map:", default=True),
        st.Page(PAGES / "timeline.py", title="Timeline", icon=":material/timeline:"),
        st.Page(PAGES / "articles.py", title="Articles", icon=":material/article:"),
        st.Page(PAGES / "data.py", title="Data", icon=":material/table:"),
        st.Page(PAGES / "about.py", title="About", icon=":material/info:"),
    ],
    position="hidden" if st.context.is_embedded else "top",
)
# The style by its address, not its text: that would be sent again on every step of the slider.
st.html(
    f"<style>@import url('{assets.PAGE_STYLE.address}');</style>"
    "<h1>Reported border crossings, Norway–Russia</h1>"
)
dataset, broken = server.LIVE.current()
if dataset is None:
    headline.no_data(server.LIVE)
    st.stop()
if broken:
    headline.broken_data()
choice = controls.choose(dataset, page.url_path)
controls.draw(dataset, choice)
st.session_state["view"] = view = View(dataset, choice, page.url_path)
headline.draw(view)
page.run()
takeaway.draw(view)
