"""What a document says of itself beside its story: when it was published, and its title."""

import re
from dataclasses import replace
from functools import cache, lru_cache
from typing import Any

from geodata.model.dates import earliest
from geodata.reading.document import Document
from geodata.reading.lexicon import LANGUAGES

_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)/(\d{1,2})(?:/(\d{1,2}))?(?=/)")
_COMPACT = re.compile(r"[/-]((?:19|20)\d\d)-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])(?=\D|$)")
_DAY_IN_SLUG = re.compile(r"-(\d\d)-(\d\d)(?:\?|$)")
_HEAD = re.compile(r"\s*date[: ]\s*(\d{4}(?:-\d{2}){0,2})\s")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_CLOCK = re.compile(r"(?:\b(?:kl|klo|Uhr|um)\.? ?)?(?<![\d.])\d{1,2}[.:]\d\d(?![.\d])(?: Uhr)?")
_HEAD_LENGTH, _HEAD_LINES = 600, 8  # where a page says when it was published
_LONGEST = 40  # characters of a line that says a day and hardly anything else
_DAY = 10
_PRECISION = {"day": _DAY, "month": 7, "year": 4}
_WRITTEN = {"nn": "nb", "no": "nb"}  # whose months and days are written alike
_PREFIX = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


def completed(document: Document, language: str = "") -> Document:
    """A document with its day: as given, or of its address, or of a line at its head; its title clean."""
    head = _HEAD.match(document.text)
    text = document.text[head.end() :] if head else document.text
    published = sound(document.published) or stated(document.published, language)
    published = published or (sound(head.group(1)) if head else "") or _of_address(document.url)
    return replace(document, text=text, published=published or _of_lines(text, language))


def _of_lines(text: str, language: str) -> str:
    """The day that a line at the head of a text says and hardly anything else."""
    lines = [line for line in text[:_HEAD_LENGTH].split("\n") if line.strip()][:_HEAD_LINES]
    dated = (stated(line, language) for line in lines if _YEAR.search(line))
    return next((day for day in dated if len(day) == _DAY), "")


def stated(words: str, language: str) -> str:
    """A day, month or year as pages and people write it: "Publicerad 29 april 2020 kl 15.02"."""
    words = _CLOCK.sub(" ", words).strip(" -–|,.")
    if not _YEAR.search(words) or len(words) > _LONGEST:
        return ""
    first, _, rest = words.partition(" ")
    return _parsed(words, language) or (_parsed(rest, language) if first.isalpha() else "")


@lru_cache(256)
def _parsed(words: str, language: str) -> str:
    from dateparser.date import DateDataParser  # type: ignore[import-untyped]

    try:
        found = _parser(DateDataParser, language).get_date_data(words)
    except (ValueError, OverflowError, RecursionError):
        return ""
    if not found.date_obj:
        return ""
    return str(found.date_obj.date().isoformat()[: _PRECISION[found.period]])


@cache
def _parser(make: Any, language: str) -> Any:
    known = [_WRITTEN.get(language, language), "en"] if language in LANGUAGES else None
    settings = {"REQUIRE_PARTS": ["year"], "PARSERS": ["absolute-time"], "DATE_ORDER": "DMY"}
    try:
        return make(languages=known, settings=settings)
    except ValueError:  # a language that the parser does not know
        return make(languages=["en"], settings=settings)


def sound(published: str) -> str:
    """A day, month or year as given, as far as it is one; a blank otherwise."""
    match = _PREFIX.match(published or "")
    while match:
        text = match.group()
        try:
            earliest(text)
        except ValueError:
            match = _PREFIX.match(text[:-3]) if len(text) > 4 else None
            continue
        return text
    return ""


def _of_address(url: str) -> str:
    if match := _IN_ADDRESS.search(url):
        year, month, day = match.groups()
        slug = _DAY_IN_SLUG.search(url)
        if not day and slug and int(slug.group(2)) == int(month):
            day = slug.group(1)
        parts = [year, f"{int(month):02}", *([f"{int(day):02}"] if day else [])]
        return sound("-".join(parts))
    if match := _COMPACT.search(url):
        return sound("-".join(match.groups()))
    return ""
