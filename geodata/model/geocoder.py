"""Place names found offline, in any of the region's languages, through geopy's own interface."""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd
from geopy.adapters import BaseSyncAdapter
from geopy.distance import geodesic
from geopy.exc import GeocoderServiceError
from geopy.geocoders.base import Geocoder
from geopy.location import Location
from geopy.point import Point

from geodata.model.unseen import without_unseen

# Letters that Unicode does not split into a base letter and an accent.
_LETTERS = str.maketrans(
    {
        "ø": "o",
        "æ": "ae",
        "đ": "d",
        "ŧ": "t",
        "ŋ": "n",
        "ʒ": "z",
        "ǥ": "g",
        "ð": "d",
        "ь": "",
        "ъ": "",
    }
)


_BETWEEN = "-‐‑–—'ʹ‘’_\"“”„‟«»‹›"
_SPACES = str.maketrans(dict.fromkeys(_BETWEEN, " "))
# The same for plain letters, without the control characters among them.
_PLAIN = {ord(sign): " " for sign in (*_BETWEEN, *"\t\n\r") if sign.isascii()} | {
    code: None for code in range(128) if not without_unseen(chr(code))
}
# Begins with a digit, so that texts without any are passed over quickly.
_THOUSANDS = re.compile(r"([0-9][0-9]{0,2})(?<![0-9]{4})[ ,.](?=[0-9]{3}(?![0-9]))")


def fold(text: str) -> str:
    """A text for comparing: without case, accents, hyphens, quotation marks and doubled spaces.

    What nobody sees is left out, and so is what stands between the thousands of a number.
    """
    if text.isascii():  # most of what a large package holds, and twenty times as fast
        plain = text.lower().translate(_PLAIN).strip(" ")
        if "  " not in plain:
            return _THOUSANDS.sub(r"\1", plain)
    else:
        text = without_unseen(text).casefold().translate(_LETTERS)
        plain = unicodedata.normalize("NFKD", text).translate(_SPACES)
        plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return one_spaced(plain)


def one_spaced(text: str) -> str:
    """A text with single spaces between its words, and nothing between the thousands of a number."""
    return _THOUSANDS.sub(r"\1", " ".join(text.split()))


def names(place: Mapping[Any, Any]) -> list[str]:
    """Every name of a row of places.csv, the one in the table first."""
    return [str(place["name"]), *str(place["aliases"]).split(";")]


class PlacesGeocoder(Geocoder):
    """A geocoder over the table of places: `geocode` by any alias, `reverse` to the nearest.

    >>> PlacesGeocoder(dataset.places).geocode("Стурскуг").raw["place_id"]
    'storskog'
    """

    def __init__(self, places: pd.DataFrame, *, cutoff: float = 0.82) -> None:
        """Index the rows of places.csv; `cutoff` from 0 to 1 says how near a near miss may be."""
        super().__init__(adapter_factory=_Offline)
        self.rows = {row["place_id"]: row for row in places.to_dict("records")}
        self._names: dict[str, str] = {}
        for row in self.rows.values():
            for name in names(row):
                if folded := fold(name):
                    self._names.setdefault(folded, row["place_id"])
        self._cutoff = cutoff

    def geocode(
        self, query: str, *, exactly_one: bool = True, timeout: Any = None
    ) -> Location | list[Location] | None:
        """The place of a name or misspelling; None if it is unknown or has no coordinates."""
        found = self.resolve(str(query))
        row = self.rows[found] if found else None
        if row is None or pd.isna(row["latitude"]):
            return None
        return self._location(row) if exactly_one else [self._location(row)]

    def reverse(
        self, query: Any, *, exactly_one: bool = True, timeout: Any = None
    ) -> Location | list[Location] | None:
        """The nearest place that has coordinates."""
        point = Point(query)
        located = [row for row in self.rows.values() if pd.notna(row["latitude"])]
        nearest = sorted(located, key=lambda row: geodesic(point, _point(row)).km)
        if not nearest:
            return None
        return self._location(nearest[0]) if exactly_one else [*map(self._location, nearest)]

    def resolve(self, name: str) -> str | None:
        """The place ID of a name or misspelling, whether or not its coordinates are known."""
        folded = fold(name[:200])
        if folded in self._names:
            return self._names[folded]
        # A short text is near to too much: three letters would already match "Paz".
        near = self._nearest(folded, self._names) if len(folded) > 4 else None
        return self._names[near] if near else None

    def _nearest(self, folded: str, names: Iterable[str]) -> str | None:
        return next(iter(difflib.get_close_matches(folded, names, 1, self._cutoff)), None)

    @staticmethod
    def _location(row: Mapping[Any, Any]) -> Location:
        return Location(row["name"], _point(row), row)


def _point(row: Mapping[Any, Any]) -> Point:
    return Point(row["latitude"], row["longitude"])


class _Offline(BaseSyncAdapter):
    """Takes the place of geopy's network adapter: this geocoder asks nobody."""

    def get_json(self, url: str, *, timeout: Any, headers: Any) -> Any:
        raise GeocoderServiceError("this geocoder works offline")

    get_text = get_json
