"""The requests of the desk that Streamlit answers: uploads, and those of logging in and out."""

from collections.abc import Callable, Mapping

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geodata.web.desk_door import admitted, mode
from geodata.web.plain_page import DESK

Cookies = Mapping[str, str]


class DeskRequests:
    """Takes files from those alone who may use the desk, and knows of every login that ends.

    Streamlit takes files from anybody who has a page open, and tells no other page of a logout.
    """

    def __init__(
        self,
        app: ASGIApp,
        knows: Callable[[Cookies], bool],
        end: Callable[[Cookies], None],
        base_path: str = "",
    ) -> None:
        """Ask `knows` whether cookies are those of an editor, and tell `end` those of who logs out."""
        self.app = app
        self._knows = knows
        self._end = end
        self._root = f"{base_path.rstrip('/')}/"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a file, or pass a request on."""
        path = scope["path"].removeprefix(self._root) if scope["type"] == "http" else ""
        if path.startswith("_stcore/upload_file") and not self._takes_files(scope):
            await PlainTextResponse("Not Found", 404)(scope, receive, send)
        elif path == "oauth2callback":
            await self.app(scope, receive, self._to_the_desk(send))
        else:
            await self.app(scope, receive, send)
            if path == "auth/logout" and mode() == "login":
                self._end(HTTPConnection(scope).cookies)

    def _takes_files(self, scope: Scope) -> bool:
        if not admitted(scope):
            return False
        return mode() == "local" or self._knows(HTTPConnection(scope).cookies)

    def _to_the_desk(self, send: Send) -> Send:
        """Lead whoever comes back from the provider to where they had asked to log in."""

        async def lead(message: Message) -> None:
            if message["type"] == "http.response.start" and mode() == "login":
                headers = MutableHeaders(scope=message)
                if headers.get("location") == self._root:
                    headers["location"] = f"{self._root}{DESK}"
            await send(message)

        return lead
