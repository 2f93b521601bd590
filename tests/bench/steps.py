"""Cold loads and slider steps of the dashboard and of reference apps, side by side in Chromium.

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
from playwright.sync_api import Browser, Page, sync_playwright

from geodata.drawings.marks import marks
from geodata.model.address import Choice
from geodata.model.dataset import Dataset, load
from geodata.model.filters import Filters
from geodata.model.schema import FOLDER
from tests.bench.generate import YEARS, cached
from tests.bench.serve import BARE, DASH, NAIVE, App, Served, dashboard, references
from tests.bench.table import Target, aligned, judged
from tests.conftest import ARGUMENTS, CHROMIUM, ROOT

PATIENCE = 120_000  # milliseconds; the slowest app takes seconds for a step
WARMING = 900_000  # a large package is checked on the first visit
# No page that is measured shows a warning, or that there are no data.
REFUSED = "!!document.querySelector('[data-testid=stAlert], section.empty')"
QUIET = 300  # milliseconds without an answer after which a step is over

# Looks at marks and words once a frame. A step ends with the last frame in which either became other:
# what is drawn first, and mended after, was not right. All clocks are the page's own: the map's frame
# counts from another zero.
LOOK = """(() => {
  if (window !== window.top) return;
  const page = document;
  const marks = () => {
    const frame = page.querySelector("iframe[title='streamlit_folium.st_folium']");
    const map = frame && frame.contentDocument;
    try { return %s || ""; } catch { return ""; }
  };
  const words = () => { try { return %s; } catch { return ""; } };
  const bench = window.bench = { drawn: null, pressed: null, marks: null, words: null, largest: 0, shift: 0 };
  const see = (type, of) => new PerformanceObserver((list) => list.getEntries().forEach(of)).observe({ type, buffered: true });
  see("largest-contentful-paint", (paint) => { bench.largest = paint.startTime; });
  see("layout-shift", (shift) => { if (!shift.hadRecentInput) bench.shift += shift.value; });
  const seen = {};
  addEventListener("keydown", () => {
    Object.assign(seen, { marks: marks(), words: words() });
    Object.assign(bench, { marks: null, words: null, pressed: performance.now() });
  }, true);
  const look = () => {
    if (bench.drawn === null && (marks() || (%s && words()))) bench.drawn = performance.now();
    if (bench.pressed) for (const [name, found] of Object.entries({ marks: marks(), words: words() })) {
      if (["", seen[name]].includes(found)) continue;
      seen[name] = found;
      bench[name] = performance.now();
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})()"""

Viewport = tuple[int, int]
SCREEN: Viewport = (1280, 800)
OTHER_SCREENS: tuple[Viewport, ...] = ((1920, 1080), (390, 844))  # seen for how much moves on them


@dataclass
class Result:
    """What was measured of one app, in milliseconds, bytes and megabytes."""

    app: App
    cold: list[float] = field(default_factory=list)
    largest: list[float] = field(default_factory=list)
    shift: dict[Viewport, list[float]] = field(default_factory=dict)
    marks: list[float] = field(default_factory=list)
    words: list[float] = field(default_factory=list)
    received: list[int] = field(default_factory=list)
    script: list[float] = field(default_factory=list)
    first_visit: float = 0.0
    memory: float = 0.0

    @property
    def steps(self) -> list[float]:
        """The milliseconds until everything was right, for each step."""
        return [max(pair) for pair in zip(self.marks, self.words, strict=True)]

    @property
    def moved(self) -> float:
        """How much moves while the page loads, on the screen on which most does."""
        return max(median(shifts) for shifts in self.shift.values())


class Reader:
    """One new reader of an app: a browser context that has nothing cached."""

    def __init__(
        self, browser: Browser, served: Served, year: int, screen: Viewport = SCREEN
    ) -> None:
        self.served = served
        app = served.app
        self.context = browser.new_context(viewport={"width": screen[0], "height": screen[1]})
        only_words = "true" if app.marks == App.marks else "false"
        self.context.add_init_script(LOOK % (app.marks, app.text, only_words))
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.page.goto(f"{served.url}/?{urlencode({'years': year})}", wait_until="commit")

    def cold(self, timeout: int = PATIENCE) -> tuple[float, float, float]:
        """The milliseconds to the first frame with marks and to the largest paint, and the layout shift."""
        self.page.wait_for_function(f"{REFUSED} || (window.bench && bench.drawn)", timeout=timeout)
        if self.page.evaluate(REFUSED):
            raise SystemExit(
                f"{self.served.app.name}: the page shows no data; see the server's log"
            )
        self._settle()
        drawn, largest, shift = self.page.evaluate("[bench.drawn, bench.largest, bench.shift]")
        return float(drawn), float(largest), float(shift)

    def step(self, key: str) -> tuple[float, float, int]:
        """The milliseconds from a key on the slider to the right marks, to the right words, and the bytes."""
        before = self.served.wire.received
        self.page.get_by_role("slider").first.focus()
        self.page.keyboard.press(key)
        self.page.wait_for_function("bench.marks || bench.words")
        self._settle()
        # An app without words, or a step that leaves the marks as they were, has one time for both.
        found = self.page.evaluate(
            "[bench.marks || bench.words, bench.words || bench.marks].map((at) => at - bench.pressed)"
        )
        return float(found[0]), float(found[1]), self.served.wire.received - before

    def _settle(self) -> None:
        """Wait until the script has ended and nothing more arrives."""
        ended = "(document.querySelector('.stApp')?.dataset.testScriptState || 'notRunning') === 'notRunning'"
        while True:
            self.page.wait_for_timeout(QUIET / 2)
            if (time.monotonic() - self.served.wire.heard) * 1000 > QUIET and self.page.evaluate(
                ended
            ):
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
    plain = served.app.reference and served.app.streamlit  # every year looks different
    years = walk(load(FOLDER) if served.app.folder == FOLDER and not plain else None)
    reader = Reader(browser, served, years[1])
    _cold(reader, result, SCREEN)
    way = keys(years)
    reader.step(next(way))
    for _ in range(steps):
        marks_at, words_at, received = reader.step(next(way))
        result.marks.append(marks_at)
        result.words.append(words_at)
        result.received.append(received)
    reader.context.close()
    for screen in OTHER_SCREENS:
        reader = Reader(browser, served, years[1], screen)
        _cold(reader, result, screen)
        reader.context.close()
    result.memory = served.memory()


def _cold(reader: Reader, result: Result, screen: Viewport) -> None:
    drawn, largest, shift = reader.cold()
    result.shift.setdefault(screen, []).append(shift)
    if screen == SCREEN:
        result.cold.append(drawn)
        result.largest.append(largest)


def script_times(app: App, runs: int) -> list[float]:
    """The milliseconds of each rerun of an app's script, in a process of its own; none of Dash, which has none."""
    if not app.streamlit:
        return []
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
    head = ["app", "first visit s", "cold ms", "× bare", "largest ms", "shift", "marks ms", "p95", "words ms", "p95",
            "step ms", "kB/step", "max", "script ms", "p95", "RSS MB"]  # fmt: skip
    rows = [_row(result, bare) for result in results]
    return f"{aligned(head, rows)}\n\n{judged(_targets(found))}"


def _row(result: Result, bare: Result) -> list[str]:
    cold = median(result.cold)
    return [
        result.app.name, f"{result.first_visit:.1f}",
        f"{cold:.0f}", f"{cold / median(bare.cold):.2f}", f"{median(result.largest):.0f}", f"{result.moved:.2f}",
        f"{median(result.marks):.0f}", f"{_p95(result.marks):.0f}",
        f"{median(result.words):.0f}", f"{_p95(result.words):.0f}", f"{median(result.steps):.0f}",
        f"{median(result.received) / 1000:.1f}", f"{max(result.received) / 1000:.1f}",
        *([f"{median(result.script):.1f}", f"{_p95(result.script):.1f}"] if result.script else ["–", "–"]),
        f"{result.memory:.0f}",
    ]  # fmt: skip


def _p95(values: list[float]) -> float:
    return float(np.percentile(values, 95))


def _targets(found: dict[str, Result]) -> list[Target]:
    """The numbers to reach; `large` is the largest package that was measured."""
    shipped, *others = [result for result in found.values() if not result.app.reference]
    bare, naive = found[BARE.name], found[NAIVE.name]
    targets = [
        Target("shipped marks, × bare map", median(shipped.marks) / median(bare.marks), 1),
        Target("naive marks, × shipped marks", median(naive.marks) / median(shipped.marks), 15, at_least=True),
        Target("shipped kB per step, median", median(shipped.received) / 1000, 10),
        Target("shipped cold load, × bare map", median(shipped.cold) / median(bare.cold), 1.15),
        Target("shipped largest paint, ms", median(shipped.largest), 1200),
        Target("shipped layout shift", shipped.moved, 0.1),
        Target("shipped script ms, median", median(shipped.script), 60),
    ]  # fmt: skip
    if dash := found.get(DASH.name):
        targets.append(
            Target("shipped words, × Dash", median(shipped.words) / median(dash.words), 1.5)
        )
    for large in others[-1:]:
        targets += [
            Target(f"{large.app.name} marks, × bare map", median(large.marks) / median(bare.marks), 2),
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
    apps = [dashboard("shipped data", FOLDER), *generated, *references()]
    print(report(run(apps, rounds, steps)))


if __name__ == "__main__":
    main(sys.argv[1:])
