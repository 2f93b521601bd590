"""Quotes: chosen from the passages of the article, to the letter, and never longer than the checks allow."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import streamlit as st

from geodata.model.checks import QUOTE_WORDS
from geodata.model.complaint import complaint
from geodata.model.dataset import Dataset
from geodata.panels.desk_field import Beside, as_cell
from geodata.panels.desk_field import draw as draw_cell
from geodata.panels.desk_problems import Problems
from geodata.panels.desk_rows import QUOTE
from geodata.panels.desk_work import Work, widget_key
from geodata.panels.headings import quiet
from geodata.words.language import gettext as _
from geodata.words.language import ngettext
from geodata.words.numbers import number
from geodata.words.templates import render

if TYPE_CHECKING:
    from geodata.reading.reading import Passage, Reading

# What a mention within a quote lets it support, as the codebook calls it.
SUPPORTS = {"place": "where", "date": "when", "people": "how_many"}


def slots(work: Work) -> list[str]:
    """The quotes at work, in the order in which they were chosen."""
    return sorted(
        (slot for slot in work.rows if slot.startswith(QUOTE)),
        key=lambda slot: int(slot.removeprefix(QUOTE)),
    )


def draw(work: Work, dataset: Dataset, reading: "Reading", problems: Problems) -> None:
    """Draw the quotes at work, and the passages that one may be chosen from."""
    for slot in slots(work):
        _quote(work, dataset, slot, problems)
    passages = _in_order(work, reading)
    if not passages:
        return
    label = _("Choose words to quote") if not slots(work) else _("Quote more of it")
    with st.expander(
        label, expanded=not slots(work), key=widget_key(work, f"quotes-{len(slots(work))}")
    ):
        for at, passage in enumerate(passages):
            _passage(work, at, passage, reading.language)


def _quote(work: Work, dataset: Dataset, slot: str, problems: Problems) -> None:
    with st.container(key=f"desk-row-{slot}"):
        for name in ("text", "supports", "disputes"):
            label = dataset.labels("excerpts", "form")["quote"] if name == "text" else ""
            draw_cell(dataset, work, slot, name, Beside(problems.of(slot, name), label=label))
        length = len(work.cell(slot, "text").split())
        words = ngettext(
            "%(n)s word of at most %(most)s", "%(n)s words of at most %(most)s", length,
            n=number(length), most=number(QUOTE_WORDS),
        )  # fmt: skip
        quiet(words)
        st.button(
            _("Take this quote out"), key=widget_key(work, slot, "out"), type="tertiary",
            on_click=_take_out, args=(work, slot), icon=":material/close:",
        )  # fmt: skip


def _in_order(work: Work, reading: "Reading") -> "list[Passage]":
    """The passages, those that a cell rests on first; a headline is no words of the article."""
    rested = {words[1] for words in work.said.values()}
    title = as_cell(reading.document.title)
    quotable = [each for each in reading.passages if as_cell(each.text) != title]
    return sorted(quotable, key=lambda each: each.text not in rested)


def _passage(work: Work, at: int, passage: "Passage", language: str) -> None:
    """A passage with a button that quotes it; one that is too long is offered sentence by sentence."""
    whole = as_cell(passage.text)
    if len(whole.split()) <= QUOTE_WORDS:
        pieces = [whole]
    else:
        pieces = [as_cell(each) for each in sentences(passage.text, language)]
        too_long = _("Longer than %(most)s words: choose a sentence.", most=number(QUOTE_WORDS))
        quiet(too_long)
    for nth, piece in enumerate(pieces):
        with st.container(key=f"desk-quote-{at}-{nth}", horizontal=True, vertical_alignment="top"):
            st.html(render("desk_words.html", words=piece))
            st.button(
                _("Quote"), key=widget_key(work, "quote", str(at), str(nth)), on_click=_choose,
                args=(work, piece, supported(passage, piece)), icon=":material/format_quote:",
            )  # fmt: skip


def sentences(text: str, language: str) -> list[str]:
    """The sentences of a passage in a language."""
    from geodata.reading import sentences as cut
    from geodata.reading.lexicon import lexicon

    return [text[each.begin : each.end] for each in cut.sentences(text, lexicon(language))]


def supported(passage: "Passage", words: str) -> str:
    """What some words of a passage support, as far as it was recognised in them."""
    found = {
        SUPPORTS[each.sort]
        for each in passage.mentions
        if each.sort in SUPPORTS and as_cell(each.words) in words
    }
    return ";".join(word for word in SUPPORTS.values() if word in found)


def _choose(work: Work, words: str, supports: str) -> None:
    last = max((int(slot.removeprefix(QUOTE)) for slot in slots(work)), default=0)
    slot = f"{QUOTE}{last + 1}"
    work.rows[slot] = {"text": words, "supports": supports}


def _take_out(work: Work, slot: str) -> None:
    work.rows.pop(slot, None)


def asked_for(work: Work, article: str) -> Mapping[tuple[str, str], Sequence[str]]:
    """What the desk itself asks of quotes: that they stand in the article to the letter."""
    text = as_cell(article)
    return {
        (slot, "text"): (complaint("these words do not stand in the article"),)
        for slot in slots(work)
        if work.cell(slot, "text") and work.cell(slot, "text") not in text
    }
