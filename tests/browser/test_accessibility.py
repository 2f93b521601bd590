"""The dashboard in Chromium without a mouse, without sight, and at twice the size."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.reader import FRAME, PAGES, Reader

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_no_serious_accessibility_violation(browser, server, scheme, path):
    reader = Reader(browser, server.url, color_scheme=scheme)
    page = reader.open(path)
    if not path:
        expect(reader.face("Storskog")).to_be_visible()
    page.wait_for_timeout(1500)
    found = [
        (violation["id"], violation["nodes"][0]["target"], violation["nodes"][0]["failureSummary"])
        for violation in Axe().run(page).response["violations"]
        if violation["impact"] in {"serious", "critical"}
    ]
    reader.context.close()
    assert found == []


# The name of what has the keyboard, inside the map's frame too.
FOCUSED = """() => {
  let element = document.activeElement;
  if (element.tagName === 'IFRAME') element = element.contentDocument.activeElement;
  const group = element.closest('[role=radiogroup], [role=group], [data-testid=stButtonGroup]');
  return [element.getAttribute('aria-label'), element.innerText, group && (group.getAttribute('aria-label') || group.innerText)]
    .filter(Boolean).join(' / ');
}"""


def _tab_to(page, name):
    """Press Tab until something of this name has the keyboard."""
    passed = []
    for _ in range(90):
        page.keyboard.press("Tab")
        passed.append(page.evaluate(FOCUSED))
        if name in passed[-1]:
            return
    raise AssertionError(f"{name} is not reached by Tab, only {passed}")


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_a_symbol_is_reached_and_opened_by_keyboard_and_keeps_the_focus(reader, key):
    page = reader.open()
    expect(reader.face("Pasvik")).to_be_visible()
    reader.symbol("Grense Jakobselv").focus()
    page.keyboard.press(key)
    expect(page.locator("h2.panel")).to_have_text("Grense Jakobselv")
    expect(reader.map.locator(".mark:focus")).to_have_attribute(
        "aria-label", re.compile("^Grense Jakobselv:")
    )


def test_the_whole_job_is_done_by_keyboard(reader):
    page = reader.open("?years=2016")
    expect(reader.face("Storskog")).to_have_text("1")
    _tab_to(page, "Search")
    _tab_to(page, "Reset all filters")
    _tab_to(page, "Timeline")
    _tab_to(page, "One year")
    _tab_to(page, "Year")
    while page.evaluate("() => document.activeElement.type") != "range":
        page.keyboard.press("Tab")
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".sentence")).to_contain_text("2015: 1 season of arrivals and 1 crossing")
    expect(reader.face("Storskog")).to_have_text("5,439")
    _tab_to(page, "Storskog:")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("at=storskog"))
    expect(page.locator("h2.panel")).to_have_text("Storskog")
    _tab_to(page, "Show on the map")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("crossing=storskog"))
    expect(page.locator(".excerpts blockquote").first).to_be_visible()
    _tab_to(page, "Link, cite")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Cite this view")).to_be_visible()


def test_a_screen_reader_hears_each_new_selection_once(reader):
    page = reader.open("?years=2016")
    expect(reader.face("Storskog")).to_have_text("1")
    region = page.locator("[role=status].announced")
    expect(region).to_have_text("")  # who has just come reads the page itself
    page.evaluate("() => { window.region = document.querySelector('.announced'); }")
    page.get_by_role("slider").press("ArrowLeft")
    said = "Confirmed and reported crossings along the whole border, 2015: 5,439 asked for asylum at Storskog, 1 crossed outside the checkpoint; 1 season of arrivals and 1 crossing, told in 27 articles."
    expect(region).to_have_text(said)
    # A region that is itself replaced is not read out.
    assert page.evaluate("() => window.region === document.querySelector('.announced')")


def test_at_twice_the_size_nothing_is_lost_sideways(browser, server):
    # What a browser of 1280 by 1000 pixels shows at 200 %.
    half = {"width": 640, "height": 500}
    reader = Reader(browser, server.url, viewport=half, device_scale_factor=2)
    page = reader.open("?years=2015")
    expect(reader.face("Storskog")).to_have_text("5,439")
    for selector in (".sentence", ".st-key-clock", FRAME, ".card"):
        box = page.locator(selector).first.bounding_box()
        assert box["x"] >= 0, selector
        assert box["x"] + box["width"] <= 640, selector
    assert page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollWidth") <= 640
    reader.context.close()
