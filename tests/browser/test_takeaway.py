"""What readers take away from the page in Chromium: links to sources, citations, files and paper."""

import pytest
from playwright.sync_api import expect

from tests.browser.reader import FRAME

pytestmark = pytest.mark.browser


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


def test_paper_gets_the_map_the_counts_and_the_cards_and_no_controls(reader):
    page = reader.open("?years=2015")
    expect(reader.face("Storskog")).to_have_text("5,439")
    page.emulate_media(media="print")
    for shown in (".sentence", ".tiles", FRAME, ".card >> nth=0", ".card >> nth=-1"):
        expect(page.locator(shown)).to_be_visible()
    for hidden in (".st-key-clock", "[data-testid=stSidebar]", "[data-testid=stHeader]"):
        expect(page.locator(hidden)).to_be_hidden()
    # All of the list is on paper, not only what its column shows.
    panel = page.locator(".st-key-evidence")
    assert panel.evaluate("panel => panel.scrollHeight - panel.clientHeight") <= 1
