"""Rival values side by side: what each source says, whose account it is, and which is used."""

import pandas as pd

from geodata.model.dataset import Dataset
from geodata.views.templates import records, render


def disputes_html(dataset: Dataset, disputes: pd.DataFrame, *, opened: bool = False) -> str:
    """Disputed questions with their rival values side by side."""
    joined = disputes.merge(dataset.articles, on="article_id", suffixes=("", "_article"))
    labels = dataset.labels("disputes", "field")
    questions = [
        {
            "text": group["question"].iloc[0],
            "used": bool(group["used"].any()),
            "rivals": group["value"].nunique(),
            "voices": group["origin"].nunique(),
            "fields": " / ".join(labels[field] for field in group["field"].unique()),
            "rows": records(group),
        }
        for _, group in joined.groupby("dispute_id", sort=False)
    ]
    return render("disputes.html", questions=questions, opened=opened)
