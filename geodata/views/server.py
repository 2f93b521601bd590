"""What the server gives out besides the app itself: the map's files, under strict headers."""

import hashlib
import os
from functools import cache
from pathlib import Path

import vl_convert
import xstatic.pkg.leaflet
import xstatic.pkg.leaflet_gesturehandling
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geodata.model.dataset import Dataset
from geodata.model.live import LiveDataset
from geodata.model.schema import FOLDER
from geodata.views import map as crossings_map

LIVE = LiveDataset(Path(os.environ.get("CROSSINGS_DATA") or FOLDER))

_HERE = Path(__file__).parent
# Sites that may show the dashboard in a frame, separated by spaces: none but this one by default.
_FRAMED_BY = os.environ.get("CROSSINGS_FRAMED_BY", "")
_TILE_HOSTS = "https://tile.openstreetmap.org https://cache.kartverket.no"

HEADERS = {
    "Content-Security-Policy": "; ".join(
        (
            "default-src 'self'",
            "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
            "style-src 'self' 'unsafe-inline'",
            f"img-src 'self' data: blob: {_TILE_HOSTS}",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "frame-src 'self'",
            f"frame-ancestors 'self' {_FRAMED_BY}".rstrip(),
            "base-uri 'self'",
            "object-src 'none'",
        )
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",  # OpenStreetMap's tiles want an origin
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class SecurityHeaders:
    """Adds the headers above to every response that does not set its own."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and complete the headers of its response."""

        async def complete(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, complete if scope["type"] == "http" else send)


def dataset() -> Dataset | None:
    """The last good dataset, or None if there never was one."""
    return LIVE.current()[0]


@cache
def icon_png() -> bytes:
    """The icon as a file that Streamlit serves; an SVG it would send again with every run."""
    return bytes(vl_convert.svg_to_png((_HERE / "icon.svg").read_text(encoding="utf-8"), scale=2))


def _file(content: bytes, media_type: str) -> Route:
    etag = f'"{hashlib.sha256(content).hexdigest()[:16]}"'
    headers = {"ETag": etag, "Cache-Control": "no-cache"}

    async def respond(request: Request) -> Response:
        if request.headers.get("if-none-match") in {etag, f"W/{etag}"}:
            return Response(status_code=304, headers=headers)
        return Response(content, media_type=media_type, headers=headers)

    return respond  # type: ignore[return-value]


def asset_routes() -> list[BaseRoute]:
    """Leaflet from its packages, and our own script, style and base map."""
    script, css = "text/javascript", "text/css"
    own_css = crossings_map.palette_css().encode() + (_HERE / "map.css").read_bytes()
    return [
        Mount("/assets/leaflet", StaticFiles(directory=xstatic.pkg.leaflet.BASE_DIR)),
        Mount(
            "/assets/gestures", StaticFiles(directory=xstatic.pkg.leaflet_gesturehandling.BASE_DIR)
        ),
        Route("/assets/basemap.js", _file(crossings_map.basemap_script(FOLDER), script)),
        Route("/assets/map.js", _file((_HERE / "map.js").read_bytes(), script)),
        Route("/assets/map.css", _file(own_css, css)),
        Route("/assets/style.css", _file((_HERE / "style.css").read_bytes(), css)),
    ]
