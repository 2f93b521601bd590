"""The files that pages load besides Streamlit's own: how they are served, and named early."""

from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from pathlib import Path

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
    """The Link header that has a browser fetch a page's files while it starts the page.

    Streamlit asks for them only when the script's first answer has come, after those of every other
    widget. Its own files are found by name; one that a later version no longer has is left out. The
    component's own code is not among them: a frame that is ready before Streamlit listens stays empty.
    """
    links = [f"<static/js/{name}>; rel=modulepreload" for name in _early_scripts()]
    if with_map and dataset:
        links.append(f"<{map_script(dataset).address}>; rel=preload; as=script")
    if with_map:
        links.append(f"<{MAP_STYLE.address}>; rel=preload; as=style")
    return ", ".join(links)


@cache
def _early_scripts() -> list[str]:
    scripts = STREAMLIT / "static" / "js"
    return [path.name for name in _EARLY for path in sorted(scripts.glob(f"{name}.*.js"))]


# What Streamlit draws a component with, and words.
_EARLY = ("ComponentInstance", "IFrameUtil", "urls", "withCalculatedWidth", "Html", "purify.es")


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
