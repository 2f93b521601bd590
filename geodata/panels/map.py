"""The map page's left side: the map, and the chart whose bars set the year."""

from typing import Any

import pandas as pd
import streamlit as st
from streamlit_folium import st_folium

from geodata.drawings import charts, marks
from geodata.drawings import map as crossings_map
from geodata.model.summary import totals
from geodata.panels import chosen, component, picks
from geodata.panels.headings import heading
from geodata.panels.map_first import charts_wait
from geodata.panels.view import View
from geodata.words import style
from geodata.words.language import N_
from geodata.words.language import gettext as _
from geodata.words.numbers import number
from geodata.words.templates import render

HEIGHT = 560


def columns() -> list[Any]:
    """The map's column and the evidence's; on a phone one below the other."""
    return list(st.columns([3, 2], gap="medium"))


def draw(view: View) -> None:
    """Draw the map, which has its legend inside, and say what is not on it."""
    choice = view.choice
    layer = crossings_map.crossing_layer(view.dataset, choice, chosen.opening())
    component.serve()
    with st.container(key="map"):
        st_folium(
            crossings_map.base_map(view.dataset),
            key="clicked",
            height=HEIGHT,
            use_container_width=True,
            feature_group_to_add=layer,
            returned_objects=[],
            on_change=_open_clicked,
        )
    if hidden := len(marks.not_on_map(view.dataset, view.positions)):
        st.html(render("not_on_map.html", hidden=hidden))
    if not view.dataset.border.has_basemap:
        st.html(f"<p class='quiet'>{_(style.NO_BASEMAP)}.</p>")


def _open_clicked() -> None:
    place, crossing = crossings_map.selected(st.session_state.get("clicked"))
    if crossing:
        chosen.open_crossing(crossing)
    elif place:
        chosen.open_location(place)


def by_year(view: View) -> None:
    """Draw crossings and people per year under every filter but the years."""
    table = view.by_year
    said = [
        _(
            "Click a year to see it alone. "
            "A year without a mark is one for which no report was found."
        )
    ]
    if view.years != view.span:
        said.append(_("Pale: outside the chosen years."))
    heading(_("By year"), " ".join(said))
    st.html(charts.years_style(view.span, view.years))
    sums = _sums(view, table)
    left, right = st.columns(2, gap="medium")
    with left, st.container(key="bars"):
        _chart("crossings", view, sums, key=picks.key("bars"), on_select=_year_picked)
    with right:
        _chart("people", view, sums, key="people")


def _sums(view: View, table: pd.DataFrame) -> dict[str, str]:
    """How the marks of the chosen years add up to the counts of the selection."""
    total = totals(view.dataset, view.positions)
    drawn = table[table["year"].between(*view.years)].sum()
    vague = total.crossings - int(drawn["crossings"])
    without = (total.people or 0) - int(drawn["people"])
    return {
        "crossings": _sum_of_crossings(int(drawn["crossings"]), vague),
        "people": _sum_of_people(int(drawn["people"]), without),
    }


def _sum_of_crossings(solid: int, dotted: int) -> str:
    """The crossings of the chart as one sum: "24: 23 in solid bars + 1 dotted"."""
    said = _("%(n)s in solid bars", n=number(solid))
    if not dotted:
        return said
    return _(
        "%(sum)s: %(said)s + %(n)s dotted", sum=number(solid + dotted), said=said, n=number(dotted)
    )


def _sum_of_people(drawn: int, others: int) -> str:
    """The people of the chart as one sum: "5,520: 5,513 in dots + 7 in crossings without a dot"."""
    said = _("%(n)s in dots", n=number(drawn))
    if not others:
        return said
    return _(
        "%(sum)s: %(said)s + %(n)s in crossings without a dot",
        sum=number(drawn + others), said=said, n=number(others),
    )  # fmt: skip


_IN_WORDS = {
    "crossings": N_("Crossings per year: %(counts)s"),
    "people": N_("People per year: %(counts)s"),
}


def _chart(name: str, view: View, sums: dict[str, str], **options: Any) -> None:
    """A chart by year under its sum, or its room; a sentence where it would be empty."""
    table, called = view.by_year, _(charts.NAMES[name])
    if nothing := charts.nothing_to_draw(name, table):
        st.html(f"<p class='quiet'>{called}: {nothing}</p>")
        return
    spec = charts.by_year(name, table)
    # Streamlit shows a low grey bar while it loads what draws the chart.
    room = f"<style>.st-key-room-{name} {{ min-height: {spec['height']}px }}</style>"
    st.html(f"<p class='sum'><b>{called}</b> {sums[name]}</p>{room}")
    with st.container(key=f"room-{name}"):
        if charts_wait(view):
            st.html("<div></div>")
            return
        words = _(_IN_WORDS[name], counts=_in_words(table, name))
        st.vega_lite_chart(spec=spec, alt=words, **options)


def _in_words(table: pd.DataFrame, column: str) -> str:
    counts = zip(table["year"], table[column], strict=True)
    said = ", ".join(f"{year}: {number(count)}" for year, count in counts if count)
    return said or _("none")


def _year_picked() -> None:
    if bar := picks.take("bars"):
        chosen.set_years("year", int(bar["year"]), int(bar["year"]))
