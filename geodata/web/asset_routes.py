"""The files that pages load besides Streamlit's own: how they are served, and named early."""

from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from geodata.drawings.assets import (
    LEAFLET,
    MAP_SCRIPT,
    MAP_STYLE,
    PAGE_SCRIPT,
    PAGE_STYLE,
    Asset,
)

# Found without importing it: what stands in this wing works without a screen.
STREAMLIT = Path(str(getattr(find_spec("streamlit"), "origin", ""))).parent / "static"


def asset_routes() -> list[BaseRoute]:
    """The files above, and the images that Leaflet's style asks for."""
    images = StaticFiles(directory=LEAFLET / "images")
    files = [_route(asset) for asset in (MAP_SCRIPT, MAP_STYLE, PAGE_SCRIPT, PAGE_STYLE)]
    return [*files, Mount("/assets/images", images)]


@cache
def early() -> str:
    """The Link header that has a browser fetch the map's files while it starts the page.

    Streamlit asks for them only when the script's first answer has come, after those of every other
    widget. Its own files are found by name; one that a later version no longer has is left out.
    """
    scripts = STREAMLIT / "static" / "js"
    found = [path for name in _EARLY for path in sorted(scripts.glob(f"{name}.*.js"))]
    links = [f"<static/js/{path.name}>; rel=modulepreload" for path in found]
    return ", ".join([*links, f"<{MAP_SCRIPT.address}>; rel=preload; as=script"])


# What Streamlit draws a component with.
_EARLY = ("ComponentInstance", "IFrameUtil", "urls", "withCalculatedWidth")


def _route(asset: Asset) -> Route:
    """The route that gives the file out, for good where it is asked for by its version."""
    return Route(f"/{asset.path}", _responder(asset))


def _responder(asset: Asset) -> Callable[[Request], Any]:
    version, etag = asset.version, f'"{asset.version}"'

    async def respond(request: Request) -> Response:
        named = request.query_params.get("v") == version
        lasting = "public, immutable, max-age=31536000" if named else "no-cache"
        headers = {"ETag": etag, "Cache-Control": lasting}
        if request.headers.get("if-none-match") in {etag, f"W/{etag}"}:
            return Response(status_code=304, headers=headers)
        return Response(asset.content, media_type=asset.media_type, headers=headers)

    return respond
