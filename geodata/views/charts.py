"""Charts by year, and what all charts share: each function takes counted rows and returns a chart."""

import textwrap
from functools import lru_cache
from typing import Any

import altair as alt  # comes with streamlit
import numpy as np
import pandas as pd
import vl_convert

from geodata.views import style


def crossings_by_year(table: pd.DataFrame, years: tuple[int, int]) -> alt.Chart:
    """Crossings of each year as bars; the chosen years are dark, and a click on a bar chooses one.

    Takes the table of `summary.per_year`. A hollow bar stands for crossings that may have happened
    in any of several years, a dashed one for claims, which no count holds.
    """
    total = table["crossings"] + table["spanning"]
    data = table.assign(total=total, claims=total + table["claimed"])
    pick = alt.selection_point(name="picked", fields=["year"])
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
    return sized(layered((bars, True), (hollow, bool(vague)), (claims, bool(claimed))), 150)


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
    return sized(layered((bars, True), (only, spread), (labels, True)), 150)


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


def layered(*layers: tuple[Any, bool]) -> Any:
    """The layers that have something to show: an empty one would be a mark without a name."""
    return alt.layer(*(chart for chart, shown in layers if shown))


def sized(chart: Any, height: int) -> alt.Chart:
    """A chart of a height in pixels on the page's own background, without a frame."""
    sized: alt.Chart = chart.properties(height=height, background="transparent")
    framed: alt.Chart = sized.configure_view(strokeWidth=0)
    return framed
