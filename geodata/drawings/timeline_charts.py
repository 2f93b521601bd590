"""Charts of the timeline: reports and context, and figures by year and by month."""

from typing import Any

import altair as alt  # comes with streamlit
import pandas as pd

from geodata.drawings.charts import TYPE, layered, sized
from geodata.drawings.vega import described
from geodata.model.border import Chart
from geodata.words import style
from geodata.words.language import N_
from geodata.words.language import gettext as _

# What the legend says of each tone.
TONES = {
    "crossed": N_("crossed"),
    "stopped": N_("stopped or thrown"),
    "claimed": N_("claimed"),
}
SHAPES = ["circle", "triangle-up", "diamond"]
CONTEXT = N_("Policy and practice")  # the lane of the context events
LANE, AXIS = 50, 45  # pixels: the height of a lane, and of what stands around all of them
NAMED, MARKED, LOWER = (
    0.2,
    0.52,
    0.16,
)  # within a lane: its name, its marks, and how far they step down
ROWS, NEAR = (
    3,
    0.012,
)  # rows of marks in a lane, and the share of the years in which two would touch


def by_year(chart: Chart, figures: pd.DataFrame, years: tuple[int, int]) -> alt.Chart:
    """Figures of whole years: filled where stated, hollow where derived, gaps left open."""
    return _line(figures, chart.noun, _("%(noun)s in a year", noun=chart.noun), years)


def by_month(chart: Chart, figures: pd.DataFrame, years: tuple[int, int]) -> alt.Chart:
    """Figures of single months, with no line drawn over a month that was not found."""
    return _line(figures, chart.noun, _("%(noun)s in a month", noun=chart.noun), years)


def _line(figures: pd.DataFrame, noun: str, title: str, years: tuple[int, int]) -> alt.Chart:
    pick = alt.selection_point(name="picked", fields=["figure_id"])
    axis = alt.X("year:Q").title(None).axis(format="d", tickMinStep=1, description=_said(years))
    counts = alt.Y("best:Q").title(title).axis(format=",d", tickMinStep=1, description=title)
    base = alt.Chart(figures).encode(x=axis.scale(domain=[years[0], years[1] + 1], nice=False))
    line = base.mark_line(color=style.CROSSED, strokeWidth=1.5, aria=False).encode(
        y=counts, detail="run:N"
    )
    tooltip = [
        alt.Tooltip("period:N", title=_("Period")),
        alt.Tooltip("best:Q", title=noun, format=","),
        alt.Tooltip("basis_label:N", title=_("Basis")),
        alt.Tooltip("outlet:N", title=_("Source")),
    ]
    points = (
        base.mark_point(size=55, filled=False, cursor="pointer", color=style.CROSSED)
        .encode(
            y=alt.Y("best:Q"),
            fill=alt.when("datum.basis == 'stated'")
            .then(alt.value(style.CROSSED))
            .otherwise(alt.value("transparent")),
            fillOpacity=alt.value(1),
            tooltip=tooltip,
            description=described(tooltip),
        )
        .add_params(pick)
    )
    limit = [tooltip[0], alt.Tooltip("limit:N", title=_("Only a limit"))]
    limits = base.mark_rule(color=style.QUIET, strokeDash=[2, 2], strokeWidth=2).encode(
        y=alt.Y("floor:Q"), y2="ceiling:Q", tooltip=limit, description=described(limit)
    )
    limited = bool(figures["floor"].notna().any())
    only = limits.transform_filter("isValid(datum.floor)")
    return sized(layered((line, True), (only, limited), (points, True)), 240)


def _said(years: tuple[int, int]) -> str:
    return _("Years from %(first)s to %(last)s", first=years[0], last=years[1])


def events(crossings: pd.DataFrame, context: pd.DataFrame, years: tuple[int, int]) -> alt.Chart:
    """Each report as a mark over a bar as long as its date is vague, one lane per location.

    The name of a lane stands over it, where a long one is not cut. Short rules at the foot are the
    context events; those with a `number` reach through all lanes and carry it.
    """
    first, last = years
    places = list(dict.fromkeys(crossings["place"]))
    lanes = [*places, _(CONTEXT)] if len(context) else places
    x = alt.X("begin:T").title(None)
    y = alt.Y("lane:Q").title(None).scale(domain=[0, len(lanes)], reverse=True, nice=False)
    y = y.axis(values=list(range(len(lanes) + 1)), labels=False, ticks=False, domain=False)
    names = pd.DataFrame({"name": lanes, "lane": [number + NAMED for number in range(len(lanes))]})
    named = alt.Chart(names).mark_text(align="left", fontSize=TYPE, fontWeight="bold", aria=False)
    rules, through = _context_rules(context.assign(lane=len(places) + MARKED), x, y)
    spans, dots = _reports(_in_lanes(crossings, places, years), x, y)
    # Said by one layer alone: Vega takes the same years said twice for two domains.
    axis = alt.X("middle:T").title(None)
    axis = axis.axis(
        format="%Y", labelFlush=False, labelOverlap=True, grid=False, description=_said(years)
    )
    span = [alt.DateTime(year=year, month=1, date=1) for year in (first, last + 1)]
    dots = dots.encode(x=axis.scale(domain=span))
    layers = (
        (through, len(context) > 0),
        (named.encode(y=y, x=alt.value(2), text="name:N"), True),
        (rules, len(context) > 0),
        (spans, True),
        (dots, True),
    )
    return sized(layered(*layers), LANE * len(lanes) + AXIS)


def _in_lanes(crossings: pd.DataFrame, places: list[str], years: tuple[int, int]) -> pd.DataFrame:
    """Reports with the place of each in its lane: one that would hide its neighbour stands lower."""
    near = pd.Timedelta(days=365.25 * (years[1] - years[0] + 1) * NEAR)
    ordered = crossings.sort_values(["place", "middle"])
    lanes = []
    for place, days in ordered.groupby("place", sort=False)["middle"]:
        last: list[pd.Timestamp] = []
        for day in days:
            free = [row for row, taken in enumerate(last) if day - taken >= near]
            row = free[0] if free else len(last) if len(last) < ROWS else last.index(min(last))
            last[row : row + 1] = [day]
            lanes.append(places.index(str(place)) + MARKED + row * LOWER)
    return ordered.assign(lane=lanes)


def _reports(crossings: pd.DataFrame, x: alt.X, y: alt.Y) -> tuple[Any, Any]:
    """The bars of vague dates, and the marks of the reports."""
    tones = list(TONES)
    colours = alt.Scale(domain=tones, range=[style.CROSSED, style.STOPPED, style.CLAIMED])
    shapes = alt.Shape("tone:N").scale(domain=tones, range=SHAPES).legend(None)
    tooltip = [
        alt.Tooltip("headline:N", title=_("Report")),
        alt.Tooltip("period:N", title=_("When")),
        alt.Tooltip("people:N", title=_("People")),
    ]
    # No legend within: it stands above, where it can wrap.
    base = alt.Chart(crossings).encode(
        y=y, color=alt.Color("tone:N").scale(colours).legend(None), tooltip=tooltip,
        description=described(tooltip),
    )  # fmt: skip
    spans = base.mark_rule(strokeWidth=6, opacity=0.45, strokeCap="round")
    dots = base.mark_point(filled=True, size=70, opacity=0.9, cursor="pointer")
    pick = alt.selection_point(name="picked", fields=["crossing_id"])
    return spans.encode(x=x, x2="finish:T"), dots.encode(shape=shapes).add_params(pick)


def _context_rules(context: pd.DataFrame, x: alt.X, y: alt.Y) -> tuple[Any, Any]:
    """Short rules for all context events, and rules through every lane for the numbered ones."""
    tooltip = [
        alt.Tooltip("title:N", title=_("Context")),
        alt.Tooltip("period:N", title=_("When")),
    ]
    base = alt.Chart(context).encode(x=x, tooltip=tooltip, description=described(tooltip))
    short = base.mark_tick(orient="vertical", color=style.QUIET, thickness=2, size=14)
    numbered = base.transform_filter("datum.number > 0")
    rule = numbered.mark_rule(color=style.QUIET, strokeDash=[4, 3])
    number = numbered.mark_text(fontSize=TYPE, fontWeight="bold", dy=-9, aria=False)
    through = rule.encode(y=alt.value(0), y2=alt.value("height"))
    return short.encode(y=y), through + number.encode(y=alt.value(0), text="number:N")
