"""The server of the dashboard: run it with `streamlit run dashboard.py`."""

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware

from geodata.views import server

app = st.App(
    "geodata/views/shell.py",
    routes=server.asset_routes(),
    middleware=[Middleware(server.SecurityHeaders), Middleware(GZipMiddleware, minimum_size=1024)],
)
