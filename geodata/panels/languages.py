"""The language that a reader reads: by the address, by what they read before, or by their browser.

The address names it wherever the browser alone would lead to another one, so that whoever opens the
address again, or reloads it, reads the same.
"""

import streamlit as st

from geodata.model.dataset import Dataset
from geodata.web import server
from geodata.words import language
from geodata.words.templates import render

_ASKED = "asked_language"  # what an address of this session asked for last


def begin() -> Dataset | None:
    """Speak the reader's language, and return the data in it as far as there are any yet."""
    if known := server.last():
        return of_reader(known)
    codes = server.languages()
    language.speak_language(_asked(codes) or language.negotiated(_accepted(), codes))
    return None


def of_reader(dataset: Dataset) -> Dataset:
    """The data in the reader's language, which is spoken from now on."""
    asked = _asked(language.offered(dataset))
    if asked:
        st.session_state[_ASKED] = asked
    told = language.chosen(dataset, asked, _accepted())
    language.speak(told)
    return told


def named(dataset: Dataset) -> bool:
    """Whether an address has to name the language for this reader: their browser would get another one."""
    return dataset.language != language.negotiated(_accepted(), language.offered(dataset))


def switch(dataset: Dataset) -> str:
    """The languages that are offered as links, as HTML; a blank where there is only one."""
    codes = language.offered(dataset)
    if len(codes) < 2:
        return ""
    names = {code: language.own_name(code) for code in codes}
    return render("languages.html", languages=names, written=dataset.as_written.language)


def _asked(offered: list[str]) -> str | None:
    """The language that the address asks for, or else the one that an address of this session did."""
    asked = [*st.query_params.get_all("lang"), st.session_state.get(_ASKED, "")]
    return next((code for code in asked if code in offered), None)


def _accepted() -> str:
    """The languages that the reader's browser asks for, the dearest first."""
    return st.context.headers.get("Accept-Language") or st.context.locale or ""
