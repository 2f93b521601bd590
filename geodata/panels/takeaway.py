"""What every page lets a reader take away: a link, a citation, files, an embed code, a snapshot."""

from datetime import date
from urllib.parse import urlencode

import streamlit as st
from markupsafe import escape

from geodata.drawings import charts
from geodata.model.address import encode
from geodata.panels.headings import small_heading
from geodata.panels.view import View
from geodata.web import downloads, server, snapshot
from geodata.words import citation, day
from geodata.words.language import gettext as _
from geodata.words.language import speaking
from geodata.words.selection import describe


def draw(view: View) -> None:
    """Draw the folded panel; its content is made only once a reader unfolds it."""
    folded = st.expander(
        _("Link, cite, download, embed"),
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
    return _query(view.parameters)


def data_query(view: View) -> str:
    """The same for a file of data, which is in one language alone."""
    return _query(encode(view.choice, view.dataset.as_written))


def _query(parameters: dict[str, list[str]]) -> str:
    query = urlencode(parameters, doseq=True)
    return f"?{query}" if query else ""


def view_address(view: View) -> str:
    """The full address of exactly this view."""
    return f"{site_address(view)}{view.page}{view_query(view)}"


def today() -> date:
    """The day it is where the reader is."""
    return day.today(st.context.timezone)


def _link(view: View, address: str) -> None:
    small_heading(_("Link to this view"))
    st.code(address, language=None, wrap_lines=True)
    small_heading(_("Embed this view"))
    if server.FRAMED_BY:
        st.code(embed_code(address, view.dataset.title), language="html", wrap_lines=True)
    else:
        st.caption(_("Other sites may show it once whoever runs this dashboard allows them to."))


def embed_code(address: str, title: str) -> str:
    """The HTML that shows a view on another site."""
    framed = f"{address}{'&' if '?' in address else '?'}embed=true"
    return f'<iframe src="{escape(framed)}" width="100%" height="900" title="{escape(title)}"></iframe>'


def _citations(view: View, address: str) -> None:
    selection, day = describe(view.dataset, view.filters), today()
    small_heading(_("Cite this view"))
    for text, language in (
        (citation.short(view.dataset, address, day), None),
        (citation.long(view.dataset, selection, address, day), None),
        (citation.bibtex(view.dataset, selection, address, day), "latex"),
    ):
        st.code(text, language=language, wrap_lines=True)


def _files(view: View, address: str) -> None:
    dataset, rows, day = view.dataset, view.rows, today()
    small_heading(_("Download what is on screen"))
    with st.container(horizontal=True, key="files"):
        for label, name, media_type, content in (
            ("CSV", "crossings.csv", "text/csv", lambda: downloads.csv_bytes(dataset, "crossings", rows)),
            ("GeoJSON", "crossings.geojson", "application/geo+json", lambda: downloads.geojson_bytes(dataset, rows)),
            (_("Chart (SVG)"), "by-year.svg", "image/svg+xml", lambda: chart_file(view, address, "svg")),
            (_("Chart (PNG)"), "by-year.png", "image/png", lambda: chart_file(view, address, "png")),
            (_("Offline page"), "crossings.html", "text/html", lambda: offline_page(view, address, day)),
        ):  # fmt: skip
            st.download_button(
                label, content, downloads.file_name(name, view.filters, view.dataset), media_type,
                on_click="ignore", key=f"take-{name}",
                icon=":material/download:",
            )  # fmt: skip


# A file is made once a reader asks for it, and there nobody has said yet which language is spoken.


def chart_file(view: View, address: str, kind: str) -> bytes:
    """The charts by year with their selection and source line."""
    with speaking(view.dataset):
        source = citation.short(view.dataset, address, today())
        selection = describe(view.dataset, view.filters)
        return charts.image(view.by_year, view.years, selection, source, kind)


def offline_page(view: View, address: str, day: date) -> bytes:
    """The view as one page to save."""
    with speaking(view.dataset):
        return snapshot.snapshot_html(view.dataset, view.rows, view.choice, address, day)
