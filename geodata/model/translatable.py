"""What of a package may be said in another language, and what is wrong with its translations."""

from collections.abc import Iterator
from typing import Any

from geodata.model.description import IDS
from geodata.model.schema import Problem, languages
from geodata.model.tables import Table
from geodata.model.unseen import shown

# What is said in our own words, table by table. Quotes are not replaced: theirs stand beneath them.
COLUMNS = {
    "places": ("name", "note"),
    "crossings": (
        "locality", "date_note", "confirmed_by", "people_words", "headline", "summary", "disagreement",
    ),
    "context": ("title", "summary"),
    "excerpts": ("text",),
    "disputes": ("question", "value", "origin", "reason"),
    "articles": ("about", "note"),
    "figures": ("population", "note"),
}  # fmt: skip
DESCRIPTION, BASEMAP = "datapackage", "basemap"


def texts_of(package: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every text of a description that readers see: its place, its key, and what holds it."""
    border = package["border"]
    holders = [
        ("", package, ("title", "subtitle", "description")),
        *_each("licenses", package.get("licenses", []), ("title",)),
        *_each("contributors", package.get("contributors", []), ("title",)),
        *((f"border/{kind}/{one['id']}", one, ("name",))
          for kind in ("countries", "others") for one in border.get(kind, [])),
        *_each("border/tiles", border.get("tiles", []), ("label",)),
        *((f"charts/{one['name']}", one, ("noun", "heading", "explanation"))
          for one in package.get("charts", [])),
        *_of_resources(package),
    ]  # fmt: skip
    if "checkpoint" in border:
        holders.append(("border/checkpoint", border["checkpoint"], ("name",)))
    for place, holder, keys in holders:
        yield from ((place, key, holder) for key in keys if isinstance(holder.get(key), str))


Holder = tuple[str, dict[str, Any], tuple[str, ...]]


def _each(place: str, listed: list[dict[str, Any]], keys: tuple[str, ...]) -> Iterator[Holder]:
    return ((f"{place}/{number}", one, keys) for number, one in enumerate(listed))


def _of_resources(package: dict[str, Any]) -> Iterator[Holder]:
    for resource in package["resources"]:
        place = f"resources/{resource['name']}"
        yield place, resource, ("title", "description")
        for field in resource["schema"]["fields"]:
            inner = f"{place}/{field['name']}"
            yield inner, field, ("title", "description")
            for category in field.get("categories", []):
                yield f"{inner}/{category['value']}", category, ("label", "verb")


Cells = tuple[int, str, str, str, str, str]  # row in the file, and the first five cells


def faults(
    cells: Iterator[Cells], files: dict[str, Table], package: dict[str, Any]
) -> Iterator[Problem]:
    """A translation is of a text that is there, in a language of the package, and stands there once."""
    originals = {name: _originals(files, name) for name in COLUMNS if name in files}
    originals[DESCRIPTION] = {(place, key): one[key] for place, key, one in texts_of(package)}
    known, first = set(languages(package)), dict[tuple[str, ...], int]()
    for number, resource, row, column, language, original in cells:
        if language not in known:
            allowed = f"is none of the description's languages: {', '.join(sorted(known))}"
            yield Problem("translations", number, "language", f"{shown(language)} {allowed}")
        if resource == BASEMAP:
            continue
        if resource not in (*COLUMNS, DESCRIPTION):
            allowed = f"is none of {', '.join([*COLUMNS, DESCRIPTION, BASEMAP])}"
            yield Problem("translations", number, "resource", f"{shown(resource)} {allowed}")
        elif resource in originals:
            yield from _strayed(number, row, column, original, originals[resource], resource)
        at = first.setdefault((resource, row, column, language), number)
        if at != number:
            message = f"this cell has a translation into {language} in row {at} already"
            yield Problem("translations", number, "row", message)


def _originals(files: dict[str, Table], name: str) -> dict[tuple[str, str], str]:
    """The translatable cells of a table: its ID and column to its text."""
    columns = files[name].columns
    return {
        (row, column): text
        for column in COLUMNS[name]
        for row, text in zip(columns[IDS[name]], columns[column], strict=True)
    }


def _strayed(
    number: int,
    row: str,
    column: str,
    original: str,
    originals: dict[tuple[str, str], str],
    resource: str,
) -> Iterator[Problem]:
    """What is wrong with where a translation belongs, or with the original it was made from."""
    if (row, column) not in originals:
        message = f"{resource} has no text of ours at {shown(row) if row else 'its top'}, {column}"
        yield Problem("translations", number, "row", message)
    elif originals[row, column].strip() != original.strip():
        message = f"{resource} says {shown(originals[row, column])} there now: translate that"
        yield Problem("translations", number, "original", message)
