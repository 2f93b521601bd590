"""The cells of a table, each against the description of its column, and the table with its types."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import numpy as np
import pandas as pd
from frictionless import Field

from geodata.model.complaint import complaint
from geodata.model.dates import earliest
from geodata.model.description import IDS, LEDGER, names
from geodata.model.schema import Problem, Resource, flood
from geodata.model.tables import Table
from geodata.model.unseen import all_shown, escaped, is_blank, shown, unseen

DATES = {
    ("crossings", "start"), ("crossings", "end"), ("articles", "published"),
    ("figures", "start"), ("figures", "end"), ("context", "date"),
    ("retired", "start"), ("retired", "end"),
}  # fmt: skip
# What was done on a day is known to the day.
DAYS = {("articles", "captured"), ("retired", "retired"), *((name, "checked") for name in LEDGER)}
_IDS = {*IDS.items(), ("disputes", "dispute_id")}

_INTEGER = re.compile(r"[+-]?[0-9]+")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_DATE = re.compile(r"(?:1[89]|20)[0-9]{2}(?:-[0-9]{2}){0,2}")
_DAY = re.compile(r"(?:1[89]|20)[0-9]{2}-[0-9]{2}-[0-9]{2}")
SHA_256 = re.compile(r"[0-9a-f]{64}")  # as text, in lower case
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LARGEST = 2**63 - 1
_TRUE, _FALSE = ("true", "True", "TRUE", "1"), ("false", "False", "FALSE", "0")
_UNTYPED = {"string", "any"}

Texts = np.ndarray[Any, np.dtype[np.object_]]
Fault = Callable[[str], str]  # what is wrong with a cell, a blank if nothing


def check(table: Table, resource: Resource) -> tuple[list[Problem], set[int]]:
    """What is wrong with the cells of a table, and the rows that hold any of it, from 0."""
    problems: list[Problem] = []
    unsound: set[int] = set()
    for field in resource["schema"]["fields"]:
        cells = stripped(table.columns[field["name"]], field)
        by_fault: dict[str, list[Problem]] = defaultdict(list)
        for row, sort, message in _faults(cells, resource["name"], field):
            unsound.add(row)
            by_fault[sort].append(Problem(table.file, table.rows[row], field["name"], message))
        for alike in by_fault.values():
            problems += flood(alike)
    problems += _doubled(table, resource)
    return sorted(problems, key=lambda problem: problem.row or len(table.rows) + 2), unsound


def stripped(cells: list[str], field: dict[str, Any]) -> list[str]:
    """Cells without the spaces around them where they are no text."""
    return cells if field["type"] in _UNTYPED else [cell.strip() for cell in cells]


def _faults(
    cells: list[str], resource: str, field: dict[str, Any]
) -> Iterator[tuple[int, str, str]]:
    """The position of each faulty cell, the sort of its fault, and what is to be said of it."""
    look = _looked_at(resource, field)
    faulty = {value: found for value in set(cells) if (found := look(value))}
    if faulty:
        for row, value in enumerate(cells):
            if value in faulty:
                yield row, *faulty[value]


def _looked_at(resource: str, field: dict[str, Any]) -> Callable[[str], tuple[str, str] | None]:
    """What looks at one value of a column: the first fault alone, as it may cause the others."""
    own = [fault for fault in (_text_fault(field), _own_fault(resource, field)) if fault]
    required = field.get("constraints", {}).get("required", False)
    read = Field.from_descriptor(field).create_cell_reader()

    def look(value: str) -> tuple[str, str] | None:
        if not value:
            return ("required", BLANK) if required else None
        for fault in own:
            if message := fault(value):
                return fault.__name__, message
        _, notes = read(value)
        if not notes:
            return None
        broken = next(iter(notes))
        return broken, _broken(broken, value, field)

    return look


BLANK = complaint("is blank, but a value is required")


def _text_fault(field: dict[str, Any]) -> Fault | None:
    required = field.get("constraints", {}).get("required", False)

    def text_fault(value: str) -> str:
        if value[0].isspace() or value[-1].isspace() or unseen(value):
            return _ill_written(value, required=required)
        return _ill_written(value, required=required) if value in "\u2800" else ""

    return text_fault if field["type"] in _UNTYPED else None


def _ill_written(value: str, *, required: bool) -> str:
    found = shown(value)
    if is_blank(value) and required:
        return complaint("%(found)s is blank, but a value is required", found=found)
    if is_blank(value):
        return complaint("%(found)s is blank", found=found)
    if (sign := unseen(value)) and sign < " ":
        return complaint(
            "%(found)s holds the control character %(sign)s", found=found, sign=escaped(sign)
        )
    if sign:
        return complaint(
            "%(found)s holds the unseen character %(sign)s", found=found, sign=escaped(sign)
        )
    return complaint("%(found)s begins or ends with a space", found=found)


def _own_fault(resource: str, field: dict[str, Any]) -> Fault | None:
    column = (resource, field["name"])
    if column in DATES:
        return _date_fault
    if column in DAYS:
        return _day_fault
    if column in _IDS:
        return _id_fault(str(field.get("example", "")))
    if column == ("articles", "url"):
        return _address_fault
    if column == ("articles", "language"):
        return _language_fault
    if column == ("articles", "sha256"):
        return _hash_fault
    return {"integer": _integer_fault, "number": _number_fault, "boolean": _boolean_fault}.get(
        field["type"]
    )


def _date_fault(value: str) -> str:
    parts = value.split("-")
    if not _DATE.fullmatch(value) or not 1 <= int((*parts, "1")[1]) <= 12:
        return complaint(
            "%(found)s is not a date: 2023, 2023-01 or 2023-01-13, from 1800", found=shown(value)
        )
    try:
        earliest(value)
    except ValueError:
        return complaint("%(found)s is not a day of the calendar", found=shown(value))
    return ""


def _day_fault(value: str) -> str:
    if _DAY.fullmatch(value):
        return _date_fault(value)
    return complaint("%(found)s is not a day, such as 2026-11-25", found=shown(value))


def _hash_fault(value: str) -> str:
    if SHA_256.fullmatch(value):
        return ""
    return complaint(
        "%(found)s is not a SHA-256: 64 digits of 0–9 and a–f, in lower case", found=shown(value)
    )


def _id_fault(example: str) -> Fault:
    def id_fault(value: str) -> str:
        if _ID.fullmatch(value):
            return ""
        if not example:
            return complaint("%(found)s is not an ID: a–z, 0–9 and hyphens", found=shown(value))
        return complaint(
            "%(found)s is not an ID: a–z, 0–9 and hyphens, such as %(example)s",
            found=shown(value), example=example,
        )  # fmt: skip

    return id_fault


def _address_fault(value: str) -> str:
    try:
        parts = urlsplit(value)
        sound = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        sound = False
    if sound and not re.search(r"\s", value):
        return ""
    return complaint(
        "%(found)s is not an address with http or https, such as https://example.org/page",
        found=shown(value),
    )


def _language_fault(value: str) -> str:
    if re.fullmatch(r"[a-z]{2}", value):
        return ""
    return complaint("%(found)s is not a language by two letters, such as no", found=shown(value))


def _integer_fault(value: str) -> str:
    if value.lower().strip("+-") in {"nan", "inf", "infinity"}:
        return _not_finite(value)
    if not _INTEGER.fullmatch(value):
        return complaint(
            "%(found)s is not a whole number without separators, such as 1200", found=shown(value)
        )
    large = len(value) > 40 or abs(int(value)) > _LARGEST
    return complaint("%(found)s is too large a number", found=shown(value)) if large else ""


def _not_finite(value: str) -> str:
    return complaint("%(found)s is not a finite number", found=shown(value))


def _number_fault(value: str) -> str:
    plain = _NUMBER.fullmatch(value)
    if not plain and value.lower().strip("+-") not in {"nan", "inf", "infinity"}:
        return complaint("%(found)s is not a number with a point, such as 69.5", found=shown(value))
    finite = plain and abs(float(value)) < float("inf")
    return "" if finite else _not_finite(value)


def _boolean_fault(value: str) -> str:
    if value in (*_TRUE, *_FALSE):
        return ""
    return complaint("%(found)s is neither true nor false", found=shown(value))


def _broken(broken: str, value: str, field: dict[str, Any]) -> str:
    """What a cell breaks of its description, with what was found and what is allowed."""
    found, allowed = shown(value), field.get("constraints", {}).get(broken)
    example = field.get("example")
    match broken:
        case "type":
            return complaint(
                "%(found)s is not of the type %(type)s", found=found, type=field["type"]
            )
        case "maximum":
            return complaint(
                "%(found)s is above the maximum %(allowed)s", found=found, allowed=allowed
            )
        case "minimum":
            return complaint(
                "%(found)s is below the minimum %(allowed)s", found=found, allowed=allowed
            )
        case "enum":
            listed = _listed(allowed)
            return complaint("%(found)s is not one of %(allowed)s", found=found, allowed=listed)
        case "pattern" if example:
            return complaint(
                "%(found)s does not have the form of the example %(example)s",
                found=found, example=example,
            )  # fmt: skip
        case "pattern":
            return complaint(
                "%(found)s does not have the form %(allowed)s", found=found, allowed=allowed
            )
    return complaint(
        "%(found)s is not within %(limit)s %(allowed)s", found=found, limit=broken, allowed=allowed
    )


def _listed(allowed: object) -> str:
    return ", ".join(map(str, allowed)) if isinstance(allowed, list) else str(allowed)


def _doubled(table: Table, resource: Resource) -> Iterator[Problem]:
    """Values that stand in two rows of a column, or of several together, where each must be alone."""
    schema = resource["schema"]
    alone = [[f["name"]] for f in schema["fields"] if f.get("constraints", {}).get("unique")]
    alone += [[IDS[resource["name"]]]] if resource["name"] in IDS else []
    alone += [keys] if (keys := names(schema.get("primaryKey", []))) else []
    for columns in dict.fromkeys(map(tuple, alone)):
        yield from flood(_twice(table, columns))


def _twice(table: Table, columns: tuple[str, ...]) -> Iterator[Problem]:
    values = list(zip(*(table.columns[name] for name in columns), strict=True))
    if len(set(values)) == len(values):
        return
    seen: dict[tuple[str, ...], int] = {}
    for number, value in zip(table.rows, values, strict=True):
        if any(value) and seen.setdefault(value, number) != number:
            message = complaint(
                "%(found)s stands in row %(row)s too", found=all_shown(value), row=seen[value]
            )
            yield Problem(table.file, number, ", ".join(columns), message)


def typed(table: Table, resource: Resource, unsound: set[int]) -> pd.DataFrame:
    """The sound rows with the types of their description: blank text is "", a blank number missing.

    The index is the number of each row in the file.
    """
    rows = table.rows
    if unsound:
        kept = [row for row in range(len(rows)) if row not in unsound]
        rows = [rows[row] for row in kept]
    index = pd.Index(list(rows), dtype="int64")
    columns = {}
    for field in resource["schema"]["fields"]:
        cells = stripped(table.columns[field["name"]], field)
        column = np.array(cells if not unsound else [cells[row] for row in kept], dtype=object)
        values, sort = _typed(column, field)
        columns[field["name"]] = pd.Series(values, index=index, dtype=sort)
    return pd.DataFrame(columns)


def _typed(column: Texts, field: dict[str, Any]) -> tuple[Any, Any]:
    """A column of texts as values of its type, and that type."""
    match field["type"]:
        case "integer":
            blank = (column == "").astype(bool)
            column[blank] = "0"
            return pd.arrays.IntegerArray(column.astype("int64"), blank), "Int64"
        case "number":
            column[column == ""] = "nan"
            return column.astype("float64"), "float64"
        case "boolean":
            return np.isin(column.astype(str), _TRUE), "bool"
    if "categories" in field:
        # A blank cell is a value like the others: a row may leave out what it need not say.
        values = [category["value"] for category in field["categories"]]
        sort = pd.CategoricalDtype([*values, ""] if "" in column else values)
        return pd.Categorical(column, dtype=sort), sort
    return column, "object"
