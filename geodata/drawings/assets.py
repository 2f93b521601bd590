"""The files that pages load besides Streamlit's own: what they hold, and their addresses.

The address of a file changes with its content, so that a browser may keep it for good.
"""

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import vl_convert
import xstatic.pkg.leaflet
import xstatic.pkg.leaflet_gesturehandling

from geodata.model.schema import FOLDER
from geodata.words import style

HERE = Path(__file__).parent
LEAFLET = Path(xstatic.pkg.leaflet.BASE_DIR)
_GESTURES = Path(xstatic.pkg.leaflet_gesturehandling.BASE_DIR)

BOUNDS = [[69.02, 28.75], [69.86, 31.15]]
TILES = [
    {
        "label": "OpenStreetMap: loads from openstreetmap.org, which then sees your address",
        "url": "https://tile.openstreetmap.org/{z}/{x}/{y}.png",
        "attribution": "© OpenStreetMap contributors",
    },
    {
        "label": "Kartverket topographic: loads from kartverket.no, which then sees your address",
        "url": "https://cache.kartverket.no/v1/wmts/1.0.0/topo/default/webmercator/{z}/{y}/{x}.png",
        "attribution": "© Kartverket",
    },
]
OPTIONS = {
    "bounds": BOUNDS,
    "zoom": [6, 13],
    "palettes": style.MAP_PALETTES,
    "tiles": TILES,
    "whole": "Show the whole border",
    "builtIn": "Built-in map: asks nobody",
    "attribution": "© OpenStreetMap contributors (ODbL), GeoNames",
    "label": "Map of the reported crossings; everything on it is also in the list",
}


@dataclass(frozen=True)
class Asset:
    """One file: its path on the server, its media type and its content."""

    path: str
    media_type: str
    content: bytes

    @property
    def version(self) -> str:
        """A hash of the content."""
        return hashlib.sha256(self.content).hexdigest()[:12]

    @property
    def address(self) -> str:
        """The address of exactly this content, seen from the root of the dashboard."""
        return f"{self.path}?v={self.version}"


def _map_script() -> bytes:
    """All that the map runs, in one file: asked for one after the other, four would take longer."""
    layers = {
        path.stem: json.loads(path.read_text(encoding="utf-8"))
        for path in sorted((FOLDER / "basemap").glob("*.geojson"))
    }
    own = f"window.basemap = {_compact(layers)};\nwindow.basemapOptions = {_compact(OPTIONS)};\n"
    parts = [
        (LEAFLET / "leaflet.js").read_bytes(),
        (_GESTURES / "leaflet-gesture-handling.min.js").read_bytes(),
        own.encode(),
        (HERE / "map.js").read_bytes(),
    ]
    return b"\n;\n".join(parts)


def _map_style() -> bytes:
    colours = {
        "crossed": style.CROSSED,
        "stopped": style.STOPPED,
        "claimed": style.CLAIMED,
        "quiet": style.QUIET,
    }
    palette = ":root{" + "".join(f"--{name}:{value};" for name, value in colours.items()) + "}\n"
    parts = [
        (LEAFLET / "leaflet.css").read_bytes(),
        (_GESTURES / "leaflet-gesture-handling.min.css").read_bytes(),
        palette.encode(),
        (HERE / "map.css").read_bytes(),
    ]
    return b"\n".join(parts)


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


MAP_SCRIPT = Asset("assets/map.js", "text/javascript", _map_script())
MAP_STYLE = Asset("assets/map.css", "text/css", _map_style())
PAGE_SCRIPT = Asset(
    "assets/page.js",
    "text/javascript",
    b"\n".join((HERE / name).read_bytes() for name in ("clock.js", "page.js")),
)
PAGE_STYLE = Asset("assets/style.css", "text/css", (HERE / "style.css").read_bytes())


@cache
def icon_png() -> bytes:
    """The icon as a file that Streamlit serves; an SVG it would send again with every run."""
    return bytes(vl_convert.svg_to_png((HERE / "icon.svg").read_text(encoding="utf-8"), scale=2))
