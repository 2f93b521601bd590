"""What a change would make of the data, tried without touching them, once for each change and each state."""

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from geodata.model.dataset import Dataset
from geodata.model.schema import DataError
from geodata.model.tables import digest
from geodata.web import server

if TYPE_CHECKING:
    from geodata.editing.change import Change
    from geodata.editing.files import FileDifference
    from geodata.editing.trial import Trial

Rows = tuple[tuple[str, str, tuple[tuple[str, str], ...] | None], ...]


def folder() -> Path:
    """Where the data are that the desk changes."""
    return server.LIVE.folder


def state() -> str:
    """The digest of the data as they stand in their files now."""
    return digest(folder())


def looked_at() -> str:
    """The same, when an editor begins with something: what others change from then on can be shown."""
    from geodata.editing import saving

    return saving.remember(folder())


def tried(change: "Change", seen: str) -> "Trial":
    """The whole package with a change, checked as at a start."""
    return _tried(folder(), _frozen(change), seen)


def differences(change: "Change", seen: str) -> "list[FileDifference]":
    """What a change would make of each file, line by line; nothing where it does not fit."""
    return _differences(folder(), _frozen(change), change.reason, seen)


def _frozen(change: "Change") -> Rows:
    return tuple(
        (row.table, row.key, None if row.values is None else tuple(row.values.items()))
        for row in change.rows
    )


def _thawed(rows: Rows, reason: str) -> "Change":
    from geodata.editing.change import Change, RowChange

    changes = (
        RowChange(table, key, None if cells is None else dict(cells)) for table, key, cells in rows
    )
    return Change(tuple(changes), reason)


# The state is part of what is asked: other files, another answer.
@lru_cache(maxsize=4)
def _tried(folder: Path, rows: Rows, seen: str) -> "Trial":
    from geodata.editing import trial

    return trial.trial(folder, _thawed(rows, ""))


@lru_cache(maxsize=4)
def _differences(folder: Path, rows: Rows, reason: str, seen: str) -> "list[FileDifference]":
    from geodata.editing import files

    try:
        return files.differences(folder, _thawed(rows, reason))
    except DataError:
        return []


def current_data() -> Dataset:
    """The data that readers see now, as they were written: for callbacks."""
    dataset = server.last()
    assert dataset is not None, "the desk is drawn from data"
    return dataset.as_written
