"""What a change makes of each file: as little as a careful hand would write."""

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from geodata.editing import changelog, history
from geodata.editing.change import Change, RowChange
from geodata.editing.history import Trace
from geodata.editing.sheet import Former, Misfit, Sheet, key_column
from geodata.model import schema, settling, tables
from geodata.model.complaint import complaint
from geodata.model.schema import DESCRIPTION, DataError, Problem, Resource
from geodata.model.unseen import shown

Line = tuple[Literal["+", "-", " "], str]


@dataclass(frozen=True)
class FileDifference:
    """What changes in one file, line by line, with a line of what stays on either side."""

    file: str
    lines: tuple[Line, ...]


class UnfitError(DataError):
    """A change that does not fit the data; `changes` holds the row of each problem."""

    def __init__(self, found: Sequence[Misfit]) -> None:
        self.changes = [row for row, _ in found]
        super().__init__([problem for _, problem in found])


def changed(folder: Path, change: Change) -> dict[str, bytes]:
    """The new content of each file that a change alters; raises DataError if it does not fit."""
    return made(folder, change)[0]


def made(folder: Path, change: Change) -> tuple[dict[str, bytes], tuple[Trace, ...]]:
    """The same with what each row was before and after."""
    package = schema.descriptor(folder)
    sheets = read_sheets(folder, change, package)
    before = [_trace(sheets[row.table], row.key) for row in change.rows]
    apply(sheets, change, former(folder, change))
    traces = (replace(each, after=sheets[each.table].raw(each.key)) for each in before)
    files = {each["name"]: str(each["path"]) for each in package["resources"]}
    new = {sheet.file: sheet.content for sheet in sheets.values()}
    new[changelog.FILE] = changelog.with_line(_log(folder), str(package["version"]), change, files)
    return new, tuple(traces)


def _trace(sheet: Sheet, key: str) -> Trace:
    return Trace(sheet.table, key, tuple(sheet.columns), sheet.raw(key), None, sheet.place(key))


def read_sheets(folder: Path, change: Change, package: dict[str, Any]) -> dict[str, Sheet]:
    """The tables that a change is about; raises DataError if it speaks of any that cannot change."""
    resources = {resource["name"]: resource for resource in package["resources"]}
    strange = [(row, why) for row in change.rows if (why := _unchangeable(row, resources))]
    if strange:
        raise UnfitError(strange)
    named = dict.fromkeys(row.table for row in change.rows)
    return {name: Sheet.read(folder, resources[name]) for name in named}


def _unchangeable(row: RowChange, resources: Mapping[str, Resource]) -> Problem | None:
    if row.table not in resources:
        message = complaint("there is no table %(table)s", table=shown(row.table))
        return Problem(DESCRIPTION, None, "", message)
    if key_column(resources[row.table]):
        return None
    return Problem(str(resources[row.table]["path"]), None, "", complaint("has no column of IDs"))


def apply(sheets: Mapping[str, Sheet], change: Change, before: Former) -> None:
    """Change the rows of tables; raises DataError if the change does not fit them."""
    misfits = [*_doubled(sheets, change), *_lost(sheets, change, before)]
    for name, sheet in sheets.items():
        misfits += sheet.misfits([row for row in change.rows if row.table == name])
    if misfits:
        raise UnfitError(misfits)
    for name, sheet in sheets.items():
        sheet.apply([row for row in change.rows if row.table == name], before)


def former(folder: Path, change: Change) -> Former:
    """How rows stood before the save that a change takes back, nothing if it takes back none."""
    traces = history.record(folder, change.undoes).traces if change.undoes else ()
    return {(trace.table, trace.key): trace for trace in traces}


def _doubled(sheets: Mapping[str, Sheet], change: Change) -> Iterator[Misfit]:
    seen: set[tuple[str, str]] = set()
    for row in change.rows:
        if (row.table, row.key) in seen:
            sheet = sheets[row.table]
            message = complaint("%(row)s changes twice in one change", row=shown(row.key))
            yield row, Problem(sheet.file, None, sheet.key, message)
        seen.add((row.table, row.key))


def _lost(sheets: Mapping[str, Sheet], change: Change, before: Former) -> Iterator[Misfit]:
    """Reports that are taken out and not retired, but for one that only the save taken back had added."""
    retired = {row.key for row in change.rows if row.table == "retired" and row.values is not None}
    for row in change.rows:
        own = before.get((row.table, row.key))
        added = own is not None and own.before is None
        if row.table == "crossings" and row.values is None and row.key not in retired and not added:
            sheet = sheets[row.table]
            at = sheet.at(row.key)
            message = complaint(
                "%(report)s may have been cited: retire it instead of taking it out",
                report=shown(row.key),
            )
            yield row, Problem(sheet.file, None if at is None else at + 1, sheet.key, message)


def _log(folder: Path) -> bytes:
    return (
        tables.content_of(folder, changelog.FILE)
        if settling.is_file(folder, changelog.FILE)
        else b""
    )


def differences(folder: Path, change: Change) -> list[FileDifference]:
    """The lines that a change adds to each file and takes from it; raises DataError as `changed`."""
    new = changed(folder, change)
    return between(contents(folder, new), new)


def contents(folder: Path, files: Mapping[str, object] | Sequence[str]) -> dict[str, bytes]:
    """What some files hold now, nothing where one is not there."""
    there = {file: settling.is_file(folder, file) for file in files}
    return {file: settling.read_bytes(folder, file) if there[file] else b"" for file in files}


def between(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> list[FileDifference]:
    """The differences of files of which both contents are given."""
    pairs = {file: (old.get(file, b""), content) for file, content in new.items()}
    return [
        FileDifference(file, tuple(_compared(a, b))) for file, (a, b) in pairs.items() if a != b
    ]


def _compared(old: bytes, new: bytes) -> Iterator[Line]:
    before, after = _lines(old), _lines(new)
    # What is alike at both ends is set aside: files are long, and changes short.
    first = max(0, _alike(before, after) - 1)
    rest = min(len(before), len(after)) - first
    last = max(0, min(_alike(before[::-1], after[::-1]), rest) - 1)
    before, after = before[first : len(before) - last], after[first : len(after) - last]
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for group in matcher.get_grouped_opcodes(1):
        for tag, a, b, c, d in group:
            if tag == "equal":
                yield from ((" ", _shown(line)) for line in before[a:b])
            else:
                yield from (("-", _shown(line)) for line in before[a:b])
                yield from (("+", _shown(line)) for line in after[c:d])


def _lines(content: bytes) -> list[bytes]:
    return content.splitlines(keepends=True)


def _alike(some: Sequence[bytes], others: Sequence[bytes]) -> int:
    pairs = enumerate(zip(some, others, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(some), len(others)))


def _shown(line: bytes) -> str:
    return line.decode("utf-8", "replace").rstrip("\r\n")
