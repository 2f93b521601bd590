"""Cold loads and slider steps of the dashboard and of three reference apps, side by side in Chromium.

python -m tests.bench [--quick] [--sizes 1000 10000 100000] [--rounds 5] [--steps 5]
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from statistics import median
from urllib.parse import urlencode

import numpy as np
from playwright.sync_api import Browser, Page, WebSocket, sync_playwright

from geodata.drawings.marks import marks
from geodata.model.address import Choice
from geodata.model.dataset import Dataset, load
from geodata.model.filters import Filters
from geodata.model.schema import FOLDER
from tests.bench.generate import YEARS, cached
from tests.bench.serve import BARE, FLOOR, NAIVE, App, Served, dashboard
from tests.bench.table import Target, aligned, judged
from tests.conftest import ARGUMENTS, CHROMIUM, ROOT

PATIENCE = 120_000  # milliseconds; the slowest app takes seconds for a step
WARMING = 900_000  # a large package is checked on the first visit
REFUSED = "!!document.querySelector('[data-testid=stAlert]')"  # no page that is measured shows one
QUIET = 300  # milliseconds without a message after which a step is over

# Looks at the marks once a frame, so a step ends with the first frame that can paint the new ones.
# All clocks are the page's own: the map's frame counts from another zero.
LOOK = """(() => {
  if (window !== window.top) return;
  const page = document;
  const marks = () => {
    const frame = page.querySelector("iframe[title='streamlit_folium.st_folium']");
    const map = frame && frame.contentDocument;
    try { return %s || ""; } catch { return ""; }
  };
  const text = () => { try { return %s; } catch { return ""; } };
  const bench = window.bench = { drawn: null, pressed: null, changed: null, said: null };
  let before;
  addEventListener("keydown", () => {
    before = [marks(), text()];
    Object.assign(bench, { changed: null, said: null, pressed: performance.now() });
  }, true);
  const look = () => {
    if (bench.drawn === null && marks()) bench.drawn = performance.now();
    if (bench.pressed && bench.changed === null && ![before[0], ""].includes(marks())) {
      bench.changed = performance.now();
    }
    if (bench.pressed && bench.said === null && text() !== before[1]) bench.said = performance.now();
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})()"""


@dataclass
class Result:
    """What was measured of one app, in milliseconds, bytes and megabytes."""

    app: App
    cold: list[float] = field(default_factory=list)
    steps: list[float] = field(default_factory=list)
    pages: list[float] = field(default_factory=list)
    received: list[int] = field(default_factory=list)
    script: list[float] = field(default_factory=list)
    first_visit: float = 0.0
    memory: float = 0.0


class Reader:
    """One new reader of an app: a browser context that has nothing cached."""

    def __init__(self, browser: Browser, served: Served, year: int) -> None:
        self.served = served
        self.context = browser.new_context(viewport={"width": 1280, "height": 1000})
        self.context.add_init_script(LOOK % (served.app.marks, served.app.text))
        self.has_text = served.app.text != App.text
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.received, self.heard = 0, time.monotonic()
        self.page.on("websocket", lambda socket: self._listen(socket))
        self.page.goto(f"{served.url}/?{urlencode({'years': year})}", wait_until="commit")

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", self._count)

    def _count(self, payload: str | bytes) -> None:
        self.received += len(payload)
        self.heard = time.monotonic()

    def cold(self, timeout: int = PATIENCE) -> float:
        """The milliseconds from the start of the navigation to the first frame with marks."""
        self.page.wait_for_function(f"{REFUSED} || (window.bench && bench.drawn)", timeout=timeout)
        if self.page.evaluate(REFUSED):
            raise SystemExit(
                f"{self.served.app.name}: the page shows no data; see the server's log"
            )
        drawn = float(self.page.evaluate("bench.drawn"))
        self._settle()
        return drawn

    def step(self, key: str) -> tuple[float, float, int]:
        """The milliseconds from a key on the slider to new marks, to new words, and the bytes it took."""
        before = self.received
        self.page.get_by_role("slider").first.focus()
        self.page.keyboard.press(key)
        self.page.wait_for_function("bench.changed")
        took = float(self.page.evaluate("bench.changed - bench.pressed"))
        page = took
        if self.has_text:
            self.page.wait_for_function("bench.said")
            page = max(took, float(self.page.evaluate("bench.said - bench.pressed")))
        self._settle()
        return took, page, self.received - before

    def _settle(self) -> None:
        """Wait until the script has ended and nothing more arrives."""
        ended = "document.querySelector('.stApp').dataset.testScriptState === 'notRunning'"
        while True:
            self.page.wait_for_timeout(QUIET / 2)
            if (time.monotonic() - self.heard) * 1000 > QUIET and self.page.evaluate(ended):
                return


def walk(dataset: Dataset | None) -> tuple[int, int]:
    """The longest run of years in which each step changes the map: (first, last)."""
    if dataset is None:
        return YEARS
    drawn = {y: _labels(dataset, y) for y in range(dataset.years[0], dataset.years[1] + 1)}
    runs: list[list[int]] = [[]]
    for year, labels in drawn.items():
        if labels == drawn.get(year - 1):
            runs.append([])
        runs[-1].append(year)
    longest = max(runs, key=len)
    return longest[0], longest[-1]


def _labels(dataset: Dataset, year: int) -> list[str]:
    choice = Choice(Filters(years=(year, year)))
    return [mark["label"] for mark in marks(dataset, choice) if "id" in mark]


def keys(years: tuple[int, int]) -> Iterator[str]:
    """Keys that walk from the last year to the first, back, and so on."""
    while True:
        for key in ("ArrowLeft", "ArrowRight"):
            yield from [key] * (years[1] - years[0])


def measure(browser: Browser, served: Served, result: Result, steps: int) -> None:
    """One round of one app: a cold load, a step to warm up, and the steps that count."""
    years = walk(load(FOLDER) if served.app.folder == FOLDER and not served.app.reference else None)
    reader = Reader(browser, served, years[1])
    result.cold.append(reader.cold())
    way = keys(years)
    reader.step(next(way))
    for _ in range(steps):
        took, page, received = reader.step(next(way))
        result.steps.append(took)
        result.pages.append(page)
        result.received.append(received)
    reader.context.close()
    result.memory = served.memory()


def script_times(app: App, runs: int) -> list[float]:
    """The milliseconds of each rerun of an app's script, in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.script_time", str(app.script), f"--runs={runs}"]
    done = subprocess.run(
        command, cwd=ROOT, env=app.environment, stdout=subprocess.PIPE, check=True, text=True
    )
    return [seconds * 1000 for seconds in json.loads(done.stdout.splitlines()[-1])]


def run(apps: list[App], rounds: int, steps: int) -> list[Result]:
    """Measure every app, in rounds, so that whatever else the machine does disturbs all alike."""
    results = [Result(app) for app in apps]
    with ExitStack() as stack:
        play = stack.enter_context(sync_playwright())
        browser = play.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        stack.callback(browser.close)
        served = [stack.enter_context(Served(app)) for app in apps]
        for server, result in zip(served, results, strict=True):
            _say(f"{result.app.name}: first visit")
            started = time.monotonic()
            reader = Reader(browser, server, YEARS[1])
            reader.cold(WARMING)
            reader.context.close()
            result.first_visit = time.monotonic() - started
        for number in range(rounds):
            for server, result in zip(served, results, strict=True):
                _say(f"{result.app.name}: round {number + 1} of {rounds}")
                measure(browser, server, result, steps)
    for result in results:
        _say(f"{result.app.name}: script")
        result.script = script_times(result.app, 5 if result.app is NAIVE else rounds * steps)
    return results


def _say(text: str) -> None:
    print(f"{text:<60}", end="\r" if sys.stderr.isatty() else "\n", file=sys.stderr, flush=True)


def report(results: list[Result]) -> str:
    """The table of everything measured, and the targets."""
    found = {result.app.name: result for result in results}
    bare = found[BARE.name]
    head = ["app", "first visit s", "cold ms", "× bare", "step ms", "p95", "× bare", "page ms", "kB/step", "max",
            "script ms", "p95", "RSS MB"]  # fmt: skip
    rows = [_row(result, bare) for result in results]
    return f"{aligned(head, rows)}\n\n{judged(_targets(found))}"


def _row(result: Result, bare: Result) -> list[str]:
    cold, step = median(result.cold), median(result.steps)
    return [
        result.app.name, f"{result.first_visit:.1f}",
        f"{cold:.0f}", f"{cold / median(bare.cold):.2f}",
        f"{step:.0f}", f"{_p95(result.steps):.0f}", f"{step / median(bare.steps):.2f}",
        f"{median(result.pages):.0f}",
        f"{median(result.received) / 1000:.1f}", f"{max(result.received) / 1000:.1f}",
        f"{median(result.script):.1f}", f"{_p95(result.script):.1f}", f"{result.memory:.0f}",
    ]  # fmt: skip


def _p95(values: list[float]) -> float:
    return float(np.percentile(values, 95))


def _targets(found: dict[str, Result]) -> list[Target]:
    """The numbers to reach; `large` is the largest package that was measured."""
    shipped, *others = [result for result in found.values() if not result.app.reference]
    bare, naive = found[BARE.name], found[NAIVE.name]
    step = median(shipped.steps)
    targets = [
        Target("shipped step, × bare map", step / median(bare.steps), 1.3),
        Target("naive step, × shipped step", median(naive.steps) / step, 15, at_least=True),
        Target("shipped kB per step, median", median(shipped.received) / 1000, 15),
        Target("shipped cold load, × bare map", median(shipped.cold) / median(bare.cold), 1.3),
        Target("shipped script ms, median", median(shipped.script), 60),
    ]
    for large in others[-1:]:
        targets += [
            Target(f"{large.app.name} step, × bare map", median(large.steps) / median(bare.steps), 2),
            Target(f"{large.app.name} kB per step, median", median(large.received) / 1000, 60),
            Target(f"{large.app.name} script ms, median", median(large.script), 150),
        ]  # fmt: skip
    return targets


def main(arguments: list[str]) -> None:
    """Generate what is missing, measure, and print the table."""
    parser = argparse.ArgumentParser(prog="tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="about a minute, indicative only")
    parser.add_argument("--sizes", type=int, nargs="*", default=[1_000, 10_000, 100_000])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--steps", type=int, default=5, help="in each round")
    given = parser.parse_args(arguments)
    sizes, rounds, steps = given.sizes, given.rounds, given.steps
    if given.quick:
        sizes, rounds, steps = [10_000], 1, 5
    generated = [dashboard(f"{size:,} crossings", cached(size)) for size in sizes]
    apps = [dashboard("shipped data", FOLDER), *generated, FLOOR, BARE, NAIVE]
    print(report(run(apps, rounds, steps)))


if __name__ == "__main__":
    main(sys.argv[1:])
