"""The countries of the border, and every other one, named in any language and any case."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from babel.core import get_global

from geodata.model.dataset import Dataset
from geodata.model.kept import kept
from geodata.reading.lexicon import Lexicon, lexicon
from geodata.reading.words import Hit, Phrases, Token

# What adjectives end in, taken off so that every form of one begins alike.
_ADJECTIVE = re.compile(
    r"(?:istan|стан|ський|ська|ский|ское|skaja|ski|ska|isch|ancais|ese|ien|iska|iske|ais|ano|ian|eños|giella|(?<=št)ina)$"
)
_ENDINGS = "aeiouyáéíóúäöåæøüėīāаеёиіїоуыэюяєьй"
_SHORTEST = 4
_NONE = "none"  # in a lexicon: words that begin as the name of a country does


@kept(32)
def countries(dataset: Dataset, language: str) -> Phrases:
    """Whatever names a country of the border, or something on its side alone: its ID."""
    words = lexicon(language)
    return words.compiled(
        (phrase, given["id"])
        for given in dataset.package["border"]["countries"]
        for phrase in (*_named(given, words), *given.get("names", ()), *given.get("side", ()))
    )


@kept(32)
def guards(dataset: Dataset, language: str) -> Phrases:
    """What is on one side of the border alone, its guards among it: the ID of the country."""
    return lexicon(language).compiled(
        (phrase, given["id"])
        for given in dataset.package["border"]["countries"]
        for phrase in given.get("side", ())
    )


@kept(32)
def others(dataset: Dataset, language: str) -> Phrases:
    """Every other country and its people: the code of two letters."""
    both = {two_letters(country.code) for country in dataset.border.countries}
    words = lexicon(language)
    named = dict(words.locale.territories) if words.locale else {}
    codes = (code for code in sorted(named) if re.fullmatch("[A-Z]{2}", code))
    pairs = [(phrase, code) for code in codes if code not in both for phrase in _forms(named[code])]
    pairs += [(phrase, code) for code, all_ in words.table("peoples").items() for phrase in all_]
    return words.compiled(pairs)


def elsewhere(dataset: Dataset, language: str, text: str, tokens: Sequence[Token]) -> list[Hit]:
    """The other countries that words of a text name: not what is only like the name of one."""
    words = lexicon(language)
    return [
        hit
        for hit in others(dataset, language).find(tokens)
        if hit.value != _NONE and not _is_common(text, tokens[hit.first], hit.first, words)
    ]


def _is_common(text: str, token: Token, at: int, words: Lexicon) -> bool:
    """Whether a word is a common one by its small letter, or where any word has a capital: "man"."""
    named = token.form in _names(words.language)
    if text[token.begin].islower():
        return named or words.capital_nations
    return at == 0 and named and len(token.form) <= _SHORTEST and text[token.begin].isupper()


@cache
def _names(language: str) -> frozenset[str]:
    """The names of all countries, as they stand."""
    known = lexicon(language).locale
    return (
        frozenset(str(name).lower() for name in known.territories.values())
        if known
        else frozenset()
    )


def two_letters(code: str) -> str:
    """A country's code of two letters; the code itself where there is none, as of an invented one."""
    found: Any = get_global("territory_aliases").get(code)
    return str(found[0]) if found else code


def _named(country: dict[str, str], words: Lexicon) -> Iterator[str]:
    yield from _forms(country["name"])
    code = two_letters(country["code"])
    if words.locale:
        yield from _forms(str(words.locale.territories.get(code, "")))
        adjective = _adjective(code, words)
        yield from _forms(adjective)
        if adjective.endswith("o"):
            yield f"{adjective[:-1]}a*"  # "rusa" beside "ruso", too short for a stem


def _adjective(code: str, words: Lexicon) -> str:
    """The name of the language that is called as the country is: often its adjective too."""
    alike = {"NO": "no", "SE": "sv", "DK": "da", "UA": "uk", "EE": "et"}
    return (
        str(words.locale.languages.get(alike.get(code, code.lower()), "")) if words.locale else ""
    )


def _forms(name: str) -> Iterator[str]:
    """A name as it stands, and with whatever ending where enough of it is left."""
    name = name.strip().lower()
    if not name:
        return
    yield name
    if " " not in name:
        stem = _stem(name)
        if len(stem) >= _SHORTEST:
            yield f"{stem}*"


def _stem(name: str) -> str:
    bare = _ADJECTIVE.sub("", name)
    bare = bare if len(bare) >= _SHORTEST else name
    for _ in range(2):
        if len(bare) > _SHORTEST and bare[-1] in _ENDINGS:
            bare = bare[:-1]
    return bare
