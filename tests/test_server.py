"""Responses of the running server."""

import httpx
import pytest

from geodata.views.server import HEADERS

PATHS = [
    "/",
    "/assets/map.js",
    "/assets/map.css",
    "/assets/basemap.js",
    "/assets/leaflet/leaflet.js",
    "/nowhere.txt",
    "/data/crossings.csv",
    "/data/crossings.geojson?years=x",
    "/data/datapackage.zip",
]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("name", HEADERS)
def test_every_response_carries_the_security_headers(server, path, name):
    assert httpx.get(server.url + path).headers[name] == HEADERS[name]


def test_the_policy_lets_nothing_in_but_the_optional_tiles():
    policy = dict(part.split(" ", 1) for part in HEADERS["Content-Security-Policy"].split("; "))
    for directive, sources in policy.items():
        if directive != "img-src":
            assert "http" not in sources, directive
    assert policy["default-src"] == "'self'"
    assert policy["img-src"].count("https://") == 2


def test_large_assets_are_compressed_and_asked_for_once(server):
    first = httpx.get(f"{server.url}/assets/basemap.js", headers={"accept-encoding": "gzip"})
    assert first.headers["content-encoding"] == "gzip"
    assert int(first.headers["content-length"]) < 200_000
    again = httpx.get(
        f"{server.url}/assets/basemap.js", headers={"if-none-match": first.headers["etag"]}
    )
    assert again.status_code == 304
    assert not again.content


@pytest.mark.parametrize(
    "path",
    ["/assets/leaflet/../../../requirements.txt", "/assets/leaflet/%2e%2e/%2e%2e/__init__.py"],
)
def test_nothing_outside_the_assets_is_served(server, path):
    response = httpx.get(server.url + path)
    assert "streamlit>=" not in response.text
    assert "def " not in response.text
