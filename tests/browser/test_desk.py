"""The desk in Chromium: from an article to a point on the map, by one editor and by two at once."""

import re

import pytest
from playwright.sync_api import expect

from geodata.model.schema import FOLDER
from tests import desk_articles
from tests.browser.reader import FRAME, PHONE, Reader, violations
from tests.conftest import Server
from tests.running import free_port

pytestmark = pytest.mark.browser
LONG = 60_000  # a small machine draws every page once before readers see what was saved


@pytest.fixture
def server(copied):
    """Instead of the one that all share: a dashboard with a desk, on data that a test edits."""
    running = Server(copied, environment={"CROSSINGS_DESK": "local"}).with_data()
    yield running
    running.stop()


@pytest.fixture
def editors(browser, server):
    """Opens the desk for one editor after the other, of whom none may see an error or ask elsewhere."""
    opened = []

    def open_desk(**context):
        editor = Reader(browser, server.url, **context)
        opened.append(editor)
        editor.page.goto(f"{server.url}/desk")
        expect(_field(editor.page, "Text of the article")).to_be_visible(timeout=LONG)
        return editor.page

    yield open_desk
    for editor in opened:
        editor.context.close()
        assert editor.errors == []
        assert editor.asked == []


def _drawn(page):
    """What the last run has drawn: while one goes on, what stood there before is there beside it."""
    return page.locator("[data-testid=stElementContainer][data-stale=false]")


def _field(page, label):
    return _drawn(page).get_by_label(label, exact=True)


def _left(page):
    return _drawn(page).locator(".desk-left")


def _press(page, name, role="button"):
    page.get_by_role(role, name=name, exact=True).first.click()


def _read(page, text, published=""):
    _field(page, "Address of the article").fill("https://fjord.example/page")
    _field(page, "Text of the article").fill(text)
    _press(page, "Read the article")
    expect(page.locator(".desk-text")).to_be_visible(timeout=LONG)
    if published:
        _field(page, "Published").fill(published)
        _field(page, "Published").press("Enter")
        expect(page.locator(".desk-of")).to_contain_text(published[:4])


def _tell(page):
    """Take up another telling of the crossing of August 2025, up to where it can be saved."""
    _read(page, desk_articles.TELLING, "2025-08-24")
    page.get_by_role("button", name="Add as article").first.click()
    _press(page, "Quote")
    expect(_field(page, "Quote")).to_have_value(re.compile("Grense Jakobselv|Border guards"))
    _press(page, "Reporting", "radio")
    expect(_left(page)).to_contain_text("Nothing is left", timeout=LONG)


def test_a_new_report_goes_from_paste_to_the_open_map_and_back(editors, browser, server, copied):
    reader = Reader(browser, server.url)
    seen = reader.open("?years=2024&place=pasvik")
    before = seen.locator(".sentence").inner_text()
    page = editors()
    _read(page, desk_articles.NEW, "2024-03-04")
    expect(page.locator(".desk-text mark.m-place").first).to_have_text("Pasvik")
    _press(page, "Add as a new report")
    expect(_field(page, "Start")).to_have_value("2024-03-03", timeout=LONG)
    # What is wrong stands beside its field as one types, and is gone once it is right.
    start = page.locator("[class*=st-key-desk-slim-crossings-start]")
    _field(page, "Start").fill("3 March")
    expect(start.locator(".desk-problem")).to_contain_text("is not a date", timeout=LONG)
    expect(_field(page, "Start")).to_have_attribute("aria-invalid", "true")
    _field(page, "Start").fill("2024-03-03")
    expect(start.locator(".desk-problem")).to_have_count(0, timeout=LONG)
    # The map takes a click.
    was = _field(page, "Latitude").input_value()
    ground = page.frame_locator(FRAME).locator(".leaflet-container")
    ground.scroll_into_view_if_needed()
    expect(ground.locator("canvas").first).to_be_attached()
    page.wait_for_timeout(500)  # it moves to where the border is
    ground.click(position={"x": 200, "y": 150})
    expect(_field(page, "Latitude")).not_to_have_value(was, timeout=LONG)
    _press(page, "Reported", "radio")
    for label, value in (("Headline", "Two men swam at Pasvik"), ("Summary", "Two men swam.")):
        _field(page, label).fill(value)
    for choice in (
        "Area or stretch of border",
        "Crossed outside the checkpoint",
        "Towards Norway",
        "Reporting",
    ):
        pill = page.get_by_role("radio", name=choice, exact=True)
        if pill.get_attribute("aria-checked") != "true":
            pill.click()
    _field(page, "Radius (km)").fill("20")
    _press(page, "Quote")
    expect(_left(page)).to_contain_text("Nothing is left", timeout=LONG)
    expect(page.locator(".desk-card")).to_contain_text("Two men swam at Pasvik")
    expect(page.locator(".desk-lines[aria-label='crossings.csv'] .added")).to_have_count(1)
    _press(page, "Save")
    expect(page.locator(".desk-done")).to_contain_text("Saved. The map shows it.", timeout=LONG)
    expect(page.locator(".desk-done")).to_contain_text("no translation yet")
    # Nobody has touched the reader's page.
    expect(seen.locator(".card h3").first).to_have_text("Two men swam at Pasvik", timeout=LONG)
    _press(page, "Undo")
    expect(page.locator(".desk-done")).to_contain_text("Taken back", timeout=LONG)
    expect(seen.locator(".sentence")).to_have_text(before, timeout=LONG)
    reader.context.close()
    for table in ("crossings", "articles", "excerpts"):
        assert (copied / f"{table}.csv").read_bytes() == (FOLDER / f"{table}.csv").read_bytes()


def test_of_two_editors_the_second_sees_what_the_first_saved_and_saves_on_top(editors):
    first, second = editors(), editors()
    for page in (first, second):
        _tell(page)
    second.get_by_text("Correct what the page is").click()
    _field(second, "Address").fill("https://fjord.example/another")
    _field(second, "Address").press("Enter")
    expect(second.locator(".desk-lines[aria-label='articles.csv'] .added")).to_contain_text(
        "/another", timeout=LONG
    )
    _press(first, "Save")
    expect(first.locator(".desk-done")).to_be_visible(timeout=LONG)
    _press(second, "Save")
    meanwhile = second.locator(".stAlert")
    expect(meanwhile).to_contain_text("Somebody else has changed the data", timeout=LONG)
    expect(second.locator(".desk-lines").first).to_contain_text("fjord-example")
    # Both gave their excerpt the same ID, so the second looks again: it has another one by now.
    _press(second, "Go on with the data as they are now")
    expect(meanwhile).to_have_count(0, timeout=LONG)
    expect(_left(second)).to_contain_text("Nothing is left", timeout=LONG)
    _press(second, "Save")
    expect(second.locator(".desk-done")).to_be_visible(timeout=LONG)


def test_what_was_typed_is_there_after_a_reload_on_another_page_and_with_another_server(
    copied, browser
):
    port = free_port()
    running = Server(copied, port=port, environment={"CROSSINGS_DESK": "local"}).with_data()
    page = Reader(browser, running.url).page
    page.goto(f"{running.url}/desk")
    expect(_field(page, "Text of the article")).to_be_visible(timeout=LONG)
    _read(page, desk_articles.NEW, "2024-03-04")
    _press(page, "Add as a new report")
    headline = _field(page, "Headline")
    headline.press_sequentially("Two men swam", delay=20)
    expect(_left(page)).not_to_contain_text("Headline", timeout=LONG)  # nobody left the field
    page.reload()
    expect(headline).to_have_value("Two men swam", timeout=LONG)
    page.get_by_role("link", name="About").first.click()
    expect(page.locator("h2").first).to_have_text("Scope")
    page.get_by_role("link", name="Desk").first.click()
    expect(headline).to_have_value("Two men swam", timeout=LONG)
    running.stop()
    running = Server(copied, port=port, environment={"CROSSINGS_DESK": "local"}).with_data()
    page.reload()
    expect(headline).to_have_value("Two men swam", timeout=LONG)
    page.context.close()
    running.stop()


def test_a_hostile_page_of_five_megabytes_is_text_and_asks_for_nothing(editors, tmp_path):
    page = editors()
    saved = tmp_path / "page.html"
    story = desk_articles.HOSTILE.partition("\n")[2]
    filler = "<p>" + "Nothing of the border is said here, at great length. " * 100 + "</p>"
    saved.write_text(
        "<!doctype html><html><head><title>A page</title></head><body><article><h1>A man crossed</h1>"
        "<script>window.hacked = 1; fetch('https://evil.example/')</script>"
        "<img src='https://evil.example/x.png' onerror='window.hacked = 1'>"
        f"<p>{story.replace('<', '&lt;')}</p>{filler * 1000}</article></body></html>",
        encoding="utf-8",
    )
    assert saved.stat().st_size > 5_000_000
    page.locator("input[type=file]").set_input_files(saved)
    expect(page.locator(".desk-text")).to_contain_text("crossed", timeout=LONG)
    expect(page.locator(".desk-text")).to_contain_text("<b>")
    assert page.evaluate("() => window.hacked") is None
    assert (
        page.locator(".desk-text").evaluate("element => element.querySelector('script, img, b, a')")
        is None
    )


@pytest.mark.parametrize(
    "context", [{}, {"color_scheme": "dark"}, PHONE], ids=["light", "dark", "phone"]
)
def test_the_desk_has_no_serious_accessibility_violation(editors, context):
    page = editors(**context)
    assert violations(page) == []
    _read(page, desk_articles.ARABIC + desk_articles.NEW, "2024-03-04")
    assert violations(page) == []
    _press(page, "Begin a new report from nothing")
    expect(_left(page)).to_be_visible(timeout=LONG)
    assert violations(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
