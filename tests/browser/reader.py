"""A reader of the dashboard in Chromium, with every other host blocked."""

from urllib.parse import urlparse

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

expect.set_options(timeout=15_000)

FRAME = "iframe[title='streamlit_folium.st_folium']"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
PAGES = ["", "timeline", "articles", "data", "about"]


class Reader:
    """One reader's page, the requests it made elsewhere, and the errors it saw."""

    def __init__(self, browser: Browser, url: str, **context) -> None:
        self.url = url
        self.asked: list[str] = []
        self.errors: list[str] = []
        self.context = browser.new_context(
            **{"viewport": {"width": 1280, "height": 1000}} | context
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(20_000)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.context.route("**/*", self._only_ours)

    def _only_ours(self, route) -> None:
        host = urlparse(route.request.url).hostname
        if host in {urlparse(self.url).hostname, None}:
            route.continue_()
        else:
            self.asked.append(route.request.url)
            route.abort()

    def open(self, path: str = "") -> Page:
        self.page.goto(f"{self.url}/{path}")
        expect(self.page.locator(".headline, h2").first).to_be_visible()
        return self.page

    @property
    def map(self):
        return self.page.frame_locator(FRAME)

    def symbol(self, name: str):
        return self.map.locator(f'.mark[aria-label^="{name}:"]')

    def face(self, name: str):
        return self.symbol(name).locator(".face")

    def frame(self):
        """The map's frame, to run scripts in."""
        return next(frame for frame in self.page.frames if "streamlit_folium" in frame.url)


def violations(page: Page) -> list[tuple[str, list[str], str]]:
    """What axe finds at a page at rest that is serious or critical: its rule, where, and why."""
    page.wait_for_timeout(1500)
    return [
        (each["id"], each["nodes"][0]["target"], each["nodes"][0]["failureSummary"])
        for each in Axe().run(page).response["violations"]
        if each["impact"] in {"serious", "critical"}
    ]
