import math
from itertools import pairwise

import pytest
from geopy.distance import geodesic

from geodata.model.border import Border, Checkpoint
from geodata.model.geography import km_to_border, km_to_checkpoint
from geodata.words.distances import distances

NAN = math.nan


def test_the_border_runs_where_it_is_known_to_run(shipped):
    border = shipped.border
    assert km_to_border(border, 69.65778, 30.20583) < 0.1  # Storskog
    assert km_to_border(border, 69.051694, 28.928861) < 0.1  # the three-country cairn
    length = sum(geodesic(a, b).km for line in border.lines for a, b in pairwise(line))
    assert 190 < length < 200  # official length about 198 km


def test_distance_to_the_line_is_that_to_its_nearest_point_and_not_to_a_vertex(shipped):
    [line] = shipped.border.lines
    a, b = max(pairwise(line), key=lambda pair: geodesic(*pair).km)
    middle = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
    assert km_to_border(shipped.border, *middle) < 0.05 < geodesic(middle, a).km


def test_distance_to_the_checkpoint_is_geopys(shipped):
    assert km_to_checkpoint(shipped.border, 69.775, 30.83111) == pytest.approx(
        geodesic((69.65778, 30.20583), (69.775, 30.83111)).km
    )


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ((69.65778, 30.20583, "exact", NAN), "At the Storskog checkpoint"),
        ((NAN, NAN, "unknown", NAN), ""),
        ((69.775, 30.83111, "unknown", 3), ""),
        ((69.051694, 28.928861, "exact", NAN), "On the line, 84 km from the Storskog checkpoint"),
        ((69.32919, 29.33184, "area", 25), "About 50 km from the Storskog checkpoint"),
        (
            (69.417, 30.8, "locality", 10),
            "About 10 km from the line, about 35 km from the Storskog checkpoint",
        ),
    ],
)
def test_a_spot_is_described_no_finer_than_it_is_known(shipped, place, words):
    assert distances(shipped.border, *place) == words


LINE = {
    "type": "LineString",
    "coordinates": [[0.0, 0.0], [1.0, 0.0]],
}  # fmt: skip
TWO_PIECES = {"type": "MultiLineString", "coordinates": [[[0, 0], [0, 1]], [[3, 0], [3, 1]]]}


def _border(geometry=None, **values):
    features = [{"geometry": geometry, "properties": {"pair": "line", "kind": "land"}}]
    layers = {"borders": features if geometry else []}
    box = (-5.0, -5.0, 5.0, 5.0)
    return Border(countries=(), bounds=box, limits=box, pair="line", layers=layers, **values)


@pytest.mark.parametrize(
    ("border", "words"),
    [
        (_border(), ""),
        (_border(LINE), "11 km from the line"),
        (_border(checkpoint=Checkpoint("the ferry", 0.1, 0.6)), "11 km from the ferry"),
        (
            _border(LINE, checkpoint=Checkpoint("the ferry", 0.1, 0.6)),
            "11 km from the line, 11 km from the ferry",
        ),
    ],
)
def test_nothing_is_said_of_a_line_or_a_checkpoint_that_the_border_does_not_name(border, words):
    assert distances(border, 0.1, 0.5, "exact", NAN) == words


def test_no_line_is_drawn_from_one_piece_of_the_border_to_the_next():
    assert km_to_border(_border(TWO_PIECES), 0.5, 1.5) == pytest.approx(167, abs=1)
