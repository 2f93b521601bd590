"""The data that the server shows, and what it does to every response."""

import os
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.routing import Match, Mount
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geodata.drawings.assets import OPENSTREETMAP
from geodata.model.border_rules import tile_addresses
from geodata.model.dataset import Dataset
from geodata.model.live import LiveDataset
from geodata.model.proofs import Proofs
from geodata.model.schema import FOLDER, DataError, descriptor
from geodata.model.schema import languages as languages_of
from geodata.web.desk_door import admitted, mode
from geodata.web.plain_page import NAMELESS, POLICY
from geodata.words.language import SOURCE, catalogs, offered
from geodata.words.language import gettext as _

# Where the data are: a service's environment knows no shell that would expand the ~ of a home.
_FOLDER = Path(os.path.expanduser(os.environ.get("CROSSINGS_DATA") or FOLDER))
# Nobody waits for newer data: an open page learns of them by itself.
LIVE = LiveDataset(_FOLDER, news_patience=0, proofs=Proofs())

# Sites that may show the dashboard in a frame, separated by spaces: none but this one by default.
FRAMED_BY = os.environ.get("CROSSINGS_FRAMED_BY", "").strip()

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",  # OpenStreetMap's tiles want an origin
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def headers(framed_by: str | None = None) -> dict[str, str]:
    """What every response says of safety; images may come from the online maps that are offered."""
    framed_by = FRAMED_BY if framed_by is None else framed_by
    return _HEADERS | {POLICY: _policy(_tile_hosts(), framed_by)}


@cache
def _policy(hosts: str, framed_by: str) -> str:
    return "; ".join(
        (
            "default-src 'self'",
            "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
            "style-src 'self' 'unsafe-inline'",
            f"img-src 'self' data: blob: {hosts}".rstrip(),
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "frame-src 'self'",
            f"frame-ancestors 'self' {framed_by}".rstrip(),
            "base-uri 'self'",
            "object-src 'none'",
        )
    )


def _tile_hosts() -> str:
    # A page keeps the policy it came with, so one that comes before the data has to know them too.
    urls = (OPENSTREETMAP.url, *tile_addresses(_described()))
    return " ".join(
        f"https://{host}" for host in dict.fromkeys(urlsplit(url).netloc for url in urls)
    )


class SecurityHeaders:
    """Adds the headers above to every response that does not set its own.

    A policy of its own adds to that of all. Whoever may use the desk without a login gets no page in a
    frame of another site: from each page a click leads to the desk, and a frame can borrow clicks.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and complete the headers of its response."""
        at_the_desk = scope["type"] == "http" and mode() == "local" and admitted(scope)

        async def complete(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = MutableHeaders(scope=message)
                for name, value in headers("" if at_the_desk else None).items():
                    own.append(name, value) if name == POLICY else own.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, complete if scope["type"] == "http" else send)


class UnderBasePath(Mount):
    """Puts our routes under `server.baseUrlPath`, where Streamlit puts only its own.

    A plain mount would answer for everything under the path, Streamlit's routes too.
    """

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Match what one of our routes matches, and leave the rest to Streamlit."""
        match, child = super().matches(scope)
        inner = {**scope, **child}
        ours = match != Match.NONE and any(
            route.matches(inner)[0] != Match.NONE for route in self.routes
        )
        return (match, child) if ours else (Match.NONE, {})


class KeptCompressed:
    """Keeps the compressed form of files that never change, so that each is compressed once.

    Streamlit's pages consist of a hundred such files, and compressing them anew for every reader is
    most of what a first visit waits for.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._kept: dict[bytes, tuple[Message, bytes]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from what is kept, or pass the request on and keep what can be kept."""
        headers = Headers(scope=scope) if scope["type"] == "http" else {}
        plain = "gzip" in headers.get("accept-encoding", "") and not (
            {"range", "if-none-match", "if-modified-since"} & set(headers)
        )
        if scope["type"] != "http" or scope["method"] != "GET" or not plain:
            await self.app(scope, receive, send)
        elif _address(scope) in self._kept:
            start, body = self._kept[_address(scope)]
            await send(_copy(start))
            await send({"type": "http.response.body", "body": body})
        else:
            await self._answer(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        start: Message = {}
        body = bytearray()

        async def keep(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = _copy(message)
            elif _lasting(start, scope["query_string"]):
                body.extend(message.get("body", b""))
                if not message.get("more_body"):
                    self._kept[_address(scope)] = (start, bytes(body))
            await send(message)

        await self.app(scope, receive, keep)


def _copy(start: Message) -> Message:
    """The start of an answer, to which whoever passes it on may add headers of their own."""
    return {**start, "headers": [*start["headers"]]}


def _address(scope: Scope) -> bytes:
    return b"?".join((scope["path"].encode(), scope["query_string"]))


def _lasting(start: Message, query: bytes) -> bool:
    """Whether an answer is a compressed file that never changes, under its one address.

    Any other query would be one more address of the same file, without end.
    """
    headers = Headers(raw=start["headers"])
    named = f"v={headers.get('etag', '').removeprefix('W/').strip(chr(34))}"
    compressed = headers.get("content-encoding") == "gzip"
    lasting = start["status"] == 200 and "immutable" in headers.get("cache-control", "")
    return compressed and lasting and query in {b"", named.encode()}


def state() -> tuple[Dataset | None, bool]:
    """The last good dataset, if there ever was one, and whether the files are broken now."""
    return LIVE.current()


def dataset() -> Dataset | None:
    """The last good dataset, or None if there never was one."""
    return state()[0]


def last() -> Dataset | None:
    """The last good dataset as `dataset` gives it, without waiting for one that is being read."""
    return LIVE.last


def site() -> str:
    """What the dashboard is called: what its data are called, or will be once they are read."""
    title = _described().get("title")
    return title if isinstance(title, str) and title.strip() else _(NAMELESS)


def languages() -> list[str]:
    """The languages that readers are offered, or will be once the data are read."""
    if dataset := last():
        return offered(dataset)
    known = catalogs()
    return [code for code in languages_of(_described()) if code in known] or [SOURCE]


def _described() -> dict[str, Any]:
    """The description of the data that readers see, or of those that are being read, unchecked then."""
    if dataset := last():
        return dataset.package
    try:
        return descriptor(LIVE.folder)
    except DataError:
        return {}
