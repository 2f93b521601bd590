"""The data routes asked over HTTP, on an app that holds nothing else."""

import csv
import io
import json
import logging
import re
import zipfile
from dataclasses import replace

import frictionless
import httpx
import pytest
from starlette.applications import Starlette

from geodata.model.address import decode
from geodata.model.dataset import load
from geodata.model.filters import select
from geodata.model.schema import FOLDER
from geodata.web import data_routes as routes
from geodata.web.data_routes import data_routes, files, version_route
from geodata.web.downloads import csv_bytes, figures_about, geojson_bytes, package_zip
from tests.conftest import ROOT, run_apart
from tests.package import article, crossing, excerpt

TABLES = ["articles", "excerpts", "disputes", "context", "places"]
ADDRESSES = ["crossings.csv", "crossings.geojson", "figures.csv", *(f"{name}.csv" for name in TABLES), "datapackage.zip", "datapackage.json"]  # fmt: skip
SELECTIONS = [
    "",
    "place=pasvik",
    "place=pasvik&place=storskog&years=2012&years=2023",
    "years=2015",
    "until=2014&direction=to_norway",
    "kind=outside_checkpoint&status=confirmed&status=reported",
    "status=claimed",
    "q=wagner",
    "q=Стурскуг",
    "q=nothing+that+anyone+wrote",
    "years=2023&years=2012",
]


class Client:
    """Asks the routes of one dataset, which a test may exchange."""

    def __init__(self, dataset, folder=FOLDER):
        self.dataset = dataset
        self.app = Starlette(routes=data_routes(lambda: self.dataset, folder))

    def ask(self, address, method="GET", **headers):
        async def asked():
            transport = httpx.ASGITransport(self.app)
            async with httpx.AsyncClient(transport=transport, base_url="http://x") as client:
                names = {name.replace("_", "-"): value for name, value in headers.items()}
                return await client.request(method, f"/data/{address}", headers=names)

        return run_apart(asked())


@pytest.fixture(scope="module")
def client(shipped):
    return Client(shipped)


def rows_of(response):
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


@pytest.mark.parametrize("query", SELECTIONS)
def test_an_address_selects_what_the_dashboards_own_address_does(client, shipped, query):
    parameters = {key: httpx.QueryParams(query).get_list(key) for key in httpx.QueryParams(query)}
    choice, rejected = decode(parameters, shipped)
    rows = select(shipped, choice.filters)
    assert not rejected
    found = client.ask(f"crossings.csv?{query}")
    assert (found.status_code, found.content) == (200, csv_bytes(shipped, "crossings", rows))
    found = client.ask(f"crossings.geojson?{query}")
    assert (found.status_code, found.content) == (200, geojson_bytes(shipped, rows))


def test_a_crossing_is_one_row_whatever_else_is_asked(client):
    [row] = rows_of(client.ask("crossings.csv?crossing=pasvik-swimmer-2012&place=storskog"))
    assert row["crossing_id"] == "pasvik-swimmer-2012"


def test_an_open_place_selects_as_a_chosen_one_does(client):
    at, place = (client.ask(f"crossings.csv?{key}=pasvik").content for key in ("at", "place"))
    assert at == place
    assert rows_of(client.ask("crossings.csv?at=pasvik&place=storskog")) == []


@pytest.mark.parametrize(
    ("query", "years"),
    [("", None), ("years=2015", (2015, 2015)), ("years=2012&years=2014", (2012, 2014)), ("until=1995", (1991, 1995))],
)  # fmt: skip
def test_figures_are_those_about_the_years(client, shipped, query, years):
    found = client.ask(f"figures.csv?{query}").content
    assert found == csv_bytes(shipped, "figures", figures_about(shipped, years))


@pytest.mark.parametrize(
    ("address", "media_type", "disposition"),
    [
        ("crossings.csv", "text/csv; charset=utf-8", 'attachment; filename="crossings.csv"'),
        ("crossings.geojson", "application/geo+json", 'inline; filename="crossings.geojson"'),
        ("figures.csv", "text/csv; charset=utf-8", 'attachment; filename="figures.csv"'),
        ("datapackage.zip", "application/zip", 'attachment; filename="reported-border-crossings-norway-russia-1.0.0.zip"'),
        ("datapackage.json", "application/json", 'inline; filename="datapackage.json"'),
    ],
)  # fmt: skip
def test_each_file_says_what_it_is(client, address, media_type, disposition):
    headers = client.ask(address).headers
    assert headers["content-type"] == media_type
    assert headers["content-disposition"] == disposition
    assert headers["cache-control"] == "public, max-age=0, must-revalidate"
    assert headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("name", TABLES)
def test_every_other_table_is_a_file_that_a_spreadsheet_opens_safely(small, tmp_path, name):
    rows = {
        "articles": [article("article-a", title="=1+1 Č")],
        "excerpts": [excerpt("e", "x", text="=1+1 Č")],
        "context": [{"context_id": "c", "date": "2020", "title": "t", "summary": "=1+1 Č", "article_id": "article-a"}],
        "disputes": [{"rival_id": f"r{n}", "dispute_id": "d", "question": "=1+1 Č", "crossing_id": "x", "field": "who",
                      "value": f"{n}", "article_id": "article-a", "origin": "o", "used": "false"} for n in "12"],
    }  # fmt: skip
    dataset = small(crossing("x"), **rows)
    answer = Client(dataset, tmp_path / "package").ask(f"{name}.csv")
    read = rows_of(answer)
    [resource] = [r for r in dataset.package["resources"] if r["name"] == name]
    assert list(read[0]) == [field["name"] for field in resource["schema"]["fields"]]
    assert len(read) == len(getattr(dataset, name))
    assert "'=1+1 Č" in read[0].values() or name == "places"
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}.csv"'


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("crossings.csv?place=pasvik&years=2012&years=2023", "crossings-pasvik-2012-2023.csv"),
        ("crossings.geojson?years=2015", "crossings-2015.geojson"),
        ("crossings.csv?crossing=pasvik-swimmer-2012&place=storskog", "crossings-pasvik-swimmer-2012.csv"),
        ("crossings.csv?at=pasvik&status=confirmed", "crossings-pasvik-confirmed.csv"),
        ("figures.csv?until=2014", "figures-1991-2014.csv"),
    ],
)  # fmt: skip
def test_a_file_is_named_by_its_selection(client, address, name):
    disposition = client.ask(address).headers["content-disposition"]
    assert disposition.endswith(f'; filename="{name}"')


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


def test_the_readme_names_every_file():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for file in files(FOLDER):
        assert (f"`/data/{file.name}`" in readme) == bool(file.words), file.name


def test_a_package_with_an_odd_name_is_saved_under_a_plain_one(small, tmp_path):
    dataset = small(crossing("x"))
    odd = replace(dataset, package=dataset.package | {"name": 'a"b\r\nc/../ø', "version": "1"})
    disposition = Client(odd, tmp_path / "package").ask("datapackage.zip").headers
    assert disposition["content-disposition"] == 'attachment; filename="a-b-c-..--1.zip"'


def test_geojson_read_back_has_no_feature_without_a_place(client, shipped):
    read = client.ask("crossings.geojson?place=elsewhere").json()
    expected = shipped.crossings[shipped.crossings["place_id"] == "elsewhere"]
    assert len(read["features"]) + read["unlocated"] == len(expected)
    assert read["unlocated"] == expected["latitude"].isna().sum() > 0
    assert "crs" not in read
    for feature in read["features"]:
        longitude, latitude = feature["geometry"]["coordinates"]
        assert -180 <= longitude <= 180
        assert -90 <= latitude <= 90


def test_geopandas_reads_the_answer(client):
    geopandas = pytest.importorskip("geopandas")
    answer = client.ask("crossings.geojson?place=pasvik").content
    frame = geopandas.read_file(io.BytesIO(answer))
    assert set(frame["place_id"]) == {"pasvik"}
    assert frame.geometry.is_valid.all()


def test_the_package_opens_elsewhere_and_is_the_same_data(client, shipped, tmp_path):
    zipfile.ZipFile(io.BytesIO(client.ask("datapackage.zip").content)).extractall(tmp_path)
    assert frictionless.Package(str(tmp_path / "datapackage.json")).validate().valid
    assert load(tmp_path).digest == shipped.digest


def test_the_description_is_that_of_the_data(client, shipped):
    assert client.ask("datapackage.json").json() == shipped.package


def test_a_spreadsheet_opens_the_file_as_text_in_utf8(small, tmp_path):
    dataset = small(crossing("x", locality="=HYPERLINK(1)", summary="Čoavddatmohkki"))
    answer = Client(dataset, tmp_path / "package").ask("crossings.csv")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    [row] = rows_of(answer)
    assert (row["locality"], row["summary"]) == ("'=HYPERLINK(1)", "Čoavddatmohkki")


PLACES = "storskog, grense-jakobselv, pasvik, elsewhere"
SPAN = "a year from 1991 to 2026"
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
def test_a_file_that_is_known_is_not_sent_again(client, address):
    etag = client.ask(address).headers["etag"]
    for known in (etag, etag.removeprefix("W/"), f'"old", {etag}', "*"):
        answer = client.ask(address, If_None_Match=known)
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer.headers["etag"] == etag
        assert answer.headers["access-control-allow-origin"] == "*"
    for unknown in ('"old"', etag[3:-1], ""):
        assert client.ask(address, If_None_Match=unknown).status_code == 200


def test_the_etag_changes_with_the_parameters_and_stays_for_the_same_choice(client):
    queries = ["", "place=pasvik", "place=storskog", "years=2015", "q=nobody+wrote+this", "q=nor+this"]  # fmt: skip
    tags = {client.ask(f"{name}?{query}").headers["etag"] for name in ADDRESSES[:2] for query in queries}  # fmt: skip
    assert len(tags) == 12
    first, second = (
        client.ask(f"crossings.csv?{query}").headers["etag"]
        for query in ("place=pasvik&place=storskog&years=2012&years=2023", "years=2023&years=2012&place=storskog&place=pasvik&q=")
    )  # fmt: skip
    assert first == second


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_etag_changes_with_the_data(small, tmp_path, address):
    folder = tmp_path / "package"
    client = Client(small(crossing("x")), folder)
    before = client.ask(address).headers["etag"]
    client.dataset = small(crossing("x"))
    assert client.ask(address).headers["etag"] == before
    client.dataset = small(crossing("x", summary="Another summary."))
    assert client.ask(address, If_None_Match=before).status_code == 200


def test_a_text_that_changes_makes_a_new_package(small, tmp_path):
    folder = tmp_path / "package"
    client = Client(small(crossing("x")), folder)
    before = client.ask("datapackage.zip").headers["etag"]
    (folder / "README.md").write_text("New.", encoding="utf-8")
    client.dataset = load(folder)
    answer = client.ask("datapackage.zip", If_None_Match=before)
    assert zipfile.ZipFile(io.BytesIO(answer.content)).read("README.md") == b"New."


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


def test_while_the_files_are_broken_the_last_good_data_are_given_out(small, tmp_path, caplog):
    folder = tmp_path / "package"
    client = Client(small(crossing("x")), folder)
    kept = client.ask("datapackage.zip").content
    (folder / "places.csv").write_text("broken", encoding="utf-8")
    assert client.ask("datapackage.zip").content == kept
    assert client.ask("crossings.csv").status_code == 200
    # Whoever asks next, and by whichever route: it is kept with the data.
    assert Client(client.dataset, folder).ask("datapackage.zip").content == kept
    never_packed = Client(replace(client.dataset), folder)
    with caplog.at_level(logging.ERROR):
        answer = never_packed.ask("datapackage.zip")
    assert answer.status_code == 503
    assert "changed" not in answer.text
    assert "datapackage.zip cannot be made: datapackage.json: has changed" in caplog.text


def test_the_same_file_is_made_once(small, tmp_path, monkeypatch):
    made = []
    monkeypatch.setattr(
        routes.downloads, "package_zip", lambda *given: made.append(1) or package_zip(*given)
    )
    client = Client(small(crossing("x")), tmp_path / "package")
    answers = {client.ask("datapackage.zip").content for _ in range(3)}
    assert (len(made), len(answers)) == (1, 1)


def test_answers_do_not_fill_the_memory(small, tmp_path, monkeypatch):
    monkeypatch.setattr(routes, "MAX_KEPT", 3000)
    client = Client(small(crossing("x")), tmp_path / "package")
    kept = client.app.routes[0].app._kept
    for number in range(50):
        assert client.ask(f"crossings.csv?q={number}").status_code == 200
        assert sum(len(answer.content) for answer in kept._answers.values()) <= 3000
    assert 0 < len(kept._answers) < 50
    assert client.ask("datapackage.json").status_code == 200  # larger than all that is kept


def test_addresses_of_documents_come_with_each_feature(small, tmp_path):
    spot = {"latitude": 69.3, "longitude": 29.3, "location_precision": "exact"}
    dataset = small(crossing("x", **spot), excerpts=[excerpt("1", "x")])
    [feature] = Client(dataset, tmp_path / "package").ask("crossings.geojson").json()["features"]
    assert feature["properties"]["articles"] == ["https://example.org/article-a"]


@pytest.mark.parametrize("name", ["web/data_routes", "words/citation", "web/downloads"])
def test_files_are_made_without_streamlit(name):
    text = (ROOT / "geodata" / f"{name}.py").read_text(encoding="utf-8")
    assert not re.search(r"^\s*(import|from) streamlit", text, re.MULTILINE)


def test_only_json_that_any_reader_accepts_is_written(client):
    def refuse(constant):
        raise AssertionError(constant)

    for address in ("crossings.geojson", "datapackage.json"):
        assert json.loads(client.ask(address).content, parse_constant=refuse)
