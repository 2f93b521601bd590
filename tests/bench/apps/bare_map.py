"""The bare map: a year slider and one circle, sent the quickest way that streamlit-folium knows."""

import folium
import streamlit as st
from streamlit_folium import st_folium

from tests.bench.apps.leaflet import year_map

year = st.slider("Year", 2003, 2025, 2025)
layer = folium.FeatureGroup()
layer.add_child(folium.CircleMarker([69.45, 29 + (year - 2003) / 12], radius=20))
st_folium(
    year_map(),
    key="map",
    height=560,
    use_container_width=True,
    feature_group_to_add=layer,
    returned_objects=[],
)
