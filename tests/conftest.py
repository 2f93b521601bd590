"""Shared fixtures: the shipped data, small made-up packages, and a running dashboard in Chromium."""

import asyncio
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Coroutine, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from geodata.model.dataset import Dataset, load
from geodata.model.schema import FOLDER
from tests import package
from tests.running import fetch, free_port, wait_until_healthy

# How long an example takes is the machine's affair: no test is timed.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

ROOT = Path(__file__).parent.parent
OTHER = ROOT / "tests" / "packages" / "merenia-soltara"  # of an invented border, far from the first
CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), ""
)
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run",
]  # fmt: skip


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail a test that connects anywhere but to this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if isinstance(address, tuple) and address[0] not in {"127.0.0.1", "localhost", "::1"}:
            pytest.fail(f"connected to {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(scope="session")
def shipped() -> Dataset:
    return load()


@pytest.fixture(scope="session")
def other() -> Dataset:
    return load(OTHER)


@pytest.fixture
def small(tmp_path: Path) -> Callable[..., Dataset]:
    """Builds a dataset from rows of made-up crossings."""

    def build(*crossings: dict[str, Any], **tables: list[dict[str, Any]]) -> Dataset:
        return load(package.write(tmp_path / "package", crossings, **tables))

    return build


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the shipped package to break."""
    return Path(shutil.copytree(FOLDER, tmp_path / "data"))


def run_apart(coroutine: Coroutine[Any, Any, Any]) -> Any:
    """Run a coroutine in a thread of its own: Playwright's loop may be running in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, coroutine).result()


class Server:
    """A dashboard in a process of its own."""

    def __init__(
        self,
        folder: Path = FOLDER,
        *,
        port: int | None = None,
        base_path: str = "",
        environment: Mapping[str, str] | None = None,
        root: Path = ROOT,
    ) -> None:
        self.address = f"127.0.0.1:{port or free_port()}"
        self.url = f"http://{self.address}{base_path}"
        self.process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.headless=true",
             f"--server.port={self.address.partition(':')[2]}", "--server.address=127.0.0.1",
             f"--server.baseUrlPath={base_path}"],
            cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env={**os.environ, "CROSSINGS_DATA": str(folder), **(environment or {})},
        )  # fmt: skip
        wait_until_healthy(self.url, "the dashboard", self.process)

    def with_data(self) -> "Server":
        """The same once it has data: those that were never checked before take it some seconds."""
        for _ in range(600):
            if fetch(f"{self.url}/data/places.csv").status_code != 503:
                break
            time.sleep(0.1)
        return self

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=20)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    running = Server().with_data()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def other_server() -> Iterator[Server]:
    """A dashboard of the other border, which a news site may frame."""
    framed = {"CROSSINGS_FRAMED_BY": "https://news.example.org"}
    running = Server(OTHER, environment=framed).with_data()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Any]:
    """Playwright, of which one thread can have only one."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(request: pytest.FixtureRequest) -> Iterator[Any]:
    if not CHROMIUM:
        if os.environ.get("BROWSER_TESTS") == "required":
            pytest.fail("BROWSER_TESTS=required, but there is no Chromium")
        pytest.skip("there is no Chromium")
    playwright = request.getfixturevalue("playwright")
    launched = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
    yield launched
    launched.close()
