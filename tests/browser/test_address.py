"""The address in Chromium: what it opens, how it follows each act, and what Back and a restart bring back."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.reader import Reader
from tests.conftest import Server
from tests.running import free_port

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    "path", ["timeline?years=2015", "articles?place=pasvik", "data?until=2016"]
)
def test_a_deep_link_opens_cold(reader, path):
    reader.open(path)
    expect(reader.page.locator(".sentence")).not_to_contain_text("56 of 56")


def test_an_address_that_means_nothing_is_told_in_a_word_and_forgotten_with_the_next_act(reader):
    page = reader.open("?place=oslo&years=2016&when=<b>now</b>")
    expect(page.locator(".left-out")).to_contain_text("place=oslo")
    expect(page.locator(".left-out")).to_contain_text("when=<b>now</b>")
    expect(page).to_have_url(re.compile(r"/\?years=2016$"))
    page.get_by_role("slider").press("ArrowLeft")
    expect(page.locator(".sentence")).to_contain_text("2015: 1 season of arrivals and 1 crossing")
    expect(page.locator(".left-out")).to_have_count(0)


def test_filters_stay_when_the_page_changes_and_when_it_is_reloaded(reader):
    page = reader.open("?years=2012&years=2023&place=pasvik")
    page.get_by_role("link", name="Articles").click()
    expect(page.get_by_role("heading", name="Where sources disagree")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/articles\?years=2012&years=2023&place=pasvik"))
    page.reload()
    expect(page.locator(".sentence")).to_contain_text("at Pasvik, 2012–2023")


def test_back_and_forward_follow_what_was_chosen(reader):
    page = reader.open()
    reader.symbol("Pasvik").click()
    expect(page.locator("h2.panel")).to_have_text("Pasvik")
    reader.symbol("Storskog").click()
    expect(page.locator("h2.panel")).to_have_text("Storskog")
    page.go_back()
    expect(page.locator("h2.panel")).to_have_text("Pasvik")
    page.go_back()
    expect(page.locator("h2.panel")).to_have_text("Reports, 1991–2026")
    page.go_forward()
    expect(page.locator("h2.panel")).to_have_text("Pasvik")


def test_each_act_is_one_step_back(reader):
    page = reader.open("?years=2016")
    page.get_by_role("link", name="Timeline").click()
    expect(page).to_have_url(re.compile(r"timeline\?years=2016$"))
    page.locator(".st-key-clock").get_by_text("Up to", exact=True).click()
    expect(page).to_have_url(re.compile(r"timeline\?until=2016$"))
    page.go_back()
    expect(page).to_have_url(re.compile(r"timeline\?years=2016$"))
    expect(page.locator(".sentence")).to_contain_text(", 2016:")
    page.go_back()
    expect(page).to_have_url(re.compile(r"/\?years=2016$"))
    expect(reader.face("Storskog")).to_have_text("1")


def test_embed_mode_drops_the_navigation_and_keeps_the_view(reader):
    page = reader.open("?years=2015&embed=true")
    expect(reader.face("Storskog")).to_have_text("5,439")
    expect(page.get_by_role("link", name="Timeline")).to_have_count(0)
    expect(page.locator("h1")).to_be_visible()


def _until(true, page):
    for _ in range(600):
        if true():
            return
        page.wait_for_timeout(100)
    raise AssertionError("not within a minute")


def test_readers_come_back_to_their_view_when_the_server_was_restarted(browser):
    port = free_port()
    first = Server(port=port)
    reader, sockets = Reader(browser, first.url), []
    reader.page.on("websocket", lambda socket: sockets.append(socket))
    page = reader.open("?years=2016")
    page.get_by_role("slider").press("ArrowLeft")
    expect(page.locator(".sentence")).to_contain_text("2015:")
    first.stop()
    sockets[1:] = []
    second = Server(port=port)
    try:
        # The page asks for the server again by itself: the socket it had is gone.
        _until(lambda: [socket for socket in sockets[1:] if not socket.is_closed()], page)
        slider = page.get_by_role("slider")
        # The first touch starts a new session, and counts all the same.
        for year in (2015, 2014, 2013):
            page.wait_for_timeout(2000)
            assert slider.input_value() == str(year)
            expect(page.locator(".sentence")).to_contain_text(f"{year}:")
            expect(page).to_have_url(re.compile(f"years={year}$"))
            slider.press("ArrowLeft")
        reader.context.close()
    finally:
        second.stop()
