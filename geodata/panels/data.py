"""The data page: the filtered tables, and ways to take them away."""

from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from geodata.model import series
from geodata.model.dataset import Dataset
from geodata.model.dates import earliest
from geodata.model.filters import Filters
from geodata.panels.headings import heading
from geodata.panels.takeaway import data_query, site_address
from geodata.panels.view import View
from geodata.web import downloads, server
from geodata.web import files as data_files
from geodata.words import style
from geodata.words.dates import period
from geodata.words.language import N_, ngettext
from geodata.words.language import gettext as _
from geodata.words.numbers import number
from geodata.words.templates import people, records, render, when


def crossings(view: View) -> None:
    """Draw the selected crossings as a table, and offer them as a file."""
    words = ngettext(
        "%(n)s report of the selection. The file holds every column of the codebook.",
        "%(n)s reports of the selection. The file holds every column of the codebook.",
        len(view.rows), n=number(len(view.rows)),
    )  # fmt: skip
    heading(_("Crossings"), words)
    if not view.rows.empty:
        table = crossings_table(view)
        st.dataframe(table, hide_index=True, column_config=_columns(table))
    _download(view, "crossings", view.rows)


# Words sort by their letters: these columns beside them sort by what they mean.
_DAY, _PEOPLE, _NUMBER = N_("First day"), N_("People, number"), N_("Number alone")
_MEDIUM = {N_("When"), N_("Period")}


def _columns(table: pd.DataFrame) -> dict[str, Any]:
    """How each column of a table is headed, in the language that is spoken, and how it is shown."""
    return {name: _column(name) for name in table.columns}


def _column(name: str) -> Any:
    if name == _DAY:
        words = _("The first day it can have been: sort by this one.")
        return st.column_config.DateColumn(_(name), format="YYYY-MM-DD", help=words)
    if name in {_PEOPLE, _NUMBER}:
        words = _("The likeliest number, blank where none is given: sort by this one.")
        return st.column_config.NumberColumn(_(name), help=words)
    if name in _MEDIUM:
        return st.column_config.TextColumn(_(name), width="medium")
    return st.column_config.Column(_(name))


def crossings_table(view: View) -> pd.DataFrame:
    """The selected crossings in words, newest first, with columns that sort by day and by number."""
    rows, dataset = view.rows.sort_values("last_day", ascending=False), view.dataset
    told = dataset.excerpts.groupby("crossing_id")["article_id"].nunique()
    listed = records(rows)
    return pd.DataFrame(
        {
            "When": [when(row) for row in listed],
            _DAY: _days(rows["start"]),
            N_("Location"): rows["place_id"].astype(str).map(dataset.locations),
            N_("Headline"): rows["headline"],
            N_("People"): [people(row) for row in listed],
            _PEOPLE: rows["people_best"],
            N_("Counted"): rows["counted"].map({True: _("yes"), False: _("no")}),
            N_("What happened"): rows["kind"].astype(str).map(dataset.labels("crossings", "kind")),
            N_("How sure"): rows["status"].astype(str).map(dataset.labels("crossings", "status")),
            N_("Articles"): rows["crossing_id"].map(told),
            N_("Locality"): rows["locality"],
            N_("ID"): rows["crossing_id"],
        }
    )


def _days(dates: "pd.Series[str]") -> pd.Series:
    """The first day that each date covers, missing where there is no date."""
    days = [earliest(text) if text else None for text in dates]
    return pd.Series(np.array(days, dtype="datetime64[s]"), index=dates.index)


def figures(view: View) -> None:
    """Draw the figures of the chosen years as a table, and offer them as a file."""
    if view.dataset.figures.empty:
        return
    chosen = downloads.figures_about(view.dataset, view.years)
    words = ngettext(
        "%(n)s number that sources state about the chosen years. Different measures never add up, "
        "and a running total contains the figures before it.",
        "%(n)s numbers that sources state about the chosen years. Different measures never add up, "
        "and a running total contains the figures before it.",
        len(chosen), n=number(len(chosen)),
    )  # fmt: skip
    heading(_("Figures"), words)
    if not chosen.empty:
        table = figures_table(view, chosen)
        st.dataframe(table, hide_index=True, column_config=_columns(table))
    _download(view, "figures", chosen)


def figures_table(view: View, chosen: pd.DataFrame) -> pd.DataFrame:
    """Some figures in words, with columns that sort by day and by number."""
    dataset = view.dataset
    outlets = dataset.articles.set_index("article_id")["outlet"]
    periods = zip(chosen["start"], chosen["end"], strict=True)
    return pd.DataFrame(
        {
            N_("Measure"): chosen["measure"].astype(str).map(dataset.labels("figures", "measure")),
            "Period": [period(start, end) for start, end in periods],
            _DAY: _days(chosen["start"].where(chosen["start"] != "", chosen["end"])),
            N_("Number"): [style.amount(row) for row in records(chosen)],
            _NUMBER: chosen["best"],
            N_("Who is counted"): chosen["population"],
            N_("Scope"): chosen["scope"].map(_scopes(dataset)),
            N_("Running total"): chosen["cumulative"].map({True: _("yes"), False: ""}),
            N_("Shown in charts"): _charted(dataset, chosen),
            N_("Basis"): chosen["basis"].astype(str).map(dataset.labels("figures", "basis")),
            N_("Outlet"): chosen["article_id"].map(outlets),
            N_("Note"): chosen["note"],
        }
    )


def _scopes(dataset: Dataset) -> dict[str, str]:
    return dataset.place_names | dataset.border.scopes


def _charted(dataset: Dataset, chosen: pd.DataFrame) -> list[str]:
    """Whether a figure is drawn in a chart of the timeline, or is a rival to one that is."""
    drawn = {
        figure_id
        for chart in dataset.border.charts
        for figure_id in series.charted(dataset, chart)["figure_id"]
    }
    preferred = zip(chosen["figure_id"], chosen["preferred"], strict=True)
    said = {True: _("yes"), False: _("rival")}
    return ["" if name not in drawn else said[bool(shown)] for name, shown in preferred]


def _download(view: View, resource: str, rows: pd.DataFrame) -> None:
    # The figures follow the years alone.
    filters = view.filters if resource == "crossings" else Filters(years=view.filters.years)
    st.download_button(
        _("Download %(file)s", file=f"{resource}.csv"),
        lambda: downloads.csv_bytes(view.dataset, resource, rows),
        downloads.file_name(f"{resource}.csv", filters, view.dataset),
        "text/csv",
        icon=":material/download:",
        on_click="ignore",
        key=f"csv-{resource}",
    )


def addresses(view: View) -> None:
    """Draw the stable address of each file, and how to load it elsewhere."""
    root = site_address(view)
    files = [
        (f"data/{file.name}", _(file.words))
        for file in data_files.files(server.LIVE.folder)
        if file.words
    ]
    st.html(render("addresses.html", root=root, files=files))
    address = f"{root}data/crossings.csv{data_query(view)}"
    python, r = st.tabs(["Python", "R"])
    python.code(f'import pandas as pd\n\ncrossings = pd.read_csv("{address}")', language="python")
    r.code(f'crossings <- read.csv("{address}", fileEncoding = "UTF-8-BOM")', language="r")


def codebook(view: View) -> None:
    """Draw the meaning of every column of every table, from the package's own description."""
    st.html(render("codebook.html", resources=view.dataset.package["resources"]))
