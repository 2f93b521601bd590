"""Retired reports in words: what each said, why it was taken out, and the page that says so."""

from collections.abc import Sequence
from typing import Any

from geodata.model.dataset import Dataset
from geodata.model.retired import retired
from geodata.words.links import crossing_path
from geodata.words.templates import render


def worded(dataset: Dataset, crossing_id: str) -> dict[str, Any]:
    """A retired report with the name of its place, and where its page is below the dashboard."""
    row = retired(dataset)[crossing_id]
    return {
        **row,
        "called": "",
        "place": dataset.place_names[row["place_id"]],
        "page": crossing_path(dataset, crossing_id),
    }


def list_html(dataset: Dataset) -> str:
    """Every retired report with a link to its page, the one that was retired last first; a blank if there is none."""
    newest = dataset.retired.sort_values(["retired", "crossing_id"], ascending=[False, True])
    rows = [worded(dataset, crossing_id) for crossing_id in newest["crossing_id"]]
    return render("retired_list.html", rows=rows) if rows else ""


def notice_html(dataset: Dataset, crossing_ids: Sequence[str]) -> str:
    """What a reader is told who asked for retired reports; a blank for none."""
    rows = [worded(dataset, crossing_id) for crossing_id in crossing_ids]
    return render("retired_notice.html", rows=rows) if rows else ""
