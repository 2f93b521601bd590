import csv
import io
import json
import os
import re
import zipfile

import frictionless
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.model import schema
from geodata.model.dataset import load
from geodata.model.filters import Filters
from geodata.model.schema import FOLDER, DataError
from geodata.web.downloads import (
    csv_bytes,
    figures_about,
    file_name,
    geojson_bytes,
    package_zip,
    safe_cell,
)
from tests.package import article, crossing, excerpt, figure


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")']
)
def test_a_cell_that_looks_like_a_formula_becomes_text(cell):
    assert safe_cell(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "text", "2015", 5439, -3, 1.5])
def test_other_cells_stay_as_they_are(cell):
    assert safe_cell(cell) == cell


def test_the_file_holds_the_rows_and_columns_of_the_description(shipped):
    rows = shipped.crossings.head(7)
    text = csv_bytes(shipped, "crossings", rows).decode("utf-8-sig")
    read = list(csv.DictReader(io.StringIO(text)))
    assert [row["crossing_id"] for row in read] == rows["crossing_id"].tolist()
    assert list(read[0]) == [f["name"] for f in shipped.package["resources"][1]["schema"]["fields"]]
    assert "counted" not in read[0]


def test_blank_numbers_stay_blank_in_the_file(small):
    dataset = small(crossing("x", people_low="", people_best="", people_high=""))
    read = next(
        csv.DictReader(
            io.StringIO(csv_bytes(dataset, "crossings", dataset.crossings).decode("utf-8-sig"))
        )
    )
    assert (read["people_best"], read["latitude"]) == ("", "")


def located(crossing_id, **values):
    spot = {"latitude": 69.3, "longitude": 29.3, "location_precision": "locality", "radius_km": 2}
    return crossing(crossing_id, **spot | values)


def features(dataset):
    return json.loads(geojson_bytes(dataset, dataset.crossings))["features"]


def test_geojson_has_one_feature_for_each_located_crossing_and_says_how_many_are_not(shipped):
    read = json.loads(geojson_bytes(shipped, shipped.crossings))
    known = shipped.crossings[shipped.crossings["latitude"].notna()]
    assert list(read) == ["type", "unlocated", "features"]
    assert [feature["id"] for feature in read["features"]] == known["crossing_id"].tolist()
    assert read["unlocated"] == len(shipped.crossings) - len(known) > 0


def test_geojson_is_what_the_standard_says(shipped):
    for feature in features(shipped):
        assert set(feature) == {"type", "id", "geometry", "properties"}
        assert feature["type"] == "Feature"
        assert feature["geometry"]["type"] == "Point"
        longitude, latitude = feature["geometry"]["coordinates"]
        # Longitude first: on this border it is the smaller of the two.
        assert 14 < longitude < 48
        assert 68 < latitude < 72


def test_the_properties_of_a_feature_are_the_columns_with_their_types(small):
    [feature] = features(
        small(located("x", people_low="", people_best=3, people_high="", locality="=1+1"))
    )
    properties = feature["properties"]
    columns = [field["name"] for field in schema.fields(schema.descriptor(), "crossings")]
    assert list(properties) == [
        *columns,
        "counted",
        "first_day",
        "last_day",
        "articles",
        "captures",
    ]
    assert (properties["people_low"], properties["people_best"]) == (None, 3)
    assert (properties["latitude"], properties["radius_km"]) == (69.3, 2.0)
    assert properties["counted"] is True
    assert properties["disagreement"] is None
    assert properties["locality"] == "=1+1"  # only spreadsheets run it
    assert properties["articles"] == ["https://example.org/article-a"]


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("2012", "2012", ("2012-01-01", "2012-12-31")),
        ("2016-02", "2016-02", ("2016-02-01", "2016-02-29")),
        ("2023-01-13", "2023-01-14", ("2023-01-13", "2023-01-14")),
    ],
)
def test_a_feature_has_full_days_however_short_its_dates_are(small, start, end, days):
    [feature] = features(small(located("x", start=start, end=end)))
    assert (feature["properties"]["first_day"], feature["properties"]["last_day"]) == days
    assert (feature["properties"]["start"], feature["properties"]["end"]) == (start, end)


def test_answers_with_full_and_with_short_dates_append(small):
    geopandas = pytest.importorskip("geopandas")
    dataset = small(located("x", start="2012", end="2012"), located("y", start="2023-01-13", end="2023-01-13"))  # fmt: skip
    short, full, none = (
        geopandas.read_file(io.BytesIO(geojson_bytes(dataset, dataset.crossings.iloc[rows])))
        for rows in ([0], [1], [])
    )
    for name in ("first_day", "last_day"):
        assert short[name].dtype == full[name].dtype
        assert short[name].dtype.kind == "M"
    assert none.empty


def test_a_document_with_two_excerpts_is_one_address(small):
    dataset = small(
        located("x"),
        located("y", status="claimed"),
        articles=[article("article-a"), article("article-b")],
        excerpts=[
            excerpt("1", "x", "article-b"),
            excerpt("2", "x"),
            excerpt("3", "x", "article-b", text="It says more."),
            excerpt("4", "y"),
        ],
    )
    first, second = (feature["properties"] for feature in features(dataset))
    assert first["articles"] == ["https://example.org/article-b", "https://example.org/article-a"]
    assert (second["articles"], second["counted"]) == (["https://example.org/article-a"], False)


def test_nothing_selected_is_an_empty_collection(shipped):
    read = json.loads(geojson_bytes(shipped, shipped.crossings.head(0)))
    assert read == {"type": "FeatureCollection", "unlocated": 0, "features": []}


def test_geopandas_reads_the_geojson(shipped):
    geopandas = pytest.importorskip("geopandas")
    frame = geopandas.read_file(io.BytesIO(geojson_bytes(shipped, shipped.crossings)))
    known = shipped.crossings[shipped.crossings["latitude"].notna()]
    assert frame.crs.to_epsg() == 4326
    assert frame.geometry.notna().all()
    assert frame["crossing_id"].tolist() == known["crossing_id"].tolist()
    assert frame.geometry.y.tolist() == known["latitude"].tolist()
    assert frame.geometry.x.tolist() == known["longitude"].tolist()
    assert frame["people_best"].sum() == known["people_best"].sum()


@pytest.mark.parametrize(
    ("years", "found"),
    [
        (None, ["point", "period", "open", "until", "undated"]),
        ((2015, 2015), ["point"]),
        ((2017, 2018), ["period"]),
        ((2016, 2020), ["period", "open", "until"]),
        ((1999, 1999), []),
    ],
)
def test_a_figure_is_about_every_year_of_its_period(small, years, found):
    dataset = small(
        crossing("x"),
        figures=[
            figure("point", start="2015-09", end="2015-09"),
            figure("period", start="2016-05", end="2019"),
            figure("open", start="2020-01", end=""),
            figure("until", start="", end="2020-12-31"),
            figure("undated", start="", end=""),
        ],
    )
    assert figures_about(dataset, years)["figure_id"].tolist() == found


def names(packed):
    return zipfile.ZipFile(io.BytesIO(packed)).namelist()


def test_the_package_holds_every_file_byte_for_byte(shipped):
    archive = zipfile.ZipFile(io.BytesIO(package_zip(shipped, FOLDER)))
    kept = [*FOLDER.glob("*.csv"), *FOLDER.glob("README*.md"), *(FOLDER / n for n in ("datapackage.json", "CHANGELOG.md"))]  # fmt: skip
    kept += [*FOLDER.glob("basemap/*.geojson"), FOLDER / "basemap" / "README.md"]
    names = [path.relative_to(FOLDER).as_posix() for path in kept]
    assert archive.namelist() == sorted([*names, "CITATION.txt", "LICENSE"])
    for name in names:
        assert archive.read(name) == (FOLDER / name).read_bytes()
    assert "CC BY 4.0" in archive.read("LICENSE").decode()
    assert "https://creativecommons.org/licenses/by/4.0/" in archive.read("LICENSE").decode()
    assert shipped.version in archive.read("CITATION.txt").decode()


def test_the_unpacked_package_is_valid_and_the_same_data(shipped, tmp_path):
    zipfile.ZipFile(io.BytesIO(package_zip(shipped, FOLDER))).extractall(tmp_path)
    report = frictionless.Package(str(tmp_path / "datapackage.json")).validate()
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "note"])
    assert load(tmp_path).digest == shipped.digest


@pytest.fixture
def folder(small, tmp_path):
    """The folder of a small package."""
    small(crossing("x"))
    return tmp_path / "package"


def test_the_same_data_are_packed_into_the_same_bytes(folder):
    packed = package_zip(load(folder), folder)
    for path in folder.iterdir():
        os.utime(path, (0, 0))
    assert package_zip(load(folder), folder) == packed


def test_a_package_without_texts_is_packed_without_them(folder):
    packed = names(package_zip(load(folder), folder))
    assert not {"README.md", "CHANGELOG.md"} & set(packed)


def test_data_that_changed_since_they_were_read_are_not_packed(folder):
    dataset = load(folder)
    with (folder / "places.csv").open("a", encoding="utf-8") as file:
        file.write("half a row")
    with pytest.raises(DataError, match="has changed since it was read"):
        package_zip(dataset, folder)


def _linked_outside(folder, name):
    outside = folder.parent / "outside.csv"
    outside.write_bytes((folder / "places.csv").read_bytes())
    (folder / name).unlink(missing_ok=True)
    (folder / name).symlink_to(outside)


def test_a_link_out_of_the_folder_is_not_followed(folder):
    _linked_outside(folder, "places.csv")
    with pytest.raises(DataError, match="is a link out of the folder"):
        package_zip(load(folder), folder)


def test_a_text_that_is_a_link_out_of_the_folder_is_neither_read_nor_packed(folder):
    _linked_outside(folder, "README.md")
    dataset = load(folder)
    assert "README.md" not in dataset.texts
    assert "README.md" not in names(package_zip(dataset, folder))


STRAYS = ["notes.txt", ".env", "contacts.csv", "._crossings.csv", "crossings - Copy.csv", "old/figures.csv", "x.md"]  # fmt: skip


@pytest.mark.parametrize("stray", STRAYS)
def test_only_the_files_of_a_package_are_packed(folder, stray):
    (folder / stray).parent.mkdir(exist_ok=True)
    (folder / stray).write_text("who,phone\nAnna,12345\n")
    packed = package_zip(load(folder), folder)
    described = [resource["path"] for resource in schema.descriptor(folder)["resources"]]
    described += schema.ground_files(schema.descriptor(folder))
    assert names(packed) == sorted([*described, "datapackage.json", "LICENSE", "CITATION.txt"])
    archive = zipfile.ZipFile(io.BytesIO(packed))
    assert not any(b"12345" in archive.read(name) for name in archive.namelist())


def test_a_link_that_no_description_names_is_neither_followed_nor_in_the_way(folder, tmp_path):
    (tmp_path / "outside.csv").write_text("who,phone\n")
    (folder / "secret.csv").symlink_to(tmp_path / "outside.csv")
    assert "secret.csv" not in names(package_zip(load(folder), folder))


def test_the_package_is_given_out_while_its_folder_is_edited(folder):
    dataset = load(folder)
    packed = package_zip(dataset, folder)
    (folder / "places.csv").write_text("half a row", encoding="utf-8")
    assert package_zip(dataset, folder) == packed


def test_the_package_says_that_its_tables_are_raw(shipped):
    archive = zipfile.ZipFile(io.BytesIO(package_zip(shipped, FOLDER)))
    assert "as they were written" in archive.read("CITATION.txt").decode()


def test_texts_in_another_encoding_are_packed_as_readers_see_them(folder):
    (folder / "README.md").write_bytes("\ufeff# Søk\n".encode() + b"\xf8")
    archive = zipfile.ZipFile(io.BytesIO(package_zip(load(folder), folder)))
    assert archive.read("README.md").decode() == "# Søk\n\ufffd"


@pytest.mark.parametrize(
    ("filters", "opened", "name"),
    [
        (Filters(), "", "crossings.csv"),
        (Filters(years=(1991, 2026)), "", "crossings.csv"),
        (Filters(places=("pasvik",), years=(2012, 2023)), "", "crossings-pasvik-2012-2023.csv"),
        (Filters(years=(2015, 2015), statuses=("claimed",)), "", "crossings-claimed-2015.csv"),
        (Filters(kinds=("outside_checkpoint",)), "storskog", "crossings-storskog-outside-checkpoint.csv"),
        (Filters(text=" Vuorjánjohka "), "", "crossings-vuorjanjohka.csv"),
        (Filters(text="Стурскуг"), "", "crossings-search.csv"),
        (Filters(text='a"b\r\n/../c'), "", "crossings-a-b-c.csv"),
    ],
)  # fmt: skip
def test_a_file_is_named_by_what_it_holds_in_plain_letters(shipped, filters, opened, name):
    assert file_name("crossings.csv", filters, shipped, opened) == name


@given(st.text(), st.text())
def test_no_search_makes_a_name_that_a_system_refuses(shipped, text, opened):
    name = file_name("crossings.csv", Filters(text=text), shipped, opened)
    assert re.fullmatch(r"crossings(-[a-z0-9]+)*\.csv", name)
    assert len(name) < 100
