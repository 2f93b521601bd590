"""Charts in Chromium: their text in both themes, their fallback on a phone, and the pages on paper."""

import pytest
from playwright.sync_api import expect

from tests.test_browser import Reader

pytestmark = pytest.mark.browser

# The contrast of each text of a chart against the page and whatever bars lie under it.
CONTRASTS = """chart => {
  const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (rgb) => {
    const [r, g, b] = rgb.map((v) => v / 255).map((v) => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const over = (under, colour, strength) => under.map((v, i) => v + (parts(colour)[i] - v) * strength);
  chart.scrollIntoView({ block: "center" });
  const page = parts(getComputedStyle(document.querySelector(".stApp")).backgroundColor).slice(0, 3);
  return [...chart.querySelectorAll("svg text")].filter((text) => text.textContent).map((text) => {
    const { x, y, width, height } = text.getBoundingClientRect();
    const [middle, centre] = [x + width / 2, y + height / 2];
    let ground = page;
    for (const mark of chart.querySelectorAll(".mark-rect path")) {
      const box = mark.getBoundingClientRect(), style = getComputedStyle(mark);
      if (style.fill === "none" || middle < box.left || middle > box.right || centre < box.top || centre > box.bottom) continue;
      ground = over(ground, style.fill, style.opacity * style.fillOpacity * (parts(style.fill)[3] ?? 1));
    }
    const ink = over(ground, getComputedStyle(text).fill, 1);
    const [a, b] = [light(ink), light(ground)].sort((one, other) => other - one);
    return [text.textContent, Math.round(100 * (a + .05) / (b + .05)) / 100];
  });
}"""


def _faint(page):
    """The texts of all charts that are hard to read, and how many texts there are."""
    charts = page.locator("[data-testid=stVegaLiteChart]").all()
    found = [text for chart in charts for text in chart.evaluate(CONTRASTS)]
    return [text for text in found if text[1] < 4.5], len(found)


def test_text_in_charts_follows_the_theme_without_any_act(browser, server):
    reader = Reader(browser, server.url, color_scheme="light")
    for path, charts in (("?years=2015", 2), ("timeline", 5)):
        page = reader.open(path)
        expect(page.locator("[data-testid=stVegaLiteChart] svg")).to_have_count(charts)
        for scheme, ground in (
            ("light", "252, 251, 248"),
            ("dark", "20, 28, 35"),
            ("light", "252, 251, 248"),
        ):
            page.emulate_media(color_scheme=scheme)
            expect(page.locator(".stApp")).to_have_css("background-color", f"rgb({ground})")
            page.wait_for_timeout(500)
            faint, texts = _faint(page)
            assert texts > 15
            assert faint == [], (path, scheme)
    reader.context.close()
