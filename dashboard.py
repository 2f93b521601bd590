"""The server of the dashboard: run it with `streamlit run dashboard.py`."""

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware

from geodata.views import server
from geodata.views.assets import asset_routes
from geodata.views.crossing_page import crossing_routes
from geodata.views.data_routes import data_routes

server.LIVE.watch()  # the first reader need not wait for all of the reading

routes = [
    *asset_routes(),
    *data_routes(server.dataset, server.LIVE.folder),
    *crossing_routes(server.dataset),
]
base_path = st.get_option("server.baseUrlPath").strip("/")
app = st.App(
    "geodata/views/shell.py",
    routes=[server.UnderBasePath(f"/{base_path}", routes=routes)] if base_path else routes,
    middleware=[
        Middleware(server.SecurityHeaders),
        Middleware(server.KeptCompressed),
        Middleware(GZipMiddleware, minimum_size=1024),
    ],
)
