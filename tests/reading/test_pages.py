"""What is taken from a saved page: its story, and what it says of itself."""

import pytest

from geodata.reading.pages import from_file, from_html

PAGE = """<!doctype html><html lang="nb"><head><meta charset="utf-8"><title>Mann krysset grensa – Avisa</title>
<meta property="og:title" content="Mann krysset grensa"><meta property="og:site_name" content="Avisa">
<meta property="article:published_time" content="2024-03-05T10:00:00Z"><meta name="author" content="Kari Skribent">
<script>Storskog()</script></head><body><nav><a href="/">Hjem</a></nav><article><h1>Mann krysset grensa</h1>
<p>En mann krysset grensen fra Russland til Norge ved Storskog mandag.</p></article></body></html>"""


def test_a_page_says_who_published_it_and_when():
    found = from_html(PAGE.encode(), "https://avisa.example/mann")
    assert (found.title, found.outlet, found.published) == (
        "Mann krysset grensa",
        "Avisa",
        "2024-03-05",
    )
    assert found.author == "Kari Skribent"
    assert found.url == "https://avisa.example/mann"
    assert "ved Storskog mandag" in found.text
    assert "Storskog()" not in found.text


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1251", "koi8-r"])
def test_a_page_is_read_in_its_own_encoding(encoding):
    story = "<p>Двое мужчин перешли границу из России в Норвегию на Стурскуге в пятницу.</p>"
    page = f'<html><head><meta charset="{encoding}"></head><body>{story}</body></html>'
    assert "на Стурскуге" in from_html(page.encode(encoding)).text


def test_a_plain_text_is_a_document_too():
    assert from_file(b"Two men <crossed> at Storskog.").text == "Two men <crossed> at Storskog."
    assert from_file(b"\xef\xbb\xbfStorskog").text == "Storskog"
    assert "ved Storskog" in from_file(PAGE.encode()).text


def test_a_page_of_nothing_is_a_document_without_text():
    assert from_html("").text == ""
    assert from_html(b"<html></html>").text == ""
