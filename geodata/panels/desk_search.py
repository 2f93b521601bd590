"""Rows found by their words, where an editor picks one of many."""

import pandas as pd
import streamlit as st

from geodata.model.dataset import Dataset
from geodata.model.description import IDS
from geodata.model.kept import kept
from geodata.panels import desk_field
from geodata.panels.desk_rows import schema_columns
from geodata.words.language import gettext as _

MOST_FOUND = 50


def search(dataset: Dataset, table: str, words: str) -> dict[str, str]:
    """The rows of a table that hold all words, by their IDs; the first ones where no word is given."""
    text = _texts(dataset, table)
    for word in words.casefold().split():
        text = text[text.str.contains(word, regex=False)]
    found: pd.DataFrame = getattr(dataset, table)
    return _called(found.loc[text.index[:MOST_FOUND]], table)


@kept(most=8)
def _texts(dataset: Dataset, table: str) -> "pd.Series[str]":
    """All that each row of a table says, folded."""
    rows: pd.DataFrame = getattr(dataset, table)
    columns = [name for name in schema_columns(dataset, table) if name in rows]
    return rows[columns].map(str).agg(" ".join, axis=1).str.casefold()


def called(dataset: Dataset, table: str, key: str) -> str:
    """A row by its ID and what it is called."""
    found: pd.DataFrame = getattr(dataset, table)
    return _called(found[found[IDS[table]] == key], table).get(key, key)


def _called(rows: pd.DataFrame, table: str) -> dict[str, str]:
    return {
        key: f"{name} — {key}" if name != key else key
        for key, name in desk_field.named(rows, table).items()
    }


def pickable(dataset: Dataset, table: str, key: str, picked: str) -> dict[str, str]:
    """The rows to pick one from, with the one that is picked; words are asked for where they are too many."""
    if len(getattr(dataset, table)) <= desk_field.MOST_LISTED:
        return desk_field.listed(dataset, table)
    words = st.text_input(_("Words of the row, or its ID"), key=f"{key}-words")
    found = search(dataset, table, words or "")
    return {picked: called(dataset, table, picked), **found} if picked else found
