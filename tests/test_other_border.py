"""A whole dashboard of another, invented border: nothing of the first one shows through anywhere."""

import io
import json
import re
import time
import zipfile
from html import unescape
from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from geodata.drawings import charts
from geodata.model import summary
from geodata.model.address import Choice
from geodata.model.filters import Filters, select
from geodata.panels import takeaway
from geodata.web import data_routes, downloads, server
from geodata.web.snapshot import snapshot_html
from geodata.words import citation
from geodata.words.day import today
from geodata.words.selection import describe
from tests.conftest import OTHER, ROOT
from tests.running import fetch

FIRST_BORDER = re.compile(
    "norw|russia|storskog|pasvik|jakobselv|finnmark|murmansk|kirkenes|kartverket|barents|NOR-RUS"
    "|asylum|passages at|stopped_before|object_over",
    re.IGNORECASE,
)
TITLE = "Invented passages, Merenia–Soltara"
PAGES = ["map", "timeline", "articles", "data", "about"]
# Of the eighteen rows of crossings.csv, counted by hand. Not counted are a feast (waved through), a
# night within a season, a kite, two rumours, two that were turned back, and one story withdrawn.
PER_PLACE = {  # crossings and people
    "porto-lua": (3, 5),  # 3 walkers, a wedding that nobody counted, 2 at the lighthouse
    "lanse-kap-dor": (3, 19),  # 7 + 10 + 2 by ferry
    "tuzluova": (2, 49),  # 45 salt carriers in a season, 4 skaters
    "anywhere": (2, 96),  # 1 miller, 95 pilgrims
}
PER_KIND = {"walked_across": (7, 150), "ferry_without_papers": (3, 19)}
PEOPLE_BY_YEAR = {2010: 3, 2011: 45, 2012: 7, 2016: 10, 2017: 1, 2019: 2, 2023: 4, 2024: 2}
DISTANCES = {
    "kumluk-mule-2017": "17 km from the line, 76 km from the Porto Lua gate",  # where the line is open
    "lua-wedding-2014": "At the Porto Lua gate",
    "salt-carriers-2011": "About 100 km from the Porto Lua gate",
    "kap-kite-2013": "On or near the line, about 136 km from the Porto Lua gate",
}


def _clean(text, where):
    found = FIRST_BORDER.search(text)
    assert not found, f"{where}: …{text[max(0, found.start() - 80) : found.end() + 80]}…"


# ---- what the flags count


def test_the_counts_follow_the_flags(other):
    total = summary.totals(other, other.crossings)
    assert (total.crossings, total.people, total.people_low, total.people_high) == (
        10,
        169,
        147,
        211,
    )
    assert (total.unnumbered, total.articles) == (1, 15)
    assert (total.stopped, total.objects, total.claimed, total.parts) == (2, 1, 2, 1)
    assert total.not_counted == 8
    assert total.crossings + total.not_counted == len(other.crossings)


def test_places_kinds_and_years_are_counted_apart(other):
    places = summary.per_place(other, other.crossings)
    assert {name: (total.crossings, total.people) for name, total in places.items()} == PER_PLACE
    kinds = summary.per_kind(other, other.crossings)
    assert {kind: (of.crossings, of.people) for kind, of in kinds.items()} == PER_KIND
    by_year = summary.per_year(other, other.crossings).set_index("year")
    assert (by_year.index.min(), by_year.index.max()) == (2009, 2024)
    assert by_year["people"][by_year["people"] > 0].to_dict() == PEOPLE_BY_YEAR
    assert by_year["crossings"].sum() == 9  # the pilgrims may be of either winter
    assert by_year["spanning"].to_dict() == dict.fromkeys(by_year.index, 0) | {2019: 1, 2020: 1}
    assert by_year["claimed"][by_year["claimed"] > 0].to_dict() == {2013: 1, 2018: 1}


@pytest.mark.parametrize(
    ("filters", "words", "numbers"),
    [
        (Filters(places=("anywhere",)), "anywhere else on the line", (2, 96)),
        (Filters(places=("lanse-kap-dor",)), "at L'Anse / Kap d'Or", (3, 19)),
        (Filters(directions=("to_soltara",)), "towards Soltara", (3, 99)),
        (Filters(statuses=("rumoured",)), "Rumoured", (0, None)),
        (Filters(statuses=("withdrawn",)), "Withdrawn", (0, None)),
        (Filters(), "Established and told crossings", (10, 169)),
        (Filters(kinds=("waved_through",)), "waved through on a feast day", (0, None)),
        (Filters(text="رأس الذهب"), "at L'Anse / Kap d'Or", (3, 19)),
        (Filters(text="İç Deniz"), "mentioning Mar de Dentro", (0, None)),
        (Filters(text="carriers"), "mentioning “carriers”", (1, 45)),
        (Filters(years=(2011, 2012)), ", 2011–2012", (2, 52)),
    ],
)
def test_a_selection_is_worded_and_counted_by_its_own_codebook(other, filters, words, numbers):
    total = summary.totals(other, select(other, filters))
    assert (total.crossings, total.people) == numbers
    assert words in describe(other, filters)
    _clean(describe(other, filters), "the selection")


# ---- what a server answers without a browser


@pytest.fixture(scope="module")
def ask(other_server):
    """What the running dashboard answers, once it has read its data."""
    until = time.monotonic() + 60
    while fetch(f"{other_server.url}/data/datapackage.json").status_code != 200:
        assert time.monotonic() < until, "the dashboard has no data"
        time.sleep(0.2)
    return lambda path, **more: fetch(f"{other_server.url}/{path}", **more)


def test_every_page_of_a_crossing_is_of_this_border(ask, other):
    for row in other.crossings.to_dict("records"):
        answer = ask(f"crossing/{row['crossing_id']}")
        text = unescape(answer.text)
        assert answer.status_code == 200
        assert row["headline"] in text
        assert other.locations[row["place_id"]] in text
        assert other.labels("crossings", "kind")[row["kind"]] in text
        assert other.labels("crossings", "status")[row["status"]] in text
        assert f"· {TITLE}</title>" in text
        assert ("not counted" in text) == (not row["counted"]), row["crossing_id"]
        assert DISTANCES.get(row["crossing_id"], "") in text
        assert "base map" in text  # which there is none of
        assert "OpenStreetMap" not in text
        assert "2015" not in text  # the year of the first border, in which nothing happens here
        _clean(text, row["crossing_id"])


PATHS = [
    "", "timeline", "articles", "data", "about", "crossing/", "crossing/salt-carrier-2011", "no/such",
    "sitemap.xml", "robots.txt", "data/", "data/nothing.csv", "data/crossings.csv?place=pasvik",
    "data/crossings.csv?place=oslo&kind=x&status=y&direction=z", "data/marks.json",
]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_every_other_address_speaks_of_this_border_alone(ask, path):
    answer = ask(path)
    # What was asked is repeated, and is the asker's word.
    told = unescape(answer.text).replace("pasvik", "") if "=" in path else unescape(answer.text)
    _clean(told, path)
    _clean(str(answer.headers), f"the headers of {path}")
    if answer.headers.get("content-type", "").startswith("text/html"):
        assert TITLE in unescape(answer.text)


def test_the_map_is_told_of_this_border_alone(ask):
    script = ask("assets/map.js").text
    _clean(script, "the script of the map")
    said = json.loads(re.search(r"window\.basemapOptions = (.*);\n", script)[1])
    assert said["bounds"] == [[-12.9, -21.7], [-11.2, -18.3]]
    assert said["limits"] == [[-15, -24], [-9, -16]]
    assert [tiles["label"].partition(":")[0] for tiles in said["tiles"]] == ["OpenStreetMap"]
    drawn = json.loads(re.search(r"window\.basemap = (.*);\n", script)[1])
    pieces = [feature["geometry"]["coordinates"] for feature in drawn["borders"]["features"]]
    line = json.loads((OTHER / "line.geojson").read_text(encoding="utf-8"))
    assert pieces == [feature["geometry"]["coordinates"] for feature in line["features"]]
    assert not drawn["land"]["features"] + drawn["names"]["features"]


def test_every_file_is_of_this_border_and_named_after_it(ask, other):
    for file in data_routes.files(OTHER):
        answer = ask(f"data/{file.name}")
        assert answer.status_code == 200
        _clean(str(answer.headers), f"the headers of {file.name}")
        if not file.name.endswith(".zip"):
            _clean(answer.text, file.name)
    saved_as = ask("data/datapackage.zip").headers["content-disposition"]
    assert 'filename="made-up-crossings-merenia-soltara-0.3.0' in saved_as
    located = ask("data/crossings.geojson").json()["features"]
    assert len(located) == other.crossings["latitude"].notna().sum() == 14
    for feature in located:
        longitude, latitude = feature["geometry"]["coordinates"]
        assert -21.7 < longitude < -18.3
        assert -12.9 < latitude < -11.2


def test_the_zip_holds_all_that_the_border_is_drawn_from(other):
    package = zipfile.ZipFile(io.BytesIO(downloads.package_zip(other, OTHER)))
    names = {Path(name).name for name in package.namelist()}
    assert names >= {path.name for path in OTHER.iterdir()}
    for name in package.namelist():
        _clean(package.read(name).decode(), f"{name} in the zip")


def test_a_refused_parameter_is_told_what_this_border_has(ask):
    text = ask("data/crossings.csv?place=oslo").text
    assert all(place in text for place in PER_PLACE)


def test_it_is_cited_and_embedded_under_its_own_name(other):
    url, selection = "https://example.org/?place=anywhere", describe(other, Filters())
    for text in (
        citation.short(other, url, today()),
        citation.long(other, selection, url, today()),
        citation.bibtex(other, selection, url, today()),
        takeaway.embed_code(url, other.title),
    ):
        assert TITLE in text
        _clean(text, "a citation")
    assert "The inventors of Merenia" in citation.long(other, selection, url, today())
    assert "CC0" in citation.long(other, selection, url, today())


def test_the_offline_page_and_the_chart_are_of_this_border(other):
    page = snapshot_html(other, other.crossings, Choice(), "https://example.org/", today())
    text = unescape(page.decode())
    _clean(text, "the offline page")
    assert f"<title>Established and told crossings along the whole border · {TITLE}, " in text
    assert "2015" not in text
    said = [
        "150+ walked across, 19 came by ferry without papers",
        "number unknown in 1 crossing",
        "Kumluk",
        "km from the Porto Lua gate",
    ]
    for words in (*said, *other.locations.values()):
        assert words in text, words
    source = citation.short(other, "https://example.org/", today())
    table = summary.per_year(other, np.arange(len(other.crossings)))
    drawing = charts.image(table, other.years, describe(other, Filters()), source, "svg").decode()
    _clean(drawing, "the chart")
    assert TITLE in unescape(drawing)


# ---- what the pages draw


@pytest.fixture
def draw(monkeypatch):
    """A page of the dashboard, run without a browser."""
    live = server.LiveDataset(OTHER, look_every=0, patience=60)
    assert live.current()[0]  # a page that is drawn before there are data has no name yet
    monkeypatch.setattr(server, "LIVE", live)
    monkeypatch.setattr(server, "FRAMED_BY", "https://news.example.org")

    def drawn(page, **parameters):
        app = AppTest.from_file(str(ROOT / "geodata/panels/shell.py"), default_timeout=60)
        for key, values in parameters.items():
            app.query_params[key] = values
        app.session_state["takeaway"] = True
        app.run()
        return app if page == "map" else app.switch_page(str(ROOT / f"pages/{page}.py")).run()

    return drawn


def _all(app):
    """Everything that a page sends to a browser, in one text."""
    return "\n".join(str(getattr(element, "proto", "")) for element in app)


def _html(app):
    found = " ".join(str(element.proto.body) for element in app.get("html"))
    return " ".join(unescape(found).split())


@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_of_this_border(draw, page):
    app = draw(page)
    assert not app.exception
    _clean(_all(app), page)
    assert ("2 seasons of arrivals and 8 crossings, told in" in _html(app)) == (page != "about")
    assert ("<b>19</b> <span>came by ferry without papers" in _html(app)) == (page == "map")
    assert ("19 came by ferry without papers" in _html(app)) == (page not in {"about", "map"})
    assert ("18 of 18 reports shown" in _html(app)) == (page != "about")
    assert TITLE in _html(app)
    assert "Made up from beginning to end" in _html(app)
    codes = [code.value for code in app.code]
    assert any(f'title="{TITLE}"' in code for code in codes)


@pytest.mark.parametrize("place", PER_PLACE)
def test_every_location_opens_by_its_own_name(draw, other, place):
    app = draw("map", at=[place])
    assert not app.exception
    [heading] = re.findall('<h2 class="panel"[^>]*>(.*?)</h2>', _html(app))
    assert heading == other.locations[place]
    _clean(_all(app), place)


@pytest.mark.parametrize("crossing_id", ["kumluk-mule-2017", "kap-kite-2013", "pilgrims-2020"])
def test_a_report_opens_on_every_page(draw, other, crossing_id):
    for page in PAGES[:2]:
        app = draw(page, crossing=[crossing_id])
        assert not app.exception
        _clean(_all(app), crossing_id)
    headline = other.crossings.set_index("crossing_id")["headline"][crossing_id]
    assert headline in _html(draw("map", crossing=[crossing_id]))


def test_the_timeline_draws_the_charts_that_its_package_names(draw):
    text = _html(draw("timeline"))
    for chart in json.loads((OTHER / "datapackage.json").read_text(encoding="utf-8"))["charts"]:
        assert chart["heading"] in text
        assert chart["explanation"] in text
    assert "5,120" in text  # the year in which lorries were counted
    app = draw("timeline", years=["2009", "2012"])
    assert not app.exception
    _clean(_all(app), "the timeline of four years")


def test_nothing_to_disagree_on_and_no_context_leave_no_hole(draw):
    for page in PAGES:
        app = draw(page, years=["2015"])
        assert not app.exception
        assert "No report matches" in _html(app) or page != "map"
        _clean(_all(app), page)
