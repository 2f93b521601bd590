"""What the desk says of codes: why a report may be the same, why nothing is proposed, what was recognised."""

from collections.abc import Iterable

from geodata.words.dates import in_words
from geodata.words.language import N_
from geodata.words.language import gettext as _

SORTS = {
    "place": N_("Places"),
    "date": N_("Times"),
    "people": N_("People"),
    "act": N_("What happened"),
    "source": N_("Who says so"),
}


def said(words: dict[str, str], code: str) -> str:
    """A code in words; one that is not known here, as it is written."""
    return _(words[code]) if code in words else code.replace("_", " ")


def day(text: str) -> str:
    """A day, month or year in words; whatever else was typed, as it is."""
    try:
        return in_words(text)
    except (ValueError, LookupError, OverflowError):
        return text


# Why nothing is proposed: the words of `NOTHING` in reading/reader.py.
NOTHING = {
    "no-text": N_("There is no text to read."),
    "unknown-language": N_(
        "The language of the text is not one that the desk reads: pick a report, or begin from nothing."
    ),
    "other-border": N_("The text speaks of another border, and of none that these data are about."),
    "no-report": N_("The text says of nobody that they crossed this border, or tried to."),
    "supposed": N_(
        "The text speaks of crossings that may come or might be, not of any that happened."
    ),
}
# Why an event may be a report of the data: the words of `WHY` in reading/matching.py.
WHY = {
    "same-document": N_("this document tells of it already"),
    "day": N_("the same day"),
    "period": N_("the times overlap"),
    "calendar": N_("the month or weekday fits"),
    "place": N_("the same place"),
    "people": N_("the number fits"),
    "part": N_("these people may be some of those counted there"),
    "kind": N_("the same happened"),
    "direction": N_("the same direction"),
    "nationality": N_("the same other country is named"),
    "name": N_("a name in both"),
    "words": N_("it is told in like words"),
}


def nothing_in_words(codes: Iterable[str]) -> list[str]:
    """Why nothing is proposed, a sentence for each reason."""
    found = [said(NOTHING, code) for code in codes]
    return found or [_("Nothing in the text could be made out as a report of this border.")]


def why_in_words(codes: Iterable[str]) -> list[str]:
    """Why an event may be a report of the data, a phrase for each reason."""
    return [said(WHY, code) for code in codes]
