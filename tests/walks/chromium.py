"""Chromium by Playwright. No request is intercepted: that would turn its cache off."""

from collections.abc import Sequence
from typing import Any, Literal
from urllib.parse import urlparse

from playwright.sync_api import Browser, Page, Playwright

from tests.conftest import ARGUMENTS, CHROMIUM
from tests.walks.driver import NOTCHES, Driver, Point, Touch

# Every other host is unknown to this browser.
ALONE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"


def launch(playwright: Playwright) -> Browser:
    """A browser that reaches nothing but this machine."""
    return playwright.chromium.launch(executable_path=CHROMIUM, args=[*ARGUMENTS, ALONE])


class Chromium(Driver):
    """A tab with a cache of its own."""

    name = "chromium"

    def __init__(
        self, browser: Browser, size: tuple[int, int], *, touch: bool = False, cpu_slowed: float = 1
    ) -> None:
        self._errors: list[str] = []
        self._elsewhere: list[str] = []
        viewport: Any = {"width": size[0], "height": size[1]}
        self._context = browser.new_context(viewport=viewport, has_touch=touch, is_mobile=touch)
        self.page: Page = self._context.new_page()
        self.page.set_default_timeout(30_000)
        self.page.on("pageerror", lambda error: self._errors.append(str(error)))
        self.page.on("console", self._said)
        self.page.on("request", self._asked)
        self._session = self._context.new_cdp_session(self.page)
        if cpu_slowed > 1:
            self._session.send("Emulation.setCPUThrottlingRate", {"rate": cpu_slowed})

    def _said(self, message: Any) -> None:
        if message.type == "error":
            self._errors.append(f"{message.text} ({message.location.get('url', '')})")

    def _asked(self, request: Any) -> None:
        address = urlparse(request.url)
        if address.scheme in {"http", "https", "ws", "wss"} and address.hostname != "127.0.0.1":
            self._elsewhere.append(request.url)

    def open(self, url: str) -> None:
        self.page.goto(url)

    def reload(self) -> None:
        self.page.reload()

    def back(self) -> None:
        self.page.go_back()

    def forward(self) -> None:
        self.page.go_forward()

    def evaluate(self, function: str, *arguments: Any) -> Any:
        return self.page.evaluate(f"all => ({function})(...all)", list(arguments))

    def press(self, keys: Sequence[str], every: float = 0.05) -> None:
        for key in keys:
            if key.isascii():
                self.page.keyboard.press(key)
            else:  # no key of its keyboard
                self.page.keyboard.insert_text(key)
            self.pause(every)

    def hold(self, key: str, times: int, every: float) -> None:
        for _ in range(times):
            self.page.keyboard.down(key)  # a key that is down already repeats
            self.pause(every)
        self.page.keyboard.up(key)

    def drag(self, path: Sequence[Point], by: Touch = "mouse") -> None:
        if by == "touch":
            self._touched("touchStart", path[:1])
            for point in path[1:]:
                self._touched("touchMove", [point])
                self.pause(0.03)
            self._touched("touchEnd", [])
            return
        self.page.mouse.move(*path[0])
        self.page.mouse.down()
        for point in path[1:]:
            self.page.mouse.move(*point, steps=4)
            self.pause(0.03)
        self.page.mouse.up()

    def _touched(self, kind: str, points: Sequence[Point]) -> None:
        fingers = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(points)]
        self._session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": fingers})

    def wheel(self, at: Point, down: float, *, ctrl: bool = False) -> None:
        self.page.mouse.move(*at)
        if ctrl:
            self.page.keyboard.down("Control")
        for _ in range(NOTCHES):
            self.page.mouse.wheel(0, down / NOTCHES)
            self.pause(0.05)
        if ctrl:
            self.page.keyboard.up("Control")

    def pinch(self, at: Point, apart: bool) -> None:
        (x, y), reach = at, [20, 30, 40, 50, 60]
        for number, way in enumerate(reach if apart else reversed(reach)):
            fingers = [(x - way, y), (x + way, y)]
            self._touched("touchMove" if number else "touchStart", fingers)
            self.pause(0.04)
        self._touched("touchEnd", [])

    def resize(self, width: int, height: int) -> None:
        self.page.set_viewport_size({"width": width, "height": height})

    def theme(self, name: Literal["dark", "light"]) -> None:
        self.page.emulate_media(color_scheme=name)

    def hide(self, seconds: float) -> None:
        # Headless Chromium has no tab in front: what it does to one left behind is asked for.
        self._session.send("Page.setWebLifecycleState", {"state": "frozen"})
        self.pause(seconds)
        self._session.send("Page.setWebLifecycleState", {"state": "active"})

    def errors(self) -> list[str]:
        return self._errors

    def elsewhere(self) -> list[str]:
        return self._elsewhere

    def close(self) -> None:
        self._context.close()

    def pause(self, seconds: float) -> None:
        # Playwright hears of errors and requests only while it is asked.
        self.page.wait_for_timeout(seconds * 1000)
