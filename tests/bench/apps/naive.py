"""The naive map: 300 markers with popups in a new map on every run, as most examples do it."""

import folium
import streamlit as st
from streamlit_folium import st_folium

from tests.bench.apps.leaflet import year_map

year = st.slider("Year", 2003, 2025, 2025)
year_of_map = year_map()
for number in range(300):
    spot = [69.2 + number / 600, 29 + (year - 2003) / 12 + number % 20 / 50]
    popup = folium.Popup(f"Crossing {number} of {year}", max_width=300)
    folium.Marker(spot, popup=popup, tooltip=f"Crossing {number}").add_to(year_of_map)
st_folium(year_of_map, height=560, use_container_width=True)
