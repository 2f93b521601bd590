"""Days, months, years and periods in words, no more precise than they are known."""

from datetime import date

from babel.dates import format_date, format_interval, format_skeleton

from geodata.model.dates import earliest
from geodata.words.language import locale, pgettext


def in_words(prefix: str) -> str:
    """One prefix in words: "13 January 2023", "January 2023", "2023"."""
    return _WORDED[prefix.count("-")](earliest(prefix))


def _year(day: date) -> str:
    return str(day.year)


def _month(day: date) -> str:
    return format_skeleton("yMMMM", day, locale=locale())


def _day(day: date) -> str:
    return format_date(day, "long", locale=locale())


_WORDED = (_year, _month, _day)


def period(start: str, end: str, called: str = "") -> str:
    """A period in words; what it is called where that says more than its dates: "autumn 2023"."""
    if called:
        return called
    if start == end or not end:
        return in_words(start) if start else ""
    if not start:
        return pgettext("period", "until %(end)s", end=in_words(end))
    if len(start) == len(end) and start[:4] == end[:4]:
        return _within_a_year(start, end)
    return _from_to(in_words(start), in_words(end))


def _within_a_year(start: str, end: str) -> str:
    first, last = earliest(start), earliest(end)
    if len(start) == 7:
        # Plain spaces around the dash, as in every other period here.
        return format_interval(first, last, "yMMMM", locale=locale()).replace("\u2009", " ")
    if start[:7] == end[:7]:
        day = format_skeleton("d", first, locale=locale())
        return pgettext("period", "%(first)s–%(last)s", first=day, last=_day(last))
    return _from_to(format_skeleton("MMMMd", first, locale=locale()), _day(last))


def _from_to(start: str, end: str) -> str:
    return pgettext("period", "%(start)s – %(end)s", start=start, end=end)


def years(first: int, last: int) -> str:
    """A year, or a range of years: "2023", "2012–2023"."""
    return str(first) if first == last else f"{first}–{last}"
