"""The dashboard in Chromium, with every other host blocked."""

import re
from urllib.parse import urlparse

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.conftest import Server
from tests.running import free_port

pytestmark = pytest.mark.browser

expect.set_options(timeout=15_000)

FRAME = "iframe[title='streamlit_folium.st_folium']"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
PAGES = ["", "timeline", "articles", "data", "about"]


# The name of what has the keyboard, inside the map's frame too.
FOCUSED = """() => {
  let element = document.activeElement;
  if (element.tagName === 'IFRAME') element = element.contentDocument.activeElement;
  const group = element.closest('[role=radiogroup], [role=group], [data-testid=stButtonGroup]');
  return [element.getAttribute('aria-label'), element.innerText, group && (group.getAttribute('aria-label') || group.innerText)]
    .filter(Boolean).join(' / ');
}"""


class Reader:
    """One reader's page, the requests it made elsewhere, and the errors it saw."""

    def __init__(self, browser: Browser, url: str, **context) -> None:
        self.url = url
        self.asked: list[str] = []
        self.errors: list[str] = []
        self.context = browser.new_context(
            **{"viewport": {"width": 1280, "height": 1000}} | context
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(20_000)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.context.route("**/*", self._only_ours)

    def _only_ours(self, route) -> None:
        host = urlparse(route.request.url).hostname
        if host in {urlparse(self.url).hostname, None}:
            route.continue_()
        else:
            self.asked.append(route.request.url)
            route.abort()

    def open(self, path: str = "") -> Page:
        self.page.goto(f"{self.url}/{path}")
        expect(self.page.locator(".headline")).to_be_visible()
        return self.page

    @property
    def map(self):
        return self.page.frame_locator(FRAME)

    def symbol(self, name: str):
        return self.map.locator(f".mark[aria-label^='{name}:']")


@pytest.fixture
def reader(browser, server):
    opened = Reader(browser, server.url)
    yield opened
    opened.context.close()
    assert opened.errors == []
    assert opened.asked == []


def _face(reader, name):
    return reader.symbol(name).locator(".face")


def test_the_map_is_drawn_from_our_own_address_alone(reader):
    reader.open()
    expect(_face(reader, "Storskog")).to_have_text(re.compile(r"5,\d{3}\+"))
    painted = reader.map.locator(".leaflet-base-pane canvas").evaluate(
        "c => new Set(new Uint32Array(c.getContext('2d').getImageData(0,0,c.width,c.height).data.buffer)).size"
    )
    assert painted > 20
    expect(reader.map.get_by_text("Kirkenes")).to_be_attached()


def test_the_slider_moves_the_map_the_counts_and_the_list(reader):
    page = reader.open("?years=2016")
    expect(_face(reader, "Storskog")).to_have_text("1")
    page.get_by_role("slider").press("ArrowLeft")
    expect(_face(reader, "Storskog")).to_have_text("5,439")
    expect(page.locator(".sentence")).to_contain_text("2015: 2 crossings, 5,440 people")
    expect(page.locator(".card h3").first).to_contain_text("Storskog in 2015")
    expect(page).to_have_url(re.compile(r"years=2015$"))


def test_the_map_follows_the_slider_before_the_page_is_drawn(browser, server):
    reader, held = Reader(browser, server.url), []

    def hold(socket) -> None:
        upstream = socket.connect_to_server()
        upstream.on_message(lambda message: held.append(1) if held else socket.send(message))

    reader.page.route_web_socket("**/_stcore/stream", hold)
    page = reader.open("?years=2016")
    expect(_face(reader, "Storskog")).to_have_text("1")
    held.append(1)  # from here on, the page hears nothing of its script
    page.get_by_role("slider").press("ArrowLeft")
    expect(_face(reader, "Storskog")).to_have_text("5,439")
    expect(page.locator(".sentence")).to_contain_text("2016")
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
    expect(_face(reader, "Storskog")).to_have_text("5,439")


def test_the_map_keeps_its_frame_zoom_and_centre_when_the_year_changes(reader):
    page = reader.open("?years=2016")
    expect(_face(reader, "Storskog")).to_have_text("1")
    frame = next(f for f in page.frames if "streamlit_folium" in f.url)
    frame.evaluate("() => { window.mine = true; map.setView([69.3, 29.5], 10, {animate: false}); }")
    page.get_by_role("slider").press("ArrowLeft")
    expect(_face(reader, "Storskog")).to_have_text("5,439")
    assert frame.evaluate("() => [window.mine, map.getZoom(), map.getCenter().lat.toFixed(1)]") == [
        True,
        10,
        "69.3",
    ]


def test_the_location_filter_moves_everything(reader):
    page = reader.open()
    page.get_by_role("button", name=re.compile(r"^Pasvik \(\d")).click()
    expect(_face(reader, "Storskog")).to_have_text("–")
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
        expect(page.locator("h2.panel")).to_have_text("All reports")


def test_a_card_shows_its_spot_and_its_words(reader):
    page = reader.open("?years=2023&at=pasvik")
    page.locator("[class*=st-key-open-skroytnes]").get_by_role("button").click()
    expect(reader.map.locator(".mark.spot.selected")).to_have_attribute(
        "aria-label", re.compile("Skrøytnes")
    )
    expect(page.locator(".card blockquote").first).to_contain_text("Pasviko Valley")


def test_a_bar_of_the_chart_sets_the_year(reader):
    page = reader.open()
    bar = page.locator("[data-testid=stVegaLiteChart]").first.locator("[aria-label*='2015']").first
    bar.click(force=True)
    expect(page).to_have_url(re.compile(r"years=2015$"))
    expect(_face(reader, "Storskog")).to_have_text("5,439")


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_a_symbol_is_reached_and_opened_by_keyboard_and_keeps_the_focus(reader, key):
    page = reader.open()
    expect(_face(reader, "Pasvik")).to_be_visible()
    reader.symbol("Grense Jakobselv").focus()
    page.keyboard.press(key)
    expect(page.locator("h2.panel")).to_have_text("Grense Jakobselv")
    expect(reader.map.locator(".mark:focus")).to_have_attribute(
        "aria-label", re.compile("^Grense Jakobselv:")
    )


def _tab_to(page, name):
    """Press Tab until something of this name has the keyboard."""
    passed = []
    for _ in range(90):
        page.keyboard.press("Tab")
        passed.append(page.evaluate(FOCUSED))
        if name in passed[-1]:
            return
    raise AssertionError(f"{name} is not reached by Tab, only {passed}")


def test_the_whole_job_is_done_by_keyboard(reader):
    page = reader.open("?years=2016")
    expect(_face(reader, "Storskog")).to_have_text("1")
    _tab_to(page, "Search")
    _tab_to(page, "Reset all filters")
    _tab_to(page, "Timeline")
    _tab_to(page, "One year")
    _tab_to(page, "Year")
    while page.evaluate("() => document.activeElement.type") != "range":
        page.keyboard.press("Tab")
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".sentence")).to_contain_text("2015: 2 crossings")
    expect(_face(reader, "Storskog")).to_have_text("5,439")
    _tab_to(page, "Storskog:")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("at=storskog"))
    expect(page.locator("h2.panel")).to_have_text("Storskog")
    _tab_to(page, "Show on the map")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("crossing=storskog"))
    expect(page.locator(".excerpts blockquote").first).to_be_visible()
    _tab_to(page, "Link, cite")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Cite this view")).to_be_visible()


def test_everything_on_the_map_is_in_the_list_and_opens_from_it(reader):
    page = reader.open("?years=2022")
    expect(_face(reader, "Pasvik")).to_be_visible()
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


def test_nothing_plays_for_who_wants_no_motion(browser, server):
    reader = Reader(browser, server.url, reduced_motion="reduce")
    page = reader.open("?years=2015")
    expect(page.get_by_role("slider")).to_be_attached()
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_hidden()
    reader.context.close()


def test_at_twice_the_size_nothing_is_lost_sideways(browser, server):
    # What a browser of 1280 by 1000 pixels shows at 200 %.
    half = {"width": 640, "height": 500}
    reader = Reader(browser, server.url, viewport=half, device_scale_factor=2)
    page = reader.open("?years=2015")
    expect(_face(reader, "Storskog")).to_have_text("5,439")
    for selector in (".sentence", ".st-key-clock", FRAME, ".card"):
        box = page.locator(selector).first.bounding_box()
        assert box["x"] >= 0, selector
        assert box["x"] + box["width"] <= 640, selector
    assert page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollWidth") <= 640
    reader.context.close()


def _swipe_up(session, x, y):
    touched = [("touchStart", [{"x": x, "y": y}])]
    touched += [("touchMove", [{"x": x, "y": y - 20 * step}]) for step in range(1, 11)]
    for kind, points in [*touched, ("touchEnd", [])]:
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


def test_one_finger_on_the_map_scrolls_the_page(browser, server):
    reader = Reader(browser, server.url, **PHONE)
    page = reader.open("?years=2015")
    expect(_face(reader, "Storskog")).to_have_text("5,439")
    page.locator(FRAME).scroll_into_view_if_needed()
    frame = next(f for f in page.frames if "streamlit_folium" in f.url)
    centre = "() => map.getCenter().toString()"
    scrolled = "() => document.querySelector('[data-testid=stMain]').scrollTop"
    before, above, box = frame.evaluate(centre), page.evaluate(scrolled), page.locator(FRAME).bounding_box()  # fmt: skip
    _swipe_up(reader.context.new_cdp_session(page), box["x"] + 60, box["y"] + 300)
    page.wait_for_function(f"before => ({scrolled})() > before + 100", arg=above)
    assert frame.evaluate(centre) == before
    reader.context.close()


def _pinch(session, x, y):
    for number, way in enumerate((20, 30, 40, 50, 60)):
        fingers = [{"x": x - way, "y": y, "id": 0}, {"x": x + way, "y": y, "id": 1}]
        kind = "touchMove" if number else "touchStart"
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": fingers})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_two_fingers_zoom_the_map_and_the_next_single_one_scrolls_the_page(browser, server):
    reader = Reader(browser, server.url, **PHONE)
    page = reader.open("?years=2015")
    expect(_face(reader, "Storskog")).to_have_text("5,439")
    page.locator(FRAME).scroll_into_view_if_needed()
    frame = next(f for f in page.frames if "streamlit_folium" in f.url)
    box, session = page.locator(FRAME).bounding_box(), reader.context.new_cdp_session(page)
    before = frame.evaluate("() => map.getZoom()")
    _pinch(session, box["x"] + 180, box["y"] + 330)
    frame.wait_for_function("before => map.getZoom() > before", arg=before)
    page.wait_for_timeout(500)
    scrolled = "() => document.querySelector('[data-testid=stMain]').scrollTop"
    above = page.evaluate(scrolled)
    _swipe_up(session, box["x"] + 60, box["y"] + 300)
    page.wait_for_function(f"before => ({scrolled})() > before + 50", arg=above)
    reader.context.close()


# What a finger has to hit: each control with its size, in CSS pixels.
TARGETS = """() => [...document.querySelectorAll(
    ".stMain button, .stMain input, .stMain summary, .stMain [role=radio], .stMain a.button")]
  .filter(element => element.checkVisibility() && element.type !== 'range' && element.offsetWidth > 2)
  .map(element => [element.innerText || element.ariaLabel, Math.round((element.closest('label, button, summary') || element).getBoundingClientRect().height)])
"""


def test_targets_are_large_enough_for_a_finger(browser, server):
    reader = Reader(browser, server.url, **PHONE)
    page = reader.open("?years=2015")
    expect(_face(reader, "Storskog")).to_have_text("5,439")
    found = page.evaluate(TARGETS)
    assert len(found) > 8
    assert [target for target in found if target[1] < 44] == []
    hit = "all => all.map(m => parseFloat(getComputedStyle(m, '::before').width))"
    assert min(reader.map.locator(".mark").evaluate_all(hit)) >= 44
    reader.context.close()


def test_paper_gets_the_map_the_counts_and_the_cards_and_no_controls(reader):
    page = reader.open("?years=2015")
    expect(_face(reader, "Storskog")).to_have_text("5,439")
    page.emulate_media(media="print")
    for shown in (".sentence", ".tiles", FRAME, ".card >> nth=0", ".card >> nth=-1"):
        expect(page.locator(shown)).to_be_visible()
    for hidden in (".st-key-clock", "[data-testid=stSidebar]", "[data-testid=stHeader]"):
        expect(page.locator(hidden)).to_be_hidden()
    # All of the list is on paper, not only what its column shows.
    panel = page.locator(".st-key-evidence")
    assert panel.evaluate("panel => panel.scrollHeight - panel.clientHeight") <= 1


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


def test_back_and_forward_follow_what_was_chosen(reader):
    page = reader.open()
    reader.symbol("Pasvik").click()
    expect(page.locator("h2.panel")).to_have_text("Pasvik")
    reader.symbol("Storskog").click()
    expect(page.locator("h2.panel")).to_have_text("Storskog")
    page.go_back()
    expect(page.locator("h2.panel")).to_have_text("Pasvik")
    page.go_back()
    expect(page.locator("h2.panel")).to_have_text("All reports")
    page.go_forward()
    expect(page.locator("h2.panel")).to_have_text("Pasvik")


def test_filters_stay_when_the_page_changes_and_when_it_is_reloaded(reader):
    page = reader.open("?years=2012&years=2023&place=pasvik")
    page.get_by_role("link", name="Articles").click()
    expect(page.get_by_role("heading", name="Where sources disagree")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/articles\?years=2012&years=2023&place=pasvik"))
    page.reload()
    expect(page.locator(".sentence")).to_contain_text("at Pasvik, 2012–2023")


@pytest.mark.parametrize(
    "path", ["timeline?years=2015", "articles?place=pasvik", "data?until=2016"]
)
def test_a_deep_link_opens_cold(reader, path):
    reader.open(path)
    expect(reader.page.locator(".sentence")).not_to_contain_text("56 of 56")


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


def test_a_year_can_be_typed(reader):
    page = reader.open("?years=2020")
    box = page.get_by_role("spinbutton", name="Year")
    box.fill("2015")
    box.press("Enter")
    expect(page.locator(".sentence")).to_contain_text("2015: 2 crossings")


def test_an_article_link_leads_out_to_its_address(reader, shipped):
    page = reader.open("?crossing=grense-jakobselv-soldier-2025-08-22")
    opened = shipped.crossings["headline"].iloc[
        shipped.row_of("grense-jakobselv-soldier-2025-08-22")
    ]
    expect(page.locator(".card h3").first).to_have_text(opened)
    links = page.locator(".card").first.locator(".source a")
    found = links.evaluate_all("all => all.map(a => [a.href, a.target, a.rel])")
    told = shipped.evidence_for("grense-jakobselv-soldier-2025-08-22")
    live = {href.split("#:~:")[0] for href, _, _ in found if "web.archive.org" not in href}
    assert live == set(told["url"])
    passages = [href for href, _, _ in found if "#:~:text=" in href]
    assert len(passages) == (told["form"] == "quote").sum()
    assert all(target == "_blank" and "noopener" in rel for _, target, rel in found)


def test_online_tiles_are_asked_for_only_after_they_are_chosen(browser, server):
    reader = Reader(browser, server.url)
    reader.open()
    expect(_face(reader, "Storskog")).to_be_visible()
    assert reader.asked == []
    reader.map.locator(".leaflet-control-layers").hover()
    reader.map.get_by_text(re.compile("OpenStreetMap: loads from")).click()
    reader.page.wait_for_timeout(1000)
    assert {urlparse(url).hostname for url in reader.asked} == {"tile.openstreetmap.org"}
    reader.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_no_serious_accessibility_violation(browser, server, scheme, path):
    reader = Reader(browser, server.url, color_scheme=scheme)
    page = reader.open(path)
    if not path:
        expect(_face(reader, "Storskog")).to_be_visible()
    page.wait_for_timeout(1500)
    found = [
        (violation["id"], violation["nodes"][0]["target"], violation["nodes"][0]["failureSummary"])
        for violation in Axe().run(page).response["violations"]
        if violation["impact"] in {"serious", "critical"}
    ]
    reader.context.close()
    assert found == []


@pytest.mark.parametrize("path", PAGES)
def test_a_phone_has_no_sideways_scroll(browser, server, path):
    reader = Reader(browser, server.url, **PHONE)
    page = reader.open(path)
    page.wait_for_timeout(1000)
    assert page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollWidth") <= 390
    if not path:
        expect(_face(reader, "Storskog")).to_be_visible()
        assert page.locator(FRAME).bounding_box()["height"] <= 0.6 * 844
    reader.context.close()


def test_the_take_away_panel_gives_the_link_the_citation_and_the_files(reader, tmp_path):
    page = reader.open("?years=2012&years=2023&place=pasvik")
    page.get_by_text("Link, cite, download, embed").click()
    expect(page.get_by_role("heading", name="Cite this view")).to_be_visible()
    codes = page.locator("[data-testid=stCode]")
    expect(codes.first).to_have_text(f"{reader.url}/?years=2012&years=2023&place=pasvik")
    expect(codes.last).to_contain_text("@misc")
    for label, start in (
        ("CSV", b"\xef\xbb\xbfcrossing_id"),
        ("Chart (SVG)", b"<svg"),
        ("Chart (PNG)", b"\x89PNG"),
    ):
        with page.expect_download() as download:
            page.get_by_role("button", name=label, exact=True).click()
        assert download.value.path().read_bytes().startswith(start)


def test_no_script_from_the_data_ever_runs(browser, tmp_path):
    from tests import package
    from tests.conftest import Server

    evil = "<img src=x onerror='window.top.pwned=1'><script>window.top.pwned=1</script>\"'}}{{7*7}}</style>"
    rows = [
        package.crossing("a", latitude=69.5, longitude=30.5, location_precision="exact", **dict.fromkeys(
            ("headline", "summary", "locality", "confirmed_by", "disagreement", "date_note", "people_words"), evil)),
        package.crossing("b", place_id="elsewhere", headline=evil, locality=evil),
    ]  # fmt: skip
    folder = package.write(
        tmp_path / "data", rows,
        articles=[package.article("article-a", title=evil, outlet=evil, author=evil, note=evil)],
        figures=[package.figure("f", note=evil, population=evil)],
        context=[{"context_id": "c", "date": "2020", "title": evil, "summary": evil, "article_id": "article-a"}],
        disputes=[{"rival_id": f"r{n}", "dispute_id": "d", "question": evil, "crossing_id": "a", "field": "who",
                   "value": evil + str(n), "article_id": "article-a", "origin": evil, "used": "false"} for n in "12"],
    )  # fmt: skip
    hostile = Server(folder)
    try:
        reader = Reader(browser, hostile.url)
        for path in [*PAGES, "?crossing=a"]:
            page = reader.open(path)
            page.wait_for_timeout(1200)
            assert page.evaluate("() => window.pwned") is None, path
        reader.map.locator(".mark").first.hover()
        page.goto(f"{hostile.url}/crossing/a")
        assert page.evaluate("() => window.pwned") is None
        assert reader.asked == []
        reader.context.close()
    finally:
        hostile.stop()


def test_embed_mode_drops_the_navigation_and_keeps_the_view(reader):
    page = reader.open("?years=2015&embed=true")
    expect(_face(reader, "Storskog")).to_have_text("5,439")
    expect(page.get_by_role("link", name="Timeline")).to_have_count(0)
    expect(page.get_by_role("textbox", name="Search")).not_to_be_in_viewport()


def test_a_screen_reader_hears_each_new_selection_once(reader):
    page = reader.open("?years=2016")
    expect(_face(reader, "Storskog")).to_have_text("1")
    region = page.locator("[role=status].announced")
    expect(region).to_have_text("")  # who has just come reads the page itself
    page.evaluate("() => { window.region = document.querySelector('.announced'); }")
    page.get_by_role("slider").press("ArrowLeft")
    said = "Confirmed and reported crossings along the whole border, 2015: 2 crossings, 5,440 people, 27 articles."
    expect(region).to_have_text(said)
    # A region that is itself replaced is not read out.
    assert page.evaluate("() => window.region === document.querySelector('.announced')")


def test_an_address_that_means_nothing_is_told_in_a_word_and_forgotten_with_the_next_act(reader):
    page = reader.open("?place=oslo&years=2016&when=<b>now</b>")
    expect(page.locator(".left-out")).to_contain_text("place=oslo")
    expect(page.locator(".left-out")).to_contain_text("when=<b>now</b>")
    expect(page).to_have_url(re.compile(r"/\?years=2016$"))
    page.get_by_role("slider").press("ArrowLeft")
    expect(page.locator(".sentence")).to_contain_text("2015: 2 crossings")
    expect(page.locator(".left-out")).to_have_count(0)


def test_a_bar_can_be_chosen_again_after_the_slider_went_on(reader):
    page = reader.open()
    bar = page.locator(".st-key-bars svg [aria-label*='2015']").first
    for _ in range(2):
        bar.click(force=True)
        expect(page).to_have_url(re.compile(r"years=2015$"))
        page.get_by_role("slider").press("ArrowRight")
        expect(page).to_have_url(re.compile(r"years=2016$"))
        expect(page.locator(".sentence")).to_contain_text("2016:")


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
    expect(_face(reader, "Storskog")).to_have_text("1")
