"""Charts in Chromium: their text in both themes, their fallback on a phone, and the pages on paper."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.reader import PHONE, Reader

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
    for path, charts in (("?years=2015", 2), ("timeline", 4)):
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


# The number of charts when the map is drawn, and where what follows them is until the first one comes.
AT_FIRST = """addEventListener("DOMContentLoaded", () => {
  const charts = () => document.querySelectorAll(".stVegaLiteChart").length;
  document.addEventListener("crossings-drawn", () => { window.withMap = charts(); });
  const look = () => {
    if (charts()) return;
    window.below = document.querySelector(".st-key-takeaway")?.getBoundingClientRect().top;
    requestAnimationFrame(look);
  };
  look();
})"""


def test_the_charts_come_after_the_map_and_move_nothing(reader):
    reader.page.add_init_script(AT_FIRST)
    page = reader.open("?years=2015")
    expect(page.locator(".stVegaLiteChart svg")).to_have_count(2)
    assert page.evaluate("withMap") == 0
    below = page.evaluate("below")
    assert page.locator(".st-key-takeaway").bounding_box()["y"] == pytest.approx(below, abs=1)


def test_the_charts_come_without_a_map_too(reader):
    reader.page.route("**/assets/map.js*", lambda route: route.abort())
    page = reader.open("?years=2015")
    expect(page.locator(".stVegaLiteChart svg")).to_have_count(2)
    reader.errors.clear()  # of the map, which has lost its script


# The texts of the page that are hard to read on white paper.
FAINT = """() => {
  const context = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const onPaper = (colour) => {
    for (context.fillStyle of ["#fff", colour]) context.fillRect(0, 0, 1, 1);
    return context.getImageData(0, 0, 1, 1).data;
  };
  const own = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  return [...document.querySelectorAll(".stMain *:not(style)")].filter((element) => own(element) && element.checkVisibility())
    .filter((element) => !element.matches("[fill=white]"))
    .filter((element) => Math.max(...onPaper(getComputedStyle(element)[element.closest("svg") ? "fill" : "color"]).slice(0, 3)) > 176)
    .map((element) => element.textContent.slice(0, 40));
}"""


def test_paper_is_light_although_the_screen_is_dark_and_marks_keep_their_colours(browser, server):
    reader = Reader(browser, server.url, color_scheme="dark")
    for path, drawn in (("about", "code"), ("timeline", "svg.marks"), ("?years=2015", "svg.marks")):
        page = reader.open(path)
        expect(page.locator(f".stMain {drawn}").first).to_be_visible()
        assert len(page.evaluate(FAINT)) > 10  # on a screen
        page.emulate_media(media="print", color_scheme="dark")
        expect(page.locator(".stApp")).to_have_css("background-color", "rgb(255, 255, 255)")
        page.wait_for_timeout(500)
        assert page.evaluate(FAINT) == []
        page.emulate_media(media="screen", color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    _check_map_on_paper(reader)
    reader.context.close()


def _check_map_on_paper(reader):
    face = reader.face("Storskog")
    expect(face).to_have_css("print-color-adjust", "exact")
    for control in (".leaflet-control-zoom", ".leaflet-control-layers"):
        expect(reader.map.locator(control)).to_be_hidden()
    # A browser may print before the script has painted the canvas again.
    reader.map.locator(":root").evaluate("root => root.classList.add('dark')")
    canvas = reader.map.locator(".leaflet-base-pane canvas")
    expect(canvas).to_have_css("filter", re.compile("invert"))
    expect(reader.map.locator(".leaflet-container")).to_have_css(
        "background-color", "rgb(207, 223, 233)"
    )


def test_the_map_page_prints_every_report_in_four_pages_with_its_address(browser, server):
    reader = Reader(browser, server.url, color_scheme="dark")
    page = reader.open("")
    expect(reader.face("Storskog")).to_be_visible()
    expect(page.locator(".st-key-bars svg.marks")).to_be_visible()
    page.evaluate(KEPT)
    printed = page.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) <= 4
    sheet = page.evaluate("window.printed")
    assert sheet["reports"] == 60
    assert f'"{page.url}"' in sheet["margins"]
    # What was put there for paper is gone again.
    expect(page.locator("#paper")).to_have_count(0)
    reader.context.close()


# Keeps what stands on paper until after it was printed.
KEPT = """() => addEventListener("beforeprint", () => { window.printed = {
  reports: document.querySelectorAll("#paper .reports li").length,
  margins: document.head.lastElementChild.textContent,
}; })"""


@pytest.mark.parametrize(
    ("path", "screen", "most"),
    [("timeline", {"viewport": {"width": 1280, "height": 800}}, 230), ("data", PHONE, 330)],
)
def test_pages_beyond_the_map_begin_with_themselves_in_one_scroll(
    browser, server, path, screen, most
):
    reader = Reader(browser, server.url, **screen)
    page = reader.open(path)
    heading = page.locator(".stMain h2").first
    expect(heading).to_be_visible()
    expect(page.locator(".stMain .tiles")).to_have_count(0)
    assert heading.bounding_box()["y"] <= most
    tools = page.locator(
        "[aria-label^='Download as'], .stElementContainer:has(.stVegaLiteChart) [data-testid=stElementToolbar]"
    )
    page.locator(".stVegaLiteChart, .stDataFrame").first.hover()
    assert not any(tool.is_visible() for tool in tools.all())
    assert page.evaluate(SCROLLED) == ["stMain"]
    reader.context.close()


# What scrolls up and down on its own, besides tables and the panel of filters.
SCROLLED = """() => [...document.querySelectorAll(".stMain, .stMain *")].filter((each) => /auto|scroll/.test(getComputedStyle(each).overflowY)
  && each.scrollHeight > each.clientHeight + 1 && !each.closest(".stDataFrame, .st-key-folded")).map((each) => each.dataset.testid)"""


def test_the_timeline_on_a_phone_has_no_label_on_another_and_longer_is_more(browser, server):
    reader = Reader(browser, server.url, **PHONE)
    page = reader.open("timeline")
    expect(page.locator(".st-key-dots svg.marks")).to_be_visible()
    listed = page.locator(".contained summary")
    week, year = (listed.filter(has_text=text) for text in ("2–8 November 2015", "5,439"))
    expect(week).to_contain_text("1,113")
    long, short = (row.locator("i").bounding_box()["width"] for row in (year, week))
    assert 0.18 < short / long < 0.23
    page.wait_for_timeout(1000)
    assert page.evaluate(OVERLAPS) == []
    reader.context.close()


# Texts of one chart that stand on each other, or are cut by its edge.
OVERLAPS = """() => [...document.querySelectorAll("[data-testid=stVegaLiteChart] svg")].flatMap((svg) => {
  const edge = svg.getBoundingClientRect();
  const all = [...svg.querySelectorAll("text")].filter((text) => text.textContent && text.checkVisibility({ opacityProperty: true }))
    .map((text) => [text.textContent, text.getBoundingClientRect()]);
  const cut = all.filter(([, box]) => box.left < edge.left - 3 || box.right > edge.right + 3);
  const on = all.filter(([, one], at) => all.slice(at + 1).some(([, other]) =>
    Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1 && Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 4));
  return [...cut, ...on].map(([text]) => text);
})"""


# The middle of a mark of a chart that can be seen, about halfway through those that can.
MARK = """chart => {
  const seen = [...chart.querySelectorAll("svg g.mark-symbol path")].map((mark) => mark.getBoundingClientRect())
    .filter((box) => box.width > 2 && box.width < 40 && box.top > 120 && box.bottom < innerHeight);
  const box = seen[Math.floor(seen.length / 2)];
  return [box.left + box.width / 2, box.top + box.height / 2];
}"""


def test_the_source_of_a_point_opens_below_its_chart_and_leaves_the_others_where_they_are(reader):
    page = reader.open("timeline")
    charts = page.locator("[class*=st-key-chart-]")
    expect(charts.locator(".vega-embed svg.marks")).to_have_count(3)
    opened = page.locator(".card:visible")
    for number in range(3):
        charts.nth(number).evaluate("chart => chart.scrollIntoView({ block: 'center' })")
        page.wait_for_timeout(700)  # until nothing scrolls any more
        before = charts.nth(number).bounding_box()["y"]
        page.mouse.click(*charts.nth(number).locator(".vega-embed").evaluate(MARK))
        expect(opened).to_have_count(number + 1)
        page.wait_for_timeout(500)
        assert charts.nth(number).bounding_box()["y"] == pytest.approx(before, abs=2)
        assert opened.nth(number).bounding_box()["y"] > before
