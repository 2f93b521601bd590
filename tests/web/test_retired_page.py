"""The address of a report that was retired: it says why, and leads on where another tells of it now."""

import json
from xml.etree import ElementTree

import pytest
from lxml import html
from starlette.applications import Starlette

from geodata.web.catch_all import NoCatchAll
from geodata.web.crossing_page import crossing_routes
from tests.conftest import OTHER
from tests.package import article, crossing, excerpt, retired
from tests.web.client import Client, rows_of
from tests.web.test_crossing_page import EVIL, ask

GONE, MOVED = "tuz-camel-2015", "lua-cake-2010"


def _page(answer):
    return html.fromstring(answer.text)


def _links(page):
    return [link.get("href") for link in page.iter("a")]


def _heads(page):
    robots = page.xpath("//meta[@name='robots']/@content")
    return robots, page.xpath("//link[@rel='canonical']/@href")


def test_a_report_that_became_none_is_gone_and_says_why_and_what_it_was(other):
    answer = ask(other, f"/crossing/{GONE}")
    page = _page(answer)
    assert answer.status_code == 410
    assert _heads(page) == (["noindex"], [])
    said = " ".join(page.find(".//main").text_content().split())
    for words in (
        "Tuz ovasında bir deve", "retired on 28 November 2024", "The radio took its story back",
        "August – September 2015", "Tuzluova", "A camel and its rider",
    ):  # fmt: skip
        assert words in said, words
    assert "https://radyo-tuz.example.org/radyo-2016-gece" in _links(page)


def test_one_that_moved_leads_on_to_the_report_that_tells_of_it(other):
    answer = ask(other, f"/crossing/{MOVED}")
    page = _page(answer)
    assert answer.status_code == 200
    assert _heads(page) == (["noindex"], ["https://example.test/crossing/lua-walkers-2010"])
    assert "/crossing/lua-walkers-2010" in _links(page)
    assert "one walk, told twice" in answer.text
    again = ask(other, f"/crossing/{MOVED}", **{"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304


def test_one_that_moved_twice_leads_to_the_end_of_its_way(small):
    rows = [retired("first", moved_to="second"), retired("second", moved_to="x")]
    answer = ask(small(crossing("x"), retired=rows), "/crossing/first")
    assert _heads(_page(answer))[1] == ["https://example.test/crossing/x"]
    assert "/crossing/second" not in answer.text


def test_it_speaks_the_language_of_its_address(other):
    answer = ask(other, f"/fi/crossing/{MOVED}")
    page = _page(answer)
    assert answer.headers["content-language"] == page.get("lang") == "fi"
    assert _heads(page)[1] == ["https://example.test/fi/crossing/lua-walkers-2010"]
    assert "Kakku ylittää rajan" in answer.text
    assert "/fi/crossing/lua-walkers-2010" in _links(page)
    assert page.xpath("//nav[@class='languages']//a/@href") == [f"/crossing/{MOVED}"]
    assert ask(other, f"/fi/crossing/{GONE}").status_code == 410


@pytest.mark.parametrize(("name", "status"), [(GONE, 410), (MOVED, 200)])
def test_it_is_a_page_without_scripts_that_head_is_answered_like(other, name, status):
    head, get = (ask(other, f"/crossing/{name}", method) for method in ("HEAD", "GET"))
    assert head.status_code == status
    assert head.headers == get.headers
    assert not _page(get).xpath("//script | //img | //iframe")


@pytest.mark.parametrize("moved_to", ["", "x"])
def test_its_words_put_no_markup_into_the_page(small, moved_to):
    evil = dict.fromkeys(("reason", "headline", "summary"), EVIL)
    dataset = small(
        crossing("x", headline=EVIL),
        articles=[article("article-a", title=EVIL, outlet=EVIL)],
        retired=[retired("gone", moved_to=moved_to, **evil)],
    )
    page = _page(ask(dataset, "/crossing/gone"))
    assert not page.xpath("//script | //img | //*[@onmouseover]")
    assert page.find(".//h1").text_content() == EVIL


def test_search_engines_are_told_of_none(other):
    text = ask(other, "/sitemap.xml").text
    listed = " ".join(each.text or "" for each in ElementTree.fromstring(text).iter())
    assert "lua-walkers-2010" in listed
    assert not [name for name in (GONE, MOVED) if name in listed]


def test_stray_signs_and_capitals_lead_to_its_page_too(other):
    routes = crossing_routes(lambda: other)
    app = NoCatchAll(Starlette(routes=routes), lambda: other)
    answer = ask(other, f"/Crossing/{GONE.title()}.", app=app)
    assert answer.headers["location"] == f"/crossing/{GONE}"


def test_files_hold_it_in_its_own_table_alone(other):
    client = Client(other, OTHER)
    ids = [row["crossing_id"] for row in rows_of(client.ask("retired.csv"))]
    assert ids == [MOVED, GONE]
    assert GONE not in client.ask("crossings.csv").text
    assert GONE not in client.ask("crossings.geojson").text
    refused = client.ask(f"crossings.csv?crossing={GONE}")
    assert refused.status_code == 400
    [error] = refused.json()["errors"]
    assert error["allowed"].endswith(f"retired on 2024-11-28, see /crossing/{GONE}")


def test_a_package_without_the_table_gives_out_its_header(small, tmp_path):
    dataset = small(crossing("x"))
    resources = [each for each in dataset.package["resources"] if each["name"] != "retired"]
    dataset.package["resources"] = resources
    answer = Client(dataset, tmp_path / "package").ask("retired.csv")
    assert answer.text.strip("\ufeff\r\n").split(",")[:3] == ["crossing_id", "retired", "reason"]


HASH = "1a2b3c4d" * 8


@pytest.fixture
def captured(small):
    listed = [article("article-a", captured="2020-06-07", sha256=HASH), article("b")]
    spot = {"latitude": 69.3, "longitude": 29.3, "location_precision": "exact"}
    told = [excerpt("1", "x"), excerpt("2", "x"), excerpt("3", "x", "b")]
    return small(crossing("x", **spot), articles=listed, excerpts=told)


def test_a_document_of_which_a_copy_was_kept_shows_the_day_and_the_whole_hash(captured):
    page = _page(ask(captured, "/crossing/x"))
    shown = page.find_class("capture")
    assert {each.findtext("summary") for each in shown} == {
        "Captured 7 June 2020 · SHA-256 1a2b3c4d…"
    }
    assert {each.findtext("code") for each in shown} == {HASH}
    assert len(shown) == 2  # not under the document of which there is none


def test_it_comes_with_the_files_that_list_documents(captured, tmp_path):
    client = Client(captured, tmp_path / "package")
    first, second = rows_of(client.ask("articles.csv"))
    assert (first["captured"], first["sha256"]) == ("2020-06-07", HASH)
    assert (second["captured"], second["sha256"]) == ("", "")
    [feature] = json.loads(client.ask("crossings.geojson").content)["features"]
    url = "https://example.org/article-a"
    assert feature["properties"]["articles"] == [url, "https://example.org/b"]
    assert feature["properties"]["captures"] == [
        {"url": url, "captured": "2020-06-07", "sha256": HASH}
    ]
