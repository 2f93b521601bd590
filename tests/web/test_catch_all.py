"""Unknown and almost right addresses, asked of a running server: Streamlit would answer for them all."""

from pathlib import Path

import httpx
import pytest
from streamlit.file_util import get_static_dir

from geodata.web.catch_all import STRAY
from geodata.web.dashboard_page import streamlits_etag
from geodata.web.plain_page import PAGES
from tests.conftest import Server
from tests.running import fetch

SWIMMER = "crossing/pasvik-swimmer-2012"


@pytest.fixture(scope="module", params=["", "/crossings"])
def root(request, server):
    """The address of the dashboard without its last slash, at the root of a host and below a path."""
    if not request.param:
        yield server.url
        return
    below = Server(base_path=request.param).with_data()
    yield below.url
    below.stop()


UNKNOWN = [
    "nowhere", "nowhere.txt", "a/a", "timeline/2015", "map", "crossings/pasvik-swimmer-2012",
    "index.html", "static/js/nothing.js", "data/x/y", "assets/nothing.js", "%3Cscript%3E", "Æ/Ø",
]  # fmt: skip


@pytest.mark.parametrize("path", UNKNOWN)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_an_unknown_address_is_not_found(root, path, method):
    asked = {"if-none-match": streamlits_etag()} if path == "index.html" else {}
    answer = fetch(f"{root}/{path}", method, headers=asked)
    assert answer.status_code == 404
    assert "immutable" not in answer.headers.get("cache-control", "")
    assert bool(answer.content) == (method == "GET")


def test_an_unknown_page_leads_to_those_there_are(root):
    answer = fetch(f"{root}/a/a")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "<h1>There is no such page</h1>" in answer.text
    for page in ("", "timeline", "articles"):
        address = f"{httpx.URL(root).path.rstrip('/')}/{page}"
        assert f'<a href="{address}">' in answer.text
    assert "noindex" in answer.text
    assert "<script" not in answer.text


def test_an_unknown_file_is_told_to_a_program_in_its_own_words(root):
    answer = fetch(f"{root}/data/crossings.json")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/json")
    assert "crossings.csv" in answer.json()["files"]


@pytest.mark.parametrize(
    ("asked", "right"),
    [
        ("timeline/", "timeline"),
        ("timeline//", "timeline"),
        ("Timeline", "timeline"),
        ("ABOUT).", "about"),
        ("data/", "data"),
        (").", ""),
        ("data/crossings.csv/", "data/crossings.csv"),
        ("data/Crossings.CSV", "data/crossings.csv"),
        ("data/places.csv,", "data/places.csv"),
        (f"{SWIMMER}/", SWIMMER),
        (f"{SWIMMER}.", SWIMMER),
        (f"{SWIMMER});", SWIMMER),
        (f"{SWIMMER}%E2%80%9D", SWIMMER),
        ("Crossing/Pasvik-Swimmer-2012", SWIMMER),
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_an_address_that_is_almost_right_leads_to_the_right_one(root, method, asked, right):
    answer = fetch(f"{root}/{asked}?years=2012&q=%C3%B8%2F", method)
    assert answer.status_code in {301, 308}
    here = httpx.URL(root).path.rstrip("/")
    assert answer.headers["location"] == f"{here}/{right}?years=2012&q=%C3%B8%2F"
    assert fetch(f"{root}/{right}").status_code == 200


@pytest.mark.parametrize(
    "path", ["crossing/nobody/", "crossing/nobody.", "crossing/", "CROSSING/x", "nowhere/", "//x.example/"]
)  # fmt: skip
def test_what_is_still_unknown_when_tidied_leads_nowhere_else(root, path):
    answer = fetch(f"{root}/{path}", follow_redirects=True)
    assert answer.status_code in {400, 404}
    assert answer.url.host == "127.0.0.1"


def test_no_known_address_ends_with_a_stray_sign(shipped):
    assert not [path for path, _ in PAGES if path != path.rstrip(STRAY).lower()]
    assert not [name for name in shipped.crossing_ids if name != name.rstrip(STRAY)]


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("_stcore/health", "text/plain"),
        ("_stcore/host-config", "application/json"),
        ("favicon.png", "image/png"),
        (f"static/js/{sorted((Path(get_static_dir()) / 'static/js').glob('index.*.js'))[0].name}", "application/javascript"),
    ],
)  # fmt: skip
def test_streamlits_own_addresses_stay(root, path, media_type):
    answer = fetch(f"{root}/{path}")
    assert answer.status_code == 200
    found = answer.headers["content-type"].replace("text/javascript", "application/javascript")
    assert found.startswith(media_type)


def test_a_probe_below_a_page_is_refused_as_streamlit_wants_it(root):
    assert fetch(f"{root}/timeline/_stcore/health").status_code == 404


def test_nothing_can_be_posted_to_a_page(root):
    assert fetch(f"{root}/timeline", "POST").status_code == 405
