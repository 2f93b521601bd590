"""Numbers in a text: in digits as each language writes them, and in words."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from geodata.reading.lexicon import Lexicon
from geodata.reading.words import Token

# Digits with thousands set apart by a blank, a point, a comma or an apostrophe, or with decimals.
_DIGITS = re.compile(
    r"(?<![\d:.,])(\d{1,3}(?:[  .,'’ \u202f]\d{3})+|\d+)(?:([.,])(\d{1,2}))?(?![\d:]|[.,]\d)"
)
_MOST = 10_000_000
_BETWEEN_SIGNS = re.compile(r"[^\d]")


class Number(NamedTuple):
    """A number named: its tokens, and what it counts to; `decimal` where it is no whole number."""

    first: int
    after: int
    value: int
    bare: bool
    together: bool = False


def is_count(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether a bare number that may be a year counts the people behind it: "1900 Russians came".

    Behind a word of time it is a year still: "in 2015 refugees came".
    """
    behind = lexicon.people.find(tokens[at + 1 : at + 3])
    if not any(hit.first == 0 and hit.value in {"many", "asylum"} for hit in behind):
        return False
    before = tokens[max(0, at - 1) : at]
    named = (lexicon.months, lexicon.short_months, lexicon.times)
    timed = any(phrases.find(before) for phrases in named)
    return bool(before) and before[0].form not in lexicon.small and not timed


def numbers(text: str, tokens: Sequence[Token], lexicon: Lexicon) -> list[Number]:
    """The whole numbers that a sentence names, in their order."""
    found = [*_digits(text, tokens, lexicon), *_words(tokens, lexicon)]
    return sorted(found)


def _digits(text: str, tokens: Sequence[Token], lexicon: Lexicon) -> list[Number]:
    if not tokens:
        return []
    found = []
    starts = {token.begin: number for number, token in enumerate(tokens)}
    for match in _DIGITS.finditer(text, tokens[0].begin, tokens[-1].end):
        first = starts.get(match.start())
        if first is None or match.group().startswith("0"):
            continue
        after = next(
            (at for at in range(first, len(tokens)) if tokens[at].begin >= match.end()), len(tokens)
        )
        whole = int(_BETWEEN_SIGNS.sub("", match.group(1))[:12])
        value = float(f"{whole}.{match.group(3)}") if match.group(3) else float(whole)
        factor, after = _multiplied(tokens, after, lexicon)
        value *= factor
        if value == int(value) and value <= _MOST:
            bare = factor == 1 and match.group(0).isdigit()
            found.append(Number(first, after, int(value), bare))
    return found


def _multiplied(tokens: Sequence[Token], after: int, lexicon: Lexicon) -> tuple[int, int]:
    """What the words after a number multiply it by, and the token behind them."""
    hits = lexicon.multipliers.find(tokens[after : after + 1])
    return (int(hits[0].value), after + 1) if hits else (1, after)


def _words(tokens: Sequence[Token], lexicon: Lexicon) -> list[Number]:
    found: list[Number] = []
    for hit in lexicon.numbers.find(tokens):
        value = int(hit.value)
        last = found[-1] if found and found[-1].after == hit.first else None
        if last and (
            last.value % 100 == 0 < value < 100  # two hundred (and) ten
            or (20 <= last.value < 100 and value < 10)  # twenty-five
        ):
            found[-1] = Number(last.first, hit.after, last.value + value, False)
            continue
        factor, after = _multiplied(tokens, hit.after, lexicon)
        found.append(Number(hit.first, after, value * factor, False))
    for hit in lexicon.together.find(tokens):
        found.append(Number(hit.first, hit.after, int(hit.value), False, together=True))
    return found
