"""The data package checked against its own description: every problem at once, with its place.

DataError (a ValueError)    the data is wrong; carries a list of Problem
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from frictionless import Package, Report, Resource, system
from frictionless.exception import FrictionlessException

FOLDER = Path(__file__).parent.parent / "data"

_WHOLE_FILE = {"source-error", "scheme-error", "format-error", "encoding-error", "resource-error"}


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: in which file, row and column, and what is allowed there."""

    resource: str
    row: int | None
    field: str
    message: str

    def __str__(self) -> str:
        place = self.resource if self.resource.endswith(".json") else f"{self.resource}.csv"
        place += f" row {self.row}" if self.row else ""
        return f"{place}{', ' + self.field if self.field else ''}: {self.message}"


class DataError(ValueError):
    """The data package is wrong; `problems` holds everything found."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


def descriptor(folder: Path = FOLDER) -> dict[str, Any]:
    """The package's datapackage.json; raises DataError if it is not readable JSON."""
    try:
        return dict(json.loads((folder / "datapackage.json").read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        message = f"is missing or is not JSON ({type(error).__name__})"
        raise DataError([Problem("datapackage.json", None, "", message)]) from error


def fields(package: dict[str, Any], resource: str) -> list[dict[str, Any]]:
    """The field descriptions of one resource, in column order."""
    found = next(r for r in package["resources"] if r["name"] == resource)
    return list(found["schema"]["fields"])


def categories(package: dict[str, Any], resource: str, field: str) -> dict[str, str]:
    """The values a field may hold and the label of each, in the order of the description."""
    found = next(f for f in fields(package, resource) if f["name"] == field)
    return {category["value"]: category["label"] for category in found["categories"]}


def check(
    folder: Path = FOLDER, tell: Callable[[str, float], None] = lambda name, share: None
) -> list[Problem]:
    """Everything in a folder that breaks the package's description, in file order.

    `tell` hears of each table before it is checked, and the share of the bytes that are behind.
    """
    package = descriptor(folder)
    found: list[Problem] = []
    try:
        with system.use_context(trusted=True):
            described = Package.from_descriptor(package, basepath=str(folder))
            for resource, share in _with_shares(described, folder):
                tell(str(resource.name), share)
                found += _problems(resource.validate(), package)
    except FrictionlessException as error:
        return [Problem("datapackage.json", None, "", error.error.note)]
    return list(dict.fromkeys(found))


def _with_shares(package: Package, folder: Path) -> Iterator[tuple[Resource, float]]:
    paths = [folder / str(resource.path) for resource in package.resources]
    sizes = [path.stat().st_size if path.is_file() else 0 for path in paths]
    for number, resource in enumerate(package.resources):
        yield resource, sum(sizes[:number]) / max(1, sum(sizes))


def _problems(report: Report, package: dict[str, Any]) -> list[Problem]:
    found = [
        _problem(task.name, error.to_dict(), package)
        for task in report.tasks
        for error in task.errors
        if error.type != "primary-key"  # said once, as the column's own "unique"
    ]
    return found + [Problem("datapackage.json", None, "", str(e.note)) for e in report.errors]


def _problem(resource: str, error: dict[str, Any], package: dict[str, Any]) -> Problem:
    if error["type"] in _WHOLE_FILE:
        return Problem(resource, None, "", "the file is missing or cannot be read as UTF-8 CSV")
    field = error.get("fieldName", "")
    message = _message(error, field, resource, package)
    return Problem(resource, error.get("rowNumber"), field, message)


def _message(error: dict[str, Any], field: str, resource: str, package: dict[str, Any]) -> str:
    """Frictionless's error in a sentence that says what was found and what is allowed."""
    if error["type"] == "foreign-key":
        keys, cells = error["fieldNames"], error["fieldCells"]
        target = error["referenceName"] or resource
        return f"{', '.join(keys)} {', '.join(cells)!r} is not in {target}.csv"
    if error["type"] == "unique-error":
        return f"{_shorten(error['cell'])} stands in an earlier row too"
    if error["type"] not in {"constraint-error", "type-error"}:
        return str(error["note"] or error["message"])
    described = next(f for f in fields(package, resource) if f["name"] == field)
    found = _shorten(error.get("cell", ""))
    if described["type"] == "number" and found.lower().strip("+-") in {"nan", "inf"}:
        return f"{found} is not a finite number"
    limits = described.get("constraints", {})
    if error["type"] == "type-error":
        return f"{found} is not of type {described['type']}"
    broken = next((name for name in limits if f'"{name}"' in error["note"]), "")
    allowed = limits.get(broken)
    sentences = {
        "required": "is blank, but a value is required",
        "maximum": f"{found} is above the maximum {allowed}",
        "minimum": f"{found} is below the minimum {allowed}",
        "enum": f"{found} is not one of {_listed(allowed)}",
        "pattern": f"{found} does not have the form of the example {described.get('example')}",
    }
    return sentences.get(broken, str(error["note"]))


def _listed(allowed: object) -> str:
    return ", ".join(map(str, allowed)) if isinstance(allowed, list) else str(allowed)


def _shorten(cell: object, length: int = 60) -> str:
    text = str(cell)
    return text if len(text) <= length else f"{text[:length]}… ({len(text):,} characters)"
