"""Reports that were taken out of the crossings: kept, so that whoever cited one finds why, and what became of it."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from geodata.model.dataset import Dataset
from geodata.model.kept import kept

Row = Mapping[Any, Any]


@kept(most=1)
def retired(dataset: Dataset) -> dict[str, Row]:
    """Every retired report by the ID that it had."""
    return {row["crossing_id"]: row for row in dataset.retired.to_dict("records")}


def living(dataset: Dataset, crossing_id: str) -> str:
    """The crossing that a retired report became, however often that moved on; a blank if it became none."""
    gone = retired(dataset)
    while crossing_id in gone:
        crossing_id = gone[crossing_id]["moved_to"]
    return crossing_id


def documents(dataset: Dataset, crossing_id: str) -> pd.DataFrame:
    """The documents that had told of a retired report, in the order in which it names them."""
    named = retired(dataset)[crossing_id]["articles"].split(";")
    by_id = dataset.articles.set_index("article_id", drop=False)
    return by_id.loc[[article_id for article_id in named if article_id]]
