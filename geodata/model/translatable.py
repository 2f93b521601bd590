"""What of a package may be said in another language, and what is wrong with its translations."""

from collections.abc import Iterable, Iterator
from typing import Any

from geodata.model.complaint import complaint
from geodata.model.schema import Problem, languages
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
    "retired": ("reason", "headline", "summary"),
}  # fmt: skip
DESCRIPTION, BASEMAP = "datapackage", "basemap"
KEYS = (
    "title",
    "subtitle",
    "description",
    "name",
    "label",
    "verb",
    "noun",
    "heading",
    "explanation",
)


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


Cells = tuple[int, str, str, str, str]  # row in the file, and the first four cells


def faults(cells: Iterable[Cells], package: dict[str, Any]) -> Iterator[Problem]:
    """A translation is of what may be translated, in a language of the package, and stands there once.

    One whose original was changed since is no fault: the original shows until it is translated anew.
    """
    known, first = languages(package), dict[tuple[str, ...], int]()
    for number, resource, row, column, language in cells:
        if language not in known:
            yield _wrong(number, "language", language, known)
        if resource not in _COLUMNS:
            yield _wrong(number, "resource", resource, _COLUMNS)
        elif column not in _COLUMNS[resource]:
            yield _wrong(number, "column", column, _COLUMNS[resource])
        at = first.setdefault((resource, row, column, language), number)
        if at != number:
            message = complaint(
                "this cell has a translation into %(language)s in row %(row)s already",
                language=language, row=at,
            )  # fmt: skip
            yield Problem("translations", number, "row", message)


def _wrong(number: int, column: str, found: str, allowed: Iterable[str]) -> Problem:
    listed = ", ".join(allowed)
    message = complaint("%(found)s is none of %(allowed)s", found=shown(found), allowed=listed)
    return Problem("translations", number, column, message)


_COLUMNS = {**COLUMNS, DESCRIPTION: KEYS, BASEMAP: ("name",)}
