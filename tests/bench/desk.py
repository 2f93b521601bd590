"""How long the desk takes, and how many clicks, from an article to its saved row: a scripted reader.

`python -m tests.bench.desk` does it a few times on copies of the shipped data, and prints the medians.
Every field that is filled costs a click on it, and every button and choice costs one.
"""

import shutil
import statistics
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from geodata.model.schema import FOLDER
from tests.conftest import ARGUMENTS, CHROMIUM, Server
from tests.desk_articles import TELLING

TIMES = 2


class Editor:
    """Someone at the desk whose clicks are counted."""

    def __init__(self, page: Page) -> None:
        self.page, self.clicks = page, 0

    def fill(self, label: str, text: str) -> None:
        """Click on a field and paste a text into it."""
        field = self.page.get_by_label(label, exact=True)
        self._click(field)
        field.fill(text)

    def press(self, role: str, name: str) -> None:
        """Click on the first button or choice of a name."""
        self._click(
            self.page.get_by_role(role, name=name, exact=not name.endswith("article")).first
        )  # type: ignore[arg-type]

    def _click(self, target) -> None:
        target.click()
        self.clicks += 1


def telling(page: Page) -> int:
    """Add another telling of a known crossing; returns the clicks from an empty desk to the save."""
    editor = Editor(page)
    editor.fill("Address of the article", "https://fjord.example/2025/soldier")
    editor.fill("Text of the article", TELLING)
    editor.press("button", "Read the article")
    editor.fill("Published", "2025-08-24")
    expect(page.locator(".desk-report").first).to_contain_text("22 August 2025", timeout=30_000)
    editor.press("button", "Add as article")
    editor.press("button", "Quote")
    expect(page.get_by_label("Quote", exact=True)).to_be_visible()
    editor.press("radio", "Reporting")
    expect(page.locator(".desk-left")).to_contain_text("Nothing is left", timeout=30_000)
    editor.press("button", "Save")
    expect(page.locator(".desk-done")).to_be_visible(timeout=60_000)
    return editor.clicks


def steps(page: Page) -> list[float]:
    """The seconds from a choice in a form to the answer of the check, choice by choice."""
    found = []
    page.get_by_role("button", name="Add other words of it").first.click()
    summary = page.get_by_label("Summary in our words")
    excerpt = page.locator(".desk-lines[aria-label='excerpts.csv'] .added")
    for number in range(6):
        expect(summary).to_be_visible(timeout=30_000)
        summary.fill(f"It says {number}.")
        began = time.monotonic()
        summary.press("Control+Enter")
        expect(excerpt).to_contain_text(f"It says {number}.", timeout=30_000)
        found.append(time.monotonic() - began)
    return found


def once(browser) -> tuple[float, int, list[float]]:
    """One article on a fresh copy of the data: seconds, clicks, and the seconds of single steps."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(shutil.copytree(FOLDER, Path(folder) / "data"))
        server = Server(data, environment={"CROSSINGS_DESK": "local"}).with_data()
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        try:
            page.goto(f"{server.url}/desk")
            expect(page.get_by_label("Address of the article")).to_be_visible(timeout=60_000)
            began = time.monotonic()
            clicks = telling(page)
            return time.monotonic() - began, clicks, steps(page)
        finally:
            page.close()
            server.stop()


def main() -> None:
    """Print the medians."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        runs = [once(browser) for _ in range(TIMES)]
    seconds = [each[0] for each in runs]
    single = [step for each in runs for step in each[2]]
    print(f"from paste to saved row: {statistics.median(seconds):.1f} s, {runs[0][1]} clicks")
    print(f"one change in the form: {statistics.median(single):.2f} s")


if __name__ == "__main__":
    main()
