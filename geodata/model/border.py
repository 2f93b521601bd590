"""What belongs to one border and is no row of a table: its countries, its frame, its line, its charts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

Feature = dict[str, Any]
Layers = Mapping[str, Sequence[Feature]]
Box = tuple[float, float, float, float]  # west, south, east, north, in degrees
Line = tuple[tuple[float, float], ...]  # latitude and longitude of each vertex


@dataclass(frozen=True)
class Country:
    """A country: its ID in the figures, its code in the base map, and its name."""

    id: str
    code: str
    name: str


@dataclass(frozen=True)
class Checkpoint:
    """The place that distances are told from, and its name within a sentence."""

    name: str
    latitude: float
    longitude: float


@dataclass(frozen=True)
class Tiles:
    """An online base map that a reader may choose: what it is called, where it is, whose it is."""

    label: str
    url: str
    attribution: str


@dataclass(frozen=True)
class Chart:
    """Figures that the timeline draws: which they are, under which heading, with which explanation.

    A `series` stands on an axis of years, `by` year or month; a `nested` one is of one `year`, with
    counts inside counts.
    """

    name: str
    kind: Literal["series", "nested"]
    heading: str
    explanation: str
    noun: str
    measure: str
    scope: str
    population: str = ""
    by: tuple[str, ...] = ()
    year: int = 0


@dataclass(frozen=True, eq=False)  # eq=False: cached by identity, as its dataset is
class Border:
    """One border, as its package describes it; what the package leaves out is empty here."""

    countries: tuple[Country, ...]
    bounds: Box
    limits: Box
    others: tuple[Country, ...] = ()
    pair: str = ""
    checkpoint: Checkpoint | None = None
    tiles: tuple[Tiles, ...] = ()
    charts: tuple[Chart, ...] = ()
    opens_on: int = 0
    has_basemap: bool = False
    attribution: str = ""
    layers: Layers = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The names of the two countries: "Norway–Russia"."""
        return "–".join(country.name for country in self.countries)

    @property
    def scopes(self) -> dict[str, str]:
        """What a figure may be about besides a place: the ID and the name of each country."""
        return {country.id: country.name for country in self.countries}

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The pieces of the border on land, from which distances are told."""
        return tuple(
            tuple((spot[1], spot[0]) for spot in piece)
            for feature in self.layers.get("borders", ())
            if feature["properties"] == {"pair": self.pair, "kind": "land"}
            for piece in lines_of(feature["geometry"])
        )


# How many lists of GeoJSON lie around each pair of coordinates.
DEPTHS = {"Point": 0, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}


def lines_of(geometry: Mapping[str, Any]) -> list[list[list[float]]]:
    """The lines or rings of a GeoJSON geometry, however deep it nests them."""
    lines = [geometry["coordinates"]]
    for _ in range(DEPTHS[geometry["type"]] - 1):
        lines = [line for part in lines for line in part]
    return lines


def described(package: Mapping[str, Any], layers: Layers, places: Mapping[str, Any]) -> Border:
    """The border of a description that passed its checks; `places` holds each place's coordinates."""
    given = package["border"]
    basemap = given.get("basemap")
    return Border(
        countries=_countries(given["countries"]),
        others=_countries(given.get("others", [])),
        bounds=tuple(given["bounds"]),
        limits=tuple(given["limits"]),
        pair=_pair(given),
        checkpoint=_checkpoint(given.get("checkpoint"), places),
        tiles=tuple(Tiles(**tiles) for tiles in given.get("tiles", [])),
        charts=tuple(_chart(chart) for chart in package.get("charts", [])),
        opens_on=given.get("opens_on", 0),
        has_basemap=basemap is not None,
        attribution=basemap["attribution"] if basemap else "",
        layers=layers,
    )


LINE_ALONE = "line"  # the pair of a border line that stands on no base map


def _pair(given: Mapping[str, Any]) -> str:
    return LINE_ALONE if "line" in given else given.get("pair", "")


def _countries(listed: Sequence[Mapping[str, str]]) -> tuple[Country, ...]:
    return tuple(Country(one["id"], one["code"], one["name"]) for one in listed)


def _checkpoint(
    given: Mapping[str, str] | None, places: Mapping[str, tuple[float, float]]
) -> Checkpoint | None:
    return Checkpoint(given["name"], *places[given["place"]]) if given else None


def _chart(given: Mapping[str, Any]) -> Chart:
    return Chart(**{**given, "by": tuple(given.get("by", ()))})
