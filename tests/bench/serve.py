"""The apps that are measured, and a server process for each."""

import os
import subprocess
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType

import psutil

from geodata.model.schema import FOLDER
from tests.bench.wire import Wire
from tests.conftest import ROOT
from tests.running import free_port, wait_until_healthy

APPS = Path(__file__).parent / "apps"
SHELL = ROOT / "geodata" / "panels" / "shell.py"


@dataclass(frozen=True)
class App:
    """One app: its script, the data it shows, and what in the page shows that a step has arrived.

    `marks` and `text` are JavaScript: what is on the map, and what the page around it says. Either may
    be a blank, where an app has none.
    """

    name: str
    script: Path
    marks: str = "''"
    text: str = "''"
    folder: Path = FOLDER
    reference: bool = True
    streamlit: bool = True

    def command(self, port: int) -> list[str]:
        """What serves it at a port."""
        if not self.streamlit:
            return [sys.executable, str(self.script)]
        target = APPS / "server.py" if self.reference else ROOT / "dashboard.py"
        return [
            sys.executable, "-m", "streamlit", "run", str(target), "--server.headless=true",
            f"--server.port={port}", "--server.address=127.0.0.1",
        ]  # fmt: skip

    @property
    def environment(self) -> dict[str, str]:
        """The environment that its process needs."""
        return {**os.environ, "CROSSINGS_DATA": str(self.folder), "BENCH_SCRIPT": str(self.script)}


# JavaScript from the page's document and the map frame's to a text that differs after each step.
FLOOR = App("floor", APPS / "floor.py", text="page.querySelector('[data-testid=stText]').innerText")
BARE = App(
    "bare map", APPS / "bare_map.py", "map.querySelector('path.leaflet-interactive').getAttribute('d')"
)  # fmt: skip
NAIVE = App(
    "naive", APPS / "naive.py", "map.querySelectorAll('.leaflet-marker-icon')[299].style.transform"
)
DASH = App(
    "Dash",
    APPS / "dash_page.py",
    "[...page.querySelectorAll('.leaflet-marker-pane > *, path.leaflet-interactive')]"
    ".map(m => m.title + m.style.transform + m.getAttribute('d')).join()",
    "[...page.querySelectorAll('#sentence, .card')].map(w => w.textContent).join()",
    streamlit=False,
)


def references() -> list[App]:
    """What the dashboard is compared with: Dash only where it is installed."""
    return [FLOOR, BARE, NAIVE, *([DASH] if find_spec("dash_leaflet") else [])]


def dashboard(name: str, folder: Path) -> App:
    """The dashboard on the data of a folder."""
    marks = "[...map.querySelectorAll('.mark')].map(m => m.getAttribute('aria-label')).join()"
    text = (
        "[...page.querySelectorAll('.sentence, .card')].filter(w => w.checkVisibility())"
        ".map(w => w.textContent).join()"
    )
    return App(name, SHELL, marks, text, folder, reference=False)


class Served:
    """An app in a server process of its own, for the time of a `with` block."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.port = free_port()
        self.wire = Wire(self.port)
        self.url = f"http://127.0.0.1:{self.wire.port}"

    def __enter__(self) -> "Served":
        self.process = subprocess.Popen(
            self.app.command(self.port),
            cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env=self.app.environment | {"PYTHONPATH": str(ROOT), "BENCH_PORT": str(self.port)},
        )  # fmt: skip
        wait_until_healthy(f"http://127.0.0.1:{self.port}", self.app.name, self.process)
        self.wire.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:  # fmt: skip
        self.wire.__exit__(kind, error, trace)
        self.process.terminate()
        self.process.wait(timeout=20)

    def memory(self) -> float:
        """The megabytes of memory that the process holds."""
        return float(psutil.Process(self.process.pid).memory_info().rss) / 2**20
