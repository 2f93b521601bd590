"""The plain pages of the crossings, served by a bare application with their routes alone."""

import re
from html import unescape
from html.parser import HTMLParser
from xml.etree import ElementTree

import httpx
import numpy as np
import pytest
from lxml import html
from starlette.applications import Starlette
from starlette.routing import Mount

from geodata.drawings.static_map import static_map
from geodata.web import crossing_page
from geodata.web.crossing_page import crossing_routes
from geodata.words.card import newest_first
from geodata.words.disagreement import rival_values
from geodata.words.language import offered
from geodata.words.templates import short_address
from tests.conftest import ROOT, run_apart
from tests.package import article, crossing, excerpt

EVIL = "<script>alert(1)</script><img src=x onerror=alert(1)>\" onmouseover='alert(1)'"
SOLDIER = "grense-jakobselv-soldier-2025-08-22"
NAMESPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
EXACT = {"latitude": 69.66, "longitude": 30.2, "location_precision": "exact"}


def _newest_first(dataset):
    positions = newest_first(dataset, np.arange(len(dataset.crossings)))
    return list(dataset.crossings["crossing_id"].iloc[positions])


def ask(dataset, path, method="GET", app=None, root_path="", **headers):
    """The response of an application that has only these routes."""
    app = app or Starlette(routes=crossing_routes(lambda: dataset))
    transport = httpx.ASGITransport(app=app, root_path=root_path)

    async def send():
        async with httpx.AsyncClient(transport=transport, base_url="https://example.test") as http:
            return await http.request(method, path, headers=headers)

    return run_apart(send())


class Elements(HTMLParser):
    """Every element of a page with its attributes, as a browser would see them."""

    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def all(self, tag):
        return [attributes for name, attributes in self.found if name == tag]


def _meta(text):
    listed = Elements(text).all("meta")
    return {m.get("property") or m.get("name"): m.get("content") for m in listed}


def test_a_page_has_the_tags_that_previews_and_search_engines_read(shipped):
    text = ask(shipped, f"/crossing/{SOLDIER}").text
    row = shipped.crossings.set_index("crossing_id").loc[SOLDIER]
    address = f"https://example.test/crossing/{SOLDIER}"
    meta = _meta(text)
    canonical = [x["href"] for x in Elements(text).all("link") if x["rel"] == "canonical"]
    assert canonical == [address] == [meta["og:url"]]
    assert meta["og:title"] == meta["twitter:title"] == row["headline"]
    assert meta["twitter:card"] == "summary"
    assert meta["description"] == meta["og:description"] == meta["twitter:description"]
    assert meta["description"].startswith("22 August 2025, 1 person. ")
    assert 80 < len(meta["description"]) <= 200
    assert f"<title>{row['headline']}" in unescape(text)


def test_a_page_shows_every_excerpt_and_every_rival_value(shipped):
    text = unescape(ask(shipped, f"/crossing/{SOLDIER}").text)
    for words in shipped.excerpts[shipped.excerpts["crossing_id"] == SOLDIER]["text"]:
        assert words in text
    disputes = shipped.disputes[shipped.disputes["crossing_id"] == SOLDIER]
    assert len(disputes) > 5
    for value in disputes["value"]:
        assert value in text
    assert "✓ used here" in text


def test_excerpts_beyond_the_first_few_are_folded_and_counted(shipped):
    page = html.fromstring(ask(shipped, f"/crossing/{SOLDIER}").text)
    (folded,) = page.find_class("rest")
    told = (shipped.excerpts["crossing_id"] == SOLDIER).sum()
    assert folded.get("open") is None
    assert folded.findtext("summary") == f"{told - crossing_page.FIRST} more excerpts"
    assert len(folded.findall("ul/li")) == told - crossing_page.FIRST
    assert not html.fromstring(ask(shipped, "/crossing/pasvik-swimmer-2012").text).find_class(
        "rest"
    )


def test_the_type_faces_are_found_below_a_base_path(shipped):
    text = ask(shipped, f"/crossing/{SOLDIER}", root_path="/below").text
    assert "url(/below/static/media/Source" in text


def test_the_value_in_use_stands_first_and_each_row_is_told_once(shipped):
    found = rival_values(shipped, SOLDIER)
    voices = [v for question in found for rival in question["rivals"] for v in rival["voices"]]
    assert len(voices) == (shipped.disputes["crossing_id"] == SOLDIER).sum()
    for question in found:
        assert question["rivals"][0]["used"] == question["used"]


def test_a_page_cites_the_data_version_and_leads_into_the_dashboard(shipped):
    text = ask(shipped, f"/crossing/{SOLDIER}").text
    assert shipped.version in text
    assert f'href="/?crossing={SOLDIER}"' in text


def test_every_crossing_has_a_light_page_without_scripts_or_foreign_parts(shipped):
    app = Starlette(routes=crossing_routes(lambda: shipped))
    for name in shipped.crossings["crossing_id"]:
        response = ask(shipped, f"/crossing/{name}", app=app)
        assert response.status_code == 200, name
        assert len(response.content) < 150_000, name
        elements = Elements(response.text)
        assert not elements.all("script") + elements.all("img") + elements.all("iframe")
        others = {"alternate"} if len(offered(shipped)) > 1 else set()
        assert {x["rel"] for x in elements.all("link")} == {"canonical", "icon"} | others
        faces = re.findall(r"url\(([^)]*)\)", response.text)
        assert len(faces) == 3
        assert all(face.startswith("/static/media/Source") for face in faces)
        assert "@import" not in response.text


def test_the_pages_are_chained_by_date_in_both_directions(shipped):
    ordered = _newest_first(shipped)
    app = Starlette(routes=crossing_routes(lambda: shipped))
    for at in (0, 1, len(ordered) - 1):
        links = Elements(ask(shipped, f"/crossing/{ordered[at]}", app=app).text).all("a")
        found = {x["rel"]: x["href"] for x in links if x.get("rel") in {"prev", "next"}}
        expected = {}
        if at + 1 < len(ordered):
            expected["prev"] = f"/crossing/{ordered[at + 1]}"
        if at:
            expected["next"] = f"/crossing/{ordered[at - 1]}"
        assert found == expected


def test_data_cannot_put_markup_into_a_page_or_its_map(small):
    fields = ("headline", "summary", "locality", "confirmed_by", "disagreement", "date_note")
    dataset = small(
        crossing("x", **dict.fromkeys(fields, EVIL), **EXACT),
        articles=[article("article-a", title=EVIL, outlet=EVIL, url='https://e.org/"onclick="a()')],
        excerpts=[excerpt("e", "x", text=EVIL), excerpt("q", "x", text=EVIL, form="quote")],
    )
    text = ask(dataset, "/crossing/x").text
    elements = Elements(text)
    assert not elements.all("script") + elements.all("img")
    assert not [a for _, a in elements.found if any(name.startswith("on") for name in a)]
    assert "&lt;script&gt;" in text
    ElementTree.fromstring(static_map(dataset, dataset.crossings))


def test_an_unchanged_page_is_not_sent_again(shipped):
    first = ask(shipped, f"/crossing/{SOLDIER}")
    assert first.headers["cache-control"] == "no-cache"
    etag = first.headers["etag"]
    for known in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        again = ask(shipped, f"/crossing/{SOLDIER}", **{"if-none-match": known})
        assert (again.status_code, again.content) == (304, b""), known
        assert again.headers["etag"] == etag
    changed = ask(shipped, f"/crossing/{SOLDIER}", **{"if-none-match": '"other"'})
    assert changed.status_code == 200


@pytest.mark.parametrize("path", [f"/crossing/{SOLDIER}", "/sitemap.xml", "/robots.txt"])
def test_head_is_answered_like_get(shipped, path):
    head, get = ask(shipped, path, "HEAD"), ask(shipped, path)
    assert head.status_code == 200
    assert head.headers == get.headers


def test_an_unknown_id_is_a_404_that_names_the_nearest(shipped):
    response = ask(shipped, "/crossing/Grense-Jakobselv-soldier-2025-08-2")
    assert response.status_code == 404
    links = [x["href"] for x in Elements(response.text).all("a")]
    suggested = [link for link in links if link.startswith("/crossing/")]
    assert suggested[0] == f"/crossing/{SOLDIER}"
    assert 1 <= len(suggested) <= 5
    assert "/" in links
    assert _meta(response.text)["robots"] == "noindex"


def test_among_very_many_ids_the_nearest_is_still_found_and_few_are_compared(small, monkeypatch):
    monkeypatch.setattr(crossing_page, "COMPARED", 3)
    compared = []
    matches = crossing_page.difflib.get_close_matches
    monkeypatch.setattr(
        crossing_page.difflib,
        "get_close_matches",
        lambda word, ids, *rest: compared.append(len(ids)) or matches(word, ids, *rest),
    )
    others = [crossing(f"border-man-{year}") for year in range(2003, 2010)]
    dataset = small(*others, crossing("pasvik-swimmer-2012"))
    found = crossing_page.nearest(dataset, "Pasvik-swimer-2012")
    assert list(found["crossing_id"]) == ["pasvik-swimmer-2012"]
    assert compared == [3]


ODD = {
    "no-place": {},
    "ring": EXACT | {"location_precision": "locality", "radius_km": 200},
    "area": EXACT | {"location_precision": "area", "radius_km": 25},
    "no-number": {"people_low": "", "people_best": "", "people_high": ""},
    "only-words": {"people_low": "", "people_best": "", "people_high": "", "people_words": "hundreds"},
    "at-least": {"people_low": 3, "people_best": 3, "people_high": ""},
    "season": {"start": "2015-08", "end": "2016-02", "date_note": "autumn and winter"},
    "claim": {"status": "claimed", "confirmed_by": ""},
    "object": {"kind": "object_over_the_line"},
    "part": {"part_of": "season", "start": "2015-10", "end": "2015-10", "disagreement": "x" * 3000},
}  # fmt: skip


def test_a_page_is_drawn_for_whatever_the_checks_accept(small):
    dataset = small(
        *(crossing(name, **values) for name, values in ODD.items()),
        articles=[article("article-a", url="https://example.org/[a#b#c", title="", about="In our words", published="", date_basis="unknown")],
        excerpts=[excerpt(name, name, form="quote", text="…") for name in ODD],
    )  # fmt: skip
    app = Starlette(routes=crossing_routes(lambda: dataset))
    for name in ODD:
        assert ask(dataset, f"/crossing/{name}", app=app).status_code == 200, name


def test_an_id_like_no_other_gets_the_newest_reports(shipped):
    response = ask(shipped, "/crossing/0000")
    newest = _newest_first(shipped)[0]
    assert response.status_code == 404
    assert f'href="/crossing/{newest}"' in response.text


@pytest.mark.parametrize(
    "path",
    [
        "/crossing",
        "/crossing/",
        f"/crossing/{SOLDIER}/more",
        "/crossing/%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "/crossing/%00%ff",
        "/crossing/" + "x" * 5000,
    ],
)
def test_junk_is_a_404_without_markup_of_its_own(shipped, path):
    response = ask(shipped, path)
    assert response.status_code == 404
    assert "<script" not in response.text
    assert "x" * 100 not in response.text


@pytest.mark.parametrize("path", [f"/crossing/{SOLDIER}", "/crossing/x", "/sitemap.xml"])
def test_without_data_there_is_a_503_that_does_not_say_why(path):
    response = ask(None, path)
    assert response.status_code == 503
    assert response.headers["cache-control"] == "no-store"
    assert "try again later" in response.text
    assert not re.search(r"csv|row \d|Error", response.text)


def test_the_sitemap_lists_the_pages_and_every_crossing_once(shipped):
    response = ask(shipped, "/sitemap.xml")
    top = ElementTree.fromstring(response.content)
    listed = [loc.text for loc in top.findall("s:url/s:loc", NAMESPACE)]
    own, *others = offered(shipped)
    asked = ["", *(f"?lang={code}" for code in (own, *others) if others)]
    pages = [
        f"https://example.test/{page}{language}"
        for page in ("", "timeline", "articles", "data", "about")
        for language in asked
    ]
    crossings = [
        f"https://example.test/{prefix}crossing/{name}"
        for name in shipped.crossings["crossing_id"]
        for prefix in ("", *(f"{code}/" for code in others))
    ]
    assert sorted(listed) == sorted(pages + crossings)


def test_robots_may_read_everything_and_find_the_sitemap(shipped):
    lines = ask(shipped, "/robots.txt").text.splitlines()
    assert "Allow: /" in lines
    assert "Sitemap: https://example.test/sitemap.xml" in lines


@pytest.mark.parametrize("mounted", [False, True])
def test_below_a_path_every_address_keeps_it(shipped, mounted):
    routes = crossing_routes(lambda: shipped)
    app = Starlette(routes=[Mount("/border", routes=routes)] if mounted else routes)
    root_path = "" if mounted else "/border"
    text = ask(shipped, f"/border/crossing/{SOLDIER}", app=app, root_path=root_path).text
    assert _meta(text)["og:url"] == f"https://example.test/border/crossing/{SOLDIER}"
    own = [x["href"] for x in Elements(text).all("a") if x["href"].startswith("/")]
    assert f"/border/?crossing={SOLDIER}" in own
    assert all(link.startswith("/border/") for link in own)
    sitemap = ask(shipped, "/border/sitemap.xml", app=app, root_path=root_path).text
    assert f"https://example.test/border/crossing/{SOLDIER}" in sitemap


def test_a_forged_host_puts_no_markup_into_a_page(shipped):
    response = ask(shipped, f"/crossing/{SOLDIER}", host='a"><script>alert(1)</script>')
    assert "<script" not in response.text


def test_the_map_comes_before_the_words_and_each_address_once_for_paper(shipped):
    text = ask(shipped, f"/crossing/{SOLDIER}").text
    assert text.index("<figure") < text.index('class="words"')
    listed = re.findall(r"<li>.*: (\S+)</li>", text.partition('class="on-paper"')[2])
    told = shipped.evidence_for(SOLDIER)["url"]
    disputed = shipped.disputes.loc[shipped.disputes["crossing_id"] == SOLDIER, "article_id"]
    voices = shipped.articles.set_index("article_id")["url"].loc[disputed]
    assert len(listed) == len(set(listed))
    assert {unescape(url) for url in listed} == {short_address(url) for url in {*told, *voices}}
    assert ":~:text" not in " ".join(listed)


def test_a_page_of_an_unknown_place_says_so_below_its_map(small):
    assert "No source names the spot." in ask(small(crossing("x")), "/crossing/x").text


def test_no_rule_prints_the_address_of_every_quote():
    style = (ROOT / "geodata" / "drawings" / "page.css").read_text(encoding="utf-8")
    assert "attr(href)" not in style


@pytest.mark.browser
def test_the_longest_page_takes_four_sheets_with_its_map_on_the_first(shipped, browser, tmp_path):
    page = browser.new_page()
    page.set_content(ask(shipped, f"/crossing/{SOLDIER}").text)
    printed = page.pdf(format="A4", print_background=False)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) <= 4
    page.emulate_media(media="print")
    box = page.locator("figure").bounding_box()
    assert box["y"] + box["height"] < 800
    page.close()
