"""The dashboard in Chromium without a mouse, without sight, and at twice the size."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.reader import FRAME, PAGES, Reader, violations

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_no_serious_accessibility_violation(browser, server, scheme, path):
    reader = Reader(browser, server.url, color_scheme=scheme)
    page = reader.open(path)
    if not path:
        expect(reader.face("Storskog")).to_be_visible()
    found = violations(page)
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


MOST_KEYS = 12


def test_an_article_of_a_location_is_a_few_keys_from_the_top_of_the_page(reader):
    page = reader.open()
    expect(reader.face("Pasvik")).to_be_visible()
    pressed = 0

    def press(key):
        nonlocal pressed
        page.keyboard.press(key)
        pressed += 1

    press("Tab")
    assert "Skip to the map" in page.evaluate(FOCUSED)
    press("Enter")
    while not page.evaluate(FOCUSED).startswith("Pasvik:"):
        press("ArrowRight")
    press("Enter")
    expect(page.locator("h2.panel")).to_have_text("Pasvik")
    press("Escape")
    expect(page.locator("h2.panel")).to_be_focused()
    while page.evaluate("() => document.activeElement.tagName") != "A":
        press("Tab")
    assert page.evaluate("() => document.activeElement.closest('.card').dataset.place") == "pasvik"
    assert page.evaluate("() => document.activeElement.href").startswith("http")
    assert pressed <= MOST_KEYS


def test_the_marks_are_one_stop_of_tab_and_arrows_go_round_them(reader):
    page = reader.open()
    expect(reader.face("Pasvik")).to_be_visible()
    frame = reader.frame()
    frame.wait_for_function("() => document.querySelector('.mark[tabindex=\"0\"]')")
    stops = frame.evaluate(
        "() => [...document.querySelectorAll('.leaflet-container, .mark')].filter(e => e.tabIndex === 0).length"
    )
    assert stops == 1
    labels = frame.evaluate(
        "() => [...document.querySelectorAll('.mark')].map(mark => mark.ariaLabel)"
    )
    reader.map.locator(".mark[tabindex='0']").focus()
    page.keyboard.press("Home")
    passed = []
    for _ in labels:
        passed.append(page.evaluate(FOCUSED).partition(" / ")[0])
        page.keyboard.press("ArrowDown")
    assert sorted(passed) == sorted(labels)
    assert page.evaluate(FOCUSED).startswith(passed[0])
    page.keyboard.press("End")
    assert page.evaluate(FOCUSED).startswith(passed[-1])
    before = frame.evaluate("() => map.getZoom()")
    page.keyboard.press("+")
    frame.wait_for_function(f"() => map.getZoom() > {before}")


def test_the_map_in_words_says_what_every_mark_says_and_comes_before_them(reader):
    page = reader.open("?years=2017")
    expect(reader.face("Pasvik")).to_be_visible()
    words = reader.map.locator(".in-words")
    words.locator("summary").focus()
    page.keyboard.press("Enter")
    for year in (2016, 2015):
        # Both at one moment: the layer of the next year may come between.
        said, labels = reader.frame().evaluate(
            """() => [
              [...document.querySelectorAll(".in-words li")].map((line) => line.innerText),
              [...document.querySelectorAll(".mark")].map((mark) => [mark.ariaLabel, mark.ariaDescription].filter(Boolean).join(", ")),
            ]"""
        )
        assert sorted(said) == sorted(labels)
        sure = [text for text in said if "exact spot" in text or "within" in text]
        assert len(sure) >= reader.map.locator(".mark.spot").count()
        page.evaluate("() => document.querySelector('[type=range]').focus()")
        page.keyboard.press("ArrowLeft")
        expect(page.locator(".sentence")).to_contain_text(f"{year}:")
    assert "Pasvik:" in " ".join(said)
    first = reader.frame().evaluate(
        "() => document.querySelector('.in-words').compareDocumentPosition(document.querySelector('.mark'))"
    )
    assert first == 4  # the marks follow


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


# What has the keyboard, from where to where it reaches, where the header ends, and whether it belongs below it.
PLACED = """() => {
  const element = document.activeElement, { top, bottom } = element.getBoundingClientRect();
  const header = document.querySelector('[data-testid=stHeader]');
  const within = element.closest('[data-testid=stMain] *') && !element.closest('.byline, .languages');
  return [element.innerText || element.tagName, top, bottom, header.getBoundingClientRect().bottom, !!within];
}"""


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("path", PAGES)
def test_what_the_keyboard_goes_back_to_is_not_under_the_header(browser, server, path, width):
    reader = Reader(browser, server.url, viewport={"width": width, "height": 800})
    page = reader.open(path)
    page.wait_for_timeout(1500)
    page.evaluate("""() => {
      const main = document.querySelector('[data-testid=stMain]');
      [...main.querySelectorAll('a, button, summary')].filter(one => one.checkVisibility()).at(-1).focus();
    }""")
    below = []
    for _ in range(60):
        page.keyboard.press("Shift+Tab")
        name, top, bottom, header, within = page.evaluate(PLACED)
        if within:
            below.append((name, top >= header - 1, top, bottom))
    reader.context.close()
    assert len(below) > 5, below  # there was something to go back to
    assert [one for one in below if not one[1]] == []


# What has the keyboard, and whether any of it is on the screen; null for the page itself and for frames.
SEEN = """() => {
  const element = document.activeElement, box = element.getBoundingClientRect();
  if (element === document.body || element.tagName === "IFRAME") return null;
  const seen = box.right > 0 && box.left < innerWidth && box.bottom > 0 && box.top < innerHeight && box.width > 0;
  return [element.innerText || element.ariaLabel || element.outerHTML.slice(0, 80), seen];
}"""


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("path", PAGES)
def test_whatever_the_keyboard_comes_to_is_on_the_screen(browser, server, path, width):
    reader = Reader(browser, server.url, viewport={"width": width, "height": 800})
    page = reader.open(path)
    page.wait_for_timeout(1500)
    stops = []
    for _ in range(40):
        page.keyboard.press("Tab")
        stops.append(page.evaluate(SEEN))
    reader.context.close()
    seen = [stop for stop in stops if stop]
    assert len(seen) > 10
    assert [name for name, shown in seen if not shown] == []


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
