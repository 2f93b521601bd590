from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.words.links import archive_link, passage_link
from geodata.words.templates import environment

PAGE = "https://example.org/story"


@pytest.mark.parametrize(
    ("quoted", "fragment"),
    [
        ("In 2014 the total number was 20.", "In%202014%20the%20total%20number%20was%2020."),
        (
            "one two three four five six seven eight nine ten eleven",
            "one%20two%20three%20four%20five,seven%20eight%20nine%20ten%20eleven",
        ),
        ("a, b & c", "a%2C%20b%20%26%20c"),
        ("the only border-crossing point", "the%20only%20border%2Dcrossing%20point"),
        ("2015–2016 — both", "2015%E2%80%932016%20%E2%80%94%20both"),
        ("“Quoted speech,” he said", "Quoted%20speech%2C%E2%80%9D%20he%20said"),
        ("first words […] last words", "first%20words,last%20words"),
        ("100% sure # of it?", "100%25%20sure%20%23%20of%20it%3F"),
    ],
)
def test_a_quote_becomes_a_text_fragment(quoted, fragment):
    assert passage_link(PAGE, quoted) == f"{PAGE}#:~:text={fragment}"


def test_a_page_with_an_anchor_keeps_it():
    assert passage_link(f"{PAGE}#part", "some words") == f"{PAGE}#part:~:text=some%20words"


@pytest.mark.parametrize("quoted", ["", "   ", "“”", "…"])
def test_without_words_there_is_no_fragment(quoted):
    assert passage_link(PAGE, quoted) == PAGE


@pytest.mark.parametrize("url", ["javascript:alert(1)", "", "ftp://x", "data:text/html,x"])
def test_only_web_addresses_get_links(url):
    assert passage_link(url, "some words") == url
    assert archive_link(url) == ""


def test_an_archive_link_keeps_the_query_and_drops_the_anchor():
    assert (
        archive_link("https://example.org/a?b=1&c=%20#d")
        == "https://web.archive.org/web/*/https://example.org/a?b=1&c=%20"
    )


def test_no_markup_survives_in_an_archive_link():
    assert not set('<>" ') & set(archive_link('https://example.org/" onclick="<x>'))


def test_every_shipped_quote_is_named_by_its_own_words(shipped):
    quotes = shipped.excerpts[shipped.excerpts["form"] == "quote"]["text"]
    assert len(quotes)
    for text in quotes:
        directive = passage_link(PAGE, text).split(":~:text=")[1]
        assert "-" not in directive
        assert "&" not in directive
        assert directive.count(",") <= 1
        for words in directive.split(","):
            assert unquote(words) in " ".join(text.split())


# What a cell may hold: any text, and text that begins as an address does.
ADDRESS = st.one_of(
    st.text(), st.text().map("https://{}".format), st.text().map("http://[{}#x".format)
)


@pytest.mark.parametrize("url", ["https://[bad#x", "https://[", "http://[::1]#y", "https://\ud800"])
def test_an_address_that_cannot_be_taken_apart_is_no_error(url):
    assert archive_link(url).startswith("https://web.archive.org/web/*/http")
    assert passage_link(url, "\ud800 some words").startswith(url)


@given(ADDRESS, st.text(st.characters()))
def test_no_text_makes_a_link_fail(url, quoted):
    assert "#" not in archive_link(url)
    assert passage_link(url, quoted).startswith(url)
    article = {"url": url, "title": "t", "outlet": "o", "published": "", "date_basis": "", "language": "en", "kind": "", "kind_label": ""}  # fmt: skip
    environment().get_template("macros.html").module.source(article, quoted)
