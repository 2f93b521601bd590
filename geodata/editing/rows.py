"""The rows of a CSV file with the very bytes of each, so that what does not change is not touched."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

BOM = b"\xef\xbb\xbf"

# A cell in quotation marks, or all up to the next comma or line end: as a strict reader takes it.
_CELL = re.compile(rb'"[^"]*+(?:""[^"]*+)*+"|[^,\r\n]*+')
_END = re.compile(rb"\r\n|\r|\n|\Z")
_MUST = re.compile(r'[,"\r\n]')


@dataclass(frozen=True)
class Row:
    """The cells of one row as they are written, and the line end after it."""

    cells: tuple[bytes, ...]
    end: bytes

    @property
    def raw(self) -> bytes:
        """The row as it stands in the file, without its line end."""
        return b",".join(self.cells)

    @property
    def values(self) -> list[str]:
        """The cells as text."""
        return [value(cell) for cell in self.cells]

    @property
    def is_blank(self) -> bool:
        """Whether no cell holds anything."""
        return not any(text.strip() for text in self.values)


def parsed(content: bytes) -> list[Row]:
    """The rows of a sound file, the header first, a byte order mark aside."""
    content = content.removeprefix(BOM)
    rows, at = [], 0
    while at < len(content):
        cells, at = _cells(content, at)
        end = _END.match(content, at)
        if end is None:
            raise ValueError("a quotation mark is closed within a cell")
        rows.append(Row(tuple(cells), end.group()))
        at = end.end()
    return rows


def _cells(content: bytes, at: int) -> tuple[list[bytes], int]:
    cells = []
    while found := _CELL.match(content, at):
        cells.append(found.group())
        at = found.end()
        if content[at : at + 1] != b",":
            break
        at += 1
    return cells, at


def written(rows: Iterable[Row]) -> bytes:
    """Rows as the content of a file."""
    return b"".join(part for row in rows for part in (row.raw, row.end))


def value(cell: bytes) -> str:
    """What a cell says."""
    quoted = cell.startswith(b'"')
    return (cell[1:-1].replace(b'""', b'"') if quoted else cell).decode()


def cell_of(text: str, *, quoted: bool = False) -> bytes:
    """A text as a cell, in quotation marks if it must be or if it is asked for."""
    if quoted or _MUST.search(text):
        text = '"' + text.replace('"', '""') + '"'
    return text.encode()


def altered(row: Row, cells: Mapping[int, str]) -> Row:
    """A row with other texts in some cells, each in quotation marks where the one before was."""
    new = list(row.cells)
    for place, text in cells.items():
        if value(new[place]) != text:
            new[place] = cell_of(text, quoted=new[place].startswith(b'"'))
    return replace(row, cells=tuple(new))


class Quoting:
    """Which columns a file puts in quotation marks without need, as a new row then does."""

    def __init__(self, rows: Sequence[Row]) -> None:
        """Look at the rows of a file below its header."""
        self._full = _columns_quoted(rows, blank=False)
        self._blank = _columns_quoted(rows, blank=True)

    def row(self, texts: Sequence[str], end: bytes) -> Row:
        """Texts as a row of the file."""
        cells = (
            cell_of(text, quoted=place in (self._full if text else self._blank))
            for place, text in enumerate(texts)
        )
        return Row(tuple(cells), end)


def _columns_quoted(rows: Sequence[Row], *, blank: bool) -> set[int]:
    found: set[int] = set()
    for place in range(max((len(row.cells) for row in rows), default=0)):
        cells = list(_column(rows, place))
        told = [cell for cell in cells if (cell in {b"", b'""'}) == blank] or cells
        needless = any(cell.startswith(b'"') and not _MUST.search(value(cell)) for cell in told)
        if needless and all(cell.startswith(b'"') for cell in told):
            found.add(place)
    return found


def _column(rows: Sequence[Row], place: int) -> Iterator[bytes]:
    return (row.cells[place] for row in rows if place < len(row.cells) and not row.is_blank)
