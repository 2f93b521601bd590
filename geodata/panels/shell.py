"""The script of the app: the frame of every page, around the page that the reader opened."""

import streamlit as st

from geodata.drawings import assets
from geodata.panels import (
    address_bar,
    chosen,
    clock,
    controls,
    desk_door,
    headline,
    languages,
    navigation,
    takeaway,
)
from geodata.panels.view import View
from geodata.web import dashboard_page, server
from geodata.words.language import current

# The icon comes before the navigation: that would take one from another host.
st.set_page_config(page_icon=assets.icon_png(), layout="wide", initial_sidebar_state="collapsed")
known = languages.begin()
begun = current()
pages = navigation.pages()
page = st.navigation(list(pages.values()), position="hidden" if st.context.is_embedded else "top")
called = known.title if known else server.site()
st.set_page_config(page_title=dashboard_page.title(page.url_path, called))
with st.container(key="title"):
    st.html(headline.title(called, known))
navigation.links(pages)
# What comes and goes has a place of its own: were it to push down what follows, Streamlit would take
# that for other elements, and the map would start anew.
notice = st.container(key="notice")
dataset, broken = server.LIVE.current()
if dataset is None:
    headline.no_data(server.LIVE)
    st.stop()
if broken:
    with notice:
        headline.broken_data()
if known is None or known.as_written is not dataset:  # there were none yet, or others came just now
    known = languages.of_reader(dataset)
dataset = known
if current() != begun:
    st.rerun()  # the first data are not in the language in which the page was begun
address_bar.follow(dataset)
with notice:
    headline.left_out(address_bar.left_out())
    headline.retired(dataset, address_bar.retired())
choice = chosen.held(dataset)
view = View(dataset, choice, page.url_path, languages.named(dataset))
view.show()
# Every page has the controls, or Streamlit would forget what they hold; not every page shows them.
with st.container(key=navigation.controls(page)):
    # The filters come first: what a widget holds is forgotten if a run ends before it is drawn.
    filters = st.container(key="filters", horizontal=True, vertical_alignment="center")
    with filters:
        controls.draw(dataset, choice)
    with st.container(key="clock"):
        clock.draw(view, {"language": dataset.language,
                          "opened": chosen.opening(), "said": headline.announcement(view),
                          "data": [dataset.digest, broken],
                          "asked": {"others": view.others, "from": st.session_state["shown"]}})  # fmt: skip
navigation.follow(pages, view)
address_bar.write(view.parameters)
if not navigation.is_the_desk(page):
    page.run()
    takeaway.draw(view)
elif desk_door.open_to_this_reader():
    page.run()
else:
    desk_door.wait()
