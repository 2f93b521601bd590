"""What an article may report: an event, field by field, each with the passage it comes from."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from geodata.reading.reading import Passage


@dataclass(frozen=True)
class Said:
    """The value of one field as a cell of the table would hold it, and the words that say so."""

    value: str
    words: str
    passage: Passage


@dataclass(frozen=True)
class Candidate:
    """A report of the data that an event may be, and why: one word for each reason, the best first."""

    crossing_id: str
    why: tuple[str, ...]
    score: float


@dataclass(frozen=True)
class Proposal:
    """One event of an article, for a person to decide on.

    `fields` are columns of the crossings: place, period, people and their words, direction, kind, what
    it is part of. `main` tells what the article reports from what it recalls. `candidates` are the
    reports that it may be, best first; none where it is new.
    """

    passage: Passage
    fields: Mapping[str, Said] = field(default_factory=dict)
    main: bool = True
    candidates: tuple[Candidate, ...] = ()
