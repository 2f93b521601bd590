"""A folium map that takes Leaflet from the app's own server, as the dashboard's does.

Imports nothing of ours: what the dashboard loads would make these apps slower than they are.
"""

import folium

# Folium makes a popup with jQuery, of which it uses this much.
POPUPS = (
    "data:text/javascript,window.$ = html => "
    "[document.createRange().createContextualFragment(html).firstElementChild]"
)


class LeafletMap(folium.Map):
    """The map of the reference apps: Leaflet, and nothing of ours."""

    default_js = [("leaflet", "../../assets/leaflet/leaflet.js"), ("popups", POPUPS)]  # noqa: RUF012
    default_css = [("leaflet", "../../assets/leaflet/leaflet.css")]  # noqa: RUF012


def year_map() -> folium.Map:
    """An empty map of the border."""
    return LeafletMap(location=[69.45, 29.95], zoom_start=8, tiles=None)
