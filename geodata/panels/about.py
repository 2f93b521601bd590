"""The about page: the data's own README, and the version that is shown."""

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext

import streamlit as st

from geodata.model import ledger as model_ledger
from geodata.model.dataset import Dataset
from geodata.panels.view import View, current
from geodata.words.language import gettext as _
from geodata.words.language import name_of
from geodata.words.ledger import summary
from geodata.words.retired import list_html
from geodata.words.templates import render

_HEADINGS = {2: st.header, 3: st.subheader}


def readme() -> None:
    """Draw the README of the data package that is shown, without its title."""
    dataset = current().dataset
    text = dataset.texts.get("README.md")
    if not text:
        return
    original = dataset.as_written.texts["README.md"]
    with _written(dataset, "readme", text == original):
        for part, anchor in anchored(text, original, _corrections(dataset)):
            _part(without_title(part), anchor)


def _part(text: str, anchor: str) -> None:
    """A text with its headings; the first is a heading that an anchor leads to, if there is one."""
    signs, _space, heading = text.partition("\n")[0].partition(" ")
    if anchor and len(signs) in _HEADINGS:
        _HEADINGS[len(signs)](heading, anchor=anchor)
        text = text.partition("\n")[2]
    st.markdown(text)


def _corrections(dataset: Dataset) -> str:
    """The heading that says how to correct the data, as addresses name it, or a blank."""
    found = str(dataset.package.get("corrections", ""))
    return found.removeprefix("#") if found.startswith("#") else ""


def anchored(text: str, original: str, anchor: str) -> Iterator[tuple[str, str]]:
    """A translated text in two parts: the second begins with the heading that an anchor of the original means.

    A heading has its anchor from its words, so the one in another language would have another.
    """
    named = [_anchor(heading) for _begin, heading in _headings(original)]
    begins = [begin for begin, _heading in _headings(text)]
    if text == original or anchor not in named or len(begins) != len(named):
        yield text, ""
        return
    begin = begins[named.index(anchor)]
    yield text[:begin], ""
    yield text[begin:], anchor


def _headings(text: str) -> list[tuple[int, str]]:
    """Where each heading of a text begins, and its words."""
    found, within_code, begin = [], False, 0
    for line in text.splitlines(keepends=True):
        within_code ^= line.startswith("```")
        if not within_code and re.match("#{1,6} ", line):
            found.append((begin, line.lstrip("#").strip()))
        begin += len(line)
    return found


def _anchor(heading: str) -> str:
    """The anchor that Streamlit gives a heading in plain letters."""
    return "-".join(re.findall("[a-z0-9]+", heading.lower()))


def ledger(view: View) -> None:
    """Draw how many rows of each table were checked, and what was seen of their sources."""
    days = [
        d for each in model_ledger.ledger(view.dataset).values() for d in (each.first, each.last)
    ]
    if days := sorted(filter(None, days)):
        sentences = summary(view.dataset).values()
        st.html(render("ledger.html", sentences=sentences, first=days[0], last=days[-1]))


def retired(view: View) -> None:
    """List the reports that were retired, if there are any."""
    if listed := list_html(view.dataset):
        st.html(listed)


def changes() -> None:
    """Draw the changelog of the data package that is shown."""
    dataset = current().dataset
    text = dataset.texts.get("CHANGELOG.md")
    if not text:
        return
    heading = _("What changed")
    st.markdown(f"## {heading}")
    with _written(dataset, "changes", own_words=True):
        before, *sections = f"\n{without_title(text)}".split("\n## ")
        if before.strip():
            st.markdown(before)
        for number, section in enumerate(sections):
            heading, _line, rest = section.partition("\n")
            with st.expander(heading, key=f"changes-{number}"):
                st.markdown(rest)


def _written(dataset: Dataset, name: str, own_words: bool) -> AbstractContextManager[object]:
    """What holds a text that has no translation: the page marks it with its language, and readers are told."""
    if not own_words or not dataset.is_translated:
        return nullcontext()
    st.caption(_("In %(language)s", language=name_of(dataset.as_written.language)))
    return st.container(key=f"written-{name}")  # see languages.js


def without_title(text: str) -> str:
    """A text without its first line, if that is a heading: the page has one of its own."""
    first, _line, rest = text.partition("\n")
    return rest if first.startswith("# ") else text


def version(view: View) -> None:
    """Draw which version of the data is shown, and under which licences."""
    package = view.dataset.package
    st.html(render("version.html", version=view.dataset.version, licences=package["licenses"]))
