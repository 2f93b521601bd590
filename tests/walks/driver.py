"""What a walk asks of a browser, and what each browser's driver cannot do."""

import time
from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any, Literal

Point = tuple[float, float]
Touch = Literal["mouse", "touch"]

# What is left out in an engine, and why. A walk names each act that it leaves out.
CANNOT: dict[str, dict[str, str]] = {
    "chromium": {},
    "firefox": {
        "pinch": "no pinch gesture reaches the page from its driver",
        "swipe": "a finger that its driver moves does not scroll the page",
    },
    "webkit": {
        "touch": "its driver has no touch pointer: fingers are played by the mouse",
        "pinch": "its driver has no touch pointer",
        "swipe": "its driver has no touch pointer",
        "ctrl wheel": "its driver's wheel knows of no key that is held",
        "narrow": "its window is at least 447 pixels wide: the phone is that wide",
        "theme": "the theme is chosen when it starts",
        "early errors": "errors are heard from the moment a page has loaded, not before",
    },
}


class Driver(ABC):
    """One tab of one browser, in CSS pixels of the tab's view."""

    name: str

    @abstractmethod
    def open(self, url: str) -> None:
        """Load an address in the tab, as typed into its address bar."""

    @abstractmethod
    def reload(self) -> None:
        """Load the page again, with what the cache holds."""

    @abstractmethod
    def back(self) -> None:
        """Go one step back in the tab's history."""

    @abstractmethod
    def forward(self) -> None:
        """Go one step forward in the tab's history."""

    @abstractmethod
    def evaluate(self, function: str, *arguments: Any) -> Any:
        """Call a JavaScript function in the page; it reaches the map's frame by itself."""

    @abstractmethod
    def press(self, keys: Sequence[str], every: float = 0.05) -> None:
        """Press keys one after the other, so many seconds apart: Tab, ArrowLeft, a."""

    def hold(self, key: str, times: int, every: float) -> None:
        """Hold a key down until it has come so many times, so many seconds apart."""
        self.press([key] * times, every)

    @abstractmethod
    def drag(self, path: Sequence[Point], by: Touch = "mouse") -> None:
        """Press at the first point, move over the others, let go at the last: one point is a click."""

    @abstractmethod
    def wheel(self, at: Point, down: float, *, ctrl: bool = False) -> None:
        """Turn the wheel over a point."""

    @abstractmethod
    def pinch(self, at: Point, apart: bool) -> None:
        """Move two fingers apart or together around a point."""

    @abstractmethod
    def resize(self, width: int, height: int) -> None:
        """Give the view another size."""

    @abstractmethod
    def theme(self, name: Literal["dark", "light"]) -> None:
        """Let the reader's system turn dark or light."""

    @abstractmethod
    def hide(self, seconds: float) -> None:
        """Leave the tab for another one for a while."""

    @abstractmethod
    def errors(self) -> list[str]:
        """The errors of the pages since the tab was opened."""

    @abstractmethod
    def elsewhere(self) -> list[str]:
        """The addresses on other hosts that the pages asked for."""

    @abstractmethod
    def close(self) -> None:
        """Close the tab."""

    def cannot(self, act: str) -> str:
        """Why this engine leaves an act out, or a blank."""
        return CANNOT[self.name].get(act, "")

    def pause(self, seconds: float) -> None:
        """Let the browser go on for a while."""
        time.sleep(seconds)


# WebDriver's names of the keys, for the two engines that speak it.
KEYS = {
    "Backspace": "\ue003", "Tab": "\ue004", "Enter": "\ue007", "Shift": "\ue008",
    "Control": "\ue009", "Escape": "\ue00c", "Space": " ", "PageUp": "\ue00e",
    "PageDown": "\ue00f", "End": "\ue010", "Home": "\ue011", "ArrowLeft": "\ue012",
    "ArrowUp": "\ue013", "ArrowRight": "\ue014", "ArrowDown": "\ue015", "Delete": "\ue017",
}  # fmt: skip


NOTCHES = 3  # of a wheel, in one turn


def key_actions(keys: Sequence[str], every: float) -> dict[str, Any]:
    """WebDriver's words for keys pressed one after the other; "Control+a" holds the first."""
    done: list[dict[str, Any]] = []
    for names in (key.split("+") for key in keys):
        held = [KEYS.get(name, name) for name in names]
        done += [{"type": "keyDown", "value": key} for key in held]
        done += [{"type": "keyUp", "value": key} for key in reversed(held)]
        done.append({"type": "pause", "duration": round(every * 1000)})
    return {"type": "key", "id": "keyboard", "actions": done}


def drag_actions(path: Sequence[Point], by: Touch) -> dict[str, Any]:
    """WebDriver's words for a press, some moves and the release."""

    def move(point: Point, milliseconds: int) -> dict[str, Any]:
        x, y = (round(value) for value in point)
        return {"type": "pointerMove", "duration": milliseconds, "x": x, "y": y}

    done = [move(path[0], 0), {"type": "pointerDown", "button": 0}]
    done += [move(point, 60) for point in path[1:]]
    done += [{"type": "pause", "duration": 40}, {"type": "pointerUp", "button": 0}]
    return {"type": "pointer", "id": by, "parameters": {"pointerType": by}, "actions": done}


def wheel_actions(at: Point, down: float, ctrl: bool) -> list[dict[str, Any]]:
    """WebDriver's words for a turn of the wheel, with or without the control key held."""
    pause, held = {"type": "pause", "duration": 50}, KEYS["Control"]
    turn = {"type": "scroll", "x": round(at[0]), "y": round(at[1]), "deltaX": 0,
            "deltaY": round(down / NOTCHES), "duration": 0, "origin": "viewport"}  # fmt: skip
    wheel = {"type": "wheel", "id": "wheel", "actions": [pause, *[turn, pause] * NOTCHES]}
    if not ctrl:
        return [wheel]
    keys = [
        {"type": "keyDown", "value": held},
        *[pause] * 2 * NOTCHES,
        {"type": "keyUp", "value": held},
    ]
    return [{"type": "key", "id": "keyboard", "actions": keys}, wheel]
