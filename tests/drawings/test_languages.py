"""Everything that maps, charts and scripts say goes through the catalogs of messages."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain
from pathlib import Path

import httpx
import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po
from lxml import html
from starlette.applications import Starlette

from geodata.drawings import assets, caption, charts, marks, timeline_charts, vega
from geodata.drawings.map import crossing_layer
from geodata.drawings.static_map import static_map
from geodata.model import series
from geodata.model.address import Choice
from geodata.model.summary import per_year
from geodata.model.translated import in_language
from geodata.panels import clock, timeline
from geodata.panels.view import View
from geodata.web.asset_routes import asset_routes
from geodata.words import language
from geodata.words.figures import worded
from tests.conftest import run_apart
from tests.package import crossing

DRAWINGS = Path(assets.__file__).parent
KEYWORDS = {
    "_": None, "N_": None, "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip


@pytest.fixture(scope="module")
def messages(tmp_path_factory) -> Path:
    """A folder of catalogs with one language, "xx", that says every message in brackets."""
    folder = tmp_path_factory.mktemp("locale")
    found = Catalog()
    python = extract_from_dir(DRAWINGS.parent, [("**.py", "python")], keywords=KEYWORDS)
    for _path, _line, message, _comments, context in python:
        forms = (message,) if isinstance(message, str) else message
        said = tuple(f"[{form}]" for form in forms)
        found.add(message, said if len(said) > 1 else said[0], context=context)
    path = folder / "xx" / "LC_MESSAGES" / "messages.po"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_po(file, found)
    return folder


@pytest.fixture
def bracketed(messages, monkeypatch):
    """What makes a dataset that is held in "xx", and speaks it until the test ends."""
    monkeypatch.setattr(language, "FOLDER", messages)
    language.catalog.cache_clear()
    speaking = []

    def turned(dataset):
        speaking.append(language.speaking(replace(dataset, language="xx", original=dataset)))
        speaking[-1].__enter__()
        return replace(dataset, language="xx", original=dataset)

    yield turned
    for one in reversed(speaking):
        one.__exit__(None, None, None)
    language.catalog.cache_clear()


def _texts(value: object) -> Iterator[str]:
    """Every text with a word in it, wherever it stands in a value."""
    if isinstance(value, str):
        yield from [value] * bool(re.search(r"[^\W\d_]{2}", value))
    elif isinstance(value, Mapping):
        yield from chain.from_iterable(map(_texts, value.values()))
    elif isinstance(value, list | tuple):
        yield from chain.from_iterable(map(_texts, value))


def _escaped(value: object) -> list[str]:
    return [text for text in _texts(value) if not (text.startswith("[") and text.endswith("]"))]


def test_marks_say_everything_through_the_catalog(shipped, bracketed):
    dataset = bracketed(shipped)
    found = marks.marks(dataset, Choice())
    said = [
        {key: mark[key] for key in ("label", "tip", "reports") if key in mark} for mark in found
    ]
    for mark in said:
        mark["reports"] = [words for _, words in mark.get("reports", ())]
    assert len(list(_texts(said))) > 20
    assert _escaped(said) == []
    assert _escaped(marks.size_key(5440)) == []


def test_what_the_maps_frame_says_comes_through_the_catalog(shipped, bracketed):
    dataset = bracketed(shipped)
    told = assets.options(dataset.border)
    ours = {
        key: told[key]
        for key in told.keys()
        - {"language", "locale", "palettes", "pair", "countries", "attribution"}
    }
    ours["legend"] = [words for _, words in told["legend"]]
    ours["tiles"] = [tiles["label"] for tiles in told["tiles"]] + [told["tiles"][0]["attribution"]]
    assert _escaped(ours) == []
    assert told["language"] == "xx"


def test_each_language_has_its_own_script_for_the_map(shipped, bracketed):
    own = assets.map_script(shipped)
    other = assets.map_script(bracketed(shipped))
    assert (own.path, other.path) == ("assets/map.js", "assets/map.xx.js")
    assert b'"legendTitle":"Legend"' in own.content
    assert b'"legendTitle":"[Legend]"' in other.content
    assert "lang=xx" in crossing_layer(bracketed(shipped), Choice()).selection


def test_the_script_of_each_language_is_served_and_of_no_other(shipped, bracketed):
    bracketed(shipped)
    both = replace(shipped, package={**shipped.package, "languages": ["en", "xx"]})
    app = Starlette(routes=asset_routes(lambda: both))
    script = assets.map_script(in_language(both, "xx"))

    async def asked(address):
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://own") as client:
            return await client.get(address)

    assert run_apart(asked(f"/{script.address}")).content == script.content
    assert run_apart(asked("/assets/map.nb.js")).status_code == 404


def test_static_maps_say_everything_through_the_catalog(shipped, small, bracketed):
    spot = {"latitude": 69.66, "longitude": 30.2}
    dataset = bracketed(
        small(
            crossing("dot", **spot, location_precision="exact", locality="A lake"),
            crossing("ring", **spot, location_precision="locality", radius_km=8),
            crossing("disc", **spot, location_precision="area", radius_km=0.5, status="claimed"),
            crossing("nowhere"),
        )
    )
    rows = dataset.crossings
    for some in (rows, *(rows.iloc[[at]] for at in range(len(rows)))):
        assert "[" in caption.caption(some)
        assert re.findall(r"[^\W\d_]{2}", _outside(caption.caption(some))) == []
        assert _escaped(caption.alternative(dataset, some)) == []
        drawn = html.fromstring(static_map(dataset, some))
        assert _escaped(drawn.xpath("//title/text()")) == []
        assert _escaped(drawn.xpath("//*[@class='bar']/text/text()")) == []
    assert _escaped(caption.attribution(bracketed(shipped).border)) == []


def _outside(text: str) -> str:
    """What of a text stands in no brackets."""
    while (inner := re.sub(r"\[[^\[\]]*\]", "", text)) != text:
        text = inner
    return text


TITLES = {"title", "description", "ariaRoleDescription"}


def _spoken(spec: object) -> Iterator[str]:
    """What a specification says: titles of axes and tooltips, descriptions, notes and words of its own."""
    if isinstance(spec, list):
        for each in spec:
            yield from _spoken(each)
    if isinstance(spec, dict):
        for key, value in spec.items():
            if key == "datasets":
                continue
            if key in TITLES and isinstance(value, str):
                yield value
            elif key == "title" and isinstance(value, dict):
                yield from _texts(value["text"])
            elif key == "expr":
                yield from re.findall(r'"([^"]+): "', value)
            else:
                yield from _spoken(value)


def test_charts_say_everything_through_the_catalog(shipped, bracketed):
    dataset = bracketed(shipped)
    table = per_year(dataset, dataset.crossings)
    view = View(dataset, Choice())
    events = timeline_charts.events(timeline._events(view), timeline._context(view), view.years)
    chart = next(each for each in dataset.border.charts if each.kind != "nested")
    figures = worded(series.yearly(dataset, chart))
    specs = [
        *(charts.by_year(name, table) for name in charts.NAMES),
        events.to_dict(),
        timeline_charts.by_year(chart, figures, (1991, 2026)).to_dict(),
        timeline_charts.by_month(chart, figures, (1991, 2026)).to_dict(),
    ]
    for spec in specs:
        said = list(_spoken(spec))
        assert len(said) > 8
        assert [text for text in _escaped(said) if text != chart.noun] == []
    assert "[Policy and practice]" in str(specs[2]["datasets"])
    empty = per_year(dataset, dataset.crossings.iloc[:0])
    drawn = charts.image(empty, (1991, 2026), "", "", "svg").decode()
    assert "[[Crossings]: [Nothing to draw in this selection.]]" in drawn


def test_a_chart_is_built_once_for_each_language(shipped, bracketed):
    table = per_year(shipped, shipped.crossings)
    in_english = charts.by_year("people", table)
    bracketed(shipped)
    assert "[People (log scale)]" in str(charts.by_year("people", table))
    assert "[People" not in str(in_english)


@pytest.mark.parametrize(
    ("code", "thousands", "decimal", "month", "sunday"),
    [
        ("en", ",", ".", "January", "Sunday"),
        ("nb", "\N{NO-BREAK SPACE}", ",", "januar", "søndag"),
        ("ru", "\N{NO-BREAK SPACE}", ",", "январь", "воскресенье"),
    ],
)
def test_charts_write_numbers_and_months_as_the_language_does(
    shipped, code, thousands, decimal, month, sunday
):
    with language.speaking(replace(shipped, language=code)):
        said = vega.config()["locale"]
        drawn = charts.image(per_year(shipped, shipped.crossings), (1991, 2026), "", "", "svg")
    number, time = said["number"], said["time"]
    assert (number["thousands"], number["decimal"]) == (thousands, decimal)
    assert (time["months"][0], time["days"][0]) == (month, sunday)
    assert f"1{thousands}000</text>" in drawn.decode()  # of an axis, which Vega writes


def test_the_clock_says_everything_through_the_catalog(shipped, bracketed):
    bracketed(shipped)
    assert _escaped(clock.labels()) == []


# ---- no words in scripts and styles --------------------------------------------------------------

LITERAL = re.compile(
    r"""/\*.*?\*/|//[^\n]*|"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`""", re.S
)
WORDS = re.compile(r"[^\W\d_]{2,} |^[^\W\d_a-zà-ÿ][^\W\d_]")
# What looks like words and is none: keys, events, kinds of geometry, and selectors and classes of styles.
NAMES = {
    "use strict", "GET", "Enter", "Escape", "Home", "End", "Polygon", "CONNECTED",
    "movestart zoomstart", "movestart zoomstart click", "zoomend moveend resize",
    "zoomend moveend resize baselayerchange",
    "ahead in-words", "name name-", "key ", "reach ", "mark ",
}  # fmt: skip
STYLED = re.compile(r"^(:scope|\.st|\.leaflet|@page|font:)")


def _words(script: str) -> list[str]:
    literals = (next((text for text in found if text), "") for found in LITERAL.findall(script))
    plain = [re.sub(r"\$\{[^}]*\}?", "", text) for text in literals]
    return [
        text
        for text in plain
        if WORDS.search(text) and text not in NAMES and not STYLED.match(text)
    ]


@pytest.mark.parametrize("path", sorted(DRAWINGS.glob("*.js")), ids=lambda path: path.name)
def test_no_words_for_readers_stand_in_a_script(path):
    assert _words(path.read_text(encoding="utf-8")) == []


def test_words_in_a_script_are_found():
    script = (
        'say("Legend"); say(`${name}: all of it`); // "A remark"\nsay(\'skip to it\', "a-class");'
    )
    assert _words(script) == ["Legend", ": all of it", "skip to it"]


@pytest.mark.parametrize("path", sorted(DRAWINGS.glob("*.css")), ids=lambda path: path.name)
def test_no_words_for_readers_stand_in_a_style(path):
    contents = re.findall(r'content: "([^"]*)"', path.read_text(encoding="utf-8"))
    assert [text for text in contents if re.search(r"(?<!\\)[^\W\d_]{2}", text)] == []
