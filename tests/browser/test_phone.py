"""The dashboard on a phone in Chromium: fingers on the map, their targets, and the width of every page."""

import pytest
from playwright.sync_api import expect

from tests.browser.reader import FRAME, PAGES, PHONE, Reader

pytestmark = pytest.mark.browser


def _swipe_up(session, x, y):
    touched = [("touchStart", [{"x": x, "y": y}])]
    touched += [("touchMove", [{"x": x, "y": y - 20 * step}]) for step in range(1, 11)]
    for kind, points in [*touched, ("touchEnd", [])]:
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


def test_one_finger_on_the_map_scrolls_the_page(browser, server):
    reader = Reader(browser, server.url, **PHONE)
    page = reader.open("?years=2015")
    expect(reader.face("Storskog")).to_have_text("5,439")
    page.locator(FRAME).scroll_into_view_if_needed()
    frame = reader.frame()
    centre = "() => map.getCenter().toString()"
    scrolled = "() => document.querySelector('[data-testid=stMain]').scrollTop"
    before, above, box = frame.evaluate(centre), page.evaluate(scrolled), page.locator(FRAME).bounding_box()  # fmt: skip
    _swipe_up(reader.context.new_cdp_session(page), box["x"] + 60, box["y"] + 300)
    page.wait_for_function(f"before => ({scrolled})() > before + 100", arg=above)
    assert frame.evaluate(centre) == before
    reader.context.close()


def _pinch(session, x, y):
    for number, way in enumerate((20, 30, 40, 50, 60)):
        fingers = [{"x": x - way, "y": y, "id": 0}, {"x": x + way, "y": y, "id": 1}]
        kind = "touchMove" if number else "touchStart"
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": fingers})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_two_fingers_zoom_the_map_and_the_next_single_one_scrolls_the_page(browser, server):
    reader = Reader(browser, server.url, **PHONE)
    page = reader.open("?years=2015")
    expect(reader.face("Storskog")).to_have_text("5,439")
    page.locator(FRAME).scroll_into_view_if_needed()
    frame = reader.frame()
    box, session = page.locator(FRAME).bounding_box(), reader.context.new_cdp_session(page)
    before = frame.evaluate("() => map.getZoom()")
    _pinch(session, box["x"] + 180, box["y"] + 330)
    frame.wait_for_function("before => map.getZoom() > before", arg=before)
    page.wait_for_timeout(500)
    scrolled = "() => document.querySelector('[data-testid=stMain]').scrollTop"
    above = page.evaluate(scrolled)
    _swipe_up(session, box["x"] + 60, box["y"] + 300)
    page.wait_for_function(f"before => ({scrolled})() > before + 50", arg=above)
    reader.context.close()


# What a finger has to hit: each control with its size, in CSS pixels.
TARGETS = """() => [...document.querySelectorAll(
    ".stMain button, .stMain input, .stMain summary, .stMain [role=radio], .stMain a.button")]
  .filter(element => element.checkVisibility() && element.type !== 'range' && element.offsetWidth > 2)
  .map(element => [element.innerText || element.ariaLabel, Math.round((element.closest('label, button, summary') || element).getBoundingClientRect().height)])
"""


def test_targets_are_large_enough_for_a_finger(browser, server):
    reader = Reader(browser, server.url, **PHONE)
    page = reader.open("?years=2015")
    expect(reader.face("Storskog")).to_have_text("5,439")
    found = page.evaluate(TARGETS)
    assert len(found) > 8
    assert [target for target in found if target[1] < 44] == []
    hit = "all => all.map(m => parseFloat(getComputedStyle(m, '::before').width))"
    assert min(reader.map.locator(".mark").evaluate_all(hit)) >= 44
    reader.context.close()


@pytest.mark.parametrize("path", PAGES)
def test_a_phone_has_no_sideways_scroll(browser, server, path):
    reader = Reader(browser, server.url, **PHONE)
    page = reader.open(path)
    page.wait_for_timeout(1000)
    assert page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollWidth") <= 390
    if not path:
        expect(reader.face("Storskog")).to_be_visible()
        assert page.locator(FRAME).bounding_box()["height"] <= 0.6 * 844
    reader.context.close()
