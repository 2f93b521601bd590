"""One reader who does anything at all, in one tab, for as long as there is time.

WALK_SECONDS is how long (180 by default). Each walk is a new one, but for WALK_SEED, which repeats a walk.
"""

import os
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

import pytest

from tests.walks.walk import Walk

pytestmark = [pytest.mark.browser, pytest.mark.walk]

SECONDS = float(os.environ.get("WALK_SECONDS", "180"))
ACTS = 60  # in one visit; the next one goes on in the same tab
SOME = 0.7  # of all acts
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


@dataclass(frozen=True)
class Rule:
    """An act, where it can be done, and what may be chosen for each of its arguments."""

    act: Callable[..., None]
    where: Condition
    choices: dict[str, Sequence[Any]]


RULES: list[Rule] = []


def when(where: Condition, **choices: Sequence[Any]) -> Callable[[Any], Any]:
    """Let an act be taken only where it can be done, with any one of the choices."""

    def listed(act: Callable[..., None]) -> Callable[..., None]:
        RULES.append(Rule(act, where, choices))
        return act

    return listed


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


class Visit:
    """What a reader may do next. The walk predicts what it can, and checks everything."""

    def __init__(self, walk: Walk) -> None:
        self.walk, self.dark = walk, False
        walk.open()

    @when(anywhere)
    def reload(self) -> None:
        self.walk.reload()

    @when(anywhere, path=PATHS)
    def open(self, path: str) -> None:
        self.walk.open(path)

    @when(anywhere)
    def back_and_forward(self) -> None:
        choice, page = self.walk.choice, self.walk.page
        year = 2012 if "years=2015" in self.walk.state["url"] else 2015
        self.walk.open(f"?years={year}&at=pasvik")
        self.walk.back(page=page, mode=choice.mode, at=choice.at, crossing=choice.crossing)
        self.walk.forward(page="map", first=year, last=year, at="pasvik")

    @when(anywhere, name=["Map", "Timeline", "Articles", "Data", "About"])
    def go(self, name: str) -> None:
        self.walk.go(name)

    @when(lambda visit: bool(visit.walk.state["clock"]), name=["year", "range", "until"])
    def mode(self, name: Any) -> None:
        self.walk.mode(name)

    @when(
        lambda visit: bool(visit.walk.state["clock"]),
        key=["ArrowLeft", "ArrowRight"],
        times=range(1, 13),
        every=[0.03, 0.09, 0.15],
    )
    def hold(self, key: str, times: int, every: float) -> None:
        self.walk.hold(key, times, every)

    @when(with_one_year, key=["Home", "End"])
    def jump(self, key: Any) -> None:
        self.walk.jump(key)

    @when(with_one_year, year=range(1991, 2026))
    def type_year(self, year: int) -> None:
        self.walk.type_year(year)

    @when(with_one_year, share=[0.2, 0.5, 0.7, 0.95])
    def drag_slider(self, share: float) -> None:
        self.walk.drag_slider(share)

    @when(lambda visit: with_one_year(visit) and visit.walk.state["clock"]["play"]
          and (visit.walk.choice.filters.years or (0, 2026))[1] < 2012)  # fmt: skip
    def play(self) -> None:
        self.walk.play()
        self.walk.let_it_play(2.5)
        self.walk.stop()

    @when(lambda visit: bool(visit.walk.state["pills"]), name=PLACES)
    def pill(self, name: str) -> None:
        self.walk.pill(name)

    @when(anywhere, name=OTHERS)
    def folded(self, name: str) -> None:
        self.walk.folded(name)

    @when(anywhere, text=TEXTS)
    def search(self, text: str) -> None:
        self.walk.search(text)

    @when(with_button("Reset all filters"))
    def reset(self) -> None:
        self.walk.reset()

    @when(with_mark, name=PLACES[:3])
    def mark(self, name: str) -> None:
        self.walk.mark(name)

    @when(with_button("Show on the map"))
    def show(self) -> None:
        self.walk.show()

    @when(with_button("Older"))
    def older(self) -> None:
        if not self.walk.choice.crossing:  # an open report stands above what is beside it
            self.walk.older()

    @when(with_button("Close this location"))
    def close_location(self) -> None:
        self.walk.leave("Close this location")

    @when(with_button("All reports"))
    def close_report(self) -> None:
        self.walk.leave("All reports")

    @when(on_the_map, way=[(-80, 50), (90, 0), (0, -70)])
    def drag_map(self, way: tuple[int, int]) -> None:
        self.walk.drag_map(*way, far=False)

    @when(
        lambda visit: on_the_map(visit) and visit.walk.state["map"]["more"], by_wheel=[False, True]
    )
    def closer(self, by_wheel: bool) -> None:
        self.walk.zoom_wheel(-200) if by_wheel else self.walk.zoom("in")

    @when(
        lambda visit: on_the_map(visit) and visit.walk.state["map"]["less"], by_wheel=[False, True]
    )
    def farther(self, by_wheel: bool) -> None:
        self.walk.zoom_wheel(200) if by_wheel else self.walk.zoom("out")

    @when(on_the_map)
    def wheel(self) -> None:
        self.walk.wheel(150)

    @when(anywhere)
    def theme(self) -> None:
        self.dark = not self.dark
        self.walk.theme("dark" if self.dark else "light")

    @when(anywhere, size=SIZES)
    def resize(self, size: tuple[int, int]) -> None:
        self.walk.resize(*size)

    @when(anywhere)
    def hide(self) -> None:
        self.walk.hide(1)

    @when(lambda visit: visit.walk.page == "timeline"
          and "0 of" not in (visit.walk.state["shown"] or "0 of")[:4])  # fmt: skip
    def timeline_mark(self) -> None:
        self.walk.timeline_mark()

    @when(anywhere, crossing=CROSSINGS)
    def from_its_page(self, crossing: str) -> None:
        self.walk.from_its_page(crossing)


def _seed() -> int:
    return int(os.environ.get("WALK_SEED") or random.SystemRandom().randrange(10**6))


def _known(number: str) -> list[Rule]:
    """The acts that the reader of one visit knows: some only, so that visits differ."""
    return random.Random(number).sample(RULES, round(SOME * len(RULES)))


def _act(visit: Visit, known: list[Rule], chances: random.Random) -> bool:
    """Do one of the known acts, if any can be done here."""
    for rule in chances.sample(known, len(known)):
        if rule.where(visit):
            chosen = {name: chances.choice(of) for name, of in rule.choices.items()}
            rule.act(visit, **chosen)
            return True
    return False


def _visit(walk: Walk, number: str, ends: float) -> None:
    visit, known = Visit(walk), _known(number)
    for act in range(ACTS):
        # Each act has chances of its own: where a slower page leads the same walk elsewhere, what
        # comes after is still what the seed says.
        chances = random.Random(f"{number}, {act}")
        if time.monotonic() > ends or not _act(visit, known, chances):
            return


def test_a_reader_who_does_anything_at_all(visit: Callable[..., Walk]) -> None:
    number, ends = _seed(), time.monotonic() + SECONDS
    walk = visit("chromium", (1280, 800))
    for visits in count(1):
        walk.told[:] = [f"WALK_SEED={number}, after {walk.acts} acts in this tab"]
        _visit(walk, f"{number}, {visits}", ends)
        if time.monotonic() > ends:
            break
    assert walk.acts > 2 * visits, "the visits are openings and nothing else"
