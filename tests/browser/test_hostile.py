"""Data that mean harm, in Chromium."""

import pytest

from tests import package
from tests.browser.reader import PAGES, Reader
from tests.conftest import Server

pytestmark = pytest.mark.browser


def test_no_script_from_the_data_ever_runs(browser, tmp_path):
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
