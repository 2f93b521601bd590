"""The files that pages load besides Streamlit's own: how they are served, and named early."""

import json
from collections.abc import Callable, Sequence
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
    MAP_SCRIPT_IN,
    MAP_STYLE,
    PAGE_SCRIPT,
    PAGE_STYLE,
    Asset,
    map_script,
)
from geodata.model.dataset import Dataset
from geodata.model.translated import in_language
from geodata.words.language import offered


def _home(package: str) -> Path:
    """Where a package is, without importing it: what stands in this wing works without a screen."""
    return Path(str(getattr(find_spec(package), "origin", ""))).parent


STREAMLIT = _home("streamlit") / "static"


def asset_routes(last: Callable[[], Dataset | None]) -> list[BaseRoute]:
    """The files that pages load, and the images that Leaflet's style asks for.

    The map's script is that of the data that `last` returns, which must not wait for any, in their
    own language or in the one that its name ends with.
    """
    images = StaticFiles(directory=LEAFLET / "images")
    files = [_route(asset) for asset in (MAP_STYLE, PAGE_SCRIPT, PAGE_STYLE)]
    scripts = [Route(f"/{path}", _map(last)) for path in (MAP_SCRIPT, MAP_SCRIPT_IN)]
    return [*files, *scripts, Mount("/assets/images", images)]


def _map(last: Callable[[], Dataset | None]) -> Callable[[Request], Response]:
    def respond(request: Request) -> Response:
        dataset = last()
        if dataset is None:
            return Response(status_code=503, headers={"Cache-Control": "no-store"})
        language = request.path_params.get("language", dataset.language)
        if language not in offered(dataset):
            return Response(status_code=404)
        return _answer(map_script(in_language(dataset, language)), request)

    return respond


def early(dataset: Dataset | None, *, with_map: bool) -> str:
    """The links that have a browser fetch what a page needs while it starts the page.

    Streamlit asks for it only when the script's first answer has come. Its own files are found in its
    manifest; what a later version no longer has is left out. The component's own code is not among
    them: a frame that is ready before Streamlit listens stays empty.
    """
    links = [f'<link rel="modulepreload" href="{address}">' for address in _widget_scripts()]
    if with_map and dataset:
        links.append(f'<link rel="preload" as="script" href="{map_script(dataset).address}">')
    if with_map:
        links.append(f'<link rel="preload" as="style" href="{MAP_STYLE.address}">')
    return "".join(links)


# What Streamlit draws on the map's page, by the names of its own files.
_WIDGETS = (
    "ComponentInstance", "Html", "BidiComponent", "Button", "ButtonGroup", "PageLink", "TextInput"
)  # fmt: skip


@cache
def _widget_scripts() -> list[str]:
    """The addresses of all scripts that the widgets import, besides those that every page has."""
    try:
        chunks = json.loads((STREAMLIT / "manifest.json").read_text(encoding="utf-8"))
        everywhere = _imported(chunks, ("index",))
        wanted = [key for key in _imported(chunks, _WIDGETS) if key not in everywhere]
        return [chunks[key]["file"] for key in wanted]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return []  # a later version may say it otherwise, and loads them later then


def _imported(chunks: dict[str, Any], names: Sequence[str]) -> list[str]:
    """The keys of chunks by their names, and of all that they import, each once."""
    found = [key for key, chunk in chunks.items() if chunk.get("name") in names]
    for key in found:  # grows while it is read
        found += [each for each in chunks[key].get("imports", []) if each not in found]
    return found


def _route(asset: Asset) -> Route:
    async def respond(request: Request) -> Response:
        return _answer(asset, request)

    return Route(f"/{asset.path}", respond)


def _answer(asset: Asset, request: Request) -> Response:
    """A file, for good where it is asked for by its version."""
    version, etag = asset.version, f'"{asset.version}"'
    named = request.query_params.get("v") == version
    lasting = "public, immutable, max-age=31536000" if named else "no-cache"
    headers = {"ETag": etag, "Cache-Control": lasting}
    if request.headers.get("if-none-match") in {etag, f"W/{etag}"}:
        return Response(status_code=304, headers=headers)
    return Response(asset.content, media_type=asset.media_type, headers=headers)
