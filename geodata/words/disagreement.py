"""Rival values side by side: what each source says, whose account it is, and which is used."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from geodata.model.dataset import Dataset
from geodata.words.templates import Row, records, render


def disputes_html(dataset: Dataset, disputes: pd.DataFrame, *, opened: bool = False) -> str:
    """Disputed questions with their rival values side by side."""
    joined = _joined(dataset, disputes)
    labels = dataset.labels("disputes", "field")
    questions = [
        {
            "text": group["question"].iloc[0],
            "used": bool(group["used"].any()),
            "rivals": group["as_written"].nunique(),
            "voices": group["origin"].nunique(),
            "fields": " / ".join(labels[field] for field in group["field"].unique()),
            "rows": records(group),
        }
        for _, group in joined.groupby("dispute_id", sort=False)
    ]
    return render("disputes.html", questions=questions, opened=opened)


def rival_values(dataset: Dataset, crossing_id: str) -> list[dict[str, Any]]:
    """The disputed questions about a crossing, each with its rival values and who holds them."""
    about = dataset.disputes[dataset.disputes["crossing_id"] == crossing_id]
    grouped: dict[str, list[Row]] = {}
    for row in records(_joined(dataset, about)):
        grouped.setdefault(row["dispute_id"], []).append(row)
    return [
        {
            "text": rows[0]["question"],
            "used": any(row["used"] for row in rows),
            "rivals": _rivals(rows),
        }
        for rows in grouped.values()
    ]


def _joined(dataset: Dataset, disputes: pd.DataFrame) -> pd.DataFrame:
    """Rival values with their articles, and as they were written: two may be translated alike."""
    written = dataset.as_written.disputes.set_index("rival_id")["value"]
    joined = disputes.merge(dataset.articles, on="article_id", suffixes=("", "_article"))
    return joined.assign(as_written=joined["rival_id"].map(written))


def _rivals(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """The different values of one question, the one in use first, each with its voices."""
    values: dict[str, list[Row]] = {}
    for row in rows:
        values.setdefault(row["as_written"], []).append(row)
    rivals = [
        {"value": own[0]["value"], "used": any(row["used"] for row in own), "voices": own}
        for own in values.values()
    ]
    return sorted(rivals, key=lambda rival: not rival["used"])
