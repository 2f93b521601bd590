"""Reads a document: its language, its passages about this border, and what each of them names."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from geodata.model.dataset import Dataset
from geodata.model.kept import kept
from geodata.model.unseen import without_unseen
from geodata.reading import events
from geodata.reading.countries import two_letters
from geodata.reading.document import Document
from geodata.reading.events import Event
from geodata.reading.kinds import leads_elsewhere
from geodata.reading.languages import language_of
from geodata.reading.lexicon import lexicon
from geodata.reading.origin import completed
from geodata.reading.reading import Mention, Passage, Reading
from geodata.reading.telling import told
from geodata.reading.told import Told

MOST = 60_000  # characters of a text that are read
NOTHING = (
    "no-text",
    "unknown-language",
    "other-border",
    "no-report",
    "supposed",
)
_SHORT = 24  # words of a passage below which the sentence behind it is shown too
_SAME_PASSAGE = 72  # words of a passage, at most, where a sentence is not longer
_MOST_SENTENCES = 6
_WENT = 1.5  # what it tells of an event that people went or tried, not only what became of them


@dataclass(frozen=True)
class Analysis:
    """All that is known of a text: its sentences, and the events that they tell of."""

    told: tuple[Told, ...]
    events: tuple[Event, ...]
    near: tuple[int, ...]
    whole: bool


def read(document: Document, dataset: Dataset) -> Reading:
    """Read a document: whatever its text is, this answers."""
    clean, language = _cleaned(document)
    text = clean.text
    found = analysed(dataset, text, language, clean.published)
    mentions = tuple(sorted({m for one in found.told for m in _mentions(text, one)}, key=_order))
    passages = tuple(_passages(text, found, mentions))
    nothing = () if found.events else _why_nothing(found, language)
    unread = document.unread + max(0, len(document.text) - MOST)
    return Reading(clean, language, mentions, passages, nothing, unread)


def _cleaned(document: Document) -> tuple[Document, str]:
    """A document as it is read, completed by what it says of itself, and its language."""
    text = seen(document.text)[:MOST]
    language = language_of(text)
    return completed(replace(document, text=text), language), language


@kept(8)
def analysed(dataset: Dataset, text: str, language: str, published: str) -> Analysis:
    """What a text tells, sentence by sentence, and the events in it."""
    said = told(text, lexicon(language), dataset, published)
    beside = frozenset(two_letters(country.code) for country in dataset.border.others)
    where = events.about(said, beside)
    told_of = events.events(said, where, published)
    found = [event for event in told_of if not leads_elsewhere(dataset, event)]
    return Analysis(tuple(said), tuple(found), where.near, where.whole)


def seen(text: str) -> str:
    """A text without what nobody sees, composed: all positions count in this."""
    return unicodedata.normalize("NFC", without_unseen(text[: 4 * MOST]))


def _why_nothing(found: Analysis, language: str) -> tuple[str, ...]:
    if not found.told:
        return ("no-text",)
    if not lexicon(language).given:
        return ("unknown-language",)
    if not found.whole or max(found.near) <= 0:
        return ("other-border",)
    supposed = any(
        one.supposed and near > 0 for one, near in zip(found.told, found.near, strict=True)
    )
    return ("no-report", "supposed") if supposed else ("no-report",)


def passage_of(
    telling: Mapping[int, float], said: Sequence[Told], between: Set[int]
) -> tuple[int, int]:
    """Where the passage of an event stands: the stretch of its sentences that tells the most of it.

    Sentences `between` tell nothing of it and may stand in the middle, or make a short one longer.
    """
    known = telling.keys() | between
    stretches = (
        (_told_in(range(first, last + 1), telling, said), -last, first, last)
        for first in telling
        for last in range(first, first + _MOST_SENTENCES)
        if last in telling and known >= {*range(first, last + 1)}
        if first == last or _words(said[first : last + 1]) <= _SAME_PASSAGE
    )
    *_, first, last = max(stretches)
    if _words(said[first : last + 1]) < _SHORT and last + 1 in known:
        last += _words(said[first : last + 2]) <= _SAME_PASSAGE
    return said[first].sentence.begin, said[last].sentence.end


def _told_in(stretch: range, telling: Mapping[int, float], said: Sequence[Told]) -> float:
    """How much a stretch tells of an event, and whether that people went at all."""
    went = any(_went(said[number]) for number in stretch if number in telling)
    return sum(telling.get(number, 0) for number in stretch) + _WENT * went


def _went(one: Told) -> bool:
    """Whether a sentence tells that people went, or asked for asylum at the border of both sides."""
    asked = "asylum" in one.live and len(one.sides) == 2 and one.has("border", "checkpoint")
    return asked or bool(one.live & events.OF_GOING)


def _words(told: Sequence[Told]) -> int:
    return sum(len(one.tokens) for one in told)


def _passages(text: str, found: Analysis, mentions: Sequence[Mention]) -> Iterator[Passage]:
    telling = {number for event in found.events for number in event.numbers}
    for number, one in enumerate(found.told):
        if number in telling or (found.whole and found.near[number] >= 1):
            yield passage(text, one.sentence.begin, one.sentence.end, mentions)


def passage(text: str, begin: int, end: int, mentions: Sequence[Mention]) -> Passage:
    """A stretch of the text with what it names."""
    within = tuple(each for each in mentions if begin <= each.begin and each.end <= end)
    return Passage(begin, end, text[begin:end], within)


def _order(mention: Mention) -> tuple[int, int, str, str]:
    return mention.begin, mention.end, mention.sort, mention.value


def _mentions(text: str, one: Told) -> Iterator[Mention]:
    for place in one.places:
        yield _mention(text, "place", place.begin, place.end, place.place_id)
    for when in one.whens:
        yield _mention(text, "date", when.begin, when.end, when.value)
    for each in one.people:
        if each.weight > 0:
            span = one.span(each)
            value = "" if each.number is None else str(each.number)
            yield _mention(text, "people", *span, value)
    for act in one.acts:
        if act.value in one.live:
            yield _mention(text, "act", *one.span(act), act.value)
    for who in one.said:
        if who.value == "who":
            span = one.span(who)
            yield _mention(text, "source", *span, text[slice(*span)])


def _mention(text: str, sort: str, begin: int, end: int, value: str) -> Mention:
    return Mention(sort, begin, end, text[begin:end], value)  # type: ignore[arg-type]
