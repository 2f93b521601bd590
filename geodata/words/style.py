"""One palette, and how people and crossings are counted in words."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from geodata.model.summary import Totals
from geodata.words.language import N_, all_of, ngettext, pgettext
from geodata.words.language import gettext as _
from geodata.words.numbers import count, number
from geodata.words.selection import quoted

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

NO_BASEMAP = N_("No base map: lines of latitude and longitude")


def people(low: object, best: object, high: object, words: str = "") -> str:
    """How many people, as exactly as it is known: "1 person", "5,439 to 5,473 people", "hundreds"."""
    if pd.isna(best):  # type: ignore[call-overload]
        return quoted(words) if words else _("number not given")
    lowest = best if pd.isna(low) else low  # type: ignore[call-overload]
    highest = best if pd.isna(high) else high  # type: ignore[call-overload]
    if lowest == highest:
        return count(int(best), "person")  # type: ignore[call-overload]
    between = _between(int(lowest), int(highest))  # type: ignore[call-overload]
    if best in (lowest, highest):
        return between
    return f"{count(int(best), 'person')} ({between})"  # type: ignore[call-overload]


def _between(low: int, high: int) -> str:
    return ngettext(
        "%(low)s to %(high)s person", "%(low)s to %(high)s people", high,
        low=number(low), high=number(high),
    )  # fmt: skip


def total_people(totals: Totals) -> str:
    """The people of a selection: their number, and how many crossings have none."""
    if totals.people is None:
        return _("number not given") if totals.unnumbered else count(0, "person")
    counted = count(totals.people, "person")
    if not totals.unnumbered:
        return counted
    unknown = ngettext(
        "number unknown in %(n)s crossing", "number unknown in %(n)s crossings", totals.unnumbered,
        n=number(totals.unnumbered),
    )  # fmt: skip
    return f"{counted} ({unknown})"


def crossings(all_of_them: int, seasons: int) -> str:
    """Crossings in words, in which a whole season is not one event among others.

    "5 crossings", "1 season of arrivals and 23 crossings".
    """
    return _both(all_of_them, seasons, "crossing", "season of arrivals")


def _in_crossings(all_of_them: int, seasons: int) -> str:
    """The same as the place of what was counted: "in 5 crossings"."""
    return _both(all_of_them, seasons, "crossing in which", "season in which")


def _both(all_of_them: int, seasons: int, crossing: str, season: str) -> str:
    single = all_of_them - seasons
    named = [count(seasons, season)] if seasons else []
    if single or not seasons:
        named.append(count(single, crossing))
    return all_of(named)


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
        return _("%(low)s to %(high)s", low=number(low), high=number(high))
    if pd.notna(low):
        return _("at least %(number)s", number=number(low))
    return _("at most %(number)s", number=number(high)) if pd.notna(high) else _("no number")


def short_amount(figure: Mapping[Any, Any]) -> str:
    """The same in a few characters: "5,439", "≥ 1,200", "1,200–1,500"."""
    low, best, high = figure["low"], figure["best"], figure["high"]
    if pd.notna(best):
        return number(best)
    if pd.notna(low) and pd.notna(high):
        return f"{number(low)}–{number(high)}"
    if pd.notna(low):
        return f"≥ {number(low)}"
    return f"≤ {number(high)}" if pd.notna(high) else _("no number")


def spoken(total: Totals) -> str:
    """The counts of a location in a phrase: "6 people in 5 crossings, 1 only claimed"."""
    phrases = []
    if total.crossings:
        phrases.append(_within(total_people(total), total))
    phrases += left_out(total)
    return ", ".join(phrases) or _("nothing reported in this selection")


def brief(total: Totals) -> str:
    """The counts of a location in a few words: "7 people in 6 crossings, 1 not counted"."""
    reasons = left_out(total)
    if not total.crossings:
        return ", ".join(reasons) or _("nothing reported")
    known = _("number not given") if total.people is None else _short_count(total)
    phrases = [_within(known, total) if total.crossings > 1 else known]
    if reasons:
        phrases.append(
            ngettext("%(n)s not counted", "%(n)s not counted", total.not_counted,
                     n=number(total.not_counted))
        )  # fmt: skip
    return ", ".join(phrases)


def _within(people: str, total: Totals) -> str:
    """People with where they were counted: "6 people in 5 crossings"."""
    return pgettext(
        "people in crossings", "%(people)s %(in_crossings)s", people=people,
        in_crossings=_in_crossings(total.crossings, total.seasons),
    )  # fmt: skip


def _short_count(total: Totals) -> str:
    """People with a plus where some crossings have no number: "6 people", "6+ people"."""
    of = 2 if total.people == 1 and total.unnumbered else total.people or 0
    return ngettext("%(n)s person", "%(n)s people", of, n=short_people(total))


def part_of(name: str, total: Totals) -> str:
    """Where a spot's people are counted: "part of Pasvik’s 7"."""
    return pgettext(
        "place", "part of %(place)s’s %(number)s", number=short_people(total), place=name
    )


def left_out(total: Totals) -> list[str]:
    """The reports of a selection that are in no count: how many, and why, reason by reason."""
    reasons = (
        (total.stopped, ngettext("%(n)s stopped before the line", "%(n)s stopped before the line",
                                 total.stopped, n=number(total.stopped))),
        (total.objects, ngettext("%(n)s object thrown", "%(n)s objects thrown",
                                 total.objects, n=number(total.objects))),
        (total.claimed, ngettext("%(n)s only claimed", "%(n)s only claimed",
                                 total.claimed, n=number(total.claimed))),
        (total.parts, ngettext("%(n)s already inside another report",
                               "%(n)s already inside another report",
                               total.parts, n=number(total.parts))),
        (total.others, ngettext("%(n)s of a kind that is not counted",
                                "%(n)s of a kind that is not counted",
                                total.others, n=number(total.others))),
    )  # fmt: skip
    return [said for found, said in reasons if found]
