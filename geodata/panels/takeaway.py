"""What every page lets a reader take away: a link, a citation, files, an embed code, a snapshot."""

from datetime import date
from urllib.parse import urlencode

import streamlit as st
from markupsafe import escape

from geodata.drawings import charts
from geodata.model.address import encode
from geodata.panels.view import View
from geodata.web import downloads, server, snapshot
from geodata.words import citation, day
from geodata.words.selection import describe


def draw(view: View) -> None:
    """Draw the folded panel; its content is made only once a reader unfolds it."""
    folded = st.expander(
        "Link, cite, download, embed",
        icon=":material/ios_share:",
        on_change="rerun",
        key="takeaway",
    )
    if not folded.open:
        return
    address = view_address(view)
    with folded:
        left, right = st.columns(2, gap="large")
        with left:
            _link(view, address)
            _files(view, address)
        with right:
            _citations(view, address)


def site_address(view: View) -> str:
    """The full address of the dashboard, wherever it is served, with its last slash."""
    here = (st.context.url or "http://localhost:8501/").partition("?")[0]
    return here.removesuffix(view.page).rstrip("/") + "/"


def view_query(view: View) -> str:
    """What stands after the question mark for exactly this view, or a blank."""
    query = urlencode(encode(view.choice, view.dataset), doseq=True)
    return f"?{query}" if query else ""


def view_address(view: View) -> str:
    """The full address of exactly this view."""
    return f"{site_address(view)}{view.page}{view_query(view)}"


def today() -> date:
    """The day it is where the reader is."""
    return day.today(st.context.timezone)


def _link(view: View, address: str) -> None:
    st.html("<h3>Link to this view</h3>")
    st.code(address, language=None, wrap_lines=True)
    st.html("<h3>Embed this view</h3>")
    if server.FRAMED_BY:
        st.code(embed_code(address, view.dataset.title), language="html", wrap_lines=True)
    else:
        st.caption("Other sites may show it once whoever runs this dashboard allows them to.")


def embed_code(address: str, title: str) -> str:
    """The HTML that shows a view on another site."""
    framed = f"{address}{'&' if '?' in address else '?'}embed=true"
    return f'<iframe src="{escape(framed)}" width="100%" height="900" title="{escape(title)}"></iframe>'


def _citations(view: View, address: str) -> None:
    selection, day = describe(view.dataset, view.filters), today()
    st.html("<h3>Cite this view</h3>")
    for text, language in (
        (citation.short(view.dataset, address, day), None),
        (citation.long(view.dataset, selection, address, day), None),
        (citation.bibtex(view.dataset, selection, address, day), "latex"),
    ):
        st.code(text, language=language, wrap_lines=True)


def _files(view: View, address: str) -> None:
    dataset, rows, day = view.dataset, view.rows, today()
    st.html("<h3>Download what is on screen</h3>")
    with st.container(horizontal=True, key="files"):
        for label, name, media_type, content in (
            ("CSV", "crossings.csv", "text/csv", lambda: downloads.csv_bytes(dataset, "crossings", rows)),
            ("GeoJSON", "crossings.geojson", "application/geo+json", lambda: downloads.geojson_bytes(dataset, rows)),
            ("Chart (SVG)", "by-year.svg", "image/svg+xml", lambda: chart_file(view, address, "svg")),
            ("Chart (PNG)", "by-year.png", "image/png", lambda: chart_file(view, address, "png")),
            ("Offline page", "crossings.html", "text/html",
             lambda: snapshot.snapshot_html(dataset, rows, view.choice, address, day)),
        ):  # fmt: skip
            st.download_button(
                label, content, downloads.file_name(name, view.filters, view.dataset), media_type,
                on_click="ignore", key=f"take-{name}",
                icon=":material/download:",
            )  # fmt: skip


def chart_file(view: View, address: str, kind: str) -> bytes:
    """The charts by year with their selection and source line."""
    source = citation.short(view.dataset, address, today())
    return charts.image(
        view.by_year, view.years, describe(view.dataset, view.filters), source, kind
    )
