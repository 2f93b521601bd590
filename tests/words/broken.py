"""Packages, files and changes in which every check finds something."""

import csv
import shutil
from itertools import chain, islice

from geodata.editing import captures, files
from geodata.editing.change import Change, RowChange
from geodata.editing.history import FOLDER as HISTORY
from geodata.editing.history import Record, Trace, content
from geodata.editing.saving import save
from geodata.editing.undoing import undoing
from geodata.model import cells, tables
from geodata.model.dataset import load
from geodata.model.schema import FOLDER, DataError, Problem, descriptor, field_of, flood
from geodata.model.tables import digest
from tests import package
from tests.model.test_damaged import CELLS, FILES, TABLES


def problems(home):
    """Everything that is found in them."""
    shipped = shutil.copytree(FOLDER, home / "shipped")
    return [
        *chain.from_iterable(_found(load, make(home)) for make in (_cells, _rules, _bare)),
        *_of_files(home),
        *_of_headers(),
        *_of_limits(),
        *_of_many(),
        *_of_changes(shipped),
        *_of_undoing(home),
        captures.refusal(shipped, shipped),
        captures.refusal(home, shipped),
    ]


def _found(act, *given):
    try:
        act(*given)
    except DataError as error:
        return error.problems
    raise AssertionError("nothing was found")


# ---- packages ------------------------------------------------------------------------------------------

MORE = {
    "crossings": [
        ("latitude", "99"), ("status", "rumoured"), ("people_best", "nan"), ("headline", ""),
        ("headline", "a\x07"), ("end", "1999"),
    ],
    "translations": [("language", "xx"), ("resource", "none"), ("column", "none")],
}  # fmt: skip


def _cells(home):
    """The shipped package with many a faulty cell, each in a row of its own."""
    folder = shutil.copytree(FOLDER, home / "cells")
    faults = [(table, column, value) for table, column, value, said in CELLS if said]
    faults += [(table, *fault) for table, listed in MORE.items() for fault in listed]
    for table in {table for table, _, _ in faults}:
        path = folder / f"{table}.csv"
        rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines(keepends=True)))
        for row, (_, column, value) in zip(
            rows[1:], (f for f in faults if f[0] == table), strict=False
        ):
            row[rows[0].index(column)] = value
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([*rows, rows[-1]])
    return folder


def _rules(home):
    """A package in which whatever the rules ask for between rows and columns is wrong."""
    part = {"part_of": "whole", "start": "2015", "end": "2015"}
    spot = {"latitude": 69.6, "longitude": 30.2}
    crossings = [
        package.crossing("a", location_precision="exact"),
        package.crossing("b", **spot),
        package.crossing("c", confirmed_by=""),
        package.crossing("d", **spot, location_precision="area", radius_km=0),
        package.crossing("whole", start="2015", end="2015", people_high=20),
        package.crossing("early", **part | {"start": "2014"}),
        package.crossing("late", **part | {"end": "2016"}),
        package.crossing("many", **part, people_best=9000, people_high=9000),
        package.crossing("away", **part, place_id="storskog"),
        package.crossing("inner", part_of="early"),
    ]
    excerpts = [
        package.excerpt(f"of-{row['crossing_id']}", row["crossing_id"]) for row in crossings
    ]
    excerpts[0] |= {"disputes": "who", "form": "quote", "text": "word " * 60 + "word"}
    excerpts[1] |= {"checked": "2026-01-02"}
    folder = package.write(
        home / "rules", [*crossings, package.crossing("uncited")], excerpts=excerpts,
        retired=RETIRED, articles=ARTICLES, disputes=DISPUTES, figures=FIGURES, translations=[CELL, CELL],
    )  # fmt: skip
    package.redescribe(folder, _described)
    return folder


RETIRED = [
    package.retired("a"), package.retired("r1", moved_to="r1"), package.retired("r2", moved_to="nobody"),
    package.retired("r3", moved_to="r4"), package.retired("r4"), package.retired("r5", articles="none"),
]  # fmt: skip
ARTICLES = [
    package.article("article-a"), package.article("article-b", title=""),
    package.article("article-c", about="It"), package.article("article-d", published=""),
    package.article("article-e", date_basis="unknown"),
    package.article("article-f", captured="2026-01-02"),
]  # fmt: skip
FIGURES = [
    package.figure("f1", note=""), package.figure("f2"), package.figure("f3", scope="atlantis"),
    package.figure("f4", best=""), package.figure("f5", low=200), package.figure("F 6"),
]  # fmt: skip
RIVAL = {
    "dispute_id": "d", "question": "Who?", "crossing_id": "a", "field": "when", "article_id": "article-a",
    "origin": "x", "used": "true", "reason": "the first", "value": "one",
}  # fmt: skip
DISPUTES = [
    RIVAL | {"rival_id": "r1"},
    RIVAL | {"rival_id": "r2", "value": "two", "reason": ""},
    RIVAL | {"rival_id": "r3", "dispute_id": "alone"},
    RIVAL | {"rival_id": "r4", "question": "?", "used": "false"},
]
CELL = {
    "language": "nb", "resource": "places", "row": "pasvik", "column": "name",
    "original": "x", "text": "y", "by": "us",
}  # fmt: skip


def _described(found):
    """Describe no dispute of who, no example of an ID, and neither chart nor checkpoint at a place."""
    disputed = field_of(found, "disputes", "field")
    disputed["categories"] = [each for each in disputed["categories"] if each["value"] != "who"]
    disputed["constraints"]["enum"].remove("who")
    field_of(found, "figures", "figure_id").pop("example")
    found["charts"][0]["scope"] = found["border"]["checkpoint"]["place"] = "atlantis"


def _bare(home):
    """A package without crossings, whose places have no spot."""
    places = [
        {"place_id": name, "name": name, "kind": "town", "location": name}
        for name in package.LOCATIONS
    ]
    return package.write(home / "bare", [], places=places)


# ---- files, headers and what stands in no package --------------------------------------------------------


def _of_files(home):
    for at, (damage, said) in enumerate([*FILES.values(), *TABLES.values()]):
        if said:
            folder = shutil.copytree(FOLDER, home / f"files-{at}" / "data")
            damage(folder)
            yield from tables.read(folder, descriptor(folder)).problems


HEADERS = (b"one|two|three\n", b"one,one,two,two\n", b"one,,x,y,z\n", b"one,two,three\n1,\x81,3\n")


def _of_headers():
    resource = {
        "path": "some.csv",
        "schema": {"fields": [{"name": n} for n in ("one", "two", "three")]},
    }
    for header in HEADERS:
        yield from _found(tables.table_of, header, resource)


def _of_limits():
    """What a description may ask for, and that of this border does not."""
    for limit, field in (
        ("type", {"type": "date"}),
        ("pattern", {"constraints": {"pattern": "[ab]"}}),
        ("pattern", {"constraints": {"pattern": "[ab]"}, "example": "ab"}),
        ("minLength", {"constraints": {"minLength": 8}}),
    ):
        yield Problem("crossings", 2, "headline", cells._broken(limit, "found", field))


def _of_many():
    for count in (21, 1300):
        alike = (Problem("crossings", row, "headline", cells.BLANK) for row in range(count))
        yield from islice(flood(alike), 20, None)


# ---- changes -------------------------------------------------------------------------------------------


def _of_changes(folder):
    there = "pasvik-swimmer-2012"
    for reason in ("Nothing changes", " "):
        same = Change((RowChange("crossings", there, {"place_id": "pasvik"}),), reason)
        yield from _found(save, folder, same, digest(folder))
    with (folder / "crossings.csv").open("a", encoding="utf-8") as file:
        file.write("twice,pasvik\ntwice,pasvik\n")
    for rows in (
        [RowChange("nowhere", "a", {}), RowChange("translations", "a", {})],
        [
            RowChange("crossings", there, {"crossing_id": "x", "none": "x", "headline": "\ud800"}),
            RowChange("crossings", there, {"crossing_id": there}),
            RowChange("crossings", "twice", {"headline": "x"}),
            RowChange("crossings", "gone", {"headline": "x"}),
            RowChange("crossings", "storskog-asylum-2003", None),
        ],
    ):
        yield from _found(files.changed, folder, Change(tuple(rows), "Why"))


def _of_undoing(home):
    """Rows that are not as a save left them: one differs, one is gone, one is there again."""
    columns, there = ("article_id", "title"), "article-a"
    folder = package.write(home / "saved", [package.crossing("a")])
    traces = (
        Trace("articles", there, columns, f"{there},Before\n", f"{there},After\n", None),
        Trace("articles", "gone", columns, "gone,Before\n", "gone,After\n", None),
        Trace("articles", there, columns, f"{there},Before\n", None, None),
    )
    kept = folder / HISTORY / "000001.json"
    kept.parent.mkdir(parents=True)
    kept.write_bytes(content(Record("000001", "2026-01-02", Change((), "Why"), traces)))
    return _found(undoing, folder, "000001", "No")
