"""The map without scripts: its marks, its names and its words."""

from xml.etree import ElementTree

import pytest

from geodata.drawings.caption import caption
from geodata.drawings.frame import WIDTH
from geodata.drawings.static_map import static_map
from tests.package import crossing

EXACT = {"latitude": 69.66, "longitude": 30.2, "location_precision": "exact"}
SOLDIER = "grense-jakobselv-soldier-2025-08-22"
SVG = "{http://www.w3.org/2000/svg}"


def _circles(dataset, rows, **options):
    top = ElementTree.fromstring(static_map(dataset, rows, **options))
    groups = [g for g in top.iter(f"{SVG}g") if g.get("class", "").startswith("mark ")]
    return [(set(g.get("class").split()) - {"mark"}, g.find(f"{SVG}circle")) for g in groups]


@pytest.mark.parametrize(
    ("values", "classes"),
    [
        ({"location_precision": "exact"}, {"exact", "crossed"}),
        ({"location_precision": "locality", "radius_km": 8}, {"locality", "crossed"}),
        ({"location_precision": "area", "radius_km": 25}, {"area", "crossed"}),
        ({"location_precision": "exact", "status": "claimed"}, {"exact", "claimed"}),
        (
            {"location_precision": "exact", "kind": "stopped_before_the_line"},
            {"exact", "stopped"},
        ),
    ],
)
def test_a_mark_is_drawn_as_sure_as_its_place(small, values, classes):
    dataset = small(crossing("x", **EXACT | values))
    [(found, circle)] = _circles(dataset, dataset.crossings)
    assert found == classes
    assert abs(float(circle.get("cx")) - WIDTH / 2) <= 1


def test_a_ring_is_as_wide_as_the_doubt_and_the_map_wider_than_it(small):
    for radius, wide in ((8, 40), (60, 104)):  # half of the map's width in km: 30 × 4/3, 78 × 4/3
        place = EXACT | {"location_precision": "locality", "radius_km": radius}
        dataset = small(crossing("x", **place))
        [(_, circle)] = _circles(dataset, dataset.crossings)
        assert float(circle.get("r")) == pytest.approx(WIDTH / 2 / wide * radius, rel=0.02)


def test_an_unknown_place_has_no_mark_and_says_so(small):
    dataset = small(crossing("x"))
    assert _circles(dataset, dataset.crossings) == []
    assert caption(dataset.crossings) == "No source names the spot."


def test_reports_at_one_spot_share_a_numbered_mark(small):
    dataset = small(crossing("a", **EXACT), crossing("b", **EXACT), crossing("c"))
    [(_, _)] = _circles(dataset, dataset.crossings)
    assert ">2</text>" in static_map(dataset, dataset.crossings)
    assert "1 report whose spot no source names" in caption(dataset.crossings)


def test_no_mark_hides_another_and_all_are_inside_the_map(shipped):
    circles = [
        (circle.get("cx"), circle.get("cy"), circle.get("r"))
        for found, circle in _circles(shipped, shipped.crossings)
        if "area" not in found
    ]
    assert len(circles) == len(set(circles)) > 10
    for x, _, radius in circles:
        assert float(radius) <= float(x) + 1
        assert float(x) + float(radius) <= WIDTH + 1


def test_the_highlighted_crossing_is_marked(shipped):
    chosen = [found for found, _ in _circles(shipped, shipped.crossings, highlight=SOLDIER)]
    assert sum("selected" in found for found in chosen) == 1


def test_the_whole_map_is_small_named_and_told_in_words(shipped):
    text = static_map(shipped, shipped.crossings)
    assert len(text) < 60_000
    top = ElementTree.fromstring(text)
    assert top.get("role") == "img"
    assert "39 reports on it" in top.get("aria-label")
    for name in ("Storskog", "Grense Jakobselv", "Pasvik"):
        assert f">{name}</text>" in text
    assert 'class="own"' in text
    assert 'class="border line land"' in text


def test_a_caption_explains_only_what_is_there(small):
    dataset = small(crossing("a", **EXACT), crossing("b", **EXACT | {"latitude": 69.5}))
    words = caption(dataset.crossings)
    assert "dot" in words
    for absent in ("ring", "disc", "claimed", "stopped", "number"):
        assert absent not in words
    assert caption(dataset.crossings.iloc[:0]) == ""
