"""The timeline page: each series apart, gaps left open, and the source of any point."""

from collections.abc import Callable
from functools import partial

import altair as alt
import pandas as pd
import streamlit as st

from geodata.drawings import timeline_charts
from geodata.model import series
from geodata.model.border import Chart
from geodata.model.dates import earliest, in_words, latest
from geodata.panels import navigation, picks
from geodata.panels.view import View
from geodata.words import style
from geodata.words.templates import Row, people, records, render, tone, when

LABEL_DAYS = 6  # labels of running totals that are nearer to each other would not be legible


def events(view: View) -> None:
    """Draw every report of the selection on one axis, with the context events as rules."""
    context, table = _context(view), _events(view)
    has_context = len(view.dataset.context) > 0
    heading = "Reports and context" if has_context else "Reports"
    rules = "Grey rules are changes of policy or practice. " if has_context else ""
    st.html(
        f"<h2>{heading}</h2><p class='quiet'>A mark is a report; the bar behind it is as "
        f"long as its date is uncertain. {rules}Click a mark to open it on the map.</p>"
    )
    if table.empty:
        st.html("<p class='quiet'>No report in this selection.</p>")
    else:
        st.html(_tones(table))
        with st.container(key="dots"):
            st.altair_chart(
                timeline_charts.events(table, context, view.years),
                key=picks.key("dots"),
                on_select=_open_dot,
                alt=f"{style.count(len(table), 'report')} in lanes by location; "
                "the list on the map page holds the same reports in words.",
            )
    if has_context:
        st.html(render("context.html", rows=records(context)))


def _events(view: View) -> pd.DataFrame:
    rows = view.rows
    begin = pd.to_datetime(rows["start"].map(earliest))
    finish = pd.to_datetime(rows["end"].map(latest)) + pd.Timedelta(days=1)
    listed = records(rows)
    order = {name: number for number, name in enumerate(view.dataset.locations.values())}
    table = pd.DataFrame(
        {
            "crossing_id": rows["crossing_id"],
            "headline": rows["headline"],
            "place": rows["place_id"].astype(str).map(view.dataset.locations),
            "tone": [timeline_charts.TONES[tone(row)] for row in listed],
            "begin": begin,
            "finish": finish,
            "middle": begin + (finish - begin) / 2,
            "period": [when(row) for row in listed],
            "people": [people(row) for row in listed],
        }
    )
    return table.sort_values("place", key=lambda place: place.map(order), kind="stable")


def _tones(table: pd.DataFrame) -> str:
    """The legend of the marks that are drawn, and of no other."""
    shown = [pair for pair in timeline_charts.TONES.items() if pair[1] in set(table["tone"])]
    return render("chart_legend.html", tones=shown)


def _context(view: View) -> pd.DataFrame:
    context, (first, last) = view.dataset.context, view.years
    chosen = context[context["date"].str[:4].astype(int).between(first, last)]
    chosen = chosen.merge(view.dataset.articles, on="article_id", suffixes=("", "_article"))
    begin = pd.to_datetime(chosen["date"].map(earliest))
    return chosen.assign(begin=begin, period=chosen["date"].map(in_words)).sort_values("begin")


def _open_dot() -> None:
    if crossing_id := picks.take("dots").get("crossing_id"):
        navigation.show_on_map(str(crossing_id))


def figures(view: View) -> None:
    """Draw every chart of figures that the data describe, each under its own heading."""
    for chart in view.dataset.border.charts:
        st.html(render("chart_heading.html", chart=chart))
        if chart.kind == "nested":
            _nested(view, chart)
        else:
            for by in chart.by:
                rows, draw = _BY[by]
                drawn = partial(draw, chart)
                _chart(view, rows(view.dataset, chart), drawn, f"{chart.name}-{by}")


_BY = {
    "year": (series.yearly, timeline_charts.by_year),
    "month": (series.monthly, timeline_charts.by_month),
}


def _nested(view: View, chart: Chart) -> None:
    """Weeks inside months inside one year."""
    first, last = view.years
    if not first <= chart.year <= last:
        st.html(f"<p class='quiet'>{chart.year} is outside the chosen years.</p>")
        return
    table = contained(series.containment(view.dataset, chart), chart.year)
    if series.THE_YEAR not in set(table["level"]):
        st.html(f"<p class='quiet'>{_without_total(view, chart)}</p>")
    with st.container(key=f"contained-{chart.name}"):
        st.html(_narrow(table))
        _chart(
            view,
            table,
            lambda shown, _: timeline_charts.containment(chart, shown, _since(shown, chart.year)),
            f"contained-{chart.name}",
        )


def _without_total(view: View, chart: Chart) -> str:
    """Why no bar stands for the whole year, and what its sources give."""
    given = records(series.open_totals(view.dataset, chart))
    if not given:
        return "No total was found for this year."
    rivals = ", ".join(sorted({style.amount(row) for row in given}))
    return f"No total is used for this year: the question is open. Sources give {rivals}."


def _since(table: pd.DataFrame, year: int) -> pd.Timestamp:
    """The day from which anything less than the whole year was counted."""
    parts = table.loc[table["level"].isin([series.MONTHS, series.WEEKS]), "begin"]
    reached = table.loc[table["level"] == series.SO_FAR, "finish"]
    return pd.concat([parts, reached]).min() if len(parts) else pd.Timestamp(year, 1, 1)


def contained(table: pd.DataFrame, year: int) -> pd.DataFrame:
    """Add how each figure is drawn, what is written on it, and where."""
    kinds = {series.SO_FAR: "tick", series.FORECAST: "hollow"}
    marks = table["level"].map(
        lambda level: kinds.get(level.partition(", ")[0], kinds.get(level, "span"))
    )
    size = table["best"].fillna(table["low"]).astype("float64")
    part = size / max(1, size[marks == "span"].max())
    since = _since(table, year)
    begin = table["begin"].where(table["begin"] > since, since)
    return table.assign(
        mark=marks,
        said=[_short(row) for row in records(table)],
        label_at=(begin + (table["finish"] - begin) / 2).where(marks != "tick", table["finish"]),
        # White or the page's ink must be legible on every shade, in both themes.
        on_dark=(marks == "span") & (part >= 0.25),
        shade=(0.3 + part).where(part < 0.25, 1),
        share=(100 * size / max(1, size.max())).round(),
        best=table["best"].astype("float64"),
    ).pipe(_labelled)  # fmt: skip


def _short(row: Row) -> str:
    said = style.amount(row).replace("at least ", "≥ ").replace("at most ", "≤ ")
    return said.replace(" to ", "–")


def _labelled(table: pd.DataFrame) -> pd.DataFrame:
    """Add the labels; a running total soon after a labelled one has its number in the table only."""
    ticks = table[table["mark"] == "tick"].sort_values("finish")
    crowded, last = [], ticks["finish"].min() - pd.Timedelta(days=LABEL_DAYS)
    for row, day in zip(ticks.index, ticks["finish"], strict=True):
        if (day - last).days < LABEL_DAYS:
            crowded.append(row)
        else:
            last = day
    return table.assign(label=table["said"].mask(table.index.isin(crowded), ""))


def _narrow(table: pd.DataFrame) -> str:
    """The same as a list, for where the chart would be too narrow for its labels."""
    lanes = timeline_charts.levels(table)
    rows = table.sort_values(["begin", "finish"])
    listed = [(lane, records(rows[rows["level"] == lane])) for lane in lanes]
    return render("contained.html", levels=listed)


def _chart(
    view: View,
    table: pd.DataFrame,
    chart: Callable[[pd.DataFrame, tuple[int, int]], alt.Chart],
    key: str,
) -> None:
    """A chart of figures, the source of the point that was clicked, and the same as a table."""
    first, last = view.years
    if "year" in table:
        table = table[(table["year"] >= first) & (table["year"] < last + 1)]
    if table.empty:
        words = "No figure was found for the chosen years: a gap, not a zero."
        st.html(f"<p class='quiet'>{words}</p>")
        return
    with st.container(key=f"chart-{key}"):
        st.altair_chart(
            chart(table, view.years),
            key=picks.key(key),
            on_select=partial(_open_figure, key),
            alt="; ".join(f"{row['period']}: {style.amount(row)}" for row in records(table)),
        )
    if st.session_state.get("figure", "") in set(table["figure_id"]):
        st.html(figure_html(view, st.session_state["figure"]))
    st.html(render("figures_table.html", rows=records(table)))


def _open_figure(key: str) -> None:
    if figure_id := picks.take(key).get("figure_id"):
        st.session_state["figure"] = str(figure_id)


def figure_html(view: View, figure_id: str) -> str:
    """One figure with its source, its quotes, and every rival figure for the same period."""
    dataset = view.dataset
    one = dataset.figures[dataset.figures["figure_id"] == figure_id]
    shown = pd.concat([one, series.rivals(dataset, figure_id)])
    quoted = dataset.excerpts[dataset.excerpts["figure_id"].isin(shown["figure_id"])]
    quoted = quoted.merge(dataset.articles, on="article_id", suffixes=("", "_article"))
    figures = records(series.with_sources(dataset, shown))
    return render("figure.html", figures=figures, quoted=records(quoted))
