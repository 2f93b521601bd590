"""Files of Streamlit and of its components that are named by their content, so that a browser may keep them."""

import re

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Media may be a reader's own, such as a download; the files of a component are everybody's.
_LASTING = {
    re.compile(r"/media/[0-9a-f]+\.\w+$"): "private, max-age=86400",
    re.compile(
        r"/component/[^/]+/static/.+\.[0-9a-f]{8}\.\w+$"
    ): "public, immutable, max-age=31536000",
}


class LastingFiles:
    """Says how long such files last: the icon was asked for on every step, the map's code on every visit."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and add to a file that there is how long it lasts."""
        lasting = _lasting(scope["path"]) if scope["type"] == "http" else None

        async def complete(message: Message) -> None:
            if lasting and message["type"] == "http.response.start" and message["status"] == 200:
                MutableHeaders(scope=message)["Cache-Control"] = lasting
            await send(message)

        await self.app(scope, receive, complete)


def _lasting(path: str) -> str | None:
    return next((lasting for named, lasting in _LASTING.items() if named.search(path)), None)
