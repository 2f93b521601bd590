"""One palette, one place for labels, and how numbers, dates and untrusted text are written."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from babel import Locale

from geodata.model.summary import Totals

# Okabe and Ito's blue, vermilion and purple, darkened or lightened until each has 3 : 1 against
# the page in its theme; told apart in all common forms of colour blindness, and in grey by shape.
CROSSED = "#1f6fa8"
STOPPED = "#b4541a"
CLAIMED = "#9d5b90"
QUIET = "#7c8791"

MAP_PALETTES = {
    "light": {
        "sea": "#dfe8ee", "own": "#fcfaf6", "abroad": "#f3ecdf", "other": "#e8ebe0", "coast": "#b9c4cb",
        "lake": "#cfdfe9", "border": "#3a4652", "otherBorder": "#8b949c",
    },
    "dark": {
        "sea": "#16212a", "own": "#2f3a44", "abroad": "#2b2c2f", "other": "#24312f", "coast": "#46535f",
        "lake": "#1b2a36", "border": "#e4d9bf", "otherBorder": "#76828c",
    },
}  # fmt: skip

NO_BASEMAP = "No base map: lines of latitude and longitude"

_NAMES = Locale("en").languages


def language(code: str) -> str:
    """The name of a language by its ISO 639-1 code; a code without a name as it is."""
    return str(_NAMES.get(code, code))


def number(value: int | float) -> str:
    """A whole number with thousands set apart: 5,439."""
    return f"{int(value):,}"


def count(value: int, one: str, many: str = "") -> str:
    """A number with its noun: "1 crossing", "5,439 people"."""
    return f"{number(value)} {one if value == 1 else many or one + 's'}"


def sum_of(one: int, where: str, other: int, elsewhere: str) -> str:
    """Two numbers as one sum: "24: 23 in solid bars + 1 dotted", "24 in solid bars"."""
    if not other:
        return f"{number(one)} {where}"
    return f"{number(one + other)}: {number(one)} {where} + {number(other)} {elsewhere}"


def people(low: object, best: object, high: object, words: str = "") -> str:
    """How many people, as exactly as it is known: "1 person", "5,439 to 5,473 people", "hundreds"."""
    if pd.isna(best):  # type: ignore[call-overload]
        return f"“{words}”" if words else "number not given"
    lowest = best if pd.isna(low) else low  # type: ignore[call-overload]
    highest = best if pd.isna(high) else high  # type: ignore[call-overload]
    if lowest == highest:
        return count(int(best), "person", "people")  # type: ignore[call-overload]
    between = f"{number(lowest)} to {number(highest)} people"  # type: ignore[arg-type]
    return between if best in (lowest, highest) else f"{number(best)} people ({between})"  # type: ignore[arg-type]


def total_people(totals: Totals) -> str:
    """The people of a selection: their number, and how many crossings have none."""
    if totals.people is None:
        return "number not given" if totals.unnumbered else "0 people"
    counted = count(totals.people, "person", "people")
    unknown = f" (number unknown in {count(totals.unnumbered, 'crossing')})"
    return counted + (unknown if totals.unnumbered else "")


def crossings(all_of_them: int, seasons: int) -> str:
    """Crossings in words, in which a whole season is not one event among others.

    "5 crossings", "1 season of arrivals and 23 crossings".
    """
    single = all_of_them - seasons
    named = [count(seasons, "season of arrivals", "seasons of arrivals")] if seasons else []
    if single or not seasons:
        named.append(count(single, "crossing"))
    return " and ".join(named)


def short_people(totals: Totals) -> str:
    """The people of a selection in a few characters, for a symbol: 0, 6, 5,440, 5,440+, ?

    What is not counted has a question mark: nobody can say that it was nobody.
    """
    if totals.people is None:
        unsaid = totals.unnumbered or totals.claimed or totals.parts or totals.others
        return "?" if unsaid else "0"
    return number(totals.people) + ("+" if totals.unnumbered else "")


def amount(figure: Mapping[Any, Any]) -> str:
    """A figure's number as its source gives it: "5,439", "at least 1,200", "at most 15,000"."""
    low, best, high = figure["low"], figure["best"], figure["high"]
    if pd.notna(best):
        return number(best)
    if pd.notna(low) and pd.notna(high):
        return f"{number(low)} to {number(high)}"
    if pd.notna(low):
        return f"at least {number(low)}"
    return f"at most {number(high)}" if pd.notna(high) else "no number"


def spoken(total: Totals) -> str:
    """The counts of a location in a phrase: "6 people in 5 crossings, 1 claim not counted"."""
    phrases = []
    if total.crossings:
        phrases.append(f"{total_people(total)} in {crossings(total.crossings, total.seasons)}")
    phrases += [f"{number} {words}" for number, words in left_out(total)]
    return ", ".join(phrases) or "nothing reported in this selection"


def brief(total: Totals) -> str:
    """The counts of a location in a few words: "7 people in 6 crossings, 1 not counted"."""
    reasons = [f"{number} {words}" for number, words in left_out(total)]
    if not total.crossings:
        return ", ".join(reasons) or "nothing reported"
    one = total.people == 1 and not total.unnumbered
    people = f"{short_people(total)} {'person' if one else 'people'}"
    known = people if total.people is not None else "number not given"
    rest = f", {number(total.not_counted)} not counted" if reasons else ""
    within = f" in {crossings(total.crossings, total.seasons)}" if total.crossings > 1 else ""
    return f"{known}{within}{rest}"


def possessive(name: str) -> str:
    """A name and what is its own: "Pasvik’s", "Kirkenes’"."""
    return f"{name}’" if name.endswith("s") else f"{name}’s"


def left_out(total: Totals) -> list[tuple[int, str]]:
    """The reports of a selection that are in no count: how many, and why."""
    reasons = (
        (total.stopped, "stopped before the line"),
        (total.objects, "object thrown" if total.objects == 1 else "objects thrown"),
        (total.claimed, "only claimed"),
        (total.parts, "already inside another report"),
        (total.others, "of a kind that is not counted"),
    )
    return [(number, words) for number, words in reasons if number]
