"""A change saved: all of its files or none, and never over what someone else changed."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from geodata.editing import disk, files
from geodata.editing import history as kept
from geodata.editing import seen as states
from geodata.editing.change import Change
from geodata.editing.files import FileDifference
from geodata.editing.history import Record, Saved, history
from geodata.editing.sheet import Sheet
from geodata.editing.trial import trial
from geodata.editing.undoing import undoing
from geodata.model import schema, settling, tables
from geodata.model.cells import BLANK
from geodata.model.complaint import complaint
from geodata.model.schema import DataError, Problem

__all__ = ["Outdated", "Saved", "history", "remember", "save", "undo", "undoing"]

remember = states.remember

PATIENCE = 10.0  # seconds to wait for others who save


class Outdated(Exception):  # noqa: N818 (no fault of anybody: someone else was faster)
    """The files are not those that the editor looked at.

    `differences` say what others changed meanwhile; None where it is not known what the editor saw.
    `clean` says whether the change still fits, and its rows are as the editor saw them: then it may be
    saved upon `now`, the digest of the files that are there.
    """

    def __init__(self, differences: list[FileDifference] | None, now: str, *, clean: bool) -> None:
        self.differences, self.now, self.clean = differences, now, clean
        super().__init__("the data were changed by others meanwhile")


def save(folder: Path, change: Change, seen: str, *, wait: float = PATIENCE) -> Saved:
    """Write a change to the files that an editor looked at, `seen` being their digest.

    Raises Outdated if they are others now, DataError if the data would not keep all rules, and OSError
    if anything cannot be written or someone else saves for long; in all these cases nothing is.
    """
    settling.settle(folder)
    _be_current(folder, change, seen)
    try:
        _be_sound(folder, change)
    except DataError:
        _be_current(folder, change, seen)  # what others saved meanwhile may be the reason
        raise
    disk.desk(folder, "history")
    with settling.locked(folder, wait):
        settling.settled(folder)
        _be_current(folder, change, seen)
        states.remember(folder)
        saved = _write(folder, change)
        states.remember(folder)
        return saved


def undo(
    folder: Path, saved_id: str, reason: str, editor: str, seen: str, *, wait: float = PATIENCE
) -> Saved:
    """Put the rows of a save back as they were, as a new save; raises as `save` does.

    It is a DataError too if the same cells were changed since.
    """
    settling.settle(folder)
    return save(folder, undoing(folder, saved_id, reason, editor), seen, wait=wait)


def _be_sound(folder: Path, change: Change) -> None:
    if not change.reason.strip():
        raise DataError([Problem("CHANGELOG.md", None, "reason", BLANK)])
    if problems := trial(folder, change).problems:
        raise DataError(problems)
    if not [each for each in files.differences(folder, change) if each.file.endswith(".csv")]:
        raise DataError([Problem("CHANGELOG.md", None, "", complaint("nothing would change"))])


def _be_current(folder: Path, change: Change, seen: str) -> None:
    """Raise Outdated if the files are not those that someone looked at."""
    now = tables.digest(folder)
    if now == seen:
        return
    old = states.recalled(folder, seen)
    if old is None:
        raise Outdated(None, now, clean=False)
    there = files.contents(folder, list(dict.fromkeys([*tables.named(folder), *old])))
    clean = _still_fits(folder, change, old)
    raise Outdated(files.between(old, there), now, clean=clean)


def _still_fits(folder: Path, change: Change, old: Mapping[str, bytes]) -> bool:
    """Whether a change fits the files, and its rows are as they were in older ones."""
    package = schema.descriptor(folder)
    resources = {each["name"]: each for each in package["resources"]}
    try:
        files.changed(folder, change)
        now = files.read_sheets(folder, change, package)
        before = {name: Sheet.of(old[now[name].file], resources[name]) for name in now}
    except (DataError, KeyError, ValueError):
        return False
    return all(
        before[row.table].cells(row.key) == now[row.table].cells(row.key) for row in change.rows
    )


def _write(folder: Path, change: Change) -> Saved:
    new, traces = files.made(folder, change)
    name, when = kept.next_id(folder), datetime.now(UTC).isoformat(timespec="seconds")
    record = kept.content(Record(name, when, change, traces))
    old = files.contents(folder, new)
    differing = {file: content for file, content in new.items() if old[file] != content}
    disk.write_all(folder, {**differing, f"{kept.FOLDER}/{name}.json": record})
    return Saved(name, when, change.editor, change.reason, change)
