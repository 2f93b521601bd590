"""On which side of the border a place lies, by the land of the package's own base map."""

from collections.abc import Iterator, Mapping
from typing import Any

from geodata.model.dataset import Dataset
from geodata.model.geography import km_to_border
from geodata.model.kept import kept
from geodata.reading.rows import rows

_ON_THE_LINE = ("checkpoint", "river")  # kinds of places that say no side
_TOUCHES = 0.2  # km from the line within which a place says none either


@kept(1)
def sides(dataset: Dataset) -> Mapping[str, str]:
    """The country that each place lies in, by their IDs: no place on the line, and none of others."""
    return dict(_sides(dataset))


def _sides(dataset: Dataset) -> Iterator[tuple[str, str]]:
    # A desk that is off needs no shapes.
    from shapely.geometry import Point, shape

    by_code = {country.code: country.id for country in dataset.border.countries}
    lands = [
        (by_code[feature["properties"]["country"]], shape(feature["geometry"]))
        for feature in dataset.border.layers.get("land", ())
        if feature["properties"]["country"] in by_code
    ]
    for place in rows(dataset.places):
        if lands and (spot := _spot(dataset, place)):
            there = Point(spot[1], spot[0])  # which may lie in a fjord
            nearest = min(lands, key=lambda each: each[1].distance(there))
            yield place["place_id"], nearest[0]


def _spot(dataset: Dataset, place: Mapping[str, Any]) -> tuple[float, float] | None:
    """Where a place is; None where it is on the line, or has no spot."""
    spot = dataset.spots.get(place["place_id"])
    if spot is None or place["kind"] in _ON_THE_LINE or place["place_id"] == dataset.catch_all:
        return None
    return None if km_to_border(dataset.border, *spot) < _TOUCHES else spot
