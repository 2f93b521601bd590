"""Where a crossing is: its distance to the border and to the checkpoint, and bounds on the map."""

import json
import math
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

from geopy.distance import geodesic
from geopy.point import Point

from geodata.model.schema import FOLDER

Coordinates = tuple[float, float]  # latitude, longitude in degrees, WGS 84

STORSKOG: Coordinates = (69.65778, 30.20583)


@cache
def border_line(folder: Path = FOLDER) -> tuple[Coordinates, ...]:
    """The vertices of the Norway–Russia land border from the base map, from one end to the other."""
    layer = json.loads((folder / "basemap" / "borders.geojson").read_text(encoding="utf-8"))
    lines = [
        feature["geometry"]["coordinates"]
        for feature in layer["features"]
        if feature["properties"] == {"pair": "NOR-RUS", "kind": "land"}
    ]
    return tuple((latitude, longitude) for line in lines for longitude, latitude in line)


@lru_cache(maxsize=4096)
def km_to_border(latitude: float, longitude: float) -> float:
    """Kilometres from a spot to the nearest point of the land border, on the ellipsoid."""
    line = border_line()
    scale = math.cos(math.radians(latitude))
    here = (latitude, longitude)
    nearest = min(
        (_nearest(here, a, b, scale) for a, b in pairwise(line)),
        key=lambda p: (p[0] - latitude) ** 2 + ((p[1] - longitude) * scale) ** 2,
    )
    return float(geodesic(Point(*here), Point(*nearest)).km)


def _nearest(spot: Coordinates, a: Coordinates, b: Coordinates, scale: float) -> Coordinates:
    """The point of the straight segment a–b nearest to a spot, longitudes shrunk by `scale`."""
    dy, dx = b[0] - a[0], (b[1] - a[1]) * scale
    length = dy * dy + dx * dx
    along = ((spot[0] - a[0]) * dy + (spot[1] - a[1]) * scale * dx) / length if length else 0.0
    along = min(1.0, max(0.0, along))
    return a[0] + along * (b[0] - a[0]), a[1] + along * (b[1] - a[1])


@lru_cache(maxsize=4096)
def km_to_storskog(latitude: float, longitude: float) -> float:
    """Kilometres from a spot to the Storskog checkpoint, as the crow flies."""
    return float(geodesic(Point(latitude, longitude), Point(*STORSKOG)).km)


def distances(latitude: float, longitude: float, precision: str, radius_km: float) -> str:
    """How far a spot is from the checkpoint and the line, no finer than its own uncertainty.

    Blank for a place unknown. For an area only the checkpoint is named: its line is all around it.
    """
    if precision == "unknown" or math.isnan(latitude) or math.isnan(longitude):
        return ""
    checkpoint, line = km_to_storskog(latitude, longitude), km_to_border(latitude, longitude)
    if checkpoint < 0.5:
        return "At the checkpoint"
    about = "about " if precision != "exact" else ""
    far = f"{about}{_rounded(checkpoint, radius_km)} km from the Storskog checkpoint"
    if precision == "area":
        return far[:1].upper() + far[1:]
    if line < max(0.3, 0 if math.isnan(radius_km) else radius_km):
        near = "on the line" if precision == "exact" else "on or near the line"
    else:
        near = f"{about}{_rounded(line, radius_km)} km from the line"
    return f"{near[:1].upper()}{near[1:]}, {far}"


def _rounded(km: float, radius_km: float) -> str:
    if math.isnan(radius_km) or radius_km < 1:
        return f"{km:.0f}" if km >= 10 else f"{km:.1f}"
    return f"{max(1, round(km)):,}" if radius_km < 5 else f"{max(5, 5 * round(km / 5)):,}"
