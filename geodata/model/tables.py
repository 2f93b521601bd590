"""The files of a data package, each read once: bytes, text, rows, and the cells under each column.

Only files that the description names are read, hashed and watched; whatever else lies in the folder
is no part of the package. Row 2 is the first row below the header, as a spreadsheet counts them.
"""

import contextlib
import csv
import difflib
import hashlib
import io
import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import islice
from operator import itemgetter
from pathlib import Path
from typing import Any

from geodata.model import settling
from geodata.model.complaint import complaint, listed
from geodata.model.schema import (
    DESCRIPTION,
    FOLDER,
    DataError,
    Problem,
    Resource,
    field_names,
    file_names,
    flood,
    ground_files,
    is_name,
)
from geodata.model.unseen import shown

csv.field_size_limit(sys.maxsize)  # a long summary is no fault; the default ends at 131,072

Fingerprint = tuple[tuple[str, int, int], ...]

_SEPARATORS = {
    ";": complaint("the columns are separated by semicolons, not by commas"),
    "\t": complaint("the columns are separated by tabs, not by commas"),
    "|": complaint("the columns are separated by vertical bars, not by commas"),
}
_SPREADSHEET = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_MERGE_MARK = re.compile(r"^(<{7})(?: .*)?\r?$", re.MULTILINE)


@dataclass(frozen=True)
class Table:
    """The cells of one file as text: for each column of the description those of all sound rows.

    `rows` are their numbers in the file. `stray` are cells of rows that have too few or too many.
    """

    file: str
    columns: dict[str, list[str]]
    rows: Sequence[int]
    stray: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Files:
    """The tables of a folder that could be read, why others could not, and a hash of all bytes.

    `ground` is the content of the files of the base map or of the border line.
    """

    digest: str
    tables: dict[str, Table]
    problems: list[Problem]
    ground: dict[str, bytes] = field(default_factory=dict)


def read(folder: Path, package: dict[str, Any]) -> Files:
    """Every file that a description names, each read once."""
    total, tables = hashlib.sha256(), {}
    problems: dict[str, list[Problem]] = {}
    by_file = {str(resource["path"]): resource for resource in package["resources"]}
    for file, resource in sorted(by_file.items()):
        try:
            content = content_of(folder, file)
            total.update(file.encode() + b"\0" + content)
            tables[resource["name"]], problems[file] = table_of(content, resource)
        except DataError as error:
            problems[file] = error.problems
    ground, beside = _ground(folder, package)
    for file in ground_files(package):
        total.update(file.encode() + b"\0" + ground.get(file, b""))
    total.update(
        DESCRIPTION.encode() + b"\0" + _bytes(folder, DESCRIPTION, settling.journal(folder))
    )
    listed = [problem for file in by_file for problem in problems[file]]
    return Files(total.hexdigest(), tables, [*listed, *beside], ground)


def _ground(folder: Path, package: dict[str, Any]) -> tuple[dict[str, bytes], list[Problem]]:
    """The files of the base map or of the line that are there, and why others cannot be read."""
    found, problems = {}, []
    for file in ground_files(package):
        if (folder / file).exists():
            try:
                found[file] = content_of(folder, file)
            except DataError as error:
                problems += error.problems
    return found, problems


def digest(folder: Path = FOLDER, also: Sequence[str] = ()) -> str:
    """A hash of the description and the tables it names: the same bytes give the same hash."""
    total, journal = hashlib.sha256(), settling.journal(folder)
    for name in (*named(folder), *also):
        total.update(name.encode() + b"\0" + _bytes(folder, name, journal))
    return total.hexdigest()


def fingerprint(folder: Path, also: Sequence[str] = ()) -> Fingerprint:
    """Size and time of the description and the tables it names; it differs once any was written."""
    found, journal = [], settling.journal(folder)
    for name in (*named(folder), *also):
        try:
            stat = settling.first(folder, name, journal, Path.stat)
        except OSError:
            continue
        found.append((name, stat.st_size, stat.st_mtime_ns))
    return tuple(found)


def named(folder: Path) -> list[str]:
    """What a description names, in order: the tables, the files of the ground, and the description."""
    try:
        package = json.loads(
            _bytes(folder, DESCRIPTION, settling.journal(folder)).decode("utf-8-sig")
        )
    except ValueError:
        return [DESCRIPTION]
    return [
        *sorted(filter(is_plain, file_names(package))),
        *ground_files(package),
        DESCRIPTION,
    ]


def is_plain(path: object) -> bool:
    """Whether a path is the name of a CSV file in the folder itself, which may be read."""
    return is_name(path, ".csv")


def _bytes(folder: Path, file: str, journal: settling.Pairs) -> bytes:
    try:
        return settling.first(folder, file, journal, _read_file)
    except OSError:
        return b""


def _read_file(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def content_of(folder: Path, file: str) -> bytes:
    """What a file of a package holds; raises DataError if it is none that may be read."""
    path = folder / file
    if path.is_dir():
        raise _refused(file, complaint("is a folder, not a file"))
    if not settling.is_file(folder, file) and not path.exists():
        raise _refused(file, _missing(folder, file))
    if not path.resolve().is_relative_to(folder.resolve()):
        raise _refused(file, complaint("is a link out of the folder"))
    if not settling.is_file(folder, file):
        raise _refused(file, complaint("is not a file"))
    try:
        return settling.read_bytes(folder, file)
    except OSError as error:
        raise _refused(file, complaint("cannot be read: %(why)s", why=error.strerror)) from error


def _missing(folder: Path, file: str) -> str:
    names = [path.name for path in folder.iterdir()] if folder.is_dir() else []
    alike = next((name for name in names if name.casefold() == file.casefold()), None)
    return complaint("is missing; %(file)s has other capitals", file=alike) if alike else _MISSING


_MISSING = complaint("is missing")


def _refused(file: str, message: str, row: int | None = None) -> DataError:
    return DataError([Problem(file, row, "", message)])


def table_of(content: bytes, resource: Resource) -> tuple[Table, list[Problem]]:
    """The cells of a file under the columns of its description; raises DataError if it has none."""
    file = str(resource["path"])
    text = _text(content, file)
    names = field_names(resource)
    try:
        reader = _reader(text)
        header = _checked_header(next(reader, []), names, file)
        rows = _Rows(file, len(header))
        while some := list(islice(reader, _AT_ONCE)):
            rows.add(some)
    except csv.Error as error:
        raise _unquoted(text, file, error) from error
    columns = dict(zip(header, rows.columns, strict=True))
    table = Table(
        file, {name: columns[name] for name in names}, rows.numbers, frozenset(rows.stray)
    )
    return table, rows.problems()


_AT_ONCE = 10_000  # rows: they take more memory than their cells, and are let go early


def _text(content: bytes, file: str) -> str:
    if content.startswith(_SPREADSHEET):
        raise _refused(
            file, complaint("is a spreadsheet under another name: save it as CSV in UTF-8")
        )
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or content[:1000].count(0) > 300:
        raise _refused(file, complaint("is not UTF-8 but UTF-16: save it as CSV in UTF-8"))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _undecodable(content, error.start, file) from error
    if not text.strip():
        raise _refused(file, complaint("is empty"))
    if text[:4].lower() == "sep=":
        line = shown(text[:5])
        said = complaint("%(line)s is read by spreadsheets alone: take the line out", line=line)
        raise _refused(file, said, 1)
    if "<<<<<<<" in text and (mark := _MERGE_MARK.search(text)):
        said = complaint("%(mark)s is the mark of an unfinished merge", mark=shown(mark.group(1)))
        raise _refused(file, said, _row_at(text[: mark.start()]))
    return text


def _undecodable(content: bytes, at: int, file: str) -> DataError:
    row = _row_at(content[:at].decode("utf-8", "replace"))
    byte, guessed = f"0x{content[at]:02x}", content[at : at + 1].decode("cp1252", "replace")
    if guessed == "\ufffd":
        return _refused(file, complaint("byte %(byte)s is not UTF-8", byte=byte), row)
    message = complaint(
        "byte %(byte)s is not UTF-8; saved as Windows-1252, it would be %(sign)s",
        byte=byte, sign=shown(guessed),
    )  # fmt: skip
    return _refused(file, message, row)


def _row_at(before: str) -> int:
    """The row in which a text goes on after what stands before."""
    return sum(1 for _ in csv.reader(io.StringIO(f"{before}x", newline="")))


def _reader(text: str) -> Iterator[list[str]]:
    """The cells of each row; a row is several lines long where one of its cells is."""
    return csv.reader(io.StringIO(text, newline=""), strict=True)


def _unquoted(text: str, file: str, error: csv.Error) -> DataError:
    row = 1
    with contextlib.suppress(csv.Error):
        for _ in _reader(text):
            row += 1
    return _refused(file, _NEVER_CLOSED if "end of data" in str(error) else _CLOSED_WITHIN, row)


_NEVER_CLOSED = complaint("a quotation mark opened in this row is never closed")
_CLOSED_WITHIN = complaint(
    "a quotation mark opened in this row is closed within a cell: write it twice, or close the one "
    "before it"
)


def _checked_header(header: list[str], names: list[str], file: str) -> list[str]:
    if header == names:
        return header
    if message := _other_header(header, names):
        raise _refused(file, message, 1)
    return header


def _other_header(header: list[str], names: list[str]) -> str:
    """What a header has that it should not have, in one line; a blank if only the order differs."""
    for separator, message in _SEPARATORS.items():
        if len(header) == 1 and set(header[0].split(separator)) & set(names) and names[1:]:
            return message
    stripped = [name.strip() for name in header]
    if not set(stripped) & set(names):
        meant = [name.lower() for name in stripped]
        if set(meant) & set(names):
            return complaint(
                "the names of the columns are in other capitals than those of the description"
            )
        return complaint(
            "the header is missing: it names the columns %(names)s", names=_listed(names)
        )
    spaced = [name.strip() for name in header if name != name.strip() and name.strip() in names]
    doubled = sorted({name for name in stripped if stripped.count(name) > 1})
    faults = [
        _said(
            spaced,
            complaint("%(name)s is surrounded by spaces", name=_listed(spaced)),
            complaint("%(names)s are surrounded by spaces", names=_listed(spaced)),
        ),
        _said(
            doubled,
            complaint("%(name)s stands there twice", name=_listed(doubled)),
            complaint("%(names)s stand there twice", names=_listed(doubled)),
        ),
        *_gone_and_new(stripped, names),
    ]
    return reduce(_with_another, filter(None, faults), "")


def _with_another(fault: str, another: str) -> str:
    return complaint("%(fault)s; %(another)s", fault=fault, another=another) if fault else another


def _gone_and_new(header: list[str], names: list[str]) -> Iterator[str]:
    missing = [name for name in names if name not in header]
    extra = [name for name in header if name not in names]
    for name in list(missing):
        if renamed := _renamed(name, missing, extra):
            missing.remove(name)
            extra.remove(renamed)
            found = _listed([renamed])
            yield complaint("%(found)s should be named %(name)s", found=found, name=name)
    yield _said(
        missing,
        complaint("%(name)s is missing", name=_listed(missing)),
        complaint("%(names)s are missing", names=_listed(missing)),
    )
    yield _said(
        extra,
        complaint("%(name)s is not in the description", name=_listed(extra)),
        complaint("%(names)s are not in the description", names=_listed(extra)),
    )


def _renamed(name: str, missing: list[str], extra: list[str]) -> str:
    """The column that stands for a missing one, a blank if none does."""
    if len(missing) == len(extra) == 1:
        return extra[0]
    return next(iter(difflib.get_close_matches(name, extra, 1, 0.7)), "")


def _said(found: list[str], one: str, many: str) -> str:
    return (many if found[1:] else one) if found else ""


def _listed(names: Sequence[str], most: int = 8) -> str:
    named = (shown(name)[1:-1] or complaint("a column without a name") for name in names[:most])
    some = listed(named)
    if not names[most:]:
        return some
    return complaint("%(names)s and %(more)s more", names=some, more=len(names) - most)


class _Rows:
    """The rows of a file, put under its columns as they come."""

    def __init__(self, file: str, width: int) -> None:
        self.columns: list[list[str]] = [[] for _ in range(width)]
        self.numbers: list[int] = []
        self.stray: set[str] = set()
        self._file, self._width, self._next = file, width, 2
        self._ragged: list[Problem] = []
        self._blank: list[int] = []

    def add(self, rows: list[list[str]]) -> None:
        numbered = range(self._next, self._next + len(rows))
        self._next += len(rows)
        # All of one width and none blank, as they nearly always are: looked at in one go.
        if set(map(len, rows)) == {self._width} and all(map(itemgetter(0), rows)):
            self._put(numbered, rows)
        else:
            kept = [pair for pair in zip(numbered, rows, strict=True) if self._fits(*pair)]
            self._put([number for number, _ in kept], [cells for _, cells in kept])

    def _put(self, numbers: Sequence[int], rows: list[list[str]]) -> None:
        self.numbers.extend(numbers)
        for column, cells in zip(self.columns, zip(*rows, strict=True), strict=False):
            column.extend(cells)

    def _fits(self, number: int, cells: list[str]) -> bool:
        if not any(map(str.strip, cells)):
            self._blank.append(number)
            return False
        if len(cells) != self._width:
            self.stray.update(cells)
            self._ragged.append(Problem(self._file, number, "", _ragged(cells, self._width)))
            return False
        return True

    def problems(self) -> list[Problem]:
        """Rows with too few or too many cells, and blank ones, but for those at the end."""
        last = max(
            [*self.numbers[-1:], *(problem.row or 0 for problem in self._ragged[-1:])], default=0
        )
        blank = [
            Problem(self._file, row, "", complaint("is blank")) for row in self._blank if row < last
        ]
        return [*flood(self._ragged), *flood(blank)]


def _ragged(cells: list[str], width: int) -> str:
    said = complaint(
        "has %(cells)s cells, but the header has %(width)s", cells=len(cells), width=width
    )
    quoted = any('"' in cell for cell in cells)
    return complaint("%(fault)s: a quotation mark may be missing", fault=said) if quoted else said
