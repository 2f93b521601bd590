"""The spot of a report on a map that takes a click to move it."""

from functools import partial

import streamlit as st
from streamlit_folium import st_folium

from geodata.drawings import desk_map
from geodata.model.dataset import Dataset
from geodata.panels import component, desk_work
from geodata.panels.desk_work import Work, widget_key
from geodata.panels.headings import quiet
from geodata.words.language import gettext as _

HEIGHT = 300
SLOT = "crossings"


def draw(work: Work, dataset: Dataset) -> None:
    """Draw the map with the spot of the report at work, and its ring."""
    component.serve()
    quiet(_("The spot and how far it may be off. A click on the map moves it."))
    key = widget_key(work, "map")
    with st.container(key="desk-map"):
        st_folium(
            desk_map.spot_map(dataset),
            key=key,
            height=HEIGHT,
            use_container_width=True,
            feature_group_to_add=desk_map.spot_layer(
                spot_of(work), _number(work, "radius_km") or 0
            ),
            returned_objects=["last_clicked"],
            on_change=partial(_move, key),
        )


def spot_of(work: Work) -> tuple[float, float] | None:
    """Where the report at work is; None where it says no spot that could be drawn."""
    latitude, longitude = _number(work, "latitude"), _number(work, "longitude")
    if latitude is None or longitude is None or abs(latitude) > 85 or abs(longitude) > 180:
        return None
    return latitude, longitude


def _number(work: Work, name: str) -> float | None:
    try:
        found = float(work.cell(SLOT, name))
    except ValueError:
        return None
    return found if abs(found) < 1e6 else None


def _move(key: str) -> None:
    if spot := desk_map.clicked(st.session_state.get(key)):
        move(desk_work.current(), spot)


def move(work: Work, spot: tuple[float, float]) -> None:
    """Put the spot of the report at work somewhere else."""
    for name, value in zip(("latitude", "longitude"), spot, strict=True):
        work.put(SLOT, name, f"{value:.5f}".rstrip("0").rstrip("."))
        work.said.pop(f"{SLOT}.{name}", None)
