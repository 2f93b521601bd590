"""Where a crossing is: how far from the border and from its checkpoint, as finely as is known."""

import math
from functools import lru_cache
from itertools import pairwise

from geopy.distance import geodesic
from geopy.point import Point

from geodata.model.border import Border

Coordinates = tuple[float, float]  # latitude, longitude in degrees, WGS 84

AT = 0.5  # kilometres within which a spot is at the checkpoint


@lru_cache(maxsize=4096)
def km_to_border(border: Border, latitude: float, longitude: float) -> float:
    """Kilometres from a spot to the nearest point of the line on land, on the ellipsoid."""
    scale = math.cos(math.radians(latitude))
    here = (latitude, longitude)
    nearest = min(
        (_nearest(here, a, b, scale) for line in border.lines for a, b in pairwise(line)),
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
def km_to_checkpoint(border: Border, latitude: float, longitude: float) -> float:
    """Kilometres from a spot to the checkpoint as the crow flies; infinite where there is none."""
    if border.checkpoint is None:
        return math.inf
    there = Point(border.checkpoint.latitude, border.checkpoint.longitude)
    return float(geodesic(Point(latitude, longitude), there).km)


def distances(
    border: Border, latitude: float, longitude: float, precision: str, radius_km: float
) -> str:
    """How far a spot is from the line and the checkpoint, no finer than its own uncertainty.

    Blank for a place unknown, and of a line or a checkpoint that the border does not name nothing is
    said. For an area only the checkpoint is named: its line is all around it.
    """
    if precision == "unknown" or math.isnan(latitude) or math.isnan(longitude):
        return ""
    km = km_to_checkpoint(border, latitude, longitude)
    if border.checkpoint and km < AT:
        return f"At {border.checkpoint.name}"
    about = "about " if precision != "exact" else ""
    parts = []
    if border.lines and precision != "area":
        line = km_to_border(border, latitude, longitude)
        parts.append(_from_line(line, precision == "exact", radius_km))
    if border.checkpoint:
        parts.append(f"{about}{_rounded(km, radius_km)} km from {border.checkpoint.name}")
    said = ", ".join(parts)
    return said[:1].upper() + said[1:]


def km_per_degree(latitude: float) -> float:
    """The length of a degree of latitude on the ellipsoid (WGS 84), to within a metre."""
    twice = math.radians(2 * latitude)
    return 111.13295 - 0.55982 * math.cos(twice) + 0.00117 * math.cos(2 * twice)


def _from_line(km: float, exact: bool, radius_km: float) -> str:
    if km < max(0.3, 0 if math.isnan(radius_km) else radius_km):
        return "on the line" if exact else "on or near the line"
    return f"{'' if exact else 'about '}{_rounded(km, radius_km)} km from the line"


def _rounded(km: float, radius_km: float) -> str:
    if math.isnan(radius_km) or radius_km < 1:
        return f"{km:.0f}" if km >= 10 else f"{km:.1f}"
    return f"{max(1, round(km)):,}" if radius_km < 5 else f"{max(5, 5 * round(km / 5)):,}"
