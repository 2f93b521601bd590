"""Each save, kept: what every row was before and after, so that it can be told and taken back."""

import json
import logging
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from geodata.editing.change import Change, RowChange
from geodata.model import settling

LOGGER = logging.getLogger(__name__)

FOLDER = f"{settling.DESK}/history"


@dataclass(frozen=True)
class Place:
    """Where a row stood: the IDs beside it, blank at either end, and the line ends around it."""

    number: int
    previous: str
    following: str
    lead: str
    end: str


@dataclass(frozen=True)
class Trace:
    """One row as it stood in its file before and after a save, None where it was not there."""

    table: str
    key: str
    columns: tuple[str, ...]
    before: str | None
    after: str | None
    place: Place | None


@dataclass(frozen=True)
class Record:
    """One save as it is kept."""

    id: str
    when: str
    change: Change
    traces: tuple[Trace, ...]


@dataclass(frozen=True)
class Saved:
    """One save: when and by whom, why, what changed, and the ID of the save that took it back."""

    id: str
    when: str
    editor: str
    reason: str
    change: Change
    undone: str = ""


def history(folder: Path) -> list[Saved]:
    """The saves of a folder, the newest first."""
    undone: dict[str, str] = {}
    found = []
    for record in _records(folder):
        taken_back, undoes = undone.get(record.id, ""), record.change.undoes
        if undoes and not taken_back:
            undone[undoes] = record.id
        change = record.change
        found.append(
            Saved(record.id, record.when, change.editor, change.reason, change, taken_back)
        )
    return found


def _records(folder: Path) -> Iterator[Record]:
    for name in sorted(ids(folder), reverse=True):
        try:
            yield record(folder, name)
        except (OSError, ValueError, TypeError, KeyError) as error:
            LOGGER.warning("The save %s in %s cannot be read: %s", name, folder, error)


def ids(folder: Path) -> set[str]:
    """The IDs of all saves that are kept, readable or not."""
    beside = settling.pairs(folder, settling.JOURNAL)
    paths = [*(folder / FOLDER).glob("[0-9]*.json"), *(Path(file) for file in beside)]
    return {path.stem for path in paths if path.parent.name == "history"}


def next_id(folder: Path) -> str:
    """The ID of the next save: they are counted, as a clock may go back."""
    return f"{max(map(int, ids(folder)), default=0) + 1:06d}"


def record(folder: Path, name: str) -> Record:
    """A save that is kept; raises OSError or ValueError if it cannot be read."""
    if not name.isdecimal():
        raise FileNotFoundError(f"no save has the ID {name!r}")
    held = json.loads(settling.read_bytes(folder, f"{FOLDER}/{name}.json"))
    change = held.pop("change")
    rows = tuple(RowChange(**row) for row in change.pop("rows"))
    traces = [_trace(trace) for trace in held.pop("traces")]
    return Record(change=Change(rows, **change), traces=tuple(traces), **held)


def _trace(held: dict[str, Any]) -> Trace:
    place = Place(**held.pop("place")) if held["place"] else held.pop("place")
    return Trace(place=place, columns=tuple(held.pop("columns")), **held)


def content(kept: Record) -> bytes:
    """A save as the file that keeps it."""
    held = {field.name: getattr(kept, field.name) for field in fields(kept)}
    change = kept.change
    rows = [
        {**vars(row), "values": None if row.values is None else dict(row.values)}
        for row in change.rows
    ]
    held["change"] = {**vars(change), "rows": rows}
    held["traces"] = [asdict(trace) for trace in kept.traces]
    return json.dumps(held, ensure_ascii=False, indent=1).encode()
