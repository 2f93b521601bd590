"""What a package says of its border: nothing that a page needs may lack or contradict itself."""

import json

import numpy as np
import pytest

from geodata.model.border_rules import tile_addresses
from geodata.model.dataset import load
from geodata.model.summary import totals
from tests import package
from tests.package import crossing

JSON = "datapackage.json"
BOX = "must be four numbers: west, south, east and north in degrees"
GEOJSON = "is not a GeoJSON FeatureCollection in UTF-8"


def _border(**values):
    """Set keys of the border; one that is None is taken out."""

    def change(found):
        for key, value in values.items():
            if value is None:
                found["border"].pop(key, None)
            else:
                found["border"][key] = value

    return change


def _chart(number=0, **values):
    def change(found):
        for key, value in values.items():
            if value is None:
                found["charts"][number].pop(key)
            else:
                found["charts"][number][key] = value

    return change


def _category(field, value, **flags):
    def change(found):
        crossings = next(r for r in found["resources"] if r["name"] == "crossings")
        described = next(f for f in crossings["schema"]["fields"] if f["name"] == field)
        category = next(c for c in described["categories"] if c["value"] == value)
        for flag, set_to in flags.items():
            if set_to is None:
                category.pop(flag)
            else:
                category[flag] = set_to

    return change


NORWAY = {"id": "norway", "code": "NOR", "name": "Norway"}
RUSSIA = {"id": "russia", "code": "RUS", "name": "Russia"}
TILES = {"label": "x", "url": "https://tiles.example/{z}/{x}/{y}.png", "attribution": "x"}
CASES = {
    "no border": (lambda found: found.pop("border") and None, ["border: is missing"]),
    "a word": (lambda found: found.update(border="here"), ["border: must be an object"]),
    "one country": (_border(countries=[NORWAY]), ["border, countries: must be the two countries of the border, not 1"]),
    "a nameless country": (_border(countries=[NORWAY, {**RUSSIA, "name": " "}]), ["border, countries 2, name: must be a text, not ' '"]),
    "twice the same": (_border(countries=[NORWAY, {**RUSSIA, "id": "norway"}]), ["border, countries: the id 'norway' stands there twice"]),
    "an ID with capitals": (_border(others=[{"id": "Finland", "code": "FIN", "name": "Finland"}]), ["border, others 1, id: 'Finland' may hold a–z, 0–9 and hyphens between them"]),
    "no bounds": (_border(bounds=None), ["border, bounds: is missing"]),
    "three numbers": (_border(bounds=[1, 2, 3]), [f"border, bounds: {BOX}"]),
    "a word for a number": (_border(limits=[26.5, "68", 34.3, 70.7]), [f"border, limits: {BOX}"]),
    "true for a number": (_border(limits=[26.5, True, 34.3, 70.7]), [f"border, limits: {BOX}"]),
    "latitude first": (_border(bounds=[69.02, 28.75, 31.15, 69.86]), ["border, bounds: must go from west to east and from south to north, in degrees"]),
    "beyond the limits": (_border(bounds=[20, 69.02, 31.15, 69.86]), ["border, bounds: reach beyond the limits"]),
    "an opening as a text": (_border(opens_on="1991"), ["border, opens_on: must be a year such as 1991, not '1991'"]),
    "an opening in no century": (_border(opens_on=91), ["border, opens_on: must be a year such as 1991, not '91'"]),
    "a pair without a base map": (_border(basemap=None), ["border, pair: is of a base map, and there is none: name a line"]),
    "a line on a base map": (_border(line="line.geojson"), ["border, line: is for a package without a base map: name a pair of it"]),
    "a line elsewhere": (_border(basemap=None, pair=None, line="../line.geojson"), ["border, line: must be the name of a .geojson file beside the description"]),
    "a base map elsewhere": (_border(basemap={"folder": "../basemap", "attribution": "x"}), ["border, basemap, folder: must be the name of a folder beside the description"]),
    "nobody's base map": (_border(basemap={"folder": "basemap"}), ["border, basemap, attribution: is missing"]),
    "a checkpoint as a word": (_border(checkpoint="storskog"), ["border, checkpoint: must be an object with place and name"]),
    "a checkpoint nowhere": (_border(checkpoint={"place": "oslo", "name": "Oslo"}), ["border, checkpoint, place: 'oslo' is no place with coordinates"]),
    "tiles without https": (_border(tiles=[{**TILES, "url": "http://tiles.example/{z}/{x}/{y}.png"}]), ["border, tiles 1, url: 'http://tiles.example/{z}/{x}/{y}.png' is not an https address with {z}, {x}, {y}"]),
    "tiles that end a header": (_border(tiles=[{**TILES, "url": "https://a;script-src */{z}/{x}/{y}"}]), ["border, tiles 1, url: 'https://a;script-src */{z}/{x}/{y}' is not an https address with {z}, {x}, {y}"]),
    "tiles with more": (_border(tiles=[{**TILES, "key": "x"}]), ["border, tiles 1: 'key' is not read here: take it out"]),
    "charts as an object": (lambda found: found.update(charts={}), ["charts: must be a list of objects"]),
    "a chart without a heading": (_chart(heading=None), ["chart 1, heading: is missing"]),
    "a chart of another kind": (_chart(kind="pie"), ["chart 1, kind: must be series or nested"]),
    "a chart by week": (_chart(by=["week"]), ["chart 1, by: must be a list of year, month or both"]),
    "a chart of a year as text": (_chart(1, year="2015"), ["chart 2, year: must be a whole number"]),
    "a chart of nothing": (_chart(measure="bicycles"), ["chart 1, measure: 'bicycles' is none of passages, asylum_arrivals, entries, exits, applications, returns, attempts"]),
    "a chart of nowhere": (_chart(scope="oslo"), ["chart 1, scope: 'oslo' is neither a place nor a country"]),
    "milestones as text": (lambda found: found.update(milestones="2015"), ["milestones: must be a list of context IDs"]),
    "a milestone of nothing": (lambda found: found.update(milestones=["1905-x"]), ["milestones: '1905-x' is not in context.csv"]),
    "two charts of a name": (_chart(1, name="passages"), ["charts: the name 'passages' stands there twice"]),
    "a kind without a flag": (_category("kind", "outside_checkpoint", crossed=None), ["crossings, kind, category outside_checkpoint, crossed: is missing: did people cross, true or false"]),
    "a flag as a word": (_category("status", "claimed", claim="yes"), ["crossings, status, category claimed, claim: must be true or false"]),
    "a counted claim": (_category("status", "claimed", counted=True), ["crossings, status, category claimed: is a claim, but counted"]),
    "a counted nobody": (_category("kind", "stopped_before_the_line", counted=True), ["crossings, kind, category stopped_before_the_line: is counted, but nobody crossed"]),
    "people and an object": (_category("kind", "border_violation", object=True), ["crossings, kind, category border_violation: is of an object alone, but people crossed"]),
    "two for the rest": (_category("place_id", "pasvik", catch_all=True), ["crossings, place_id: catch_all is true for more than one value"]),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_what_is_wrong_with_a_border_is_told_by_its_key(copied, name):
    change, lines = CASES[name]
    package.redescribe(copied, change)
    assert package.said(copied) == [f"{JSON}, {line}" for line in lines]


@pytest.mark.parametrize(
    ("file", "text", "lines"),
    [
        ("land", None, ["is missing"]),
        ("borders", None, ["is missing"]),
        ("lakes", None, []),
        ("names", None, []),
        ("land", "{", [GEOJSON]),
        ("land", "[]", [GEOJSON]),
        ("land", '{"type": "FeatureCollection"}', [GEOJSON]),
        ("land", '{"type": "FeatureCollection", "features": [1]}', ["must have a geometry and properties"]),
        ("names", '{"type": "FeatureCollection", "features": [{"properties": {}, "geometry": {"type": "Polygon", "coordinates": []}}]}',
         ["is a 'Polygon', but must be a Point", "lacks the properties name, kind, rank, minzoom"]),
        ("lakes", '{"type": "FeatureCollection", "features": [{"properties": {}, "geometry": {"type": "Polygon", "coordinates": [[[69, 300]]]}}]}',
         ["has coordinates that are not pairs of longitude and latitude in degrees"]),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_base_map_is_told_by_its_file(copied, file, text, lines):
    path = copied / "basemap" / f"{file}.geojson"
    path.unlink() if text is None else path.write_text(text, encoding="utf-8")
    name = f"basemap/{file}.geojson"
    feature = "" if text is None or lines == [GEOJSON] else ", feature 1"
    assert package.said(copied) == [f"{name}{feature}: {line}" for line in lines]


def test_a_base_map_is_part_of_the_data(copied):
    before = load(copied).digest
    (copied / "basemap" / "lakes.geojson").unlink()
    assert load(copied).digest != before


def test_a_link_out_of_the_folder_is_no_base_map(copied, tmp_path):
    land = copied / "basemap" / "land.geojson"
    land.rename(tmp_path / "land.geojson")
    land.symlink_to(tmp_path / "land.geojson")
    assert "basemap/land.geojson: is a link out of the folder" in package.said(copied)


def test_a_line_alone_is_the_border(copied):
    line = {"type": "LineString", "coordinates": [[30, 69], [30, 70]]}
    features = [{"type": "Feature", "properties": None, "geometry": line}]
    text = json.dumps({"type": "FeatureCollection", "features": features})
    (copied / "line.geojson").write_text(text, encoding="utf-8")
    package.redescribe(copied, _border(basemap=None, pair=None, line="line.geojson"))
    border = load(copied).border
    assert border.lines == (((69, 30), (70, 30)),)
    assert not border.has_basemap


def test_a_package_may_leave_out_what_no_page_must_have(copied):
    leaner = _border(basemap=None, pair=None, checkpoint=None, others=None, tiles=None)
    package.redescribe(copied, leaner)
    package.redescribe(copied, lambda found: found.pop("charts") and None)
    border = load(copied).border
    assert (border.lines, border.checkpoint, border.charts, border.tiles) == ((), None, (), ())


def test_a_location_without_a_spot_is_the_one_for_the_rest(copied):
    path = copied / "places.csv"
    rows = path.read_text(encoding="utf-8").replace("69.32919,29.33184", ",")
    path.write_text(rows, encoding="utf-8")
    [line] = package.said(copied)
    assert line.endswith("is blank, but pasvik is a location: only one with catch_all has no spot")


RENAMED = {
    "claimed": "rumour", "confirmed": "sealed", "stopped_before_the_line": "turned_back",
    "object_over_the_line": "thrown", "elsewhere": "muualla", "norway": "norge",
}  # fmt: skip


def test_no_rule_of_counting_hangs_on_the_name_of_a_value(copied, shipped):
    for path in (*copied.glob("*.csv"), copied / JSON):
        text = path.read_text(encoding="utf-8")
        for name, other in RENAMED.items():
            for before, after in ((",", ","), ("\n", ","), ('"', '"')):
                text = text.replace(f"{before}{name}{after}", f"{before}{other}{after}")
        path.write_text(text, encoding="utf-8")
    renamed = load(copied)
    everything = np.arange(len(shipped.crossings))
    assert totals(renamed, everything) == totals(shipped, everything)
    assert set(renamed.crossings["status"]) & {"rumour", "sealed"}


def test_what_people_did_is_counted_only_where_the_codebook_says_so(tmp_path, small):
    rows = [crossing("a"), crossing("b", kind="border_violation"), crossing("c", part_of="b", kind="border_violation")]  # fmt: skip
    before = totals(small(*rows), np.arange(3))
    package.redescribe(tmp_path / "package", _category("kind", "border_violation", counted=False))
    after = load(tmp_path / "package")
    total = totals(after, np.arange(3))
    assert (before.crossings, before.people, before.parts, before.others) == (2, 2, 1, 0)
    assert (total.crossings, total.people, total.parts, total.others) == (1, 1, 0, 2)
    assert total.not_counted == 2


@pytest.mark.parametrize("package", [{}, {"border": 3}, {"border": {"tiles": "x"}}])
def test_a_description_that_nobody_checked_yet_opens_no_header(package):
    assert tile_addresses(package) == []
    unsound = {**TILES, "url": "https://a;script-src */{z}/{x}/{y}"}
    assert tile_addresses({"border": {"tiles": [unsound, 3, TILES]}}) == [TILES["url"]]
