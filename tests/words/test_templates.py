from datetime import date

import pytest
from lxml import html

from geodata.web.crossing_page import crossing_html
from geodata.words.card import card_html
from geodata.words.disagreement import disputes_html
from geodata.words.templates import FOLDER, environment, is_web_address
from tests.package import article, crossing, excerpt

EVIL = "<script>alert(1)</script><img src=x onerror=alert(1)>\" onmouseover='alert(1)'"


def _card(dataset, crossing_id):
    return card_html(dataset, crossing_id, opened=True)


def test_every_field_of_a_card_is_escaped(small):
    fields = (
        "headline",
        "summary",
        "locality",
        "confirmed_by",
        "disagreement",
        "date_note",
        "people_words",
    )
    dataset = small(
        crossing("x", **dict.fromkeys(fields, EVIL)),
        articles=[
            article(
                "article-a", title=EVIL, outlet=EVIL, url='https://example.org/"onclick="alert(1)'
            )
        ],
        excerpts=[excerpt("e", "x", text=EVIL), excerpt("q", "x", text=EVIL, form="quote")],
    )
    html = _card(dataset, "x")
    assert "<script" not in html
    assert "<img" not in html
    assert 'onclick="' not in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//evil", "ftp://x", "http://[", ""]
)
def test_only_web_addresses_become_links(url):
    assert not is_web_address(url)
    macros = environment().get_template("macros.html").module
    assert "<a" not in macros.link(url, "title")
    assert is_web_address("https://example.org/")


def test_quotes_and_our_summaries_look_different(shipped):
    html = _card(shipped, "grense-jakobselv-soldier-2025-08-22")
    assert "<blockquote" in html
    assert "our summary" in html


def test_a_card_says_what_is_not_counted_and_why(shipped):
    claim = _card(shipped, "pasvik-three-later-2023-claimed")
    assert "not counted" in claim
    assert "Claimed" in claim
    part = _card(shipped, "storskog-week-41-2015")
    assert "Part of:" in part
    assert "Never added to it" in part


def test_a_card_shows_disagreement_before_anyone_clicks(shipped):
    html = _card(shipped, "grense-jakobselv-soldier-2025-08-22")
    assert html.index("Sources disagree") < html.index("<details")
    assert "21 August" in html


def test_a_headline_that_was_not_seen_is_not_made_up(small):
    dataset = small(crossing("x"), articles=[article("article-a", title="")])
    assert "The Outlet, headline not seen" in _card(dataset, "x")


def test_every_template_escapes():
    env = environment()
    assert env.autoescape is True
    for path in FOLDER.glob("*.html"):
        assert "|safe" not in path.read_text(encoding="utf-8").replace(" ", ""), path.name


def test_a_text_in_another_script_keeps_its_own_direction(small):
    told = "عبر الحدود في Pasvik!"
    dataset = small(
        crossing("x"),
        articles=[article("article-a", title=told, outlet=told, language="ar")],
        excerpts=[excerpt("q", "x", text=told, form="quote")],
        disputes=[
            {"rival_id": f"r{n}", "dispute_id": "d", "question": "Who?", "crossing_id": "x", "field": "who",
             "value": f"{told}{n}", "article_id": "article-a", "origin": told, "used": "false"}
            for n in "12"
        ],
    )  # fmt: skip
    for markup in (
        _card(dataset, "x"),
        disputes_html(dataset, dataset.disputes),
        crossing_html(dataset, "x", base="https://x.test/", day=date(2026, 1, 1)),
    ):
        holders = html.fromstring(f"<div>{markup.partition('</head>')[2] or markup}</div>").xpath(
            f"//*[contains(text(), '{told}')]"
        )
        assert len(holders) >= 3
        for holder in holders:
            own = holder.xpath("ancestor-or-self::*[@dir='auto' or self::bdi]")
            assert own, html.tostring(holder)
