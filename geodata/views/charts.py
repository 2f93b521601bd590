"""One function per chart: each takes counted rows and returns an Altair chart in the shared palette."""

import textwrap
from functools import lru_cache
from typing import Any

import altair as alt  # comes with streamlit
import numpy as np
import pandas as pd
import vl_convert

from geodata.views import style

YEAR_FIELD = "year"
JULY_2015 = pd.Timestamp("2015-07-01")  # before it the year had 58 arrivals: nothing to see
TONES = {"crossed": "crossed", "stopped": "stopped or thrown", "claimed": "claimed"}


def crossings_by_year(table: pd.DataFrame, years: tuple[int, int]) -> alt.Chart:
    """Crossings of each year as bars; the chosen years are dark, and a click on a bar chooses one.

    Takes the table of `summary.per_year`. A hollow bar stands for crossings that may have happened
    in any of several years, a dashed one for claims, which no count holds.
    """
    total = table["crossings"] + table["spanning"]
    data = table.assign(total=total, claims=total + table["claimed"])
    pick = alt.selection_point(name="picked", fields=[YEAR_FIELD])
    base = alt.Chart(data).encode(x=_year_axis(data))
    bars = (
        base.mark_bar(color=style.CROSSED, cursor="pointer")
        .encode(
            y=alt.Y("crossings:Q").title("Crossings").axis(tickMinStep=1, tickCount=4),
            opacity=_chosen(years).then(alt.value(1)).otherwise(alt.value(0.25)),
            tooltip=_year_tooltip(),
        )
        .add_params(pick)
    )
    hollow = base.mark_bar(
        fillOpacity=0, stroke=style.CROSSED, strokeDash=[3, 2], strokeWidth=1
    ).encode(y=alt.Y("crossings:Q"), y2="total:Q", tooltip=_year_tooltip())
    claims = base.mark_bar(
        fillOpacity=0, stroke=style.CLAIMED, strokeDash=[4, 3], strokeWidth=1.5
    ).encode(y=alt.Y("total:Q"), y2="claims:Q", tooltip=_year_tooltip())
    vague, claimed = ((data[name] > 0).any() for name in ("spanning", "claimed"))
    hollow = hollow.transform_filter("datum.spanning > 0")
    claims = claims.transform_filter("datum.claimed > 0")
    return _sized(_layered((bars, True), (hollow, bool(vague)), (claims, bool(claimed))), 150)


def people_by_year(
    table: pd.DataFrame, years: tuple[int, int], ink: str = style.INK["light"]
) -> alt.Chart:
    """People of each year on a scale that keeps 1 and 5,000 legible, their number above each bar."""
    data = table.assign(
        said=[
            (f"{p:,}" if p else "") + ("+" if u and p else "?" if u else "")
            for p, u in zip(table["people"], table["unnumbered"], strict=True)
        ]
    )
    base = alt.Chart(data).encode(x=_year_axis(data))
    # Room above the highest bar for its number.
    highest = 4 * max(10, int(table["people_high"].max()))
    scale = alt.Scale(type="symlog", constant=1, domainMin=0, domainMax=highest, nice=False)
    bars = base.mark_bar(color=style.CROSSED).encode(
        y=alt.Y("people:Q").scale(scale).title("People").axis(values=[1, 10, 100, 1000, 5000]),
        opacity=_chosen(years).then(alt.value(0.75)).otherwise(alt.value(0.2)),
        tooltip=_year_tooltip(),
    )
    whiskers = base.mark_rule(color=style.QUIET, strokeWidth=2).encode(
        y=alt.Y("people_low:Q").scale(scale), y2="people_high:Q"
    )
    labels = base.mark_text(dy=-7, fontSize=11, color=ink).encode(
        y=alt.Y("people:Q"), text="said:N"
    )
    spread = bool((data["people_low"] != data["people_high"]).any())
    only = whiskers.transform_filter("datum.people_low != datum.people_high")
    return _sized(_layered((bars, True), (only, spread), (labels, True)), 150)


def passages_by_year(figures: pd.DataFrame, years: tuple[int, int]) -> alt.Chart:
    """Storskog passages of whole years: filled where stated, hollow where derived, gaps left open."""
    return _line(figures, "year:Q", "Passages in a year", years)


def passages_by_month(figures: pd.DataFrame, years: tuple[int, int]) -> alt.Chart:
    """Storskog passages of single months, with no line drawn over a month that was not found."""
    return _line(figures, "year:Q", "Passages in a month", years)


def applications_by_year(figures: pd.DataFrame, years: tuple[int, int]) -> alt.Chart:
    """National asylum applications of whole years, one point for each population counted."""
    return _line(figures, "year:Q", "Applications in a year", years)


def _line(figures: pd.DataFrame, x: str, title: str, years: tuple[int, int]) -> alt.Chart:
    pick = alt.selection_point(name="picked", fields=["figure_id"])
    axis = alt.X(x).title(None).axis(format="d", tickMinStep=1)
    base = alt.Chart(figures).encode(x=axis.scale(domain=[years[0], years[1] + 1], nice=False))
    line = base.mark_line(color=style.CROSSED, strokeWidth=1.5).encode(
        y=alt.Y("best:Q").title(title), detail="run:N"
    )
    points = (
        base.mark_point(size=55, filled=False, cursor="pointer", color=style.CROSSED)
        .encode(
            y=alt.Y("best:Q"),
            fill=alt.when("datum.basis == 'stated'")
            .then(alt.value(style.CROSSED))
            .otherwise(alt.value("transparent")),
            fillOpacity=alt.value(1),
            tooltip=[
                alt.Tooltip("period:N", title="Period"),
                alt.Tooltip("best:Q", title="Passages", format=","),
                alt.Tooltip("basis_label:N", title="Basis"),
                alt.Tooltip("outlet:N", title="Source"),
            ],
        )
        .add_params(pick)
    )
    limits = base.mark_rule(color=style.QUIET, strokeDash=[2, 2], strokeWidth=2).encode(
        y=alt.Y("floor:Q"), y2="ceiling:Q",
        tooltip=[alt.Tooltip("period:N", title="Period"), alt.Tooltip("limit:N", title="Only a limit")],
    )  # fmt: skip
    limited = bool(figures["floor"].notna().any())
    only = limits.transform_filter("isValid(datum.floor)")
    return _sized(_layered((line, True), (only, limited), (points, True)), 240)


def containment(figures: pd.DataFrame, total: int, ink: str = style.INK["light"]) -> alt.Chart:
    """Weeks inside months inside the year: a bar for each period that was counted, its number on it.

    Takes figures with `begin`, `finish`, `level`, `said` and `label_at`. Running totals are ticks at
    the day they reach, and a forecast is hollow, so that neither looks like a count of its own.
    """
    pick = alt.selection_point(name="picked", fields=["figure_id"])
    levels = _levels(figures)
    lanes = alt.Y("level:N").sort(levels).title(None).scale(domain=levels).axis(labelLimit=220)
    base = alt.Chart(figures).encode(y=lanes, tooltip=_containment_tooltip())
    x = alt.X("begin:T").title(None).axis(format="%-d %b")
    x = x.scale(domain=[f"{JULY_2015:%Y-%m-%d}", "2016-01-01"], clamp=True)
    share = alt.Opacity("size:Q").scale(domain=[0, total], range=[0.3, 1]).legend(None)
    counted, so_far, forecast = (f"datum.mark == '{mark}'" for mark in ("span", "tick", "hollow"))
    bars = base.transform_filter(counted).mark_bar(color=style.CROSSED, height=24, cursor="pointer")
    hollow = base.transform_filter(forecast).mark_bar(
        fillOpacity=0, stroke=style.STOPPED, strokeDash=[5, 3], height=22
    )
    ticks = base.transform_filter(so_far).mark_tick(
        color=style.CROSSED, thickness=2, size=16, orient="vertical", yOffset=6
    )
    label = base.encode(x="label_at:T", text="said:N")
    on_dark = label.transform_filter("datum.on_dark").mark_text(fontWeight="bold", color="white")
    on_light = label.transform_filter("!datum.on_dark && datum.mark != 'tick'").mark_text(
        fontWeight="bold", color=ink
    )
    at_ticks = label.transform_filter(so_far).mark_text(
        angle=325, align="left", baseline="bottom", fontSize=10, dy=-2, color=ink
    )
    shown = (
        (bars.encode(x=x, x2="finish:T", opacity=share).add_params(pick), True),
        (hollow.encode(x=x, x2="finish:T"), True),
        (ticks.encode(x="finish:T"), True),
        *((text, True) for text in (on_dark, on_light, at_ticks)),
    )
    return _sized(_layered(*shown), 38 * len(levels) + 30)


def _levels(figures: pd.DataFrame) -> list[str]:
    order = {"The year": 0, "Months": 3, "Weeks": 4}
    return sorted(
        set(figures["level"]),
        key=lambda level: (order.get(level, 2 if "So far" in level else 1), level),
    )


def _containment_tooltip() -> list[alt.Tooltip]:
    return [
        alt.Tooltip("period:N", title="Period"),
        alt.Tooltip("said:N", title="Arrivals"),
        alt.Tooltip("basis_label:N", title="Basis"),
        alt.Tooltip("outlet:N", title="Source"),
    ]


def events(crossings: pd.DataFrame, context: pd.DataFrame, years: tuple[int, int]) -> alt.Chart:
    """Each report as a dot or, where its date is vague, a bar, one lane per location; rules are context."""
    pick = alt.selection_point(name="picked", fields=["crossing_id"])
    x = alt.X("begin:T").title(None).scale(domain=[f"{years[0]}-01-01", f"{years[1]}-12-31"])
    lanes = alt.Y("place:N").title(None).sort(list(dict.fromkeys(crossings["place"])))
    tones = list(TONES.values())
    colour = alt.Color("tone:N").scale(
        domain=tones, range=[style.CROSSED, style.STOPPED, style.CLAIMED]
    ).legend(orient="top", title=None)  # fmt: skip
    tooltip = [
        alt.Tooltip("headline:N", title="Report"),
        alt.Tooltip("period:N", title="When"),
        alt.Tooltip("people:N", title="People"),
    ]
    rules = alt.Chart(context).mark_rule(color=style.QUIET, opacity=0.5).encode(
        x=alt.X("begin:T"),
        tooltip=[alt.Tooltip("title:N", title="Context"), alt.Tooltip("period:N", title="When")],
    )  # fmt: skip
    base = alt.Chart(crossings).encode(y=lanes, color=colour, tooltip=tooltip)
    spans = base.mark_bar(height=6, opacity=0.45, cornerRadius=3).encode(x=x, x2="finish:T")
    dots = base.mark_point(filled=True, size=70, opacity=0.9, cursor="pointer").encode(
        x=alt.X("middle:T"), shape=alt.Shape("tone:N").scale(domain=tones, range=["circle", "triangle-up", "diamond"])
    ).add_params(pick)  # fmt: skip
    return _sized(_layered((rules, len(context) > 0), (spans, True), (dots, True)), 220)


def _year_axis(data: pd.DataFrame) -> alt.X:
    ticks = [int(year) for year in data["year"] if year % 5 == 0]
    domain = [int(data["year"].min()), int(data["year"].max())]
    axis = alt.Axis(values=ticks, labelAngle=0, labelFlush=False)
    return (
        alt.X("year:O", scale=alt.Scale(domain=list(range(domain[0], domain[1] + 1))))
        .title(None)
        .axis(axis)
    )


def _year_tooltip() -> list[alt.Tooltip]:
    return [
        alt.Tooltip("year:O", title="Year"),
        alt.Tooltip("crossings:Q", title="Crossings"),
        alt.Tooltip("people:Q", title="People", format=","),
        alt.Tooltip("unnumbered:Q", title="Crossings without a number"),
        alt.Tooltip("spanning:Q", title="Crossings dated over several years"),
        alt.Tooltip("claimed:Q", title="Only claimed, not counted"),
    ]


def _chosen(years: tuple[int, int]) -> Any:
    return alt.when(f"datum.year >= {years[0]} && datum.year <= {years[1]}")


def by_year(name: str, table: pd.DataFrame, ink: str = style.INK["light"]) -> dict[str, Any]:
    """A chart by year as a specification: "crossings" or "people".

    It is the same for all chosen years: a chart that does not change costs a step of the slider
    nothing, while building it anew would take longer than all the counting.
    """
    content = table.to_numpy().tobytes()
    return _specification(name, tuple(table.columns), content, len(table), ink)


@lru_cache(maxsize=64)
def _specification(
    name: str, columns: tuple[str, ...], content: bytes, rows: int, ink: str
) -> dict[str, Any]:
    numbers = np.frombuffer(content, dtype="int64").reshape(rows, len(columns))
    table = pd.DataFrame(numbers, columns=list(columns))
    years = (int(table["year"].min()), int(table["year"].max()))
    if name == "crossings":
        return dict(crossings_by_year(table, years).to_dict())
    return dict(people_by_year(table, years, ink).to_dict())


def _layered(*layers: tuple[Any, bool]) -> Any:
    """The layers that have something to show: an empty one would be a mark without a name."""
    return alt.layer(*(chart for chart, shown in layers if shown))


def _sized(chart: Any, height: int) -> alt.Chart:
    sized: alt.Chart = chart.properties(height=height, background="transparent")
    framed: alt.Chart = sized.configure_view(strokeWidth=0)
    return framed


def image(table: pd.DataFrame, years: tuple[int, int], title: str, source: str, kind: str) -> bytes:
    """Both charts by year as an SVG or PNG file, under their selection and over their source."""
    parts = [dict(chart(table, years).to_dict()) for chart in (crossings_by_year, people_by_year)]
    datasets = {name: rows for part in parts for name, rows in part.pop("datasets").items()}
    for part in parts:
        # Within another chart, these belong to the whole.
        for key in ("$schema", "config", "background"):
            part.pop(key, None)
        part["width"] = 820
    spec = {
        "title": {"text": title, "subtitle": textwrap.wrap(source, 130), "anchor": "start"},
        "vconcat": parts,
        "datasets": datasets,
        "background": "white",
        "padding": 16,
        "config": {"view": {"strokeWidth": 0}},
    }
    if kind == "svg":
        return vl_convert.vegalite_to_svg(spec).encode()
    return bytes(vl_convert.vegalite_to_png(spec, scale=2))
