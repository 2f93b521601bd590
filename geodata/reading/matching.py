"""The reports of the data that an event may be, and why, best first."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from math import isnan, log, nan
from typing import Any
from urllib.parse import urlsplit

from geodata.model.dataset import Dataset
from geodata.model.dates import earliest, latest
from geodata.model.kept import kept
from geodata.reading import countries, kinds
from geodata.reading.days import WEEKDAY, yearless
from geodata.reading.document import Document
from geodata.reading.gazetteer import letters_of
from geodata.reading.lexicon import lexicon
from geodata.reading.proposal import Candidate
from geodata.reading.rows import number, rows
from geodata.reading.words import Tokens, fits

WHY = (
    "same-document",
    "day",
    "period",
    "calendar",
    "place",
    "people",
    "part",
    "kind",
    "direction",
    "nationality",
    "name",
    "words",
)
_LEAST = 5.4
_LEAST_UNDATED = 4.8
_MONTH, _PART_OF_A_YEAR = 31, 200  # days that a report takes at most to be of one
_MOST_LISTED = 5
_ANYWHERE = 0.5  # what it counts that neither an event nor a report has a place that is named
_MOST_OF_WORDS = 3.0  # what shared words count at most
_MOST_OF_WORDS_ALONE = 6.0  # where no time of any sort tells reports apart
_UNNAMED = 0.3  # what it costs that a report names a nation and an event none
_NAMED = 2.5  # what it counts that somebody's name, or another rare one, is in both
_FEW_OF = 10  # times as many or as few people as no two texts of one event count
_RARE = 3  # reports that a name may be in and say something still
_LONG = 6  # letters from which a name is one, with whatever ending
_STEM = 6  # letters by which words are compared across cases and languages
_SHORTEST = 4
_COMPARED = 6_000  # characters of an event that are compared
_WORD = re.compile(r"[^\W\d_]{4,}")
_INSIDE = re.compile(r"(?<=[\w,«»“”„\"(-] )[^\W\d_]{4,}")  # of words that begin no sentence
_SPELT = (("w", "v"), ("ie", "e"))  # one name in several alphabets: Miedwiediew, Medwedew


@dataclass(frozen=True)
class Facts:
    """What is known of an event for comparing: its cells, its words, the nations it names."""

    document: Document
    language: str
    cells: Mapping[str, str]
    words: str
    nations: frozenset[str]
    dated: bool
    main: bool
    placed: bool
    yearless: Set[str] = frozenset()  # of times without a year, what is known: see `days.When`

    @property
    def timed(self) -> bool:
        """Whether anything says when it was: a time of its own, or the day of the document."""
        return self.dated or bool(self.document.published)

    @cached_property
    def address(self) -> str:
        """The address of its document, for comparing."""
        return address(self.document.url)

    @cached_property
    def names(self) -> frozenset[str]:
        """The names among its words."""
        return _named(self.words)


@dataclass(frozen=True)
class Known:
    """One report of the data, prepared for comparing."""

    crossing_id: str
    place_id: str
    kind: str
    direction: str
    first: date
    last: date
    low: float
    high: float
    words: frozenset[str]
    names: frozenset[str]
    nations: frozenset[str]

    @property
    def days(self) -> int:
        """How many days its last one is behind its first."""
        return (self.last - self.first).days

    @property
    def is_season(self) -> bool:
        """Whether it is no event of a day but people who came over a long time."""
        return self.days > 60 and self.high >= 50

    @cached_property
    def calendar(self) -> frozenset[str]:
        """What its days are without their year."""
        return yearless(self.first, self.last)


def candidates(dataset: Dataset, facts: Facts) -> tuple[Candidate, ...]:
    """The reports that an event may be, best first; none where nothing fits."""
    rated = [one for known in _known(dataset) if (one := _rated(dataset, facts, known))]
    rated.sort(key=lambda one: -one.score)  # of equals the newest, as they are known
    if not rated:
        return ()
    if _is_guess(facts, rated):
        return ()
    least = max(_least(facts), rated[0].score - 5)
    return tuple(one for one in rated if one.score >= least)[:_MOST_LISTED]


def _is_guess(facts: Facts, rated: list[Candidate]) -> bool:
    """Whether several fit an undated event alike, and nothing but what all share speaks for the first."""
    if facts.dated or "same-document" in rated[0].why:
        return False
    fresh = facts.document.published and facts.main
    if not fresh and not {"words", "nationality"} & {*rated[0].why}:
        return True
    return not fresh and len(rated) > 1 and rated[0].score - rated[1].score < _APART


_APART = 0.7


def _rated(dataset: Dataset, facts: Facts, known: Known) -> Candidate | None:
    if known.is_season and _is_few_at_any_time(facts):
        return None
    why: dict[str, float] = {}
    for name, points in (
        *_document(dataset, facts, known),
        *_time(facts, known),
        *_place(dataset, facts, known),
        *_people(dataset, facts, known),
        *_codes(dataset, facts, known),
        *_nations(facts, known),
        *_names(dataset, facts, known),
        *_words(dataset, facts, known),
    ):
        why[name] = why.get(name, 0) + points
    score = sum(why.values())
    if score < _least(facts):
        return None
    reasons = sorted((name for name in why if why[name] > 0), key=WHY.index)
    return Candidate(known.crossing_id, tuple(reasons), round(score, 2))


def _is_few_at_any_time(facts: Facts) -> bool:
    """Whether an event is of a few people, and nothing says of what year: of no season more than another."""
    return not facts.timed and int(facts.cells.get("people_best") or kinds.MANY + 1) <= kinds.MANY


def _least(facts: Facts) -> float:
    """What a report must come to: less where a document has no day at all to compare."""
    return _LEAST if facts.timed else _LEAST_UNDATED


def _document(dataset: Dataset, facts: Facts, known: Known) -> Iterator[tuple[str, float]]:
    if known.crossing_id in _told_by(dataset).get(facts.address, frozenset()):
        yield "same-document", 4.0


def _time(facts: Facts, known: Known) -> Iterator[tuple[str, float]]:
    start, end = facts.cells.get("start", ""), facts.cells.get("end", "")
    if facts.dated and start:
        first, last = earliest(start), latest(end or start)
        gap = max((known.first - last).days, (first - known.last).days)
        if gap <= 0:
            spans = (last - first).days, known.days
            exact = max(spans) <= 1
            alike = abs((known.first - first).days) + abs((known.last - last).days) <= 2
            short = (3.5 if max(spans) < 45 else 2.0) + alike
            yield ("day", 5.0) if exact else ("period", short)
        else:
            yield "period", -1.0 if gap <= 3 else -4.0 if gap <= 31 else -12.0
        return
    if published := facts.document.published:
        if known.first > latest(published):
            yield "period", -12.0
        elif facts.main:
            age = (latest(published) - known.last).days
            yield "period", 3.0 if age <= 40 else 0.5 if age <= 400 else -1.5
    elif facts.yearless:
        yield from _yearless(facts.yearless, known)


def _yearless(told: Set[str], known: Known) -> Iterator[tuple[str, float]]:
    """What months, days of one and weekdays say of a report that is exact enough to have them."""
    most = {one: 0 if one.startswith(WEEKDAY) else _PART_OF_A_YEAR for one in told}
    told = {one for one in told if known.days <= most[one]}
    if not told:
        return
    if told & known.calendar:
        yield "calendar", 1.0 if known.days <= _MONTH else 0.0
    else:
        yield "calendar", -12.0 if any(most[one] for one in told) else -4.0


def _place(dataset: Dataset, facts: Facts, known: Known) -> Iterator[tuple[str, float]]:
    place = facts.cells.get("place_id", "")
    if not place:
        return
    if not facts.placed:  # somewhere on the border: it may be at any of its places
        yield "place", _ANYWHERE * (place == known.place_id)
    elif place == known.place_id:
        yield "place", 1.0 if place == dataset.catch_all else 2.0
    elif dataset.catch_all in {place, known.place_id}:
        yield "place", -0.5
    else:
        yield "place", -1.5


def _people(dataset: Dataset, facts: Facts, known: Known) -> Iterator[tuple[str, float]]:
    counted = facts.cells.get("people_best", "")
    if not counted:
        if "people_words" in facts.cells and isnan(known.high):
            yield "people", 0.5
        return
    people = int(counted)
    if known.high == 0:  # nobody went over: how many there were is not counted
        return
    if isnan(known.high):
        yield "people", -1.0
    elif known.low <= people <= known.high:
        yield "people", 2.0
    elif known.is_season and people < known.low and _may_be_of(dataset, facts, known):
        yield "part", 1.5
    elif known.low * 0.9 <= people <= known.high * 1.1 and people > 20:
        yield "people", 1.5
    else:
        far = not known.low / _FEW_OF <= people <= known.high * _FEW_OF
        yield "people", -6.0 if far else -2.5


def _may_be_of(dataset: Dataset, facts: Facts, known: Known) -> bool:
    """Whether people may be some of a season's: the few who were stopped are not of those who came."""
    kind, people = facts.cells.get("kind", ""), int(facts.cells.get("people_best", "0"))
    return (
        people > kinds.MANY
        or not kind
        or kind == known.kind
        or _alike(dataset, kind, known.kind) > 0
    )


def _codes(dataset: Dataset, facts: Facts, known: Known) -> Iterator[tuple[str, float]]:
    if kind := facts.cells.get("kind", ""):
        rare = 0.5 * log(len(_known(dataset)) / _counted(dataset)[known.kind])
        yield "kind", 1.0 + rare if kind == known.kind else _alike(dataset, kind, known.kind)
    if direction := facts.cells.get("direction", ""):
        yield "direction", 0.5 if direction == known.direction else -2.0


@kept(1)
def _counted(dataset: Dataset) -> Mapping[str, int]:
    """How many reports are of each kind: the rarer it is, the more it says."""
    return Counter(known.kind for known in _known(dataset))


def _alike(dataset: Dataset, one: str, two: str) -> float:
    """What kinds that differ count: nearly nothing where both are of the same place of the line."""
    at = _at(dataset)
    return 0.3 if at.get(one) and at.get(one) == at.get(two) else -1.0


@kept(1)
def _at(dataset: Dataset) -> Mapping[str, str | None]:
    """At which place of the line each kind is, as far as the codebook says."""
    return {each["value"]: each.get("at") for each in kinds.categories(dataset, "kind")}


def _nations(facts: Facts, known: Known) -> Iterator[tuple[str, float]]:
    if facts.nations & known.nations:
        yield "nationality", 2.0
    elif known.nations:  # who names no nation tells rather of a report that has none
        yield "nationality", -1.0 if facts.nations else -_UNNAMED


def _names(dataset: Dataset, facts: Facts, known: Known) -> Iterator[tuple[str, float]]:
    rare = known.names & _rare_names(dataset)
    if any(each.startswith(name) for name in rare for each in facts.names):
        yield "name", _NAMED


@kept(1)
def _rare_names(dataset: Dataset) -> frozenset[str]:
    """The names that few reports have."""
    counted = Counter(name for known in _known(dataset) for name in known.names)
    return frozenset(name for name, count in counted.items() if count <= _RARE)


@kept(1)
def _no_names(dataset: Dataset) -> frozenset[str]:
    """What has a capital in the data and names nobody: days, peoples, places and newspapers."""
    words, text = lexicon(dataset.language), " ".join(dataset.crossings["summary"])
    tokens = words.tokens.of(text)
    hits = [
        *words.months.find(tokens),
        *words.weekdays.find(tokens),
        *countries.countries(dataset, dataset.language).find(tokens),
        *countries.elsewhere(dataset, dataset.language, text, tokens),
    ]
    said = " , ".join(text[tokens[hit.first].begin : tokens[hit.after - 1].end] for hit in hits)
    listed = (*dataset.articles["outlet"], *dataset.places["name"], *dataset.places["aliases"])
    return _named(f", {said} , {' , '.join(dict.fromkeys(listed)).replace(';', ' , ')}")


def _named(text: str) -> frozenset[str]:
    """The long words of a text that have a capital, spelt alike in every alphabet."""
    words = (match.group() for match in _INSIDE.finditer(text[:_COMPARED]))
    letters = (letters_of(word) for word in words if word[0].isupper())
    return frozenset(_spelt(each) for each in letters if len(each) >= _LONG)


def _spelt(letters: str) -> str:
    for one, two in _SPELT:
        letters = letters.replace(one, two)
    return letters


def _words(dataset: Dataset, facts: Facts, known: Known) -> Iterator[tuple[str, float]]:
    shared = said(dataset, facts.language, facts.words) & known.words
    weights = _weights(dataset)
    most = _MOST_OF_WORDS if facts.timed else _MOST_OF_WORDS_ALONE
    points = min(most, sum(weights[word] for word in shared) * 0.4)
    if points > 0.4:
        yield "words", points


@kept(256)
def said(dataset: Dataset, language: str, text: str) -> frozenset[str]:
    """The words of a text by their beginnings, and what the package's synonyms say they mean."""
    text = text[:_COMPARED]
    found = set(_stems(text))
    forms = {token.form for token in Tokens().of(text)}
    table = lexicon(language).table("meanings")
    for meaning, patterns in (*dataset.package.get("synonyms", {}).items(), *table.items()):
        if any(fits(pattern.lower(), form) for pattern in patterns for form in forms):
            found.update(_stems(meaning))
    return frozenset(found)


def _stems(text: str) -> Iterator[str]:
    for match in _WORD.finditer(text):
        letters = letters_of(match.group())
        if len(letters) >= _SHORTEST:
            yield letters[:_STEM]


@kept(1)
def _known(dataset: Dataset) -> tuple[Known, ...]:
    """All reports, the newest first."""
    own = dataset.as_written
    excerpts = own.excerpts.groupby("crossing_id")["text"].agg(" ".join).to_dict()
    tokens = lexicon(own.language).tokens
    found = []
    for row in rows(own.crossings):
        ours = " ".join((row["headline"], row["summary"], row["locality"]))
        text = f"{ours} {row['disagreement']} {excerpts.get(row['crossing_id'], '')}"
        nations = frozenset(
            hit.value for hit in countries.elsewhere(own, own.language, text, tokens.of(text))
        )
        stems = frozenset(_stems(text))
        named = _named(f"{row['headline']}; {row['summary']}") - _no_names(own)
        found.append(_prepared(row, stems, named, nations))
    return tuple(sorted(found, key=lambda one: (-one.last.toordinal(), one.crossing_id)))


def _prepared(
    row: dict[str, Any], stems: frozenset[str], names: frozenset[str], nations: frozenset[str]
) -> Known:
    counted = [number(row[f"people_{name}"]) for name in ("low", "best", "high")]
    known = [each for each in counted if each is not None] or [nan]
    return Known(
        row["crossing_id"],
        row["place_id"],
        row["kind"],
        row["direction"],
        earliest(row["start"]),
        latest(row["end"]),
        known[0],
        known[-1],
        stems,
        names,
        nations,
    )


@kept(1)
def _weights(dataset: Dataset) -> Mapping[str, float]:
    """How much a word that a report shares says: the rarer among the reports, the more."""
    reports = _known(dataset)
    counted = Counter(word for known in reports for word in known.words)
    return {word: log(len(reports) / count) for word, count in counted.items()}


@kept(1)
def _told_by(dataset: Dataset) -> Mapping[str, frozenset[str]]:
    """The reports that each document of the data tells of, by its address."""
    found: dict[str, set[str]] = {}
    articles = dict(zip(dataset.articles["article_id"], dataset.articles["url"], strict=True))
    for excerpt in rows(dataset.excerpts):
        if crossing_id := excerpt["crossing_id"]:
            found.setdefault(address(articles[excerpt["article_id"]]), set()).add(crossing_id)
    return {url: frozenset(ids) for url, ids in found.items() if url}


def address(url: str) -> str:
    """An address for comparing: without scheme, www, a closing slash and what tells whence one came."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    query = "&".join(
        one for one in parts.query.split("&") if one and not one.startswith(("utm_", "fbclid"))
    )
    host = parts.netloc.lower().removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}{'?' * bool(query)}{query}"
