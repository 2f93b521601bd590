"""Firefox by Marionette, the driver that Firefox itself is tested with."""

import shutil
import warnings
from collections.abc import Sequence
from typing import Any, Literal
from urllib.parse import urlparse

from tests.walks.driver import Driver, Point, Touch, drag_actions, key_actions, wheel_actions

FIREFOX = next(filter(None, map(shutil.which, ("firefox-esr", "firefox"))), "")
PREFERENCES = {
    "network.proxy.type": 1,  # every other host is behind a port where nothing listens
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
    "network.proxy.no_proxies_on": "127.0.0.1",
    "app.update.disabledForTesting": True,
    "browser.safebrowsing.update.enabled": False,
    "network.dns.disablePrefetch": True,
    "network.prefetch-next": False,
}
DARK_OR_LIGHT = "layout.css.prefers-color-scheme.content-override"

SIZE = """const view = gBrowser.selectedBrowser;
for (const [side, length] of [["width", arguments[0]], ["height", arguments[1]]]) {
  for (const limit of ["", "min-", "max-"]) view.style.setProperty(limit + side, length + "px");
}"""

# Requests of the pages, not of Firefox itself.
LISTEN = """if (!window.walked) {
  window.walked = [];
  Services.obs.addObserver((subject) => {
    const channel = subject.QueryInterface(Ci.nsIHttpChannel);
    if (channel.loadInfo?.browsingContextID) window.walked.push(channel.URI.spec);
  }, "http-on-modify-request");
}
window.walked.length = 0;
Services.console.reset();
Cc["@mozilla.org/consoleAPI-storage;1"].getService(Ci.nsIConsoleAPIStorage).clearEvents();"""

ERRORS = """const serious = (message) => message instanceof Ci.nsIScriptError
  && !(message.flags & (Ci.nsIScriptError.warningFlag | Ci.nsIScriptError.infoFlag))
  && /^https?:/.test(message.sourceName) && !/^(CSS|DOM|Layout)/.test(message.category);
const said = Cc["@mozilla.org/consoleAPI-storage;1"].getService(Ci.nsIConsoleAPIStorage).getEvents();
return [
  ...Services.console.getMessageArray().filter(serious).map((one) => one.errorMessage),
  ...said.filter((one) => one.level === "error" && /^https?:/.test(one.filename))
    .map((one) => one.arguments.map(String).join(" ")),
];"""


def launch() -> Any:
    """A running Firefox without a window."""
    with warnings.catch_warnings(action="ignore"):  # of sockets that it leaves open, among others
        from marionette_driver.marionette import Marionette

        running = Marionette(
            bin=FIREFOX, port=0, headless=True, app="fxdesktop", gecko_log="/dev/null",
            prefs=PREFERENCES, app_args=["-remote-allow-system-access"],
        )  # fmt: skip
    running.start_session()
    return running


def quit_(running: Any) -> None:
    """End a Firefox that was launched here, and remove its profile."""
    with warnings.catch_warnings(action="ignore"):
        running.cleanup()
    instance = running.instance
    for profile in (instance.runner.profile, instance.profile):  # its last act is to make a new one
        profile.cleanup()
        profile.restore = False  # or it would be removed once more when Python ends, and fail


class Firefox(Driver):
    """A tab of its own in a running Firefox."""

    name = "firefox"

    def __init__(self, running: Any, size: tuple[int, int], *, touch: bool = False) -> None:
        self._firefox = running
        self._before = running.current_window_handle
        self._tab = running.open(type="tab", focus=True)["handle"]
        running.switch_to_window(self._tab)
        # What it has at hand: a mouse, which is fine and can hover, or a finger.
        running.set_pref("dom.w3c_touch_events.enabled", int(touch))
        for pointers in ("ui.primaryPointerCapabilities", "ui.allPointerCapabilities"):
            running.set_pref(pointers, 1 if touch else 6)
        self.theme("light")
        self.resize(*size)
        self._inside(LISTEN)

    def _inside(self, script: str, *arguments: Any) -> Any:
        """Run a script in Firefox itself."""
        with self._firefox.using_context("chrome"):
            return self._firefox.execute_script(script, script_args=arguments, sandbox="system")

    def open(self, url: str) -> None:
        self._firefox.navigate(url)

    def reload(self) -> None:
        self._firefox.refresh()

    def back(self) -> None:
        self._firefox.go_back()

    def forward(self) -> None:
        self._firefox.go_forward()

    def evaluate(self, function: str, *arguments: Any) -> Any:
        script = f"return ({function})(...arguments)"
        return self._firefox.execute_script(script, script_args=arguments, sandbox=None)

    def _perform(self, *actions: dict[str, Any]) -> None:
        self._firefox.actions.perform(list(actions))

    def press(self, keys: Sequence[str], every: float = 0.05) -> None:
        # To all of Firefox, as from a keyboard: Tab also leads out of the page, into the toolbar. Keys that
        # are sent to the page alone reach it even there, but Enter then presses no button.
        with self._firefox.using_context("chrome"):
            self._perform(key_actions(keys, every))

    def drag(self, path: Sequence[Point], by: Touch = "mouse") -> None:
        self._perform(drag_actions(path, by))

    def wheel(self, at: Point, down: float, *, ctrl: bool = False) -> None:
        self._perform(*wheel_actions(at, down, ctrl))

    def pinch(self, at: Point, apart: bool) -> None:
        raise NotImplementedError(self.cannot("pinch"))

    def resize(self, width: int, height: int) -> None:
        # The window itself has a least width; the view in it has none.
        self._firefox.set_window_rect(width=max(width, 500) + 20, height=height + 120)
        self._inside(SIZE, width, height)

    def theme(self, name: Literal["dark", "light"]) -> None:
        self._firefox.set_pref(DARK_OR_LIGHT, 0 if name == "dark" else 1)

    def hide(self, seconds: float) -> None:
        other = self._firefox.open(type="tab", focus=True)["handle"]
        self.pause(seconds)
        self._firefox.switch_to_window(other)
        self._firefox.close()
        self._firefox.switch_to_window(self._tab)

    def errors(self) -> list[str]:
        return list(self._inside(ERRORS))

    def elsewhere(self) -> list[str]:
        asked = self._inside("return window.walked")
        return [url for url in asked if urlparse(url).hostname != "127.0.0.1"]

    def close(self) -> None:
        self._firefox.close()
        self._firefox.switch_to_window(self._before)
