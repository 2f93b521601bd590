"""The data as a change would make them, checked whole, while the files stay as they are."""

import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from geodata.editing.change import Change
from geodata.editing.files import UnfitError, changed
from geodata.editing.sheet import Sheet, key_column
from geodata.model import schema, settling
from geodata.model.dataset import Dataset, load, text_names
from geodata.model.schema import DataError, Problem, Resource
from geodata.model.tables import fingerprint, named

_Cell = tuple[str, str, str]  # table, ID and column


@dataclass(frozen=True)
class Trial:
    """What is wrong with the data after a change, in all places, and the data if nothing is."""

    problems: list[Problem]
    dataset: Dataset | None = None
    touched: Mapping[_Cell, list[str]] = field(default_factory=dict)

    def of(self, table: str, key: str, field: str) -> list[str]:
        """What is wrong with one field of a row that the change touches; a blank for the row as such."""
        return self.touched.get((table, key, field), [])


def trial(folder: Path, change: Change) -> Trial:
    """Check the whole package with a change, as at a start, without touching the folder."""
    try:
        return _tried(folder, change)
    except UnfitError as error:
        rows = [(row.table, row.key) for row in error.changes]
        return Trial(error.problems, touched=_touched(zip(rows, error.problems, strict=True)))
    except DataError as error:
        return Trial(error.problems)


def _tried(folder: Path, change: Change) -> Trial:
    with tempfile.TemporaryDirectory(prefix="crossings-trial-") as copy:
        for _ in range(_TRIES):
            before = fingerprint(folder)
            new = changed(folder, change)
            _copy(folder, Path(copy))
            if fingerprint(folder) == before:  # else someone saved meanwhile
                break
        for file, content in new.items():
            (Path(copy) / file).write_bytes(content)
        return _checked(Path(copy), change, new)


_TRIES = 5


def _copy(folder: Path, copy: Path) -> None:
    """Copy what a package is read from, as the last whole save left it; no link to elsewhere."""
    home = folder.resolve()
    for name in [*named(folder), *text_names(folder)]:
        inside = (folder / name).resolve().is_relative_to(home)
        if inside and settling.is_file(folder, name):
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            (copy / name).write_bytes(settling.read_bytes(folder, name))


def _checked(copy: Path, change: Change, new: Mapping[str, bytes]) -> Trial:
    try:
        return Trial([], load(copy))
    except DataError as error:
        resources = schema.descriptor(copy)["resources"]
        rows = _rows(change, new, resources)
        named = [(rows.get((p.resource, p.row)), p) for p in error.problems]
        found = [(row, problem) for row, problem in named if row]
        return Trial(error.problems, touched=_touched(found))


def _rows(
    change: Change, new: Mapping[str, bytes], resources: Sequence[Resource]
) -> dict[tuple[str, int | None], tuple[str, str]]:
    """The table and the ID of each row that a change touches, by its file and its number there."""
    touched = {(row.table, row.key) for row in change.rows}
    found: dict[tuple[str, int | None], tuple[str, str]] = {}
    for resource in resources:
        if resource["path"] in new and key_column(resource):
            sheet = Sheet.of(new[resource["path"]], resource)
            for number, key in enumerate(sheet.keys, 1):
                if (sheet.table, key) in touched:
                    found[sheet.file, number] = (sheet.table, key)
    return found


def _touched(found: Iterable[tuple[tuple[str, str], Problem]]) -> Mapping[_Cell, list[str]]:
    """What is wrong, by table, ID and column; a problem of several columns stands at each."""
    said: dict[_Cell, list[str]] = defaultdict(list)
    for (table, key), problem in found:
        for column in problem.field.split(", "):
            said[table, key, column].append(problem.message)
    return dict(said)
