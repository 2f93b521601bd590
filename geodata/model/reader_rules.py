"""What a description may say for its readers: how to correct it, what words stand for, what people did."""

import re
from collections.abc import Iterator
from typing import Any

from geodata.model.geocoder import fold
from geodata.model.schema import Problem, field_of, not_a_text, wrong
from geodata.model.unseen import shown

Object = dict[str, Any]

# A part of the About page is named as in an address: "#if-something-is-wrong".
_ADDRESS = re.compile(r"https?://[^\s/]+\S*|mailto:[^\s@]+@[^\s@]+|#[^\s#]+")
_LIKE_AN_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S|#")
SHORTEST_START = 3  # letters before the star of a word: with fewer it would begin too many


def described(package: Object) -> Iterator[Problem]:
    """What is wrong with the keys of a description that speak to readers, all of which may be missing."""
    if "corrections" in package:
        yield from _corrections(package)
    synonyms = package.get("synonyms", {})
    if not isinstance(synonyms, dict):
        yield wrong("synonyms", "must be an object: a word of the data, and a list of words for it")
        return
    for meaning, words in synonyms.items():
        yield from _synonyms(f"synonyms, {shown(meaning)}", meaning, words)


def _corrections(package: Object) -> Iterator[Problem]:
    yield from not_a_text(package, "corrections", "corrections")
    found = package["corrections"]
    if isinstance(found, str) and _LIKE_AN_ADDRESS.match(found) and not _ADDRESS.fullmatch(found):
        said = f"{shown(found)} is no address with http, https, mailto or #, and no plain words"
        yield wrong("corrections", said)


def _synonyms(place: str, meaning: str, words: Any) -> Iterator[Problem]:
    if not fold(meaning):
        yield wrong(place, "is blank, but must be a word of the data")
    if not isinstance(words, list) or not words:
        yield wrong(place, "must be a list of at least one word")
        return
    for number, word in enumerate(words, 1):
        if not isinstance(word, str) or not fold(word) or " " in fold(word):
            said = f"must be a single word, which may end in a star, not {shown(str(word))}"
            yield wrong(f"{place} {number}", said)
        elif "*" in word[:-1]:
            yield wrong(f"{place} {number}", f"{shown(word)} has a star that is not at its end")
        elif word.endswith("*") and len(fold(word[:-1])) < SHORTEST_START:
            said = f"{shown(word)} needs at least {SHORTEST_START} letters before its star"
            yield wrong(f"{place} {number}", said)


def verbs(package: Object) -> Iterator[Problem]:
    """What is wrong with the short forms of what happened, of which a kind of crossing may have one."""
    for category in field_of(package, "crossings", "kind").get("categories", []):
        if "verb" in category:
            place = f"crossings, kind, category {category['value']}, verb"
            yield from not_a_text(category, "verb", place)
