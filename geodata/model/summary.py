"""Articles, crossings and people: three different counts, and what is left out of them.

The rules: a claim is never counted; an event that stopped before the line, or in which only an
object went over it, is no crossing; a part is never added to its whole; a blank is not a zero.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from geodata.model.dataset import Dataset


@dataclass(frozen=True)
class Totals:
    """The counts of a selection; people are None where no crossing has a number."""

    articles: int
    crossings: int
    people: int | None
    people_low: int | None
    people_high: int | None
    unnumbered: int
    stopped: int
    objects: int
    claimed: int
    parts: int

    @property
    def not_counted(self) -> int:
        """Reported events that are shown but are in none of the three counts."""
        return self.stopped + self.objects + self.claimed + self.parts


def totals(dataset: Dataset, rows: pd.DataFrame) -> Totals:
    """The counts of the given crossings."""
    counted = rows[rows["counted"].to_numpy(dtype=bool)]
    unclaimed = (rows["status"] != "claimed").to_numpy()
    kind = rows["kind"]
    part = ((rows["part_of"] != "") & rows["crossed"]).to_numpy() & unclaimed
    return Totals(
        articles=count_articles(dataset, counted),
        crossings=len(counted),
        people=_total(counted["people_best"]),
        people_low=_total(counted["people_low"].fillna(counted["people_best"])),
        people_high=_total(counted["people_high"].fillna(counted["people_best"])),
        unnumbered=int(counted["people_best"].isna().sum()),
        stopped=int(((kind == "stopped_before_the_line").to_numpy() & unclaimed).sum()),
        objects=int(((kind == "object_over_the_line").to_numpy() & unclaimed).sum()),
        claimed=int((~unclaimed).sum()),
        parts=int(part.sum()),
    )


def _total(column: "pd.Series[int]") -> int | None:
    return int(column.sum()) if column.notna().any() else None


def count_articles(dataset: Dataset, rows: pd.DataFrame) -> int:
    """How many different documents report the given crossings."""
    if len(rows) == len(dataset.crossings):
        return dataset.excerpts.loc[dataset.excerpts["crossing_id"] != "", "article_id"].nunique()
    about = dataset.excerpts["crossing_id"].isin(rows["crossing_id"])
    return int(dataset.excerpts.loc[about, "article_id"].nunique())


def per_place(dataset: Dataset, rows: pd.DataFrame) -> dict[str, Totals]:
    """The counts of each location, in the order of the filters."""
    return {
        place: totals(dataset, rows[(rows["place_id"] == place).to_numpy()])
        for place in dataset.locations
    }


def per_kind(dataset: Dataset, rows: pd.DataFrame) -> dict[str, tuple[int, int | None]]:
    """Crossings and people of each kind that the selection counts: kind to (crossings, people)."""
    counted = rows[rows["counted"].to_numpy(dtype=bool)]
    groups = {
        kind: counted[counted["kind"] == kind] for kind in dataset.labels("crossings", "kind")
    }
    return {
        k: (len(group), _total(group["people_best"])) for k, group in groups.items() if len(group)
    }


def per_year(dataset: Dataset, rows: pd.DataFrame) -> pd.DataFrame:
    """Counted crossings and people of each year from the dataset's first to its last.

    Columns: year, crossings, spanning, people, people_low, people_high, unnumbered. A crossing that
    may have happened in any of several years is `spanning` in each of them and in no other column,
    so the other columns add up to the totals less those crossings.
    """
    first, last = dataset.years
    counted = rows[rows["counted"].to_numpy(dtype=bool)]
    one_year = (counted["first_year"] == counted["last_year"]).to_numpy()
    dated, vague = counted[one_year], counted[~one_year]
    years = np.arange(first, last + 1)
    best = dated["people_best"]
    columns = {
        "crossings": pd.Series(1, dated.index),
        "people": best.fillna(0),
        "people_low": dated["people_low"].fillna(best).fillna(0),
        "people_high": dated["people_high"].fillna(best).fillna(0),
        "unnumbered": best.isna(),
    }
    at = (dated["first_year"] - first).to_numpy()
    table = {
        name: np.bincount(at, weights=column.to_numpy(dtype=float), minlength=len(years)).astype(
            int
        )
        for name, column in columns.items()
    }
    starts, ends = vague["first_year"].to_numpy(), vague["last_year"].to_numpy()
    spanning = ((starts[:, None] <= years) & (ends[:, None] >= years)).sum(axis=0)
    return pd.DataFrame({"year": years, "spanning": spanning, **table})


@lru_cache(maxsize=4)
def coverage(dataset: Dataset) -> dict[int, int]:
    """How many different documents were found about each year, zero included: a measure of reading.

    A document is about a year if it reports a crossing or states a figure within it.
    """
    first, last = dataset.years
    years = dataset.crossings.set_index("crossing_id")[["first_year", "last_year"]]
    told = dataset.excerpts[dataset.excerpts["crossing_id"] != ""]
    spans = told[["article_id", "crossing_id"]].join(years, on="crossing_id")
    stated = dataset.figures[dataset.figures["start"] != ""]
    begin = stated["start"].str[:4].astype(int)
    end = stated["end"].where(stated["end"] != "", stated["start"]).str[:4].astype(int)
    figures = pd.DataFrame(
        {"article_id": stated["article_id"], "first_year": begin, "last_year": end}
    )
    pairs = pd.concat([spans.drop(columns="crossing_id"), figures]).drop_duplicates()
    begins, ends = pairs["first_year"], pairs["last_year"]
    return {
        year: int(pairs.loc[(begins <= year) & (ends >= year), "article_id"].nunique())
        for year in range(first, last + 1)
    }
