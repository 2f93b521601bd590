"""What a data package is described by, and what is wrong with one, each problem with its place.

DataError (a ValueError)    the data is wrong; carries a list of Problem
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from geodata.model import settling
from geodata.model.complaint import Complaint, complaint
from geodata.model.unseen import is_blank, shown

FOLDER = Path(__file__).parent.parent / "data"
DESCRIPTION = "datapackage.json"

DEFAULT_LANGUAGE = "en"  # of a package that names none

MOST_ALIKE = 20  # problems of one sort that are listed one by one

Resource = dict[str, Any]


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: in which file, row and column, and what is allowed there."""

    resource: str
    row: int | None
    field: str
    message: str

    def __str__(self) -> str:
        return str(self.placed)

    @property
    def placed(self) -> str:
        """The message with its place before it."""
        place = self.resource if "." in self.resource else f"{self.resource}.csv"
        if self.row:
            place = complaint("%(file)s row %(row)s", file=place, row=self.row)
        if self.field:
            place = complaint("%(place)s, %(column)s", place=place, column=self.field)
        said = complaint("%(place)s: %(problem)s", place=place, problem=self.message)
        return said if isinstance(self.message, Complaint) else str(said)


class DataError(ValueError):
    """The data package is wrong; `problems` holds everything found."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(str(problem) for problem in problems))


def flood(alike: Iterable[Problem], most: int = MOST_ALIKE) -> Iterator[Problem]:
    """The first problems of one sort, and a line with the number of the others."""
    listed = iter(alike)
    last = None
    for last in islice(listed, most):
        yield last
    if rest := sum(1 for _ in listed):
        assert last
        more = complaint("and %(n)s more rows", n=rest) if rest > 1 else complaint("and 1 more row")
        yield Problem(last.resource, None, last.field, more)


def descriptor(folder: Path = FOLDER) -> dict[str, Any]:
    """The package's datapackage.json; raises DataError if it is not readable JSON."""
    try:
        text = settling.read_bytes(folder, DESCRIPTION).decode("utf-8-sig")
        found = json.loads(text)
    except json.JSONDecodeError as error:
        message = f"is not JSON: line {error.lineno}, column {error.colno}: {error.msg}"
    except UnicodeDecodeError as error:
        message = f"is not UTF-8: byte 0x{error.object[error.start]:02x} at {error.start:,}"
    except FileNotFoundError:
        message = "is missing"
    except (OSError, ValueError, RecursionError) as error:
        message = f"cannot be read ({type(error).__name__})"
    else:
        if isinstance(found, dict):
            return found
        message = f"must be an object in braces, not {type(found).__name__}"
    raise DataError([Problem(DESCRIPTION, None, "", message)])


def file_names(package: Any) -> list[str]:
    """The files that a description names, whatever else is wrong with it."""
    resources = package.get("resources") if isinstance(package, dict) else None
    listed = resources if isinstance(resources, list) else []
    named = [resource.get("path") for resource in listed if isinstance(resource, dict)]
    return list(dict.fromkeys(path for path in named if isinstance(path, str)))


def ground_files(package: Any) -> list[str]:
    """The files of the base map or of the border line that a description names, there or not."""
    border = package.get("border") if isinstance(package, dict) else None
    border = border if isinstance(border, dict) else {}
    basemap = border.get("basemap")
    folder = basemap.get("folder") if isinstance(basemap, dict) else None
    if is_name(folder):
        return [f"{folder}/{name}" for name in _GROUND]
    line = border.get("line")
    return [str(line)] if is_name(line, ".geojson") else []


_GROUND = (*(f"{name}.geojson" for name in ("borders", "lakes", "land", "names")), "README.md")


def is_name(path: object, ending: str = "") -> bool:
    """Whether a path is a plain name in the folder itself, with the ending of the files that are read."""
    return isinstance(path, str) and bool(
        re.fullmatch(rf"[^./\\\0][^/\\\0]*{re.escape(ending)}", path)
    )


def wrong(place: str, message: str) -> Problem:
    """What is wrong at a place of the description."""
    return Problem(DESCRIPTION, None, place, message)


def not_a_text(holder: Resource, key: str, place: str) -> Iterator[Problem]:
    """What is wrong with a key that must hold a text which is not blank."""
    found = holder.get(key)
    if found is None:
        yield wrong(place, "is missing")
    elif not isinstance(found, str) or is_blank(found):
        yield wrong(place, f"must be a text, not {shown(str(found))}")


def languages(package: Any) -> list[str]:
    """The languages of a package, its own first: ISO 639-1 codes."""
    given = package.get("languages") if isinstance(package, dict) else None
    listed = [code for code in given if isinstance(code, str)] if isinstance(given, list) else []
    return listed or [DEFAULT_LANGUAGE]


def fields(package: dict[str, Any], resource: str) -> list[dict[str, Any]]:
    """The field descriptions of one resource, in column order."""
    found = next(r for r in package["resources"] if r["name"] == resource)
    return list(found["schema"]["fields"])


def field_of(package: dict[str, Any], resource: str, name: str) -> dict[str, Any]:
    """The description of one field."""
    return next(field for field in fields(package, resource) if field["name"] == name)


def field_names(resource: Resource) -> list[str]:
    """The columns of one resource, in order."""
    return [str(field["name"]) for field in resource["schema"]["fields"]]


def categories(package: dict[str, Any], resource: str, field: str) -> dict[str, str]:
    """The values a field may hold and the label of each, in the order of the description."""
    listed = field_of(package, resource, field)["categories"]
    return {category["value"]: category["label"] for category in listed}


def flagged_values(package: dict[str, Any], resource: str, field: str, flag: str) -> frozenset[str]:
    """The values of a field whose category has a flag."""
    listed = field_of(package, resource, field).get("categories", [])
    return frozenset(each["value"] for each in listed if each.get(flag) is True)
