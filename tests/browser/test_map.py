"""The map in Chromium: how it is drawn, what a click on it opens, and that it follows the page and the page it."""

import re
from urllib.parse import urlparse

import pytest
from playwright.sync_api import expect

from tests.browser.reader import Reader

pytestmark = pytest.mark.browser


def test_the_map_is_drawn_from_our_own_address_alone(reader):
    reader.open()
    expect(reader.face("Storskog")).to_have_text(re.compile(r"5,\d{3}\+"))
    painted = reader.map.locator(".leaflet-base-pane canvas").evaluate(
        "c => new Set(new Uint32Array(c.getContext('2d').getImageData(0,0,c.width,c.height).data.buffer)).size"
    )
    assert painted > 20
    expect(reader.map.get_by_text("Kirkenes")).to_be_attached()


def test_online_tiles_are_asked_for_only_after_they_are_chosen(browser, server):
    reader = Reader(browser, server.url)
    reader.open()
    expect(reader.face("Storskog")).to_be_visible()
    assert reader.asked == []
    reader.map.locator(".leaflet-control-layers").hover()
    reader.map.get_by_text(re.compile("OpenStreetMap: loads from")).click()
    reader.page.wait_for_timeout(1000)
    assert {urlparse(url).hostname for url in reader.asked} == {"tile.openstreetmap.org"}
    reader.context.close()


def test_the_slider_moves_the_map_the_counts_and_the_list(reader):
    page = reader.open("?years=2016")
    expect(reader.face("Storskog")).to_have_text("1")
    page.get_by_role("slider").press("ArrowLeft")
    expect(reader.face("Storskog")).to_have_text("5,439")
    expect(page.locator(".sentence")).to_contain_text("2015: 1 season of arrivals and 1 crossing")
    expect(page.locator(".card h3").first).to_contain_text("Storskog in 2015")
    expect(page).to_have_url(re.compile(r"years=2015$"))


def test_the_map_follows_the_slider_before_the_page_is_drawn(browser, server):
    reader, held = Reader(browser, server.url), []

    def hold(socket) -> None:
        upstream = socket.connect_to_server()
        upstream.on_message(lambda message: held.append(1) if held else socket.send(message))

    reader.page.route_web_socket("**/_stcore/stream", hold)
    page = reader.open("?years=2016")
    expect(reader.face("Storskog")).to_have_text("1")
    held.append(1)  # from here on, the page hears nothing of its script
    page.get_by_role("slider").press("ArrowLeft")
    expect(reader.face("Storskog")).to_have_text("5,439")
    expect(page.locator(".sentence")).to_contain_text(", 2015:")
    expect(page).to_have_url(re.compile(r"years=2016$"))  # the script would have changed it
    reader.context.close()


@pytest.mark.parametrize("answer", ["[]", "nonsense", None], ids=["other", "nonsense", "none"])
def test_the_script_has_the_last_word_on_the_map(reader, answer):
    page = reader.open("?years=2013")
    page.route(
        "**/data/marks.json*",
        lambda route: route.abort() if answer is None else route.fulfill(body=answer),
    )
    for year in (2014, 2015):
        page.get_by_role("slider").press("ArrowRight")
        expect(page.locator(".sentence")).to_contain_text(f"{year}:")
    expect(reader.face("Storskog")).to_have_text("5,439")


def test_the_map_keeps_its_frame_zoom_and_centre_when_the_year_changes(reader):
    page = reader.open("?years=2016")
    expect(reader.face("Storskog")).to_have_text("1")
    frame = reader.frame()
    frame.evaluate("() => { window.mine = true; map.setView([69.3, 29.5], 10, {animate: false}); }")
    page.get_by_role("slider").press("ArrowLeft")
    expect(reader.face("Storskog")).to_have_text("5,439")
    assert frame.evaluate("() => [window.mine, map.getZoom(), map.getCenter().lat.toFixed(1)]") == [
        True,
        10,
        "69.3",
    ]


IN_VIEW = """() => {
  const { width, height } = document.querySelector(".leaflet-container").getBoundingClientRect();
  return [...document.querySelectorAll(".mark")].filter((mark) => {
    const { x, y } = mark.getBoundingClientRect();
    return x > 0 && y > 0 && x < width && y < height;
  }).map((mark) => mark.dataset.id);
}"""
VIEW = "() => [map.getZoom(), map.getCenter().lat.toFixed(2), map.getCenter().lng.toFixed(2)]"


def test_the_map_shows_the_chosen_locations_until_the_reader_moves_it(reader):
    page = reader.open("?years=2015")
    expect(reader.face("Storskog")).to_have_text("5,439")
    frame = reader.frame()
    whole = frame.evaluate("() => { window.mine = true; return (" + VIEW + ")(); }")
    page.get_by_role("button", name=re.compile(r"^Pasvik \(\d")).click()
    expect(reader.face("Storskog")).to_have_text("–")
    pasvik = frame.evaluate(VIEW)
    assert pasvik[0] > whole[0]
    assert "at:pasvik" in frame.evaluate(IN_VIEW)
    assert "at:grense-jakobselv" not in frame.evaluate(IN_VIEW)
    page.get_by_role("slider").press("ArrowRight")
    expect(page.locator(".sentence")).to_contain_text("2016")
    assert frame.evaluate(VIEW) == pasvik
    frame.evaluate("() => map.setView([69.3, 29.5], 10, { animate: false })")
    moved = frame.evaluate(VIEW)
    page.get_by_role("slider").press("ArrowRight")
    expect(page.locator(".sentence")).to_contain_text("2017")
    assert frame.evaluate(VIEW) == moved
    page.get_by_role("button", name=re.compile(r"^Pasvik \(\d")).click()
    expect(page).to_have_url(re.compile(r"years=2017$"))
    frame.wait_for_function(
        "whole => JSON.stringify((" + VIEW + ")()) === JSON.stringify(whole)", arg=whole
    )
    assert frame.evaluate("() => window.mine")


def test_the_location_filter_moves_everything(reader):
    page = reader.open()
    page.get_by_role("button", name=re.compile(r"^Pasvik \(\d")).click()
    expect(reader.face("Storskog")).to_have_text("–")
    expect(page.locator(".sentence")).to_contain_text("at Pasvik")
    expect(page).to_have_url(re.compile("place=pasvik"))


def test_a_click_on_a_symbol_opens_its_crossings(reader):
    page = reader.open()
    reader.symbol("Pasvik").click()
    expect(page.locator("h2.panel")).to_have_text("Pasvik")
    expect(reader.symbol("Pasvik")).to_have_attribute("aria-pressed", "true")
    expect(page).to_have_url(re.compile("at=pasvik"))


def test_a_click_counts_although_the_map_reaches_below_the_window(browser, server):
    reader = Reader(browser, server.url, viewport={"width": 1280, "height": 860})
    page = reader.open()
    reader.symbol("Pasvik").click()
    expect(page.locator("h2.panel")).to_have_text("Pasvik")
    reader.context.close()


def test_a_second_click_after_closing_opens_it_again(reader):
    page = reader.open()
    for _ in range(2):
        reader.symbol("Pasvik").click()
        expect(page.locator("h2.panel")).to_have_text("Pasvik")
        page.get_by_role("button", name="Close this location").click()
        expect(page.locator("h2.panel")).to_have_text("Reports, 1991–2026")


def test_a_card_shows_its_spot_and_its_words(reader):
    page = reader.open("?years=2023&at=pasvik")
    page.locator("[class*=st-key-open-skroytnes]").get_by_role("button").click()
    expect(reader.map.locator(".mark.spot.selected")).to_have_attribute(
        "aria-label", re.compile("Skrøytnes")
    )
    expect(page.locator(".card blockquote").first).to_contain_text("Pasviko Valley")


def test_everything_on_the_map_is_in_the_list_and_opens_from_it(reader):
    page = reader.open("?years=2022")
    expect(reader.face("Pasvik")).to_be_visible()
    spots = reader.map.locator(".mark.spot").evaluate_all("all => all.map(m => m.ariaLabel)")
    assert spots
    listed = ""
    while True:
        listed += page.locator("[class*=st-key-evidence]").inner_text()
        older = page.get_by_role("button", name="Older")
        if not older.count() or older.is_disabled():
            break
        first = page.locator(".card h3").first.inner_text()
        older.click()
        expect(page.locator(".card h3").first).not_to_have_text(first)
    for spot in spots:
        assert spot.partition(":")[0] in listed
    page.get_by_role("button", name="Show on the map").last.click()
    expect(page).to_have_url(re.compile("crossing="))


def test_a_spot_with_several_reports_lists_them_and_each_opens(reader):
    page = reader.open()
    mark = reader.map.locator(".mark[aria-label^='Treriksrøysa']")
    mark.click()
    choices = reader.map.locator(".choice button")
    expect(choices).to_have_count(3)
    page.keyboard.press("Escape")
    expect(choices.first).to_be_hidden()
    expect(mark).to_be_focused()
    page.keyboard.press("Enter")
    expect(choices.first).to_be_focused()
    page.keyboard.press("ArrowDown")
    headline = choices.nth(1).inner_text().partition(": ")[2]
    page.keyboard.press("Enter")
    expect(page.locator(".card h3").first).to_have_text(headline)
    expect(choices.first).to_be_hidden()


def test_an_online_map_that_cannot_be_reached_gives_way_to_the_built_in_one(browser, server):
    reader = Reader(browser, server.url)
    reader.open()
    expect(reader.face("Storskog")).to_be_visible()
    reader.map.locator(".leaflet-control-layers").hover()
    reader.map.get_by_text(re.compile("OpenStreetMap: loads from")).click()
    expect(reader.map.locator(".notice")).to_have_text(re.compile("cannot be reached"))
    chosen = reader.map.locator(".leaflet-control-layers input:checked + span")
    expect(chosen).to_have_text(re.compile("Built-in map"))
    expect(reader.map.locator(".leaflet-tile")).to_have_count(0)
    expect(reader.map.locator(".name .words").first).to_be_visible()
    reader.context.close()


def test_zooming_stops_where_the_data_stop(reader):
    page = reader.open()
    expect(reader.face("Storskog")).to_be_visible()
    reader.frame().wait_for_function("() => document.querySelector('.mark[tabindex=\"0\"]')")
    for key, button, stop in (("-", "Zoom out", 7), ("+", "Zoom in", 13)):
        reader.map.locator(".mark[tabindex='0']").focus()
        for _ in range(40):  # a key during the zoom itself is passed over
            page.keyboard.press(key)
            page.wait_for_timeout(60)
            if reader.frame().evaluate("map.getZoom()") == stop:
                break
        page.keyboard.press(key)
        reader.frame().wait_for_function(f"() => map.getZoom() === {stop}")
        expect(reader.map.get_by_role("button", name=button)).to_have_attribute(
            "aria-disabled", "true"
        )
