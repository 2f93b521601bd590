"""A turn to another page over a line that is slow, or that loses what was sent."""

import json
import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

# What the app sends is late by `line.late` ms; of what it sends, `line.loses` are lost.
LINE = """
window.line = { late: 0, loses: 0 };
window.WebSocket = class extends WebSocket {
  send(data) {
    if (line.loses-- > 0) return;
    line.late ? setTimeout(() => super.send(data), line.late) : super.send(data);
  }
};
"""


@pytest.fixture
def line(reader):
    """A reader on the map page, whose line to the server a test spoils."""
    reader.page.add_init_script(LINE)
    reader.open("?years=2015")
    expect(reader.symbol("Storskog")).to_be_visible()
    expect(reader.page.get_by_role("heading", name="By year")).to_be_visible()
    return reader


def _link(page, name):
    return page.locator("[data-testid=stTopNavLink]").get_by_text(name, exact=True)


def test_news_of_the_data_that_come_in_the_middle_do_not_undo_a_turn(line):
    page = line.page
    others = json.dumps({"digest": "others", "broken": False})
    page.evaluate("line.late = 5000")
    _link(page, "Timeline").click()
    # The page looks every two seconds whether the data are still the same, and tells the script if not:
    # at least once before the click is heard, and that would be heard at the latest 5 seconds after it.
    page.route("**/data/version.json", lambda route: route.fulfill(body=others))
    expect(page).to_have_url(re.compile("/timeline"))
    page.unroute("**/data/version.json")
    page.wait_for_timeout(5500)
    expect(page).to_have_url(re.compile(r"/timeline\?years=2015"))


def test_a_turn_that_was_lost_on_its_way_comes_about(line):
    page = line.page
    page.evaluate("line.loses = 1")
    _link(page, "Timeline").click()
    expect(page).to_have_url(re.compile(r"/timeline\?years=2015"))
    page.go_back()
    expect(page).to_have_url(re.compile(r"/\?years=2015"))
    expect(line.symbol("Storskog")).to_be_visible()


def test_a_year_chosen_in_the_middle_of_a_turn_is_the_year_of_the_other_page(line):
    page = line.page
    page.evaluate("line.late = 1500")
    _link(page, "Timeline").click()
    page.locator("[type=range]").first.focus()
    page.keyboard.press("ArrowLeft")
    page.evaluate("setTimeout(() => { line.late = 0; }, 1500)")
    expect(page).to_have_url(re.compile(r"/timeline\?years=2014"))
    page.wait_for_timeout(1500)
    expect(page).to_have_url(re.compile(r"/timeline\?years=2014"))
