"""The words of each language, out of its file and out of Babel: months, weekdays, numbers, acts."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import product
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError

from geodata.reading.words import Phrases, Tokens, values

FOLDER = Path(__file__).parent / "lexicon"
LANGUAGES = tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))
_SMALL = ("in", "of", "year_word")
_FULL = ("format", "stand-alone")


@dataclass(frozen=True)
class Lexicon:
    """One language: its words as its file gives them, and its calendar as Babel has it."""

    language: str
    given: Mapping[str, Any]
    locale: Locale | None

    @cached_property
    def tokens(self) -> Tokens:
        """How its texts are divided into words."""
        prefixes = tuple(self.given.get("prefixes", ()))
        return Tokens(bool(self.given.get("elides")), prefixes)

    def phrases(self, *tables: str) -> Phrases:
        """The phrases of one or more tables of its file, each with the key it stands under."""
        return self.compiled(pair for table in tables for pair in values(self.table(table)))

    def compiled(self, pairs: Iterable[tuple[str, str]]) -> Phrases:
        """Phrases of this language."""
        return Phrases(pairs, self.tokens)

    def table(self, name: str) -> Mapping[str, list[str]]:
        """A table of its file; empty where the language has none."""
        found: Mapping[str, list[str]] = self.given.get(name, {})
        return found

    def words(self, table: str, key: str) -> list[str]:
        """The phrases under one key."""
        return self.table(table).get(key, [])

    @cached_property
    def acts(self) -> Phrases:
        """What people and guards do; of two that fit alike, what is a denial itself."""
        return self.compiled([*self._denials, *values(self.table("acts"))])

    @cached_property
    def denied(self) -> Phrases:
        """The acts that are a denial themselves: "not let through"."""
        return self.compiled(self._denials)

    @cached_property
    def _denials(self) -> list[tuple[str, str]]:
        words = {word for phrase in self.words("marks", "negated") for word in phrase.split()}
        return [pair for pair in values(self.table("acts")) if words & {*pair[0].split()}]

    @cached_property
    def marks(self) -> dict[str, Phrases]:
        """Words beside an act, each sort by itself: what is an if, what failed, where it was."""
        return {
            key: self.compiled((phrase, key) for phrase in phrases)
            for key, phrases in self.table("marks").items()
        }

    @cached_property
    def relatives(self) -> Phrases:
        """What begins a clause about somebody: "who"."""
        return self.compiled((word, word) for word in self.given.get("relatives", ()))

    @cached_property
    def people(self) -> Phrases:
        """Nouns of people: one, many, vague words, and people who only speak of it."""
        return self.phrases("people")

    @cached_property
    def numbers(self) -> Phrases:
        """Numbers in words, and those that are put together of two: "zweiundvierzig"."""
        return self.compiled([*values(self.table("numbers")), *self._compounds()])

    def _compounds(self) -> Iterator[tuple[str, str]]:
        named = values(self.table("numbers"))
        units = [(word, int(value)) for word, value in named if int(value) < 10]
        tens = [(word, int(value)) for word, value in named if int(value) in range(20, 100, 10)]
        for pattern in self.given.get("compounds", ()):
            for (unit, one), (ten, many) in product(units, tens):
                if unit.isalpha() and ten.isalpha():
                    yield pattern.format(unit=unit, ten=ten), str(many + one)

    @cached_property
    def together(self) -> Phrases:
        """Numerals that are of people by themselves."""
        return self.phrases("together")

    @cached_property
    def multipliers(self) -> Phrases:
        """Words for hundreds, thousands and so on after a number."""
        return self.phrases("multipliers")

    @cached_property
    def units(self) -> Phrases:
        """What is counted after a number and is no people."""
        return self.phrases("units")

    @cached_property
    def sources(self) -> Phrases:
        """Who says it, and the words that somebody says it."""
        return self.phrases("sources")

    @cached_property
    def times(self) -> Phrases:
        """Relative days, seasons, and the words about them."""
        words = {key: words for key, words in self.table("time").items() if key not in _SMALL}
        return self.compiled(values(words))

    @cached_property
    def small(self) -> frozenset[str]:
        """Words between the parts of a date, which say nothing alone."""
        return frozenset(word for key in _SMALL for word in self.words("time", key))

    @cached_property
    def towards(self) -> Phrases:
        """What says which way: `to` or `from` before a country, with a star as its ending too."""
        pairs = values(self.table("direction"))
        return self.compiled(
            (one, key + "*" * one.split()[-1].startswith("*")) for one, key in pairs
        )

    @cached_property
    def months(self) -> Phrases:
        """The months, in every form that Babel or the file knows."""
        return self.compiled([*self._names("months"), *values(self.table("months"))])

    @cached_property
    def short_months(self) -> Phrases:
        """Abbreviated months, which mean one only beside a number."""
        return self.compiled(self._names("months", "abbreviated"))

    @cached_property
    def weekdays(self) -> Phrases:
        """The days of the week, Monday as 1."""
        named = [(name, str(int(day) + 1)) for name, day in self._names("days")]
        return self.compiled([*named, *values(self.table("days"))])

    def _names(self, sort: str, width: str = "wide") -> list[tuple[str, str]]:
        if not self.locale:
            return []
        found = getattr(self.locale, sort)
        return [
            (str(name).strip("."), str(number))
            for context in _FULL
            for number, name in found[context][width].items()
        ]

    @cached_property
    def conjunctions(self) -> frozenset[str]:
        """What stands between two of a list: "and"."""
        given = frozenset(self.given.get("conjunctions", ()))
        if not self.locale:
            return given
        pattern = str(self.locale.list_patterns.get("standard", {}).get("2", ""))
        return given | {*pattern.replace("{0}", " ").replace("{1}", " ").split()}

    @property
    def capital(self) -> bool:
        """Whether months and weekdays are written with a capital."""
        return bool(self.given.get("capital"))

    @property
    def capital_nations(self) -> bool:
        """Whether whatever is named after a country is written with a capital."""
        return bool(self.given.get("capital_nations"))

    @property
    def verb_last(self) -> bool:
        """Whether what is only supposed may be said behind the act: "fliehen könnten"."""
        return bool(self.given.get("verb_last"))

    @cached_property
    def abbreviations(self) -> frozenset[str]:
        """Words after which a full stop ends no sentence."""
        months = (name.lower() for name, _ in self._names("months", "abbreviated"))
        return frozenset((*self.given.get("abbreviations", ()), *months))


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language; one without any words for a language that has no file."""
    path = FOLDER / f"{language}.toml"
    known = language in LANGUAGES
    given = tomllib.loads(path.read_text(encoding="utf-8")) if known else {}
    return Lexicon(language, given, locale(language))


def locale(language: str) -> Locale | None:
    """What Babel knows of a language; None where it knows nothing."""
    try:
        return Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return None
