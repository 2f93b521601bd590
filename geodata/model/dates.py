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


def in_words(prefix: str) -> str:
    """One prefix in words: "13 January 2023", "January 2023", "2023"."""
    parts = prefix.split("-")
    words = [parts[0]]
    if len(parts) > 1:
        words.insert(0, MONTHS[int(parts[1])])
    if len(parts) > 2:
        words.insert(0, str(int(parts[2])))
    return " ".join(words)


def describe(start: str, end: str, note: str = "") -> str:
    """A period in words, no more precise than it is known; a season named in the note wins."""
    if wording := _WORDING.match(note):
        return wording.group()
    if start == end or not end:
        return in_words(start)
    if not start:
        return f"until {in_words(end)}"
    if len(start) == len(end) > 4 and start[:4] == end[:4]:
        if len(start) == 10 and start[:7] == end[:7]:
            return f"{int(start[8:])}–{in_words(end)}"
        return f"{in_words(start).rsplit(' ', 1)[0]} – {in_words(end)}"
    return f"{in_words(start)} – {in_words(end)}"


def note_beyond_wording(note: str) -> str:
    """What a date note says besides the wording that `describe` already shows."""
    wording = _WORDING.match(note)
    rest = note[wording.end() :] if wording else note
    rest = rest.strip(" ;,.:–-")
    return rest[:1].upper() + rest[1:]
