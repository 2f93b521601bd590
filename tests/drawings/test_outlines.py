"""Geometry with shapes made by hand."""

import pytest

from geodata.drawings.outlines import (
    clipped,
    contains,
    crossed_at,
    path_data,
    pieces_near,
    simplified,
    simplified_ring,
)

BOX = (0, 0, 10, 20)  # left, top, right, bottom


def _rectangle(left, top, right, bottom):
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def _area(ring):
    """The area of a ring, negative if it turns the other way."""
    pairs = zip(ring, [*ring[1:], *ring[:1]], strict=True)
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairs) / 2


@pytest.mark.parametrize(
    ("ring", "expected"),
    [
        (_rectangle(2, 3, 8, 15), _rectangle(2, 3, 8, 15)),  # inside
        (_rectangle(0, 0, 10, 20), _rectangle(0, 0, 10, 20)),  # the box itself
        (_rectangle(-5, -5, 30, 30), _rectangle(*BOX)),  # around the box
        (_rectangle(-5, 4, 5, 8), _rectangle(0, 4, 5, 8)),  # over the left side
        (_rectangle(5, 4, 15, 8), _rectangle(5, 4, 10, 8)),  # right
        (_rectangle(2, -4, 8, 8), _rectangle(2, 0, 8, 8)),  # top
        (_rectangle(2, 15, 8, 25), _rectangle(2, 15, 8, 20)),  # bottom
        (_rectangle(5, 15, 15, 25), _rectangle(5, 15, 10, 20)),  # a corner
        (_rectangle(-9, 4, -1, 8), []),
        (_rectangle(11, 4, 19, 8), []),
        (_rectangle(2, -9, 8, -1), []),
        (_rectangle(2, 21, 8, 29), []),
        ([], []),
    ],
)
def test_a_ring_is_cut_to_the_box(ring, expected):
    found = clipped(ring, BOX)
    assert sorted(found) == sorted(expected)
    assert _area(found) == _area(expected)  # in the same order, whatever the first


def test_a_slope_is_cut_where_it_meets_the_side():
    triangle = [(5, 5), (15, 10), (5, 15)]
    assert clipped(triangle, BOX) == [(5, 5), (10, 7.5), (10, 12.5), (5, 15)]


def test_a_line_is_left_in_the_pieces_that_come_near():
    there_and_back = [
        (-9, 5),
        (-5, 5),
        (5, 5),
        (8, 5),
        (15, 5),
        (15, 30),
        (5, 30),
        (5, 15),
        (5, 25),
    ]
    assert list(pieces_near(there_and_back, BOX)) == [
        [(-5, 5), (5, 5), (8, 5), (15, 5)],
        [(5, 30), (5, 15), (5, 25)],
    ]


@pytest.mark.parametrize(
    "step", [((-9, 5), (-1, 5)), ((11, 5), (19, 5)), ((5, -9), (5, -1)), ((5, 21), (5, 29))]
)
def test_a_step_beyond_any_side_is_left_out(step):
    assert list(pieces_near(step, BOX)) == []


def test_a_step_over_the_box_stays_though_both_its_ends_are_outside():
    assert list(pieces_near([(-5, 5), (15, 5)], BOX)) == [[(-5, 5), (15, 5)]]


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ([(0, 0), (5, 0.9), (10, 0)], [0, 2]),  # within the tolerance
        ([(0, 0), (5, 1.1), (10, 0)], [0, 1, 2]),
        ([(0, 0), (5, -1.1), (10, 0)], [0, 1, 2]),  # on either side
        ([(0, 0), (0.9, 5), (0, 10)], [0, 2]),  # in any direction
        ([(0, 0), (2, 2.5), (5, 5), (10, 10)], [0, 3]),  # measured across a slope: 0.35 off
        ([(0, 0), (2, 0.1), (5, 5), (8, 0.1), (10, 0)], [0, 1, 2, 3, 4]),  # parts in their turn
        ([(0, 0), (3, 3), (5, 5), (8, 2), (10, 0)], [0, 2, 4]),
        ([(0, 0), (3, 4), (0, 0)], [0, 1, 2]),  # there and back: measured from the one end
        ([(0, 0), (10, 0)], [0, 1]),
        ([(0, 0)], [0]),
    ],
)
def test_a_line_loses_the_points_that_it_hardly_misses(line, kept):
    assert simplified(line, 1) == [line[index] for index in kept]


def test_a_long_line_keeps_the_order_of_its_points():
    teeth = [(x, abs(x % 80 - 40)) for x in range(401)]
    assert simplified(teeth, 1) == teeth[::40]


def test_a_ring_keeps_its_corners_and_ends_where_it_starts():
    ring = [(0, 0), (5, 0), (10, 0), (10, 5), (10, 10), (5, 10), (0, 10), (0, 5)]
    assert simplified_ring(ring, 1) == [(0, 0), (10, 0), (10, 10), (0, 10), (0, 0)]


LAKE_WITH_ISLAND = [_rectangle(0, 0, 10, 10), _rectangle(4, 4, 6, 6)]
HORSESHOE = [[(0, 0), (10, 0), (10, 10), (7, 10), (7, 3), (3, 3), (3, 10), (0, 10)]]


@pytest.mark.parametrize(
    ("rings", "spot", "inside"),
    [
        (LAKE_WITH_ISLAND, (2, 5), True),
        (LAKE_WITH_ISLAND, (5, 5), False),  # in the hole
        (LAKE_WITH_ISLAND, (8, 5), True),
        (LAKE_WITH_ISLAND, (5, 2), True),  # above the hole
        (LAKE_WITH_ISLAND, (-1, 5), False),
        (LAKE_WITH_ISLAND, (11, 5), False),
        (LAKE_WITH_ISLAND, (5, -1), False),
        (LAKE_WITH_ISLAND, (5, 11), False),
        (HORSESHOE, (1, 8), True),
        (HORSESHOE, (5, 8), False),  # between its arms
        (HORSESHOE, (5, 1), True),
        ([[(0, 0), (5, 5), (0, 10)]], (3, 5), True),  # level with a corner, which counts once
        ([[(0, 0), (10, 10), (0, 10)]], (4, 5), True),  # left of a slope
        ([[(0, 0), (10, 10), (0, 10)]], (6, 5), False),
        ([], (5, 5), False),
    ],
)
def test_a_spot_is_inside_or_outside_of_rings(rings, spot, inside):
    assert contains(crossed_at(rings, spot[1]), spot[0]) is inside


def test_a_level_line_is_crossed_where_the_rings_are():
    assert sorted(crossed_at(LAKE_WITH_ISLAND, 5)) == [0, 4, 6, 10]
    assert sorted(crossed_at([[(0, 0), (10, 20), (0, 20)]], 5)) == [0, 2.5]
    assert crossed_at(LAKE_WITH_ISLAND, 15) == []


@pytest.mark.parametrize(
    ("lines", "closed", "data"),
    [
        ([[(1, 2), (4, 2), (4, 6)]], False, "M1 2l3+0 0+4"),
        ([[(1, 2), (-2, 1.6), (4, 6)]], False, "M1 2l-3+0 6+4"),  # a minus is space enough
        ([[(0, 0), (5, 5), (5, 0), (0, 0)]], True, "M0 0l5+5 0-5-5+0z"),
        ([[(0, 0), (5, 5)], [(9, 9), (8, 8)]], False, "M0 0l5+5M9 9l-1-1"),
        ([[(0, 0), (0.4, 0.4), (5, 5)]], False, "M0 0l5+5"),  # no step that goes nowhere
        ([[(0, 0), (0.4, 0.4)]], False, ""),
        ([[(0, 0), (5, 5), (0, 0)]], True, ""),  # too thin to be an area
        ([], True, ""),
    ],
)
def test_lines_are_written_in_whole_units_from_point_to_point(lines, closed, data):
    assert path_data(lines, closed=closed) == data
