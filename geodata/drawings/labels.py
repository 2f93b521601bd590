"""The names on a static map, placed so that none covers a mark or another name."""

import math
from collections.abc import Iterator, Sequence
from typing import Any

from geodata.drawings.basemap import base_map, names
from geodata.drawings.frame import WIDTH, Frame
from geodata.drawings.outlines import Box, Point
from geodata.model.border import Border
from geodata.model.dataset import Dataset
from geodata.words import templates as html

LETTER, LINE = 12, 30  # the space that a letter and a line of text take
BESIDE = {"city", "town", "village", "hamlet", "tripoint"}  # kinds with a dot beside their name

Label = dict[str, Any]


def place_labels(dataset: Dataset, frame: Frame) -> list[Label]:
    """The locations of the filters that are in the frame."""
    own = dataset.places[dataset.places["place_id"].isin(dataset.locations)]
    own = own[own["latitude"].notna().to_numpy()]
    placed = []
    for row in html.records(own):
        x, y = frame.project(row["longitude"], row["latitude"])
        half = len(row["name"]) * (LETTER + 2) / 2
        if 0 < x < WIDTH and 0 < y < frame.height - 2 * LINE:
            left = min(max(x, half + 8), WIDTH - half - 8)  # a long name near the edge stays inside
            placed.append({"x": round(left), "y": round(y + 46), "text": row["name"]})
    return placed


def name_labels(
    border: Border, frame: Frame, marks: list[Box], places: list[Label]
) -> Iterator[Label]:
    """The names of the base map that keep clear of the marks, the places and each other."""
    taken = [*marks, *(_text_box(place["x"], place["y"], place["text"], 0.5) for place in places)]
    taken.append((0, frame.height - 60, 280, frame.height))  # the scale bar
    texts = {place["text"] for place in places}
    for kind, text, spots in _candidates(border, frame):
        for x, y in spots if text not in texts else ():
            box = _name_box(kind, text, x, y)
            if _fits(box, frame) and not any(_overlap(box, other) for other in taken):
                taken.append(box)
                texts.add(text)  # a river has its name at several spots
                yield {"x": round(x), "y": round(y), "kind": kind, "text": text,
                       "beside": kind in BESIDE}  # fmt: skip
                break


def _candidates(border: Border, frame: Frame) -> Iterator[tuple[str, str, Sequence[Point]]]:
    """Names in the order of their importance, with the spots where each may stand."""
    for country in (*border.countries, *border.others):
        yield "country", country.name, base_map(border, frame).room.get(country.code, ())
    zoom = math.log2(frame.scale / 2 * frame.shrink * 360 / 256)  # as shown, at half its units
    for found, spot in names(border):
        if found["kind"] != "country" and found["minzoom"] <= zoom + 0.7:
            yield found["kind"], found["name"], [frame.project(*spot)]


def _name_box(kind: str, text: str, x: float, y: float) -> Box:
    return _text_box(x + 12, y + 8, text, 0) if kind in BESIDE else _text_box(x, y, text, 0.5)


def _text_box(x: float, y: float, text: str, before: float) -> Box:
    width = len(text) * LETTER
    return x - width * before, y - LINE + 6, x + width * (1 - before), y + 8


def _fits(box: Box, frame: Frame) -> bool:
    return box[0] > 6 and box[1] > 6 and box[2] < WIDTH - 6 and box[3] < frame.height - 6


def _overlap(one: Box, other: Box) -> bool:
    return (
        one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
    )  # fmt: skip
