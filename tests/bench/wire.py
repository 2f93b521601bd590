"""A way to an app that counts what comes back over it: bytes as they are sent, headers and compression too."""

import asyncio
import time
from collections.abc import Coroutine
from threading import Thread
from types import TracebackType
from typing import Any

from tests.running import free_port

CHUNK = 2**16


class Wire:
    """Passes on every connection to a port, for the time of a `with` block, and counts the answers."""

    def __init__(self, port: int) -> None:
        self._to = port
        self.port = free_port()
        self.received = 0
        self.heard = time.monotonic()
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self) -> "Wire":
        self._thread.start()
        self._run(asyncio.start_server(self._connect, "127.0.0.1", self.port))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:  # fmt: skip
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def _run(self, work: Coroutine[Any, Any, Any]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result()

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        answers, requests = await asyncio.open_connection("127.0.0.1", self._to)
        await asyncio.gather(
            self._pass(reader, requests), self._pass(answers, writer, counted=True)
        )

    async def _pass(
        self, source: asyncio.StreamReader, to: asyncio.StreamWriter, *, counted: bool = False
    ) -> None:
        try:
            while data := await source.read(CHUNK):
                if counted:
                    self.received += len(data)
                    self.heard = time.monotonic()
                to.write(data)
                await to.drain()
        except ConnectionError:
            pass  # the browser has closed it
        finally:
            to.close()
