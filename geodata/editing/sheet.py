"""One table's file as rows, and what the changes of a table make of it."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from geodata.editing.change import RowChange
from geodata.editing.history import Place, Trace
from geodata.editing.rows import BOM, Quoting, Row, altered, parsed, value, written
from geodata.model import tables
from geodata.model.cells import BLANK
from geodata.model.complaint import complaint
from geodata.model.description import IDS, names
from geodata.model.schema import Problem, Resource
from geodata.model.unseen import shown

Misfit = tuple[RowChange, Problem]
Former = Mapping[tuple[str, str], Trace]  # by table and ID, how a row stood before

# A new row of a table goes after the last one that has the same of one of these, the first given.
_BESIDE = {"excerpts": ("crossing_id", "figure_id"), "disputes": ("dispute_id",)}


def key_column(resource: Resource) -> str:
    """The column by which a row of a table is found, a blank if there is none."""
    primary = names(resource["schema"].get("primaryKey", []))
    return IDS.get(resource["name"]) or (primary[0] if len(primary) == 1 else "")


@dataclass
class Sheet:
    """The rows of a file in order, the header first, and the ID of each."""

    table: str
    file: str
    columns: list[str]
    key: str
    bom: bytes
    rows: list[Row]
    keys: list[str]

    @classmethod
    def read(cls, folder: Path, resource: Resource) -> "Sheet":
        """The file of a table; raises DataError if it cannot be read as one."""
        content = tables.content_of(folder, str(resource["path"]))
        tables.table_of(content, resource)
        return cls.of(content, resource)

    @classmethod
    def of(cls, content: bytes, resource: Resource) -> "Sheet":
        """A file of a table that is known to be sound."""
        rows, key = parsed(content), key_column(resource)
        columns = rows[0].values
        place = columns.index(key) if key in columns else len(columns)
        keys = [value(row.cells[place]) if place < len(row.cells) else "" for row in rows]
        keys[0] = ""  # the header is no row, whatever it is called
        bom = BOM if content.startswith(BOM) else b""
        return cls(resource["name"], str(resource["path"]), columns, key, bom, rows, keys)

    @property
    def content(self) -> bytes:
        """The file."""
        return self.bom + written(self.rows)

    def at(self, key: str) -> int | None:
        """Where the row of an ID stands, from 0 for the header; None if it is not there."""
        return self.keys.index(key) if key and key in self.keys else None

    def cells(self, key: str) -> dict[str, str] | None:
        """The cells of a row by column, None if it is not there."""
        at = self.at(key)
        return None if at is None else dict(zip(self.columns, self.rows[at].values, strict=False))

    def misfits(self, changes: Sequence[RowChange]) -> Iterator[Misfit]:
        """Why changes of rows do not fit the rows that are there."""
        for change in changes:
            at = self.at(change.key)
            row = None if at is None else at + 1
            for column, message in self._faults(change, row):
                yield change, Problem(self.file, row, column, message)

    def _faults(self, change: RowChange, row: int | None) -> Iterator[tuple[str, str]]:
        given, named = {} if change.values is None else change.values, shown(change.key)
        if not change.key:
            yield self.key, BLANK
        elif self.keys.count(change.key) > 1:
            yield (
                self.key,
                complaint("%(row)s stands in two rows: none of them is changed", row=named),
            )
        elif self.key not in given and row is None:
            yield (
                self.key,
                complaint("%(row)s is not there: it may have been taken out since", row=named),
            )
        elif given.get(self.key, change.key) != change.key:
            yield (
                self.key,
                complaint("%(row)s is an address that others may have cited: it stays", row=named),
            )
        elif self.key in given and row is not None:
            yield self.key, complaint("%(row)s is there already", row=named)
        for column, text in given.items():
            if column not in self.columns:
                yield (
                    column,
                    complaint(
                        "%(file)s has no column %(column)s", file=self.file, column=shown(column)
                    ),
                )
            elif not _is_text(text):
                yield (
                    column,
                    complaint("%(found)s is no text that a file can hold", found=shown(text)),
                )

    def apply(self, changes: Sequence[RowChange], former: Former) -> None:
        """Change rows that are known to fit; rows that were there before come back as they stood."""
        for change in changes:
            if change.values is not None and self.key not in change.values:
                self._alter(change, former.get((self.table, change.key)))
        for change in changes:
            if change.values is None:
                self._take_out(change.key)
        new = [each for each in changes if each.values is not None and self.key in each.values]
        for change in sorted(new, key=lambda each: _number(former.get((self.table, each.key)))):
            self._put_in(change, former.get((self.table, change.key)))

    def _alter(self, change: RowChange, before: Trace | None) -> None:
        at, values = self.keys.index(change.key), change.values or {}
        own = self.rows[at]
        places = {self.columns.index(column): text for column, text in values.items()}
        row = altered(own, places)
        cells = list(row.cells)
        for column, cell in _cells(before).items():
            place = self.columns.index(column) if column in self.columns else -1
            if (
                place in places
                and value(cell) == places[place]
                and row.cells[place] != own.cells[place]
            ):
                cells[place] = cell
        self.rows[at] = replace(row, cells=tuple(cells))

    def _take_out(self, key: str) -> None:
        at = self.keys.index(key)
        if not self.rows[at].end:  # the last of a file that ends without a line end
            self.rows[at - 1] = replace(self.rows[at - 1], end=b"")
        del self.rows[at], self.keys[at]

    def _put_in(self, change: RowChange, before: Trace | None) -> None:
        values = change.values or {}
        at = self._place(change.key, values, before)
        lead, end = self._ends(at, before)
        texts = [values.get(column, "") for column in self.columns]
        row = Quoting(self.rows[1:]).row(texts, end)
        if before and before.before is not None and list(before.columns) == self.columns:
            old = parsed(before.before.encode())[0]
            row = replace(old, end=end) if old.values == texts else row
        self.rows[at - 1] = replace(self.rows[at - 1], end=lead)
        self.rows.insert(at, row)
        self.keys.insert(at, change.key)

    def _ends(self, at: int, before: Trace | None) -> tuple[bytes, bytes]:
        """The line ends before and after a row that is put in."""
        own, place = self.rows[at - 1].end, before.place if before else None
        usual = self.rows[0].end or b"\n"
        if own:
            return own, (place.end.encode() if place and place.end else own)
        return (place.lead.encode() if place and place.lead else usual), b""

    def _place(self, key: str, values: Mapping[str, str], before: Trace | None) -> int:
        """Where a new row goes: where it stood, beside its like, in the order of IDs, or at the end."""
        if before and before.place:
            if before.place.number == 1:
                return 1
            if (at := self.at(before.place.previous)) is not None:
                return at + 1
            if (at := self.at(before.place.following)) is not None:
                return at
        for column in _BESIDE.get(self.table, ()):
            if values.get(column) and (at := self._last(column, values[column])):
                return at + 1
        filled = [at for at, row in enumerate(self.rows) if at and not row.is_blank]
        keys = [self.keys[at] for at in filled]
        if len(keys) > 1 and keys == sorted(keys) and key < keys[-1]:
            return filled[bisect_right(keys, key)]
        return max(filled, default=0) + 1

    def _last(self, column: str, text: str) -> int:
        place = self.columns.index(column) if column in self.columns else len(self.columns)
        alike = [
            at
            for at, row in enumerate(self.rows)
            if at and place < len(row.cells) and value(row.cells[place]) == text
        ]
        return max(alike, default=0)

    def place(self, key: str) -> Place | None:
        """Where a row stands, None if it is not there."""
        at = self.at(key)
        if at is None:
            return None
        following = self.keys[at + 1] if at + 1 < len(self.keys) else ""
        ends = (self.rows[at - 1].end.decode(), self.rows[at].end.decode())
        return Place(at, self.keys[at - 1], following, *ends)

    def raw(self, key: str) -> str | None:
        """A row as it is written, None if it is not there."""
        at = self.at(key)
        return None if at is None else self.rows[at].raw.decode()


def _is_text(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _number(before: Trace | None) -> int:
    return before.place.number if before and before.place else 0


def _cells(before: Trace | None) -> dict[str, bytes]:
    """The cells of a row as it stood, by column."""
    if before is None or before.before is None:
        return {}
    row = parsed(before.before.encode())[0]
    return dict(zip(before.columns, row.cells, strict=False))
