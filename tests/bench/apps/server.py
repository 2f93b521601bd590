"""The server of a reference app: BENCH_SCRIPT names its script; Leaflet comes from its package."""

import os

import streamlit as st
import xstatic.pkg.leaflet
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

leaflet = StaticFiles(directory=xstatic.pkg.leaflet.BASE_DIR)
app = st.App(
    os.environ["BENCH_SCRIPT"],
    routes=[Mount("/assets/leaflet", leaflet)],
    middleware=[Middleware(GZipMiddleware, minimum_size=1024)],
)
