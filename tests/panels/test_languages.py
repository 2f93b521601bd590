"""In which language a reader reads: by the address, by what they read before, or by their browser."""

import json
from io import BytesIO
from urllib.parse import parse_qs, urlsplit

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po
from lxml import html

from geodata.model.address import Choice, decode
from geodata.model.dataset import Step, load
from geodata.model.schema import FOLDER
from geodata.model.translated import in_language
from geodata.panels import about, address_bar, ahead, headline, languages, rehearsal, takeaway
from geodata.panels.view import View
from geodata.web import server
from geodata.words import language
from tests.test_pages import _app, _text

SAID = {
    "nb": {"Search": "Søk", "Filters": "Filtre", "Reset all filters": "Nullstill", "All reports": "Alle"},
    "ru": {"Search": "Поиск", "Filters": "Фильтры", "Reset all filters": "Сбросить"},
}  # fmt: skip
NAMED = {"nb": "Andre steder", "ru": "Другие места"}


@pytest.fixture(autouse=True)
def spoken(tmp_path, monkeypatch):
    """Catalogs of a few messages in Norwegian and Russian."""
    for code, messages in SAID.items():
        found = Catalog(locale=code)
        for message, said in messages.items():
            found.add(message, said)
        found.add("Map", {"nb": "Kart", "ru": "Карта"}[code], context="page")
        text = BytesIO()
        write_po(text, found)
        path = tmp_path / code / "LC_MESSAGES" / "messages.po"
        path.parent.mkdir(parents=True)
        path.write_bytes(text.getvalue())
    monkeypatch.setattr(language, "FOLDER", tmp_path)
    language.catalog.cache_clear()
    yield
    language.catalog.cache_clear()
    language.speak_language(language.SOURCE)


@pytest.fixture
def browser(monkeypatch):
    """A browser that likes some language best."""
    return lambda accepted: monkeypatch.setattr(languages, "_accepted", lambda: accepted)


@pytest.fixture
def back(monkeypatch):
    """Makes the next requests those of Back and Forward."""
    return lambda: monkeypatch.setattr(address_bar, "_through_history", lambda: True)


def _spoken(app):
    """The language that the page is in, by a label and by a name of the data."""
    assert not app.exception
    labels = {text.label for text in app.text_input}
    [code] = [
        code
        for code, said in ({"en": {"Search": "Search"}} | SAID).items()
        if said["Search"] in labels
    ]
    places = {str(option) for pills in app.get("button_group") for option in pills.options}
    assert any(NAMED.get(code, "Elsewhere") in place for place in places)
    return code


def _switch(app):
    """The languages of the switch: the code that each link asks for, and whether it is the current one."""
    links = html.fromstring(f"<div>{_text(app)}</div>").xpath("//nav[@class='languages']/a")
    return {parse_qs(urlsplit(a.get("href")).query)["lang"][0]: bool(a.get("aria-current")) for a in links}  # fmt: skip


def test_the_address_names_the_language():
    assert server.dataset()  # while they are read, nobody knows which languages there are
    app = _app({"lang": "nb"})
    assert _spoken(app) == "nb"
    assert _switch(app) == {"en": False, "nb": True, "ru": False}
    assert dict(app.query_params) == {"lang": "nb"}


@pytest.mark.parametrize(
    ("accepted", "code"),
    [("nn-NO,no;q=0.9,en;q=0.5", "nb"), ("ru", "ru"), ("fr,de", "en"), ("", "en"), (";;,", "en")],
)
def test_without_one_the_browser_decides(browser, accepted, code):
    browser(accepted)
    app = _app()
    assert _spoken(app) == code
    # Others who open this address may have another browser.
    assert dict(app.query_params) == ({} if code == "en" else {"lang": code})


def test_a_foreign_browser_is_asked_for_the_own_language_in_every_address(browser):
    browser("ru")
    app = _app({"lang": "en", "years": ["2015"]})
    assert _spoken(app) == "en"
    assert dict(app.query_params) == {"years": "2015", "lang": "en"}
    # A browser that would get it anyway needs no word of it.
    browser("en")
    assert dict(_app({"lang": "en"}).query_params) == {}


@pytest.mark.parametrize("code", ["nb", "en"])
def test_a_page_without_parameters_keeps_the_language_of_the_session(browser, code):
    browser("ru")
    app = _app({"lang": code}, page="timeline")
    assert not app.exception
    app.query_params.clear()
    assert _spoken(app.run()) == code
    assert dict(app.query_params) == {"lang": code}


def test_back_to_another_language_turns_it(back):
    app = _app({"lang": "nb", "years": ["2015"]})
    app.query_params["lang"] = "ru"
    back()
    assert _spoken(app.run()) == "ru"
    assert dict(app.query_params) == {"years": "2015", "lang": "ru"}


def test_filters_and_years_are_kept_when_the_language_turns():
    chosen = {
        "years": ["2012", "2023"],
        "place": ["pasvik"],
        "status": ["confirmed"],
        "q": ["grense"],
    }
    app = _app({**chosen, "lang": "nb"})
    app.query_params["lang"] = "ru"
    assert _spoken(app.run()) == "ru"
    kept = {key: app.query_params[key] for key in app.query_params}
    assert kept == {
        "years": ["2012", "2023"], "place": "pasvik", "status": "confirmed", "q": "grense", "lang": "ru",
    }  # fmt: skip


def test_an_open_report_is_kept_too(shipped):
    opened = shipped.crossings["crossing_id"].iloc[0]
    app = _app({"crossing": opened, "lang": "nb"})
    app.query_params["lang"] = "ru"
    assert f'data-crossing="{opened}"' in _text(app.run())


def test_a_language_that_is_not_there_is_dropped_with_a_word():
    app = _app({"lang": "xx"})
    assert _spoken(app) == "en"
    assert dict(app.query_params) == {}
    assert "lang=xx" in _text(app)


def test_the_language_is_no_filter():
    for app in (_app({"lang": "nb"}), _app({"lang": "ru"})):
        [reset] = [button for button in app.button if button.key == "reset"]
        assert reset.disabled


def test_where_one_language_is_offered_there_is_no_switch(shipped, monkeypatch):
    assert languages.switch(shipped)
    monkeypatch.setattr(language, "catalogs", lambda: [language.SOURCE])
    assert not languages.switch(shipped)


def test_every_address_of_a_view_names_its_language(shipped, monkeypatch):
    monkeypatch.setattr(server, "FRAMED_BY", "https://news.example")
    app = _app({"lang": "nb", "years": ["2015"]})
    app.session_state["takeaway"] = True
    app.run()
    codes = [code.value for code in app.code]
    link, embedded, *citations = codes
    assert link.endswith("?years=2015&lang=nb")
    assert "?years=2015&amp;lang=nb&amp;embed=true" in embedded
    assert citations
    assert all("years=2015&lang=nb" in text or r"years=2015\&lang=nb" in text for text in citations)


def test_files_of_data_are_in_no_language(shipped):
    told = in_language(shipped, "nb")
    choice, _rejected = decode({"years": ["2015"]}, told)
    view = View(told, choice)
    assert takeaway.view_query(view) == "?years=2015&lang=nb"
    assert takeaway.data_query(view) == "?years=2015"
    app = _app({"lang": "nb"}, page="data")
    assert all("lang=" not in code.value for code in app.code)


def test_words_that_come_before_the_script_are_in_their_language(shipped):
    told = in_language(shipped, "nb")
    language.speak(shipped)
    words = json.loads(ahead.words(told, Choice()))
    assert ">Alle<" in words["parts"][0]["html"]
    assert language.current() == "en"
    assert "lang" in ahead.PARAMETERS


def test_a_file_is_made_in_the_language_of_its_view(shipped):
    told = in_language(shipped, "nb")
    language.speak(shipped)
    drawn = takeaway.chart_file(View(told, Choice()), "https://x.test/", "svg").decode()
    assert told.title in drawn
    assert language.current() == "en"


README = "# Data\n\n## What\nIt is.\n```\n## no heading\n```\n## If something is wrong\nWrite.\n### Small\n"
TRANSLATED = "# Data\n\n## Hva\nDet er.\n```\n## ingen overskrift\n```\n## Hvis noe er galt\nSkriv.\n### Liten\n"


def test_a_heading_that_addresses_name_is_found_on_a_translated_text():
    parts = list(about.anchored(TRANSLATED, README, "if-something-is-wrong"))
    assert [anchor for _, anchor in parts] == ["", "if-something-is-wrong"]
    assert "".join(part for part, _ in parts) == TRANSLATED
    assert parts[1][0].startswith("## Hvis noe er galt\n")


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        (README, "if-something-is-wrong"),
        (TRANSLATED, "nowhere"),
        (TRANSLATED, ""),
        ("## Hva\n", "what"),
    ],
)
def test_a_text_that_needs_no_anchor_stays_whole(text, anchor):
    assert list(about.anchored(text, README, anchor)) == [(text, "")]


def test_the_readme_is_translated_and_leads_to_how_to_correct(shipped):
    app = _app({"lang": "nb"}, page="about")
    assert not app.exception
    [heading] = [each for each in app.header if each.proto.anchor]
    assert heading.proto.anchor == shipped.package["corrections"].removeprefix("#")
    assert heading.value in shipped.texts["README.nb.md"]
    # What has no translation says which language it is in.
    assert "In engelsk" in [caption.value for caption in app.caption]
    assert "In English" not in [caption.value for caption in _app(page="about").caption]


def test_data_are_drawn_in_each_language_before_they_are_shown(shipped, monkeypatch, tmp_path):
    parts = dict(rehearsal._parts(shipped, FOLDER))
    for page in ("map", "timeline", "articles", "data", "about"):
        assert f"the page {page} with all reports, in ru" in parts
    assert "the offline page, in nb" in parts
    drawn = []
    monkeypatch.setattr(rehearsal, "_frame", lambda view: drawn.append((language.current(), view.dataset.language)))  # fmt: skip
    parts = dict(rehearsal._parts(shipped, FOLDER))
    for name in ("the frame with all reports", "the frame with all reports, in ru"):
        parts[name]()
    assert drawn == [("en", "en"), ("ru", "ru")]


def test_what_is_done_while_data_are_read_is_said_in_every_language():
    steps: list[Step] = []
    load(tell=steps.append)
    rehearsal._problems([("a part", lambda: None)], steps.append)
    assert {step.doing for step in steps} <= set(headline.STEPS)
    assert [step.what for step in steps if "%(what)s" not in step.doing if step.what] == []
    assert all(step.what for step in steps if "%(what)s" in step.doing)
