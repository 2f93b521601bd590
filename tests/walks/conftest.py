"""The browsers of the walks, each launched once, and one dashboard that may be restarted."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from geodata.model.dataset import Dataset
from tests.conftest import CHROMIUM, Server
from tests.running import free_port
from tests.walks import chromium, firefox, webkit
from tests.walks.chromium import Chromium
from tests.walks.driver import Driver
from tests.walks.firefox import Firefox
from tests.walks.invariants import Facts
from tests.walks.lands import SHIPPED, Land
from tests.walks.slow import SlowWay
from tests.walks.walk import PATIENCE, Walk
from tests.walks.webkit import WebKit

SLOW = 2.5  # times as patient where the network or the processor is slow
EACH_WAY = 0.15  # seconds
THERE = {
    "chromium": bool(CHROMIUM),
    "firefox": bool(firefox.FIREFOX),
    "webkit": all((webkit.DRIVER, webkit.BROWSER, webkit.SCREEN)),
}
REPORT = pytest.StashKey[list[str]]()


@dataclass
class Dashboard:
    """A server that comes back at the same address."""

    server: Server
    port: int
    folder: Path

    @property
    def url(self) -> str:
        return self.server.url

    def restart(self) -> None:
        self.server.stop()
        self.server = Server(self.folder, port=self.port)


@pytest.fixture(scope="session")
def dashboards() -> Iterator[Callable[[Path], Dashboard]]:
    """Dashboards by the folder of their data, each started when first asked for."""
    running: dict[Path, Dashboard] = {}

    def of(folder: Path) -> Dashboard:
        if folder not in running:
            port = free_port()
            running[folder] = Dashboard(Server(folder, port=port).with_data(), port, folder)
        return running[folder]

    yield of
    for dashboard in running.values():
        dashboard.server.stop()


class Browsers:
    """Tabs of the three engines, whose browsers are launched when first asked for."""

    def __init__(self, request: pytest.FixtureRequest) -> None:
        self._request = request
        self._ends, self._running = ExitStack(), dict[str, Any]()

    def tab(self, engine: str, size: tuple[int, int], *, touch: bool, cpu_slowed: float) -> Driver:
        """A new tab of an engine; without the engine the test is skipped, or fails where it is required."""
        if not THERE[engine]:
            if os.environ.get("BROWSER_TESTS") == "required":
                pytest.fail(f"BROWSER_TESTS=required, but there is no {engine}")
            pytest.skip(f"there is no {engine}")
        if engine not in self._running:
            self._running[engine] = getattr(self, f"_{engine}")()
        running = self._running[engine]
        if engine == "chromium":
            return Chromium(running, size, touch=touch, cpu_slowed=cpu_slowed)
        tab = Firefox if engine == "firefox" else WebKit
        return tab(running, size, touch=touch)

    def _chromium(self) -> Any:
        # Playwright closes it when it stops.
        return chromium.launch(self._request.getfixturevalue("playwright"))

    def _firefox(self) -> Any:
        running = firefox.launch()
        self._ends.callback(firefox.quit_, running)
        return running

    def _webkit(self) -> Any:
        screen = webkit.Screen()
        self._ends.callback(screen.close)
        return screen

    def close(self) -> None:
        self._ends.close()


@pytest.fixture(scope="session")
def browsers(request: pytest.FixtureRequest) -> Iterator[Browsers]:
    launched = Browsers(request)
    yield launched
    launched.close()


@pytest.fixture
def visit(
    browsers: Browsers,
    dashboards: Callable[[Path], Dashboard],
    shipped: Dataset,
    other: Dataset,
    request: pytest.FixtureRequest,
) -> Iterator[Callable[..., Walk]]:
    """Starts the one walk of a test, in an engine and under conditions."""
    ends, began = ExitStack(), time.monotonic()

    def start(
        engine: str, size: tuple[int, int], *, touch: bool = False, land: Land = SHIPPED
    ) -> Walk:
        dashboard, dataset = dashboards(land.folder), shipped if land == SHIPPED else other
        name, _, condition = engine.partition("-")
        tab = browsers.tab(name, size, touch=touch, cpu_slowed=4 if condition == "cpu" else 1)
        ends.callback(tab.close)
        url = dashboard.url
        if condition == "network":
            way = SlowWay(dashboard.port, EACH_WAY)
            ends.callback(way.close)
            url = f"http://127.0.0.1:{way.port}"
        walk = Walk(tab, Facts(dataset, dashboard.url), url, fingers=touch,
                    patience=PATIENCE * (SLOW if condition else 1),
                    restart_server=dashboard.restart, brief=land != SHIPPED)  # fmt: skip
        ends.callback(_note, request, walk, began)
        return walk

    yield start
    ends.close()


def _note(request: pytest.FixtureRequest, walk: Walk, began: float) -> None:
    lines = [f"{request.node.name}: {walk.acts} acts in {time.monotonic() - began:.0f} s"]
    lines += [f"    left out: {words}" for words in walk.left_out]
    request.config.stash.setdefault(REPORT, []).extend(lines)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    lines = terminalreporter.config.stash.get(REPORT, [])
    if lines:
        terminalreporter.write_sep("-", "walks")
        for line in lines:
            terminalreporter.write_line(line)
