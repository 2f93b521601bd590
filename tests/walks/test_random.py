"""One reader who does anything at all, in one tab, for as long as there is time.

WALK_SECONDS is how long (180 by default); WALK_SEED, or pytest's --hypothesis-seed, repeats a walk;
WALK_SHRINK=1 looks for the shortest walk that fails, which takes minutes.
"""

import os
import random
import time
from collections.abc import Callable
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.walks.walk import Walk

pytestmark = [pytest.mark.browser, pytest.mark.walk]

SECONDS = float(os.environ.get("WALK_SECONDS", "180"))
ACTS = 60  # in one visit; the next one goes on in the same tab
SHRINK = bool(os.environ.get("WALK_SHRINK"))
PATHS = [
    "", "?years=2015", "?until=2016&place=pasvik", "?years=2012&years=2023&q=police", "?at=storskog",
    "?crossing=pasvik-swimmer-2012", "?years=abc&place=oslo", "articles?place=storskog", "about",
]  # fmt: skip
TEXTS = ["fence", "police", "5,439", "Storskog", "Бугаёво", "nothing has this"]
CROSSINGS = [
    "pasvik-swimmer-2012",
    "grense-jakobselv-soldier-2025-08-22",
    "skroytnes-medvedev-2023-01-13",
]
SIZES = [(1280, 800), (1920, 1080), (1024, 768)]
PLACES = ["Storskog", "Grense Jakobselv", "Pasvik", "Elsewhere"]
OTHERS = ["Towards Norway", "Towards Russia", "Confirmed", "Claimed"]

Condition = Callable[["Visit"], bool]


def when(condition: Condition) -> Callable[[Any], Any]:
    """Let a rule be taken only where its act can be done."""
    return precondition(condition)


def anywhere(visit: "Visit") -> bool:
    return visit.walk.page not in {"crossing", "about"}  # which have no controls


def on_the_map(visit: "Visit") -> bool:
    return visit.walk.page == "map"


def with_one_year(visit: "Visit") -> bool:
    """Where one slider says it all: of a range, the first year bounds the last."""
    return bool(visit.walk.state["clock"]) and visit.walk.choice.mode != "range"


def with_button(name: str) -> Condition:
    return lambda visit: any(name in button for button in visit.walk.state["buttons"])


def with_mark(visit: "Visit") -> bool:
    return on_the_map(visit) and all(
        mark["hit"] for mark in visit.walk.state["map"]["marks"] if _of_a_location(mark["label"])
    )


def _of_a_location(label: str) -> bool:
    return label.partition(":")[0] in PLACES


class EndedError(BaseException):
    """The walk is over: time is up, or something failed. Hypothesis lets it pass, and tries nothing again."""


class Visit(RuleBasedStateMachine):
    """What a reader may do next. The walk predicts what it can, and checks everything."""

    walk: ClassVar[Walk]
    ends: ClassVar[float]
    name: ClassVar[str]
    failed: ClassVar[bool] = False

    def __init__(self) -> None:
        super().__init__()
        self.walk.told[:] = [f"{self.name}, after {self.walk.acts} acts in this tab"]
        self._do(self.walk.open)
        self.dark = False

    def _do(self, act: Callable[..., None], *arguments: Any, **how: Any) -> None:
        if time.monotonic() > self.ends and not self.failed:
            raise EndedError
        try:
            act(*arguments, **how)
        except Exception as error:
            type(self).failed = True
            if SHRINK:
                raise
            raise EndedError from error

    @rule()
    def a_moment_passes(self) -> None:
        """Be the first in the alphabet: the simplest walk is this, over and over."""

    @when(anywhere)
    @rule()
    def reload(self) -> None:
        self._do(self.walk.reload)

    @when(anywhere)
    @rule(path=st.sampled_from(PATHS))
    def open(self, path: str) -> None:
        self._do(self.walk.open, path)

    @when(anywhere)
    @rule()
    def back_and_forward(self) -> None:
        choice, page = self.walk.choice, self.walk.page
        year = 2012 if "years=2015" in self.walk.state["url"] else 2015
        self._do(self.walk.open, f"?years={year}&at=pasvik")
        self._do(
            self.walk.back, page=page, mode=choice.mode, at=choice.at, crossing=choice.crossing
        )
        self._do(self.walk.forward, page="map", first=year, last=year, at="pasvik")

    @when(anywhere)
    @rule(name=st.sampled_from(["Map", "Timeline", "Articles", "Data", "About"]))
    def go(self, name: str) -> None:
        self._do(self.walk.go, name)

    @when(lambda visit: bool(visit.walk.state["clock"]))
    @rule(name=st.sampled_from(["year", "range", "until"]))
    def mode(self, name: Any) -> None:
        self._do(self.walk.mode, name)

    @when(lambda visit: bool(visit.walk.state["clock"]))
    @rule(
        key=st.sampled_from(["ArrowLeft", "ArrowRight"]),
        times=st.integers(1, 12),
        every=st.sampled_from([0.03, 0.09, 0.15]),
    )
    def hold(self, key: str, times: int, every: float) -> None:
        self._do(self.walk.hold, key, times, every)

    @when(with_one_year)
    @rule(key=st.sampled_from(["Home", "End"]))
    def jump(self, key: Any) -> None:
        self._do(self.walk.jump, key)

    @when(with_one_year)
    @rule(year=st.integers(1991, 2025))
    def type_year(self, year: int) -> None:
        self._do(self.walk.type_year, year)

    @when(with_one_year)
    @rule(share=st.sampled_from([0.2, 0.5, 0.7, 0.95]))
    def drag_slider(self, share: float) -> None:
        self._do(self.walk.drag_slider, share)

    @when(lambda visit: with_one_year(visit) and visit.walk.state["clock"]["play"]
          and (visit.walk.choice.filters.years or (0, 2026))[1] < 2012)  # fmt: skip
    @rule()
    def play(self) -> None:
        self._do(self.walk.play)
        self._do(self.walk.let_it_play, 2.5)
        self._do(self.walk.stop)

    @when(lambda visit: bool(visit.walk.state["pills"]))
    @rule(name=st.sampled_from(PLACES))
    def pill(self, name: str) -> None:
        self._do(self.walk.pill, name)

    @when(anywhere)
    @rule(name=st.sampled_from(OTHERS))
    def folded(self, name: str) -> None:
        self._do(self.walk.folded, name)

    @when(anywhere)
    @rule(text=st.sampled_from(TEXTS))
    def search(self, text: str) -> None:
        self._do(self.walk.search, text)

    @when(with_button("Reset all filters"))
    @rule()
    def reset(self) -> None:
        self._do(self.walk.reset)

    @when(with_mark)
    @rule(name=st.sampled_from(PLACES[:3]))
    def mark(self, name: str) -> None:
        self._do(self.walk.mark, name)

    @when(with_button("Show on the map"))
    @rule()
    def show(self) -> None:
        self._do(self.walk.show)

    @when(with_button("Older"))
    @rule()
    def older(self) -> None:
        if not self.walk.choice.crossing:  # an open report stands above what is beside it
            self._do(self.walk.older)

    @when(with_button("Close this location"))
    @rule()
    def close_location(self) -> None:
        self._do(self.walk.leave, "Close this location")

    @when(with_button("All reports"))
    @rule()
    def close_report(self) -> None:
        self._do(self.walk.leave, "All reports")

    @when(on_the_map)
    @rule(way=st.sampled_from([(-80, 50), (90, 0), (0, -70)]))
    def drag_map(self, way: tuple[int, int]) -> None:
        self._do(self.walk.drag_map, *way, far=False)

    @when(lambda visit: on_the_map(visit) and visit.walk.state["map"]["more"])
    @rule(by_wheel=st.booleans())
    def closer(self, by_wheel: bool) -> None:
        self._do(self.walk.zoom_wheel, -200) if by_wheel else self._do(self.walk.zoom, "in")

    @when(lambda visit: on_the_map(visit) and visit.walk.state["map"]["less"])
    @rule(by_wheel=st.booleans())
    def farther(self, by_wheel: bool) -> None:
        self._do(self.walk.zoom_wheel, 200) if by_wheel else self._do(self.walk.zoom, "out")

    @when(on_the_map)
    @rule()
    def wheel(self) -> None:
        self._do(self.walk.wheel, 150)

    @when(anywhere)
    @rule()
    def theme(self) -> None:
        self.dark = not self.dark
        self._do(self.walk.theme, "dark" if self.dark else "light")

    @when(anywhere)
    @rule(size=st.sampled_from(SIZES))
    def resize(self, size: tuple[int, int]) -> None:
        self._do(self.walk.resize, *size)

    @when(anywhere)
    @rule()
    def hide(self) -> None:
        self._do(self.walk.hide, 1)

    @when(lambda visit: visit.walk.page == "timeline"
          and "0 of" not in (visit.walk.state["shown"] or "0 of")[:4])  # fmt: skip
    @rule()
    def timeline_mark(self) -> None:
        self._do(self.walk.timeline_mark)

    @when(anywhere)
    @rule(crossing=st.sampled_from(CROSSINGS))
    def from_its_page(self, crossing: str) -> None:
        self._do(self.walk.from_its_page, crossing)


def _seed(config: pytest.Config) -> int:
    given = os.environ.get("WALK_SEED") or config.getoption("--hypothesis-seed", None)
    return int(given) if given else random.SystemRandom().randrange(10**6)


def test_a_reader_who_does_anything_at_all(
    visit: Callable[..., Walk], request: pytest.FixtureRequest
) -> None:
    number = _seed(request.config)
    Visit.walk = visit("chromium", (1280, 800))
    Visit.name, Visit.ends = f"WALK_SEED={number}", time.monotonic() + SECONDS
    try:
        run_state_machine_as_test(seed(number)(Visit), settings=_settings())
    except EndedError as ended:
        if ended.__cause__:
            raise ended.__cause__ from None
    assert Visit.walk.acts > 1


def _settings() -> settings:
    return settings(
        max_examples=10_000, stateful_step_count=ACTS, database=None,
        phases=[Phase.generate, *([Phase.shrink] if SHRINK else [])],
        suppress_health_check=list(HealthCheck), report_multiple_bugs=False,
    )  # fmt: skip
