"""The server of the dashboard: run it with `streamlit run dashboard.py`."""

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware

from geodata.panels import ahead, desk_door, failure
from geodata.panels.rehearsal import in_the_app, rehearsal
from geodata.web import connections, server
from geodata.web.asset_routes import asset_routes
from geodata.web.catch_all import NoCatchAll
from geodata.web.crossing_page import crossing_routes
from geodata.web.dashboard_page import Site, desk_route, page_routes
from geodata.web.data_routes import data_routes, version_route
from geodata.web.desk_door import mode
from geodata.web.desk_requests import DeskRequests
from geodata.web.files import files
from geodata.web.lasting import LastingFiles

# The first reader need not wait for all of the reading.
server.LIVE.watch(in_the_app(rehearsal(server.LIVE.folder)))
connections.prepare()
desk_door.prepare()

site = Site(server.site, server.languages, server.last, ahead.first_html)
routes = [
    *page_routes(site),
    *([desk_route(site)] if mode() else []),
    *asset_routes(server.last),
    version_route(server.state),
    *data_routes(server.dataset, server.LIVE.folder, ahead.FILE),
    *crossing_routes(server.dataset, server.languages),
]
base_path = st.get_option("server.baseUrlPath").strip("/")
root = f"/{base_path}" if base_path else ""
app = st.App(
    "geodata/panels/shell.py",
    on_script_error=failure.draw,
    routes=[server.UnderBasePath(root, routes=routes)] if base_path else routes,
    middleware=[
        Middleware(server.SecurityHeaders),
        Middleware(server.KeptCompressed),
        Middleware(GZipMiddleware, minimum_size=1024),
        Middleware(LastingFiles),
        Middleware(DeskRequests, knows=desk_door.knows, end=desk_door.end, base_path=root),
        Middleware(
            NoCatchAll,
            current=server.dataset,
            files=[f"data/{file.name}" for file in files(server.LIVE.folder)],
            base_path=root,
            languages=server.languages,
        ),
    ],
)
