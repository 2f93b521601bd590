"""Streamlit's own media, such as the icon of the pages: named by their content, so kept for good."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LASTING = "private, immutable, max-age=86400"


class LastingMedia:
    """Lets a browser keep media files: Streamlit does not, and it asks for the icon on every step."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and add to a file that there is how long it lasts."""

        async def complete(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200:
                MutableHeaders(scope=message).setdefault("Cache-Control", LASTING)
            await send(message)

        media = scope["type"] == "http" and "/media/" in scope["path"]
        await self.app(scope, receive, complete if media else send)
