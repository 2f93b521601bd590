"""What the description of the data cannot say: rules between columns, rows and tables."""

import re
from collections.abc import Callable, Iterator

import pandas as pd

from geodata.model.dates import earliest, latest
from geodata.model.schema import Problem

Tables = dict[str, pd.DataFrame]

# Nothing that can be seen; some turns the text after it around, so that a number reads as another.
UNSEEN = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff"
_CONTROL = re.compile(f"[{UNSEEN}]")
QUOTE_WORDS = 60


def check_rules(tables: Tables) -> list[Problem]:
    """Every broken rule, in the order of the rules; row 2 is the first row below the header."""
    return [problem for rule in RULES for problem in rule(tables)]


def _rows(table: pd.DataFrame, broken: "pd.Series[bool]") -> Iterator[tuple[int, pd.Series]]:
    for position in broken.to_numpy(dtype=bool).nonzero()[0]:
        yield int(position) + 2, table.iloc[position]


def control_characters(tables: Tables) -> Iterator[Problem]:
    """No text holds NUL, other control characters, those of direction, or half of a surrogate pair."""
    for name, table in tables.items():
        for column in map(str, table.select_dtypes(["object", "str"])):
            broken = table[column].map(lambda text: bool(_CONTROL.search(text)))
            for row, _ in _rows(table, broken):
                yield Problem(name, row, column, "holds a control character")


def real_dates(tables: Tables) -> Iterator[Problem]:
    """Every date exists, and no period ends before it starts."""
    for name in ("crossings", "figures"):
        table = tables[name]
        for position, (start, end) in enumerate(zip(table["start"], table["end"], strict=True)):
            yield from _period(name, position + 2, start, end)
    for name, column in (("articles", "published"), ("context", "date")):
        for position, text in enumerate(tables[name][column]):
            yield from _period(name, position + 2, text, "", column)


def _period(name: str, row: int, start: str, end: str, column: str = "start") -> Iterator[Problem]:
    days = []
    for field, text, day in ((column, start, earliest), ("end", end, latest)):
        try:
            days.append(day(text) if text else None)
        except ValueError:
            yield Problem(name, row, field, f"{text} is not a day of the calendar")
            return
    if days[0] and days[1] and days[1] < days[0]:
        yield Problem(name, row, "end", f"{end} is before the start {start}")


def ordered_numbers(tables: Tables) -> Iterator[Problem]:
    """Lowest, best and highest come in that order where they are given."""
    for name, low, best, high in (
        ("crossings", "people_low", "people_best", "people_high"),
        ("figures", "low", "best", "high"),
    ):
        table = tables[name]
        for first, second in ((low, best), (best, high), (low, high)):
            broken = (table[first] > table[second]).fillna(False)
            for row, found in _rows(table, broken):
                message = f"{found[second]} is below {first}, {found[first]}"
                yield Problem(name, row, second, message)


def located(tables: Tables) -> Iterator[Problem]:
    """A crossing has coordinates exactly when its place is known, and a radius when it is vague."""
    table = tables["crossings"]
    precision = table["location_precision"].astype(str)
    has_spot = table["latitude"].notna() & table["longitude"].notna()
    for row, _ in _rows(table, (precision == "unknown") & has_spot):
        yield Problem("crossings", row, "latitude", "must be blank where the place is unknown")
    for row, found in _rows(table, (precision != "unknown") & ~has_spot):
        message = f"is blank, but the precision is {found['location_precision']}"
        yield Problem("crossings", row, "latitude", message)
    vague = precision.isin(["locality", "area"]) & ~(table["radius_km"] > 0)
    for row, found in _rows(table, vague):
        message = f"must be above 0 where the precision is {found['location_precision']}"
        yield Problem("crossings", row, "radius_km", message)


def short_quotes(tables: Tables) -> Iterator[Problem]:
    """A quote has at most 60 words."""
    table = tables["excerpts"]
    words = table["text"].map(lambda text: len(text.split()))
    for row, _ in _rows(table, (table["form"] == "quote") & (words > QUOTE_WORDS)):
        message = f"a quote of {words.iloc[row - 2]} words is above the maximum {QUOTE_WORDS}"
        yield Problem("excerpts", row, "text", message)


def evidence(tables: Tables) -> Iterator[Problem]:
    """Every crossing has an excerpt, and every confirmed one says who confirms it."""
    table = tables["crossings"]
    cited = table["crossing_id"].isin(tables["excerpts"]["crossing_id"])
    for row, found in _rows(table, ~cited):
        message = f"{found['crossing_id']} has no row in excerpts.csv"
        yield Problem("crossings", row, "crossing_id", message)
    unsaid = (table["status"] == "confirmed") & (table["confirmed_by"] == "")
    for row, _ in _rows(table, unsaid):
        yield Problem("crossings", row, "confirmed_by", "is blank, but the status is confirmed")


def containment(tables: Tables) -> Iterator[Problem]:
    """A part lies within its whole in time and place, and a whole is not itself a part."""
    table = tables["crossings"]
    wholes = table.set_index("crossing_id")
    for row, part in _rows(table, (table["part_of"] != "") & table["part_of"].isin(wholes.index)):
        whole = wholes.loc[part["part_of"]]
        if whole["part_of"]:
            message = f"{part['part_of']} is itself a part; name the outermost whole"
            yield Problem("crossings", row, "part_of", message)
        elif part["place_id"] != whole["place_id"]:
            message = f"{part['part_of']} is at another location"
            yield Problem("crossings", row, "part_of", message)


def scopes(tables: Tables) -> Iterator[Problem]:
    """A figure is about a known place or about the whole of Norway."""
    table = tables["figures"]
    known = {*tables["places"]["place_id"], "norway"}
    for row, found in _rows(table, ~table["scope"].isin(known)):
        message = f"{found['scope']} is neither a place of places.csv nor norway"
        yield Problem("figures", row, "scope", message)


def one_preferred(tables: Tables) -> Iterator[Problem]:
    """At most one figure is preferred for a measure, scope, population and period."""
    table = tables["figures"]
    series = ["measure", "scope", "population", "start", "end"]
    chosen = table[table["preferred"]].astype({"measure": str})
    for position in chosen.index[chosen.duplicated(series)]:
        message = "another figure of the same series and period is preferred already"
        yield Problem("figures", int(position) + 2, "preferred", message)


RULES: list[Callable[[Tables], Iterator[Problem]]] = [
    control_characters,
    real_dates,
    ordered_numbers,
    located,
    short_quotes,
    evidence,
    containment,
    scopes,
    one_preferred,
]
