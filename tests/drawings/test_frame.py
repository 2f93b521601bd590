"""The part of the world on a static map."""

import pandas as pd
import pytest

from geodata.drawings.frame import MARGIN, WIDTH, Frame, around, whole

FRAME = Frame(30, 69, 32, 70)
SPOTS = pd.DataFrame({"latitude": [69.5], "longitude": [30.0], "radius_km": [float("nan")]})


def test_the_corners_of_a_frame_are_the_corners_of_the_drawing():
    assert FRAME.project(30, 70) == (0, 0)
    assert FRAME.project(32, 69) == pytest.approx((WIDTH, FRAME.height), abs=0.5)
    assert FRAME.project(31, 69.5) == pytest.approx((WIDTH / 2, FRAME.height / 2), abs=0.5)


def test_many_spots_are_projected_like_each():
    spots = [(30.1234, 69.4321), (29.0, 71.0), (32.7, 68.9)]
    assert FRAME.project_all(spots) == [FRAME.project(*spot) for spot in spots]


@pytest.mark.parametrize(
    ("bounds", "seen"),
    [
        ((30.5, 69.2, 31.5, 69.8), True),  # inside
        ((20, 60, 40, 80), True),  # around
        ((29, 69.2, 30.1, 69.8), True),
        ((29, 69.2, 29.9, 69.8), False),  # west of it
        ((32.1, 69.2, 33, 69.8), False),
        ((30.5, 68, 31.5, 68.9), False),
        ((30.5, 70.1, 31.5, 71), False),
    ],
)
def test_what_lies_within_bounds_reaches_the_drawing_or_not(bounds, seen):
    assert FRAME.reaches(bounds) is seen


@pytest.mark.parametrize("side", range(4))
def test_the_margin_is_part_of_the_paper(side):
    """What reaches half into the margin is drawn: its cut edge is to lie outside of the drawing."""
    half = MARGIN / 2 / FRAME.scale
    aside = half / FRAME.shrink
    near = [(29, 69.2, 30 - aside, 69.8), (32 + aside, 69.2, 33, 69.8),
            (30.5, 68, 31.5, 69 - half), (30.5, 70 + half, 31.5, 71)]  # fmt: skip
    assert FRAME.reaches(near[side])


@pytest.mark.parametrize(("radius", "half"), [(float("nan"), 30), (5, 30), (40, 52)])
def test_a_neighbourhood_is_wide_enough_for_its_doubt(radius, half):
    frame = around(SPOTS.assign(radius_km=[radius]).iloc[0])
    assert frame.project(30.0, 69.5) == pytest.approx((WIDTH / 2, frame.height / 2), abs=1)
    assert frame.height / 2 / frame.km == pytest.approx(half, rel=0.01)
    assert pytest.approx(0.75, abs=0.01) == frame.height / WIDTH


@pytest.mark.parametrize(
    ("latitude", "longitude"), [(71.0, 30.0), (68.0, 30.0), (69.5, 20.0), (69.5, 40.0)]
)
def test_the_whole_holds_the_region_and_every_spot_with_its_doubt(shipped, latitude, longitude):
    frame = whole(
        shipped.border, SPOTS.assign(latitude=[latitude], longitude=[longitude], radius_km=[20.0])
    )
    west, south, east, north = shipped.border.bounds
    assert frame.west < west < east < frame.east
    assert frame.south < south < north < frame.north
    x, y = frame.project(longitude, latitude)
    assert 20 * frame.km < x < WIDTH - 20 * frame.km
    assert 20 * frame.km < y < frame.height - 20 * frame.km


def test_the_whole_is_no_larger_than_it_must_be_and_never_tall(shipped):
    border = shipped.border
    west, south, _, north = border.bounds
    alone = whole(border, SPOTS.iloc[:0])
    assert alone == whole(border, SPOTS)  # a spot within the border's bounds
    assert alone.north == pytest.approx(north + 0.06 * (north - south))
    tall = whole(border, SPOTS.assign(latitude=[72.0]))
    assert tall.height == pytest.approx(0.72 * WIDTH, abs=1)
    wide = whole(border, SPOTS.assign(longitude=[40.0]))
    room = 0.06 * (40 - west)
    assert (wide.west, wide.east) == pytest.approx((west - room, 40 + room))
