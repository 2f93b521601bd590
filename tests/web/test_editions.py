"""The same answers in each language that readers are offered: addresses, headers, words, and what is kept."""

import io
import json
import zipfile
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import httpx
import pytest
from lxml import html
from starlette.applications import Starlette
from starlette.responses import FileResponse

from geodata.model.address import Choice
from geodata.model.filters import Filters, select
from geodata.panels import ahead
from geodata.web.catch_all import NoCatchAll
from geodata.web.crossing_page import crossing_html, crossing_routes, sitemap_xml
from geodata.web.dashboard_page import STREAMLIT, Site, page_routes
from geodata.web.data_routes import data_routes
from geodata.web.downloads import csv_bytes, file_name, geojson_bytes, package_zip
from geodata.web.editions import edition
from geodata.web.files import files
from geodata.web.snapshot import snapshot_html
from geodata.words.language import current, speaking
from tests.conftest import run_apart
from tests.web.client import ADDRESSES

BASE = "https://example.test/"
XHTML = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


async def _index(scope, receive, send):
    """What Streamlit answers with for every address that nobody else knows."""
    await FileResponse(STREAMLIT / "index.html")(scope, receive, send)


@pytest.fixture(scope="module")
def ask(bilingual, bilingual_folder):
    """Asks a whole server of the data in two languages, without Streamlit; `None` for one without data."""

    def asked(path, dataset=bilingual, method="GET", root="", **headers):
        site = Site(lambda: "Reported crossings", lambda: ["en", "nb"], lambda: dataset, _first)
        app = Starlette(
            routes=[
                *page_routes(site),
                *data_routes(lambda: dataset, bilingual_folder, ahead.FILE),
                *crossing_routes(lambda: dataset, lambda: ["en", "nb"]),
            ]
        )
        app.router.default = _index
        guarded = NoCatchAll(
            app, lambda: dataset, ["data/crossings.csv"], languages=lambda: ["en", "nb"]
        )

        async def send():
            transport = httpx.ASGITransport(guarded, root_path=root)
            async with httpx.AsyncClient(transport=transport, base_url=BASE) as client:
                named = {name.replace("_", "-"): value for name, value in headers.items()}
                return await client.request(method, path, headers=named)

        return run_apart(send())

    return asked


def _first(dataset, choice, called, style):
    return f"<p id='first'>{called}: {dataset.crossings['headline'].iloc[0]}, {current()}</p>"


def _heads(text):
    """The language of a page, its alternates by language, and its canonical address."""
    tree = html.fromstring(text)
    alternates = {x.get("hreflang"): x.get("href") for x in tree.xpath("//head/link[@hreflang]")}
    return tree.get("lang"), alternates, tree.xpath("string(//link[@rel='canonical']/@href)")


VERSIONS = {
    "en": f"{BASE}crossing/x", "nb": f"{BASE}nb/crossing/x", "x-default": f"{BASE}crossing/x"
}  # fmt: skip


@pytest.mark.parametrize(
    ("path", "code", "territory"),
    [("crossing/x", "en", "en_GB"), ("nb/crossing/x", "nb", "nb_NO")],
)
def test_a_crossing_has_a_page_in_each_language_whatever_the_browser_likes(
    ask, path, code, territory
):
    for accepted in ("en", "nb", "ru"):
        answer = ask(f"/{path}", accept_language=accepted)
        assert answer.status_code == 200
        assert answer.headers["content-language"] == code
        assert "vary" not in answer.headers
        assert _heads(answer.text) == (code, VERSIONS, f"{BASE}{path}")
        meta = html.fromstring(answer.text).xpath
        assert meta("string(//meta[@property='og:locale']/@content)") == territory
        assert meta("//meta[@property='og:locale:alternate']/@content") == [
            other for other in ("en_GB", "nb_NO") if other != territory
        ]


def test_a_page_says_everything_in_its_language(ask):
    own, other = (ask(path).text for path in ("/crossing/x", "/nb/crossing/x"))
    assert "Overskrift for x" not in own
    assert "[" not in html.fromstring(own).xpath("string(//nav)")
    page = html.fromstring(other)
    assert page.xpath("string(//h1)") == "Overskrift for x"
    assert page.xpath("string(//title)") == "Overskrift for x · Tittelen"
    description = page.xpath("string(//meta[@name='description']/@content)")
    assert description.startswith("[")
    assert "Et sammendrag." in description
    assert page.xpath("//header/div/nav[1]/a/text()")[:2] == ["[Map]", "[Timeline]"]


@pytest.mark.parametrize("root", ["", "/border"])
def test_every_link_of_a_page_stays_in_its_language_or_leads_to_the_same_page_in_another(ask, root):
    page = html.fromstring(ask(f"{root}/nb/crossing/x", root=root).text)
    links = [link for link in page.xpath("//a") if not link.get("href").startswith("#")]
    versions = [link for link in links if link.get("hreflang")]
    assert [(one.get("hreflang"), one.get("lang"), one.text) for one in versions] == [
        ("en", "en", "English")
    ]
    assert versions[0].get("href") == f"{root}/crossing/x"
    rest = [link.get("href") for link in links if link not in versions]
    own = [href for href in rest if href.startswith("/")]
    assert f"{root}/?crossing=x&lang=nb" in own
    assert f"{root}/timeline?lang=nb" in own
    assert f"{root}/nb/crossing/y" in own
    assert len([href for href in own if href.partition("?")[0] == f"{root}/about"]) == 2
    for href in own:
        assert href.startswith(f"{root}/nb/crossing/") or "lang=nb" in href, href


def test_a_page_cites_the_address_it_has_in_its_language(ask):
    assert f"{BASE}nb/crossing/x" in html.fromstring(ask("/nb/crossing/x").text).text_content()


def test_data_of_one_language_name_no_other(ask, bilingual):
    alone = replace(bilingual, package=bilingual.package | {"languages": ["en"]})
    for path in ("/crossing/x", "/about"):
        answer = ask(path, alone, accept_language="nb")
        assert _heads(answer.text)[:2] == ("en", {})
        assert "vary" not in answer.headers
        assert "languages" not in html.fromstring(answer.text).xpath("string(//body/header)")
    assert b"xhtml:link" not in sitemap_xml(alone, BASE)
    assert ask("/nb/crossing/x", alone).status_code == 404


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/nb/crossing/qq", "nb"), ("/nb/crossing/", "nb"), ("/nb/crossing", "nb"), ("/nb/nothing", "nb"),
        ("/nothing?lang=nb", "nb"), ("/crossing/qq", "en"), ("/nothing", None), ("/nothing?lang=ru", None),
        ("/ru/crossing/x", None), ("/zz/crossing/x", None), ("/..%2F/crossing/x", None),
    ],
)  # fmt: skip
@pytest.mark.parametrize("accepted", ["en", "nb"])
def test_a_missing_page_is_told_in_the_language_of_its_address_or_else_of_the_browser(
    ask, path, code, accepted
):
    answer, told = ask(path, accept_language=accepted), code or accepted
    assert (answer.status_code, answer.headers["content-language"]) == (404, told)
    assert ("vary" in answer.headers) == (code is None)
    page = html.fromstring(answer.text)
    assert page.get("lang") == told
    assert page.xpath("string(//h1)").startswith("[") == (told == "nb")
    for href in page.xpath("//a[starts-with(@href, '/')]/@href"):
        stays = href.startswith("/nb/crossing/") or "lang=nb" in href
        assert stays == (told == "nb"), href


def test_the_near_misses_of_a_page_are_in_its_language(ask):
    page = html.fromstring(ask("/nb/crossing/xq").text)
    assert "/nb/crossing/x" in page.xpath("//main//a/@href")
    assert "Overskrift for x" in page.text_content()


def test_without_data_a_missing_page_is_told_in_the_language_that_is_known_so_far(ask):
    for path, code, status in (
        ("/nb/crossing/x", "nb", 503),
        ("/crossing/x", "en", 503),
        ("/ru/crossing/x", "en", 503),
        ("/nb/nothing", "nb", 404),
    ):
        answer = ask(path, None, accept_language="en")
        assert (answer.status_code, answer.headers["content-language"]) == (status, code)
        assert html.fromstring(answer.text).xpath("string(//h1)").startswith("[") == (code == "nb")


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("/nb/crossing/x.", "/nb/crossing/x"), ("/NB/Crossing/X", "/nb/crossing/x"),
        ("/nb/crossing/x/", "/nb/crossing/x"), ("/en/crossing/x", "/crossing/x"),
        ("/EN/crossing/X)", "/crossing/x"),
    ],
)  # fmt: skip
def test_an_address_that_is_almost_right_leads_to_the_right_one_in_its_language(ask, asked, meant):
    for method in ("GET", "HEAD"):
        answer = ask(f"{asked}?utm=%C3%B8", method=method)
        assert answer.status_code == 308
        assert answer.headers["location"] == f"{meant}?utm=%C3%B8"


@pytest.mark.parametrize("asked", ["/ru/crossing/x.", "/nb/crossing/z.", "/nb/x/crossing/x."])
def test_an_address_of_no_language_leads_nowhere(ask, asked):
    assert ask(asked).status_code == 404


def test_the_sitemap_has_every_page_in_every_language_with_the_others_beside_it(bilingual):
    top = ElementTree.fromstring(sitemap_xml(bilingual, BASE))
    found = {}
    for url in top.findall("s:url", XHTML):
        links = {x.get("hreflang"): x.get("href") for x in url.findall("x:link", XHTML)}
        assert url.findtext("s:loc", "", XHTML) not in found
        found[url.findtext("s:loc", "", XHTML)] = links
    assert found[f"{BASE}crossing/x"] == found[f"{BASE}nb/crossing/x"] == VERSIONS
    pages = {
        "en": f"{BASE}about?lang=en",
        "nb": f"{BASE}about?lang=nb",
        "x-default": f"{BASE}about",
    }
    assert all(found[address] == pages for address in pages.values())
    assert len(found) == 5 * 3 + 2 * 2


@pytest.mark.parametrize(
    ("query", "accepted", "code"),
    [
        ("", "", "en"), ("", "nb", "nb"), ("", "no", "nb"), ("", "fi, nn;q=0.5", "nb"),
        ("", "de", "en"), ("?lang=nb", "en", "nb"), ("?lang=en", "nb", "en"),
        ("?lang=ru", "nb", "nb"), ("?lang=<b>", "nb", "nb"), ("?lang=", "", "en"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("there", [True, False])
def test_a_page_of_the_dashboard_is_in_the_language_of_its_address_or_else_of_the_browser(
    ask, bilingual, query, accepted, code, there
):
    answer = ask(f"/about{query}", bilingual if there else None, accept_language=accepted)
    named = f"{BASE}about{query}" if query in {"?lang=nb", "?lang=en"} else f"{BASE}about"
    versions = {one: f"{BASE}about?lang={one}" for one in ("en", "nb")}
    assert _heads(answer.text) == (code, versions | {"x-default": f"{BASE}about"}, named)
    assert answer.headers["content-language"] == code
    assert answer.headers["vary"] == "Accept-Language"
    assert answer.headers["cache-control"] == "no-cache"
    page = html.fromstring(answer.text)
    called = ("Tittelen" if code == "nb" else bilingual.title) if there else "Reported crossings"
    name = "[About]" if code == "nb" else "About"
    assert page.xpath("string(//title)") == f"{name} · {called}"
    said = page.xpath("string(//meta[@name='description']/@content)")
    assert said.startswith("[") == (code == "nb")
    assert "<b>" not in answer.text


def test_the_first_words_are_made_from_the_data_in_the_readers_language(ask, bilingual):
    assert "Tittelen: Overskrift for x, nb</p>" in ask("/", accept_language="nb").text
    assert (
        f"{bilingual.title}: Headline of x, en</p>" in ask("/?lang=en", accept_language="nb").text
    )


def test_what_is_known_in_one_language_is_not_taken_for_the_other(ask):
    for path in ("/", "/about", "/data/paper.html", "/data/marks.json", "/data/words.json"):
        own, other = (ask(f"{path}?lang={code}") for code in ("en", "nb"))
        assert (own.status_code, other.status_code) == (200, 200), path
        assert own.headers["etag"] != other.headers["etag"]
        again = ask(f"{path}?lang=nb", If_None_Match=own.headers["etag"])
        assert (again.status_code, again.content) == (200, other.content)
        known = ask(f"{path}?lang=nb", If_None_Match=other.headers["etag"])
        assert known.status_code == 304
    for path in ("/", "/crossing/x"):
        for language in ("en", "nb"):
            answer = ask(path, accept_language=language)
            known = ask(path, accept_language=language, If_None_Match=answer.headers["etag"])
            assert known.status_code == 304
            for name in ("vary", "content-language"):
                assert known.headers.get(name) == answer.headers.get(name)
    by_browser = {ask("/", accept_language=code).headers["etag"] for code in ("en", "nb")}
    assert len(by_browser) == 2


def test_answers_in_words_are_made_and_kept_in_the_language_that_is_asked_for(
    bilingual, bilingual_folder
):
    app = Starlette(routes=data_routes(lambda: bilingual, bilingual_folder, ahead.FILE))

    async def twice(name):
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url=BASE) as client:
            queries = ("", "?lang=en", "?lang=nb", "", "?lang=nb")
            return [await client.get(f"/data/{name}{query}") for query in queries]

    for name in ("paper.html", "words.json"):
        texts = [answer.text for answer in run_apart(twice(name))]
        assert texts[0] == texts[1] == texts[3]
        assert texts[2] == texts[4]
        assert ["Overskrift for x" in text for text in texts[:3]] == [False, False, True]
        assert "Headline of x" not in texts[2]
    [own, *_, other] = (json.loads(answer.content) for answer in run_apart(twice("marks.json")))
    assert own != other


def test_an_unknown_language_of_an_answer_in_words_is_refused(ask):
    answer = ask("/data/paper.html?lang=zz&lang=nb")
    [unknown, _twice] = answer.json()["errors"]
    assert (answer.status_code, unknown["parameter"], unknown["found"]) == (400, "lang", "zz")


@pytest.mark.parametrize("name", ADDRESSES)
def test_the_language_of_an_address_means_nothing_to_a_file_of_data(ask, name):
    plain = ask(f"/data/{name}")
    for query in ("lang=nb", "lang=zz", "lang=nb&lang=en"):
        answer = ask(f"/data/{name}?{query}", accept_language="nb")
        assert (answer.status_code, answer.content) == (200, plain.content)
        for header in ("etag", "content-disposition"):
            assert answer.headers[header] == plain.headers[header]


def test_data_are_as_they_were_written_in_whatever_language_they_are_handed_in(
    bilingual, bilingual_folder
):
    other, folder = edition(bilingual, "nb"), bilingual_folder
    chosen = Filters(places=("pasvik",), text="headline")
    own_rows, rows = (select(one, chosen).iloc[::-1] for one in (bilingual, other))
    assert rows["headline"].tolist() != own_rows["headline"].tolist()
    assert csv_bytes(other, "crossings", rows) == csv_bytes(bilingual, "crossings", own_rows)
    assert geojson_bytes(other, rows) == geojson_bytes(bilingual, own_rows)
    for file in files(folder):
        same = file.build(other, Choice()) == file.build(bilingual, Choice())
        assert same == (not file.worded), file.name
        assert file.worded == (file.name in {"marks.json", "paper.html"})


def test_the_licence_and_citation_in_the_package_are_in_english(bilingual, bilingual_folder):
    never_packed = replace(bilingual)
    other, folder = edition(never_packed, "nb"), bilingual_folder
    with speaking(other):
        archive = zipfile.ZipFile(io.BytesIO(package_zip(other, folder)))
    texts = archive.read("LICENSE").decode() + archive.read("CITATION.txt").decode()
    assert bilingual.title in texts
    assert "[Data set]" in texts
    assert texts.count("[") == 1


@pytest.mark.parametrize(
    ("name", "filters", "own", "other"),
    [
        ("by-year.svg", Filters(), "by-year.svg", "by-year-nb.svg"),
        ("by-year.png", Filters(years=(2015, 2015)), "by-year-2015.png", "by-year-2015-nb.png"),
        ("crossings.html", Filters(places=("pasvik",)), "crossings-pasvik.html", "crossings-pasvik-nb.html"),
        ("crossings.csv", Filters(), "crossings.csv", "crossings.csv"),
        ("crossings.geojson", Filters(), "crossings.geojson", "crossings.geojson"),
    ],
)  # fmt: skip
def test_a_file_that_is_read_is_named_by_its_language(bilingual, name, filters, own, other):
    assert file_name(name, filters, bilingual) == own
    assert file_name(name, filters, edition(bilingual, "nb")) == other


def test_whoever_draws_need_not_say_first_which_language_is_spoken(bilingual):
    other = edition(bilingual, "nb")
    rows, choice, day = other.crossings, Choice(), date(2026, 11, 25)
    url = f"{BASE}timeline?lang=nb"
    saved = snapshot_html(other, rows, choice, url, day).decode()
    assert html.fromstring(saved).get("lang") == "nb"
    assert "Overskrift for x" in saved
    assert f'href="{BASE}about?lang=nb' in saved
    assert "[Crossings]" in saved
    page = crossing_html(other, "x", base=BASE, day=day)
    assert html.fromstring(page).get("lang") == "nb"
    assert current() == "en"
