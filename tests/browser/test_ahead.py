"""Words that the browser shows before the script has drawn them, in Chromium."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

# The years of the sentence and whether there are cards, each time that a frame shows others.
WATCH = """() => {
  window.seen = [];
  const look = () => {
    const year = document.querySelector(".sentence").textContent.match(/, (\\d{4}):/)?.[1];
    if (seen.at(-1) !== year) seen.push(year);
    requestAnimationFrame(look);
  };
  look();
}"""

PLACED = "all => all.map(card => [card.innerText, card.getBoundingClientRect().y])"


class Script:
    """The server's side of the session, which a test can hold back."""

    def __init__(self, page):
        self._held = None
        page.route_web_socket("**/_stcore/stream", self._connect)

    def _connect(self, route):
        self._route = route
        route.connect_to_server().on_message(self._pass)

    def _pass(self, message):
        if self._held is None:
            self._route.send(message)
        else:
            self._held.append(message)

    def hold(self):
        self._held = []

    def release(self):
        held, self._held = self._held, None
        for message in held:
            self._route.send(message)


@pytest.fixture
def script(reader):
    return Script(reader.page)


def _settled(page, year):
    expect(page).to_have_url(re.compile(f"years={year}$"))
    expect(page.locator(".ahead")).to_have_count(0)
    expect(page.locator(".sentence")).to_contain_text(f", {year}:")


def test_words_do_not_wait_for_the_script_and_its_older_answers_are_never_seen(reader, script):
    page = reader.open("?years=2022")
    expect(reader.symbol("Storskog")).to_be_visible()
    page.evaluate(WATCH)
    script.hold()
    slider = page.get_by_role("slider")
    for year in (2021, 2020, 2019):
        slider.press("ArrowLeft")
        expect(page.locator(".sentence")).to_contain_text(f", {year}:")
    cards = page.locator(".ahead .card")
    expect(cards).to_have_count(4)
    ahead = cards.evaluate_all(PLACED)
    script.release()
    _settled(page, 2019)
    assert page.evaluate("seen") == ["2022", "2021", "2020", "2019"]
    drawn = page.locator(".card").evaluate_all(PLACED)
    assert drawn == ahead


def test_a_late_answer_for_an_older_year_is_not_shown(reader, script):
    late = []
    reader.page.route("**/words.json?years=2018", lambda route: late.append(route))
    page = reader.open("?years=2019")
    expect(reader.symbol("Storskog")).to_be_visible()
    page.wait_for_timeout(2500)  # the years beside it have been asked for
    page.evaluate(WATCH)
    slider = page.get_by_role("slider")
    slider.press("ArrowLeft")
    slider.press("ArrowLeft")
    _settled(page, 2017)
    slider.press("ArrowRight")
    slider.press("ArrowRight")
    _settled(page, 2019)
    for route in late:
        route.continue_()
    page.wait_for_timeout(500)
    _settled(page, 2019)
    assert page.evaluate("seen").count("2019") == 2


def test_a_held_key_goes_one_way_and_ends_at_its_last_year(reader):
    page = reader.open("?years=2023")
    expect(reader.symbol("Storskog")).to_be_visible()
    page.evaluate(WATCH)
    page.get_by_role("slider").focus()
    for _ in range(10):
        page.keyboard.down("ArrowLeft")
        page.wait_for_timeout(33)
    page.keyboard.up("ArrowLeft")
    _settled(page, 2013)
    seen = page.evaluate("seen")
    assert seen == sorted(seen, reverse=True)


def test_a_button_can_be_pressed_before_the_script_has_drawn_it(reader, script):
    page = reader.open("?years=2024")
    expect(reader.symbol("Storskog")).to_be_visible()
    script.hold()
    page.get_by_role("slider").press("ArrowRight")
    page.locator(".ahead .opener button").last.click()
    script.release()
    expect(page).to_have_url(re.compile("crossing="))
    expect(page.locator(".card:not(.closed)")).to_be_visible()


def test_back_and_a_later_act_of_another_kind_end_what_is_ahead(reader, script):
    page = reader.open("?years=2022")
    expect(reader.symbol("Storskog")).to_be_visible()
    page.get_by_role("slider").press("ArrowLeft")
    _settled(page, 2021)
    page.go_back()
    _settled(page, 2022)
    script.hold()
    page.get_by_role("slider").press("ArrowLeft")
    expect(page.locator(".st-key-evidence .ahead")).to_have_count(1)
    page.get_by_role("button", name="Reset all filters").click()
    script.release()
    expect(page).to_have_url(f"{reader.url}/")
    expect(page.locator(".ahead")).to_have_count(0)
    expect(page.locator(".sentence")).not_to_contain_text("2021:")


def test_what_can_be_read_at_once_stands_where_the_app_draws_it_and_leaves(reader):
    page = reader.open("?years=2015")  # at the first visit the data may have yet to be read
    expect(page.locator(".card").first).to_be_visible()
    page.add_init_script("""window.moved = 0;
      addEventListener("DOMContentLoaded", () => { window.first = document.getElementById("early")?.outerHTML; });
      new PerformanceObserver((list) => list.getEntries().forEach((shift) => { moved += shift.value; }))
        .observe({ type: "layout-shift", buffered: true });""")
    page.reload()
    expect(page.locator(".st-key-evidence .card").first).to_be_visible()
    assert "early" in page.evaluate("first")
    expect(page.locator("#early")).to_have_count(0)
    expect(reader.symbol("Storskog")).to_be_visible()
    assert page.evaluate("moved") < 0.1
