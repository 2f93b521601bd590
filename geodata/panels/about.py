"""The about page: the data's own README, and the version that is shown."""

import streamlit as st

from geodata.panels.view import View, current
from geodata.words.templates import render


def readme() -> None:
    """Draw the README of the data package that is shown, without its title."""
    if text := current().dataset.texts.get("README.md"):
        st.markdown(without_title(text))


def changes() -> None:
    """Draw the changelog of the data package that is shown."""
    if text := current().dataset.texts.get("CHANGELOG.md"):
        st.markdown(f"## What changed\n{without_title(text)}")


def without_title(text: str) -> str:
    """A text without its first line, if that is a heading: the page has one of its own."""
    first, _, rest = text.partition("\n")
    return rest if first.startswith("# ") else text


def version(view: View) -> None:
    """Draw which version of the data is shown, and under which licences."""
    package = view.dataset.package
    st.html(render("version.html", version=view.dataset.version, licences=package["licenses"]))
