"""When a text says something was: days, months, years and seasons, as far as its words go."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from geodata.reading.lexicon import Lexicon
from geodata.reading.numbers import is_count
from geodata.reading.sentences import Sentence
from geodata.reading.words import Hit, Token

_NUMERIC = re.compile(
    r"(?<![\d.,/-])(?:(\d{4})-(\d{1,2})(?:-(\d{1,2}))?|(\d{1,2})([./])(\d{1,2})\5(\d{4}|\d{2}))(?![\d/]|[.,-]\d)"
)
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
_EARLIEST, _LATEST = 1900, 2100
_BESIDE = 3  # words within which a day, a year or a modifier belongs to a month or a season
_WEEKS = 53  # of a year, at most
_SHORT_LINE = 9  # words of a line that may be a dateline
WEEKDAY = "-W-"  # how it begins where no more than a weekday is known


class When(NamedTuple):
    """A time named: where, its first and last day, month or year (blank if unknown), and how surely.

    `since` tells that it is no time at which something was, but one from or until which. `yearless`
    is what is known of a time whose year is not: "--05", "--05-04", or "-W-1" for a Monday.
    """

    begin: int
    end: int
    start: str
    until: str
    since: bool = False
    precise: int = 0
    yearless: str = ""

    @property
    def value(self) -> str:
        """One prefix, or the first and the last with a slash between."""
        return self.start if self.start == self.until else f"{self.start}/{self.until}"


@dataclass
class Calendar:
    """Reads the times of one document, sentence after sentence: each may lean on the one before."""

    lexicon: Lexicon
    published: str = ""
    last_year: str = ""

    def read(self, text: str, sentence: Sentence) -> list[When]:
        """The times that a sentence names, in their order."""
        tokens = sentence.tokens
        taken: set[int] = set()
        found = [*self._numeric(text, sentence, taken)]
        times = self.lexicon.times.find(tokens)
        found += self._months(text, tokens, times, taken)
        found += self._seasons(tokens, times, taken)
        found += self._years(tokens, times, taken)
        found += self._weekdays(text, tokens, times, taken)
        found += self._week_numbers(tokens, times, taken)
        found += self._relative(tokens, times, taken)
        found.sort()
        for when in found:
            if when.start:
                self.last_year = when.start[:4]
        return [self._since(when, tokens, times) for when in found]

    def _numeric(self, text: str, sentence: Sentence, taken: set[int]) -> Iterator[When]:
        for match in _NUMERIC.finditer(text, sentence.begin, sentence.end):
            year, month, day, first, _, second, last = match.groups()
            if first:
                year, month, day = (f"20{last}" if len(last) == 2 else last), second, first
                if int(month) > 12:
                    month, day = day, month
            if not (prefix := _prefix(int(year), int(month), int(day or 0))):
                continue
            taken |= {
                number
                for number, token in enumerate(sentence.tokens)
                if match.start() <= token.begin < match.end()
            }
            yield When(*match.span(), prefix, prefix, precise=3)

    def _months(
        self, text: str, tokens: Sequence[Token], times: Sequence[Hit], taken: set[int]
    ) -> Iterator[When]:
        long = [(hit, True) for hit in self.lexicon.months.find(tokens)]
        at = {hit.first for hit, _ in long}
        short = [(hit, False) for hit in self.lexicon.short_months.find(tokens)]
        for hit, full in [*long, *(each for each in short if each[0].first not in at)]:
            if taken.intersection(range(hit.first, hit.after)) or not self._is_name(
                text, tokens, hit
            ):
                continue
            day, span = self._day(tokens, hit, taken)
            year, span = self._year(tokens, span, times, taken)
            if not full and not day:
                continue
            if self.lexicon.capital and not (day or year) and not self._introduced(tokens, hit):
                continue
            taken |= set(range(*span))
            prefix = self._dated(year, int(hit.value), day)
            yield When(
                tokens[span[0]].begin,
                tokens[span[1] - 1].end,
                prefix,
                prefix,
                precise=2 + bool(day),
                yearless="" if prefix else f"--{hit.value:0>2}" + (f"-{day:02}" if day else ""),
            )

    def _is_name(self, text: str, tokens: Sequence[Token], hit: Hit) -> bool:
        """Whether a word may be a month or weekday: "may" and "march" are, with a capital alone."""
        return not self.lexicon.capital or text[tokens[hit.first].begin].isupper()

    def _introduced(self, tokens: Sequence[Token], hit: Hit) -> bool:
        """Whether a month alone has a word before it that makes it one."""
        words = self.lexicon.words("time", "in")
        return not words or (hit.first > 0 and tokens[hit.first - 1].form in words)

    def _day(
        self, tokens: Sequence[Token], hit: Hit, taken: set[int]
    ) -> tuple[int, tuple[int, int]]:
        """The day beside a month, and how far the two reach together."""
        small = self.lexicon.words("time", "of")
        for at in range(hit.first - 1, hit.first - _BESIDE - 1, -1):
            if at >= 0 and at not in taken and (day := _day_number(tokens[at].form)):
                between = tokens[at + 1 : hit.first]
                if all(token.form in small or token.form in _ORDINALS for token in between):
                    return day, (at, hit.after)
        if hit.after < len(tokens) and hit.after not in taken:
            token = tokens[hit.after]
            if (day := _day_number(token.form)) and token.begin - tokens[hit.after - 1].end <= 2:
                after = hit.after + 1
                if after < len(tokens) and tokens[after].form in _ORDINALS:
                    after += 1
                return day, (hit.first, after)
        return 0, (hit.first, hit.after)

    def _year(
        self, tokens: Sequence[Token], span: tuple[int, int], times: Sequence[Hit], taken: set[int]
    ) -> tuple[int, tuple[int, int]]:
        """The year beside a month or season, or one that a word means, and how far it all reaches."""
        small = {*self.lexicon.words("time", "of"), *self.lexicon.words("time", "year_word")}
        behind = [(at, (span[0], at + 1)) for at in range(span[1], span[1] + _BESIDE)]
        ahead = [(at, (at, span[1])) for at in range(span[0] - 1, span[0] - _BESIDE - 1, -1)]
        for at, reach in (*behind, *ahead):
            within = 0 <= at < len(tokens) and at not in taken
            between = tokens[span[1] : at] if at >= span[1] else tokens[at + 1 : span[0]]
            year = _year_number(tokens[at].form) if within else 0
            if year and all(token.form in small for token in between):
                return year, reach
        for hit in times:
            near = -_BESIDE < hit.first - span[1] < _BESIDE or 0 <= span[0] - hit.after < _BESIDE
            years = {"last_year", "this_year", "same_year"}
            if near and hit.value in years and (meant := self._span(hit.value)):
                taken.update(range(hit.first, hit.after))
                reach = min(span[0], hit.first), max(span[1], hit.after)
                return int(meant[0] or 0), reach
        return 0, span

    def _shifted(self, years: int) -> str:
        return str(int(self.published[:4]) + years) if self.published else ""

    def _dated(self, year: int, month: int, day: int) -> str:
        """The prefix of a day or month, its year the last that it may be; a blank where none is known."""
        if year:
            return _prefix(year, month, day)
        if not self.published:
            return ""
        year = int(self.published[:4])
        length = min(len(self.published), 10 if day else 7)
        if _prefix(year, month, day)[:length] > self.published[:length]:
            year -= 1
        return _prefix(year, month, day)

    def _seasons(
        self, tokens: Sequence[Token], times: Sequence[Hit], taken: set[int]
    ) -> Iterator[When]:
        for hit in times:
            season = hit.value.removeprefix("last_").removeprefix("this_")
            if season not in _SEASONS or taken.intersection(range(hit.first, hit.after)):
                continue
            year, span = self._year(tokens, (hit.first, hit.after), times, taken)
            last = hit.value.startswith("last_") or self._is_last(hit, times)
            taken |= set(range(*span))
            start, until = self._season(_SEASONS[season], year, last=last)
            yield When(tokens[span[0]].begin, tokens[span[1] - 1].end, start, until, precise=2)

    def _is_last(self, hit: Hit, times: Sequence[Hit]) -> bool:
        return any(one.value == "last" and hit.first - one.after in {0, 1} for one in times)

    def _season(self, month: int, year: int, *, last: bool) -> tuple[str, str]:
        if not year and self.published:
            year = int(self.published[:4])
            now = self.published[:7] if len(self.published) > 4 else f"{year}-12"
            begun = f"{year}-{month:02}"
            ended = _later_month(year, month, 2)
            if begun > now or (last and ended >= now):
                year -= 1
        if not year:
            return "", ""
        return f"{year}-{month:02}", _later_month(year, month, 2)

    def _years(
        self, tokens: Sequence[Token], times: Sequence[Hit], taken: set[int]
    ) -> Iterator[When]:
        born = {
            number for hit in times if hit.value == "born" for number in range(hit.first, hit.after)
        }
        for number, token in enumerate(tokens):
            year = _year_number(token.form)
            if not year or number in taken or self._is_birth(tokens, number, born):
                continue
            if self.published and year > int(self.published[:4]):
                continue
            if is_count(tokens, number, self.lexicon):
                continue
            taken.add(number)
            yield When(token.begin, token.end, str(year), str(year), precise=1)

    def _is_birth(self, tokens: Sequence[Token], number: int, born: set[int]) -> bool:
        """Whether a year is one of birth: the word stands near, before or after a list of years."""
        return any(abs(number - at) <= _BESIDE for at in born) or any(
            at - number in range(1, 9)
            and all(_year_number(t.form) or len(t.form) <= 2 for t in tokens[number + 1 : at - 1])
            for at in born
        )

    def _weekdays(
        self, text: str, tokens: Sequence[Token], times: Sequence[Hit], taken: set[int]
    ) -> Iterator[When]:
        for hit in self.lexicon.weekdays.find(tokens):
            if taken.intersection(range(hit.first, hit.after)) or not self._is_name(
                text, tokens, hit
            ):
                continue
            taken |= set(range(hit.first, hit.after))
            prefix = self._weekday(int(hit.value), last=self._is_last(hit, times))
            span = tokens[hit.first].begin, tokens[hit.after - 1].end
            yearless = "" if prefix else f"{WEEKDAY}{hit.value}"
            yield When(*span, prefix, prefix, precise=3, yearless=yearless)

    def _weekday(self, weekday: int, *, last: bool) -> str:
        """The last such day before or on the day of publication; less where that is no day.

        Of "last Friday", and on a Friday, it is the one before.
        """
        today = _day(self.published)
        if not today:
            return self.published
        back = (today.isoweekday() - weekday) % 7
        return (today - timedelta(7 if last and not back else back)).isoformat()

    def _week_numbers(
        self, tokens: Sequence[Token], times: Sequence[Hit], taken: set[int]
    ) -> Iterator[When]:
        """Weeks by their number in the year: "i uke 41"; of no known time where no year is known."""
        for hit in times:
            if hit.value != "weeks" or hit.after >= len(tokens) or {hit.first, hit.after} & taken:
                continue
            number = tokens[hit.after].form
            counted = hit.first and tokens[hit.first - 1].form.isdigit()
            if counted or not (number.isdigit() and 1 <= int(number[:3]) <= _WEEKS):
                continue
            taken |= {*range(hit.first, hit.after + 1)}
            start, until = self._week(int(number))
            yield When(tokens[hit.first].begin, tokens[hit.after].end, start, until, precise=2)

    def _week(self, number: int) -> tuple[str, str]:
        """Monday and Sunday of a week of the year that is spoken of, the one before if it is to come."""
        year = self.last_year or self.published[:4]
        if not year:
            return "", ""
        monday = _monday(int(year), number)
        to_come = monday.isoformat()[: len(self.published)] > self.published
        if to_come and not self.last_year:
            monday = _monday(int(year) - 1, number)
        return monday.isoformat(), (monday + timedelta(6)).isoformat()

    def _relative(
        self, tokens: Sequence[Token], times: Sequence[Hit], taken: set[int]
    ) -> Iterator[When]:
        yield from self._ago(tokens, times, taken)
        for hit in times:
            if taken.intersection(range(hit.first, hit.after)):
                continue
            span = self._span(hit.value)
            if span is None:
                continue
            taken |= set(range(hit.first, hit.after))
            start, until = span
            yield When(tokens[hit.first].begin, tokens[hit.after - 1].end, start, until, precise=2)

    def _span(self, word: str) -> tuple[str, str] | None:
        """First and last day of what a word such as "yesterday" means; None if it means no time."""
        if word == "same_year":
            return self.last_year, self.last_year
        if word not in _RELATIVE:
            return None
        if word in {"this_year", "last_year"}:
            year = self._shifted(-1 if word == "last_year" else 0)
            return year, year
        if word in {"this_month", "last_month"} and len(self.published) >= 7:
            month = _later_month(
                int(self.published[:4]), int(self.published[5:7]), -1 if word == "last_month" else 0
            )
            return month, month
        today = _day(self.published)
        if not today:
            return self.published, self.published
        return _days_of(word, today)

    def _ago(
        self, tokens: Sequence[Token], times: Sequence[Hit], taken: set[int]
    ) -> Iterator[When]:
        """A number of weeks ago and the like: as exactly as such words are meant."""
        markers = [hit for hit in times if hit.value == "ago"]
        for hit in times:
            if hit.value not in {"days", "weeks", "months", "years"}:
                continue
            for marker in markers:
                if (
                    not -5 <= marker.first - hit.after <= 1
                    and not 0 <= hit.first - marker.after <= 3
                ):
                    continue
                first = min(hit.first, marker.first)
                number = self._number(tokens, hit.first)
                first = min(first, hit.first - 1 if number else hit.first)
                after = max(hit.after, marker.after)
                if taken.intersection(range(first, after)):
                    continue
                taken |= set(range(first, after))
                prefix = self._before(number or 1, hit.value)
                yield When(tokens[first].begin, tokens[after - 1].end, prefix, prefix, precise=2)
                break

    def _number(self, tokens: Sequence[Token], at: int) -> int:
        before = tokens[max(0, at - 1) : at]
        if before and before[0].form.isdigit():
            return int(before[0].form[:4])
        hits = self.lexicon.numbers.find(before)
        return int(hits[0].value) if hits else 0

    def _before(self, number: int, unit: str) -> str:
        today = _day(self.published)
        year = int(self.published[:4]) if self.published else 0
        if not year or number > year:
            return ""
        if unit == "years":
            return str(year - number)
        if not today:
            return self.published
        if unit == "days":
            return (today - timedelta(min(number, 999))).isoformat()
        days = number * (7 if unit == "weeks" else 30)
        if unit == "months":
            return _later_month(today.year, today.month, -min(number, 999))
        return (today - timedelta(min(days, 9_999))).isoformat()[:7]

    def _since(self, when: When, tokens: Sequence[Token], times: Sequence[Hit]) -> When:
        """Mark what stands behind a word such as "since" or "until"."""
        small = {*self.lexicon.words("time", "of"), *self.lexicon.words("time", "in")}
        for hit in times:
            if hit.value == "since" and hit.after <= len(tokens):
                gap = [token.form for token in tokens[hit.after :] if token.begin < when.begin]
                ahead = tokens[hit.after - 1].end <= when.begin and small.issuperset(gap[1:])
                ahead = ahead and (not gap or gap[0] in small)
                if ahead or when.begin <= tokens[hit.first].begin < when.end:
                    return when._replace(since=True)
        return when


_RELATIVE = (
    *("today", "yesterday", "before_yesterday", "weekend"),
    *("this_week", "last_week", "past_week"),
    *("this_month", "last_month", "this_year", "last_year"),
)
_ORDINALS = frozenset(("st", "nd", "rd", "th", "er", "e", "a", "o", "º", "ª", "го", "ого"))


def _days_of(word: str, today: date) -> tuple[str, str]:
    if word == "weekend":
        saturday = today - timedelta((today.isoweekday() - 6) % 7)
        return saturday.isoformat(), min(today, saturday + timedelta(1)).isoformat()
    if word == "past_week":  # seven days that end with the publication, whatever its weekday
        return (today - timedelta(7)).isoformat(), today.isoformat()
    if word.endswith("week"):
        monday = today - timedelta(today.weekday() + (7 if word == "last_week" else 0))
        return monday.isoformat(), min(today, monday + timedelta(6)).isoformat()
    back = {"today": 0, "yesterday": 1, "before_yesterday": 2}.get(word, 0)
    day = (today - timedelta(back)).isoformat()
    return day, day


def _monday(year: int, week: int) -> date:
    return date.fromisocalendar(year, 1, 1) + timedelta(weeks=week - 1)


def _prefix(year: int, month: int, day: int) -> str:
    """A day, or a month where no day is given; a blank if there is no such day."""
    try:
        found = date(year, month, day or 1).isoformat()
    except ValueError:
        return ""
    return found if day else found[:7]


def _later_month(year: int, month: int, months: int) -> str:
    count = year * 12 + month - 1 + months
    return f"{count // 12:04}-{count % 12 + 1:02}"


def _day(prefix: str) -> date | None:
    try:
        return date.fromisoformat(prefix) if len(prefix) == 10 else None
    except ValueError:
        return None


def _day_number(word: str) -> int:
    match = re.match(r"(\d{1,2})(?!\d)", word)
    return int(match.group(1)) if match and 1 <= int(match.group(1)) <= 31 else 0


def _year_number(word: str) -> int:
    return (
        int(word) if len(word) == 4 and word.isdigit() and _EARLIEST <= int(word) < _LATEST else 0
    )


def yearless(first: date, last: date) -> frozenset[str]:
    """The months, days of one and weekdays of all days from one to another: see `When`."""
    each = [first + timedelta(more) for more in range((last - first).days + 1)]
    forms = ("--%m", "--%m-%d", f"{WEEKDAY}%u")
    return frozenset(f"{day:{form}}" for day in each for form in forms)


def is_dateline(when: When, sentence: Sentence, published: str) -> bool:
    """Whether a time is only the date of the document, on a short line of its own."""
    short = len(sentence.tokens) <= _SHORT_LINE
    dated = when.precise == 3 and not when.yearless
    return short and dated and (not published or when.start == published)
