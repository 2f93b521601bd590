from datetime import date

import pytest
from lxml import html

from geodata.web.crossing_page import crossing_html
from geodata.words.card import card_html
from geodata.words.disagreement import disputes_html
from geodata.words.templates import (
    FOLDER,
    environment,
    is_web_address,
    short_address,
    short_host,
)
from tests.package import article, crossing, excerpt

SOLDIER = "grense-jakobselv-soldier-2025-08-22"
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


def test_a_card_says_that_sources_disagree_in_one_line_that_opens(shipped):
    for opened in (True, False):
        card = html.fromstring(card_html(shipped, SOLDIER, opened=opened))
        [told] = card.xpath(".//details[@class='disagree']")
        assert told.xpath("summary/text()") == ["Sources disagree"]
        assert "21 August" in told.xpath("string(p)")
        assert ("open" in told.attrib) == opened
        # It stands above the evidence.
        assert told.xpath("following-sibling::*[.//a]")


def _closed(dataset, crossing_id="x"):
    return html.fromstring(card_html(dataset, crossing_id))


def test_a_closed_card_shows_the_most_trusted_quote_with_its_source_and_its_passage(small):
    dataset = small(
        crossing("x"),
        articles=[article("a", kind="official"), article("b", kind="aggregator"), article("c")],
        excerpts=[
            excerpt("1", "x", "a", text="In our words."),
            excerpt("2", "x", "b", form="quote", text="Copied words."),
            excerpt("3", "x", "c", form="quote", text="They walked over the ice."),
            excerpt("4", "x", "c", text="The same in our words."),
        ],
    )
    card = _closed(dataset)
    assert card.xpath(".//blockquote/text()") == ["“They walked over the ice.”"]
    [source] = card.xpath(".//div[@class='lead']/p[@class='source']")
    assert source.xpath("string()") == "The Outlet, 1 May 2020, English"
    assert source.xpath("a/@href") == [
        "https://example.org/c#:~:text=They%20walked%20over%20the%20ice."
    ]
    # What leads is outside of all that has to be opened, and no article is named twice.
    assert not source.xpath("ancestor::details")
    [others] = card.xpath(".//details")
    assert others.xpath("string(summary)") == "and 2 more articles"
    assert others.xpath(".//a/@href") == [
        "https://example.org/a",
        "https://example.org/b#:~:text=Copied%20words.",
    ]


def test_a_source_and_what_it_differs_on_are_told_in_the_words_of_the_codebook(small):
    dataset = small(
        crossing("x"),
        articles=[article("a", kind="state_media")],
        excerpts=[excerpt("1", "x", "a", disputes="how_many;status")],
    )
    for opened in (False, True):
        said = html.fromstring(card_html(dataset, "x", opened=opened)).xpath("string()")
        assert "English, state media" in said
        assert "differs from others on how many, what it was" in said


def test_without_a_quote_the_most_trusted_summary_leads(small):
    dataset = small(
        crossing("x"),
        articles=[article("a", kind="aggregator"), article("b", kind="official")],
        excerpts=[excerpt("1", "x", "a"), excerpt("2", "x", "b", text="The police say so.")],
    )
    assert "The police say so." in _closed(dataset).xpath("string(.//div[@class='lead'])")


@pytest.mark.parametrize(("status", "leads"), [("confirmed", "Ours."), ("claimed", "“Theirs.”")])
def test_an_undated_quote_passes_better_evidence_only_where_it_is_the_claim(small, status, leads):
    dataset = small(
        crossing("x", status=status, confirmed_by="the police" if status == "confirmed" else ""),
        articles=[
            article("a"),
            article("b", published="", date_basis="unknown", kind="aggregator"),
        ],
        excerpts=[
            excerpt("1", "x", "a", text="Ours."),
            excerpt("2", "x", "b", form="quote", text="Theirs."),
        ],
    )
    assert leads in _closed(dataset).xpath("string(.//div[@class='lead'])")


def test_a_closed_card_names_a_few_articles_and_counts_the_rest(small):
    names = [f"a{number}" for number in range(9)]
    dataset = small(
        crossing("x"),
        articles=[article(name) for name in names],
        excerpts=[excerpt(name, "x", name) for name in names],
    )
    others = _closed(dataset).xpath(".//details[@class='also']/ul/li")
    assert [len(one.xpath("a")) for one in others] == [1, 1, 1, 0]
    assert others[-1].text == "and 5 more, in the opened report"


def test_four_closed_cards_stay_small(shipped):
    sizes = [len(card_html(shipped, name).encode()) for name in shipped.crossings["crossing_id"]]
    assert 4 * sum(sizes) / len(sizes) < 6500


def test_the_authority_that_confirms_is_named_outside_the_badge(shipped):
    for opened in (True, False):
        card = html.fromstring(card_html(shipped, SOLDIER, opened=opened))
        badges = card.xpath(".//p[@class='facts']/span/text()")
        assert badges == ["Confirmed", "Crossed outside the checkpoint"]
        assert "Confirmed by Finnmark police" in card.xpath("string(.//p[@class='where'])")


def test_a_card_says_which_crossing_location_and_spot_its_mark_has(small):
    spot = {"latitude": 69.5, "longitude": 30.5, "location_precision": "exact", "radius_km": 0.1}
    dataset = small(crossing("x", **spot), crossing("y"))
    told = [_closed(dataset, name) for name in "xy"]
    assert [card.get("data-crossing") for card in told] == ["x", "y"]
    assert [card.get("data-place") for card in told] == ["pasvik", "pasvik"]
    assert [card.get("data-spot") for card in told] == ["69.5,30.5", None]


def test_a_headline_that_was_not_seen_is_not_made_up(small):
    about = "Two people at the river"
    dataset = small(crossing("x"), articles=[article("article-a", title="", about=about)])
    card = _card(dataset, "x")
    assert f">{about}</a></i>" in card
    assert card.count("The Outlet") == 1


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


@pytest.mark.parametrize(
    ("url", "short"),
    [
        ("https://www.nrk.no/finnmark/1.12668035/", "nrk.no/finnmark/1.12668035"),
        ("http://e.org/a?b=c#:~:text=fifth", "e.org/a?b=c"),
        ("https://e.org", "e.org"),
    ],
)
def test_an_address_on_paper_is_as_short_as_it_can_be_typed(url, short):
    assert short_address(url) == short


def test_only_a_web_address_has_a_host_to_name():
    assert short_host("https://www.nrk.no/a") == "nrk.no"
    assert short_host("javascript:alert(1)") == short_host("") == short_host("https://[x") == ""
