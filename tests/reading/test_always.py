"""Whatever stands in a document: it is answered, and positions point at the words said."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geodata.reading.document import Document
from geodata.reading.pages import from_html
from geodata.reading.proposing import propose
from geodata.reading.reader import MOST, read

PIECES = (
    *("Storskog", "two men", "трое мужчин", "crossed the border", "from Russia", "til Norge", "on Friday"),
    *("5.500 asylsøkere", "2015", "autumn", "31.02.2020", "في النرويج", "\u202e", "\u200b", "\0", "\ud800"),
    *(".", "\n", ",", " ", "  ", "If", "0", "99999999999999999999", "<b>", "&amp;", "а\u0301", "’", "…"),
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=40).map(" ".join)
DATES = st.sampled_from(
    ("", "2023", "2023-01", "2023-01-15", "2023-02-31", "never", "0000-00", "9999-99-99")
)


def _holds(document, shipped):
    reading = read(document, shipped)
    text = reading.document.text
    for mention in reading.mentions:
        assert text[mention.begin : mention.end] == mention.words
    for passage in reading.passages:
        assert text[passage.begin : passage.end] == passage.text
    for proposal in propose(reading, shipped):
        for said in (*proposal.fields.values(),):
            assert said.words in said.passage.text
            assert text[said.passage.begin : said.passage.end] == said.passage.text
        assert text[proposal.passage.begin : proposal.passage.end] == proposal.passage.text
    assert not {"\0", "\u202e", "\u200b"} & set(text)
    return reading


@settings(max_examples=150, suppress_health_check=list(HealthCheck))
@given(text=TEXTS, title=TEXTS, published=DATES, url=st.text(max_size=40))
def test_any_text_is_answered_and_words_stand_where_they_are_said(
    shipped, text, title, published, url
):
    _holds(Document(text, title=title, published=published, url=url), shipped)


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(page=st.lists(st.sampled_from(("<p>", "</p>", "<div>", "<script>", "</script>", "<!--", "<html>", *PIECES)), max_size=60).map("".join))  # fmt: skip
def test_any_page_is_answered(shipped, page):
    _holds(from_html(page), shipped)


STORY = "<p>Tre menn krysset grensen fra Russland til Norge ved Storskog mandag.</p>"
HOSTILE = {
    "five megabytes": "<html><body><article>" + STORY * 68_000 + "</article></body></html>",
    "deep": "<html><body>" + "<div>" * 60_000 + STORY + "</div>" * 60_000,
    "never closed": "<html><script>" * 20_000 + STORY,
    "comments never closed": "<html><!--" * 50_000 + STORY,
    "one line": "Storskog 2 menn krysset grensen " * 33_000,
    "one word": "a" * 1_000_000,
    "numbers": "1,234," * 150_000,
    "signs": "<" * 300_000,
}


@pytest.mark.parametrize("page", HOSTILE.values(), ids=HOSTILE)
def test_hostile_pages_neither_fail_nor_hang(shipped, page):
    read(Document("Tre menn krysset grensen til Norge"), shipped)  # the models are loaded
    began = time.process_time()
    reading = _holds(from_html(page), shipped)
    assert time.process_time() - began < 10
    if len(page) > 5_000_000:
        assert reading.unread > 0
        assert len(reading.document.text) <= MOST
