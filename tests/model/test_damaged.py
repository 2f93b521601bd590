"""Whatever an editor does to a data package is said in few exact lines, and nothing else goes wrong."""

import contextlib
import csv
import shutil
import tempfile
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.model import checks, description
from geodata.model.cells import typed
from geodata.model.dataset import load
from geodata.model.schema import FOLDER, DataError, descriptor, field_of
from geodata.model.tables import read
from tests import package

NAMES = [f["name"] for f in descriptor()["resources"][1]["schema"]["fields"]]
ROWS = (FOLDER / "crossings.csv").read_bytes()
LAST_QUOTE = ROWS.rindex("’".encode())


def _bytes(change, file="crossings.csv"):
    def damage(folder):
        (folder / file).write_bytes(change((folder / file).read_bytes()))

    return damage


def _text(change, file="crossings.csv"):
    return _bytes(lambda content: change(content.decode()).encode(), file)


def _rows(change, file="crossings.csv", **dialect):
    def damage(folder):
        with (folder / file).open(encoding="utf-8", newline="") as opened:
            rows = change(list(csv.reader(opened)))
        with (folder / file).open("w", encoding="utf-8", newline="") as opened:
            csv.writer(opened, lineterminator="\n", **dialect).writerows(rows)

    return damage


def _cell(table, column, value, row=2):
    def change(rows):
        rows[row - 1][rows[0].index(column)] = value
        return rows

    return _rows(change, f"{table}.csv")


def _header(change):
    return _rows(lambda rows: [change(rows[0]), *rows[1:]])


def _described(change):
    return partial(package.redescribe, change=change)


def _resource(found, table="crossings"):
    return next(resource for resource in found["resources"] if resource["name"] == table)


def _field(found, table, column):
    fields = _resource(found, table)["schema"]["fields"]
    return next(field for field in fields if field["name"] == column)


def _holder(found, place):
    """The description itself, a table of it, or a field."""
    if not place:
        return found
    return _field(found, *place) if place[1:] else _resource(found, *place)


def _without(key, *place):
    """Take a key out of the description, of a table, or of a field."""

    def change(found):
        del _holder(found, place)[key]

    return _described(change)


def _with(place, **values):
    def change(found):
        _holder(found, place).update(values)

    return _described(change)


def _limited(table, column, **limits):
    return _described(
        lambda found: _field(found, table, column).setdefault("constraints", {}).update(limits)
    )


def _beside(folder):
    """What editors and their programs leave in a folder."""
    (folder / "notes.csv").write_text("who,phone\nAnna,12345\n", encoding="utf-8")
    (folder / "crossings - Copy.csv").write_bytes(b"\xff\xfe")
    (folder / "._crossings.csv").write_bytes(b"\x00\x05\x16\x07")
    (folder / ".#crossings.csv").symlink_to("editor@desk.1234:170")
    (folder / "old.csv").mkdir()


def _as_folder(folder):
    (folder / "crossings.csv").unlink()
    (folder / "crossings.csv").mkdir()


def _linked(folder):
    shutil.move(folder / "crossings.csv", folder.parent / "crossings.csv")
    (folder / "crossings.csv").symlink_to("../crossings.csv")


def _renamed(folder):
    (folder / "crossings.csv").rename(folder / "events.csv")
    _described(lambda found: _resource(found).update(path="events.csv"))(folder)


ONE = "crossings.csv row 1: "
BAD = "crossings.csv row 2, "

# What is done to a copy of the shipped package, and every line that is then said.
FILES = {
    "semicolons": (_rows(list, delimiter=";"), [f"{ONE}the columns are separated by semicolons, not by commas"]),
    "semicolons in disputes": (_rows(list, "disputes.csv", delimiter=";"), ["disputes.csv row 1: the columns are separated by semicolons, not by commas"]),
    "tabs": (_rows(list, delimiter="\t"), [f"{ONE}the columns are separated by tabs, not by commas"]),
    "a line for spreadsheets": (_text(lambda text: f"sep=;\n{text}"), [f"{ONE}'sep=;' is read by spreadsheets alone: take the line out"]),
    "UTF-16": (_bytes(lambda old: old.decode().encode("utf-16")), ["crossings.csv: is not UTF-8 but UTF-16: save it as CSV in UTF-8"]),
    "UTF-16 without a mark": (_bytes(lambda old: old.decode().encode("utf-16-le")), ["crossings.csv: is not UTF-8 but UTF-16: save it as CSV in UTF-8"]),
    "Windows-1252": (_bytes(lambda old: old.decode().encode("cp1252", "replace")), ["crossings.csv row 2: byte 0x92 is not UTF-8; saved as Windows-1252, it would be '’'"]),
    "one wrong byte": (_bytes(lambda old: old[:LAST_QUOTE] + b"\x92" + old[LAST_QUOTE + 3 :]), ["crossings.csv row 61: byte 0x92 is not UTF-8; saved as Windows-1252, it would be '’'"]),
    "a spreadsheet": (_bytes(lambda old: b"PK\x03\x04" + old), ["crossings.csv: is a spreadsheet under another name: save it as CSV in UTF-8"]),
    "an empty file": (_bytes(lambda old: b""), ["crossings.csv: is empty"]),
    "a file that is gone": (lambda folder: (folder / "crossings.csv").unlink(), ["crossings.csv: is missing"]),
    "other capitals": (lambda folder: (folder / "crossings.csv").rename(folder / "Crossings.csv"), ["crossings.csv: is missing; Crossings.csv has other capitals"]),
    "a folder": (_as_folder, ["crossings.csv: is a folder, not a file"]),
    "a link out of the folder": (_linked, ["crossings.csv: is a link out of the folder"]),
    "a mark of byte order": (_bytes(lambda old: b"\xef\xbb\xbf" + old), []),
    "Windows' ends of lines": (_text(lambda text: text.replace("\n", "\r\n")), []),
    "old Macs' ends of lines": (_text(lambda text: text.replace("\n", "\r")), []),
    "no end of the last line": (_text(str.rstrip), []),
    "stray files": (_beside, []),
    "another name of the file": (_renamed, []),
}  # fmt: skip

TABLES = {
    "a space in a name": (_header(lambda names: [name.replace("latitude", "latitude ") for name in names]), [f"{ONE}latitude is surrounded by spaces"]),
    "spaces after commas": (_text(lambda text: text.replace(",", ", ")), [f"{ONE}place_id, locality, latitude, longitude, location_precision, radius_km, start, end and 13 more are surrounded by spaces"]),
    "an extra column at the end": (_rows(lambda rows: [[*row, "checked_by"] for row in rows]), [f"{ONE}checked_by is not in the description"]),
    "an extra column in the middle": (_rows(lambda rows: [[*row[:4], "x", *row[4:]] for row in rows]), [f"{ONE}x is not in the description"]),
    "a missing column": (_rows(lambda rows: [row[:9] + row[10:] for row in rows]), [f"{ONE}date_note is missing"]),
    "a renamed column": (_header(lambda names: ["id", *names[1:]]), [f"{ONE}id should be named crossing_id"]),
    "one renamed, one missing": (_rows(lambda rows: [[cell.replace("headline", "head_line") for cell in rows[0][:-1]], *(row[:-1] for row in rows[1:])]), [f"{ONE}head_line should be named headline; part_of is missing"]),
    "a name twice": (_header(lambda names: [name.replace("summary", "headline") for name in names]), [f"{ONE}headline stands there twice; summary is missing"]),
    "other capitals": (_header(lambda names: [name.upper() for name in names]), [f"{ONE}the names of the columns are in other capitals than those of the description"]),
    "a lost header": (_rows(lambda rows: rows[1:]), [f"{ONE}the header is missing: it names the columns {', '.join(NAMES[:8])} and 14 more"]),
    "other order": (_rows(lambda rows: [row[::-1] for row in rows]), []),
    "too few cells": (_rows(lambda rows: [*rows[:5], rows[5][:10], *rows[6:]]), ["crossings.csv row 6: has 10 cells, but the header has 22"]),
    "too many cells": (_rows(lambda rows: [*rows[:5], [*rows[5], "x"], *rows[6:]]), ["crossings.csv row 6: has 23 cells, but the header has 22"]),
    "an unfinished merge": (_text(lambda text: text.replace("\n", "\n<<<<<<< HEAD\n", 1)), ["crossings.csv row 2: '<<<<<<<' is the mark of an unfinished merge"]),
    "a quotation mark not opened": (_text(lambda text: text.replace(',"', ",", 1)), ["crossings.csv row 2: has 24 cells, but the header has 22: a quotation mark may be missing"]),
    "a quotation mark not closed": (_bytes(lambda old: old[: old.rindex(b'"')] + old[old.rindex(b'"') + 1 :]), ["crossings.csv row 66: a quotation mark opened in this row is never closed"]),
    "a quotation mark closed later": (_text(lambda text: text.replace(",Storskog border station", ',"Storskog border station', 1)), ["crossings.csv row 2: a quotation mark opened in this row is closed within a cell: write it twice, or close the one before it"]),
    "blank rows at the end": (_text(lambda text: f"{text}\n\n{',' * 21}\n , ,\n"), []),
    "a blank row between": (_text(lambda text: text.replace("\n", "\n\n", 1)), ["crossings.csv row 2: is blank"]),
    "no crossings": (_rows(lambda rows: rows[:1]), ["crossings.csv: has no rows"]),
    "no articles": (_rows(lambda rows: rows[:1], "articles.csv"), ["articles.csv: has no rows"]),
    "no places": (_rows(lambda rows: rows[:1], "places.csv"), ["places.csv: has no rows"]),
    "no excerpts": (_rows(lambda rows: rows[:1], "excerpts.csv"), ["excerpts.csv: has no rows"]),
    "no context": (_rows(lambda rows: rows[:1], "context.csv"), []),
    "no disputes": (_rows(lambda rows: rows[:1], "disputes.csv"), []),
}  # fmt: skip

DATE = "is not a date: 2023, 2023-01 or 2023-01-13, from 1800"
WHOLE = "is not a whole number without separators, such as 1200"
POINT = "is not a number with a point, such as 69.5"
TOMORROW = (date.today() + timedelta(days=2)).isoformat()

# Table, column, value of row 2, and every line that is said of the package.
CELLS = [
    ("crossings", "place_id", "pasvik ", [f"{BAD}place_id: 'pasvik ' begins or ends with a space"]),
    ("crossings", "status", "confirmed\u200b", [f"{BAD}status: 'confirmed\\u200b' holds the unseen character \\u200b"]),
    ("crossings", "headline", " ", [f"{BAD}headline: ' ' is blank, but a value is required"]),
    ("crossings", "headline", "\u00a0", [f"{BAD}headline: '\\u00a0' is blank, but a value is required"]),
    ("crossings", "headline", "\u200b", [f"{BAD}headline: '\\u200b' is blank, but a value is required"]),
    ("crossings", "headline", "\u2800", [f"{BAD}headline: '\u2800' is blank, but a value is required"]),
    ("crossings", "locality", " ", [f"{BAD}locality: ' ' is blank"]),
    ("crossings", "headline", " Asylum", [f"{BAD}headline: ' Asylum' begins or ends with a space"]),
    ("crossings", "headline", "Asylum\n", [f"{BAD}headline: 'Asylum\\n' begins or ends with a space"]),
    ("crossings", "headline", "z\u200dw", [f"{BAD}headline: 'z\\u200dw' holds the unseen character \\u200d"]),
    ("crossings", "headline", "a 👩🏽‍🚀 and می‌خواهم", []),
    ("crossings", "headline", "=HYPERLINK(1)", []),
    ("crossings", "summary", "x" * 200_000, []),
    ("crossings", "crossing_id", "Storskog Ü", [
        f"{BAD}crossing_id: 'Storskog Ü' is not an ID: a–z, 0–9 and hyphens, such as pasvik-swimmer-2012",
        "figures.csv row 205, crossing_id: 'storskog-asylum-2003' is not in crossings.csv",
        "excerpts.csv row 2, crossing_id: 'storskog-asylum-2003' is not in crossings.csv",
        "excerpts.csv row 3, crossing_id: 'storskog-asylum-2003' is not in crossings.csv",
    ]),
    ("crossings", "start", "2023-13", [f"{BAD}start: '2023-13' {DATE}"]),
    ("crossings", "start", "13.01.2023", [f"{BAD}start: '13.01.2023' {DATE}"]),
    ("crossings", "start", "2023-1-3", [f"{BAD}start: '2023-1-3' {DATE}"]),
    ("crossings", "start", "44939", [f"{BAD}start: '44939' {DATE}"]),
    ("crossings", "start", "1799", [f"{BAD}start: '1799' {DATE}"]),
    ("crossings", "start", "２００３", [f"{BAD}start: '２００３' {DATE}"]),
    ("crossings", "start", "2003-02-30", [f"{BAD}start: '2003-02-30' is not a day of the calendar"]),
    ("crossings", "latitude", "69,5", [f"{BAD}latitude: '69,5' {POINT}"]),
    ("crossings", "latitude", "69°39'", [f"{BAD}latitude: '69°39'' {POINT}"]),
    ("crossings", "latitude", "６９.６", [f"{BAD}latitude: '６９.６' {POINT}"]),
    ("crossings", "latitude", "6_9.6", [f"{BAD}latitude: '6_9.6' {POINT}"]),
    ("crossings", "latitude", "1e999", [f"{BAD}latitude: '1e999' is not a finite number"]),
    ("crossings", "latitude", "", [f"{BAD}latitude: is blank, but the longitude is 30.20583"]),
    ("crossings", "longitude", "", [f"{BAD}longitude: is blank, but the latitude is 69.65778"]),
    ("places", "longitude", "", ["places.csv row 2, longitude: is blank, but the latitude is 69.65778"]),
    ("crossings", "people_best", "1,200", [f"{BAD}people_best: '1,200' {WHOLE}"]),
    ("crossings", "people_best", "1_056", [f"{BAD}people_best: '1_056' {WHOLE}"]),
    ("crossings", "people_best", "٥٦", [f"{BAD}people_best: '٥٦' {WHOLE}"]),
    ("crossings", "people_best", "5.0", [f"{BAD}people_best: '5.0' {WHOLE}"]),
    ("crossings", "people_best", "9" * 20, [f"{BAD}people_best: '{'9' * 20}' is too large a number"]),
    ("crossings", "people_best", "-1", [f"{BAD}people_best: '-1' is below the minimum 0"]),
    ("crossings", "people_best", " 56 ", []),
    ("crossings", "part_of", "storskog-asylum-2003", [f"{BAD}part_of: storskog-asylum-2003 is itself a part; name the outermost whole"]),
    ("articles", "url", "https://[bad", ["articles.csv row 2, url: 'https://[bad' is not an address with http or https, such as https://example.org/page"]),
    ("articles", "language", "nor", ["articles.csv row 2, language: 'nor' is not a language by two letters, such as no"]),
    ("articles", "published", "2062", ["articles.csv row 2, published: 2062 is after today"]),
    ("articles", "published", TOMORROW, [f"articles.csv row 2, published: {TOMORROW} is after today"]),
    ("articles", "published", date.today().isoformat(), []),
    ("articles", "published", "", ["articles.csv row 2, date_basis: is stated, but published is blank: then it is unknown"]),
    ("articles", "date_basis", "unknown", ["articles.csv row 2, date_basis: is unknown, but published is 2013-05-17"]),
    ("articles", "sha256", "AB" * 32, [f"articles.csv row 2, sha256: '{'AB' * 30}'… (64 characters) is not a SHA-256: 64 digits of 0–9 and a–f, in lower case"]),
    ("articles", "sha256", "ab" * 16, [f"articles.csv row 2, sha256: '{'ab' * 16}' is not a SHA-256: 64 digits of 0–9 and a–f, in lower case"]),
    ("articles", "sha256", "ab" * 32, [f"articles.csv row 2, captured: is blank, but sha256 is {'ab' * 32}: a copy that is kept has both"]),
    ("articles", "captured", "2026-11-20", ["articles.csv row 2, sha256: is blank, but captured is 2026-11-20: a copy that is kept has both"]),
    ("articles", "captured", "2026-11", ["articles.csv row 2, captured: '2026-11' is not a day, such as 2026-11-25"]),
    ("articles", "captured", "2026-02-30", ["articles.csv row 2, captured: '2026-02-30' is not a day of the calendar"]),
    ("excerpts", "checked", "2026-02-30", ["excerpts.csv row 2, checked: '2026-02-30' is not a day of the calendar"]),
    ("figures", "cumulative", "yes", ["figures.csv row 2, cumulative: 'yes' is neither true nor false"]),
    ("figures", "cumulative", "FALSE", []),
    ("figures", "best", "", ["figures.csv row 2, best: is blank, and so are low and high: state a number"]),
    ("figures", "scope", "atlantis", ["figures.csv row 2, scope: 'atlantis' is neither a place of places.csv nor norway or russia"]),
    ("disputes", "reason", "", ["disputes.csv row 2, reason: is blank: say why this value is used"]),
    ("places", "aliases", "Pasvik", ["places.csv row 4, name: 'Pasvik' is a name of storskog too, in row 2"]),
]  # fmt: skip

JSON = "datapackage.json"
LABELS = "must be a list of objects with value and label"
DESCRIPTIONS = {
    "missing": (lambda folder: (folder / JSON).unlink(), [f"{JSON}: is missing"]),
    "broken": (_bytes(lambda old: old.replace(b'"name"', b'"name', 1), JSON), [f"{JSON}: is not JSON: line 3, column 11: Expecting ':' delimiter"]),
    "a mark of byte order": (_bytes(lambda old: b"\xef\xbb\xbf" + old, JSON), []),
    "a list": (_described(lambda found: [1]), [f"{JSON}: must be an object in braces, not list"]),
    "empty": (_described(lambda found: {}), [f"{JSON}, {key}: is missing" for key in ("name", "title", "version", "created")] + [f"{JSON}, licenses: must be a list of at least one licence", f"{JSON}, resources: is missing", f"{JSON}, border: is missing"]),
    "no name": (_without("name"), [f"{JSON}, name: is missing"]),
    "no version": (_without("version"), [f"{JSON}, version: is missing"]),
    "a number for a version": (_with((), version=1), [f"{JSON}, version: must be a text, not '1'"]),
    "no day": (_without("created"), [f"{JSON}, created: is missing"]),
    "another day": (_with((), created="22.11.2026"), [f"{JSON}, created: '22.11.2026' does not begin with a day such as 2026-11-22"]),
    "no licences": (_without("licenses"), [f"{JSON}, licenses: must be a list of at least one licence"]),
    "a licence with a name only": (_with((), licenses=[{"name": "x"}]), [f"{JSON}, licence 1, title: is missing", f"{JSON}, licence 1, path: is missing"]),
    "a licence that is a script": (_with((), licenses=[{"name": "x", "title": "x", "path": "javascript:alert(1)"}]), [f"{JSON}, licence 1, path: 'javascript:alert(1)' is not an address with http or https"]),
    "unseen characters": (_with((), title="turned \u202e around"), [f"{JSON}, title: holds \\u202e, which nobody sees"]),
    "a table without a title": (_without("title", "crossings"), [f"{JSON}, crossings, title: is missing"]),
    "a table without a schema": (_without("schema", "crossings"), [f"{JSON}, crossings, schema: is missing"]),
    "a table too many": (_described(lambda found: found["resources"].append({"name": "more", "path": "more.csv"})), [f"{JSON}, more, {key}: is missing" for key in ("title", "description", "schema")]),
    "a path out of the folder": (_with(("crossings",), path="../crossings.csv"), [f"{JSON}, crossings, path: is '../crossings.csv', but must be the name of a CSV file in the folder of the description"]),
    "one path for two": (_with(("crossings",), path="places.csv"), [f"{JSON}, resources: the path 'places.csv' stands there twice"]),
    "another dialect": (_with(("crossings",), dialect={"delimiter": ";"}), [f"{JSON}, crossings, dialect: delimiter must be ',', not ';'"]),
    "a field without a meaning": (_without("description", "crossings", "start"), [f"{JSON}, crossings, start, description: is missing"]),
    "an unknown type": (_with(("crossings", "latitude"), type="numbr"), [f"{JSON}, crossings, latitude, type: is 'numbr', but must be number"]),
    "numbers as text": (_with(("crossings", "people_best"), type="string"), [f"{JSON}, crossings, people_best, type: is 'string', but must be integer"]),
    "another decimal sign": (_with(("crossings", "latitude"), decimalChar=","), [f"{JSON}, crossings, latitude, decimalChar: is not read here: take it out"]),
    "no duty": (_limited("crossings", "start", required=False), [f"{JSON}, crossings, start, required: must be true"]),
    "a bad pattern": (_limited("crossings", "start", pattern="("), [f"{JSON}, crossings, start, pattern: '(' is not a regular expression: missing ), unterminated subpattern at position 0"]),
    "a limit that is a word": (_limited("crossings", "latitude", minimum="low"), [f"{JSON}, crossings, latitude, minimum: 'low' is not a number"]),
    "a limit of another type": (_limited("crossings", "start", minimum=3), [f'{JSON}, crossings, start: constraint "minimum" is not supported by type "string"']),
    "no labels": (_without("categories", "crossings", "place_id"), [f"{JSON}, crossings, place_id, categories: are missing"]),
    "labels as words": (_with(("crossings", "kind"), categories=["a"]), [f"{JSON}, crossings, kind, categories: {LABELS}"]),
    "a value without a label": (_described(lambda found: _field(found, "crossings", "kind")["categories"][0].pop("label") and None), [f"{JSON}, crossings, kind, category 1, label: is missing"]),
    "a value that is not described": (_described(lambda found: _field(found, "crossings", "kind")["constraints"]["enum"].append("new")), [f"{JSON}, crossings, kind, categories: differ from enum: they lack new"]),
    "a value without its flags": (_with(("crossings", "status"), categories=[{"value": "rumour", "label": "Rumour"}], constraints={"required": True, "enum": ["rumour"]}), [f"{JSON}, crossings, status, category rumour, claim: is missing: is it a claim that nothing else supports, true or false", f"{JSON}, crossings, status, category rumour, counted: is missing: is it counted, true or false"]),
    "no keys": (_described(lambda found: _resource(found)["schema"].pop("foreignKeys") and None), [f"{JSON}, crossings, foreignKeys: lack the key from {key}" for key in ("place_id to places", "part_of to crossings")]),
    "a key to nowhere": (_described(lambda found: _resource(found)["schema"]["foreignKeys"][0].update(reference={"resource": "nowhere", "fields": "x"})), [f"{JSON}, crossings, foreign key 1: there is no field x in nowhere", f"{JSON}, crossings, foreignKeys: lack the key from place_id to places"]),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_damaged_file_is_told_in_one_line_and_accuses_no_other(copied, name):
    damage, lines = FILES[name]
    damage(copied)
    assert package.said(copied) == lines


@pytest.mark.parametrize("name", TABLES)
def test_a_damaged_table_is_told_in_one_line(copied, name):
    damage, lines = TABLES[name]
    damage(copied)
    assert package.said(copied) == lines


@pytest.mark.parametrize(("table", "column", "value", "lines"), CELLS)
def test_a_damaged_cell_is_told_with_what_was_found_and_what_is_allowed(
    copied, table, column, value, lines
):
    _cell(table, column, value)(copied)
    assert package.said(copied) == lines


@pytest.mark.parametrize("name", DESCRIPTIONS)
def test_a_damaged_description_is_told_by_its_key(copied, name):
    damage, lines = DESCRIPTIONS[name]
    damage(copied)
    assert package.said(copied) == lines


@pytest.mark.parametrize("key", [key for key in descriptor()["resources"][1] if key != "$schema"])
def test_a_description_without_any_key_of_a_table_is_taken_or_told(copied, key):
    _without(key, "crossings")(copied)
    assert all(line.startswith(JSON) for line in package.said(copied))


def test_faults_of_cells_and_of_rules_are_told_at_once(copied):
    _cell("crossings", "latitude", "north")(copied)
    _cell("crossings", "end", "1999", row=3)(copied)
    _cell("articles", "published", "2062")(copied)
    assert package.said(copied) == [
        f"{BAD}latitude: 'north' {POINT}",
        "crossings.csv row 3, end: 1999 is before the start 2005",
        "articles.csv row 2, published: 2062 is after today",
    ]


def test_a_flood_of_one_fault_is_cut_short_and_hides_no_other(copied):
    def change(rows):
        for row in rows[1:]:
            row[1] = "nowhere"
        rows[-1][3] = "north"
        return rows

    _rows(change)(copied)
    said = package.said(copied)
    assert len(said) == 22
    assert said[-2:] == [
        f"crossings.csv row 66, latitude: 'north' {POINT}",
        "crossings.csv, place_id: and 45 more rows",
    ]


def test_a_value_that_stands_twice_is_told_with_the_row_of_the_other(copied):
    _cell("crossings", "crossing_id", "jarfjord-central-asian-2005")(copied)
    assert (
        "crossings.csv row 3, crossing_id: 'jarfjord-central-asian-2005' stands in row 2 too"
        in (package.said(copied))
    )


def test_keys_of_a_row_that_cannot_be_read_accuse_nobody(copied):
    _rows(lambda rows: [rows[0], [*rows[1], "one more"], *rows[2:]])(copied)
    assert package.said(copied) == ["crossings.csv row 2: has 23 cells, but the header has 22"]


def test_an_excerpt_that_cannot_be_read_leaves_its_crossing_its_evidence(tmp_path):
    folder = package.write(tmp_path, [package.crossing("a"), package.crossing("b")])
    _rows(lambda rows: [*rows[:2], [*rows[2], "one more"]], "excerpts.csv")(folder)
    assert package.said(folder) == ["excerpts.csv row 3: has 11 cells, but the header has 10"]


def test_keys_that_the_code_follows_are_followed_without_the_description(copied):
    _cell("crossings", "part_of", "nowhere")(copied)
    described = descriptor(copied)
    for resource in described["resources"]:
        resource["schema"].pop("foreignKeys", None)
    files = read(copied, described)
    tables = {r["name"]: typed(files.tables[r["name"]], r, set()) for r in described["resources"]}
    found = checks.check_rules(checks.Rows(tables, files.tables), described)
    assert list(map(str, found)) == [f"{BAD}part_of: 'nowhere' is not in crossings.csv"]


@pytest.mark.parametrize(
    ("values", "line"),
    [
        ({"start": "2014-12-31"}, "crossings.csv row 3, start: 2014-12-31 is before its whole, whole, which starts 2015"),
        ({"end": "2016-01"}, "crossings.csv row 3, end: 2016-01 is after its whole, whole, which ends 2015"),
        ({"people_best": 9000, "people_high": 9000}, "crossings.csv row 3, people_best: 9000 is above the 20 of its whole, whole"),
        ({"place_id": "storskog"}, "crossings.csv row 3, part_of: whole is at another location"),
        ({"people_best": 20, "people_high": 30}, ""),
    ],
)  # fmt: skip
def test_a_part_lies_within_its_whole_in_time_place_and_people(tmp_path, values, line):
    whole = package.crossing("whole", start="2015", end="2015", people_high=20)
    part = package.crossing("part", start="2015-05", end="2015-05", part_of="whole") | values
    assert package.said(package.write(tmp_path, [whole, part])) == [line] * bool(line)


def test_of_the_values_of_a_dispute_one_is_used_and_there_are_two(tmp_path):
    rival = {"question": "Who?", "crossing_id": "a", "field": "who", "article_id": "article-a",
             "origin": "x", "used": "true", "reason": "the first"}  # fmt: skip
    disputes = [
        rival | {"rival_id": "r1", "dispute_id": "d", "value": "one"},
        rival | {"rival_id": "r2", "dispute_id": "d", "value": "two"},
        rival | {"rival_id": "r3", "dispute_id": "d", "value": "when", "field": "when"},
        rival | {"rival_id": "r4", "dispute_id": "alone", "value": "one"},
        rival
        | {"rival_id": "r5", "dispute_id": "d", "value": "x", "question": "?", "used": "false"},
    ]
    assert package.said(package.write(tmp_path, [package.crossing("a")], disputes=disputes)) == [
        "disputes.csv row 3, used: the value of row 2, to the same question, is used too",
        "disputes.csv row 6, question: '?' is not the question of row 2, of the same dispute",
        "disputes.csv row 5, value: alone has one value alone: a dispute has two or more",
    ]


def test_what_an_excerpt_disputes_has_a_label(tmp_path):
    told = package.excerpt("e", "a", disputes="when;who")
    folder = package.write(tmp_path, [package.crossing("a")], excerpts=[told])

    def without_who(found):
        field = field_of(found, "disputes", "field")
        field["categories"] = field["categories"][:1]
        field["constraints"]["enum"] = ["when"]

    package.redescribe(folder, without_who)
    assert package.said(folder) == [
        "excerpts.csv row 2, disputes: 'who' is not one of the fields of disputes: when"
    ]


def test_a_figure_that_is_preferred_to_others_says_why(tmp_path):
    figures = [package.figure("a", note=""), package.figure("b", preferred="false", note="")]
    folder = package.write(tmp_path, [package.crossing("x")], figures=figures)
    assert package.said(folder) == [
        "figures.csv row 2, note: is blank: say why this figure is preferred to the others of its period"
    ]


def test_a_forecast_may_speak_of_what_comes(tmp_path):
    figures = [
        package.figure("a", start="2090", end="2090", basis="forecast"),
        package.figure("b", start="2091", end="2091"),
    ]
    folder = package.write(tmp_path, [package.crossing("x")], figures=figures)
    assert package.said(folder) == ["figures.csv row 3, start: 2091 is after today"]


def test_only_what_the_description_names_is_part_of_the_data(copied):
    before = load(copied)
    _beside(copied)
    assert load(copied).digest == before.digest


def test_the_file_that_is_checked_is_the_one_that_is_shown(copied):
    _renamed(copied)
    (copied / "crossings.csv").write_text("never,read\n", encoding="utf-8")
    assert len(load(copied).crossings) == len(load().crossings)
    _text(lambda text: text.replace(",reported,", ",rumoured,", 1), "events.csv")(copied)
    [line] = package.said(copied)
    assert line.startswith("events.csv row ")
    assert "'rumoured' is not one of confirmed, reported, claimed" in line


def test_the_shipped_description_is_that_of_the_code():
    assert description.check(descriptor()) == []


def test_frictionless_finds_nothing_wrong_in_what_passes():
    from frictionless import validate

    assert validate(str(FOLDER / "datapackage.json")).valid


ANY_TABLE = st.binary(max_size=200) | st.text(max_size=200).map(
    lambda text: text.encode("utf-8", "surrogatepass")
)


@settings(max_examples=150)
@given(ANY_TABLE, st.booleans(), st.sampled_from(["crossings", "places", "excerpts"]))
def test_any_bytes_for_a_table_are_read_or_refused_and_never_a_crash(content, after, table):
    with tempfile.TemporaryDirectory() as folder:
        package.write(Path(folder), [package.crossing("a")])
        path = Path(folder) / f"{table}.csv"
        path.write_bytes(path.read_bytes() * after + content)
        with contextlib.suppress(DataError):
            assert len(load(Path(folder)).crossings)


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.just(float("inf")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip


@settings(max_examples=200)
@given(st.data(), ANY_JSON)
def test_any_value_anywhere_in_the_description_is_taken_or_told(data, value):
    found = descriptor()
    holder, key = found, data.draw(st.sampled_from(sorted(found)))
    while data.draw(st.integers(0, 4)) and isinstance(holder[key], dict | list) and holder[key]:
        holder = holder[key]
        keys = sorted(holder) if isinstance(holder, dict) else range(len(holder))
        key = data.draw(st.sampled_from(keys))
    holder[key] = value
    for problem in description.check(found):
        assert str(problem).startswith(JSON)
