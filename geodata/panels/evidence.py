"""The words behind each point: cards of crossings with their excerpts."""

import numpy as np
import streamlit as st
from markupsafe import Markup

from geodata.drawings.marks import not_on_map
from geodata.model.columns import Positions, columns
from geodata.model.filters import list_name
from geodata.model.summary import totals
from geodata.panels import chosen
from geodata.panels.view import View
from geodata.words.card import card_html, claims_last, newest_first
from geodata.words.disagreement import disputes_html
from geodata.words.templates import records, render

PAGE = 4  # cards at a time: each costs the browser a few milliseconds on every step of the slider
UNPLACED = 50


def panel(view: View) -> None:
    """Draw what is open: one crossing, the crossings of a location, or all of the selection."""
    with st.container(key="evidence"):
        if view.choice.crossing:
            _one(view)
        else:
            _many(view)


def _one(view: View) -> None:
    dataset, crossing_id = view.dataset, view.choice.crossing
    position = dataset.row_of(crossing_id)
    _close("All reports of the selection", ":material/arrow_back:")
    outside = position not in view.positions
    card = card_html(dataset, crossing_id, opened=True, outside=outside)
    st.html(render("opened.html", name=chosen.opening(), card=Markup(card)))
    disputes = dataset.disputes
    about = disputes[disputes["crossing_id"] == crossing_id]
    if len(about):
        st.html(disputes_html(dataset, about))
    others = _at_same_spot(view, position)
    if len(others):
        st.html(_heading("Also at this spot", view, others))
        _cards(view, others)


def _at_same_spot(view: View, position: int) -> Positions:
    table, selected = view.dataset.crossings, view.positions
    near = np.full(len(selected), True)
    for name in ("latitude", "longitude"):
        own = table[name].to_numpy()
        near &= own[selected] == own[position]
    others: Positions = selected[near & (selected != position)]
    return others


def _many(view: View) -> None:
    place, rows = view.choice.at, view.positions
    if place:
        code = list(view.dataset.locations).index(place)
        rows = rows[columns(view.dataset).place[rows] == code]
    name = view.dataset.locations[place] if place else list_name(view.dataset, view.filters)
    st.html(_heading(name, view, rows))
    if place:
        _close("Close this location", ":material/close:")
    _cards(view, rows)
    hidden = not_on_map(view.dataset, rows)
    if len(hidden):
        listed = view.dataset.crossings.iloc[newest_first(view.dataset, hidden)[:UNPLACED]]
        st.html(render("unplaced.html", rows=records(listed), total=len(hidden)))


def _heading(name: str, view: View, rows: Positions) -> str:
    total = totals(view.dataset, rows)
    opened = chosen.opening() if view.choice.at else ""
    # The headline has said already how many the whole selection has.
    counted = bool(view.choice.at or view.choice.crossing)
    return render(
        "panel.html", name=name, shown=len(rows), counted=counted, total=total, opened=opened
    )


def _close(label: str, icon: str) -> None:
    st.button(
        label, key="back", on_click=chosen.open_location, args=("",), icon=icon, type="tertiary"
    )


def _cards(view: View, rows: Positions) -> None:
    start = min(st.session_state["shown"], max(0, (len(rows) - 1) // PAGE * PAGE))
    st.session_state["shown"] = start
    ordered, first_claim = claims_last(view.dataset, rows)
    shown = ordered[start : start + PAGE]
    spots = columns(view.dataset).spot[shown] >= 0
    ids = view.dataset.crossings["crossing_id"].iloc[shown]
    for place, (crossing_id, located) in enumerate(zip(ids, spots, strict=True), start):
        if place == max(first_claim, start):
            st.html(render("claims.html", claims=len(rows) - first_claim))
        st.html(card_html(view.dataset, crossing_id))
        st.button(
            "Show on the map, with all sources" if located else "Open, with all sources",
            key=f"open-{crossing_id}",
            type="tertiary",
            icon=":material/location_on:" if located else ":material/article:",
            on_click=chosen.open_crossing,
            args=(crossing_id,),
        )
    if len(rows) > PAGE:
        _pager(start, len(rows))


def _pager(start: int, total: int) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="pager"):
        newest, oldest = start == 0, start + PAGE >= total
        st.button("Newer", on_click=_turn, args=(-PAGE,), disabled=newest, key="newer")
        st.button("Older", on_click=_turn, args=(PAGE,), disabled=oldest, key="older")
        st.html(f"<p class='quiet'>{start + 1}–{min(start + PAGE, total)} of {total:,}</p>")


def _turn(by: int) -> None:
    st.session_state["shown"] = max(0, st.session_state["shown"] + by)
