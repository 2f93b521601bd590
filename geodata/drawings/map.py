"""The map: a base map that never changes, and one layer of marks that follows the selection.

The marks reach the browser in two ways, from one function. The script sends them with every run.
And while the reader moves the year slider, the map asks for those of its years by itself, at
`data/marks.json`, because a run of the script draws the rest of the page too. The script has the
last word.
"""

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

import folium
from branca.element import MacroElement
from jinja2 import Template
from jinja2.utils import htmlsafe_json_dumps

from geodata.drawings import assets
from geodata.drawings.marks import marks, size_key
from geodata.model.address import Choice, encode, span
from geodata.model.dataset import Dataset
from geodata.model.filters import Filters, positions
from geodata.model.kept import kept
from geodata.model.summary import most_people
from geodata.words.language import spoken
from geodata.words.templates import records

ROOT = "../../"  # seen from the map's frame, so that it holds under a base path too


class OfflineMap(folium.Map):
    """A folium map that takes Leaflet and everything else from the dashboard's own address."""

    default_css = [("map", ROOT + assets.MAP_STYLE.address)]

    def __init__(self, script: assets.Asset, **options: Any) -> None:
        self.default_js = [("map", ROOT + script.address)]
        super().__init__(**options)

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


def base_map(dataset: Dataset) -> folium.Map:
    """The map without crossings: the same text on every run, or the browser would start it anew."""
    return ground(dataset, BaseLayers(), gesture_handling=True)


def ground(dataset: Dataset, layers: MacroElement, **options: Any) -> OfflineMap:
    """A map of the border's surroundings that is not left, with what lies at its bottom."""
    west, south, east, north = dataset.border.limits
    left, bottom, right, top = dataset.border.bounds
    drawn = OfflineMap(
        assets.map_script(dataset),
        location=[(bottom + top) / 2, (left + right) / 2],
        tiles=None,
        zoom_start=8,
        max_bounds=True,
        min_lat=south,
        min_lon=west,
        max_lat=north,
        max_lon=east,
        zoom_snap=0.5,
        **options,
    )
    drawn.add_child(layers)
    return drawn


@spoken
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
        "span": span(choice.filters.years, dataset),
        "others": urlencode(others, doseq=True),
        "opened": opened,
        "spot": _spot(dataset, choice.crossing),
        "chosen": _around(dataset, choice.filters.places),
        "sizes": size_key(most_people(dataset)),
    }
    return CrossingLayer(marks(dataset, choice), selection)


def _spot(dataset: Dataset, crossing_id: str) -> dict[str, Any] | None:
    """Where the map goes for an opened crossing, None where no source names the spot."""
    row = records(dataset.crossings.iloc[[dataset.row_of(crossing_id)]])[0] if crossing_id else None
    if row is None or row["latitude"] != row["latitude"]:
        return None
    radius = row["radius_km"] if row["radius_km"] == row["radius_km"] else 0
    return {"at": [row["latitude"], row["longitude"]], "radius": round(radius * 1000)}


@kept(most=64)
def _around(dataset: Dataset, places: tuple[str, ...]) -> list[list[float]] | None:
    """The south-west and north-east of all spots of some locations, whatever the year; None for no spot."""
    if not places:
        return None
    rows = dataset.crossings.iloc[positions(dataset, Filters(places=places))]
    own = [dataset.spots[place] for place in places if place in dataset.spots]
    spots = rows[["latitude", "longitude"]].astype("float64").dropna().to_numpy().tolist() + own
    ends = [[least(axis) for axis in zip(*spots, strict=True)] for least in (min, max)]
    return ends if spots else None


def selected(value: dict[str, Any] | None) -> tuple[str, str]:
    """What a click on the map selected: (location, crossing), one of them blank."""
    kind, _, name = str((value or {}).get("selected", "")).partition(":")
    return (name if kind == "at" else "", name if kind == "crossing" else "")
