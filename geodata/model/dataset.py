"""The data package in memory: typed tables, joined once, shared by every reader."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from geodata.model import checks, schema
from geodata.model.dates import earliest, latest
from geodata.model.geocoder import PlacesGeocoder, fold
from geodata.model.proofs import Proofs
from geodata.model.schema import FOLDER, DataError, Problem

# A crossing of these kinds is a reported event in which nobody crossed.
NOBODY_CROSSED = ("stopped_before_the_line", "object_over_the_line")


# The texts that go with the tables, where a package has them.
TEXTS = ("README.md", "CHANGELOG.md")


@dataclass(frozen=True, eq=False)  # eq=False: compared and cached by identity, not cell by cell
class Dataset:
    """The tables of one data package, its description, and a hash of its files."""

    package: dict[str, Any]
    digest: str
    places: pd.DataFrame
    crossings: pd.DataFrame
    articles: pd.DataFrame
    figures: pd.DataFrame
    excerpts: pd.DataFrame
    context: pd.DataFrame
    disputes: pd.DataFrame
    texts: dict[str, str]

    @property
    def version(self) -> str:
        """The package's version, day and hash, as a citation names them."""
        return f"{self.package['version']} ({self.package['created'][:10]}, {self.digest[:8]})"

    @cached_property
    def years(self) -> tuple[int, int]:
        """The first and last year that any crossing, figure or document is about."""
        figures = self.figures.loc[self.figures["start"] != "", "start"].str[:4].astype(int)
        first = int(min(self.crossings["first_year"].min(), figures.min()))
        last = int(max(self.crossings["last_year"].max(), figures.max()))
        return first, last

    def labels(self, resource: str, field: str) -> dict[str, str]:
        """The label of each value that a field may hold, in order."""
        return schema.categories(self.package, resource, field)

    @cached_property
    def locations(self) -> dict[str, str]:
        """The locations of the filters, in order: place ID to label."""
        return self.labels("crossings", "place_id")

    @cached_property
    def geocoder(self) -> PlacesGeocoder:
        """Finds the places of this dataset by any of their names."""
        return PlacesGeocoder(self.places)

    @cached_property
    def search_text(self) -> "pd.Series[str]":
        """What a text search looks through, folded: a crossing's words, excerpts and outlets."""
        return _search_text(self)

    @cached_property
    def crossing_ids(self) -> frozenset[str]:
        """Every crossing ID, for looking one up."""
        return frozenset(self.crossings["crossing_id"])

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {name: row for row, name in enumerate(self.crossings["crossing_id"])}

    def row_of(self, crossing_id: str) -> int:
        """The row of a crossing in the table; raises KeyError for an ID it does not hold."""
        return self._rows[crossing_id]

    @cached_property
    def told(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Who tells of what, each pair once: where the articles of each crossing begin, and the articles.

        Articles are numbers; those of the crossing at position p are `articles[begin[p]:begin[p + 1]]`.
        """
        pairs = self.excerpts[["crossing_id", "article_id"]].drop_duplicates()
        rows = pd.Index(self.crossings["crossing_id"]).get_indexer(pairs["crossing_id"])
        articles = pd.factorize(pairs["article_id"])[0]
        order = np.argsort(rows, kind="stable")[(rows < 0).sum() :]
        begin = np.searchsorted(rows[order], np.arange(len(self.crossings) + 1))
        return begin, articles[order]

    @cached_property
    def _evidence(self) -> tuple[pd.DataFrame, dict[Any, Any]]:
        """The excerpts with their articles, quotes first, then newest; and the rows of each crossing."""
        found = self.excerpts.merge(self.articles, on="article_id", suffixes=("", "_article"))
        found = found.assign(quoted=found["form"] == "quote")
        found = found.sort_values(["quoted", "published"], ascending=False, kind="stable")
        found = found.reset_index(drop=True)
        return found, dict(found.groupby("crossing_id").indices)

    def evidence_for(self, crossing_id: str) -> pd.DataFrame:
        """The excerpts about one crossing with their articles, quotes first, then newest first."""
        found, rows = self._evidence
        told: pd.DataFrame = found.iloc[rows.get(crossing_id, [])]
        return told


@dataclass(frozen=True)
class Step:
    """How far the reading of a package has come: what is done now, and the share that is behind."""

    doing: str
    share: float


Tell = Callable[[Step], None]


def load(
    folder: Path = FOLDER, proofs: Proofs | None = None, tell: Tell = lambda step: None
) -> Dataset:
    """The data package of a folder; raises DataError with every problem found.

    A package that `proofs` holds is not checked again. `tell` hears of each step.
    """
    package = schema.descriptor(folder)
    content = digest(folder)
    proved = proofs is not None and proofs.holds(content)
    tables = _tables(package, folder, tell, proved=proved)
    if digest(folder) != content:
        message = "or a table was written while it was read"
        raise DataError([Problem("datapackage.json", None, "", message)])
    if proofs and not proved:
        proofs.add(content)
    tables["crossings"] = _with_derived(tables["crossings"])
    dataset = Dataset(package=package, digest=content, texts=_texts(folder), **tables)
    tell(Step("Preparing the search", 0.97))
    # Now, in a large package, rather than when the first reader types a word.
    _ = dataset.search_text, dataset.told
    dataset.evidence_for("")
    return dataset


def _tables(package: dict[str, Any], folder: Path, tell: Tell, *, proved: bool) -> checks.Tables:
    """The tables of a package that keeps all its rules."""
    if not proved:
        checked = list(schema.check(folder, lambda name, share: tell(_checking(name, share))))
        if checked:
            raise DataError(checked)
    tell(Step("Reading the tables", 0.8 if not proved else 0.1))
    tables = _read(package, folder)
    if not proved:
        tell(Step("Checking the rules between tables", 0.9))
        if problems := checks.check_rules(tables):
            raise DataError(problems)
    tell(Step("Preparing the counts", 0.95))
    return tables


def _checking(name: str, share: float) -> Step:
    return Step(f"Checking {name}.csv", 0.8 * share)


def digest(folder: Path = FOLDER) -> str:
    """A hash of the description and the tables: the same bytes give the same hash."""
    total = hashlib.sha256()
    for path in [*sorted(folder.glob("*.csv")), folder / "datapackage.json"]:
        total.update(path.name.encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def _texts(folder: Path) -> dict[str, str]:
    home = folder.resolve()
    paths = [folder / name for name in TEXTS if (folder / name).is_file()]
    inside = [path for path in paths if path.resolve().is_relative_to(home)]
    return {path.name: path.read_bytes().decode("utf-8-sig", "replace") for path in inside}


def _read(package: dict[str, Any], folder: Path) -> checks.Tables:
    names = [resource["name"] for resource in package["resources"]]
    missing = set(Dataset.__dataclass_fields__) - {"package", "digest", "texts"} - set(names)
    if missing:
        message = f"lacks the resources {', '.join(sorted(missing))}"
        raise DataError([Problem("datapackage.json", None, "", message)])
    wanted = [name for name in names if name in Dataset.__dataclass_fields__]
    return {name: _read_table(package, folder, name) for name in wanted}


def _read_table(package: dict[str, Any], folder: Path, name: str) -> pd.DataFrame:
    """One table with the types of its description: blank text is "", a blank number is missing."""
    table = pd.read_csv(
        folder / f"{name}.csv", dtype=str, keep_default_na=False, encoding="utf-8-sig"
    )
    for field in schema.fields(package, name):
        table[field["name"]] = _typed(table[field["name"]], field)
    return table


def _typed(column: "pd.Series[str]", field: dict[str, Any]) -> pd.Series:
    match field["type"]:
        case "integer":
            return pd.to_numeric(column.replace("", None)).astype("Int64")
        case "number":
            return pd.to_numeric(column.replace("", None)).astype("float64")
        case "boolean":
            return column.str.lower().isin(["true", "1"])
    if "categories" in field:
        values = [category["value"] for category in field["categories"]]
        return column.astype(pd.CategoricalDtype(values))
    return column.astype(object)


def _with_derived(crossings: pd.DataFrame) -> pd.DataFrame:
    """Add what is counted, filtered and ordered over and over, so that no reader's step pays for it.

    `low`, `best` and `high` are the people as plain numbers: a bound that is blank is the best one.
    `recency` is the place in every list, 0 for the latest possible day.
    """
    first = crossings["start"].map(earliest)
    last = crossings["end"].map(latest)
    crossed = ~crossings["kind"].isin(NOBODY_CROSSED)
    whole = crossings["part_of"] == ""
    best = crossings["people_best"].astype("float64")
    derived = crossings.assign(
        first_day=first.map(lambda day: day.toordinal()),
        last_day=last.map(lambda day: day.toordinal()),
        first_year=first.map(lambda day: day.year).astype("int64"),
        last_year=last.map(lambda day: day.year).astype("int64"),
        crossed=crossed,
        counted=crossed & whole & (crossings["status"] != "claimed"),
        low=crossings["people_low"].astype("float64").fillna(best),
        best=best,
        high=crossings["people_high"].astype("float64").fillna(best),
    )
    keys = [derived[name].to_numpy() for name in ("crossing_id", "first_day", "last_day")]
    newest = np.lexsort(keys)[::-1]
    return derived.assign(recency=np.argsort(newest))


def _search_text(dataset: Dataset) -> "pd.Series[str]":
    outlets = dataset.articles.set_index("article_id")["outlet"]
    excerpts = dataset.excerpts
    words = excerpts["text"] + " " + excerpts["article_id"].map(outlets)
    told = words.groupby(excerpts["crossing_id"]).agg(" ".join)
    rows = dataset.crossings
    own = rows["headline"] + " " + rows["locality"] + " " + rows["summary"]
    return (own + " " + rows["crossing_id"].map(told).fillna("")).map(fold)
