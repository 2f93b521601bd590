"""Articles, crossings and people: three different counts, and what is left out of them.

The rules: a claim is never counted; an event that stopped before the line, or in which only an
object went over it, is no crossing; a part is never added to its whole; a blank is not a zero. Which
kinds and statuses these are is said by the flags of the codebook.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from geodata.model.columns import Columns, Numbers, Positions, columns
from geodata.model.dataset import Dataset
from geodata.model.kept import kept

Rows = pd.DataFrame | Positions  # rows of the table of crossings, or their positions in it


@dataclass(frozen=True)
class Totals:
    """The counts of a selection; people are None where no crossing has a number.

    `seasons` are those of the crossings that are whole seasons of arrivals.
    """

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
    others: int = 0
    seasons: int = 0

    @property
    def not_counted(self) -> int:
        """Reported events that are shown but are in none of the three counts."""
        return self.stopped + self.objects + self.claimed + self.parts + self.others


def totals(dataset: Dataset, rows: Rows) -> Totals:
    """The counts of the given crossings."""
    column, at = columns(dataset), positions_of(rows)
    counted = at[column.counted[at]]
    best = column.best[counted]
    return Totals(
        articles=count_articles(dataset, counted),
        crossings=len(counted),
        people=_total(best),
        people_low=_total(column.low[counted]),
        people_high=_total(column.high[counted]),
        unnumbered=int(np.isnan(best).sum()),
        stopped=int(column.stopped[at].sum()),
        objects=int(column.object_over[at].sum()),
        claimed=int(column.claimed[at].sum()),
        parts=int(column.part[at].sum()),
        others=int(column.other[at].sum()),
        seasons=int(column.season[counted].sum()),
    )


def positions_of(rows: Rows) -> Positions:
    """The positions of rows in the table of crossings."""
    return rows.index.to_numpy() if isinstance(rows, pd.DataFrame) else rows


def _total(numbers: Numbers) -> int | None:
    given = numbers[~np.isnan(numbers)]
    return int(given.sum()) if len(given) else None


def count_articles(dataset: Dataset, positions: Positions) -> int:
    """How many different documents report the crossings at the given positions."""
    begin, articles = dataset.told
    seen = np.zeros(articles.max(initial=-1) + 1, dtype=bool)
    seen[articles[_within(begin, positions)]] = True
    return int(seen.sum())


def _within(begin: Positions, positions: Positions) -> Positions:
    """The entries of a list grouped by crossing, for some crossings: `begin` is where each starts."""
    sizes = begin[positions + 1] - begin[positions]
    skipped = np.repeat(begin[positions] - (sizes.cumsum() - sizes), sizes)
    return skipped + np.arange(len(skipped))


@kept(most=1)
def most_people(dataset: Dataset) -> int:
    """The people of the location with most of them in the whole dataset: the scale of the map."""
    return max(total.people or 0 for total in per_place(dataset, dataset.crossings).values())


def per_place(dataset: Dataset, rows: Rows) -> dict[str, Totals]:
    """The counts of each location, in the order of the filters."""
    at = positions_of(rows)
    places = columns(dataset).place[at]
    return {
        place: totals(dataset, at[places == code]) for code, place in enumerate(dataset.locations)
    }


@dataclass(frozen=True)
class OfKind:
    """What a selection counts of one kind; `words` say how many where there is no number."""

    crossings: int
    seasons: int
    people: int | None
    unnumbered: int
    words: tuple[str, ...]


def per_kind(dataset: Dataset, rows: Rows) -> dict[str, OfKind]:
    """The crossings and people of each kind that the selection counts, in the codebook's order."""
    column, at = columns(dataset), positions_of(rows)
    counted = at[column.counted[at]]
    kinds = column.kind[counted]
    return {
        kind: _of_kind(dataset, counted[kinds == code])
        for code, kind in enumerate(dataset.labels("crossings", "kind"))
        if (kinds == code).any()
    }


def _of_kind(dataset: Dataset, counted: Positions) -> OfKind:
    column = columns(dataset)
    numbers = column.best[counted]
    bare = counted[np.isnan(numbers)]
    words = dataset.crossings["people_words"].iloc[bare[:WORDED]] if len(bare) else ()
    return OfKind(
        crossings=len(counted),
        seasons=int(column.season[counted].sum()),
        people=_total(numbers),
        unnumbered=len(bare),
        words=tuple(word for word in dict.fromkeys(words) if word),
    )


WORDED = 3  # crossings without a number whose words are repeated


def per_year(dataset: Dataset, rows: Rows) -> pd.DataFrame:
    """Counted crossings and people of each year from the dataset's first to its last.

    Columns: year, crossings, spanning, claimed, people, people_low, people_high, unnumbered. A
    crossing that may have happened in any of several years is `spanning` in each of them and in no
    other column, so the other columns add up to the totals less those crossings. Claims stand in
    `claimed` alone, in every year they may be of.
    """
    first, last = dataset.years
    column, at = columns(dataset), positions_of(rows)
    counted = at[column.counted[at]]
    one_year = column.first_year[counted] == column.last_year[counted]
    dated, vague = counted[one_year], counted[~one_year]
    years = np.arange(first, last + 1)
    weights = {
        "crossings": np.ones(len(dated)),
        "people": np.nan_to_num(column.best[dated]),
        "people_low": np.nan_to_num(column.low[dated]),
        "people_high": np.nan_to_num(column.high[dated]),
        "unnumbered": np.isnan(column.best[dated]),
    }
    since = column.first_year[dated] - first
    table = {
        name: np.bincount(since, weights=weight, minlength=len(years)).astype(int)
        for name, weight in weights.items()
    }
    spans = {
        "spanning": _spread(column, vague, first, last),
        "claimed": _spread(column, at[column.claimed[at]], first, last),
    }
    return pd.DataFrame({"year": years, **spans, **table})


def reports_per_year(dataset: Dataset, rows: Rows) -> list[int]:
    """How many reports, counted or not, may be of each year from the dataset's first to its last."""
    first, last = dataset.years
    return [int(n) for n in _spread(columns(dataset), positions_of(rows), first, last)]


def _spread(column: Columns, at: Positions, first: int, last: int) -> Positions:
    """How many crossings may be of each year: one more where one begins, one less after it ends."""
    size = last - first + 2
    begun = np.bincount(column.first_year[at] - first, minlength=size)
    ended = np.bincount(column.last_year[at] - first + 1, minlength=size)
    return (begun - ended).cumsum()[:-1]


def counted_by_article(dataset: Dataset, rows: Rows) -> tuple[int, int]:
    """What double counting would make of a selection: (crossings, people) with one for each article."""
    column, at = columns(dataset), positions_of(rows)
    counted = at[column.counted[at]]
    begin, _ = dataset.told
    told = begin[counted + 1] - begin[counted]
    return int(told.sum()), int((told * np.nan_to_num(column.best[counted])).sum())


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
