"""The snapshot: one file that needs nothing else."""

import re
from datetime import date
from html import unescape

import pytest

from geodata.model.address import Choice
from geodata.model.filters import Filters, select
from geodata.model.summary import totals
from geodata.web import snapshot
from geodata.web.snapshot import snapshot_html
from geodata.words.selection import describe
from tests.package import article, crossing, excerpt

EVIL = "<script>alert(1)</script><img src=x onerror=alert(1)>\" onmouseover='alert(1)'"
URL = "https://example.test/?place=pasvik"
TODAY = date(2026, 11, 22)


def _snapshot(dataset, filters=None, url=URL):
    choice = Choice(filters or Filters())
    return snapshot_html(dataset, select(dataset, choice.filters), choice, url, TODAY).decode()


def test_it_names_the_view_the_version_the_licence_and_the_day(shipped):
    filters = Filters(places=("pasvik",))
    text = unescape(_snapshot(shipped, filters))
    assert f"<h1>{describe(shipped, filters)}</h1>" in text
    assert shipped.version in text
    assert f'href="{URL}"' in text
    assert "22 November 2026" in text
    assert shipped.package["licenses"][0]["title"] in text


def test_it_has_every_card_newest_first_with_every_excerpt(shipped):
    text = unescape(_snapshot(shipped))
    headlines = re.findall(r"<h3>(.*?)</h3>", text)
    ordered = shipped.crossings.sort_values(["last_day", "first_day", "crossing_id"])
    assert headlines == list(ordered["headline"])[::-1]
    told = shipped.excerpts[shipped.excerpts["crossing_id"] != ""]
    assert all(words in text for words in told["text"])


def test_a_part_still_names_its_whole(shipped):
    text = _snapshot(shipped, Filters(years=(2015, 2015), places=("storskog",)))
    assert "Part of:" in text


def test_data_and_address_cannot_put_markup_into_it(small):
    dataset = small(
        crossing("x", headline=EVIL, summary=EVIL, locality=EVIL),
        articles=[article("article-a", title=EVIL)],
        excerpts=[excerpt("e", "x", text=EVIL)],
    )
    text = _snapshot(dataset, Filters(text=EVIL[:8]), url=f"javascript:{EVIL}")
    assert "<script" not in text
    assert "<img" not in text
    assert 'href="javascript' not in text
    assert "&lt;script&gt;" in text


def test_an_empty_selection_makes_an_honest_file(shipped):
    text = _snapshot(shipped, Filters(text="nothing has these words"))
    assert "No report matches this selection." in text
    assert "<svg" in text


def test_a_huge_selection_says_what_it_leaves_out(shipped, monkeypatch):
    monkeypatch.setattr(snapshot, "MAX_CARDS", 3)
    text = _snapshot(shipped)
    assert text.count("<article") == 3
    assert (
        f"The newest 3 are in this copy; the counts and the map are of all {len(shipped.crossings)}."
        in text
    )


@pytest.mark.browser
def test_it_opens_from_disk_with_every_host_blocked(browser, shipped, tmp_path):
    choice = Choice(Filters(places=("pasvik", "grense-jakobselv")))
    rows = select(shipped, choice.filters)
    path = tmp_path / "snapshot.html"
    path.write_bytes(snapshot_html(shipped, rows, choice, URL, TODAY))
    context = browser.new_context(viewport={"width": 390, "height": 844})
    asked, errors = [], []

    def only_the_file(route):
        if route.request.url == path.as_uri():
            route.continue_()
        else:
            asked.append(route.request.url)
            route.abort()

    context.route("**/*", only_the_file)
    page = context.new_page()
    page.on("console", lambda message: errors.append(message.text))
    page.goto(path.as_uri())
    total = totals(shipped, rows)
    assert page.locator(".tile dd:not(.note)").all_inner_texts() == [
        str(total.crossings),
        f"{total.people}{'+' if total.unnumbered else ''}",
        str(total.articles),
    ]
    assert page.locator("article.card").count() == len(rows)
    marks = page.locator("svg .mark circle")
    assert marks.count() >= 4
    box, drawing = marks.first.bounding_box(), page.locator("svg").bounding_box()
    assert box["width"] > 3
    assert drawing["width"] > 300
    assert page.locator("svg .mark.claimed circle").first.evaluate(
        "c => getComputedStyle(c).strokeDasharray !== 'none'"
    )
    assert page.locator("blockquote").first.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert asked == []
    assert errors == []
    context.close()
