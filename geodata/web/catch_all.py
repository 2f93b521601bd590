"""What stands in for Streamlit's catch-all, which answers every unknown address with its own page."""

from collections.abc import Callable, Iterable
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geodata.model.dataset import Dataset
from geodata.model.kept import kept
from geodata.web.crossing_page import HTML, NAMELESS, PAGES, frame
from geodata.web.dashboard_page import streamlits_etag
from geodata.words.byline import byline
from geodata.words.templates import render

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
    ) -> None:
        """Let pages, `files` and crossings be the known addresses below a base path."""
        self.app = app
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
        top, _, crossing_id = tidy.partition("/")
        if tidy == path or top != "crossing" or not crossing_id:
            return None
        # In a thread, because while the data are being read this may wait for them.
        return await run_in_threadpool(self._crossing, path, crossing_id)

    def _crossing(self, path: str, crossing_id: str) -> str | None:
        dataset = self._current()
        found = _by_lower(dataset).get(crossing_id) if dataset else None
        meant = f"crossing/{found}"
        return meant if found and meant != path else None

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
            dataset = await run_in_threadpool(self._current)
            site = dataset.title if dataset else NAMELESS
            kept_by = byline(dataset, f"{self._root}about") if dataset else ""
            text = render("no_page.html", **frame(site, root=self._root, byline=kept_by))
            unknown = Response(text, 404, {"Cache-Control": "no-cache"}, media_type=HTML)
            await unknown(scope, receive, send)


@kept(most=1)
def _by_lower(dataset: Dataset) -> dict[str, str]:
    return {crossing_id.lower(): crossing_id for crossing_id in dataset.crossing_ids}


def _etag(start: Message) -> str:
    return Headers(raw=start["headers"]).get("etag", "").removeprefix("W/")
