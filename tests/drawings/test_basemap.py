"""The layers of the base map in a frame, from files made by hand."""

from dataclasses import replace

import pytest

from geodata.drawings.basemap import base_map, names
from geodata.drawings.frame import Frame
from geodata.model.border import Border, Country

FRAME = Frame(30, 69, 32, 70)


def _square(west, south, east, north):
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def _feature(form, coordinates, **properties):
    geometry = {"type": form, "coordinates": coordinates}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


LAYERS = {
    "land": [
        _feature("MultiPolygon", [[_square(20, 60, 31, 80), _square(30.2, 69.2, 30.8, 69.8)]], country="NOR"),
        _feature("Polygon", [_square(31, 60, 40, 80)], country="RUS"),
        _feature("MultiPolygon", [[_square(10, 60, 12, 62)]], country="FIN"),
    ],
    "lakes": [_feature("MultiPolygon", [[_square(31.4, 69.4, 31.6, 69.6)]], kind="lake")],
    "borders": [
        _feature("LineString", [[31, 60], [31, 80]], pair="NOR-RUS", kind="land"),
        _feature("MultiLineString", [[[30.5, 69.5], [30.6, 69.6]], [[0, 0], [1, 1]]], pair="FIN-RUS", kind="sea"),
    ],
    "names": [
        _feature("Point", [31.5, 69.5], name="Second", rank=2),
        _feature("Point", [30.5, 69.5, 12], name="First", rank=1),
    ],
}  # fmt: skip


HERE, THERE = Country("here", "NOR", "Here"), Country("there", "RUS", "There")


@pytest.fixture
def border():
    box = (30.0, 69.0, 32.0, 70.0)
    return Border((HERE, THERE), box, box, pair="NOR-RUS", has_basemap=True, layers=LAYERS)


def test_land_lakes_and_borders_are_drawn_as_far_as_they_are_in_the_frame(border):
    drawn = base_map(border, FRAME)
    assert [(kind, path.count("M")) for kind, path in drawn.land] == [
        ("own", 2), ("abroad", 1), ("other", 0)
    ]  # fmt: skip
    assert [path.count("M") for path in drawn.lakes] == [1]
    assert [(kind, path.count("M")) for kind, path in drawn.borders] == [
        ("line land", 1), ("other sea", 1)
    ]  # fmt: skip


def test_another_home_and_border_stand_out_on_another_border(border):
    drawn = base_map(replace(border, countries=(THERE, HERE), pair="FIN-RUS"), FRAME)
    assert [kind for kind, _ in drawn.land] == ["abroad", "own", "other"]
    assert [kind for kind, _ in drawn.borders] == ["other land", "line sea"]


def test_the_name_of_a_country_fits_on_its_land_alone_and_out_of_its_holes(border):
    room = base_map(border, FRAME).room
    assert room["FIN"] == []
    middle = FRAME.project(31, 69.5)[0]
    hole = [*FRAME.project(30.2, 69.8), *FRAME.project(30.8, 69.2)]
    assert room["NOR"]
    assert room["RUS"]
    assert all(x > middle + 70 for x, _ in room["RUS"])
    for x, y in room["NOR"]:
        assert x < middle - 70
        assert not (hole[0] < x < hole[2] and hole[1] < y - 8 < hole[3])
    away = [abs(x - 480) for x, y in room["RUS"] if y == FRAME.height / 2]
    assert away == sorted(away, reverse=True)


def test_the_most_important_name_comes_first(border):
    assert [(found["name"], spot) for found, spot in names(border)] == [
        ("First", (30.5, 69.5)), ("Second", (31.5, 69.5))
    ]  # fmt: skip


def test_degrees_are_drawn_where_there_is_no_base_map_and_nowhere_else(border):
    assert base_map(border, FRAME).graticule == ""
    plain = base_map(replace(border, has_basemap=False, layers={}), FRAME)
    assert plain.land == plain.lakes == plain.borders == []
    # Every half degree across, the edges among them, and along.
    assert plain.graticule.count("M") == 5 + 3
