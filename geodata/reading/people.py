"""How many people a sentence speaks of: numbers with the people they count, or words in their place."""

from collections.abc import Iterator, Sequence, Set
from typing import NamedTuple

from geodata.reading.lexicon import Lexicon
from geodata.reading.numbers import Number, is_count, numbers
from geodata.reading.words import Hit, Token

_PARTING = frozenset(":;–—")  # what a number does not count beyond
_AHEAD = 4  # words between a number and the people it counts
_YEARS = range(1900, 2101)


class People(NamedTuple):
    """People named: where, how many (None where words alone say it), and how surely: 3 is surest."""

    first: int
    after: int
    number: int | None
    weight: int


def people(
    text: str,
    tokens: Sequence[Token],
    lexicon: Lexicon,
    nouns: Sequence[Hit],
    nations: Sequence[Hit],
    acts: Sequence[Hit],
    times: Set[int],
) -> list[People]:
    """The people that a sentence speaks of, in its order.

    `nations` are its names of countries, `times` the words that are part of a day, month or year.
    """
    units = {hit.first for hit in (*lexicon.units.find(tokens), *_built(tokens, lexicon))}
    found = list(_numbered(text, tokens, lexicon, nations, acts, nouns, units, times))
    taken = {at for each in found for at in range(each.first, each.after)}
    found += _unnumbered(tokens, nouns, units, taken)
    found += _nationals(text, tokens, nouns, nations, acts, found)
    return _together(sorted(found), tokens, lexicon.conjunctions)


def _numbered(
    text: str,
    tokens: Sequence[Token],
    lexicon: Lexicon,
    nations: Sequence[Hit],
    acts: Sequence[Hit],
    nouns: Sequence[Hit],
    units: Set[int],
    times: Set[int],
) -> Iterator[People]:
    """The numbers that count people: no ages, no hours, and nothing of a day."""
    for number in numbers(text, tokens, lexicon):
        if number.first in times or _is_part_of_a_word(text, tokens, number, nouns):
            continue
        counted = _counted(text, tokens, number, nouns, units, nations, lexicon)
        if counted := counted or _acting(text, tokens, _of_them(number, nouns), acts, units):
            yield _hedged(counted, nouns)


def _is_part_of_a_word(
    text: str, tokens: Sequence[Token], number: Number, nouns: Sequence[Hit]
) -> bool:
    """Whether a hyphen makes a number an age or an hour: "the 74-year-old", "ved 12-tiden"."""
    after = number.after
    joined = after < len(tokens) and text[tokens[after - 1].end : tokens[after].begin] in _HYPHENS
    if not joined:
        return False
    behind = [hit.value for hit in nouns if hit.first == after]
    return "one" in behind or (not behind and tokens[after].form.isalpha())


_HYPHENS = frozenset("-‐‑–")


def _built(tokens: Sequence[Token], lexicon: Lexicon) -> Iterator[Hit]:
    """What is counted at a border and is no people: fences, rivers, checkpoints, animals."""
    for mark in ("fence", "river", "checkpoint", "animal"):
        if mark in lexicon.marks:
            yield from lexicon.marks[mark].find(tokens)


def _together(
    found: Sequence[People], tokens: Sequence[Token], conjunctions: Set[str]
) -> list[People]:
    """The people with those summed up between whom an "and" stands: "an Indian and two Syrians"."""
    joined: list[People] = []
    for each in found:
        last = joined[-1] if joined else None
        if last and last.number and each.number and min(last.weight, each.weight) >= 2:
            between = tokens[last.after : each.first]
            prefixed = not between and tokens[each.first].form[:1] in conjunctions
            if prefixed or (len(between) == 1 and between[0].form in conjunctions):
                total, weight = last.number + each.number, max(last.weight, each.weight)
                joined[-1] = People(last.first, each.after, total, weight)
                continue
        joined.append(each)
    return joined


def _acting(
    text: str, tokens: Sequence[Token], number: Number, acts: Sequence[Hit], units: Set[int]
) -> People | None:
    """A number that is people since they act: "51 sought asylum", "last week came around 500"."""
    is_year = number.bare and number.value in _YEARS
    if is_year or number.after in units or number.value < 2:
        return None
    before = any(hit.value in _COMING and 0 <= number.first - hit.after <= 2 for hit in acts)
    behind = [hit for hit in acts if hit.value in _COMING and hit.first == number.after]
    if any(at in units for hit in behind for at in range(hit.first, hit.after + 1)):
        return None  # "five illegal border crossings"
    after = bool(behind) or _do(tokens, number, acts, units)
    rest = text[tokens[number.after - 1].end :][:2]
    ends = not rest or rest[0] in ",.;)\n" or rest in {" –", " -"}
    if after or (before and ends and number.value > _ORDINAL):
        return People(number.first, number.after, number.value, 3)
    return None


def _of_them(number: Number, nouns: Sequence[Hit]) -> Number:
    """A number with what says of whom it is a part: "150 of them"."""
    ends = (hit.after for hit in nouns if hit.value == "among" and hit.first == number.after)
    return number._replace(after=next(ends, number.after))


def _do(tokens: Sequence[Token], number: Number, acts: Sequence[Hit], units: Set[int]) -> bool:
    """Whether a number stands with one or two words before an act of people: "four youths threw"."""
    firsts = {hit.first for hit in acts if hit.value in _OF_PEOPLE}
    for first in (number.after + 1, number.after + 2):
        between = range(number.after, first)
        words = all(at < len(tokens) and tokens[at].form.isalpha() for at in between)
        if first in firsts and words and units.isdisjoint(between):
            return True
    return False


_OF_PEOPLE = frozenset(("crossed", "threw", "asylum"))
_COMING = frozenset(("arrived", "asylum", "crossed", "stopped"))
_ORDINAL = 12  # numbers up to this may be hours or days of a month


def _nationals(
    text: str,
    tokens: Sequence[Token],
    nouns: Sequence[Hit],
    nations: Sequence[Hit],
    acts: Sequence[Hit],
    found: Sequence[People],
) -> Iterator[People]:
    """One of a nation: by the ending of the word, or by an article and no noun behind it."""
    taken = {number for each in found for number in range(each.first, each.after)}
    for hit in nations:
        if hit.first in taken:
            continue
        if any(noun.value == "national" and noun.first == hit.first for noun in nouns):
            yield People(hit.first, hit.after, 1, 2)
            continue
        if (
            not _article(hit, nouns)
            or hit.after >= len(tokens)
            or _is_acronym(text, tokens[hit.after])
        ):
            continue
        if len(tokens[hit.after].form) <= 3 or any(act.first == hit.after for act in acts):
            yield People(hit.first - 1, hit.after, 1, 2)


def _is_acronym(text: str, token: Token) -> bool:
    """Whether a word is the name of a body in capitals: "the Norwegian PST"."""
    word = text[token.begin : token.end]
    return len(word) > 1 and word.isupper()


def named(
    text: str,
    tokens: Sequence[Token],
    acts: Sequence[Hit],
    said: Sequence[Hit],
    known: Set[int],
    nouns: Sequence[Hit],
) -> list[People]:
    """Somebody named in full beside an act, who is not the one who says it."""
    found = []
    officials = {hit.after for hit in nouns if hit.value == "official"}
    verbs = {number for hit in said if hit.value == "verb" for number in (hit.first, hit.after - 1)}
    for number in range(len(tokens) - 1):
        pair = tokens[number : number + 2]
        if known & {number, number + 1} or not all(_is_name(text, token) for token in pair):
            continue
        if text[pair[0].end : pair[1].begin] != " " or number in officials:
            continue
        near = any(
            -_NEAR_ACT <= hit.first - number - 2 <= _NEAR_ACT or -1 <= number - hit.after <= 2
            for hit in acts
            if hit.value in _COMING
        )
        speaks = any(-3 <= verb - number <= 5 for verb in verbs)
        if near and not speaks:
            found.append(People(number, number + 2, 1, 2))
    return found


_NEAR_ACT = 3


def _is_name(text: str, token: Token) -> bool:
    word = text[token.begin : token.end]
    return len(word) > 2 and word[0].isupper() and word[1:].islower()


def _counted(
    text: str,
    tokens: Sequence[Token],
    number: Number,
    nouns: Sequence[Hit],
    units: Set[int],
    nations: Sequence[Hit],
    lexicon: Lexicon,
) -> People | None:
    """What a number counts, if it is people."""
    if number.value == 0 or _is_year(tokens, number, lexicon):
        return None
    if number.after < len(tokens) and tokens[number.after].form in lexicon.words("time", "last"):
        return None  # "the two last countries"
    for at in range(number.after, min(len(tokens), number.after + _AHEAD + 1)):
        if at in units and (at == number.after or not number.together):
            return None  # "the two countries", but "the two later"
        if not _PARTING.isdisjoint(text[tokens[at - 1].end : tokens[at].begin]):
            break
        noun = next((hit for hit in nouns if hit.first == at), None)
        if noun and noun.value == "many" and number.value == 1 and at > number.after:
            return None  # "a partial mobilisation to send fighters"
        if noun and noun.value in _COUNTED:
            return People(number.first, noun.after, number.value, 3)
        if noun and noun.value in {"official", "not"}:
            return None
        if at < number.after + 2 and at + 1 not in units and _is_nation(at, number, nouns, nations):
            return People(number.first, at + 1, number.value, 3)
        if tokens[at].begin - tokens[at - 1].end > 2 or tokens[at].form.isdigit():
            break
    return People(number.first, number.after, number.value, 2) if number.together else None


def _is_year(tokens: Sequence[Token], number: Number, lexicon: Lexicon) -> bool:
    may_be = number.bare and number.value in _YEARS and number.after - number.first == 1
    return may_be and not is_count(tokens, number.first, lexicon)


def _is_nation(at: int, number: Number, nouns: Sequence[Hit], nations: Sequence[Hit]) -> bool:
    """Whether a word is the name of a people: "two Syrians", but not "two Syrian passports"."""
    ends_so = any(hit.first == at and hit.value == "demonym" for hit in nouns)
    return any(hit.first == at for hit in nations) and (ends_so or number.together)


_COUNTED = frozenset(("many", "one", "asylum"))


def _hedged(counted: People, nouns: Sequence[Hit]) -> People:
    """The same with the words before the number that say how near it is."""
    for hit in nouns:
        if hit.value == "hedge" and hit.after == counted.first:
            return counted._replace(first=hit.first)
    return counted


def _unnumbered(
    tokens: Sequence[Token], nouns: Sequence[Hit], units: Set[int], taken: set[int]
) -> Iterator[People]:
    for hit in nouns:
        span = range(hit.first, hit.after)
        if not taken.isdisjoint(span):
            continue
        if hit.value == "one":
            article = hit.first - 1 if _article(hit, nouns) else hit.first
            yield People(article, hit.after, 1, 2)
        elif hit.value == "vague":
            after = _counted_by(hit, nouns)
            reach = after if after > hit.after else hit.after + _AHEAD
            if not units.isdisjoint(range(hit.after, reach)):
                continue
            taken.update(range(hit.first, after))
            yield People(hit.first, after, None, 2)
        elif hit.value in {"many", "asylum"}:
            yield People(hit.first, hit.after, None, 1)
        elif hit.value == "pronoun":
            yield People(hit.first, hit.after, 1, 0)


def _article(hit: Hit, nouns: Sequence[Hit]) -> bool:
    return any(noun.value == "article" and noun.after == hit.first for noun in nouns)


def _counted_by(hit: Hit, nouns: Sequence[Hit]) -> int:
    """Where the people end of whom there are "hundreds"."""
    ends = [
        noun.after
        for noun in nouns
        if noun.value in _COUNTED and 0 <= noun.first - hit.after <= _AHEAD
    ]
    return min(ends, default=hit.after)
