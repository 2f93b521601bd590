"""A walk: one reader in one tab, whose every act is told, done, and checked."""

import json
import os
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import urlparse

from geodata.model.address import Choice
from tests.walks import screen
from tests.walks.driver import Driver, Touch
from tests.walks.invariants import Expected, Facts, State, choice_of, problems
from tests.walks.screen import Target

# Seconds after an act within which everything must agree, and within which a page must come.
# How long an app that rests, and has heard of everything, may show what is not so.
PATIENCE = 2.0 * float(os.environ.get("WALK_PATIENCE", "1"))
LOADING = 10 * PATIENCE
LOOK = 0.3  # what one look counts for at most: on a slow machine the page is as slow as we are
STILL = 0.7  # what was just loaded has stood where it is for this long
STEADY = 0.15  # what agrees must still agree after this long
# Streamlit looks for its server beside the page of a deep link first, then above it.
LOOKED_BESIDE = re.compile(r"404 .*/_stcore/(health|host-config)")
LEFT = "WebSocket onerror"  # WebKit says so of the connection of a page that is being left
CUT_OFF = ("WebSocket", "net::ERR_", "Failed to fetch", "NetworkError", "Load failed", "can’t establish")  # fmt: skip


@dataclass
class Walk:
    """The acts of one reader; each is followed by all invariants."""

    driver: Driver
    facts: Facts
    url: str
    patience: float = PATIENCE
    fingers: bool = False
    restart_server: Callable[[], None] = lambda: None
    brief: bool = False  # leaves out what takes long and is alike on any data
    acts: int = 0
    told: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    state: State = field(default_factory=dict)
    _forgiven: set[str] = field(default_factory=set)

    @property
    def choice(self) -> Choice:
        """What is chosen now, by the address."""
        return choice_of(self.state, self.facts.dataset)

    @property
    def page(self) -> str:
        """The page that is open now."""
        return screen.page_of(urlparse(self.state["url"]).path)

    # ---- coming and going

    def open(self, path: str = "", **expected: Any) -> None:
        self._act(f"open /{path}", lambda: self.driver.open(f"{self.url}/{path}"),
                  Expected(**expected), loads=True)  # fmt: skip

    def reload(self) -> None:
        choice = self.choice
        self._act("reload", self.driver.reload, _same(choice, self.page), loads=True)

    def back(self, **expected: Any) -> None:
        self._act("back", self.driver.back, Expected(**expected), loads=True)

    def back_to(self, page: str) -> None:
        """Go back to a page: the navigation may have left one step more than its own."""
        self.back()
        if self.page != page:
            self.back(page=page)

    def forward(self, **expected: Any) -> None:
        self._act("forward", self.driver.forward, Expected(**expected), loads=True)

    def go(self, name: str) -> None:
        self._click(screen.page(name), _same(self.choice, name.lower()))

    def restart(self) -> None:
        if self.brief:
            return
        choice, page = self.choice, self.page
        self._act("the server is restarted", self._restarted, _same(choice, page), loads=True)

    def _restarted(self) -> None:
        self.restart_server()
        # A reader whose page hangs reloads it; what the page said while it was alone is forgiven.
        self.driver.reload()
        self._forgiven |= {
            one for one in self.driver.errors() if any(cut in one for cut in CUT_OFF)
        }

    # ---- the clock

    def mode(self, name: Literal["year", "range", "until"]) -> None:
        self._click(screen.mode(screen.MODES[name]), Expected(mode=name))

    def hold(self, key: str, times: int, every: float) -> None:
        """Hold an arrow key on the slider of the last year: the last press wins."""
        first, last = self.choice.filters.years or self.facts.dataset.years
        low = first if self.choice.mode == "range" else self.facts.dataset.opening[0]
        step = times if key in {"ArrowRight", "ArrowUp"} else -times
        wanted = min(max(last + step, low), self.facts.dataset.opening[1])
        self._act(
            f"hold {key}, {times} times, every {every * 1000:.0f} ms, from {last}",
            lambda: self._held(key, times, every), Expected(last=wanted, mode=self.choice.mode),
        )  # fmt: skip

    def _held(self, key: str, times: int, every: float) -> None:
        self._focus(screen.SLIDER, last=True)
        self.driver.hold(key, times, every)

    def jump(self, key: Literal["Home", "End"]) -> None:
        """Go to the first or last year of the slider by one key."""
        span = self.facts.dataset.opening
        self._act(f"press {key} on the slider", lambda: self._held(key, 1, 0),
                  Expected(last=span[0] if key == "Home" else span[1]))  # fmt: skip

    def type_year(self, year: int) -> None:
        self._act(f"type the year {year}", lambda: self._typed(screen.TYPED, str(year), last=True),
                  Expected(last=year))  # fmt: skip

    def drag_slider(self, share: float) -> None:
        """Drag the thumb of the last year to a share of the slider's length."""

        def do() -> None:
            thumb, y, left, width = self._ask(screen.TRACK, screen.SLIDER.css)
            to = left + width * share
            self.driver.drag([(thumb, y), ((thumb + to) / 2, y), (to, y)], self._by)

        first, last = self.facts.dataset.opening
        near = first + share * (last - first)
        self._act(
            f"drag the slider to {share:.0%}", do,
            Expected(others={
                f"the last year is near {near:.0f}": lambda _, state: abs(self._last(state) - near) <= 2
            }),
        )  # fmt: skip

    def _last(self, state: State) -> int:
        return (choice_of(state, self.facts.dataset).filters.years or self.facts.dataset.years)[1]

    def play(self) -> None:
        self._click(screen.PLAY, Expected(playing=True))

    def let_it_play(self, seconds: float) -> None:
        last, seconds = self._last(self.state), min(seconds, 2) if self.brief else seconds
        self._act(f"let it play for {seconds} s", lambda: self.driver.pause(seconds), Expected(
            others={"the years went on": lambda _, state: self._last(state) != last}))  # fmt: skip

    def stop(self) -> None:
        self._click(screen.STOP, Expected(playing=False))

    # ---- filters

    def pill(self, name: str, **expected: Any) -> None:
        was = self.state["pressed"]
        self._click(screen.pill(name), Expected(**expected, others={
            "the pressed pills changed": lambda _, state: state["pressed"] != was}))  # fmt: skip

    def search(self, text: str) -> None:
        self._act(f"search “{text}”", lambda: self._typed(screen.SEARCH, text), Expected(text=text))

    def reset(self) -> None:
        self._click(screen.RESET, Expected(mode="range", places=(), text="", at="", crossing="",
                    first=self.facts.dataset.opening[0], last=self.facts.dataset.opening[1]))  # fmt: skip

    def folded(self, name: str) -> None:
        """Set or take away one of the filters that are folded away."""
        self._click(screen.FILTERS)
        self.pill(name)
        self._act(
            "fold the filters", lambda: self.driver.press(["Escape"]), _same(self.choice, self.page)
        )

    # ---- map and list

    def mark(self, name: str) -> None:
        """Open a location by its mark."""
        place = next(p for p, n in self.facts.dataset.locations.items() if n == name)
        self._click(screen.mark(name), Expected(at=place, crossing="", opens=True), moves=True)

    def show(self) -> None:
        """Open the first report of the list."""
        self._click(screen.SHOW, Expected(at="", opens=True, others={
            "a report is open": lambda _, state: "crossing=" in state["url"]}), moves=True)  # fmt: skip

    def leave(self, button: str) -> None:
        self._click(screen.button(button), Expected(at="", crossing=""), moves=True)

    def older(self) -> None:
        first = self.state["list"]["first"]
        self._click(screen.OLDER, Expected(others={
            "other cards came": lambda _, state: state["list"]["first"] != first}))  # fmt: skip

    def year_bar(self, year: int) -> None:
        self._click(screen.year_bar(year), Expected(mode="year", first=year, last=year))

    def timeline_mark(self) -> None:
        """Open a report by its mark on the timeline: it is on the map page then."""
        self._click(screen.TIMELINE_MARK, Expected(page="map", opens=True, others={
            "a report is open": lambda _, state: "crossing=" in state["url"]}), moves=True)  # fmt: skip

    def from_its_page(self, crossing: str) -> None:
        """Open a report in the dashboard from its own page."""
        self.open(f"crossing/{crossing}", page="crossing")
        self._ask(screen.LEAVES)
        self._click(screen.OPEN_IN_DASHBOARD, Expected(page="map", crossing=crossing, opens=True),
                    loads=True, moves=True)  # fmt: skip

    def zoom(self, name: Literal["in", "out"]) -> None:
        more = (lambda a, b: b > a) if name == "in" else (lambda a, b: b < a)
        self._click(screen.zoom_button(name), Expected(others={
            f"the map zoomed {name}": lambda old, new: more(old["map"]["zoom"], new["map"]["zoom"])
        }), moves=True)  # fmt: skip

    def drag_map(self, right: float, down: float, *, far: bool = True) -> None:
        """Drag the map with the mouse; at the edge of its bounds it may not go far."""

        def do() -> None:
            x, y = self._open_spot()
            self.driver.drag([(x, y), (x + right / 2, y + down / 2), (x + right, y + down)])

        self._act(f"drag the map {right} right, {down} down", do,
                  Expected(others={"the map moved": _centre_changed} if far else {}), moves=True)  # fmt: skip

    def wheel(self, down: float) -> None:
        """Turn the wheel over the map: the page may scroll, the map stays."""
        self._act(f"wheel {down} over the map", lambda: self.driver.wheel(self._open_spot(), down),
                  Expected(others={"the map keeps its zoom": lambda old, new: not _zoomed(old, new)}))  # fmt: skip

    def zoom_wheel(self, down: float) -> None:
        """Turn the wheel with the control key held: the map zooms."""
        self._act(
            f"ctrl and wheel {down} over the map",
            lambda: self.driver.wheel(self._open_spot(), down, ctrl=True),
            Expected(others={"the map zoomed": _zoomed}), needs="ctrl wheel", moves=True,
        )  # fmt: skip

    def pinch(self, *, apart: bool) -> None:
        self._act(
            f"pinch {'apart' if apart else 'together'} on the map",
            lambda: self.driver.pinch(self._open_spot(), apart),
            Expected(others={"the map zoomed": _zoomed}), needs="pinch", moves=True,
        )  # fmt: skip

    def swipe(self, down: float) -> None:
        """Swipe over the map with one finger: the page scrolls, the map stays."""

        def do() -> None:
            x, y = self._open_spot()
            steps = [(x, y + down * step / 8) for step in range(9)]
            self.driver.drag(steps, "touch")

        self._act(f"swipe {down} over the map", do, Expected(others={
            "the map stays": lambda old, new: not _centre_changed(old, new),
            "the page scrolled": lambda old, new: old["scrolled"] != new["scrolled"],
        }), needs="swipe")  # fmt: skip

    # ---- the window

    def theme(self, name: Literal["dark", "light"]) -> None:
        if self.brief:
            return
        self._act(f"the system turns {name}", lambda: self.driver.theme(name), needs="theme")

    def resize(self, width: int, height: int) -> None:
        self._act(f"resize to {width} × {height}", lambda: self.driver.resize(width, height))

    def hide(self, seconds: float) -> None:
        if self.brief:
            return
        self._act(f"look at another tab for {seconds} s", lambda: self.driver.hide(seconds),
                  _same(self.choice, self.page))  # fmt: skip

    def wait(self, seconds: float) -> None:
        if self.brief:
            return
        self._act(f"wait {seconds} s", lambda: self.driver.pause(seconds))

    # ---- the keyboard alone

    def tab_to(self, name: str, *, back: bool = False) -> None:
        """Press Tab, or Shift and Tab, until what begins so has the keyboard."""
        key = "Shift+Tab" if back else "Tab"

        def do() -> None:
            passed = []
            for _ in range(120):
                self.driver.press([key], 0.01)
                passed.append(self.driver.evaluate(screen.FOCUSED))
                if any(one.startswith(name) for one in passed[-1]):
                    return
            raise NotThereError(f"{name} is not reached by {key}, only {passed}")

        self._act(f"{key} to {name}", do)

    def keys(self, *keys: str, **expected: Any) -> None:
        opens = bool(expected.get("opens"))
        self._act(f"press {' '.join(keys)}", lambda: self.driver.press(keys), Expected(**expected),
                  moves=opens)  # fmt: skip

    # ---- how an act is done

    @property
    def _by(self) -> Touch:
        return "touch" if self.fingers and not self.driver.cannot("touch") else "mouse"

    def find(self, target: Target, *, last: bool = False) -> dict[str, Any]:
        """Where a target is, once it stands still and can be hit."""
        until, at = time.monotonic() + max(self.patience, 3), None
        while True:
            before = at
            at = self._ask(screen.FIND, target.css, target.text, target.in_map, last or target.last)
            if at and at["clear"] and before and (at["x"], at["y"]) == (before["x"], before["y"]):
                return dict(at)
            if time.monotonic() > until:
                raise NotThereError(f"{target} cannot be hit: {at}")
            self.driver.pause(0.05)

    def _click(self, target: Target, expected: Expected = Expected(), **how: Any) -> None:  # noqa: B008
        __tracebackhide__ = True

        def do() -> None:
            at = self.find(target)
            self.driver.drag([(at["x"], at["y"])], self._by)

        self._act(f"{'tap' if self.fingers else 'click'} {target}", do, expected, **how)

    def _focus(self, target: Target, *, last: bool = False) -> None:
        if not self._ask(screen.FOCUS, target.css, last):
            raise NotThereError(f"{target} takes no focus")

    def _typed(self, target: Target, text: str, *, last: bool = False) -> None:
        self._focus(target, last=last)
        self.driver.press(["Control+a", "Delete", *text, "Enter"], 0.01)

    def _open_spot(self) -> tuple[float, float]:
        """A point of the map without a mark or a control: a click there would open nothing."""
        self.find(screen.MAP)
        x, y = self._ask(screen.SPOT)
        return x, y

    def _ask(self, function: str, *arguments: Any) -> Any:
        """What the page answers, once it is not between two pages."""
        for _ in range(30):
            try:
                return self.driver.evaluate(function, *arguments)
            except Exception as error:
                between = error
                self.driver.pause(0.1)
        raise between

    def _act(
        self,
        words: str,
        do: Callable[[], None],
        expected: Expected = Expected(),  # noqa: B008
        *,
        loads: bool = False,
        moves: bool = False,
        needs: str = "",
    ) -> None:
        """Do one act, unless this engine cannot, and check everything after it."""
        if needs and (why := self.driver.cannot(needs)):
            self.left_out.append(f"{words}: {why}")
            return
        __tracebackhide__ = True
        before, began = self.state, time.monotonic()
        self.acts += 1
        self.told.append(words)
        try:
            do()
            if moves and not loads:
                self._ask(screen.MOVED)
            if loads:
                self._arrive()
        except NotThereError as error:
            raise AssertionError(self._story([str(error)], self._ask(screen.READ))) from error
        self._settle(before, expected, moves=moves)
        self.told[-1] += f" ({time.monotonic() - began:.1f} s)"

    def _arrive(self) -> None:
        until = time.monotonic() + LOADING
        while not self._ask(screen.ARRIVED):
            if time.monotonic() > until:
                raise NotThereError(f"no page came within {LOADING} s")
            self.driver.pause(0.05)
        self._stand_still(until)

    def _stand_still(self, until: float) -> None:
        """Wait until nothing on a page that was just loaded is pushed on any more."""
        seen, since = None, time.monotonic()
        while time.monotonic() - since < STILL and time.monotonic() < until:
            if (tops := self._ask(screen.TOPS)) != seen:
                seen, since = tops, time.monotonic()
            self.driver.pause(0.05)

    def _settle(self, before: State, expected: Expected, *, moves: bool) -> None:
        __tracebackhide__ = True
        rest, steady, until = Rest(), False, time.monotonic() + LOADING
        while True:
            if moves:
                self._ask(screen.MOVED)
            state = self._ask(screen.READ)
            found = problems(state, before, self.facts, expected) + self._overheard()
            if not found and steady:
                self.state = state
                return
            steady = not found
            rest.look(self._ask(screen.SAID))
            if found and (rest.seconds > self.patience or time.monotonic() > until):
                raise AssertionError(self._story(found, state))
            self.driver.pause(STEADY if steady else 0.08)

    def _overheard(self) -> list[str]:
        heard = [one for one in self.driver.errors() if not LOOKED_BESIDE.search(one)]
        errors = [one for one in heard if one not in self._forgiven and LEFT not in one]
        return [f"an error: {one}" for one in errors] + [
            f"asked of another host: {url}" for url in self.driver.elsewhere()
        ]

    def _story(self, found: list[str], state: State) -> str:
        acts = [f"  {number}. {words}" for number, words in enumerate(self.told, 1)]
        told = json.dumps(screen.state_in_short(dict(state)), ensure_ascii=False, indent=1)
        return "\n".join([
            f"after the last act of this walk in {self.driver.name}:", *acts,
            "this does not hold:", *(f"  - {one}" for one in found), f"the page says: {told}",
        ])  # fmt: skip


class Rest:
    """For how long an app has been at rest, in looks: how fast a machine is, is not the question here."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._said: float | None = None
        self._looked = time.monotonic()

    def look(self, said: float | None) -> None:
        """Look once more, at an app that said something then (ms), or is at work (None)."""
        now = time.monotonic()
        still = said is not None and said == self._said
        self.seconds = self.seconds + min(now - self._looked, LOOK) if still else 0.0
        self._said, self._looked = said, now


class NotThereError(Exception):
    """What an act is done to is not there."""


def _same(choice: Choice, page: str) -> Expected:
    """Everything as it was chosen, on a page."""
    first, last = choice.filters.years or (None, None)
    return Expected(page=page, mode=choice.mode, first=first, last=last, text=choice.filters.text,
                    places=choice.filters.places, at=choice.at, crossing=choice.crossing)  # fmt: skip


def _zoomed(before: State, after: State) -> bool:
    return bool(before["map"]["zoom"] != after["map"]["zoom"])


def _centre_changed(before: State, after: State) -> bool:
    was, now = before["map"]["centre"], after["map"]["centre"]
    return max(abs(was[0] - now[0]), abs(was[1] - now[1])) > 0.001
