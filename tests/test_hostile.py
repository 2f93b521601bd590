"""Hostile text in every field of the data: text it stays, on every page and in every file."""

import csv
import io
import json
import re
from datetime import date
from urllib.parse import urlparse

import httpx
import pytest
from lxml import html
from starlette.applications import Starlette
from streamlit.testing.v1 import AppTest
from streamlit_folium import _get_feature_group_string

from geodata.drawings.map import base_map, crossing_layer
from geodata.drawings.marks import marks
from geodata.model.address import Choice
from geodata.model.dataset import load
from geodata.web import server
from geodata.web.crossing_page import crossing_routes
from geodata.web.downloads import csv_bytes, geojson_bytes
from geodata.web.snapshot import snapshot_html
from tests import package
from tests.conftest import ROOT, run_apart

TEXTS = {
    "markup": "</script></style><img src=x onerror=alert(1)><svg onload=alert(1)><b>bold</b>",
    "attribute": "\" onmouseover=\"alert(1)\" x='y' `",
    "template": "{{ 1234*5678 }}{% raw %}{{{# ${1234*5678}<%= 1234*5678 %>{this.get_name()}",
    "script": "javascript:alert(1)",
    "markdown": "[a](javascript:alert(1)) ![b](https://elsewhere.example/x.png) **c** $d$ :smile:",
    "formula": "=HYPERLINK(\"http://elsewhere.example\";\"x\")",
    "emoji": "👩🏽‍🚀🏳️‍🌈 می‌خواهم \u2028 \u2029 שלום",
    "long": "x" * 100_000,
}  # fmt: skip


@pytest.fixture(params=TEXTS)
def text(request):
    return TEXTS[request.param]


@pytest.fixture
def folder(tmp_path, text):
    """A package with the text in every field that may hold any."""
    fields = ("headline", "summary", "locality", "confirmed_by", "disagreement", "date_note", "people_words")  # fmt: skip
    everywhere = dict.fromkeys(fields, text)
    article = package.article("article-a", title=text, outlet=text, author=text, note=text,
                              captured="2020-05-02", sha256="ab" * 32)  # fmt: skip
    return package.write(
        tmp_path,
        [
            package.crossing("a", latitude=69.5, longitude=30.5, location_precision="exact", **everywhere),
            package.crossing("b", place_id="elsewhere", **everywhere),
            package.crossing("c", start="2021", end="2021"),
        ],
        articles=[article],
        excerpts=[package.excerpt(f"e-{name}", name, text=text) for name in "abc"],
        figures=[package.figure("f", note=text, population=text)],
        retired=[package.retired("d", headline=text, reason=text, summary=text)],
        context=[{"context_id": "c", "date": "2020", "title": text, "summary": text, "article_id": "article-a"}],
        disputes=[
            {"rival_id": f"r{n}", "dispute_id": "d", "question": text, "crossing_id": "a", "field": "who",
             "value": text[:500] + str(n), "article_id": "article-a", "origin": text, "used": "false"}
            for n in "12"
        ],
    )  # fmt: skip


@pytest.fixture
def dataset(folder):
    return load(folder)


def _harmless(markup):
    """Assert that the text added no element, attribute or address to some HTML."""
    tree = html.fromstring(f"<div>{markup}</div>")
    assert not tree.xpath("//script[not(@type='application/ld+json')] | //img | //svg[@onload]")
    for element in tree.iter("*"):
        assert not [name for name in element.attrib if name.startswith("on")]
        for name in ("href", "src"):
            scheme = urlparse(element.get(name, "")).scheme
            assert scheme in {"", "http", "https", "data"}, element.get(name)
            assert scheme != "data" or element.get(name).startswith("data:image/svg+xml,")
    assert "7006652" not in tree.text_content()
    return tree


@pytest.mark.parametrize(
    ("page", "opened"),
    [
        *(
            (page, opened)
            for page in ("map", "timeline", "articles", "data")
            for opened in ("", "a")
        ),
        ("about", "d"),  # what is retired is listed there
    ],
)
def test_every_page_of_the_dashboard(folder, monkeypatch, page, opened):
    live = server.LiveDataset(folder, look_every=0, patience=60)
    monkeypatch.setattr(server, "LIVE", live)
    app = AppTest.from_file(str(ROOT / "geodata/panels/shell.py"), default_timeout=60)
    app.switch_page(str(ROOT / f"pages/{page}.py")) if page != "map" else None
    if opened:
        app.query_params["crossing"] = opened
    app.run()
    assert not app.exception
    drawn = [element.proto.body for element in app.get("html")]
    assert drawn
    for block in drawn:
        if not block.startswith("<style>@import"):
            _harmless(block)


def test_the_page_of_a_crossing(dataset, text):
    async def ask():
        transport = httpx.ASGITransport(Starlette(routes=crossing_routes(lambda: dataset)))
        async with httpx.AsyncClient(transport=transport, base_url="https://x.test") as client:
            return await client.get("/crossing/a")

    answer = run_apart(ask())
    assert answer.status_code == 200
    tree = _harmless(answer.text.partition("<body")[2].partition(">")[2])
    assert " ".join(text[:300].split()) in " ".join(tree.text_content().split())


def test_the_offline_page(dataset):
    content = snapshot_html(
        dataset, dataset.crossings, Choice(), "https://x.test/", date(2026, 1, 1)
    )
    _harmless(content.decode().partition("<body")[2].partition(">")[2])


def test_the_map(dataset, text):
    sent = _get_feature_group_string(crossing_layer(dataset, Choice()), base_map(dataset))
    assert "<" not in sent
    assert "\u2028" not in sent  # the end of a line to older browsers
    assert not re.search(r"\{[{%#]", sent)
    label = next(mark["label"] for mark in marks(dataset, Choice()) if mark["id"] == "crossing:a")
    assert label.startswith(text)


def test_the_files(dataset, text):
    file = io.StringIO(csv_bytes(dataset, "crossings", dataset.crossings).decode("utf-8-sig"))
    csv.field_size_limit(10**6)
    first = next(iter(csv.DictReader(file)))
    assert first["headline"].removeprefix("'") == text
    assert not first["headline"].startswith(("=", "+", "-", "@", "\t", "\r"))
    features = json.loads(geojson_bytes(dataset, dataset.crossings))["features"]
    assert features[0]["properties"]["headline"] == text
