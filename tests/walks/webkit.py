"""WebKit by its own driver and small browser, on a screen in memory."""

import os
import shutil
import subprocess
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

from tests.walks.driver import Driver, Point, Touch, drag_actions, key_actions, wheel_actions

DRIVER = shutil.which("WebKitWebDriver") or ""
BROWSER = next(map(str, Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser")), "")
SCREEN = shutil.which("Xvfb") or ""
ARGUMENTS = ["--automation", "--proxy=http://127.0.0.1:9", "--ignore-host=127.0.0.1"]

# There is no log of errors to ask for: the page keeps its own.
LISTEN = """() => {
  if (window.walkErrors) return;
  const kept = window.walkErrors = [];
  addEventListener("error", (event) => kept.push(String(event.message)));
  addEventListener("unhandledrejection", (event) => kept.push(String(event.reason)));
  const said = console.error;
  console.error = (...words) => { kept.push(words.map(String).join(" ")); said(...words); };
}"""


class Screen:
    """A screen in memory, larger than any window of a walk."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [SCREEN, "-displayfd", "1", "-screen", "0", "2000x1200x24", "-nolisten", "tcp"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        assert self._process.stdout
        self.name = f":{self._process.stdout.readline().strip()}"

    def close(self) -> None:
        """Switch it off."""
        self._process.terminate()
        self._process.communicate(timeout=10)


class WebKit(Driver):
    """A browser of its own, with one tab."""

    name = "webkit"

    def __init__(self, screen: Screen, size: tuple[int, int], *, touch: bool = False) -> None:
        from selenium import webdriver
        from selenium.webdriver.webkitgtk.options import Options
        from selenium.webdriver.webkitgtk.service import Service

        options, self._kept = Options(), set[str]()
        options.binary_location = BROWSER
        for argument in ARGUMENTS:
            options.add_argument(argument)
        shown = {**os.environ, "DISPLAY": screen.name, "GDK_BACKEND": "x11"}
        self._service = Service(executable_path=DRIVER, env=shown)
        with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
            self._webkit = webdriver.WebKitGTK(options=options, service=self._service)
        self._webkit.command_executor.client_config.timeout = 60
        self._webkit.set_page_load_timeout(30)
        self.resize(*size)

    def _loaded(self) -> None:
        self.evaluate(LISTEN)
        self.evaluate("() => performance.setResourceTimingBufferSize(5000)")

    def open(self, url: str) -> None:
        self._keep()
        self._webkit.get(url)
        self._loaded()

    def reload(self) -> None:
        self._keep()
        self._webkit.refresh()
        self._loaded()

    def back(self) -> None:
        self._keep()
        self._webkit.back()
        self._loaded()

    def forward(self) -> None:
        self._keep()
        self._webkit.forward()
        self._loaded()

    def evaluate(self, function: str, *arguments: Any) -> Any:
        return self._webkit.execute_script(f"return ({function})(...arguments)", *arguments)

    def _perform(self, *actions: dict[str, Any]) -> None:
        self._webkit.execute("actions", {"actions": list(actions)})

    def press(self, keys: Sequence[str], every: float = 0.05) -> None:
        self._perform(key_actions(keys, every))

    def drag(self, path: Sequence[Point], by: Touch = "mouse") -> None:
        self._perform(drag_actions(path, "mouse"))

    def wheel(self, at: Point, down: float, *, ctrl: bool = False) -> None:
        self._perform(*wheel_actions(at, down, ctrl))

    def pinch(self, at: Point, apart: bool) -> None:
        raise NotImplementedError(self.cannot("pinch"))

    def resize(self, width: int, height: int) -> None:
        self._webkit.set_window_rect(width=width, height=height)
        own = self.evaluate("() => outerHeight - innerHeight")  # the address bar
        self._webkit.set_window_rect(width=width, height=height + own)

    def theme(self, name: Literal["dark", "light"]) -> None:
        raise NotImplementedError(self.cannot("theme"))

    def hide(self, seconds: float) -> None:
        before = self.evaluate("() => [innerWidth, innerHeight]")
        self._webkit.minimize_window()
        self.pause(seconds)
        self.resize(*before)

    def _keep(self) -> None:
        """Keep what the page knows of itself, before it is left."""
        kept = self.evaluate("() => window.walkErrors || []")
        self._kept |= {f"error {one}" for one in kept}
        self._kept |= {f"asked {one}" for one in self._asked()}

    def _asked(self) -> list[str]:
        return list(self.evaluate(
            "() => performance.getEntriesByType('resource').map(entry => entry.name)"
            ".filter(name => /^(http|ws)/.test(name) && new URL(name).hostname !== '127.0.0.1')"
        ))  # fmt: skip

    def _all(self, kind: str) -> list[str]:
        self._keep()
        return sorted(one.split(" ", 1)[1] for one in self._kept if one.startswith(kind))

    def errors(self) -> list[str]:
        return self._all("error")

    def elsewhere(self) -> list[str]:
        return self._all("asked")

    def close(self) -> None:
        self._webkit.quit()
        self._service.stop()
