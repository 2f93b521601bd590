"""Cards beside the map in Chromium: the words they show, and the marks that they raise and are raised by."""

import pytest
from playwright.sync_api import expect

from tests.browser.reader import PHONE, Reader

pytestmark = pytest.mark.browser

SOLDIER = ".card[data-crossing='grense-jakobselv-soldier-2025-08-22']"
TRIP = ".card[data-crossing='foreigner-photo-trip-2025-12']"

# The letters in the longest line of each paragraph and quote, as they are broken on screen.
LINES = """() => [...document.querySelectorAll(".card p, .card blockquote")].map((each) => {
  const walker = document.createTreeWalker(each, NodeFilter.SHOW_TEXT), lines = {}, range = document.createRange();
  for (let node; node = walker.nextNode();) for (let at = 0; at < node.length; at++) {
    range.setStart(node, at); range.setEnd(node, at + 1);
    const box = range.getClientRects()[0];
    if (box?.width) lines[Math.round(box.bottom / 6)] = (lines[Math.round(box.bottom / 6)] || 0) + 1;
  }
  return Math.max(0, ...Object.values(lines));
})"""


def test_a_closed_card_shows_an_excerpt_with_its_outlet_and_link_without_a_click(reader):
    page = reader.open()
    expect(reader.face("Storskog")).to_be_visible()
    for card in page.locator(".card").all():
        lead = card.locator(".lead")
        expect(lead).to_be_visible()
        link = lead.locator(".source a")
        expect(link).to_be_visible()
        assert link.get_attribute("href").startswith("http")
        assert len(lead.locator("p, blockquote").first.inner_text()) > 30
    # It is seen without scrolling within the list.
    expect(page.locator(".card .lead .source a").first).to_be_in_viewport()


def test_the_other_articles_open_in_place(reader):
    page = reader.open("?years=2025")
    card = page.locator(SOLDIER)
    expect(card.locator(".also a").first).to_be_hidden()
    card.locator(".also summary").click()
    expect(card.locator(".also a").first).to_be_visible()
    assert page.url.endswith("?years=2025")


def _raised(reader):
    return reader.map.locator(".mark.raised")


@pytest.mark.parametrize("act", ["hover", "focus"])
def test_a_card_raises_its_mark_or_the_symbol_that_stands_for_it(reader, act):
    page = reader.open()
    expect(reader.face("Storskog")).to_be_visible()
    for card, mark in (
        (TRIP, "crossing:foreigner-photo-trip-2025-12"),
        (SOLDIER, "at:grense-jakobselv"),
    ):
        getattr(page.locator(f"{card} .lead a"), act)()
        expect(_raised(reader)).to_have_count(1)
        expect(_raised(reader)).to_have_attribute("data-id", mark)
    if act == "hover":
        page.locator(".headline .sentence").hover()
    else:
        page.evaluate("document.activeElement.blur()")
    expect(_raised(reader)).to_have_count(0)


def test_the_button_below_a_card_raises_its_mark_too(reader):
    page = reader.open()
    expect(reader.face("Storskog")).to_be_visible()
    page.locator("[class*=st-key-open-foreigner] button").focus()
    expect(_raised(reader)).to_have_attribute("data-id", "crossing:foreigner-photo-trip-2025-12")


@pytest.mark.parametrize("act", ["hover", "focus"])
def test_a_mark_raises_its_cards(reader, act):
    page = reader.open()
    expect(reader.face("Storskog")).to_be_visible()
    getattr(reader.symbol("Grense Jakobselv"), act)()
    expect(page.locator(".card.raised")).to_have_count(1)
    expect(page.locator(f"{SOLDIER}.raised")).to_have_count(1)
    outline = "card => getComputedStyle(card).outlineStyle"
    assert page.locator(SOLDIER).evaluate(outline) == "solid"
    assert page.locator(TRIP).evaluate(outline) == "none"
    getattr(reader.symbol("Storskog"), act)()
    expect(page.locator(".card.raised")).to_have_count(0)


def test_several_crossings_at_one_spot_raise_its_one_mark(reader):
    page = reader.open("?at=elsewhere&years=2017&years=2022")
    expect(reader.face("Storskog")).to_be_visible()
    spots = "cards => cards.map(card => card.dataset.spot)"
    found = [spot for spot in page.locator(".card").evaluate_all(spots) if spot]
    [shared] = {spot for spot in found if found.count(spot) > 1}
    cards = page.locator(f".card[data-spot='{shared}']")
    assert cards.count() > 1
    raised = set()
    for card in cards.all():
        card.locator(".lead a").hover()
        expect(_raised(reader)).to_have_count(1)
        raised.add(_raised(reader).get_attribute("data-id"))
    assert len(raised) == 1
    _raised(reader).hover()
    expect(page.locator(".card.raised")).to_have_count(cards.count())


def test_cards_and_marks_stay_linked_when_years_and_pages_change(reader):
    page = reader.open("?years=2024")
    expect(page.locator(SOLDIER)).to_have_count(0)
    page.get_by_role("slider").press("ArrowRight")
    for again in (False, True):
        if again:
            page.get_by_role("link", name="Timeline").click()
            expect(page.locator(".st-key-dots")).to_be_visible()
            page.get_by_role("link", name="Map").click()
        expect(reader.symbol("Grense Jakobselv")).to_be_visible()
        page.locator(f"{SOLDIER} .lead a").hover()
        expect(_raised(reader)).to_have_attribute("data-id", "at:grense-jakobselv")


def test_nothing_moves_for_who_wants_no_motion(browser, server):
    reader = Reader(browser, server.url, reduced_motion="reduce")
    page = reader.open()
    took = "element => getComputedStyle(element).transitionDuration"
    assert reader.face("Storskog").evaluate(took) == "0s"
    assert page.locator(TRIP).evaluate(took) == "0s"
    reader.context.close()


def test_lines_of_a_card_are_short_on_a_wide_screen(browser, server):
    reader = Reader(browser, server.url, viewport={"width": 2400, "height": 1300})
    for path in ("", "?crossing=grense-jakobselv-soldier-2025-08-22"):
        page = reader.open(path)
        expect(reader.face("Storskog")).to_be_visible()
        page.wait_for_timeout(500)
        longest = page.evaluate(LINES)
        assert 45 < max(longest) <= 75, path
    reader.context.close()


@pytest.mark.parametrize("size", [{}, PHONE])
def test_no_badge_takes_three_lines_and_nothing_reaches_out_of_a_card(browser, server, size):
    reader = Reader(browser, server.url, **size)
    for path in ("", "?years=2023", "?crossing=boris-gleb-norwegian-2023-04"):
        page = reader.open(path)
        expect(page.locator(".card").first).to_be_visible()
        heights = page.locator(".card .facts").evaluate_all("all => all.map(e => e.offsetHeight)")
        assert max(heights) < 72
        out = "all => all.map(e => e.scrollWidth - e.clientWidth)"
        assert max(page.locator(".card, .card p, .card blockquote").evaluate_all(out)) <= 1
    reader.context.close()
