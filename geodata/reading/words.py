"""Words of a text with their places, and phrases found among them by their beginnings."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ‘`][^\W\d_]+)*|\d+")
_ELIDED = re.compile(r"[^\W\d_]{1,5}['’](?=[^\W\d_])|[^\W\d_]+(?:['’ʼ‘`][^\W\d_]+)*|\d+")
_APOSTROPHES = str.maketrans("’ʼ‘`", "''''")
GAP = 4  # words that an ellipsis in a phrase may stand for
_LONGEST = 40  # letters of a word that are looked at


_KEPT = 20_000  # words whose phrases are kept

_Rest = tuple[tuple[str, ...], str]  # the words that follow the first of a phrase, and its value


class Token(NamedTuple):
    """One word or number: where it stands, how it is compared, and how else it may be read."""

    begin: int
    end: int
    form: str
    others: tuple[str, ...] = ()

    @property
    def forms(self) -> tuple[str, ...]:
        """Every way to read it."""
        return (self.form, *self.others)


class Hit(NamedTuple):
    """A phrase found: the tokens from `first` up to, not including, `after`, and what it means."""

    first: int
    after: int
    value: str


@dataclass(frozen=True)
class Tokens:
    """How a language divides its texts: what is elided, and what is written before a word."""

    elides: bool = False
    prefixes: tuple[str, ...] = ()

    def of(self, text: str, begin: int = 0, end: int | None = None) -> list[Token]:
        """The words of a stretch of a text."""
        pattern = _ELIDED if self.elides else _WORD
        found = pattern.finditer(text, begin, len(text) if end is None else end)
        return [self._token(match) for match in found]

    def _token(self, match: re.Match[str]) -> Token:
        form = plain(match.group()[:_LONGEST])
        others = tuple(
            form[len(prefix) :]
            for prefix in self.prefixes
            if form.startswith(prefix) and len(form) - len(prefix) > 2
        )
        return Token(match.start(), match.end(), form, others)


def plain(word: str) -> str:
    """A word for comparing: lower case, one kind of apostrophe, none at its end."""
    return word.lower().translate(_APOSTROPHES).strip("'")


class Phrases:
    """Phrases by their first word: `*` stands for the rest of a word, `…` for a few words.

    >>> Phrases([("cross* … border", "crossed")], Tokens()).find(Tokens().of("He crossed the border"))
    [Hit(first=1, after=4, value='crossed')]
    """

    def __init__(self, phrases: Iterable[tuple[str, str]], tokens: Tokens) -> None:
        """Index phrases, each with its value."""
        self._exact: dict[str, list[_Rest]] = defaultdict(list)
        self._stems: dict[str, list[_Rest]] = defaultdict(list)
        self._inner: list[tuple[str, _Rest]] = []
        self._known: dict[str, tuple[_Rest, ...]] = {}
        for phrase, value in phrases:
            if parts := _parts(phrase, tokens):
                self._add(parts[0], parts[1:], value)

    def _add(self, first: str, rest: tuple[str, ...], value: str) -> None:
        if first.startswith("*"):
            self._inner.append((first, (rest, value)))
        elif first.endswith("*"):
            self._stems[first[:-1]].append((rest, value))
        else:
            self._exact[first].append((rest, value))

    def find(self, tokens: Sequence[Token]) -> list[Hit]:
        """What is found, in the order of the text; of what overlaps, the longest."""
        found = [hit for number in range(len(tokens)) for hit in self._at(tokens, number)]
        found.sort(key=lambda hit: (hit.first - hit.after, hit.first))
        taken: set[int] = set()
        kept = []
        for hit in found:
            span = range(hit.first, hit.after)
            if taken.isdisjoint(span):
                taken.update(span)
                kept.append(hit)
        return sorted(kept)

    def _at(self, tokens: Sequence[Token], number: int) -> Iterator[Hit]:
        for form in tokens[number].forms:
            for rest, value in self._begun(form):
                if after := _follow(tokens, number + 1, rest):
                    yield Hit(number, after, value)

    def _begun(self, form: str) -> Sequence[_Rest]:
        """The phrases that a word begins: those of a text's words are kept, as most come again."""
        known = self._known.get(form)
        if known is None:
            if len(self._known) >= _KEPT:
                self._known.clear()
            known = self._known[form] = tuple(self._looked_up(form))
        return known

    def _looked_up(self, form: str) -> Iterator[_Rest]:
        yield from self._exact.get(form, ())
        for length in range(len(form), 0, -1):  # the longest beginning says most
            yield from self._stems.get(form[:length], ())
        for pattern, rest in self._inner:
            if fits(pattern, form):
                yield rest


def _parts(phrase: str, tokens: Tokens) -> tuple[str, ...]:
    """The words of a phrase as a text of the language would divide them, stars kept."""
    parts: list[str] = []
    for word in phrase.split():
        if word == "…":
            parts.append(word)
            continue
        bare = [token.form for token in tokens.of(word.replace("*", ""))]
        if bare and word.startswith("*"):
            bare[0] = f"*{bare[0]}"
        if bare and word.endswith("*"):
            bare[-1] = f"{bare[-1]}*"
        parts += bare or ["*"] * (word == "*")
    return tuple(parts)


def fits(pattern: str, form: str) -> bool:
    """Whether a word is what a pattern with stars means."""
    bare = pattern.strip("*")
    if pattern.startswith("*"):
        return (bare in form) if pattern.endswith("*") else form.endswith(bare)
    return form.startswith(bare) if pattern.endswith("*") else form == bare


def _follow(tokens: Sequence[Token], number: int, rest: tuple[str, ...]) -> int:
    """Where a phrase ends whose rest begins at a token; 0 if it does not follow."""
    if not rest:
        return number
    if rest[0] == "…":
        reach = range(number, min(len(tokens), number + GAP + 1))
        return next((end for at in reach if (end := _follow(tokens, at, rest[1:]))), 0)
    if number >= len(tokens) or not any(fits(rest[0], form) for form in tokens[number].forms):
        return 0
    return _follow(tokens, number + 1, rest[1:])


def values(table: Mapping[str, Iterable[str]]) -> list[tuple[str, str]]:
    """The phrases of a table of the lexicon, each with the key it stands under."""
    return [(phrase, key) for key, phrases in table.items() for phrase in phrases]
