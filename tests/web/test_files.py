"""What is in the files that the data routes give out, and how they are named."""

import io
import json
import re
import zipfile
from dataclasses import replace

import frictionless
import httpx
import pytest

from geodata.model.address import decode, opening
from geodata.model.dataset import load
from geodata.model.filters import select
from geodata.model.schema import FOLDER
from geodata.web.downloads import csv_bytes, figures_about, geojson_bytes
from geodata.web.files import files
from tests.conftest import ROOT
from tests.package import article, crossing, excerpt, retired
from tests.web.client import TABLES, Client, rows_of

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
    [("", (1991, 2026)), ("years=1953&years=2026", None), ("years=2015", (2015, 2015)), ("years=2012&years=2014", (2012, 2014)), ("until=1995", (1991, 1995))],
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
        ("datapackage.zip", "application/zip", 'attachment; filename="reported-border-crossings-norway-russia-1.4.0.zip"'),
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
        "retired": [retired("y", reason="=1+1 Č")],
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
    expected = select(shipped, replace(opening(shipped).filters, places=("elsewhere",)))
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


def test_addresses_of_documents_come_with_each_feature(small, tmp_path):
    spot = {"latitude": 69.3, "longitude": 29.3, "location_precision": "exact"}
    dataset = small(crossing("x", **spot), excerpts=[excerpt("1", "x")])
    [feature] = Client(dataset, tmp_path / "package").ask("crossings.geojson").json()["features"]
    assert feature["properties"]["articles"] == ["https://example.org/article-a"]


@pytest.mark.parametrize(
    "name", ["web/data_routes", "web/answers", "web/files", "words/citation", "web/downloads"]
)
def test_files_are_made_without_streamlit(name):
    text = (ROOT / "geodata" / f"{name}.py").read_text(encoding="utf-8")
    assert not re.search(r"^\s*(import|from) streamlit", text, re.MULTILINE)


def test_only_json_that_any_reader_accepts_is_written(client):
    def refuse(constant):
        raise AssertionError(constant)

    for address in ("crossings.geojson", "datapackage.json"):
        assert json.loads(client.ask(address).content, parse_constant=refuse)
