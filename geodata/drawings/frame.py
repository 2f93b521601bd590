"""The part of the world that a static map shows, and where a spot is in its drawing."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from geodata.drawings.outlines import Box, Point
from geodata.model.border import Border
from geodata.model.geography import km_per_degree

WIDTH = 960  # units of the drawing; pages show it about half as wide
MARGIN = 12  # shapes are cut this far outside, where their cut edges are not seen
NEIGHBOURHOOD_KM = 30
TALLEST = 0.72  # of the width
ROOM = 0.06  # of what is shown, beyond each of its sides


@dataclass(frozen=True)
class Frame:
    """The part of the world that is drawn, in degrees."""

    west: float
    south: float
    east: float
    north: float

    # Kept once computed: every point of the base map asks for the first two.
    @cached_property
    def shrink(self) -> float:
        """How much shorter a degree of longitude is here than one of latitude."""
        return math.cos(math.radians((self.south + self.north) / 2))

    @cached_property
    def scale(self) -> float:
        """Units of the drawing in one degree of latitude."""
        return WIDTH / ((self.east - self.west) * self.shrink)

    @property
    def km(self) -> float:
        """Units of the drawing in one kilometre."""
        return self.scale / km_per_degree((self.south + self.north) / 2)

    @cached_property
    def height(self) -> int:
        """The height of the drawing in its units."""
        return round((self.north - self.south) * self.scale)

    @property
    def paper(self) -> Box:
        """The drawing and its margin, in its units."""
        return -MARGIN, -MARGIN, WIDTH + MARGIN, self.height + MARGIN

    def project(self, longitude: float, latitude: float) -> Point:
        """Where a spot is in the drawing."""
        x = (longitude - self.west) * self.shrink * self.scale
        return x, (self.north - latitude) * self.scale

    def project_all(self, spots: Iterable[Point]) -> list[Point]:
        """Where spots are in the drawing, given as longitude and latitude."""
        west, north, shrink, scale = self.west, self.north, self.shrink, self.scale
        return [((x - west) * shrink * scale, (north - y) * scale) for x, y in spots]

    def reaches(self, bounds: Box) -> bool:
        """Whether what lies within bounds (west, south, east, north) may be in the drawing."""
        (left, low), (right, high) = self.project(*bounds[:2]), self.project(*bounds[2:])
        paper = self.paper
        return right >= paper[0] and left <= paper[2] and low >= paper[1] and high <= paper[3]


def around(row: pd.Series) -> Frame:
    """The neighbourhood of one spot, wide enough for its doubt."""
    radius = 0.0 if pd.isna(row["radius_km"]) else float(row["radius_km"])
    x, y = float(row["longitude"]), float(row["latitude"])
    up = max(NEIGHBOURHOOD_KM, radius * 1.3) / km_per_degree(y)
    across = up * 4 / 3 / math.cos(math.radians(y))
    return Frame(x - across, y - up, x + across, y + up)


def whole(border: Border, located: pd.DataFrame) -> Frame:
    """The border as the map opens on it, and every given spot with its doubt."""
    west, south, east, north = border.bounds
    doubt = located["radius_km"].fillna(0) / km_per_degree((south + north) / 2)
    aside = doubt / math.cos(math.radians(south))
    south, north = _with_room(south, north, located["latitude"], doubt)
    west, east = _with_room(west, east, located["longitude"], aside)
    shrink = math.cos(math.radians((south + north) / 2))
    short = max(0, ((north - south) / TALLEST / shrink - (east - west)) / 2)
    return Frame(west - short, south, east + short, north)


def _with_room(
    least: float, most: float, spots: "pd.Series[float]", doubt: "pd.Series[float]"
) -> tuple[float, float]:
    """Limits that hold every spot with its doubt, and some room around them for their names."""
    least, most = min([least, *(spots - doubt)]), max([most, *(spots + doubt)])
    room = ROOM * (most - least)
    return least - room, most + room
