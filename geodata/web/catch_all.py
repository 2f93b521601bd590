"""What stands in for Streamlit's catch-all, which answers every unknown address with its own page."""

import re
from collections.abc import Callable, Iterable, Sequence
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, QueryParams
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geodata.model.dataset import Dataset
from geodata.model.kept import kept
from geodata.model.retired import retired
from geodata.web.dashboard_page import streamlits_etag
from geodata.web.editions import crossings_address, edition, telling, wanted
from geodata.web.plain_page import PAGES, no_page
from geodata.words.language import SOURCE, offered

_CROSSING = re.compile("(?:(?P<language>[a-z]{2})/)?crossing/(?P<id>.+)")

# What a sentence or a chat leaves at the end of an address.
STRAY = "/.,;:!?…)]}>'\"’”»“ \t\r\n\u00a0"


class NoCatchAll:
    """Leads addresses that are almost right to the right ones, and answers 404 for unknown ones.

    Streamlit answers them with status 200 and a page that stays white, its scripts being relative.
    """

    def __init__(
        self,
        app: ASGIApp,
        current: Callable[[], Dataset | None],
        files: Iterable[str] = (),
        base_path: str = "",
        languages: Callable[[], Sequence[str]] = lambda: [SOURCE],
    ) -> None:
        """Let pages, `files` and crossings be the known addresses below a base path.

        `languages` are those that will be offered once there are data.
        """
        self.app = app
        self._languages = languages
        self._current = current
        self._known = {path for path, _ in PAGES} | set(files)
        self._root = f"{base_path.rstrip('/')}/"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Redirect, or pass a request on and put a 404 in the place of Streamlit's own page."""
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
            await self.app(scope, receive, send)
        elif (meant := await self._meant(scope["path"])) is not None:
            await self._redirect(meant, scope)(scope, receive, send)
        else:
            await self._pass_on(scope, receive, send)

    async def _meant(self, asked: str) -> str | None:
        """The known address that differs from the one asked only by stray signs and capitals."""
        if not asked.startswith(self._root):
            return None
        path = asked.removeprefix(self._root)
        tidy = path.rstrip(STRAY).lower()
        if tidy != path and tidy in self._known:
            return tidy
        named = _CROSSING.fullmatch(tidy)
        if tidy == path or not named:
            return None
        # In a thread, because while the data are being read this may wait for them.
        return await run_in_threadpool(self._crossing, path, named["language"], named["id"])

    def _crossing(self, path: str, code: str | None, crossing_id: str) -> str | None:
        dataset = self._current()
        found = _by_lower(dataset).get(crossing_id) if dataset else None
        if not dataset or not found or code not in {None, *offered(dataset)}:
            return None
        meant = f"{crossings_address('', edition(dataset, code))}/{found}"
        return meant if meant != path else None

    def _redirect(self, meant: str, scope: Scope) -> Response:
        query = f"?{scope['query_string'].decode('latin-1')}" if scope["query_string"] else ""
        address = f"{self._root}{quote(meant)}{query}"
        return RedirectResponse(address, 308, {"Cache-Control": "no-cache"})

    async def _pass_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        caught = False

        async def watch(message: Message) -> None:
            nonlocal caught
            if message["type"] == "http.response.start":
                caught = _etag(message) == streamlits_etag()
            if not caught:
                await send(message)

        await self.app(scope, receive, watch)
        if caught:
            unknown = await run_in_threadpool(self._unknown, scope)
            await unknown(scope, receive, send)

    def _unknown(self, scope: Scope) -> Response:
        """The page for an unknown address, in the language of its prefix, of its query or of the browser."""
        dataset = self._current()
        codes = offered(dataset) if dataset else self._languages()
        prefix = scope["path"].removeprefix(self._root).partition("/")[0]
        asked = prefix if prefix in codes else QueryParams(scope["query_string"]).get("lang")
        accepted = Headers(scope=scope).get("accept-language", "")
        told, code = wanted(dataset, codes, asked, accepted)
        with telling(told, code):
            answer = no_page(told, self._root)
        if asked not in codes:
            answer.headers["Vary"] = "Accept-Language"
        return answer


@kept(most=1)
def _by_lower(dataset: Dataset) -> dict[str, str]:
    known = (*retired(dataset), *dataset.crossing_ids)
    return {crossing_id.lower(): crossing_id for crossing_id in known}


def _etag(start: Message) -> str:
    return Headers(raw=start["headers"]).get("etag", "").removeprefix("W/")
