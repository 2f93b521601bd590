"""The map: a base map that never changes, and one layer of marks that follows the selection.

The marks reach the browser in two ways, from one function. The script sends them with every run.
And while the reader moves the year slider, the map asks for those of its years by itself, at
`data/marks.json`, because a run of the script draws the rest of the page too. The script has the
last word.
"""

import math
import re
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlencode

import folium
import numpy as np
from branca.element import MacroElement
from jinja2 import Template
from jinja2.utils import htmlsafe_json_dumps

from geodata.model.address import Choice, encode
from geodata.model.columns import Positions, columns
from geodata.model.dataset import Dataset
from geodata.model.filters import positions
from geodata.model.kept import kept
from geodata.model.summary import Totals, most_people, per_place, totals
from geodata.views import assets, style
from geodata.views.templates import Row, records

ROOT = "../../"  # seen from the map's frame, so that it holds under a base path too
MAX_BOUNDS = [[68.3, 26.5], [70.7, 34.3]]
SMALLEST, LARGEST = 28, 96  # diameters in pixels
SAME_SPOT = 0.001  # degrees
MAX_SPOTS = 40  # more marks than this say less and cost time


class OfflineMap(folium.Map):
    """A folium map that takes Leaflet and everything else from the dashboard's own address."""

    default_js = [("map", ROOT + assets.MAP_SCRIPT.address)]
    default_css = [("map", ROOT + assets.MAP_STYLE.address)]

    def render(self, **kwargs: Any) -> str:
        """Render without folium's head, which would be sent again on every step of the slider.

        Its styles are in map.css, and streamlit-folium takes the links from the lists above.
        """
        text = str(super().render(**kwargs))  # type: ignore[no-untyped-call]
        self.get_root().header._children.clear()  # type: ignore[attr-defined]
        return text


class BaseLayers(MacroElement):
    """Starts the built-in base map, and offers online tiles to a reader who asks for them."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "crossingsMap.start({{ this._parent.get_name() }});"
        "{% endmacro %}"
    )

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "BaseLayers"


class CrossingLayer(folium.FeatureGroup):
    """The marks of a selection, drawn in the browser from one list of plain values."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "var {{ this.get_name() }} = "
        "crossingsMap.layer({{ this.marks }}, {{ this.selection }});"
        "{% endmacro %}"
    )

    def __init__(self, marks: Sequence[dict[str, Any]], selection: dict[str, Any]) -> None:
        super().__init__(name="crossings", control=False)
        self.marks = _json(marks)
        self.selection = _json(selection)


def _json(value: Any) -> str:
    """A value as JSON that is safe in a script, and safe to be read as a template once more.

    Branca compiles what a layer renders as a template again, with all the text that is in it.
    """
    text = str(htmlsafe_json_dumps(value, separators=(",", ":")))
    # No brace of the JSON itself stands before one of these: keys begin with a quotation mark.
    return re.sub(r"\{(?=[{%#])", r"\\u007b", text)


def base_map() -> folium.Map:
    """The map without crossings: the same text on every run, or the browser would start it anew."""
    base = OfflineMap(
        location=[69.45, 29.95],
        tiles=None,
        zoom_start=8,
        max_bounds=True,
        min_lat=MAX_BOUNDS[0][0],
        min_lon=MAX_BOUNDS[0][1],
        max_lat=MAX_BOUNDS[1][0],
        max_lon=MAX_BOUNDS[1][1],
        gesture_handling=True,
        zoom_snap=0.5,
    )
    base.add_child(BaseLayers())
    return base


def crossing_layer(dataset: Dataset, choice: Choice, opened: str = "") -> CrossingLayer:
    """The layer of a choice, with what the map needs to ask for the layer of other years.

    `opened` is another text each time that a reader opens something: the map goes there once.
    """
    parameters = encode(choice, dataset)
    others = {key: parameters[key] for key in parameters if key not in ("years", "until")}
    selection = {
        "data": dataset.digest[:8],
        "mode": choice.mode,
        "years": choice.filters.years or dataset.years,
        "span": dataset.years,
        "others": urlencode(others, doseq=True),
        "opened": opened,
        "spot": _spot(dataset, choice.crossing),
    }
    return CrossingLayer(marks(dataset, choice), selection)


def _spot(dataset: Dataset, crossing_id: str) -> dict[str, Any] | None:
    """Where the map goes for an opened crossing, None where no source names the spot."""
    row = records(dataset.crossings.iloc[[dataset.row_of(crossing_id)]])[0] if crossing_id else None
    if row is None or row["latitude"] != row["latitude"]:
        return None
    radius = row["radius_km"] if row["radius_km"] == row["radius_km"] else 0
    return {"at": [row["latitude"], row["longitude"]], "radius": round(radius * 1000)}


@kept(most=1024)
def marks(dataset: Dataset, choice: Choice) -> tuple[dict[str, Any], ...]:
    """The marks of a choice: circles of uncertainty and spots, then the symbols of the locations."""
    rows = positions(dataset, choice.filters)
    opened = dataset.row_of(choice.crossing) if choice.crossing else -1
    at = choice.at or (_standing_for(dataset, opened) if opened >= 0 else "")
    return (*_spot_marks(dataset, rows, opened), *_location_marks(dataset, rows, at))


def _standing_for(dataset: Dataset, position: int) -> str:
    """The location whose symbol stands for the spot of a crossing, or a blank."""
    row = records(dataset.crossings.iloc[[position]])[0]
    return str(row["place_id"]) if _covered(dataset, row) else ""


def _covered(dataset: Dataset, row: Row) -> bool:
    """Whether a location's symbol stands for a spot: at its very place, or an area within it."""
    if row["place_id"] == "elsewhere":
        return False
    if row["location_precision"] == "area":
        return True
    latitude, longitude = _coordinates(dataset)[row["place_id"]]
    return bool(abs(latitude - row["latitude"]) + abs(longitude - row["longitude"]) < SAME_SPOT)


@kept(most=1)
def _coordinates(dataset: Dataset) -> dict[str, tuple[float, float]]:
    """The latitude and longitude of each place, by its ID."""
    places = dataset.places
    spots = zip(places["latitude"], places["longitude"], strict=True)
    return dict(zip(places["place_id"], spots, strict=True))


def selected(value: dict[str, Any] | None) -> tuple[str, str]:
    """What a click on the map selected: (location, crossing), one of them blank."""
    kind, _, name = str((value or {}).get("selected", "")).partition(":")
    return (name if kind == "at" else "", name if kind == "crossing" else "")


def not_on_map(dataset: Dataset, rows: Positions) -> Positions:
    """The crossings that no mark can stand for: elsewhere, and at a place unknown."""
    column, elsewhere = columns(dataset), list(dataset.locations).index("elsewhere")
    hidden: Positions = rows[(column.place[rows] == elsewhere) & (column.spot[rows] < 0)]
    return hidden


def diameter(people: int | None, most: int) -> int:
    """The pixels across of a symbol whose area grows with people, never too small to hit or read."""
    share: float = (people or 0) / max(most, 1)
    return max(SMALLEST, round(LARGEST * math.sqrt(share)))


def _location_marks(dataset: Dataset, rows: Positions, at: str) -> Iterator[dict[str, Any]]:
    # The scale is that of the whole dataset, so that a symbol keeps its meaning between years.
    most = most_people(dataset)
    for place_id, total in per_place(dataset, rows).items():
        latitude, longitude = _coordinates(dataset).get(place_id, (math.nan, math.nan))
        if math.isnan(latitude):
            continue
        name = dataset.locations[place_id]
        yield {
            "id": f"at:{place_id}",
            "at": [latitude, longitude],
            "size": diameter(total.people, most) if total.crossings else SMALLEST,
            "style": _tone(total) + (" selected" if place_id == at else ""),
            # Nothing found is not zero.
            "text": style.short_people(total) if _tone(total) != "none" else "–",
            "name": name,
            "label": f"{name}: {style.spoken(total)}",
        }


def _tone(total: Totals) -> str:
    if total.crossings:
        return "crossed"
    if total.stopped or total.objects:
        return "stopped"
    return "claimed" if total.claimed else "none"


def _spots(dataset: Dataset, rows: Positions) -> list[Positions]:
    """The located crossings, one group for each spot, those with the most crossings alone."""
    spots = columns(dataset).spot[rows]
    rows, spots = rows[spots >= 0], spots[spots >= 0]
    sizes = np.bincount(spots)
    most = np.argsort(-sizes, kind="stable")[: min(MAX_SPOTS, np.count_nonzero(sizes))]
    return [rows[spots == spot] for spot in most]


def _spot_marks(dataset: Dataset, rows: Positions, opened: int) -> Iterator[dict[str, Any]]:
    """The circle of each spot's uncertainty, and a symbol where no location's symbol covers it."""
    spots, recency = _spots(dataset, rows), columns(dataset).recency
    newest = [spot[recency[spot].argmin()] for spot in spots]
    for spot, first in zip(spots, records(dataset.crossings.iloc[newest]), strict=True):
        total = totals(dataset, spot)
        chosen = " selected" if opened in spot else ""
        mark: dict[str, Any] = {
            "at": [first["latitude"], first["longitude"]],
            "style": f"spot {first['location_precision']} {_tone(total)}{chosen}",
        }
        if first["radius_km"] == first["radius_km"] and first["location_precision"] != "exact":
            mark["radius"] = round(first["radius_km"] * 1000)
        if not _covered(dataset, first):
            mark |= {
                "id": f"crossing:{first['crossing_id']}",
                "size": 16,
                "label": f"{first['locality'] or 'Spot'}: {style.spoken(total)}",
            }
        if "radius" in mark or "id" in mark:
            yield mark
