"""Charts by year, and what all charts share: each function takes counted rows and returns a chart."""

import textwrap
from functools import lru_cache
from typing import Any

import altair as alt  # comes with streamlit
import numpy as np
import pandas as pd
import vl_convert

from geodata.drawings import vega
from geodata.words import style
from geodata.words.language import N_, current
from geodata.words.language import gettext as _
from geodata.words.numbers import number

TYPE = 13  # pixels: the smallest type of a chart, legible from a projector
DIM, BAND = 0.35, 0.16  # how strong a bar of another year is, and the band behind a chosen year
FAINT = 0.65  # how strong an outline of another year is: a dotted one as pale as a bar is not seen
_NOBODY = 0.6  # where a scale of powers has its floor: it has no place for 0

NAMES = {"crossings": N_("Crossings"), "people": N_("People")}
DRAWN = {"crossings": ("crossings", "spanning", "claimed"), "people": ("people", "unnumbered")}

Years = tuple[int, int] | None  # the years to mark; None leaves that to the page's own style


def called(name: str) -> str:
    """What a chart by year counts, in words."""
    # Not within the call: Babel would take the key for a message.
    words = NAMES[name]
    return _(words)


def crossings_by_year(table: pd.DataFrame, years: Years) -> alt.Chart:
    """Crossings of each year as bars; the chosen years are dark, and a click on a year chooses it.

    Takes the table of `summary.per_year`. A hollow bar stands for crossings that may have happened
    in any of several years, a dashed one for claims, which no count holds.
    """
    total = table["crossings"] + table["spanning"]
    data = table.assign(total=total, claims=total + table["claimed"])
    pick = alt.selection_point(name="picked", fields=["year"])
    base = alt.Chart(data).encode(x=_year_axis(data))
    highest = int(data["claims"].max())
    title = called("crossings")
    counts = alt.Y("crossings:Q").title(title).axis(_whole_numbers(highest, title))
    bars = (
        base.mark_bar(color=style.CROSSED, cursor="pointer")
        .encode(
            y=counts.scale(domain=[0, max(1, highest)]),
            opacity=_marked(years),
            **_said_of_a_year(),
        )
        .add_params(pick)
        .properties(name="crossings_counted")
    )
    hollow = _outline(base, years, "spanning", style.CROSSED, [2, 2])
    claims = _outline(base, years, "claimed", style.CLAIMED, [5, 3])
    layers = (
        (_band(base, years, "pointer").properties(name="crossings_years"), True),
        (bars, True),
        (hollow.encode(y=alt.Y("crossings:Q"), y2="total:Q"), _any(data, "spanning")),
        (claims.encode(y=alt.Y("total:Q"), y2="claims:Q"), _any(data, "claimed")),
    )
    return _explained("crossings", layered(*layers), table, years)


def people_by_year(table: pd.DataFrame, years: Years) -> alt.Chart:
    """People of each year as dots on a scale that keeps 1 and 5,000 legible, their number above each.

    Dots, not bars: on a scale of powers a bar half as long would not stand for half as many.
    """
    data = table.assign(
        at=table["people"].clip(lower=_NOBODY),
        said=[
            (number(p) if p else "") + ("+" if u and p else "?" if u else "")
            for p, u in zip(table["people"], table["unnumbered"], strict=True)
        ],
    )
    base = alt.Chart(data).encode(x=_year_axis(data))
    # Room above the highest dot for its number.
    highest = 4 * max(10, int(table["people_high"].max()))
    scale = alt.Scale(type="log", domain=[_NOBODY, highest], nice=False)
    powers = [10**power for power in range(len(str(highest)))]
    title = _("People (log scale)")
    people = alt.Y("at:Q").scale(scale).title(title)
    some = alt.when("datum.people > 0").then(alt.value(1)).otherwise(alt.value(0))
    dots = base.mark_point(filled=True, size=70, color=style.CROSSED).encode(
        y=people.axis(_ticks_at(powers, title)),
        fillOpacity=some,
        opacity=_marked(years),
        **_said_of_a_year(),
    )
    whiskers = base.mark_rule(color=style.QUIET, strokeWidth=2, aria=False).encode(
        y=alt.Y("low:Q").scale(scale), y2="high:Q"
    )
    spread = whiskers.transform_filter("datum.people_low != datum.people_high").transform_calculate(
        low=f"max({_NOBODY}, datum.people_low)", high=f"max({_NOBODY}, datum.people_high)"
    )
    labels = base.mark_text(dy=-12, fontSize=TYPE, aria=False).encode(
        y=alt.Y("at:Q"), text="said:N"
    )
    layers = (
        (_band(base, years, "default").properties(name="people_years"), True),
        (spread, _spread(data)),
        (dots.properties(name="people_counted"), True),
        (labels, True),
    )
    return _explained("people", layered(*layers), table, years)


def nothing_to_draw(name: str, table: pd.DataFrame) -> str:
    """Why a chart by year would have no mark at all, or a blank where it has one."""
    if any(_any(table, column) for column in DRAWN[name]):
        return ""
    if name == "people" and _any(table, "spanning"):
        return _(
            "Nothing to draw in this selection: every crossing in it may be of any of several years."
        )
    return _("Nothing to draw in this selection.")


def notes(name: str, table: pd.DataFrame, years: Years = None) -> list[str]:
    """What the signs of a chart by year mean, only of those drawn, and what is in no mark of it."""
    if nothing := nothing_to_draw(name, table):
        return [nothing]
    span = (table["year"].min(), table["year"].max())
    said = {
        "crossings": (
            (_("Dotted: may be of any of several years"), _any(table, "spanning")),
            (_("Dashed: only claimed, not counted"), _any(table, "claimed")),
        ),
        "people": (
            (_("Each line up is ten times as many people"), _any(table, "people")),
            (_("Grey line: from the lowest to the highest number"), _spread(table)),
            (_("+ or ?: a crossing without a number"), _any(table, "unnumbered")),
            (_("Crossings dated over several years have no dot"), _any(table, "spanning")),
        ),
    }
    chosen = (_("Pale: outside the chosen years"), years not in (None, span))
    return [words for words, shown in (*said[name], chosen) if shown]


def by_year(name: str, table: pd.DataFrame) -> dict[str, Any]:
    """A chart by year as a specification: "crossings" or "people".

    It is the same for all chosen years: a chart that does not change costs a step of the slider
    nothing, while building it anew would take longer than all the counting. The page marks the
    chosen years by `years_style`.
    """
    content = table.to_numpy().tobytes()
    return _specification(current(), name, tuple(table.columns), content, len(table))


@lru_cache(maxsize=64)
def _specification(
    _language: str, name: str, columns: tuple[str, ...], content: bytes, rows: int
) -> dict[str, Any]:
    numbers = np.frombuffer(content, dtype="int64").reshape(rows, len(columns))
    table = pd.DataFrame(numbers, columns=list(columns))
    return dict(_CHARTS[name](table, None).to_dict())


_CHARTS = {"crossings": crossings_by_year, "people": people_by_year}


def years_style(span: tuple[int, int], years: tuple[int, int]) -> str:
    """The style that marks the chosen years in the charts of a page, by the place of their marks."""
    first, last = (year - span[0] + 1 for year in years)
    chosen = f":nth-child(n+{first}):nth-child(-n+{last})"
    band = f"[class*=_years_marks] path{chosen}{{fill-opacity:{BAND}}}" if years != span else ""
    dim = f"[class*=_counted_marks] path:not({chosen}){{opacity:{DIM}}}"
    outlines = ",".join(
        f"[class*={name}_counted_marks] path:not({chosen})" for name in ("spanning", "claimed")
    )
    return f"<style>{dim}{outlines}{{opacity:{FAINT}}}{band}</style>"


def image(table: pd.DataFrame, years: tuple[int, int], title: str, source: str, kind: str) -> bytes:
    """Both charts by year as an SVG or PNG file, under their selection and over their source."""
    parts = [_part(name, table, years) for name in DRAWN]
    datasets = {name: rows for part in parts for name, rows in part.pop("datasets", {}).items()}
    spec = {
        "title": {"text": title, "subtitle": textwrap.wrap(source, 130), "anchor": "start"},
        "vconcat": parts,
        "datasets": datasets,
        "background": "white",
        "padding": 16,
        "config": {"view": {"strokeWidth": 0}, "axis": _AXIS | {"aria": False}, **vega.config()},
    }
    if kind == "svg":
        return vega.without_english(vl_convert.vegalite_to_svg(spec)).encode()
    return bytes(vl_convert.vegalite_to_png(spec, scale=2))


def _part(name: str, table: pd.DataFrame, years: tuple[int, int]) -> dict[str, Any]:
    """One chart of the file; a line of words where it would have no mark."""
    if nothing := nothing_to_draw(name, table):
        words = {"type": "text", "align": "left", "x": 0, "fontSize": TYPE}
        said = _("%(name)s: %(said)s", name=_(NAMES[name]), said=nothing)
        return {
            "data": {"values": [{}]},
            "mark": words | {"text": said},
            "width": 820,
            "height": 30,
        }
    part = dict(_CHARTS[name](table, years).to_dict())
    # Within another chart, these belong to the whole.
    for key in ("$schema", "config", "background"):
        part.pop(key, None)
    return part | {"width": 820}


def _year_axis(data: pd.DataFrame) -> alt.X:
    years = [int(year) for year in data["year"]]
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 500) if len(years) <= 8 * step)
    ticks = [year for year in years if year % step == 0]
    said = _("Years from %(first)s to %(last)s", first=years[0], last=years[-1])
    axis = alt.Axis(values=ticks, labelAngle=0, labelFlush=False, description=said)
    return alt.X("year:O", scale=alt.Scale(domain=years)).title(None).axis(axis)


def _whole_numbers(highest: int, said: str) -> alt.Axis:
    """An axis that counts: no tick between two whole numbers, in a file either."""
    steps = (digit * 10**power for power in range(12) for digit in (1, 2, 5))
    step = next(step for step in steps if highest <= 4 * step)
    return _ticks_at(list(range(0, highest + 1, step)), said)


def _ticks_at(values: list[int], said: str) -> alt.Axis:
    # Without their number, Vega would leave out every second one of a low chart.
    return alt.Axis(
        values=values, tickCount=len(values), format=",d", labelOverlap=False, description=said
    )


def _band(base: Any, years: Years, cursor: str) -> Any:
    """A band from top to bottom for each year, seen behind the chosen ones.

    With it a year without a bar can be chosen, and seen to be chosen.
    """
    band = base.mark_bar(color=style.QUIET, aria=False, cursor=cursor, width={"band": 1})
    span = (base.data["year"].min(), base.data["year"].max())
    strength = alt.value(0) if years in (None, span) else _chosen(years, BAND, 0)
    # Vega hands on the clicks of a mark with a tooltip only.
    year = alt.Tooltip("year:O", title=_("Year"))
    return band.encode(y=alt.value(0), y2=alt.value("height"), fillOpacity=strength, tooltip=[year])


def _outline(base: Any, years: Years, column: str, colour: str, dash: list[int]) -> Any:
    """Hollow bars where a column counts anything; its numbers are said by the bar of the year."""
    drawn = alt.when(f"datum.{column} > 0").then(alt.value(1)).otherwise(alt.value(0))
    bars = base.mark_bar(
        fillOpacity=0, stroke=colour, strokeDash=dash, strokeWidth=1.5, aria=False, cursor="pointer"
    )
    bars = bars.encode(
        strokeOpacity=drawn, opacity=_chosen(years, 1, FAINT), tooltip=_year_tooltip()
    )
    return bars.properties(name=f"{column}_counted")


def _any(table: pd.DataFrame, column: str) -> bool:
    return bool((table[column] > 0).any())


def _spread(table: pd.DataFrame) -> bool:
    return bool((table["people_low"] != table["people_high"]).any())


def _year_tooltip() -> list[alt.Tooltip]:
    return [
        alt.Tooltip("year:O", title=_("Year")),
        alt.Tooltip("crossings:Q", title=called("crossings"), format=","),
        alt.Tooltip("people:Q", title=called("people"), format=","),
        alt.Tooltip("unnumbered:Q", title=_("Crossings without a number"), format=","),
        alt.Tooltip("spanning:Q", title=_("Crossings dated over several years"), format=","),
        alt.Tooltip("claimed:Q", title=_("Only claimed, not counted"), format=","),
    ]


def _said_of_a_year() -> dict[str, Any]:
    """What the mark of a year says to those who point at it, and to those who hear it."""
    tooltip = _year_tooltip()
    return {"tooltip": tooltip, "description": vega.described(tooltip)}


def _marked(years: Years) -> Any:
    return _chosen(years, 1, DIM)


def _chosen(years: Years, inside: float, outside: float) -> Any:
    if years is None:
        return alt.value(inside)
    chosen = alt.when(f"datum.year >= {years[0]} && datum.year <= {years[1]}")
    return chosen.then(alt.value(inside)).otherwise(alt.value(outside))


def _explained(name: str, chart: Any, table: pd.DataFrame, years: Years) -> alt.Chart:
    """A chart over the meaning of its signs, each on a line of its own: a phone is narrow."""
    lines = notes(name, table, years)
    title = alt.TitleParams(
        lines or "", orient="bottom", anchor="start", fontSize=TYPE, fontWeight="normal", offset=6
    )
    shown = sized(chart, 170 + 17 * len(lines))
    explained: alt.Chart = shown.properties(title=title) if lines else shown
    return explained


def layered(*layers: tuple[Any, bool]) -> Any:
    """The layers that have something to show: an empty one would be a mark without a name."""
    return alt.layer(*(chart for chart, shown in layers if shown))


def sized(chart: Any, height: int) -> alt.Chart:
    """A chart of a height in pixels on the page's own background, without a frame."""
    sized: alt.Chart = chart.properties(height=height, background="transparent")
    framed: alt.Chart = sized.configure(view={"strokeWidth": 0}, axis=_AXIS, **vega.config())
    return framed


_AXIS = {"labelFontSize": TYPE, "titleFontSize": TYPE, "titleFontWeight": "normal"}
