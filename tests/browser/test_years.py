"""The years in Chromium: typed, played, and chosen from the bars of the chart."""

import re

import pytest
from playwright.sync_api import expect

from geodata.model.filters import Filters, select
from tests.browser.reader import Reader

pytestmark = pytest.mark.browser


def test_a_year_can_be_typed(reader):
    page = reader.open("?years=2020")
    box = page.get_by_role("spinbutton", name="Year")
    box.fill("2015")
    box.press("Enter")
    expect(page.locator(".sentence")).to_contain_text("2015: 1 season of arrivals and 1 crossing")


def test_play_steps_through_the_years_and_stops(reader):
    page = reader.open("?years=2013")
    page.get_by_role("button", name="Play", exact=True).click()
    expect(page).to_have_url(re.compile(r"years=201[4-9]"))
    expect(page).to_have_url(re.compile(r"years=201[6-9]"))
    page.locator(".clock").get_by_role("button", name="Stop").click()  # not Streamlit’s own
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()
    page.wait_for_timeout(1000)  # the words of the last year may still be on their way
    stopped = page.url
    page.wait_for_timeout(2000)
    assert page.url == stopped


@pytest.mark.parametrize(
    ("asked", "played"),
    [
        ("years=2026", (1991, 2026)),
        ("until=2026", (1991, 2026)),
        ("years=2001&years=2020", (2001, 2020)),
    ],
)
def test_play_goes_from_the_first_year_with_a_report_to_the_last_one(
    reader, shipped, asked, played
):
    place = "grense-jakobselv"
    rows = select(shipped, Filters(years=played, places=(place,)))
    page = reader.open(f"?{asked}&place={place}")
    page.evaluate(
        """() => {
          const clock = document.querySelector(".clock"), year = () => Number(clock.dataset.last);
          let before = year();  // what is written once more, unchanged, is no step
          window.went = [];
          const look = () => { if (year() !== before) went.push(before = year()); };
          new MutationObserver(look).observe(clock, { attributeFilter: ["data-last"] });
        }"""
    )
    page.get_by_role("button", name="Play", exact=True).click()
    # A few years are over too soon for a look at the button in between.
    page.wait_for_function(
        "went.length && document.querySelector('.clock .play').ariaLabel === 'Play'", timeout=30_000
    )
    went = page.evaluate("went")
    assert (went[0], went[-1]) == (rows["first_year"].min(), rows["last_year"].max())


def test_who_wants_no_motion_may_still_step_by_play(browser, server):
    reader = Reader(browser, server.url, reduced_motion="reduce")
    page = reader.open("?years=2013")
    page.get_by_role("button", name="Play", exact=True).click()
    expect(page).to_have_url(re.compile(r"years=201[5-9]"))
    reader.context.close()


def test_shift_and_an_arrow_skip_the_years_of_which_nothing_was_found(reader):
    page = reader.open("?years=2003")
    page.get_by_role("slider").press("Shift+ArrowLeft")
    page.get_by_role("slider").press("Shift+ArrowRight")
    expect(page).to_have_url(re.compile(r"years=2005$"))


def test_a_bar_above_the_slider_sets_its_year(reader):
    page = reader.open("?years=2013")
    page.locator(".strip [title^='2015']").click()
    expect(page).to_have_url(re.compile(r"years=2015$"))


def test_one_year_alone_is_one_with_a_report(reader):
    page = reader.open()
    page.locator(".st-key-clock").get_by_text("One year", exact=True).click()
    expect(page).to_have_url(re.compile(r"years=2025$"))


def test_a_filter_that_is_set_has_a_chip_that_takes_it_away_for_good(reader):
    page = reader.open()
    page.locator(".st-key-folded summary").click()
    page.get_by_role("button", name="Claimed (2)", exact=True).click()
    expect(page).to_have_url(re.compile("status=claimed$"))
    page.keyboard.press("Escape")
    expect(page.locator(".st-key-folded details[open]")).to_have_count(0)
    page.locator(".st-key-chips").get_by_role("button", name="Claimed").click()
    expect(page).not_to_have_url(re.compile("status="))
    page.locator(".st-key-locations").get_by_role("button").first.click()
    expect(page).to_have_url(re.compile("place=storskog$"))  # and it does not come back


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
        expect(page.get_by_role("slider")).to_have_count(1)
        page.get_by_role("slider").press("ArrowRight")
        expect(page).to_have_url(re.compile(r"years=2016$"))
        expect(page.locator(".sentence")).to_contain_text("2016:")


def test_earlier_reports_are_one_touch_away_and_reset_leads_back(reader):
    page = reader.open()
    expect(reader.symbol("Storskog")).to_be_visible()
    page.get_by_role("button", name="Reports from before 1991: 5").click()
    expect(page).to_have_url(re.compile(r"years=1953&years=2026$"))
    expect(page.locator(".sentence")).to_contain_text("65 of 65 reports shown")
    expect(page.locator(".strip > span")).to_have_count(2026 - 1953 + 1)
    expect(page.locator(".earlier")).to_be_hidden()
    slider = page.get_by_role("slider").first
    slider.press("ArrowRight")
    expect(page).to_have_url(re.compile(r"years=1954&years=2026$"))
    page.get_by_role("button", name="Reset all filters").click()
    expect(page).not_to_have_url(re.compile("years"))
    expect(page.locator(".strip > span")).to_have_count(2026 - 1991 + 1)
