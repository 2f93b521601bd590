"""Where a crossing is: how far from the border and from its checkpoint."""

import math
from functools import lru_cache
from itertools import pairwise

from geopy.distance import geodesic
from geopy.point import Point

from geodata.model.border import Border

Coordinates = tuple[float, float]  # latitude, longitude in degrees, WGS 84


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


def km_per_degree(latitude: float) -> float:
    """The length of a degree of latitude on the ellipsoid (WGS 84), to within a metre."""
    twice = math.radians(2 * latitude)
    return 111.13295 - 0.55982 * math.cos(twice) + 0.00117 * math.cos(2 * twice)
