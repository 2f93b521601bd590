"""A save taken back: the change that puts its rows as they were, where nobody changed them since."""

from collections.abc import Iterator
from pathlib import Path

from geodata.editing import history
from geodata.editing.change import Change, RowChange
from geodata.editing.files import UnfitError, read_sheets
from geodata.editing.history import Trace
from geodata.editing.rows import parsed
from geodata.editing.sheet import Misfit, Sheet
from geodata.model import schema
from geodata.model.complaint import complaint
from geodata.model.schema import Problem
from geodata.model.unseen import shown


def undoing(folder: Path, saved_id: str, reason: str, editor: str = "") -> Change:
    """The change that takes a save back; raises DataError where its cells were changed since."""
    record = history.record(folder, saved_id)
    rows = tuple(_back(trace) for trace in reversed(record.traces))
    change = Change(rows, reason, editor, undoes=saved_id)
    sheets = read_sheets(folder, change, schema.descriptor(folder))
    pairs = zip(reversed(record.traces), rows, strict=True)
    if found := [
        each for trace, row in pairs for each in _conflicts(sheets[row.table], trace, row)
    ]:
        raise UnfitError(found)
    return change


def _back(trace: Trace) -> RowChange:
    before, after = cells(trace, trace.before), cells(trace, trace.after)
    if before is None:
        return RowChange(trace.table, trace.key, None)
    if after is None:
        filled = {column: text for column, text in before.items() if text}
        return RowChange(trace.table, trace.key, filled)
    differing = {column: text for column, text in before.items() if after[column] != text}
    return RowChange(trace.table, trace.key, differing)


def cells(trace: Trace, raw: str | None) -> dict[str, str] | None:
    """The cells of a row as it was written, by column; None where there was none."""
    if raw is None:
        return None
    return dict(zip(trace.columns, parsed(raw.encode())[0].values, strict=False))


def _conflicts(sheet: Sheet, trace: Trace, row: RowChange) -> Iterator[Misfit]:
    """Each cell that is not as the save left it."""
    now, after = sheet.cells(trace.key), cells(trace, trace.after)
    at = sheet.at(trace.key)
    number = None if at is None else at + 1
    if now is None or after is None:
        if now != after:
            yield (
                row,
                Problem(sheet.file, number, sheet.key, _come_or_gone(trace.key, there=bool(now))),
            )
        return
    for column in row.values or sheet.columns:
        if now.get(column, "") != after.get(column, ""):
            message = complaint(
                "was changed since: it is %(now)s, not %(left)s",
                now=shown(now.get(column, "")), left=shown(after.get(column, "")),
            )  # fmt: skip
            yield row, Problem(sheet.file, number, column, message)


def _come_or_gone(key: str, *, there: bool) -> str:
    if there:
        return complaint("%(row)s is there again", row=shown(key))
    return complaint("%(row)s is not there any more", row=shown(key))
