"""What a description may say for the reading of articles: what marks a kind, a way and a country."""

from collections.abc import Iterator
from typing import Any

from geodata.model.geocoder import fold
from geodata.model.schema import Problem, field_of, wrong
from geodata.model.unseen import shown

Object = dict[str, Any]

# What an article may tell of people at a border; a kind of crossing is marked by one or more.
ACTS = (
    "arrived",
    "asylum",
    "crossed",
    "stepped",
    "stopped",
    "threw",
    "tried",
    "turned_back",
)
AT = ("checkpoint", "outside")
NAMES = ("names", "side")


def described(package: Object) -> Iterator[Problem]:
    """What is wrong with what a description says of how an event is recognised in an article."""
    directions = field_of(package, "crossings", "direction").get("categories", [])
    yield from _kinds(package, [each["value"] for each in directions])
    countries = package["border"]["countries"]
    ids = [country["id"] for country in countries]
    for category in directions:
        if "to" in category and category["to"] not in ids:
            place = f"crossings, direction, category {category['value']}, to"
            yield wrong(place, f"must be one of {', '.join(ids)}, not {shown(str(category['to']))}")
    for number, country in enumerate(countries, 1):
        for key in NAMES:
            yield from _words(country.get(key, []), f"border, countries {number}, {key}")


def _kinds(package: Object, directions: list[str]) -> Iterator[Problem]:
    known = {"at": AT, "direction": directions}
    for category in field_of(package, "crossings", "kind").get("categories", []):
        place = f"crossings, kind, category {category['value']}"
        acts = category.get("acts", ["crossed"])
        if not isinstance(acts, list) or not acts or any(act not in ACTS for act in acts):
            yield wrong(f"{place}, acts", f"must be a list of any of {', '.join(ACTS)}")
        for key, allowed in known.items():
            if key in category and category[key] not in allowed:
                said = f"must be one of {', '.join(allowed)}, not {shown(str(category[key]))}"
                yield wrong(f"{place}, {key}", said)


def _words(words: Any, place: str) -> Iterator[Problem]:
    if not isinstance(words, list):
        yield wrong(place, "must be a list of words")
        return
    for number, word in enumerate(words, 1):
        if not isinstance(word, str) or not fold(word.rstrip("*")):
            said = f"must be words, the last of which may end in a star, not {shown(str(word))}"
            yield wrong(f"{place} {number}", said)
        elif "*" in word[:-1]:
            yield wrong(f"{place} {number}", f"{shown(word)} has a star that is not at its end")
