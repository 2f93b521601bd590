"""The years in Chromium: typed, played, and chosen from the bars of the chart."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.reader import Reader

pytestmark = pytest.mark.browser


def test_a_year_can_be_typed(reader):
    page = reader.open("?years=2020")
    box = page.get_by_role("spinbutton", name="Year")
    box.fill("2015")
    box.press("Enter")
    expect(page.locator(".sentence")).to_contain_text("2015: 2 crossings")


def test_play_steps_through_the_years_and_stops(reader):
    page = reader.open("?years=2013")
    page.get_by_role("button", name="Play", exact=True).click()
    expect(page).to_have_url(re.compile(r"years=2014"))
    expect(page).to_have_url(re.compile(r"years=2015"))
    page.get_by_role("button", name="Stop", exact=True).click()
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()
    stopped = page.url
    page.wait_for_timeout(2500)
    assert page.url == stopped


def test_nothing_plays_for_who_wants_no_motion(browser, server):
    reader = Reader(browser, server.url, reduced_motion="reduce")
    page = reader.open("?years=2015")
    expect(page.get_by_role("slider")).to_be_attached()
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_hidden()
    reader.context.close()


def test_a_bar_of_the_chart_sets_the_year(reader):
    page = reader.open()
    bar = page.locator("[data-testid=stVegaLiteChart]").first.locator("[aria-label*='2015']").first
    bar.click(force=True)
    expect(page).to_have_url(re.compile(r"years=2015$"))
    expect(reader.face("Storskog")).to_have_text("5,439")


def test_a_bar_can_be_chosen_again_after_the_slider_went_on(reader):
    page = reader.open()
    bar = page.locator(".st-key-bars svg [aria-label*='2015']").first
    for _ in range(2):
        bar.click(force=True)
        expect(page).to_have_url(re.compile(r"years=2015$"))
        page.get_by_role("slider").press("ArrowRight")
        expect(page).to_have_url(re.compile(r"years=2016$"))
        expect(page.locator(".sentence")).to_contain_text("2016:")
