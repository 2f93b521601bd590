"""What the description of the data cannot say: rules between columns, rows and tables."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from typing import Any

import pandas as pd

from geodata.model import translatable
from geodata.model.complaint import complaint
from geodata.model.dates import earliest, latest
from geodata.model.description import IDS, KEYS, LEDGER, followed
from geodata.model.geocoder import fold
from geodata.model.schema import Problem, categories, flagged_values, flood, wrong
from geodata.model.tables import Table
from geodata.model.unseen import all_shown, shown

Tables = dict[str, pd.DataFrame]

QUOTE_WORDS = 60
_NEVER_EMPTY = ("places", "crossings", "articles", "excerpts")


@dataclass(frozen=True)
class Rows:
    """What the rules look at: the rows whose cells are sound, with their numbers in the file.

    `files` holds every cell of the tables that could be read. A key is looked up there, or a fault
    in one row would accuse all that point to it; one that leads to an unread table is not looked up.
    """

    sound: Tables
    files: Mapping[str, Table]

    def has(self, *tables: str) -> bool:
        """Whether all of some tables could be read."""
        return all(table in self.files for table in tables)

    def __getitem__(self, table: str) -> pd.DataFrame:
        return self.sound[table]

    def values(self, table: str, column: str) -> set[str]:
        """Everything that stands in a column, and whatever could not be put under any."""
        return {*self.files[table].columns[column], *self.files[table].stray}


Rule = Callable[[Rows], Iterator[Problem]]
_Key = tuple[str, tuple[str, ...], str, tuple[str, ...]]  # table, columns, table, columns there


def check_rules(rows: Rows, package: dict[str, Any]) -> list[Problem]:
    """Every broken rule, in the order of the rules; row 2 is the first row below the header."""
    found = [*_flooded(rows, _rows_there), *_flooded(rows, lambda rows: _keys(rows, package))]
    for tables, rule in RULES:
        if rows.has(*tables):
            found += _flooded(rows, rule)
    for tables, described in _OF_DESCRIPTION:
        if rows.has(*tables):
            found += _flooded(rows, partial(described, package=package))
    return list(dict.fromkeys(found))


def _flooded(rows: Rows, rule: Rule) -> Iterator[Problem]:
    """What a rule finds, with the name of the file, and no more than a few lines for each column."""
    by_column: dict[tuple[str, str], list[Problem]] = defaultdict(list)
    for problem in rule(rows):
        by_column[problem.resource, problem.field].append(problem)
    for alike in by_column.values():
        for problem in flood(alike):
            table = rows.files.get(problem.resource)
            yield replace(problem, resource=table.file) if table else problem


def _where(table: pd.DataFrame, broken: "pd.Series[bool]") -> Iterator[tuple[int, pd.Series]]:
    for position in map(int, broken.to_numpy(dtype=bool).nonzero()[0]):
        yield int(table.index[position]), table.iloc[position]


def _numbered(table: pd.DataFrame, *columns: str) -> Iterator[tuple[Any, ...]]:
    """The number of each row, and its cells in some columns."""
    return zip(table.index, *(table[column] for column in columns), strict=True)


def _rows_there(rows: Rows) -> Iterator[Problem]:
    """The tables that every page speaks of have rows."""
    for name in _NEVER_EMPTY:
        if rows.has(name) and not rows.files[name].rows and not rows.files[name].stray:
            yield Problem(name, None, "", complaint("has no rows"))


def _keys(rows: Rows, package: dict[str, Any]) -> Iterator[Problem]:
    """Every key leads to a row: those that the code follows, and those of the description."""
    keys: dict[_Key, None] = {
        (table, (column,), target, (IDS[target],)): None for table, column, target in KEYS
    }
    for resource in package["resources"]:
        for key in resource["schema"].get("foreignKeys", []):
            if found := followed(resource["name"], key):
                own, target, theirs = found
                keys[resource["name"], tuple(own), target, tuple(theirs)] = None
    for key in keys:
        yield from _dangling(rows, *key)


def _dangling(
    rows: Rows, table: str, columns: tuple[str, ...], target: str, theirs: tuple[str, ...]
) -> Iterator[Problem]:
    # An empty table is said to be empty; every key into it would say the same again.
    if not rows.has(table, target) or (target in _NEVER_EMPTY and not rows.files[target].rows):
        return
    own, there = rows.files[table], rows.files[target]
    known = set(zip(*(there.columns[column] for column in theirs), strict=True))
    for number, value in zip(
        own.rows, zip(*(own.columns[column] for column in columns), strict=True), strict=True
    ):
        if value not in known and any(value) and not there.stray.intersection(value):
            said = _not_in(rows, target, all_shown(value))
            yield Problem(table, number, ", ".join(columns), said)


def periods(rows: Rows) -> Iterator[Problem]:
    """No period ends before it starts."""
    for name in ("crossings", "figures", "retired"):
        if rows.has(name):
            for row, start, end in _numbered(rows[name], "start", "end"):
                if start and end and latest(end) < earliest(start):
                    said = complaint("%(end)s is before the start %(start)s", end=end, start=start)
                    yield Problem(name, row, "end", said)


def past(rows: Rows) -> Iterator[Problem]:
    """Nothing was reported, published, counted, checked, captured or retired after today.

    A forecast may speak of what comes.
    """
    today = date.today() + timedelta(days=1)  # it is tomorrow somewhere
    dated = (*_BEGUN, *((name, "checked") for name in LEDGER))
    for name, column in dated:
        table = rows[name] if rows.has(name) else None
        if table is None:
            continue
        if (name, column) == ("figures", "start"):
            table = table[table["basis"] != "forecast"]
        for row, text in _numbered(table, column):
            if text > str(today.year - 1) and earliest(text) > today:
                yield Problem(name, row, column, complaint("%(day)s is after today", day=text))


_BEGUN = (
    ("crossings", "start"), ("articles", "published"), ("articles", "captured"),
    ("figures", "start"), ("retired", "start"), ("retired", "retired"),
)  # fmt: skip


def ordered_numbers(rows: Rows) -> Iterator[Problem]:
    """Lowest, best and highest come in that order where they are given."""
    for name, low, best, high in (
        ("crossings", "people_low", "people_best", "people_high"),
        ("figures", "low", "best", "high"),
    ):
        if not rows.has(name):
            continue
        table = rows[name]
        for first, second in ((low, best), (best, high), (low, high)):
            broken = (table[first] > table[second]).fillna(False)
            for row, found in _where(table, broken):
                message = complaint(
                    "%(number)s is below %(column)s, %(other)s",
                    number=found[second], column=first, other=found[first],
                )  # fmt: skip
                yield Problem(name, row, second, message)


def numbered(rows: Rows) -> Iterator[Problem]:
    """Every figure states a number."""
    table = rows["figures"]
    bare = table["low"].isna() & table["best"].isna() & table["high"].isna()
    for row, _ in _where(table, bare):
        message = complaint("is blank, and so are low and high: state a number")
        yield Problem("figures", row, "best", message)


def spots(rows: Rows) -> Iterator[Problem]:
    """A spot has both its coordinates or neither."""
    for name in ("places", "crossings"):
        if not rows.has(name):
            continue
        table = rows[name]
        for blank, given in (("latitude", "longitude"), ("longitude", "latitude")):
            for row, found in _where(table, table[blank].isna() & table[given].notna()):
                yield Problem(name, row, blank, _blank_beside(given, found[given]))


def _blank_beside(column: str, found: object) -> str:
    return complaint("is blank, but the %(column)s is %(found)s", column=column, found=found)


def located(rows: Rows) -> Iterator[Problem]:
    """A crossing has coordinates exactly when its place is known, and a radius when it is vague."""
    table = rows["crossings"]
    precision = table["location_precision"].astype(str)
    given = table["latitude"].notna().astype(int) + table["longitude"].notna().astype(int)
    for row, _ in _where(table, (precision == "unknown") & (given == 2)):
        message = complaint("must be blank where the place is unknown")
        yield Problem("crossings", row, "latitude", message)
    for row, found in _where(table, (precision != "unknown") & (given == 0)):
        message = complaint(
            "is blank, but the precision is %(precision)s", precision=found["location_precision"]
        )
        yield Problem("crossings", row, "latitude", message)
    vague = precision.isin(["locality", "area"]) & ~(table["radius_km"] > 0)
    for row, found in _where(table, vague):
        message = complaint(
            "must be above 0 where the precision is %(precision)s",
            precision=found["location_precision"],
        )
        yield Problem("crossings", row, "radius_km", message)


def one_place_each(rows: Rows) -> Iterator[Problem]:
    """A name is that of one place alone."""
    known: dict[str, tuple[str, int]] = {}
    for row, place_id, name, aliases in _numbered(rows["places"], "place_id", "name", "aliases"):
        for column, alias in (("name", name), *(("aliases", each) for each in aliases.split(";"))):
            other, at = known.setdefault(fold(alias), (place_id, row)) if fold(alias) else ("", 0)
            if other not in {"", place_id}:
                said = complaint(
                    "%(name)s is a name of %(place)s too, in row %(row)s",
                    name=shown(alias), place=other, row=at,
                )  # fmt: skip
                yield Problem("places", row, column, said)


def short_quotes(rows: Rows) -> Iterator[Problem]:
    """A quote has at most 60 words."""
    table = rows["excerpts"]
    for row, text in _numbered(table[table["form"] == "quote"], "text"):
        if (words := len(text.split())) > QUOTE_WORDS:
            message = complaint(
                "a quote of %(words)s words is above the maximum %(most)s",
                words=words, most=QUOTE_WORDS,
            )  # fmt: skip
            yield Problem("excerpts", row, "text", message)


def _evidence(rows: Rows, package: dict[str, Any]) -> Iterator[Problem]:
    """Every crossing has an excerpt, and every confirmed one says who confirms it."""
    table = rows["crossings"]
    if rows.has("excerpts") and rows.files["excerpts"].rows:
        cited = table["crossing_id"].isin(rows.values("excerpts", "crossing_id"))
        for row, found in _where(table, ~cited):
            message = complaint(
                "%(report)s has no row in %(file)s",
                report=found["crossing_id"], file=rows.files["excerpts"].file,
            )  # fmt: skip
            yield Problem("crossings", row, "crossing_id", message)
    confirmed = flagged_values(package, "crossings", "status", "confirmed")
    unsaid = table["status"].isin(confirmed) & (table["confirmed_by"] == "")
    for row, found in _where(table, unsaid):
        message = complaint("is blank, but the status is %(status)s", status=found["status"])
        yield Problem("crossings", row, "confirmed_by", message)


def dated(rows: Rows) -> Iterator[Problem]:
    """A document without a date says that its date is unknown, and one with a date how it is known."""
    table = rows["articles"]
    unknown, blank = table["date_basis"] == "unknown", table["published"] == ""
    for row, found in _where(table, blank & ~unknown):
        message = complaint(
            "is %(basis)s, but published is blank: then it is unknown", basis=found["date_basis"]
        )
        yield Problem("articles", row, "date_basis", message)
    for row, found in _where(table, unknown & ~blank):
        message = complaint("is unknown, but published is %(day)s", day=found["published"])
        yield Problem("articles", row, "date_basis", message)


def titled(rows: Rows) -> Iterator[Problem]:
    """A document has the publisher's headline, or our words for what it is about, and never both."""
    table = rows["articles"]
    title, about = table["title"] != "", table["about"] != ""
    for row, _ in _where(table, ~title & ~about):
        message = complaint(
            "is blank, as the title is: say in your own words what the document is about"
        )
        yield Problem("articles", row, "about", message)
    for row, found in _where(table, title & about):
        message = complaint(
            "stands beside the title %(title)s: it is for documents without one",
            title=shown(found["title"]),
        )
        yield Problem("articles", row, "about", message)


def captured(rows: Rows) -> Iterator[Problem]:
    """A document of which a copy was kept says on which day and its hash; another says neither."""
    for row, day, digest in _numbered(rows["articles"], "captured", "sha256"):
        if bool(day) != bool(digest):
            lacking, other = ("sha256", "captured") if day else ("captured", "sha256")
            message = complaint(
                "is blank, but %(column)s is %(found)s: a copy that is kept has both",
                column=other, found=day or digest,
            )  # fmt: skip
            yield Problem("articles", row, lacking, message)


def ledger(rows: Rows) -> Iterator[Problem]:
    """A row that was checked says on which day and what was seen; one that was not says neither."""
    for name in LEDGER:
        if not rows.has(name):
            continue
        for row, day, seen in _numbered(rows[name], "checked", "seen"):
            if bool(day) != bool(seen):
                lacking, other = ("seen", "checked") if day else ("checked", "seen")
                message = complaint(
                    "is blank, but %(column)s is %(found)s", column=other, found=day or seen
                )
                yield Problem(name, row, lacking, message)


def containment(rows: Rows) -> Iterator[Problem]:
    """A part lies within its whole in time, place and people, and a whole is not itself a part."""
    table = rows["crossings"]
    wholes = table.set_index("crossing_id")
    for row, part in _where(table, (table["part_of"] != "") & table["part_of"].isin(wholes.index)):
        whole = wholes.loc[[part["part_of"]]].iloc[0]
        for column, message in outside(part, whole, part["part_of"]):
            yield Problem("crossings", row, column, message)


def outside(part: pd.Series, whole: pd.Series, name: str) -> Iterator[tuple[str, str]]:
    """How a part reaches beyond its whole: the column, and what is wrong there."""
    if whole["part_of"]:
        yield (
            "part_of",
            complaint("%(whole)s is itself a part; name the outermost whole", whole=name),
        )
        return
    if part["place_id"] != whole["place_id"]:
        yield "part_of", complaint("%(whole)s is at another location", whole=name)
    if earliest(part["start"]) < earliest(whole["start"]):
        yield "start", complaint(
            "%(start)s is before its whole, %(whole)s, which starts %(first)s",
            start=part["start"], whole=name, first=whole["start"],
        )  # fmt: skip
    if latest(part["end"]) > latest(whole["end"]):
        yield "end", complaint(
            "%(end)s is after its whole, %(whole)s, which ends %(last)s",
            end=part["end"], whole=name, last=whole["end"],
        )  # fmt: skip
    most = whole["people_high"] if pd.notna(whole["people_high"]) else whole["people_best"]
    if pd.notna(most) and pd.notna(part["people_best"]) and part["people_best"] > most:
        yield "people_best", complaint(
            "%(people)s is above the %(most)s of its whole, %(whole)s",
            people=part["people_best"], most=most, whole=name,
        )  # fmt: skip


def retired(rows: Rows) -> Iterator[Problem]:
    """A report is either among the crossings or retired, and one that moved leads to a living one."""
    crossings, gone = rows.files["crossings"], rows.files["retired"]
    there = set(crossings.columns["crossing_id"])
    # What could not be put under any column may be where another row leads.
    living = {*there, *crossings.stray, *gone.stray}
    moves = dict(zip(gone.columns["crossing_id"], gone.columns["moved_to"], strict=True))
    for row, crossing_id, moved_to in _numbered(rows["retired"], "crossing_id", "moved_to"):
        if crossing_id in there:
            message = complaint(
                "%(report)s is in %(file)s too: take it out of one",
                report=crossing_id, file=crossings.file,
            )  # fmt: skip
            yield Problem("retired", row, "crossing_id", message)
        if moved_to and (fault := _astray(crossing_id, moved_to, living, moves)):
            yield Problem("retired", row, "moved_to", fault)


def _astray(crossing_id: str, moved_to: str, living: set[str], moves: Mapping[str, str]) -> str:
    """What is wrong with where a report moved to, a blank if a living report is at the end."""
    report = shown(moved_to)
    if moved_to == crossing_id:
        return complaint("%(report)s is the report itself", report=report)
    if moved_to not in living and moved_to not in moves:
        return complaint("%(report)s is neither among the crossings nor retired", report=report)
    way = [moved_to]
    while way[-1] not in living:
        onward = moves.get(way[-1], "")
        if not onward or onward in way:
            return complaint(
                "%(report)s is retired too, and does not lead on to a report that is still there",
                report=report,
            )
        way.append(onward)
    return ""


def retired_articles(rows: Rows) -> Iterator[Problem]:
    """The documents that told of a retired report are still listed."""
    known = rows.values("articles", "article_id")
    for row, listed in _numbered(rows["retired"], "articles"):
        for article_id in listed.split(";") if listed else ():
            if article_id not in known and rows.files["articles"].rows:
                message = _not_in(rows, "articles", shown(article_id))
                yield Problem("retired", row, "articles", message)


def _not_in(rows: Rows, table: str, found: str) -> str:
    """What is said of something that another table does not have; what was found is shown already."""
    return complaint("%(found)s is not in %(file)s", found=found, file=rows.files[table].file)


def _scopes(rows: Rows, package: dict[str, Any]) -> Iterator[Problem]:
    """A figure is about a known place or about one of the two countries."""
    table = rows["figures"]
    strange = ~table["scope"].isin(_known_scopes(rows, package)) & bool(rows.files["places"].rows)
    for row, found in _where(table, strange):
        one, other = _countries(package)
        message = complaint(
            "%(scope)s is neither a place of %(file)s nor %(one)s or %(other)s",
            scope=shown(found["scope"]), file=rows.files["places"].file, one=one, other=other,
        )  # fmt: skip
        yield Problem("figures", row, "scope", message)


def _chart_scopes(rows: Rows, package: dict[str, Any]) -> Iterator[Problem]:
    """A chart is of a known place or of one of the two countries."""
    known = _known_scopes(rows, package)
    for number, chart in enumerate(package.get("charts", []), 1):
        if chart["scope"] not in known and rows.files["places"].rows:
            said = complaint(
                "%(scope)s is neither a place nor a country", scope=shown(chart["scope"])
            )
            yield wrong(f"chart {number}, scope", said)


def _milestones(rows: Rows, package: dict[str, Any]) -> Iterator[Problem]:
    """A milestone is an event of the table of context."""
    known = rows.values("context", "context_id")
    for name in package.get("milestones", []):
        if name not in known and rows.files["context"].rows:
            yield wrong("milestones", _not_in(rows, "context", shown(name)))


def _known_scopes(rows: Rows, package: dict[str, Any]) -> set[str]:
    return {*rows.values("places", "place_id"), *_countries(package)}


def _countries(package: dict[str, Any]) -> list[str]:
    return [country["id"] for country in package["border"]["countries"]]


def _placed(rows: Rows, package: dict[str, Any]) -> Iterator[Problem]:
    """The checkpoint has a spot, and each location but the catch-all one."""
    places = rows["places"]
    located = set(places.loc[places["latitude"].notna() | places["longitude"].notna(), "place_id"])
    checkpoint = package["border"].get("checkpoint", {}).get("place")
    if checkpoint and checkpoint not in located and rows.files["places"].rows:
        said = complaint("%(place)s is no place with coordinates", place=shown(checkpoint))
        yield wrong("border, checkpoint, place", said)
    rest = flagged_values(package, "crossings", "place_id", "catch_all")
    needed = categories(package, "crossings", "place_id").keys() - located - rest
    for row, place_id in _numbered(places, "place_id"):
        if place_id in needed:
            message = complaint(
                "is blank, but %(place)s is a location: only one with catch_all has no spot",
                place=place_id,
            )
            yield Problem("places", row, "latitude", message)


def preferred(rows: Rows) -> Iterator[Problem]:
    """At most one figure of a series and period is preferred, with its reason if it has rivals."""
    table = rows["figures"]
    series: dict[tuple[str, ...], list[tuple[int, bool]]] = defaultdict(list)
    columns = ["measure", "scope", "population", "start", "end", "preferred", "note"]
    listed = list(_numbered(table, *columns))
    for row, *key, chosen, _ in listed:
        series[tuple(key)].append((row, bool(chosen)))
    for row, *key, chosen, note in listed:
        rivals = series[tuple(key)]
        first = next((number for number, other in rivals if other), row)
        if chosen and first < row:
            message = complaint(
                "the figure of row %(row)s, of the same series and period, is preferred too",
                row=first,
            )
            yield Problem("figures", row, "preferred", message)
        elif chosen and len(rivals) > 1 and not note:
            message = complaint(
                "is blank: say why this figure is preferred to the others of its period"
            )
            yield Problem("figures", row, "note", message)


def questions(rows: Rows) -> Iterator[Problem]:
    """A disputed question is one question with two values or more, of which one may be used."""
    asked: dict[str, tuple[int, str]] = {}
    used: dict[tuple[str, str], int] = {}
    values: dict[str, set[str]] = defaultdict(set)
    columns = ("dispute_id", "field", "question", "value", "used", "reason")
    for row, dispute_id, field, question, value, chosen, reason in _numbered(
        rows["disputes"], *columns
    ):
        values[dispute_id].add(value)
        first, words = asked.setdefault(dispute_id, (row, question))
        if words != question:
            message = complaint(
                "%(question)s is not the question of row %(row)s, of the same dispute",
                question=shown(question), row=first,
            )  # fmt: skip
            yield Problem("disputes", row, "question", message)
        if chosen and (other := used.setdefault((dispute_id, field), row)) != row:
            message = complaint(
                "the value of row %(row)s, to the same question, is used too", row=other
            )
            yield Problem("disputes", row, "used", message)
        if chosen and not reason:
            message = complaint("is blank: say why this value is used")
            yield Problem("disputes", row, "reason", message)
    whole = len(rows["disputes"]) == len(rows.files["disputes"].rows)
    for dispute_id, found in values.items():
        if whole and len(found) < 2:
            message = complaint(
                "%(dispute)s has one value alone: a dispute has two or more", dispute=dispute_id
            )
            yield Problem("disputes", asked[dispute_id][0], "value", message)


def _translations(rows: Rows, package: dict[str, Any]) -> Iterator[Problem]:
    """A translation is of what may be translated, in a language of the package, and stands there once."""
    names = ("resource", "row", "column", "language")
    yield from translatable.faults(_numbered(rows["translations"], *names), package)


def _disputed(rows: Rows, package: dict[str, Any]) -> Iterator[Problem]:
    """What an excerpt disputes has a label, for readers see that: it is a field of a dispute."""
    fields = categories(package, "disputes", "field")
    for row, words in _numbered(rows["excerpts"], "disputes"):
        for word in filter(None, words.split(";")):
            if word not in fields:
                message = complaint(
                    "%(found)s is not one of the fields of disputes: %(allowed)s",
                    found=shown(word), allowed=", ".join(fields),
                )  # fmt: skip
                yield Problem("excerpts", row, "disputes", message)


# The tables that a rule needs to have been read, and the rule.
RULES: list[tuple[tuple[str, ...], Rule]] = [
    ((), periods),
    ((), past),
    ((), ordered_numbers),
    (("figures",), numbered),
    ((), spots),
    (("crossings",), located),
    (("places",), one_place_each),
    (("excerpts",), short_quotes),
    (("articles",), dated),
    (("articles",), titled),
    (("articles",), captured),
    ((), ledger),
    (("crossings",), containment),
    (("figures",), preferred),
    (("disputes",), questions),
    (("retired", "crossings"), retired),
    (("retired", "articles"), retired_articles),
]

# The same for the rules that ask the description too.
_OF_DESCRIPTION: list[tuple[tuple[str, ...], Callable[..., Iterator[Problem]]]] = [
    (("crossings",), _evidence),
    (("figures", "places"), _scopes),
    (("places",), _placed),
    (("places",), _chart_scopes),
    (("context",), _milestones),
    (("translations",), _translations),
    (("excerpts",), _disputed),
]
