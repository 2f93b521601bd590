import contextlib
import csv
import json
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.model.dataset import load
from geodata.model.schema import DataError, descriptor, fields
from tests import package

# Table, column, value, and what must be said of it: file, row, column, found and allowed.
DEFECTS = [
    ("crossings", "latitude", "91.0", "crossings.csv row 2, latitude: '91.0' is above the maximum 70.7"),
    ("crossings", "latitude", "north", "crossings.csv row 2, latitude: 'north' is not a number with a point, such as 69.5"),
    ("crossings", "longitude", "NaN", "crossings.csv row 2, longitude: 'NaN' is not a finite number"),
    ("crossings", "kind", "smuggled", "crossings.csv row 2, kind: 'smuggled' is not one of asylum_at_checkpoint,"),
    ("crossings", "start", "2020-13", "crossings.csv row 2, start: '2020-13' is not a date: 2023, 2023-01 or 2023-01-13, from 1800"),
    ("crossings", "headline", "", "crossings.csv row 2, headline: is blank, but a value is required"),
    ("crossings", "people_best", "-1", "crossings.csv row 2, people_best: '-1' is below the minimum 0"),
    ("crossings", "people_best", "1.5", "crossings.csv row 2, people_best: '1.5' is not a whole number without separators, such as 1200"),
    ("crossings", "part_of", "nowhere", "crossings.csv row 2, part_of: 'nowhere' is not in crossings.csv"),
    ("articles", "url", "javascript:alert(1)", "articles.csv row 2, url: 'javascript:alert(1)' is not an address with http or https"),
    ("excerpts", "article_id", "nobody", "excerpts.csv row 2, article_id: 'nobody' is not in articles.csv"),
    ("excerpts", "supports", "why", "excerpts.csv row 2, supports: 'why' does not have the form of the example where;when"),
    ("crossings", "latitude", "30.2", "crossings.csv row 2, latitude: '30.2' is below the minimum 68.3"),
    ("crossings", "longitude", "69.7", "crossings.csv row 2, longitude: '69.7' is above the maximum 34.3"),
    ("crossings", "latitude", "inf", "crossings.csv row 2, latitude: 'inf' is not a finite number"),
    ("crossings", "latitude", "-inf", "crossings.csv row 2, latitude: '-inf' is not a finite number"),
    ("crossings", "start", "0000", "crossings.csv row 2, start: '0000' is not a date"),
    ("crossings", "start", "9999", "crossings.csv row 2, start: '9999' is not a date"),
    ("articles", "url", "data:text/html,x", "articles.csv row 2, url: 'data:text/html,x' is not an address with http or https"),
]  # fmt: skip

# The same for rules between columns.
BROKEN_RULES = [
    ({"start": "2023-02-30", "end": "2023-03"}, "crossings.csv row 2, start: '2023-02-30' is not a day of the calendar"),
    ({"start": "2021", "end": "2020"}, "crossings.csv row 2, end: 2020 is before the start 2021"),
    ({"people_low": 3}, "crossings.csv row 2, people_best: 1 is below people_low, 3"),
    ({"people_best": 9}, "crossings.csv row 2, people_high: 1 is below people_best, 9"),
    ({"location_precision": "exact"}, "crossings.csv row 2, latitude: is blank, but the precision is exact"),
    ({"latitude": 69, "longitude": 30}, "crossings.csv row 2, latitude: must be blank where the place is unknown"),
    ({"latitude": 69, "longitude": 30, "location_precision": "area"}, "crossings.csv row 2, radius_km: must be above 0"),
    ({"confirmed_by": ""}, "crossings.csv row 2, confirmed_by: is blank, but the status is confirmed"),
    ({"headline": "turned \u202e around"}, "crossings.csv row 2, headline: 'turned \\u202e around' holds the unseen character \\u202e"),
    ({"summary": "isolated \u2066 text"}, "crossings.csv row 2, summary: 'isolated \\u2066 text' holds the unseen character \\u2066"),
    ({"headline": "NUL \x00 in it"}, "crossings.csv row 2, headline: 'NUL \\u0000 in it' holds the control character \\u0000"),
]  # fmt: skip


def _problems(folder):
    with pytest.raises(DataError) as error:
        load(folder)
    return [str(problem) for problem in error.value.problems]


@pytest.mark.parametrize(("table", "column", "value", "said"), DEFECTS)
def test_a_bad_cell_is_named_with_what_was_found_and_what_is_allowed(
    tmp_path, table, column, value, said
):
    rows = {
        "crossings": [package.crossing("a")],
        "articles": [package.article("article-a")],
        "excerpts": [package.excerpt("e", "a")],
    }
    rows[table][0][column] = value
    found = _problems(package.write(tmp_path, rows.pop("crossings"), **rows))
    assert any(problem.startswith(said) for problem in found), found


@pytest.mark.parametrize(("values", "said"), BROKEN_RULES)
def test_a_broken_rule_is_named(tmp_path, values, said):
    found = _problems(package.write(tmp_path, [package.crossing("a", **values)]))
    assert any(problem.startswith(said) for problem in found), found


def test_ten_defects_are_named_at_once(tmp_path):
    folder = package.write(tmp_path, [package.crossing(f"c{i}") for i in range(10)])
    path = folder / "crossings.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row, (_, column, value, _) in zip(rows, DEFECTS[:9] + DEFECTS[:1], strict=True):
        row[column] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    found = _problems(folder)
    for number in range(2, 12):
        assert any(f"crossings.csv row {number}" in problem for problem in found), (number, found)


def test_a_part_lies_at_the_location_of_its_whole_and_a_whole_is_no_part(tmp_path):
    crossings = [
        package.crossing("whole", part_of="outermost"),
        package.crossing("outermost"),
        package.crossing("part", part_of="whole"),
        package.crossing("astray", part_of="outermost", place_id="storskog"),
    ]
    found = _problems(package.write(tmp_path, crossings))
    assert found == [
        "crossings.csv row 4, part_of: whole is itself a part; name the outermost whole",
        "crossings.csv row 5, part_of: outermost is at another location",
    ]


def test_rival_figures_cannot_both_be_preferred(tmp_path):
    figures = [package.figure("a"), package.figure("b"), package.figure("c", preferred="false")]
    found = _problems(package.write(tmp_path, [package.crossing("x")], figures=figures))
    assert found == [
        "figures.csv row 3, preferred: the figure of row 2, of the same series and period, is preferred too"
    ]


def test_a_quote_has_at_most_sixty_words(tmp_path):
    long = [package.excerpt("e", "a", form="quote", text=" ".join(["word"] * 61))]
    found = _problems(package.write(tmp_path, [package.crossing("a")], excerpts=long))
    assert found == ["excerpts.csv row 2, text: a quote of 61 words is above the maximum 60"]


def test_a_crossing_without_evidence_is_refused(tmp_path):
    crossings = [package.crossing("a"), package.crossing("b")]
    found = _problems(package.write(tmp_path, crossings, excerpts=[package.excerpt("e", "b")]))
    assert found == ["crossings.csv row 2, crossing_id: a has no row in excerpts.csv"]


@pytest.mark.parametrize("name", ["crossings.csv", "datapackage.json"])
@pytest.mark.parametrize("damage", ["delete", "truncate", "binary"])
def test_a_damaged_file_is_named_without_its_path(copied, name, damage):
    path = copied / name
    match damage:
        case "delete":
            path.unlink()
        case "truncate":
            path.write_bytes(path.read_bytes()[:700])
        case "binary":
            path.write_bytes(bytes(range(256)) * 20)
    found = _problems(copied)
    assert any(problem.startswith(name.removesuffix(".csv")) for problem in found), found
    assert not any(str(copied) in problem for problem in found)


def test_a_table_missing_from_the_description_is_named(copied):
    described = json.loads((copied / "datapackage.json").read_text(encoding="utf-8"))
    described["resources"] = [r for r in described["resources"] if r["name"] != "context"]
    (copied / "datapackage.json").write_text(json.dumps(described), encoding="utf-8")
    assert _problems(copied) == ["datapackage.json: lacks the resources context"]


def test_categories_and_enum_agree_in_the_description():
    package_ = descriptor()
    for resource in package_["resources"]:
        for field in fields(package_, resource["name"]):
            if "categories" in field:
                values = [category["value"] for category in field["categories"]]
                assert values == field["constraints"]["enum"], field["name"]


def test_a_missing_folder_is_a_data_error(tmp_path):
    shutil.rmtree(tmp_path)
    assert _problems(tmp_path) == ["datapackage.json: is missing"]


def test_half_of_a_surrogate_pair_is_not_utf_8(tmp_path):
    folder = package.write(tmp_path, [package.crossing("a", summary="HERE")])
    path = folder / "crossings.csv"
    path.write_bytes(path.read_bytes().replace(b"HERE", b"\xed\xa0\x80"))
    assert _problems(folder) == [
        "crossings.csv row 2: byte 0xed is not UTF-8; saved as Windows-1252, it would be 'í'"
    ]


@given(
    st.sampled_from(["latitude", "start", "end", "kind", "people_best", "headline", "radius_km"]),
    st.text(max_size=20),
)
@settings(max_examples=60)
def test_whatever_stands_in_a_cell_is_read_or_refused_and_never_a_crash(column, value):
    with tempfile.TemporaryDirectory() as folder:
        try:
            package.write(Path(folder), [package.crossing("a", **{column: value})])
        except UnicodeEncodeError:
            return  # half of a surrogate pair cannot be written to begin with
        with contextlib.suppress(DataError):
            assert len(load(Path(folder)).crossings) == 1
