"""What is printed in place of the map and its list."""

import re

from lxml import html

from geodata.model.address import Choice
from geodata.model.filters import Filters, select
from geodata.web import paper
from geodata.web.paper import paper_html
from tests.package import article, crossing, excerpt

EVIL = "<script>alert(1)</script>"


def _page(dataset, **choice):
    filters = Filters(**choice.pop("filters", {}))
    return html.fromstring(paper_html(dataset, Choice(filters, **choice)).decode())


def test_paper_has_the_map_and_every_report_of_the_selection(shipped):
    chosen = {"places": ("pasvik",), "years": (2012, 2023)}
    page = _page(shipped, filters=chosen)
    rows = select(shipped, Filters(**chosen))
    listed = page.findall(".//ul[@class='reports']/li")
    assert sorted(row.findtext("b/bdi") for row in listed) == sorted(rows["headline"])
    assert page.findall(".//svg")
    assert f"{len(rows)} reports, newest first" in page.findtext("h2")
    text = page.text_content()
    assert shipped.version in text
    assert "OpenStreetMap" in text
    assert len(_page(shipped).findall(".//ul[@class='reports']/li")) == len(shipped.crossings)


def test_outlets_are_named_once_with_a_host_and_never_a_long_address(shipped):
    page = _page(shipped, filters={"text": "drones"})
    for row in page.findall(".//ul[@class='reports']/li"):
        outlets = row.find("i").text_content()
        assert "http" not in outlets
        names = [name.text for name in row.find("i").iter("bdi")]
        assert len(names) == len(set(names)) > 0
        assert re.search(r"\([a-z0-9.-]+\.[a-z]+\)", outlets)


def test_an_open_report_is_printed_whole_and_an_open_location_alone(shipped):
    soldier = "grense-jakobselv-soldier-2025-08-22"
    page = _page(shipped, crossing=soldier)
    assert not page.find_class("reports")
    assert len(page.find_class("excerpts")[0]) == (shipped.excerpts["crossing_id"] == soldier).sum()
    at = _page(shipped, at="pasvik")
    assert len(at.find_class("reports")[0]) == (shipped.crossings["place_id"] == "pasvik").sum()


def test_a_long_selection_says_how_many_it_leaves_out(small, monkeypatch):
    monkeypatch.setattr(paper, "MOST", 2)
    page = _page(small(*(crossing(f"c{n}") for n in range(5))))
    assert len(page.find_class("reports")[0]) == 2
    assert "The newest 2 of 5 reports" in page.text_content()


def test_data_cannot_put_markup_on_paper(small):
    dataset = small(
        crossing("x", headline=EVIL, locality=EVIL),
        articles=[article("article-a", outlet=EVIL, url="https://e.org/<b>")],
        excerpts=[excerpt("e", "x", text=EVIL)],
    )
    for choice in ({}, {"crossing": "x"}):
        page = _page(dataset, **choice)
        assert not page.findall(".//script")
        assert EVIL in page.text_content()
