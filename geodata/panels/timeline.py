"""The timeline page: each series apart, gaps left open, and the source of any point."""

from collections.abc import Callable
from functools import partial

import altair as alt
import pandas as pd
import streamlit as st
from markupsafe import Markup

from geodata.drawings import timeline_charts
from geodata.model import series
from geodata.model.border import Chart
from geodata.model.dataset import Dataset
from geodata.model.dates import earliest, latest
from geodata.model.kept import kept
from geodata.panels import navigation, picks
from geodata.panels.headings import heading, quiet
from geodata.panels.view import View
from geodata.words import style
from geodata.words.dates import in_words
from geodata.words.figures import LEVELS, worded
from geodata.words.language import gettext as _
from geodata.words.language import ngettext
from geodata.words.numbers import number
from geodata.words.templates import people, records, render, tone, when


def events(view: View) -> None:
    """Draw every report of the selection on one axis, with the context events below."""
    context, table = _context(view), _events(view)
    has_context = len(view.dataset.context) > 0
    title = _("Reports and context") if has_context else _("Reports")
    words = _(
        "A mark is a report; the bar behind it is as long as its date is uncertain. "
        "Click a mark to open it on the map."
    )
    heading(title, words)
    if table.empty:
        quiet(_("No report in this selection."))
    else:
        st.html(_tones(table))
        with st.container(key="dots"):
            st.altair_chart(
                timeline_charts.events(table, context, view.years),
                key=picks.key("dots"),
                on_select=_open_dot,
                alt=ngettext(
                    "%(n)s report in lanes by location; "
                    "the list on the map page holds the same reports in words.",
                    "%(n)s reports in lanes by location; "
                    "the list on the map page holds the same reports in words.",
                    len(table), n=number(len(table)),
                ),
            )  # fmt: skip
    if len(context):
        key = context[context["number"] > 0]
        st.html(render("context.html", rows=records(context), key=records(key)))


def _events(view: View) -> pd.DataFrame:
    rows = view.rows
    begin = pd.to_datetime(rows["start"].map(earliest))
    finish = pd.to_datetime(rows["end"].map(latest)) + pd.Timedelta(days=1)
    listed = records(rows)
    order = {name: place for place, name in enumerate(view.dataset.locations.values())}
    table = pd.DataFrame(
        {
            "crossing_id": rows["crossing_id"],
            "headline": rows["headline"],
            "place": rows["place_id"].astype(str).map(view.dataset.locations),
            "tone": [tone(row) for row in listed],
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
    drawn = set(table["tone"])
    shown = [(tone, _(words)) for tone, words in timeline_charts.TONES.items() if tone in drawn]
    return render("chart_legend.html", tones=shown)


def _context(view: View) -> pd.DataFrame:
    """The context events of the chosen years; those that the data call milestones are numbered."""
    context, (first, last) = view.dataset.context, view.years
    chosen = context[context["date"].str[:4].astype(int).between(first, last)]
    chosen = chosen.merge(view.dataset.articles, on="article_id", suffixes=("", "_article"))
    begin = pd.to_datetime(chosen["date"].map(earliest))
    dated = chosen.assign(begin=begin, period=chosen["date"].map(in_words)).sort_values("begin")
    key = dated["context_id"].isin(view.dataset.package.get("milestones", []))
    return dated.assign(number=key.cumsum().where(key, 0))


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
    if first <= chart.year <= last:
        st.html(contained_html(view.dataset, chart))
    else:
        words = _("%(year)s is outside the chosen years.", year=chart.year)
        quiet(words)


@kept(most=8)
def contained_html(dataset: Dataset, chart: Chart) -> str:
    """Counts inside counts as a list of bars, each as long as its number, with its sources."""
    table = series.containment(dataset, chart).sort_values(["begin", "finish"])
    size = table["best"].fillna(table["low"]).astype("float64")
    forecast = table["level"] == series.FORECAST
    shown = worded(table).assign(
        said=[style.short_amount(row) for row in records(table)],
        share=(100 * size / max(1, size[~forecast].max())).round(2),
    )
    counted = shown[~forecast]
    levels = [
        (_(LEVELS[level]), records(counted[counted["level"] == level]))
        for level in series.LEVELS
        if level in set(counted["level"])
    ]
    sources = {name: Markup(figure_html(dataset, name)) for name in counted["figure_id"]}
    total = series.THE_YEAR in set(table["level"])
    return render(
        "contained.html",
        levels=levels,
        sources=sources,
        noun=chart.noun,
        forecasts=records(shown[forecast]),
        without_total="" if total else _without_total(dataset, chart),
    )


def _without_total(dataset: Dataset, chart: Chart) -> str:
    """Why no bar stands for the whole year, and what its sources give."""
    given = records(series.open_totals(dataset, chart))
    if not given:
        return _("No total was found for this year.")
    rivals = ", ".join(sorted({style.amount(row) for row in given}))
    return _(
        "No total is used for this year: the question is open. Sources give %(numbers)s.",
        numbers=rivals,
    )


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
    table = worded(table)
    if table.empty:
        words = _("No figure was found for the chosen years: a gap, not a zero.")
        quiet(words)
        return
    with st.container(key=f"chart-{key}"):
        st.altair_chart(
            chart(table, view.years),
            key=picks.key(key),
            on_select=partial(_open_figure, key),
            alt="; ".join(f"{row['period']}: {style.amount(row)}" for row in records(table)),
        )
    if st.session_state.get(_opened(key), "") in set(table["figure_id"]):
        st.html(figure_html(view.dataset, st.session_state[_opened(key)]))
    st.html(render("figures_table.html", rows=records(table)))


def _open_figure(key: str) -> None:
    if figure_id := picks.take(key).get("figure_id"):
        st.session_state[_opened(key)] = str(figure_id)


def _opened(key: str) -> str:
    """Where the open figure of a chart is kept: each has its own, or one that closes above would move the next."""
    return f"figure-{key}"


def figure_html(dataset: Dataset, figure_id: str) -> str:
    """One figure with its source, its quotes, and every rival figure for the same period."""
    one = dataset.figures[dataset.figures["figure_id"] == figure_id]
    shown = pd.concat([one, series.rivals(dataset, figure_id)])
    quoted = dataset.excerpts[dataset.excerpts["figure_id"].isin(shown["figure_id"])]
    quoted = quoted.merge(dataset.articles, on="article_id", suffixes=("", "_article"))
    figures = records(worded(series.with_sources(dataset, shown)))
    return render("figure.html", figures=figures, quoted=records(quoted))
