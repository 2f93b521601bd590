"""How the messages of a session are compressed."""

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any

_FACTORY = "ServerPerMessageDeflateFactory"


def remember_a_step() -> None:
    """Compress each message against the last 32 kB of those before it, which holds a whole step.

    Most messages of a step are those of the one before. uvicorn looks back 4 kB, and has no setting
    for it; where a later version names things otherwise, messages are merely longer.
    """
    try:
        protocol = import_module("uvicorn.protocols.websockets.websockets_sansio_impl")
        factory: Callable[..., Any] = getattr(protocol, _FACTORY)
    except (ImportError, AttributeError):
        return
    setattr(protocol, _FACTORY, partial(_far, factory))


def _far(factory: Callable[..., Any], **settings: Any) -> Any:
    return factory(**settings | {"server_max_window_bits": None})
