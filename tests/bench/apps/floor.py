"""The floor: a year slider and a text, the least that a Streamlit app can do on a step."""

import streamlit as st

year = st.slider("Year", 2003, 2025, 2025)
st.text(f"The year is {year}.")
