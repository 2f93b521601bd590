"""The about page: the data's own README, and the version that is shown."""

import streamlit as st

from geodata.views import server
from geodata.views.templates import render
from geodata.views.view import View


def readme() -> None:
    """Draw the README of the data package that is shown, without its title."""
    path = server.LIVE.folder / "README.md"
    if path.is_file():
        st.markdown(path.read_text(encoding="utf-8").partition("\n")[2])


def changes() -> None:
    """Draw the changelog of the data package that is shown."""
    path = server.LIVE.folder / "CHANGELOG.md"
    if path.is_file():
        text = path.read_text(encoding="utf-8").partition("\n")[2]
        st.markdown(f"## What changed\n{text}")


def version(view: View) -> None:
    """Draw which version of the data is shown, and under which licences."""
    package = view.dataset.package
    st.html(render("version.html", version=view.dataset.version, licences=package["licenses"]))
