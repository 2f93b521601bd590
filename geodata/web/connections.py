"""How answers and messages go over the wire, where neither Streamlit nor uvicorn has a setting for it.

Where a later version names things otherwise, all goes on as it comes: slower, and in more bytes.
"""

import socket
from asyncio import BaseTransport
from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any

HTTP = ("uvicorn.protocols.http.auto", "AutoHTTPProtocol")
MESSAGES = ("uvicorn.protocols.websockets.websockets_sansio_impl", "ServerPerMessageDeflateFactory")


def prepare() -> None:
    """Have every connection send at once, and every session compress against its last step."""
    if protocol := _found(*HTTP):
        protocol.connection_made = _at_once(protocol.connection_made)
    if factory := _found(*MESSAGES):
        setattr(import_module(MESSAGES[0]), MESSAGES[1], partial(_far, factory))


def _found(module: str, name: str) -> Any:
    try:
        return getattr(import_module(module), name, None)
    except ImportError:
        return None


def _at_once(connection_made: Callable[..., None]) -> Callable[..., None]:
    """Send what is written without waiting for what was.

    asyncio sees to it only for a socket that says it is TCP, and Streamlit's does not. Then the body of
    an answer waits for the browser's word that it has the head: 40 ms, and again for every file.
    """

    def connected(protocol: Any, transport: BaseTransport) -> None:
        own = transport.get_extra_info("socket")
        if own is not None and own.family in (socket.AF_INET, socket.AF_INET6):
            own.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection_made(protocol, transport)

    return connected


def _far(factory: Callable[..., Any], **settings: Any) -> Any:
    """Compress each message against the last 32 kB of those before it, which holds a whole step.

    Most messages of a step are those of the one before, and uvicorn looks back 4 kB.
    """
    return factory(**settings | {"server_max_window_bits": None})
