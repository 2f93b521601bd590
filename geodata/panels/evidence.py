"""The words behind each point: cards of crossings with their excerpts."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import streamlit as st
from markupsafe import Markup

from geodata.drawings.marks import not_on_map
from geodata.model.columns import Positions, columns
from geodata.model.summary import totals
from geodata.panels import chosen
from geodata.panels.view import View
from geodata.words.card import card_html, claims_last, newest_first
from geodata.words.disagreement import disputes_html
from geodata.words.language import gettext as _
from geodata.words.numbers import number
from geodata.words.selection import list_name
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
    _close(_("All reports of the selection"), ":material/arrow_back:")
    outside = position not in view.positions
    card = card_html(dataset, crossing_id, opened=True, outside=outside)
    st.html(render("opened.html", name=chosen.opening(), card=Markup(card)))
    disputes = dataset.disputes
    about = disputes[disputes["crossing_id"] == crossing_id]
    if len(about):
        st.html(disputes_html(dataset, about))
    others = _at_same_spot(view, position)
    if len(others):
        st.html(heading(_("Also at this spot"), view, others))
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
    name, rows = listed(view)
    st.html(heading(name, view, rows, chosen.opening() if view.choice.at else ""))
    if view.choice.at:
        _close(_("Close this location"), ":material/close:")
    _cards(view, rows)
    if unplaced := unplaced_html(view, rows):
        st.html(unplaced)


def listed(view: View) -> tuple[str, Positions]:
    """What the list is called, and the crossings on it: those of the open location, or of all."""
    place, rows = view.choice.at, view.positions
    if not place:
        return list_name(view.dataset, view.filters), rows
    code = list(view.dataset.locations).index(place)
    return view.dataset.locations[place], rows[columns(view.dataset).place[rows] == code]


def unplaced_html(view: View, rows: Positions) -> str:
    """The crossings that are not on the map, as HTML, or a blank."""
    hidden = not_on_map(view.dataset, rows)
    if not len(hidden):
        return ""
    shown = view.dataset.crossings.iloc[newest_first(view.dataset, hidden)[:UNPLACED]]
    return render("unplaced.html", rows=records(shown), total=len(hidden))


def heading(name: str, view: View, rows: Positions, opened: str = "") -> str:
    """The heading of a list of crossings, with how many there are, as HTML."""
    total = totals(view.dataset, rows)
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
    for card in cards(view, rows, start):
        if card.above:
            st.html(card.above)
        st.html(card.html)
        st.button(
            card.label,
            key=f"open-{card.crossing_id}",
            type="tertiary",
            icon=f":material/{card.icon}:",
            on_click=chosen.open_crossing,
            args=(card.crossing_id,),
        )
    if len(rows) > PAGE:
        _pager(start, len(rows))


@dataclass(frozen=True)
class Card:
    """One crossing in a list: its card, what stands above it, and the button below."""

    crossing_id: str
    html: str
    above: str
    label: str
    icon: str


def cards(view: View, rows: Positions, start: int = 0) -> Iterator[Card]:
    """The cards of one page of a list, crossings first and claims under a heading of their own."""
    ordered, first_claim = claims_last(view.dataset, rows)
    shown = ordered[start : start + PAGE]
    spots = columns(view.dataset).spot[shown] >= 0
    ids = view.dataset.crossings["crossing_id"].iloc[shown]
    for place, (crossing_id, located) in enumerate(zip(ids, spots, strict=True), start):
        claims = place == max(first_claim, start)
        yield Card(
            crossing_id,
            card_html(view.dataset, crossing_id),
            render("claims.html", claims=len(rows) - first_claim) if claims else "",
            _("Show on the map, with all sources") if located else _("Open, with all sources"),
            "location_on" if located else "article",
        )


def _pager(start: int, total: int) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="pager"):
        newest, oldest = start == 0, start + PAGE >= total
        st.button(_("Newer"), on_click=_turn, args=(-PAGE,), disabled=newest, key="newer")
        st.button(_("Older"), on_click=_turn, args=(PAGE,), disabled=oldest, key="older")
        shown = _(
            "%(first)s–%(last)s of %(all)s",
            first=number(start + 1), last=number(min(start + PAGE, total)), all=number(total),
        )  # fmt: skip
        st.html(f"<p class='quiet'>{shown}</p>")


def _turn(by: int) -> None:
    st.session_state["shown"] = max(0, st.session_state["shown"] + by)
