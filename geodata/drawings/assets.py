"""The files that pages load besides Streamlit's own: what they hold, and their addresses.

The address of a file changes with its content, so that a browser may keep it for good.
"""

import hashlib
import json
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import vl_convert
import xstatic.pkg.leaflet
import xstatic.pkg.leaflet_gesturehandling

from geodata.drawings.marks import LARGEST, LEGEND, SMALLEST
from geodata.model.border import Border, Box, Feature, Tiles
from geodata.model.dataset import Dataset
from geodata.model.kept import kept
from geodata.words import style

HERE = Path(__file__).parent
LEAFLET = Path(xstatic.pkg.leaflet.BASE_DIR)
_GESTURES = Path(xstatic.pkg.leaflet_gesturehandling.BASE_DIR)

# An online base map of everywhere; a package may name others of its own region.
OPENSTREETMAP = Tiles(
    label="OpenStreetMap",
    url="https://tile.openstreetmap.org/{z}/{x}/{y}.png",
    attribution="© OpenStreetMap contributors",
)
LEAST_ZOOM, MOST_ZOOM = 7, 13
NARROW = 350  # pixels: on a map as wide the whole border can be seen at once
# What the map's script is made of; map.js starts the others.
MAP_PARTS = (
    "labels.js", "spread.js", "legend.js", "theme.js", "view.js", "tiles.js", "tips.js",
    "choice.js", "keys.js", "inwords.js", "cards.js", "map.js",
)  # fmt: skip


@dataclass(frozen=True)
class Asset:
    """One file: its path on the server, its media type and its content."""

    path: str
    media_type: str
    content: bytes

    @cached_property  # every step of the slider asks for the address of the map's script
    def version(self) -> str:
        """A hash of the content."""
        return hashlib.sha256(self.content).hexdigest()[:12]

    @property
    def address(self) -> str:
        """The address of exactly this content, seen from the root of the dashboard."""
        return f"{self.path}?v={self.version}"


@kept(most=4)
def map_script(dataset: Dataset) -> Asset:
    """All that the map of a border runs, in one file: asked for in turn, four would take longer."""
    layers = {name: _collection(dataset.border.layers[name]) for name in dataset.border.layers}
    own = f"window.basemap = {_compact(layers)};\nwindow.basemapOptions = {_compact(options(dataset.border))};\n"
    parts = [
        (LEAFLET / "leaflet.js").read_bytes(),
        (_GESTURES / "leaflet-gesture-handling.min.js").read_bytes(),
        own.encode(),
        *((HERE / name).read_bytes() for name in MAP_PARTS),
    ]
    return Asset(MAP_SCRIPT, "text/javascript", b"\n;\n".join(parts))


def _collection(features: Sequence[Feature]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": features}


def options(border: Border) -> dict[str, Any]:
    """What the map is told of its border, besides the layers of the base map."""
    return {
        "bounds": corners(border.bounds),
        "limits": corners(border.limits),
        "zoom": [least_zoom(border.bounds), MOST_ZOOM],
        "palettes": style.MAP_PALETTES,
        "tiles": [_offered(tiles) for tiles in (OPENSTREETMAP, *border.tiles)],
        "countries": [
            {"code": country.code, "name": country.name}
            for country in (*border.countries, *border.others)
        ],
        "pair": border.pair,
        "plain": not border.has_basemap,
        "legend": list(LEGEND.items()),
        "sizes": [SMALLEST, LARGEST],
        "whole": "Show the whole border",
        "builtIn": "Built-in map: loads nothing from other sites",
        "attribution": border.attribution or style.NO_BASEMAP,
        "unreachable": "The online map cannot be reached. This is the built-in map again.",
        "skip": "Skip to the reports",
        "inWords": "The map in words",
        "label": "Map of the reported crossings. Arrow keys go from mark to mark, Enter opens one, "
        "plus and minus zoom, Escape leaves the map",
    }


def corners(box: Box) -> list[list[float]]:
    """A box as Leaflet takes it: the latitude and longitude of two corners."""
    west, south, east, north = box
    return [[south, west], [north, east]]


def least_zoom(bounds: Box) -> int:
    """How far a reader may zoom out: to `LEAST_ZOOM`, or until a long border fits a narrow map."""
    west, south, east, north = bounds
    across = max(east - west, (north - south) / math.cos(math.radians((north + south) / 2)))
    return min(LEAST_ZOOM, max(1, int(math.log2(NARROW * 360 / 256 / across))))


def _offered(tiles: Tiles) -> dict[str, str]:
    host = urlsplit(tiles.url).hostname
    label = f"{tiles.label}: loads from {host}, which can then see that you use it"
    return {**asdict(tiles), "label": label}


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


MAP_SCRIPT = "assets/map.js"
MAP_STYLE = Asset("assets/map.css", "text/css", _map_style())
PAGE_SCRIPT = Asset(
    "assets/page.js",
    "text/javascript",
    b"\n".join(
        (HERE / name).read_bytes()
        for name in ("clock.js", "ahead.js", "skip.js", "page.js", "paper.js", "languages.js")
    ),
)
PAGE_STYLE = Asset("assets/style.css", "text/css", (HERE / "style.css").read_bytes())


@cache
def icon_png() -> bytes:
    """The icon as a file that Streamlit serves; an SVG it would send again with every run."""
    return bytes(vl_convert.svg_to_png((HERE / "icon.svg").read_text(encoding="utf-8"), scale=2))
