"""The layers of the base map as paths of SVG in a frame, and its names."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from geodata.drawings.frame import WIDTH, Frame
from geodata.drawings.outlines import (
    Box,
    Point,
    clipped,
    contains,
    crossed_at,
    path_data,
    pieces_near,
    simplified,
    simplified_ring,
)
from geodata.model.border import Border, lines_of

TOLERANCE = 1.2  # units by which a simplified coast may be off
HALF_NAME = 70  # units: half the width of a country's name
STEPS, MOST_LINES = (0.1, 0.2, 0.5, 1, 2, 5, 10), 8  # degrees between lines of a graticule


@dataclass(frozen=True)
class BaseMap:
    """Land, lakes, borders and degrees as paths of SVG, and the spots where names of countries fit."""

    land: list[tuple[str, str]]  # class and path
    lakes: list[str]
    borders: list[tuple[str, str]]
    room: dict[str, list[Point]]
    graticule: str


@dataclass(frozen=True)
class Outline:
    """A line or a ring in degrees, longitude first, and its bounds: west, south, east, north."""

    spots: list[Point]
    bounds: Box


@dataclass(frozen=True)
class Shape:
    """What a layer says of one thing, and all its lines or rings, holes included."""

    properties: dict[str, Any]
    outlines: list[Outline]


@lru_cache(maxsize=128)
def base_map(border: Border, frame: Frame) -> BaseMap:
    """What is drawn of the base map in a frame."""
    drawn = BaseMap([], [], [], {}, _graticule(border, frame))
    for shape in _shapes(border, "land"):
        country, rings = shape.properties["country"], list(_rings(frame, shape))
        kind = _side(border, country)
        drawn.land.append((kind, path_data(rings, closed=True)))
        drawn.room[country] = _room(frame, rings)
    for shape in _shapes(border, "lakes"):
        drawn.lakes.append(path_data(_rings(frame, shape), closed=True))
    for shape in _shapes(border, "borders"):
        kind = "line" if shape.properties["pair"] == border.pair else "other"
        path = path_data(_lines(frame, shape), closed=False)
        drawn.borders.append((f"{kind} {shape.properties['kind']}", path))
    return drawn


def _side(border: Border, country: str) -> str:
    """The two countries of a border, and all others, are told apart."""
    own, abroad = border.countries
    return "own" if country == own.code else "abroad" if country == abroad.code else "other"


@lru_cache(maxsize=8)
def names(border: Border) -> list[tuple[dict[str, Any], Point]]:
    """The names of the base map with their spots, the most important first."""
    found = [(feature["properties"], _spot(feature["geometry"]["coordinates"]))
             for feature in border.layers.get("names", ())]  # fmt: skip
    return sorted(found, key=lambda name: int(name[0]["rank"]))


@lru_cache(maxsize=24)
def _shapes(border: Border, layer: str) -> list[Shape]:
    return [
        Shape(feature["properties"], list(map(_outline, lines_of(feature["geometry"]))))
        for feature in border.layers.get(layer, ())
    ]


def _outline(coordinates: list[list[float]]) -> Outline:
    spots = [_spot(spot) for spot in coordinates]
    x, y = zip(*spots, strict=True)
    return Outline(spots, (min(x), min(y), max(x), max(y)))


def _spot(coordinates: list[float]) -> Point:
    return coordinates[0], coordinates[1]


def _seen(frame: Frame, shape: Shape) -> Iterator[list[Point]]:
    """The outlines that may be in the drawing, in its units: most of the base map never is."""
    for outline in shape.outlines:
        if frame.reaches(outline.bounds):
            yield frame.project_all(outline.spots)


def _rings(frame: Frame, shape: Shape) -> Iterator[list[Point]]:
    """The rings of polygons, cut to the frame and simplified, holes included."""
    for ring in _seen(frame, shape):
        cut = clipped(ring, frame.paper)
        if len(cut) > 2:
            yield simplified_ring(cut, TOLERANCE)


def _lines(frame: Frame, shape: Shape) -> Iterator[list[Point]]:
    """The pieces of lines that come near the drawing, simplified."""
    for line in _seen(frame, shape):
        for piece in pieces_near(line, frame.paper):
            yield simplified(piece, TOLERANCE)


def _room(frame: Frame, rings: list[list[Point]]) -> list[Point]:
    """Where the name of a country fits on its land, the spots farthest from the middle first."""
    heights = [frame.height * line / 10 for line in range(1, 10)]
    # Rings are crossed once for each height, not for each spot: they have thousands of points.
    levels = [(y, crossed_at(rings, y - 8)) for y in heights]
    fitting = [
        (x, y)
        for x in (WIDTH * column / 12 for column in range(1, 12))
        for y, crossed in levels
        if all(contains(crossed, x + aside) for aside in (-HALF_NAME, 0, HALF_NAME))
    ]
    return sorted(fitting, key=lambda spot: -math.dist(spot, (WIDTH / 2, frame.height / 2)))


def _graticule(border: Border, frame: Frame) -> str:
    """The lines of latitude and longitude that stand in for a base map, a blank where there is one."""
    if border.has_basemap:
        return ""
    step = next((each for each in STEPS if (frame.east - frame.west) / each <= MOST_LINES), 20)
    across = [
        [frame.project(x, frame.south), frame.project(x, frame.north)]
        for x in _multiples(step, frame.west, frame.east)
    ]
    along = [
        [frame.project(frame.west, y), frame.project(frame.east, y)]
        for y in _multiples(step, frame.south, frame.north)
    ]
    return path_data([*across, *along], closed=False)


def _multiples(step: float, least: float, most: float) -> list[float]:
    return [number * step for number in range(math.ceil(least / step), math.floor(most / step) + 1)]
