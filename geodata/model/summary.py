"""Articles, crossings and people: three different counts, and what is left out of them.

The rules: a claim is never counted; an event that stopped before the line, or in which only an
object went over it, is no crossing; a part is never added to its whole; a blank is not a zero.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from geodata.model.dataset import Dataset
from geodata.model.kept import kept

Numbers = npt.NDArray[np.float64]


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
    counted = rows["counted"].to_numpy(dtype=bool)
    unclaimed = (rows["status"] != "claimed").to_numpy()
    kind = rows["kind"]
    best = rows["best"].to_numpy()[counted]
    part = (rows["part_of"] != "").to_numpy() & rows["crossed"].to_numpy(dtype=bool) & unclaimed
    return Totals(
        articles=count_articles(dataset, rows.index.to_numpy()[counted]),
        crossings=int(counted.sum()),
        people=_total(best),
        people_low=_total(rows["low"].to_numpy()[counted]),
        people_high=_total(rows["high"].to_numpy()[counted]),
        unnumbered=int(np.isnan(best).sum()),
        stopped=int(((kind == "stopped_before_the_line").to_numpy() & unclaimed).sum()),
        objects=int(((kind == "object_over_the_line").to_numpy() & unclaimed).sum()),
        claimed=int((~unclaimed).sum()),
        parts=int(part.sum()),
    )


def _total(numbers: Numbers) -> int | None:
    given = numbers[~np.isnan(numbers)]
    return int(given.sum()) if len(given) else None


def count_articles(dataset: Dataset, positions: npt.NDArray[np.int64]) -> int:
    """How many different documents report the crossings at the given rows of the table."""
    crossings, articles = dataset.told
    wanted = np.zeros(len(dataset.crossings), dtype=bool)
    wanted[positions] = True
    return len(np.unique(articles[wanted[crossings]]))


@kept(most=1)
def most_people(dataset: Dataset) -> int:
    """The people of the location with most of them in the whole dataset: the scale of the map."""
    return max(total.people or 0 for total in per_place(dataset, dataset.crossings).values())


def per_place(dataset: Dataset, rows: pd.DataFrame) -> dict[str, Totals]:
    """The counts of each location, in the order of the filters."""
    return {
        place: totals(dataset, rows[(rows["place_id"] == place).to_numpy()])
        for place in dataset.locations
    }


def per_kind(dataset: Dataset, rows: pd.DataFrame) -> dict[str, tuple[int, int | None]]:
    """Crossings and people of each kind that the selection counts: kind to (crossings, people)."""
    counted = rows["counted"].to_numpy(dtype=bool)
    codes = rows["kind"].cat.codes.to_numpy()[counted]
    best = rows["best"].to_numpy()[counted]
    found = {}
    for code in np.unique(codes):
        numbers = best[codes == code]
        found[str(rows["kind"].cat.categories[code])] = (len(numbers), _total(numbers))
    return found


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
    columns = {
        "crossings": np.ones(len(dated)),
        "people": np.nan_to_num(dated["best"].to_numpy()),
        "people_low": np.nan_to_num(dated["low"].to_numpy()),
        "people_high": np.nan_to_num(dated["high"].to_numpy()),
        "unnumbered": np.isnan(dated["best"].to_numpy()),
    }
    at = (dated["first_year"] - first).to_numpy()
    table = {
        name: np.bincount(at, weights=column, minlength=len(years)).astype(int)
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
    counted = rows["counted"].to_numpy(dtype=bool)
    crossings, _ = dataset.told
    told = np.bincount(crossings, minlength=len(dataset.crossings))[rows.index.to_numpy()[counted]]
    people = np.nan_to_num(rows["best"].to_numpy()[counted])
    return int(told.sum()), int((told * people).sum())


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


@kept(most=1)
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
