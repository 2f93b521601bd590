"""Every page wholly in its language: the shipped ones, those of another border, and a made-up one."""

import re
import shutil
from contextlib import contextmanager
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from babel.messages.pofile import read_po
from playwright.sync_api import expect

from geodata.model.schema import FOLDER
from tests.browser.reader import FRAME, PAGES, PHONE, Reader
from tests.browser.visit import CROWDED, DRAWN, Visitor
from tests.conftest import ROOT, Server
from tests.languages import copied_dashboard, pseudo, translate, write_catalog

pytestmark = pytest.mark.browser

# Its own dates, numbers and names of languages have no Latin letter, so each that is seen is ours.
MADE_UP = "el"
OPENED, EMPTY = "storskog-week-41-2015", "?years=2015&place=pasvik&q=zzzz"
LOCALE = ROOT / "geodata/words/locale"

# What keeps its letters in every language, and why.
KEPT = {
    r"\S+\.(csv|geojson|json|zip|html)\b|\b(CSV|GeoJSON|SVG|PNG|Python|R)\b": "files and their formats",
    r"© OpenStreetMap contributors \(ODbL\)|© OpenStreetMap contributors|GeoNames|OpenStreetMap|CC[ -]BY[ -]4\.0|MIT": "licences and who must be named",
    r"\w+://\S+|\b[\w-]+(\.[\w-]+)+\b": "addresses",
    r"`[^`]*`": "names of columns and of tables",
    r"\b[0-9a-f]{8}\b": "the version of the data",
    r"Made with Streamlit v": "the name of the program, at the foot of its menu",
    r"place=nowhere-at-all|“\[?zzzz\]?”": "what the reader asked for, repeated",
    r"\bEnglish\b|Norsk bokmål": "what a language calls itself",
}  # fmt: skip


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """A dashboard and data that speak the pseudo-language beside the shipped ones."""
    root = copied_dashboard(ROOT, tmp_path_factory.mktemp("dashboard"))
    write_catalog(root / "geodata/words/locale", MADE_UP, pseudo)
    package = shutil.copytree(FOLDER, root / "package")
    translate(package, MADE_UP)
    framed = {"CROSSINGS_FRAMED_BY": "https://news.example"}
    running = Server(package, root=root, environment=framed)
    running.root = root
    yield running.with_data()
    running.stop()


@contextmanager
def _reading(browser, server, code, **context):
    """A reader whose browser asks for a language, and who must see no error."""
    reader = Reader(browser, server.url, locale=code, **context)
    yield reader
    reader.context.close()
    assert (reader.errors, reader.asked) == ([], [])


def _names(dataset):
    """Outlets and authors, the longest first."""
    found = {*dataset.articles["outlet"], *dataset.articles["author"]} - {""}
    return re.compile("|".join(map(re.escape, sorted(found, key=len, reverse=True))))


def _escaped(found, names):
    """What has plain letters, but those that stay in every language."""
    kept = re.compile("|".join(KEPT))
    return [
        (where, text)
        for where, text in found
        if re.search("[A-Za-z]{2}", kept.sub("", names.sub("", text)))
    ]


def test_no_word_of_ours_escapes_the_catalogs(browser, many, shipped):
    names = _names(shipped)
    with _reading(browser, many, MADE_UP) as reader:
        escaped = {
            page: left
            for page, found in Visitor(reader, MADE_UP, OPENED, EMPTY).everywhere()
            if (left := _escaped(found, names))
        }
    assert escaped == {}


@pytest.fixture
def broken(many, tmp_path):
    """The same dashboard, whose data do not pass their checks."""
    package = shutil.copytree(many.root / "package", tmp_path / "package")
    (package / "crossings.csv").write_text("nonsense", encoding="utf-8")
    running = Server(package, root=many.root)
    yield running
    running.stop()


def test_nothing_escapes_where_there_are_no_data(browser, broken, shipped):
    with _reading(browser, broken, MADE_UP) as reader:
        reader.page.goto(f"{broken.url}/?lang={MADE_UP}")
        expect(reader.page.locator(".empty")).to_be_visible()
        found = Visitor(reader, MADE_UP, OPENED, EMPTY).read()
    # What the data are called is known in their own language alone while there are none.
    assert _escaped(found, re.compile(re.escape(shipped.title))) == []


def _bare(text):
    """The fixed parts of a message: what stands between its gaps and tags."""
    return [part.strip(" .,:;()…·–—") for part in re.split(r"%\(\w+\)s|</?[a-z]+>|&\w+;", text)]


def _english(dataset, code):
    """What must not be read in a language: parts of messages and texts of the data, and single words."""
    pairs = [
        (row["original"], row["text"])
        for row in dataset.translations.to_dict("records")
        if row["language"] == code
    ]
    with (LOCALE / code / "LC_MESSAGES/messages.po").open("rb") as file:
        for message in read_po(file, locale=code):
            forms = (message.id, message.string)
            pairs += [
                (str(one), str(two))
                for one, two in zip(
                    *([each] if isinstance(each, str) else each for each in forms), strict=False
                )
            ]
    said = "\n".join(text for _original, text in pairs)
    parts = {part for original, text in pairs if original != text for part in _bare(original)}
    parts = {part for part in parts if part not in said}
    return {part for part in parts if " " in part}, {part for part in parts if part.isalpha()}


def _left(found, phrases, words):
    """What of these is read somewhere."""
    texts = [text for _where, text in found]
    page = "\n".join(texts)
    left = {
        phrase
        for phrase in phrases
        if phrase in page and re.search(rf"\b{re.escape(phrase)}\b", page)
    }
    return left | (words & set(texts))


@pytest.mark.parametrize("code", ["nb", "ru"])
def test_the_shipped_pages_are_wholly_in_their_language(browser, many, shipped, code):
    english, pages = (
        _english(shipped, code),
        ("map", "opened", "timeline", "articles", "data", "about", "plain"),
    )
    assert min(map(len, english)) > 100
    with _reading(browser, many, code) as reader:
        left = {
            page: _left(found, *english)
            for page, found in Visitor(reader, code, OPENED, EMPTY).everywhere(pages)
        }
    assert len(left) > len(pages)
    assert {page: found for page, found in left.items() if found} == {}


def test_another_border_is_wholly_in_its_language(browser, other_server, other):
    english, pages = (
        _english(other, "fi"),
        ("map", "opened", "empty_selection", "timeline", "data", "plain"),
    )
    with _reading(browser, other_server, "fi") as reader:
        visitor = Visitor(reader, "fi", "salt-carriers-2011", "?years=2010&q=zzzz")
        left = {page: _left(found, *english) for page, found in visitor.everywhere(pages)}
    assert len(left) > len(pages)
    assert {page: found for page, found in left.items() if found} == {}


def test_long_words_fit_a_phone(browser, many):
    with _reading(browser, many, MADE_UP, **PHONE) as reader:
        faults = {}
        for path in PAGES:
            Visitor(reader, MADE_UP, OPENED, EMPTY).open(path)
            if not path:
                expect(reader.map.locator(".mark").first).to_be_visible()
                assert reader.page.locator(FRAME).bounding_box()["y"] <= 330
            faults[path] = reader.page.evaluate(CROWDED)
    assert {path: found for path, found in faults.items() if found} == {}


def test_long_words_fit_a_header_of_any_width(browser, many):
    with _reading(browser, many, MADE_UP) as reader:
        Visitor(reader, MADE_UP, OPENED, EMPTY).open("")
        expect(reader.map.locator(".mark").first).to_be_visible()
        for width in (1000, 1280):
            reader.page.set_viewport_size({"width": width, "height": 800})
            reader.page.wait_for_timeout(200)
            assert reader.page.evaluate(CROWDED) == []


def _spoken(reader):
    return reader.page.evaluate("() => document.documentElement.lang")


def _switch(reader, code):
    reader.page.locator(f".languages a[hreflang={code}]").click()
    expect(reader.page.locator(f"html[lang={code}]")).to_be_attached()
    expect(reader.page.locator(f".languages a[hreflang={code}][aria-current]")).to_be_attached()


def _query(reader):
    return parse_qs(urlsplit(reader.page.url).query)


def test_the_switch_keeps_all_that_was_chosen(browser, many):
    chosen = {
        "years": ["2012", "2023"],
        "place": ["pasvik"],
        "status": ["confirmed"],
        "crossing": ["pasvik-swimmer-2012"],
    }
    with _reading(browser, many, "en") as reader:
        reader.open(f"?{urlencode(chosen, doseq=True)}")
        expect(reader.page.locator("[data-crossing=pasvik-swimmer-2012]").first).to_be_visible()
        _switch(reader, "nb")
        assert _query(reader) == chosen | {"lang": ["nb"]}
        expect(reader.page.locator("[data-crossing=pasvik-swimmer-2012]").first).to_be_visible()
        _switch(reader, "ru")
        assert _query(reader) == chosen | {"lang": ["ru"]}
        reader.page.go_back()
        expect(reader.page.locator("html[lang=nb]")).to_be_attached()
        expect(reader.page.locator(".languages a[hreflang=nb][aria-current]")).to_be_attached()
        assert _query(reader) == chosen | {"lang": ["nb"]}
        reader.page.reload()
        expect(reader.page.locator(".languages a[hreflang=nb][aria-current]")).to_be_attached()
        reader.page.locator("[data-testid=stTopNavLink]").nth(1).click()
        expect(reader.page).to_have_url(re.compile("/timeline.*lang=nb"))
        _switch(reader, "ru")
        assert urlsplit(reader.page.url).path == "/timeline"
        assert _query(reader) == chosen | {"lang": ["ru"]}
        reader.page.locator(".st-key-takeaway summary").click()
        codes = reader.page.locator("[data-testid=stCode]")
        expect(codes).to_have_count(5)
        assert all("lang=ru" in text for text in codes.all_inner_texts())


@pytest.mark.parametrize(("accepted", "code"), [("nb-NO", "nb"), ("ru", "ru"), ("de", "en")])
def test_a_browser_gets_its_language_where_there_is_one(browser, many, accepted, code):
    with _reading(browser, many, accepted) as reader:
        reader.open()
        expect(reader.page.locator(f".languages a[hreflang={code}][aria-current]")).to_be_attached()
        assert _spoken(reader) == code


def test_two_tabs_in_two_languages_are_not_mixed_up(browser, many, shipped):
    with _reading(browser, many, "nb") as one, _reading(browser, many, "ru") as two:
        for reader in (one, two):
            reader.open("?years=2009")
            expect(reader.map.locator(".mark").first).to_be_visible()
        words = {reader: _english(shipped, code)[0] for reader, code in ((one, "nb"), (two, "ru"))}
        for year in range(2010, 2016):
            for reader in (one, two):
                reader.page.get_by_role("slider").press("ArrowRight")
            for reader in (one, two):
                expect(reader.page.locator(".sentence")).to_contain_text(str(year))
                reader.page.wait_for_function(DRAWN)
        for reader, alphabet in ((one, "[а-яА-Я]{2}"), (two, "bekreftet|kryssing")):
            seen = Visitor(reader, _spoken(reader), OPENED, EMPTY).read()
            assert _left(seen, words[reader], set()) == set()
            assert not re.search(alphabet, reader.page.locator(".headline").inner_text())
