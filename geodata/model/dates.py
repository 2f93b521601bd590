"""Dates as short as they are uncertain: ISO 8601 prefixes such as 2023, 2023-01 and 2023-01-13."""

import calendar
import re
from datetime import date

MONTHS = list(calendar.month_name)

# Wording that a date note may open with and that says more than the months do: "autumn 2023".
_WORDING = re.compile(
    r"(?:(?:early|mid|late)[ -])?"
    r"(?:spring|summer|autumn|winter|" + "|".join(MONTHS[1:]) + r") \d{4}",
    re.IGNORECASE,
)


def earliest(prefix: str) -> date:
    """The first day that a prefix covers; raises ValueError for a day that does not exist."""
    year, month, day = (*(int(part) for part in prefix.split("-")), 1, 1)[:3]
    return date(year, month, day)


def latest(prefix: str) -> date:
    """The last day that a prefix covers; raises ValueError for a day that does not exist."""
    parts = [int(part) for part in prefix.split("-")]
    if len(parts) == 3:
        return date(*parts)
    month = parts[1] if len(parts) == 2 else 12
    return date(parts[0], month, calendar.monthrange(parts[0], month)[1])


def split_note(note: str) -> tuple[str, str]:
    """What a date note calls the period, if it opens with that, and what it says besides.

    >>> split_note("autumn 2023; the article names no day")
    ('autumn 2023', 'The article names no day')
    """
    wording = _WORDING.match(note)
    called = wording.group() if wording else ""
    return called, _sentence(note[len(called) :])


def split_alike(note: str, called: str) -> tuple[str, str]:
    """The same of a translated note, whose original calls the period something, or nothing."""
    if not called:
        return "", _sentence(note)
    opening, _, rest = note.partition(";")
    return opening.strip(), _sentence(rest)


def _sentence(text: str) -> str:
    text = text.strip(" ;,.:–-")
    return text[:1].upper() + text[1:]
