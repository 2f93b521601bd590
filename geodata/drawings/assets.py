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

from geodata.drawings.marks import LEGEND
from geodata.model.border import Border, Box, Feature, Tiles
from geodata.model.dataset import Dataset
from geodata.model.kept import kept
from geodata.words import language, style
from geodata.words.language import N_, pgettext, spoken
from geodata.words.language import gettext as _

HERE = Path(__file__).parent
LEAFLET = Path(xstatic.pkg.leaflet.BASE_DIR)
_GESTURES = Path(xstatic.pkg.leaflet_gesturehandling.BASE_DIR)

# An online base map of everywhere; a package may name others of its own region.
OPENSTREETMAP = Tiles(
    label="OpenStreetMap",
    url="https://tile.openstreetmap.org/{z}/{x}/{y}.png",
    attribution=N_("© OpenStreetMap contributors"),
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
@spoken
def map_script(dataset: Dataset) -> Asset:
    """All that the map of a border runs, in one file: asked for in turn, four would take longer.

    It holds all that the map says by itself, so each language has a file of its own.
    """
    layers = {name: _collection(dataset.border.layers[name]) for name in dataset.border.layers}
    own = f"window.basemap = {_compact(layers)};\nwindow.basemapOptions = {_compact(options(dataset.border))};\n"
    parts = [
        (LEAFLET / "leaflet.js").read_bytes(),
        (_GESTURES / "leaflet-gesture-handling.min.js").read_bytes(),
        own.encode(),
        *((HERE / name).read_bytes() for name in MAP_PARTS),
    ]
    path = MAP_SCRIPT_IN.format(language=dataset.language) if dataset.is_translated else MAP_SCRIPT
    return Asset(path, "text/javascript", b"\n;\n".join(parts))


def _collection(features: Sequence[Feature]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": features}


def options(border: Border) -> dict[str, Any]:
    """What the map is told of its border, and the words that it says."""
    return {
        "language": language.current(),
        "locale": language.tag(),
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
        "legend": [(kind, _(words)) for kind, words in LEGEND.items()],
        "legendTitle": _("Legend"),
        "symbolSizes": _("People counted at a location: the area grows with them"),
        "background": _("Background"),
        "whole": _("Show the whole border"),
        "zoomIn": _("Zoom in"),
        "zoomOut": _("Zoom out"),
        "units": {"km": _("%(n)s km", n="{n}"), "m": _("%(n)s m", n="{n}")},
        "exact": _("exact spot"),
        "within": {
            "spot": _("somewhere within %(km)s km", km="{km}"),
            "location": _("some of it within %(km)s km", km="{km}"),
        },
        "gestures": {
            "touch": _("Use two fingers to move the map"),
            "scroll": _("Use ctrl + scroll to zoom the map"),
            "scrollMac": _("Use \u2318 + scroll to zoom the map"),
        },
        "builtIn": _("Built-in map: loads nothing from other sites"),
        "attribution": border.attribution or _(style.NO_BASEMAP),
        "unreachable": _("The online map cannot be reached. This is the built-in map again."),
        "skip": _("Skip to the reports"),
        "inWords": _("The map in words"),
        "frame": pgettext("page", "Map"),
        "label": _(
            "Map of the reported crossings. Arrow keys go from mark to mark, Enter opens one, "
            "plus and minus zoom, Escape leaves the map"
        ),
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
    label = _(
        "%(map)s: loads from %(host)s, which can then see that you use it",
        map=tiles.label, host=host,
    )  # fmt: skip
    credit = tiles.attribution
    return {
        **asdict(tiles),
        "label": label,
        "attribution": _(credit) if tiles is OPENSTREETMAP else credit,
    }


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
MAP_SCRIPT_IN = "assets/map.{language}.js"  # in a language that the data were not written in
MAP_STYLE = Asset("assets/map.css", "text/css", _map_style())
PAGE_SCRIPT = Asset(
    "assets/page.js",
    "text/javascript",
    b"\n".join(
        (HERE / name).read_bytes()
        for name in (
            "turning.js",
            "clock.js",
            "ahead.js",
            "skip.js",
            "page.js",
            "paper.js",
            "languages.js",
            "borrowed.js",
        )
    ),
)
PAGE_STYLE = Asset("assets/style.css", "text/css", (HERE / "style.css").read_bytes())


@cache
def icon_png() -> bytes:
    """The icon as a file that Streamlit serves; an SVG it would send again with every run."""
    return bytes(vl_convert.svg_to_png((HERE / "icon.svg").read_text(encoding="utf-8"), scale=2))
