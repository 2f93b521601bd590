"""Responses of the running server."""

import gzip
import os
import re
import subprocess
import sys

import httpx
import pytest

from geodata.drawings.assets import MAP_STYLE, PAGE_STYLE, map_script
from geodata.model.dataset import load
from geodata.model.schema import FOLDER
from geodata.model.tables import digest
from geodata.web.server import KeptCompressed, headers
from tests.conftest import ROOT, run_apart
from tests.running import fetch

SHIPPED = load()
HEADERS = headers()
MAP_SCRIPT = map_script(SHIPPED)
PATHS = [
    "/",
    "/assets/map.js",
    "/assets/map.css",
    "/assets/style.css",
    "/assets/page.js",
    "/data/version.json",
    "/a/a",
    "/assets/images/layers.png",
    "/data/marks.json?years=2015",
    "/crossing/pasvik-swimmer-2012",
    "/crossing/nobody",
    "/component/streamlit_folium.st_folium/index.html",
    "/timeline",
    "/nowhere.txt",
    "/data/crossings.csv",
    "/data/crossings.geojson?years=x",
    "/data/datapackage.zip",
]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("name", HEADERS)
def test_every_response_carries_the_security_headers(server, path, name):
    assert fetch(server.url + path).headers[name] == HEADERS[name]


def test_the_policy_lets_nothing_in_but_the_optional_tiles():
    policy = dict(part.split(" ", 1) for part in HEADERS["Content-Security-Policy"].split("; "))
    for directive, sources in policy.items():
        if directive != "img-src":
            assert "http" not in sources, directive
    assert policy["default-src"] == "'self'"
    assert policy["img-src"].count("https://") == 2


@pytest.mark.parametrize("asset", [MAP_SCRIPT, MAP_STYLE, PAGE_STYLE], ids=lambda a: a.path)
def test_an_asset_is_compressed_and_kept_for_good_under_the_address_of_its_content(server, asset):
    answer = fetch(f"{server.url}/{asset.address}", headers={"accept-encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert int(answer.headers["content-length"]) < len(asset.content) / 2
    assert "immutable" in answer.headers["cache-control"]
    assert answer.content == asset.content


def test_an_asset_under_another_address_is_asked_for_again(server):
    first = fetch(f"{server.url}/assets/map.js?v=older")
    assert first.headers["cache-control"] == "no-cache"
    known = {"if-none-match": first.headers["etag"]}
    again = fetch(f"{server.url}/assets/map.js", headers=known)
    assert (again.status_code, again.content) == (304, b"")


def _static_script(server):
    return re.search(r"static/js/index\.[^\"]+\.js", fetch(server.url).text)[0]


def test_static_files_come_compressed_the_same_each_time_and_whole_to_who_cannot_read_that(server):
    address = f"{server.url}/{_static_script(server)}"
    first, second = (fetch(address, headers={"accept-encoding": "gzip"}) for _ in range(2))
    plain = fetch(address, headers={"accept-encoding": "identity"})
    assert first.headers["content-encoding"] == second.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert first.content == second.content == plain.content
    for name in HEADERS:
        assert second.headers[name] == HEADERS[name]


async def _ask(app, *paths):
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://here") as client:
        return [await client.get(path) for path in paths]


def _lasting_file(asked, status, *parts, etag=b""):
    """An application whose every file is compressed, for good, and comes in parts."""
    headers = [(b"content-encoding", b"gzip"), (b"cache-control", b"immutable"), (b"etag", etag)]

    async def file(scope, receive, send):
        asked.append(scope["path"])
        await send({"type": "http.response.start", "status": status, "headers": headers})
        for part in parts:
            await send({"type": "http.response.body", "body": part, "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    return KeptCompressed(file)


def test_a_static_file_is_compressed_once():
    compressed = []
    app = _lasting_file(compressed, 200, gzip.compress(b"one"))
    answers = run_apart(_ask(app, "/x.js", "/x.js", "/x.js", "/y.js"))
    assert [answer.text for answer in answers] == ["one"] * 4
    assert compressed == ["/x.js", "/y.js"]


def test_a_file_is_kept_under_its_version_and_under_no_other_query():
    compressed = []
    app = _lasting_file(compressed, 200, gzip.compress(b"one"), etag=b'"abc"')
    run_apart(_ask(app, "/x.js?v=abc", "/x.js?v=abc"))
    assert len(compressed) == 1
    run_apart(_ask(app, "/x.js?v=abd", "/x.js?v=abd", "/x.js?v=abc&w=1", "/x.js?v=abc&w=1"))
    assert len(compressed) == 5


def test_a_failure_is_never_kept():
    asked = []
    app = _lasting_file(asked, 500, gzip.compress(b"no"))
    answers = run_apart(_ask(app, "/x.js", "/x.js"))
    assert [answer.status_code for answer in answers] == [500, 500]
    assert len(asked) == 2


def test_pages_name_early_what_they_show_and_the_map_alone_its_own_files(server):
    for page in ("", "timeline"):
        text = fetch(f"{server.url}/{page}").text
        named = re.findall('<link rel="(?:module)?preload"[^>]* href="([^"./][^"]+)">', text)
        # The widgets, and what they import; none that Streamlit names itself, and those come first.
        for script in ("ComponentInstance", "BidiComponent", "serialization", "TextInput", "Html"):
            assert sum(f"/{script}." in address for address in named) == 1
        assert (
            len(set(named))
            == len(named)
            == len([each for each in named if f'"./{each}"' not in text])
        )
        assert text.index('href="./static/css/') < text.index(named[0])
        assert [each.address in named for each in (MAP_SCRIPT, MAP_STYLE)] == [not page] * 2
        # A frame whose code is there before the app listens to it stays empty, in WebKit every time.
        assert not [address for address in named if "component/" in address]
        for address in named:
            assert fetch(f"{server.url}/{address}").status_code == 200, address


def test_only_the_sites_that_are_named_may_frame_the_dashboard():
    shown = _policy_under("https://news.example https://other.example")
    assert "frame-ancestors 'self' https://news.example https://other.example" in shown
    assert _policy_under("").split("frame-ancestors ")[1].startswith("'self';")


def _policy_under(framed_by):
    return _printed("server.headers()['Content-Security-Policy']", CROSSINGS_FRAMED_BY=framed_by)


def _printed(expression, **environment):
    """What an expression is in a process with other environment variables."""
    command = [sys.executable, "-c", f"from geodata.web import server; print({expression})"]
    given = {**os.environ, **environment}
    return subprocess.run(command, env=given, capture_output=True, text=True, cwd=ROOT).stdout


@pytest.mark.parametrize(
    ("given", "folder"),
    [("~/border", "/home/somebody/border"), ("/srv/border", "/srv/border"), ("", str(FOLDER))],
)
def test_the_folder_of_the_data_may_begin_at_home(given, folder):
    found = _printed("server.LIVE.folder", CROSSINGS_DATA=given, HOME="/home/somebody")
    assert found.strip() == folder


def test_a_script_may_come_from_a_blob_and_from_nowhere_else_but_here():
    policy = dict(part.split(" ", 1) for part in HEADERS["Content-Security-Policy"].split("; "))
    assert policy["script-src"].split() == ["'self'", "'unsafe-inline'", "'unsafe-eval'", "blob:"]


def test_what_readers_see_now_is_told_and_never_kept(server):
    answer = fetch(f"{server.url}/data/version.json")
    assert answer.json() == {"digest": digest(), "broken": False}
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", ["/data/crossings.csv", "/data/marks.json", "/crossing/x", "/"])
def test_what_may_change_is_never_kept_without_asking(server, path):
    kept = fetch(server.url + path).headers.get("cache-control", "")
    assert any(word in kept for word in ("no-cache", "no-store", "max-age=0"))


@pytest.mark.parametrize(
    "path",
    ["/assets/images/../../../requirements.txt", "/assets/images/%2e%2e/%2e%2e/__init__.py"],
)
def test_nothing_outside_the_assets_is_served(server, path):
    response = fetch(server.url + path)
    assert "streamlit>=" not in response.text
    assert "def " not in response.text
