"""The card of a crossing: the same in the dashboard, on a page of its own, and in a snapshot."""

import re
from collections.abc import Mapping
from typing import Any

import numpy as np

from geodata.model.columns import Positions, columns
from geodata.model.dataset import Dataset
from geodata.model.kept import kept
from geodata.model.summary import merge
from geodata.words.language import spoken
from geodata.words.links import crossing_path
from geodata.words.templates import records, render


def newest_first(dataset: Dataset, rows: Positions) -> Positions:
    """Crossings in the order of every list: the latest possible day first."""
    return rows[columns(dataset).recency[rows].argsort()]


def claims_last(dataset: Dataset, rows: Positions) -> tuple[Positions, int]:
    """Crossings as cards show them, newest first and all claims last; and how many are no claims."""
    column = columns(dataset)
    claimed = column.claimed[rows]
    ordered = rows[np.lexsort((column.recency[rows], claimed))]
    return ordered, len(rows) - int(np.count_nonzero(claimed))


@kept(most=1024)
@spoken
def card_html(
    dataset: Dataset, crossing_id: str, *, opened: bool = False, outside: bool = False
) -> str:
    """One crossing as HTML: when, where, how many, how sure, and the words it rests on.

    Kept, because the same cards come back on most steps of the slider, for every reader.
    """
    row = records(dataset.crossings.iloc[[dataset.row_of(crossing_id)]])[0]
    told = dataset.evidence_for(crossing_id)
    html = render(
        "card.html",
        row=row,
        labels=card_labels(dataset),
        border=dataset.border,
        told=records(told),
        whole=whole_of(dataset, row),
        merged=merge(told) if opened else None,
        opened=opened,
        outside=outside,
        page=crossing_path(dataset, crossing_id),
    )
    return _BETWEEN_BLOCKS.sub("", html).strip()


# Cards are sent on every step of the slider, and nobody sees how their HTML is broken into lines.
_BETWEEN_BLOCKS = re.compile(r"\n+(?=</?(?:article|details|div|h3|li|p|ul)\b)")


def card_labels(dataset: Dataset) -> dict[str, dict[str, str]]:
    """The labels a card needs: field to value to label."""
    return {field: dataset.labels("crossings", field) for field in ("kind", "status", "place_id")}


def whole_of(dataset: Dataset, row: Mapping[Any, Any]) -> str:
    """The headline of the crossing that a part belongs to, or a blank."""
    if not row["part_of"]:
        return ""
    return str(dataset.crossings["headline"].iloc[dataset.row_of(row["part_of"])])
