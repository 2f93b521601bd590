"""Many viewers at once: real websocket sessions against one dashboard process on this machine.

python -m tests.bench load [--viewers 100] [--seconds 60] [--every 5] [--arrive 30] [--size 0] [--linger 150]
"""

import argparse
import asyncio
import json
import random
import sys
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import httpx
import numpy as np
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

from geodata.model.schema import FOLDER
from tests.bench.generate import YEARS, cached
from tests.bench.serve import Served, dashboard
from tests.bench.table import Target, aligned, judged

PATIENCE = 60  # seconds for one answer
WARMING = 1800  # a large package is checked on the first visit


@dataclass
class Seen:
    """What all viewers saw together: seconds, bytes and errors."""

    first: list[float] = field(default_factory=list)
    steps: list[float] = field(default_factory=list)
    received: list[int] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


# What a browser keeps of a widget that was drawn, and sends back with every rerun.
KEPT = {
    "button_group": ("string_array_value", "raw_values", "default"),
    "text_input": ("string_value", "value", "default"),
}


class Viewer:
    """One session: it opens the map page on the last year and steps the year slider."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.clock, self.act, self.said, self.received = "", 0, "", 0
        self.widgets: dict[str, WidgetState] = {}
        self.hashes: set[str] = set()  # of messages that need not be sent in full again
        self.kept: dict[str, Any] = {}  # what was in them
        self.query = urlencode({"years": YEARS[1]})  # the address, as a browser would keep it

    async def open(self) -> float:
        """Open the page, and return the seconds until its script has ended."""
        return await self._run(YEARS[1], patience=WARMING)

    async def step(self, year: int) -> float:
        """Move the slider, and return the seconds until the script has ended."""
        return await self._run(year, patience=PATIENCE)

    async def _run(self, year: int, patience: float) -> float:
        message = BackMsg()
        message.rerun_script.query_string = self.query
        if self.clock:
            self.act += 1
            said = {"act": {"act": self.act, "mode": "year", "years": [year, year]}}
            state = WidgetState(id=self.clock, json_value=json.dumps(said))
            self.widgets[self.clock] = state
        message.rerun_script.cached_message_hashes.extend(self.hashes)
        message.rerun_script.widget_states.widgets.extend(self.widgets.values())
        self.said, self.received = "", 0
        started = time.perf_counter()
        await self.socket.send(message.SerializeToString())
        await asyncio.wait_for(self._until_finished(), patience)
        if f", {year}:" not in self.said:
            raise RuntimeError(f"the headline does not speak of {year}")
        return time.perf_counter() - started

    async def _until_finished(self) -> None:
        async for data in self.socket:
            self.received += len(data)
            message = ForwardMsg.FromString(bytes(data))
            kind = message.WhichOneof("type")
            if kind == "ref_hash":
                self._read(self.kept[message.ref_hash])
            if message.metadata.cacheable:
                self.hashes.add(message.hash)
                self.kept[message.hash] = message.delta.new_element
            if kind == "delta":
                self._read(message.delta.new_element)
            elif kind == "page_info_changed":
                self.query = message.page_info_changed.query_string
            elif kind == "script_finished":
                if message.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
                    raise RuntimeError(f"the script ended with status {message.script_finished}")
                return

    def _read(self, element: Any) -> None:
        kind = element.WhichOneof("type")
        if kind in KEPT:
            self._keep(getattr(element, kind), *KEPT[kind])
        elif kind == "bidi_component":
            self.clock = element.bidi_component.id
        elif kind == "html" and 'class="sentence"' in element.html.body:
            self.said = element.html.body.replace("</b>", "")
        elif kind == "exception":
            raise RuntimeError(f"exception on the page: {element.exception.message}")

    def _keep(self, widget: Any, kind: str, value: str, default: str) -> None:
        """Hold a widget's value as a browser does: what was set from the script wins."""
        if widget.id in self.widgets and not widget.set_value:
            return
        state = WidgetState(id=widget.id)
        held = getattr(widget, value if widget.set_value else default)
        if kind == "string_array_value" and not widget.set_value:
            held = [widget.options[index].content for index in held]
        if kind.endswith("array_value"):
            getattr(state, kind).data.extend(held)
        else:
            setattr(state, kind, held)
        self.widgets[widget.id] = state


async def view(port: int, seen: Seen, given: argparse.Namespace, number: int, begin: float) -> None:
    """One viewer: it arrives in its turn, steps on a clock of its own from `begin` on, and leaves."""
    await asyncio.sleep(given.arrive * number / given.viewers)
    try:
        async with connect(
            f"ws://127.0.0.1:{port}/_stcore/stream", subprotocols=["streamlit"], max_size=None
        ) as socket:
            viewer = Viewer(socket)
            seen.first.append(await viewer.open())
            # Readers do not wait for each other: left to step so long after their last answer, all
            # would soon step at the same moment.
            phase = begin + given.every * number / given.viewers
            await _steps(viewer, seen, given, random.Random(number), phase)
    except (OSError, RuntimeError, TimeoutError) as error:
        seen.errors.append(f"viewer {number}: {type(error).__name__} {error}")


async def _steps(
    viewer: Viewer, seen: Seen, given: argparse.Namespace, chance: random.Random, due: float
) -> None:
    ends, year = due + given.seconds, YEARS[1]
    while (due := due + given.every) <= ends:
        await asyncio.sleep(due - time.monotonic())
        year = chance.choice([other for other in range(YEARS[0], YEARS[1] + 1) if other != year])
        await viewer.step(year)
        # From the moment it was due: a step that had to wait for the one before was slow.
        seen.steps.append(time.monotonic() - due)
        seen.received.append(viewer.received)


async def watch(served: Served, peak: list[float]) -> None:
    """Note the server's memory twice a second."""
    while True:
        peak.append(served.memory())
        await asyncio.sleep(0.5)


async def attend(served: Served, given: argparse.Namespace) -> tuple[Seen, list[float]]:
    """Let every viewer come, step and go; return what they saw, and memory before, peak and after."""
    while httpx.get(f"{served.url}/data/marks.json").status_code != 200:
        await asyncio.sleep(1)  # a large package is still being read
    alone = argparse.Namespace(every=1, viewers=1, seconds=0, arrive=0)
    await view(served.port, Seen(), alone, 0, time.monotonic())
    before, peak, seen = served.memory(), [0.0], Seen()
    watching = asyncio.create_task(watch(served, peak))
    begin = time.monotonic() + given.arrive
    numbers = range(given.viewers)
    await asyncio.gather(*(view(served.port, seen, given, n, begin) for n in numbers))
    watching.cancel()
    await asyncio.sleep(given.linger)
    return seen, [before, max(peak), served.memory()]


def report(seen: Seen, memory: list[float], viewers: int) -> str:
    """The table of one load test, and its targets."""
    before, peak, after = memory
    if not seen.steps:
        return "no step succeeded\n" + "\n".join(seen.errors[:5])
    head = ["viewers", "opened", "steps", "errors", "open p95 s", "step median", "p95", "max",
            "kB/step", "RSS before", "peak", "after", "MB/viewer"]  # fmt: skip
    row = [
        str(viewers), str(len(seen.first)), str(len(seen.steps)), str(len(seen.errors)),
        *(f"{np.percentile(seen.first, 95):.2f} {np.median(seen.steps):.2f}".split()),
        f"{np.percentile(seen.steps, 95):.2f}", f"{max(seen.steps):.2f}",
        f"{np.median(seen.received) / 1000:.1f}", f"{before:.0f}", f"{peak:.0f}", f"{after:.0f}",
        f"{(peak - before) / viewers:.2f}",
    ]  # fmt: skip
    targets = [
        Target("errors", len(seen.errors), 0),
        Target("step p95, seconds", float(np.percentile(seen.steps, 95)), 1),
        Target("memory after they left, × before", after / before, 1.1),
    ]
    return "\n".join([aligned(head, [row]), "", judged(targets), *seen.errors[:5]])


def main(arguments: list[str]) -> None:
    """Serve the dashboard, let the viewers in, and print the table."""
    parser = argparse.ArgumentParser(prog="tests.bench load", description=__doc__)
    parser.add_argument("--viewers", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=60, help="for which each viewer stays")
    parser.add_argument("--every", type=float, default=5, help="seconds between two steps of one")
    parser.add_argument("--arrive", type=float, default=30, help="seconds in which all arrive")
    parser.add_argument("--size", type=int, default=0, help="crossings; 0 is the shipped data")
    parser.add_argument("--linger", type=float, default=150, help="seconds before the last look: "
                        "Streamlit keeps a session for two minutes after its viewer left")  # fmt: skip
    given = parser.parse_args(arguments)
    folder = cached(given.size) if given.size else FOLDER
    with Served(dashboard("dashboard", folder)) as served:
        print(report(*asyncio.run(attend(served, given)), given.viewers))


if __name__ == "__main__":
    main(sys.argv[1:])
