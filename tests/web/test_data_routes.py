"""What the data routes answer beside files: to other methods, junk, other sites, and without data."""

import pytest
from starlette.applications import Starlette

from geodata.model.schema import FOLDER
from geodata.web.data_routes import data_routes, version_route
from tests.web.client import ADDRESSES, Client


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
@pytest.mark.parametrize("address", ["nowhere.csv", "crossings.json", "a/b", "crossings.csv/x"])
def test_an_unknown_file_is_a_404_that_lists_the_files_in_json(client, address, method):
    answer = client.ask(address, method)
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/json")
    assert answer.headers["access-control-allow-origin"] == "*"
    listed = client.ask(address).json()["files"]
    assert listed == ADDRESSES
    assert all(client.ask(name).status_code == 200 for name in listed)


def test_an_open_page_can_ask_what_readers_see_now(shipped):
    state = [(None, True)]
    app = Starlette(routes=[version_route(lambda: state[0]), *data_routes(lambda: shipped, FOLDER)])
    client = Client(shipped)
    client.app = app
    answer = client.ask("version.json")
    assert answer.json() == {"digest": None, "broken": True}
    assert answer.headers["cache-control"] == "no-store"
    assert len(answer.content) < 120
    state[0] = (shipped, False)
    assert client.ask("version.json").json() == {"digest": shipped.digest, "broken": False}
    assert "version.json" not in client.ask("nowhere").json()["files"]


PLACES = "storskog, grense-jakobselv, pasvik, elsewhere"
SPAN = "a year from 1953 to 2026"
ALL = "only place, kind, direction, status, years, until, q, at, crossing"


@pytest.mark.parametrize(
    ("address", "errors"),
    [
        ("crossings.csv?place=atlantis", [("place", "atlantis", PLACES)]),
        ("crossings.csv?place=pasvik&place=", [("place", "", PLACES)]),
        ("crossings.csv?utm_source=mail", [("utm_source", "mail", ALL)]),
        ("crossings.geojson?at=x&years=abc", [("years", "abc", SPAN), ("at", "x", PLACES)]),
        ("crossings.csv?crossing=gone", [("crossing", "gone", "a known crossing ID")]),
        ("crossings.csv?years=2012&years=2013&years=2014", [("years", "2012, 2013, 2014", "once or twice")]),
        ("crossings.csv?q=a&q=b", [("q", "a, b", "once")]),
        ("crossings.csv?until=2015&years=1066", [("until", "2015", "years or until"), ("years", "1066", SPAN)]),
        ("crossings.csv?until=1&years=2", [("until", "1", SPAN), ("years", "2", SPAN), ("until", "1", "years or until")]),
        ("figures.csv?place=pasvik&years=1", [("place", "pasvik", "only years, until"), ("years", "1", SPAN)]),
        ("figures.csv?q=", [("q", "", "only years, until")]),
        ("articles.csv?years=2015", [("years", "2015", "no parameters")]),
        ("datapackage.zip?years=2015", [("years", "2015", "no parameters")]),
        ("datapackage.json?x=1&x=2", [("x", "1, 2", "no parameters")]),
    ],
)  # fmt: skip
def test_junk_is_refused_with_everything_that_is_wrong(client, address, errors):
    answer = client.ask(address)
    listed = [tuple(error[key] for key in ("parameter", "found", "allowed")) for error in answer.json()["errors"]]  # fmt: skip
    assert (answer.status_code, listed) == (400, errors)
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["cache-control"] == "no-store"


def test_what_was_found_is_repeated_in_short(client):
    [error] = client.ask(f"crossings.csv?{'k' * 3000}={'<b>' * 1000}").json()["errors"]
    assert (len(error["parameter"]), len(error["found"])) == (100, 100)
    assert error["found"].endswith("…")
    [error] = client.ask(f"crossings.csv?q={'x' * 201}").json()["errors"]
    assert error["found"] == "201 characters"


@pytest.mark.parametrize("query", ["q=%ff%fe", "q=%00", "q=%ed%a0%80", "q=.*%5B", "q=" + "%20" * 300, "&&=&", "%ff=1", "place"])  # fmt: skip
def test_no_query_breaks_the_server(client, query):
    assert client.ask(f"crossings.csv?{query}").status_code in {200, 400}


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_of_any_other_site_may_read_the_files(client, address):
    answer = client.ask(
        address, "OPTIONS", Origin="https://example.org", Access_Control_Request_Method="GET"
    )
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "GET" in answer.headers["access-control-allow-methods"]
    assert "if-none-match" in answer.headers["access-control-allow-headers"].lower()
    assert "etag" in client.ask(address).headers["access-control-expose-headers"].lower()
    assert "access-control-allow-credentials" not in answer.headers


@pytest.mark.parametrize("address", [*ADDRESSES, "crossings.csv?place=atlantis"])
def test_head_has_the_headers_of_get_and_no_body(client, address):
    full, head = client.ask(address), client.ask(address, "HEAD")
    assert head.content == b""
    assert (head.status_code, head.headers) == (full.status_code, full.headers)
    assert int(head.headers["content-length"]) == len(full.content)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "ANYTHING"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_can_be_written(client, address, method):
    answer = client.ask(address, method)
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD, OPTIONS")


@pytest.mark.parametrize("address", ADDRESSES)
def test_without_data_the_answer_says_so_and_not_why(address):
    answer = Client(None).ask(address)
    assert answer.status_code == 503
    assert answer.json() == {"error": "There are no data to give out at the moment."}
    assert answer.headers["retry-after"] == "30"
    assert answer.headers["cache-control"] == "no-store"
