"""Names of people and bodies among the words of a sentence: told from places by their capitals."""

from collections.abc import Sequence
from dataclasses import replace

from geodata.reading.gazetteer import Found
from geodata.reading.told import Told
from geodata.reading.words import Hit, Token

_SMALL = 3  # letters of words that have no capital in any headline


def without_names(text: str, found: list[Told]) -> list[Told]:
    """Without places that are always the second word of somebody's name."""
    named: dict[str, list[bool]] = {}
    for one in found:
        for place in one.places:
            alone = not _is_surname(text, one, place)
            named.setdefault(text[place.begin : place.end].lower(), []).append(alone)
    surnames = {name for name, alone in named.items() if not any(alone)}
    if not surnames:
        return found
    return [_kept(text, one, surnames) for one in found]


def _kept(text: str, one: Told, surnames: set[str]) -> Told:
    kept = tuple(p for p in one.places if text[p.begin : p.end].lower() not in surnames)
    return replace(one, places=kept) if len(kept) < len(one.places) else one


def _is_surname(text: str, one: Told, place: Found) -> bool:
    """Whether a capitalised word that is no country, no place and no beginning stands before a name."""
    number = next((n for n, t in enumerate(one.tokens) if t.begin == place.begin), 0)
    if number < 1 or place.end - place.begin != len(text[place.begin : place.end].split()[0]):
        return False
    before = one.tokens[number - 1]
    if not text[before.begin].isupper() or text[before.end : place.begin].strip(" \xa0"):
        return False
    known = {hit.first for hit in (*one.countries, *one.guards, *one.others)}
    spoken = any(hit.value == "verb" and abs(hit.first - number) <= 2 for hit in one.said)
    return number - 1 not in known and (number > 1 or spoken) and spoken


def name_around(text: str, tokens: Sequence[Token], hit: Hit) -> set[int]:
    """A word with those around it that have a capital too, nothing but a blank between them."""
    first, after = hit.first, hit.after
    while first and _is_one_name(text, tokens[first - 1 : first + 1]):
        first -= 1
    while after < len(tokens) and _is_one_name(text, tokens[after - 1 : after + 1]):
        after += 1
    return {*range(first, after)}


def _is_one_name(text: str, pair: Sequence[Token]) -> bool:
    one, two = pair
    capital = text[one.begin].isupper() and text[two.begin].isupper()
    return capital and text[one.end : two.begin] == " "


def is_in_title_case(text: str, tokens: Sequence[Token]) -> bool:
    """Whether nearly every long word of a line has a capital: names cannot be told from others."""
    long = [token for token in tokens if token.end - token.begin > _SMALL]
    capital = sum(text[token.begin].isupper() for token in long)
    return len(long) > 3 and capital > 0.7 * len(long)
