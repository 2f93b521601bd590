import math
from itertools import pairwise

import pytest
from geopy.distance import geodesic

from geodata.model.geography import border_line, distances, km_to_border, km_to_storskog

NAN = math.nan


def test_the_border_runs_where_it_is_known_to_run():
    line = border_line()
    assert km_to_border(69.65778, 30.20583) < 0.1  # Storskog
    assert km_to_border(69.051694, 28.928861) < 0.1  # the three-country cairn
    length = sum(geodesic(a, b).km for a, b in pairwise(line))
    assert 190 < length < 200  # official length about 198 km


def test_distance_to_the_line_is_that_to_its_nearest_point_and_not_to_a_vertex():
    a, b = max(pairwise(border_line()), key=lambda pair: geodesic(*pair).km)
    middle = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
    assert km_to_border(*middle) < 0.05 < geodesic(middle, a).km


def test_distance_to_the_checkpoint_is_geopys():
    assert km_to_storskog(69.775, 30.83111) == pytest.approx(
        geodesic((69.65778, 30.20583), (69.775, 30.83111)).km
    )


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ((69.65778, 30.20583, "exact", NAN), "At the checkpoint"),
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
def test_a_spot_is_described_no_finer_than_it_is_known(place, words):
    assert distances(*place) == words
