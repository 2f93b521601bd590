"""Articles, crossings and people: three different counts, and what is left out of them.

The rules: a claim is never counted; an event that stopped before the line, or in which only an
object went over it, is no crossing; a part is never added to its whole; a blank is not a zero.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
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

    Columns: year, crossings, spanning, claimed, people, people_low, people_high, unnumbered. A
    crossing that may have happened in any of several years is `spanning` in each of them and in no
    other column, so the other columns add up to the totals less those crossings. Claims stand in
    `claimed` alone, in every year they may be of.
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
    claims = rows[(rows["status"] == "claimed").to_numpy()]
    spans = {"spanning": _spread(vague, first, last), "claimed": _spread(claims, first, last)}
    return pd.DataFrame({"year": years, **spans, **table})


def _spread(rows: pd.DataFrame, first: int, last: int) -> npt.NDArray[np.int64]:
    """How many rows may be of each year: one more where a row begins, one less after it ends."""
    size = last - first + 2
    begun = np.bincount(rows["first_year"] - first, minlength=size)
    ended = np.bincount(rows["last_year"] - first + 1, minlength=size)
    return (begun - ended).cumsum()[:-1]


def counted_by_article(dataset: Dataset, rows: pd.DataFrame) -> tuple[int, int]:
    """What double counting would make of a selection: (crossings, people) with one for each article."""
    counted = rows[rows["counted"].to_numpy(dtype=bool)]
    pairs = dataset.excerpts[["crossing_id", "article_id"]].drop_duplicates()
    told = pairs["crossing_id"].value_counts().reindex(counted["crossing_id"]).fillna(0).to_numpy()
    return int(told.sum()), int(
        (told * counted["people_best"].fillna(0).to_numpy(dtype=float)).sum()
    )


@dataclass(frozen=True)
class Merge:
    """Why several articles are one crossing: how many there are, what they share, who copies whom."""

    articles: int
    copies: int
    when: int
    where: int
    how_many: int


def merge(told: pd.DataFrame) -> Merge:
    """What the articles about one crossing agree to speak of; takes `Dataset.evidence_for`."""
    words = (
        told.groupby("article_id")["supports"].agg(";".join).map(lambda text: set(text.split(";")))
    )
    copies = told.loc[told["copy_of"].isin(told["article_id"]), "article_id"].nunique()
    said = {word: int(words.map(lambda found, w=word: w in found).sum()) for word in _MERGED_BY}
    return Merge(articles=len(words), copies=int(copies), **said)


_MERGED_BY = ("when", "where", "how_many")


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
