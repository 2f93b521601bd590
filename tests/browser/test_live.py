"""An open page and an editor at work: what changes is shown with nobody touching the page."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.reader import FRAME, Reader
from tests.conftest import Server

pytestmark = pytest.mark.browser


@pytest.fixture
def server(copied):
    """Instead of the one that all share: a dashboard whose data a test edits."""
    running = Server(copied)
    yield running
    running.stop()


def test_an_open_page_shows_an_edit_says_when_data_are_broken_and_when_they_are_whole(
    reader, copied
):
    page, path = reader.open("?years=2015"), copied / "crossings.csv"
    whole = path.read_text(encoding="utf-8")
    first = page.locator(".card h3").first
    expect(first).to_have_text("Thousands sought asylum at Storskog in 2015")
    expect(reader.symbol("Storskog")).to_be_visible()
    page.locator(FRAME).evaluate("frame => { frame.contentWindow.mine = true; }")

    path.write_text(whole.replace("Thousands sought asylum at", "Many thousands sought asylum at"))
    expect(first).to_have_text(re.compile("^Many thousands"), timeout=60_000)

    path.write_text(whole.replace(",confirmed,", ",perhaps,"))
    expect(page.locator(".stAlert")).to_contain_text("last good version", timeout=20_000)
    expect(first).to_have_text(re.compile("^Many thousands"))

    path.write_text(whole)
    expect(page.locator(".stAlert")).to_have_count(0, timeout=60_000)
    expect(first).to_have_text(re.compile("^Thousands"))
    # What came and went did not make the map start anew, and the years are as they were.
    assert page.locator(FRAME).evaluate("frame => frame.contentWindow.mine")
    expect(page).to_have_url(re.compile(r"\?years=2015$"))


def test_a_page_without_data_shows_them_once_they_are_mended(browser, copied):
    path = copied / "crossings.csv"
    whole = path.read_text(encoding="utf-8")
    path.write_text(whole.replace(",confirmed,", ",perhaps,"))
    running = Server(copied)
    reader = Reader(browser, running.url)
    reader.page.goto(running.url)
    expect(reader.page.get_by_text("The data cannot be shown")).to_be_visible(timeout=60_000)
    path.write_text(whole)
    expect(reader.page.locator(".sentence")).to_be_visible(timeout=90_000)
    reader.context.close()
    running.stop()


def test_what_fails_is_told_in_our_words_with_a_way_back(browser, tmp_path):
    (tmp_path / "sitecustomize.py").write_text(
        "import geodata.panels.evidence as e\n"
        "def panel(view):\n"
        "    if view.filters.text == 'fail': raise ZeroDivisionError('a secret')\n"
        "    return was(view)\n"
        "was, e.panel = e.panel, panel\n"
    )
    running = Server(environment={"PYTHONPATH": f"{tmp_path}:."})
    reader = Reader(browser, running.url)
    page = reader.page
    page.goto(f"{running.url}/?q=fail")
    expect(page.locator(".failure")).to_contain_text("cannot be shown", timeout=30_000)
    assert "secret" not in page.locator("body").inner_text()
    expect(page.get_by_text(re.compile("Ask (Google|ChatGPT)"))).to_have_count(0)
    page.get_by_role("link", name="Start again with the whole map").click()
    expect(page.locator(".card").first).to_be_visible()
    expect(page).to_have_url(re.compile(r"/$"))
    reader.context.close()
    running.stop()
