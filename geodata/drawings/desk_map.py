"""The map of the desk's form: the spot of one report over the built-in base map, moved by a click."""

from pathlib import Path
from typing import Any

import folium
from branca.element import MacroElement
from jinja2 import Template

from geodata.drawings.map import ground
from geodata.model.dataset import Dataset
from geodata.words import style


class _Ground(MacroElement):
    """Draws the built-in base map with its names, in the colours of the page."""

    _template = Template(
        "{% macro script(this, kwargs) %}{{ this.script }}({{ this._parent.get_name() }});{% endmacro %}"
    )
    script = (Path(__file__).parent / "desk_map.js").read_text(encoding="utf-8").strip().rstrip(";")

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Ground"


def spot_map(dataset: Dataset) -> folium.Map:
    """The map without the spot: the same text on every run, or the browser would start it anew."""
    return ground(dataset, _Ground())


def spot_layer(spot: tuple[float, float] | None, radius_km: float) -> folium.FeatureGroup:
    """The spot with its ring; nothing where no spot is given."""
    layer = folium.FeatureGroup(name="spot", control=False)
    if spot:
        colours: dict[str, Any] = {"color": style.CROSSED, "fill_color": style.CROSSED}
        if radius_km:
            folium.Circle(
                spot, radius=radius_km * 1000, fill=True, fill_opacity=0.15, weight=1.5, **colours
            ).add_to(layer)
        folium.CircleMarker(spot, radius=6, fill=True, fill_opacity=1, **colours).add_to(layer)
    return layer


def clicked(value: dict[str, Any] | None) -> tuple[float, float] | None:
    """Where the editor clicked last, rounded to some metres; None for nowhere."""
    spot = (value or {}).get("last_clicked")
    if not isinstance(spot, dict):
        return None
    try:
        return round(float(spot["lat"]), 5), round(float(spot["lng"]), 5)
    except (KeyError, TypeError, ValueError):
        return None
