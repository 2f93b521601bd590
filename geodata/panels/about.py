"""The about page: the data's own README, and the version that is shown."""

import streamlit as st

from geodata.model import ledger as model_ledger
from geodata.panels.view import View, current
from geodata.words.ledger import summary
from geodata.words.templates import render


def readme() -> None:
    """Draw the README of the data package that is shown, without its title."""
    if text := current().dataset.texts.get("README.md"):
        st.markdown(without_title(text))


def ledger(view: View) -> None:
    """Draw how many rows of each table were checked, and what was seen of their sources."""
    days = [
        d for each in model_ledger.ledger(view.dataset).values() for d in (each.first, each.last)
    ]
    if days := sorted(filter(None, days)):
        sentences = summary(view.dataset).values()
        st.html(render("ledger.html", sentences=sentences, first=days[0], last=days[-1]))


def changes() -> None:
    """Draw the changelog of the data package that is shown."""
    if text := current().dataset.texts.get("CHANGELOG.md"):
        before, *sections = f"\n{without_title(text)}".split("\n## ")
        st.markdown(f"## What changed\n{before}")
        for number, section in enumerate(sections):
            heading, _, rest = section.partition("\n")
            with st.expander(heading, key=f"changes-{number}"):
                st.markdown(rest)


def without_title(text: str) -> str:
    """A text without its first line, if that is a heading: the page has one of its own."""
    first, _, rest = text.partition("\n")
    return rest if first.startswith("# ") else text


def version(view: View) -> None:
    """Draw which version of the data is shown, and under which licences."""
    package = view.dataset.package
    st.html(render("version.html", version=view.dataset.version, licences=package["licenses"]))
