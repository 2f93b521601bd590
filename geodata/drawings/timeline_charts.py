"""Charts of the timeline: reports, passages, applications, and counts inside counts."""

import altair as alt  # comes with streamlit
import pandas as pd

from geodata.drawings.charts import layered, sized
from geodata.model import series
from geodata.model.border import Chart
from geodata.words import style

TONES = {"crossed": "crossed", "stopped": "stopped or thrown", "claimed": "claimed"}
SHAPES = ["circle", "triangle-up", "diamond"]


def by_year(chart: Chart, figures: pd.DataFrame, years: tuple[int, int]) -> alt.Chart:
    """Figures of whole years: filled where stated, hollow where derived, gaps left open."""
    return _line(figures, f"{chart.noun} in a year", years)


def by_month(chart: Chart, figures: pd.DataFrame, years: tuple[int, int]) -> alt.Chart:
    """Figures of single months, with no line drawn over a month that was not found."""
    return _line(figures, f"{chart.noun} in a month", years)


def _line(figures: pd.DataFrame, title: str, years: tuple[int, int]) -> alt.Chart:
    pick = alt.selection_point(name="picked", fields=["figure_id"])
    axis = alt.X("year:Q").title(None).axis(format="d", tickMinStep=1)
    counts = alt.Y("best:Q").title(title).axis(format=",d", tickMinStep=1)
    base = alt.Chart(figures).encode(x=axis.scale(domain=[years[0], years[1] + 1], nice=False))
    line = base.mark_line(color=style.CROSSED, strokeWidth=1.5).encode(y=counts, detail="run:N")
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
                alt.Tooltip("best:Q", title=title.partition(" in a ")[0], format=","),
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
    return sized(layered((line, True), (only, limited), (points, True)), 240)


def containment(chart: Chart, figures: pd.DataFrame, since: pd.Timestamp) -> alt.Chart:
    """Weeks inside months inside the year: a bar for each period that was counted, its number on it.

    Takes figures with `begin`, `finish`, `level`, `said`, `label`, `label_at` and `shade`, and the
    day the axis begins. Running totals are ticks at the day they reach, and a forecast is hollow, so
    that neither looks like a count of its own.
    """
    pick = alt.selection_point(name="picked", fields=["figure_id"])
    listed = levels(figures)
    lanes = alt.Y("level:N").sort(listed).title(None).scale(domain=listed).axis(labelLimit=220)
    base = alt.Chart(figures).encode(y=lanes, tooltip=_containment_tooltip(chart.noun))
    x = alt.X("begin:T").title(None).axis(format="%-d %b")
    x = x.scale(domain=[f"{since:%Y-%m-%d}", f"{since.year + 1}-01-01"], clamp=True)
    shade = alt.Opacity("shade:Q").scale(None)
    counted, so_far, forecast = (f"datum.mark == '{mark}'" for mark in ("span", "tick", "hollow"))
    bars = base.transform_filter(counted).mark_bar(color=style.CROSSED, height=24, cursor="pointer")
    hollow = base.transform_filter(forecast).mark_bar(
        fillOpacity=0, stroke=style.STOPPED, strokeDash=[5, 3], height=22
    )
    ticks = base.transform_filter(so_far).mark_tick(
        color=style.CROSSED, thickness=2, size=16, orient="vertical", yOffset=6
    )
    label = base.encode(x="label_at:T", text="label:N")
    on_dark = label.transform_filter("datum.on_dark").mark_text(fontWeight="bold", color="white")
    on_light = label.transform_filter("!datum.on_dark && datum.mark != 'tick'").mark_text(
        fontWeight="bold"
    )
    at_ticks = label.transform_filter(so_far).mark_text(
        angle=325, align="left", baseline="bottom", fontSize=10, dy=-2
    )
    shown = (
        (bars.encode(x=x, x2="finish:T", opacity=shade).add_params(pick), True),
        (hollow.encode(x=x, x2="finish:T"), True),
        (ticks.encode(x="finish:T"), True),
        *((text, True) for text in (on_dark, on_light, at_ticks)),
    )
    return sized(layered(*shown), 38 * len(listed) + 30)


def levels(figures: pd.DataFrame) -> list[str]:
    """The lanes of the chart of counts inside counts, from the whole to its smallest parts."""
    order = {series.THE_YEAR: 0, series.MONTHS: 3, series.WEEKS: 4}
    return sorted(
        set(figures["level"]),
        key=lambda level: (order.get(level, 2 if level == series.SO_FAR else 1), level),
    )


def _containment_tooltip(noun: str) -> list[alt.Tooltip]:
    return [
        alt.Tooltip("period:N", title="Period"),
        alt.Tooltip("said:N", title=noun),
        alt.Tooltip("basis_label:N", title="Basis"),
        alt.Tooltip("outlet:N", title="Source"),
    ]


def events(crossings: pd.DataFrame, context: pd.DataFrame, years: tuple[int, int]) -> alt.Chart:
    """Each report as a dot or, where its date is vague, a bar, one lane per location; rules are context."""
    pick = alt.selection_point(name="picked", fields=["crossing_id"])
    x = alt.X("begin:T").title(None).scale(domain=[f"{years[0]}-01-01", f"{years[1]}-12-31"])
    lanes = alt.Y("place:N").title(None).sort(list(dict.fromkeys(crossings["place"])))
    tones = list(TONES.values())
    colours = alt.Scale(domain=tones, range=[style.CROSSED, style.STOPPED, style.CLAIMED])
    colour = alt.Color("tone:N").scale(colours).legend(None)  # it stands above, where it can wrap
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
        x=alt.X("middle:T"), shape=alt.Shape("tone:N").scale(domain=tones, range=SHAPES).legend(None)
    ).add_params(pick)  # fmt: skip
    return sized(layered((rules, len(context) > 0), (spans, True), (dots, True)), 220)
