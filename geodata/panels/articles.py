"""The articles page: where sources disagree, what was read in full, and every document."""

from typing import Any

import pandas as pd
import streamlit as st

from geodata.model.dataset import Dataset
from geodata.model.ledger import seen_of_documents
from geodata.model.markdown import plain
from geodata.panels.headings import heading
from geodata.panels.view import View
from geodata.words.disagreement import disputes_html
from geodata.words.language import gettext as _
from geodata.words.language import ngettext
from geodata.words.numbers import count, number
from geodata.words.selection import quoted
from geodata.words.templates import records, render

PAGE = 40


def disagreements(view: View) -> None:
    """Lay out the rival values of every disputed point that touches the selection."""
    disputes = view.dataset.disputes
    if disputes.empty:
        return
    # A dispute about a figure alone belongs to no crossing and shows with every selection.
    about = disputes["crossing_id"].isin(view.rows["crossing_id"]) | (disputes["crossing_id"] == "")
    st.html(disputes_html(view.dataset, disputes[about]))


def read_in_full(view: View) -> None:
    """Show the articles that quotes come from, each with its quotes and what it reports."""
    dataset = view.dataset
    quotes = dataset.excerpts[dataset.excerpts["form"] == "quote"]
    quotes = quotes.merge(
        dataset.crossings[["crossing_id", "headline"]], on="crossing_id", how="left"
    )
    articles = [
        {
            **row,
            "quotes": records(own.drop_duplicates("text")),
            "reports": list(own["headline"].dropna().drop_duplicates()),
        }
        for row in records(dataset.articles)
        if len(own := quotes[quotes["article_id"] == row["article_id"]])
    ]
    if articles:
        st.html(render("read_in_full.html", articles=articles))


def every_document(view: View) -> None:
    """List every document about the selection, newest first, with what it supports."""
    documents = _as_checked(view.dataset, _documents(view))
    words = ngettext(
        "%(n)s of %(all)s articles report the selected crossings, or give a number or an event of "
        "policy for the chosen years.",
        "%(n)s of %(all)s articles report the selected crossings, or give a number or an event of "
        "policy for the chosen years.",
        len(documents), n=number(len(documents)), all=number(len(view.dataset.articles)),
    )  # fmt: skip
    heading(_("Every article"), words)
    if documents.empty:
        return
    pages = -(-len(documents) // PAGE)
    page = st.pagination(pages, key="documents") if pages > 1 else 1
    shown = documents.iloc[(page - 1) * PAGE : page * PAGE]
    st.html(render("documents.html", documents=_with_facts(view.dataset, shown)))


def _as_checked(dataset: Dataset, documents: pd.DataFrame) -> pd.DataFrame:
    """The documents with what was seen of each; the reader may ask for some of these alone."""
    held = seen_of_documents(dataset)
    checks = [held.get(article_id, ("", "")) for article_id in documents["article_id"]]
    documents = documents.assign(
        seen=[seen for seen, _ in checks], checked=[day for _, day in checks]
    )
    labels = {**dataset.labels("excerpts", "seen"), "": _("Not checked yet")}
    counts = documents["seen"].value_counts()
    there = [seen for seen in labels if counts.get(seen, 0)]
    if len(there) < 2:
        return documents
    chosen = st.pills(
        _("How it was checked"), there, selection_mode="multi", key="seen",
        format_func=lambda seen: f"{plain(labels[seen])} ({number(counts[seen])})",
    )  # fmt: skip
    return documents[documents["seen"].isin(chosen)] if chosen else documents


def _documents(view: View) -> pd.DataFrame:
    dataset, filters = view.dataset, view.filters
    told = dataset.excerpts["crossing_id"].isin(view.rows["crossing_id"])
    ids = set(dataset.excerpts.loc[told, "article_id"])
    if filters == filters.__class__(years=filters.years):
        ids |= _about_years(dataset, *view.years)
    chosen = dataset.articles[dataset.articles["article_id"].isin(ids)]
    return chosen.sort_values(["published", "article_id"], ascending=[False, True])


def _about_years(dataset: Dataset, first: int, last: int) -> set[str]:
    """The documents with a figure or context event of some years, or about no crossing at all."""
    ids: set[str] = set(dataset.excerpts.loc[dataset.excerpts["crossing_id"] == "", "article_id"])
    for table, column in ((dataset.figures, "start"), (dataset.context, "date")):
        years = pd.to_numeric(table[column].str[:4], errors="coerce")
        ids |= set(table.loc[years.between(first, last), "article_id"])
    return ids


def _with_facts(dataset: Dataset, documents: pd.DataFrame) -> list[dict[Any, Any]]:
    """Documents with what each supports, and on what it differs from others."""
    told = dataset.excerpts[dataset.excerpts["article_id"].isin(documents["article_id"])]
    told = told.merge(dataset.crossings[["crossing_id", "headline"]], on="crossing_id", how="left")
    figures, context = (
        table["article_id"].value_counts() for table in (dataset.figures, dataset.context)
    )
    points = dataset.labels("disputes", "field").values()
    found = []
    for row in records(documents):
        own = told[told["article_id"] == row["article_id"]]
        facts = [quoted(headline) for headline in own["headline"].dropna().unique()]
        for counts, noun in ((figures, "number"), (context, "event of policy")):
            if found_in_it := int(counts.get(row["article_id"], 0)):
                facts.append(count(found_in_it, noun))
        disputed = {label for labels in own["disputed"] for label in labels}
        differs = [label for label in points if label in disputed]
        found.append({**row, "facts": facts, "differs": differs})
    return found
