"""A small map without scripts: the border region as inline SVG, with marks for given crossings."""

import json
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

import pandas as pd

from geodata.drawings.assets import BOUNDS
from geodata.model.dataset import Dataset
from geodata.model.schema import FOLDER
from geodata.words import style
from geodata.words import templates as html

ATTRIBUTION = "Base map © OpenStreetMap contributors (ODbL), GeoNames"
WIDTH = 960  # units of the drawing; pages show it about half as wide
MARGIN = 12  # shapes are cut this far outside, where their cut edges are not seen
TOLERANCE = 1.2  # units by which a simplified coast may be off
KM_PER_DEGREE = 111.5  # of latitude, at 69° north
NEIGHBOURHOOD_KM = 30
SMALLEST_RING, DOT, NUMBERED_DOT = 11, 11, 17
LETTER, LINE = 12, 30  # the space that a letter and a line of text take

Point = tuple[float, float]
Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True)
class Frame:
    """The part of the world that is drawn, in degrees."""

    west: float
    south: float
    east: float
    north: float

    @property
    def shrink(self) -> float:
        """How much shorter a degree of longitude is here than one of latitude."""
        return math.cos(math.radians((self.south + self.north) / 2))

    @property
    def scale(self) -> float:
        """Units of the drawing in one degree of latitude."""
        return WIDTH / ((self.east - self.west) * self.shrink)

    @property
    def km(self) -> float:
        """Units of the drawing in one kilometre."""
        return self.scale / KM_PER_DEGREE

    @property
    def height(self) -> int:
        """The height of the drawing in its units."""
        return round((self.north - self.south) * self.scale)

    def project(self, longitude: float, latitude: float) -> Point:
        """Where a spot is in the drawing."""
        x = (longitude - self.west) * self.shrink * self.scale
        return x, (self.north - latitude) * self.scale


def static_map(dataset: Dataset, rows: pd.DataFrame, *, highlight: str = "") -> str:
    """The map of some crossings as one SVG element; a single one is shown with its neighbourhood."""
    located = rows[rows["latitude"].notna().to_numpy()]
    frame = _around(located.iloc[0]) if len(rows) == len(located) == 1 else _region(located)
    marks = _marks(frame, located, highlight)
    places = _places(dataset, frame)
    return html.render(
        "static_map.html",
        width=WIDTH,
        height=frame.height,
        label=alternative(dataset, rows),
        palettes=style.MAP_PALETTES,
        tones={"crossed": style.CROSSED, "stopped": style.STOPPED, "claimed": style.CLAIMED},
        base=_base(frame),
        marks=marks,
        places=places,
        names=list(_names(frame, marks, places)),
        bar=_scale_bar(frame),
    )


def caption(rows: pd.DataFrame) -> str:
    """What the marks of the map mean, only those that are on it."""
    if len(rows) == 1:
        return _caption_of_one(rows.iloc[0])
    located = rows[rows["latitude"].notna().to_numpy()]
    precisions = set(located["location_precision"])
    tones = {html.tone(row) for row in html.records(located)}
    shapes = {
        "exact": "a dot is an exact spot",
        "locality": "a ring is a named locality, as wide as the doubt",
        "area": "a soft disc is an area",
    }
    colours = {
        "crossed": "blue: people crossed",
        "stopped": "orange: stopped before the line, or only an object went over it",
        "claimed": "purple and dashed: only claimed, not counted",
    }
    words = [text for name, text in shapes.items() if name in precisions]
    words += [text for name, text in colours.items() if name in tones]
    if located.duplicated(["latitude", "longitude"]).any():
        words.append("a number: so many reports at one spot")
    sentence = "; ".join(words)
    missing = len(rows) - len(located)
    off = f"Not on the map: {style.count(missing, 'report')} whose spot no source names."
    return " ".join(
        part for part in (sentence[:1].upper() + sentence[1:] + ".", missing and off) if part
    ).lstrip(". ")


def _caption_of_one(row: pd.Series) -> str:
    if pd.isna(row["latitude"]):
        return "No source names the spot."
    radius = (
        f"{row['radius_km']:g}\N{NO-BREAK SPACE}km"
        if pd.notna(row["radius_km"])
        else "an unknown distance"
    )
    words = {
        "exact": "The dot is the spot.",
        "locality": f"Somewhere within the ring: the spot is known to within {radius}.",
        "area": f"Only the area is known: the soft disc reaches {radius} from its middle.",
    }
    claimed = " Dashed: only claimed." if row["status"] == "claimed" else ""
    return words.get(row["location_precision"], "") + claimed


def alternative(dataset: Dataset, rows: pd.DataFrame) -> str:
    """The map in words, for those who cannot see it."""
    if len(rows) == 1:
        row = rows.iloc[0]
        where = row["locality"] or dataset.locations[row["place_id"]]
        return f"Map of the Norway–Russia border. {where}. {_caption_of_one(row)}"
    located = rows[rows["latitude"].notna().to_numpy()]
    counts = located["place_id"].value_counts()
    listed = ", ".join(
        f"{name} {counts[place]}" for place, name in dataset.locations.items() if counts.get(place)
    )
    drawn = f"{style.count(len(located), 'report')} on it" + (f": {listed}" if listed else "")
    missing = len(rows) - len(located)
    off = f" {style.count(missing, 'report')} without a known spot." if missing else ""
    return f"Map of the Norway–Russia border, {drawn}.{off}"


def _around(row: pd.Series) -> Frame:
    """The neighbourhood of one spot, wide enough for its doubt."""
    radius = 0.0 if pd.isna(row["radius_km"]) else float(row["radius_km"])
    up = max(NEIGHBOURHOOD_KM, radius * 1.3) / KM_PER_DEGREE
    across = up * 4 / 3 / math.cos(math.radians(row["latitude"]))
    longitude, latitude = float(row["longitude"]), float(row["latitude"])
    return Frame(longitude - across, latitude - up, longitude + across, latitude + up)


def _region(located: pd.DataFrame) -> Frame:
    """The three locations, and every given spot."""
    (south, west), (north, east) = BOUNDS
    doubt = located["radius_km"].fillna(0) / KM_PER_DEGREE
    south = min([south, *(located["latitude"] - doubt)]) - 0.06
    north = max([north, *(located["latitude"] + doubt)]) + 0.06
    aside = doubt / math.cos(math.radians(BOUNDS[0][0]))
    west = min([west, *(located["longitude"] - aside)]) - 0.1
    east = max([east, *(located["longitude"] + aside)]) + 0.1
    shrink = math.cos(math.radians((south + north) / 2))
    short = (
        (north - south) / 0.72 / shrink - (east - west)
    ) / 2  # no taller than 0.72 of the width
    return Frame(west - max(0, short), south, east + max(0, short), north)


def _marks(frame: Frame, located: pd.DataFrame, highlight: str) -> list[dict[str, Any]]:
    """One mark for each spot and tone: wide ones first, so that they cover no small ones."""
    if located.empty:
        return []
    toned = located.assign(tone=[html.tone(row) for row in html.records(located)])
    keys = ["latitude", "longitude", "location_precision", "radius_km", "tone"]
    groups = toned.groupby(keys, dropna=False, observed=True)
    marks = [_mark(frame, html.records(spot), highlight) for _, spot in groups]
    return _apart(sorted(marks, key=lambda mark: (mark["shape"] == "exact", -mark["r"])))


def _mark(frame: Frame, spot: Sequence[html.Row], highlight: str) -> dict[str, Any]:
    """The mark of the crossings of one spot, tone and precision."""
    first = spot[0]
    x, y = frame.project(first["longitude"], first["latitude"])
    exact = first["location_precision"] == "exact" or pd.isna(first["radius_km"])
    dot = NUMBERED_DOT if len(spot) > 1 else DOT
    return {
        "x": round(x),
        "y": round(y),
        "r": dot if exact else max(SMALLEST_RING, round(first["radius_km"] * frame.km)),
        "shape": "exact" if exact else first["location_precision"],
        "tone": first["tone"],
        "number": len(spot) if len(spot) > 1 else None,
        "selected": any(row["crossing_id"] == highlight for row in spot),
        "label": f"{first['locality'] or 'Spot'}: {style.count(len(spot), 'report')}",
    }


def _apart(marks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Marks of which none hides another: rings of the same size at one spot lie in each other."""
    taken: set[tuple[int, int, int]] = set()
    for mark in marks:
        while (mark["x"], mark["y"], mark["r"]) in taken and mark["shape"] == "locality":
            mark["r"] += 6
        taken.add((mark["x"], mark["y"], mark["r"]))
        # A number stands on the right edge of a ring: names stand above and below.
        mark["at"] = mark["x"] + (0 if mark["shape"] == "exact" else mark["r"])
    return marks


def _places(dataset: Dataset, frame: Frame) -> list[dict[str, Any]]:
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


def _names(
    frame: Frame, marks: list[dict[str, Any]], places: list[dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    """The names of the base map that keep clear of the marks and of each other."""
    taken = [_symbol_box(mark) for mark in marks]
    taken += [_text_box(place["x"], place["y"], place["text"], 0.5) for place in places]
    taken.append((0, frame.height - 60, 280, frame.height))  # the scale bar
    texts = {place["text"] for place in places}
    for kind, text, spots in _candidates(frame):
        beside = kind in {"city", "town", "village", "hamlet", "tripoint"}
        for x, y in spots:
            box = _text_box(x + 12, y + 8, text, 0) if beside else _text_box(x, y, text, 0.5)
            fits = box[0] > 6 and box[1] > 6 and box[2] < WIDTH - 6 and box[3] < frame.height - 6
            if fits and text not in texts and not any(_overlap(box, other) for other in taken):
                taken.append(box)
                yield {"x": round(x), "y": round(y), "kind": kind, "text": text, "beside": beside}
                break


def _candidates(frame: Frame) -> Iterator[tuple[str, str, Sequence[Point]]]:
    """Names in the order of their importance, with the spots where each may stand."""
    for country, name in (("NOR", "Norway"), ("RUS", "Russia"), ("FIN", "Finland")):
        yield "country", name, _base(frame)["inside"].get(country, ())
    zoom = math.log2(frame.scale / 2 * frame.shrink * 360 / 256)  # as shown, at half its units
    for feature in sorted(_layer("names"), key=lambda feature: int(feature["properties"]["rank"])):
        found = feature["properties"]
        if found["kind"] != "country" and found["minzoom"] <= zoom + 0.7:
            yield found["kind"], found["name"], [frame.project(*feature["geometry"]["coordinates"])]


def _symbol_box(mark: dict[str, Any]) -> Box:
    """The part of a mark that a name may not cover: a name may stand in a wide ring."""
    r = min(mark["r"], NUMBERED_DOT)
    return mark["x"] - r, mark["y"] - r, mark["x"] + r, mark["y"] + r


def _text_box(x: float, y: float, text: str, before: float) -> Box:
    width = len(text) * LETTER
    return x - width * before, y - LINE + 6, x + width * (1 - before), y + 8


def _overlap(one: Box, other: Box) -> bool:
    return (
        one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
    )  # fmt: skip


def _scale_bar(frame: Frame) -> dict[str, Any]:
    km = next(km for km in (50, 20, 10, 5) if km * frame.km <= WIDTH / 3.9 or km == 5)
    return {"width": round(km * frame.km), "text": f"{km} km"}


@cache
def _layer(name: str) -> list[dict[str, Any]]:
    """The features of one layer of the base map."""
    text = (FOLDER / "basemap" / f"{name}.geojson").read_text(encoding="utf-8")
    features: list[dict[str, Any]] = json.loads(text)["features"]
    return features


@lru_cache(maxsize=128)
def _base(frame: Frame) -> dict[str, Any]:
    """The shapes of land, lakes and borders in a frame, as SVG paths."""
    land, inside = [], {}
    for feature in _layer("land"):
        country = feature["properties"]["country"]
        rings = list(_rings(frame, feature))
        land.append(("norway" if country == "NOR" else "abroad", _path(rings, closed=True)))
        inside[country] = _spots_inside(frame, rings)
    lakes = [_path(_rings(frame, feature), closed=True) for feature in _layer("lakes")]
    borders = []
    for feature in _layer("borders"):
        found = feature["properties"]
        kind = "line" if found["pair"] == "NOR-RUS" else "other"
        borders.append(
            (f"{kind} {found['kind']}", _path(_lines(frame, feature["geometry"]), closed=False))
        )
    return {"land": land, "lakes": lakes, "borders": borders, "inside": inside}


def _rings(frame: Frame, feature: dict[str, Any]) -> Iterator[list[Point]]:
    """The rings of polygons, cut to the frame and simplified, holes included."""
    for polygon in feature["geometry"]["coordinates"]:
        for ring in polygon:
            points = _clipped([frame.project(*spot[:2]) for spot in ring], frame.height)
            if len(points) > 2:
                half = len(points) // 2
                # In two halves: a line that ends where it starts has no chord to measure from.
                yield _simplified(points[: half + 1]) + _simplified([*points[half:], points[0]])[1:]


def _clipped(points: list[Point], height: int) -> list[Point]:
    """A ring cut to the drawing and its margin, one side after the other (Sutherland–Hodgman)."""
    sides = ((0, -MARGIN, 1), (0, WIDTH + MARGIN, -1), (1, -MARGIN, 1), (1, height + MARGIN, -1))
    for axis, limit, sign in sides:
        kept: list[Point] = []
        for a, b in zip([*points[-1:], *points[:-1]], points, strict=True):
            if (sign * (a[axis] - limit) >= 0) != (sign * (b[axis] - limit) >= 0):
                along = (limit - a[axis]) / (b[axis] - a[axis])
                kept.append((a[0] + along * (b[0] - a[0]), a[1] + along * (b[1] - a[1])))
            if sign * (b[axis] - limit) >= 0:
                kept.append(b)
        points = kept
    return points


def _lines(frame: Frame, geometry: dict[str, Any]) -> Iterator[list[Point]]:
    """The pieces of lines that come near the drawing, simplified."""
    lines = geometry["coordinates"]
    for line in [lines] if geometry["type"] == "LineString" else lines:
        piece: list[Point] = []
        for a, b in pairwise([frame.project(*spot[:2]) for spot in line]):
            near = (
                max(a[0], b[0]) > -MARGIN and min(a[0], b[0]) < WIDTH + MARGIN
                and max(a[1], b[1]) > -MARGIN and min(a[1], b[1]) < frame.height + MARGIN
            )  # fmt: skip
            if near:
                piece = piece or [a]
                piece.append(b)
            elif piece:
                yield _simplified(piece)
                piece = []
        if piece:
            yield _simplified(piece)


def _simplified(points: list[Point]) -> list[Point]:
    """A line without the points that it would hardly miss (Douglas–Peucker)."""
    kept, open_parts = {0, len(points) - 1}, [(0, len(points) - 1)]
    while open_parts:
        first, last = open_parts.pop()
        between = range(first + 1, last)
        off = [_distance(points[index], points[first], points[last]) for index in between]
        if off and max(off) > TOLERANCE:
            farthest = between[off.index(max(off))]
            kept.add(farthest)
            open_parts += [(first, farthest), (farthest, last)]
    return [points[index] for index in sorted(kept)]


def _distance(spot: Point, a: Point, b: Point) -> float:
    """How far a spot is from the line through two others, or from both where they are one."""
    length = math.dist(a, b)
    if not length:
        return math.dist(spot, a)
    return abs((b[0] - a[0]) * (a[1] - spot[1]) - (a[0] - spot[0]) * (b[1] - a[1])) / length


def _path(lines: Iterable[list[Point]], *, closed: bool) -> str:
    """Lines as the data of an SVG path: whole units, each step from the last point."""
    pieces = []
    for line in lines:
        whole = [(round(x), round(y)) for x, y in line]
        steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(whole)]
        steps = [step for step in steps if step != (0, 0)]
        if len(steps) > (2 if closed else 0):
            drawn = "".join(f"{dx}{dy:+d}" if dx < 0 else f" {dx}{dy:+d}" for dx, dy in steps)
            pieces.append(f"M{whole[0][0]} {whole[0][1]}l{drawn.strip()}" + ("z" if closed else ""))
    return "".join(pieces)


def _spots_inside(frame: Frame, rings: list[list[Point]]) -> list[Point]:
    """Where the name of a country fits on its land, the spots farthest from the middle first."""
    middle = (WIDTH / 2, frame.height / 2)
    spots = [
        (WIDTH * column / 12, frame.height * line / 10)
        for column in range(1, 12)
        for line in range(1, 10)
    ]
    fitting = [
        (x, y) for x, y in spots if all(_contains(rings, (x + dx, y - 8)) for dx in (-70, 0, 70))
    ]
    return sorted(fitting, key=lambda spot: -math.dist(spot, middle))


def _contains(rings: list[list[Point]], spot: Point) -> bool:
    """Whether a spot is inside rings, of which every second one is a hole."""
    x, y = spot
    crossed = 0
    for ring in rings:
        for (ax, ay), (bx, by) in pairwise([*ring, ring[0]]):
            if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
                crossed += 1
    return crossed % 2 == 1
