"""A sentence cut where it goes on to other people at another time or place."""

from dataclasses import replace
from itertools import pairwise

from geodata.reading.people import People
from geodata.reading.sentences import Sentence
from geodata.reading.told import Told


def parts(text: str, one: Told) -> list[Sentence]:
    """A sentence cut where it goes on to other people at another time or place."""
    counted = [each for each in one.people if each.weight >= 2]
    more = {
        number for hit in one.marks.get("another", ()) for number in range(hit.first, hit.after)
    }
    for before, after in pairwise(counted):
        goes_on = after.weight >= 3 or more & {*range(after.first - 3, after.first + 1)}
        cut = _cut(text, one, before, after) if goes_on else 0
        if cut and _tells_two(one, cut):
            return [
                one.sentence._replace(
                    begin=one.tokens[span[0]].begin if span[0] else one.sentence.begin,
                    end=one.tokens[span[1] - 1].end
                    if span[1] < len(one.tokens)
                    else one.sentence.end,
                    tokens=one.sentence.tokens[slice(*span)],
                )
                for span in ((0, cut), (cut, len(one.tokens)))
            ]
    return [one.sentence]


def _cut(text: str, one: Told, before: People, after: People) -> int:
    """The word behind the last comma or semicolon between two mentions of people; 0 if there is none."""
    for number in range(after.first, before.after - 1, -1):
        if number and set(text[one.tokens[number - 1].end : one.tokens[number].begin]) & set(",;،"):
            return number
    return 0


def _tells_two(one: Told, cut: int) -> bool:
    """Whether both parts of a sentence have a time or a sure place of their own."""
    at = one.tokens[cut].begin
    spots = [*(when.begin for when in one.whens), *(place.begin for place in one.sure_places)]
    return any(spot < at for spot in spots) and any(spot >= at for spot in spots)


def borrowing(one: Told, first: Told) -> Told:
    """A part of a sentence that has no verb of its own: "two were held in June, three in March"."""
    return one if one.acts else replace(one, borrowed=first.live)
