"""One reader's way through the dashboard of an invented border, from the map to a file on their disk."""

import re
import subprocess
import sys
import zipfile

import pytest
from playwright.sync_api import expect

from tests.browser.reader import Reader
from tests.conftest import ROOT
from tests.running import fetch

pytestmark = pytest.mark.browser

TITLE = "Invented passages, Merenia–Soltara"
FIRST_BORDER = re.compile(
    "norw|russia|storskog|pasvik|jakobselv|kirkenes|kartverket", re.IGNORECASE
)


@pytest.fixture
def reader(browser, other_server):
    opened = Reader(browser, other_server.url)
    yield opened
    opened.context.close()
    assert opened.errors == []
    assert opened.asked == []


def _seen(page):
    """Everything that can be read on a page; none of it may be of the first border."""
    text = page.locator("body").inner_text()
    assert not FIRST_BORDER.findall(text)
    return text


def test_a_location_opens_onto_its_reports_and_a_report_onto_its_words(reader):
    page = reader.open()
    expect(page).to_have_title(TITLE)
    expect(page.locator("h1")).to_have_text(TITLE)
    expect(page.locator(".sentence")).to_contain_text("2 seasons of arrivals and 8 crossings")
    expect(reader.face("L'Anse / Kap d'Or")).to_have_text("19")
    expect(reader.map.get_by_text("No base map: lines of latitude")).to_be_attached()
    reader.symbol("Tuzluova").click()
    expect(page.locator("h2.panel")).to_have_text("Tuzluova")
    expect(page.locator(".card h3")).to_have_text(
        ["Tuz üstünde kayan dört kişi", "História dos seis, que o autor retirou",
         "Cinco cortadores de junco voltam para trás", "Tuz taşıyıcıları bir mevsim boyunca geçti"]
    )  # fmt: skip
    page.get_by_role("button", name="Show on the map").last.click()
    expect(page).to_have_url(re.compile("crossing=salt-carriers-2011"))
    card = page.locator(".card").first
    expect(card).to_contain_text("Established by Merenia’s salt inspector")
    expect(card).to_contain_text("45 people (40 to 60 people)")
    expect(card).to_contain_text("Kırk mı desem, altmış mı; sayan olmadı.")
    expect(card).to_contain_text("Turkish")
    _seen(page)


def test_a_name_in_another_script_finds_the_place(reader):
    page = reader.open()
    page.get_by_role("textbox", name="Search").fill("رأس الذهب")
    page.get_by_role("textbox", name="Search").press("Enter")
    expect(page.locator(".sentence")).to_contain_text(
        "at L'Anse / Kap d'Or, 2009–2024: 3 crossings"
    )


def test_a_mark_of_the_timeline_opens_and_a_number_shows_its_source(reader):
    page = reader.open("timeline")
    for heading in ("Ferry tickets at L'Anse / Kap d'Or", "Lorries at Porto Lua in 2018", "Shore permits of Merenia"):  # fmt: skip
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
    _seen(page)
    points = page.locator("[data-testid=stVegaLiteChart] [aria-roledescription=point]")
    points.and_(page.locator("[aria-label*='402']")).click()
    expect(page.get_by_text("402 residents of both shores, 2021")).to_be_visible()
    page.locator(".st-key-dots [aria-roledescription=point][aria-label*='Katırının']").click()
    expect(page).to_have_url(re.compile("crossing=kumluk-mule-2017"))
    expect(page.locator(".card h3").first).to_have_text("Katırının peşinden sınırı geçti")


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("articles", ["Gazette of Both Shores", "მარილის მაცნე", "جريدة القمر"]),
        ("data", ["18 reports of the selection", "Kite flown over the line"]),
        ("about", ["Everything in this folder is made up", "The last ferry was invented"]),
    ],
)
def test_the_other_pages_are_of_this_border(reader, path, words):
    page = reader.open(path)
    for text in words:
        expect(page.get_by_text(text).first).to_be_attached()
    expect(page).to_have_title(re.compile(f" · {TITLE}$"))
    _seen(page)


def test_the_page_of_a_report_leads_into_the_dashboard(reader):
    reader.page.goto(f"{reader.url}/crossing/kumluk-mule-2017")
    text = _seen(reader.page)
    assert "17 km from the line, 76 km from the Porto Lua gate" in text
    assert TITLE in text
    expect(reader.page.locator("svg.static-map")).to_be_visible()
    reader.page.get_by_role("link", name="Open in the dashboard").first.click()
    expect(reader.page.locator(".card h3").first).to_have_text("Katırının peşinden sınırı geçti")


def test_a_view_is_cited_embedded_and_taken_away(reader, browser, tmp_path):
    page = reader.open("?place=tuzluova")
    page.get_by_text("Link, cite, download, embed").click()
    expect(page.get_by_role("heading", name="Embed this view")).to_be_visible()
    codes = page.locator("[data-testid=stCode]")
    expect(codes.filter(has_text=TITLE)).to_have_count(4)  # the frame, and three citations
    frame = codes.filter(has_text="<iframe").inner_text()
    policy = fetch(reader.url).headers["content-security-policy"]
    assert "frame-ancestors 'self' https://news.example.org" in policy
    with page.expect_download() as download:
        page.get_by_role("button", name="Offline page").click()
    download.value.save_as(tmp_path / "offline.html")
    page.goto(re.findall('src="([^"]*)"', frame)[0])
    expect(page.locator(".sentence")).to_contain_text(
        "at Tuzluova, 2009–2024: 1 season of arrivals and 1 crossing"
    )
    offline = browser.new_context(offline=True)
    kept = offline.new_page()
    kept.goto((tmp_path / "offline.html").as_uri())
    assert "49 people" in _seen(kept)
    expect(kept.locator("h1")).to_have_text("Established and told crossings at Tuzluova, 2009–2024")
    expect(kept.locator(".card")).to_have_count(5)
    expect(kept.locator("svg.static-map")).to_be_visible()
    offline.close()


def test_the_whole_package_is_downloaded_and_passes_its_check(reader, tmp_path):
    page = reader.open("data")
    with page.expect_download() as download:
        page.evaluate("() => { location.href = 'data/datapackage.zip'; }")
    assert download.value.suggested_filename.startswith("made-up-crossings-merenia-soltara-0.3.0")
    zipfile.ZipFile(download.value.path()).extractall(tmp_path)
    [description] = tmp_path.rglob("datapackage.json")
    command = [sys.executable, "-m", "geodata", "check", str(description.parent)]
    checked = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert (checked.returncode, checked.stderr) == (0, "")
    assert "places 8, crossings 18, articles 26, figures 20, excerpts 35" in checked.stdout
