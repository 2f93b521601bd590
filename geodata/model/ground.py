"""The ground that crossings are drawn on: the layers of a package's own base map, or its line alone."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from geodata.model.border import DEPTHS, LINE_ALONE, Feature
from geodata.model.schema import Problem
from geodata.model.unseen import shown

# The layers of a base map: what shapes they hold, what is said of each, and whether one may lack.
_POLYGONS, _LINES = ("Polygon", "MultiPolygon"), ("LineString", "MultiLineString")
_SHAPES = {"land": _POLYGONS, "lakes": _POLYGONS, "borders": _LINES, "names": ("Point",)}
_SAID = {
    "land": ("country",),
    "lakes": (),
    "borders": ("pair", "kind"),
    "names": ("name", "kind", "rank", "minzoom"),
}
NEEDED = ("land", "borders")
LAYERS = tuple(_SHAPES)

Layers = dict[str, list[Feature]]


def read(package: Mapping[str, Any], files: Mapping[str, bytes]) -> tuple[Layers, list[Problem]]:
    """The layers of the base map, or the line alone, and everything that is wrong with their files.

    `files` holds the content of those that are there, by the names that `schema.ground_files` gives.
    """
    border = package["border"]
    layers: Layers = {name: [] for name in LAYERS}
    problems: list[Problem] = []
    if basemap := border.get("basemap"):
        for name in LAYERS:
            file = f"{basemap['folder']}/{name}.geojson"
            if file not in files:
                problems += [Problem(file, None, "", "is missing")] * (name in NEEDED)
                continue
            layers[name] = _features(files[file], file, name, problems)
    elif line := border.get("line"):
        if line not in files:
            return layers, [Problem(line, None, "", "is missing")]
        for feature in _features(files[line], line, "line", problems):
            drawn = {**feature, "properties": {"pair": LINE_ALONE, "kind": "land"}}
            layers["borders"].append(drawn)
    return layers, problems


def _features(content: bytes, file: str, layer: str, problems: list[Problem]) -> list[Feature]:
    """The features of one file; what is wrong with it is added to the problems."""
    try:
        collection = json.loads(content.decode("utf-8-sig"))
        features = collection["features"] if collection["type"] == "FeatureCollection" else None
    except (ValueError, KeyError, TypeError, RecursionError):
        features = None
    if not isinstance(features, list):
        problems.append(Problem(file, None, "", "is not a GeoJSON FeatureCollection in UTF-8"))
        return []
    found = [
        Problem(file, None, f"feature {number}", message)
        for number, feature in enumerate(features, 1)
        for message in _faults(feature, layer)
    ]
    problems += found[:_LISTED]
    return [] if found else features


_LISTED = 20


def _faults(feature: Any, layer: str) -> Iterator[str]:
    try:
        shape = feature["geometry"]["type"]
        coordinates = feature["geometry"]["coordinates"]
        said = feature["properties"] or {}
        lacking = [key for key in _SAID.get(layer, ()) if key not in said]
    except (KeyError, TypeError):
        yield "must have a geometry and properties"
        return
    allowed = _SHAPES.get(layer, _LINES)
    if shape not in allowed:
        yield f"is a {shown(str(shape))}, but must be a {' or a '.join(allowed)}"
    elif not _are_degrees(coordinates, depth=DEPTHS[shape]):
        yield "has coordinates that are not pairs of longitude and latitude in degrees"
    if lacking:
        yield f"lacks the properties {', '.join(lacking)}"


def _are_degrees(coordinates: Any, depth: int) -> bool:
    """Whether nested lists hold, at a depth, nothing but pairs of degrees."""
    if not isinstance(coordinates, list) or not coordinates:
        return False
    if depth:
        return all(_are_degrees(inner, depth - 1) for inner in coordinates)
    numbers = coordinates[:2]
    return (
        len(numbers) == 2
        and all(type(number) in {int, float} for number in numbers)
        and abs(numbers[0]) <= 180
        and abs(numbers[1]) <= 90
    )
