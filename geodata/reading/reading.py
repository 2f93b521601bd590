"""What was recognised in an article, each thing at its place in the text."""

from dataclasses import dataclass
from typing import Literal

from geodata.reading.document import Document

Sort = Literal["place", "date", "people", "act", "source"]


@dataclass(frozen=True)
class Mention:
    """Words of the text that name a place, a time, people, an act or who says it.

    `begin` and `end` are positions in the text. `value` is what they mean: the ID of a place, a day,
    month or year as far as the words go, a number of people (a blank where the words give none), an act.
    """

    sort: Sort
    begin: int
    end: int
    words: str
    value: str


@dataclass(frozen=True)
class Passage:
    """A piece of the text, verbatim, that speaks of the border."""

    begin: int
    end: int
    text: str
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True)
class Reading:
    """An article as it was read: what it is, its language, and the passages that speak of the border.

    `document` holds the text that all positions count in, completed by what its page says of itself.
    `language` is a code of ISO 639-1. `nothing` says why nothing is proposed, one word for each reason;
    it is empty where something is. `unread` counts the characters behind the end of what is read.
    """

    document: Document
    language: str
    mentions: tuple[Mention, ...] = ()
    passages: tuple[Passage, ...] = ()
    nothing: tuple[str, ...] = ()
    unread: int = 0
