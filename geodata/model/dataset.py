"""The data package in memory: typed tables, joined once, shared by every reader."""

import logging
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from geodata.model import (
    cells,
    checks,
    description,
    ground,
    quotes,
    schema,
    settling,
    tables,
    trust,
)
from geodata.model.border import Border, described
from geodata.model.dates import earliest, latest, split_note
from geodata.model.geocoder import PlacesGeocoder, fold
from geodata.model.proofs import Proofs
from geodata.model.schema import DEFAULT_LANGUAGE, DESCRIPTION, FOLDER, DataError, Problem
from geodata.model.tables import Files, digest

__all__ = ["Dataset", "Step", "Tell", "digest", "load"]

LOGGER = logging.getLogger(__name__)

TRANSLATION = ("resource", "row", "column", "language", "original", "text", "by")


def text_names(folder: Path) -> tuple[str, ...]:
    """What stands beside the tables to be read by people, where a package has it: in each language."""
    others = sorted(path.name for path in folder.glob("README.[a-z][a-z].md"))
    return ("README.md", *others, "CHANGELOG.md")


@dataclass(frozen=True, eq=False)  # eq=False: compared and cached by identity, not cell by cell
class Dataset:
    """The tables of one data package, its description, and a hash of its files."""

    package: dict[str, Any]
    digest: str
    border: Border
    places: pd.DataFrame
    crossings: pd.DataFrame
    articles: pd.DataFrame
    figures: pd.DataFrame
    excerpts: pd.DataFrame
    context: pd.DataFrame
    disputes: pd.DataFrame
    retired: pd.DataFrame = field(
        default_factory=lambda: pd.DataFrame(columns=list(description.RETIRED))
    )
    texts: Mapping[str, str] = field(default_factory=dict)
    translations: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=TRANSLATION))
    language: str = DEFAULT_LANGUAGE
    untranslated: frozenset[str] = frozenset()
    original: "Dataset | None" = None

    @property
    def languages(self) -> list[str]:
        """The languages that these data are in, their own first: ISO 639-1 codes."""
        return schema.languages(self.package)

    @property
    def as_written(self) -> "Dataset":
        """The same data in the language that they were written in."""
        return self.original or self

    @property
    def is_translated(self) -> bool:
        """Whether these are the data in another language than they were written in."""
        return self.original is not None

    @property
    def version(self) -> str:
        """The package's version, day and hash, as a citation names them."""
        return f"{self.package['version']} ({self.package['created'][:10]}, {self.digest[:8]})"

    @cached_property
    def years(self) -> tuple[int, int]:
        """The first and last year that any crossing, figure or document is about."""
        stated = [int(start[:4]) for start in self.figures["start"] if start]
        first = min(stated, default=self.crossings["first_year"].min())
        last = max(stated, default=self.crossings["last_year"].max())
        crossings = self.crossings["first_year"].min(), self.crossings["last_year"].max()
        return int(min(first, crossings[0])), int(max(last, crossings[1]))

    @cached_property
    def opening(self) -> tuple[int, int]:
        """The years that a reader sees who asks for none: the package may open later than its first row."""
        first, last = self.years
        return max(first, min(self.border.opens_on, last)), last

    def labels(self, resource: str, field: str) -> dict[str, str]:
        """The label of each value that a field may hold, in order."""
        return schema.categories(self.package, resource, field)

    @cached_property
    def locations(self) -> dict[str, str]:
        """The locations of the filters, in order: place ID to label."""
        return self.labels("crossings", "place_id")

    @cached_property
    def place_names(self) -> dict[str, str]:
        """The name of every place, by its ID."""
        return dict(zip(self.places["place_id"], self.places["name"], strict=True))

    @cached_property
    def catch_all(self) -> str:
        """The location of everything that was reported anywhere else, a blank if there is none."""
        return "".join(schema.flagged_values(self.package, "crossings", "place_id", "catch_all"))

    @cached_property
    def spots(self) -> dict[str, tuple[float, float]]:
        """The latitude and longitude of each place that has them, by its ID."""
        return _spots(self.places)

    @property
    def title(self) -> str:
        """What the dashboard of these data is called."""
        return str(self.package["title"])

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
        """The excerpts with their articles in the order of trust, and the rows of each crossing."""
        found = self.excerpts.merge(self.articles, on="article_id", suffixes=("", "_article"))
        found = trust.by_trust(found, list(self.labels("articles", "kind")))
        return found, dict(found.groupby("crossing_id").indices)

    @cached_property
    def _copies(self) -> dict[str, str]:
        copies = self.articles[self.articles["copy_of"] != ""]
        return dict(zip(copies["article_id"], copies["copy_of"], strict=True))

    def evidence_for(self, crossing_id: str) -> pd.DataFrame:
        """The excerpts about one crossing with their articles, in the order of trust."""
        found, rows = self._evidence
        told: pd.DataFrame = found.iloc[rows.get(crossing_id, [])]
        return told.iloc[trust.originals_first(told["article_id"].tolist(), self._copies)]


@dataclass(frozen=True)
class Step:
    """How far the reading of a package has come: what is done now, and the share that is behind.

    `what` is put in the place that `doing` keeps for it, whatever language that is said in.
    """

    doing: str
    share: float
    what: str = ""


Tell = Callable[[Step], None]


def load(
    folder: Path = FOLDER,
    proofs: Proofs | None = None,
    tell: Tell = lambda step: None,
    *,
    prove: bool = True,
) -> Dataset:
    """The data package of a folder; raises DataError with every problem found.

    A package that `proofs` holds is not checked again. `tell` hears of each step. Without `prove`
    the caller has more to look at, and adds the proof itself.
    """
    tell(Step("Reading the tables", 0))
    settling.settle(folder)
    package, files = _read(folder)
    proved = proofs is not None and not files.problems and proofs.holds(files.digest)
    typed = _typed(package, files, tell) if proved else _checked(package, files, tell)
    content, (layers, _) = files.digest, ground.read(package, files.ground)
    del files  # the cells as text are as large as the tables
    if proofs and prove and not proved:
        proofs.add(content)
    tell(Step("Preparing the counts", 0.9))
    typed["crossings"] = _with_derived(typed["crossings"], package)
    typed |= labelled(typed["articles"], typed["excerpts"], package)
    border = described(package, layers, _spots(typed["places"]))
    texts, own = _texts(folder), schema.languages(package)[0]
    translations = typed.get("translations", pd.DataFrame(columns=TRANSLATION))
    typed["excerpts"] = quotes.with_translations(
        typed["excerpts"], typed["articles"], translations, own
    )
    dataset = Dataset(package, content, border, texts=texts, language=own, **typed)  # type: ignore[arg-type]
    tell(Step("Preparing the search", 0.95))
    _prepare(dataset)
    return dataset


def _read(folder: Path) -> tuple[dict[str, Any], Files]:
    """A description and its tables, all of one moment: none was written while they were read."""
    for _ in range(_TRIES):
        before = tables.fingerprint(folder)
        package = schema.descriptor(folder)
        if problems := description.check(package):
            raise DataError(problems)
        files = tables.read(folder, package)
        if tables.fingerprint(folder) == before:
            return package, files
    message = "or a table was written while it was read"
    raise DataError([Problem(DESCRIPTION, None, "", message)])


_TRIES = 3


def _checked(package: dict[str, Any], files: Files, tell: Tell) -> checks.Tables:
    """The tables of a package that keeps all its rules; each problem of cells and rules at once."""
    problems, sound = [*files.problems, *ground.read(package, files.ground)[1]], {}
    for resource, share in _with_shares(package, files):
        table = files.tables[resource["name"]]
        tell(Step("Checking %(what)s", 0.1 + 0.7 * share, table.file))
        found, unsound = cells.check(table, resource)
        problems += found
        sound[resource["name"]] = cells.typed(table, resource, unsound)
    tell(Step("Checking the rules between tables", 0.8))
    problems += checks.check_rules(checks.Rows(sound, files.tables), package)
    if problems:
        raise DataError(_in_order(problems, package))
    return {name: _renumbered(sound[name]) for name in _KNOWN if name in sound}


_KNOWN = (*description.TABLES, *description.OPTIONAL)


def _in_order(problems: list[Problem], package: dict[str, Any]) -> list[Problem]:
    """One problem for each cell, the cause before what follows from it, in the order of the files."""
    named = [*schema.file_names(package), *schema.ground_files(package), DESCRIPTION]
    order = {name: number for number, name in enumerate(named)}
    first: dict[tuple[str, int | None, str, str], Problem] = {}
    for problem in problems:
        key = (problem.resource, problem.row, problem.field, "" if problem.row else problem.message)
        first.setdefault(key, problem)
    return sorted(first.values(), key=lambda problem: order[problem.resource])


def _with_shares(package: dict[str, Any], files: Files) -> list[tuple[schema.Resource, float]]:
    """The resources that could be read, each with the share of all cells that stand before it."""
    listed = [each for each in package["resources"] if each["name"] in files.tables]
    sizes = [
        len(files.tables[each["name"]].rows) * len(schema.field_names(each)) for each in listed
    ]
    behind = np.cumsum([0, *sizes]) / max(1, sum(sizes))
    return list(zip(listed, behind.tolist(), strict=False))


def _typed(package: dict[str, Any], files: Files, tell: Tell) -> checks.Tables:
    """The tables of a package that passed before."""
    tell(Step("Reading the tables", 0.5))
    wanted = [each for each in package["resources"] if each["name"] in _KNOWN]
    typed = {each["name"]: cells.typed(files.tables[each["name"]], each, set()) for each in wanted}
    return {name: _renumbered(table) for name, table in typed.items()}


def _renumbered(table: pd.DataFrame) -> pd.DataFrame:
    table.index = pd.RangeIndex(len(table))
    return table


def _texts(folder: Path) -> dict[str, str]:
    """What a package says of itself; a text that is not UTF-8 is read as far as it goes."""
    found = {}
    for name in text_names(folder):
        path = folder / name
        try:
            inside = path.resolve().is_relative_to(folder.resolve())
            there = inside and settling.is_file(folder, name)
            content = settling.read_bytes(folder, name) if there else None
        except OSError as error:
            LOGGER.warning("%s of the data cannot be read: %s", name, error.strerror)
            continue
        if content is None:
            continue
        found[name] = content.decode("utf-8-sig", "replace")
        if "\ufffd" in found[name]:
            LOGGER.warning("%s of the data is not UTF-8: what cannot be read shows as \ufffd", name)
    return found


def _prepare(dataset: Dataset) -> None:
    """Compute what readers ask for: a failure now keeps the last good data, one later a page."""
    for name in (
        "years",
        "opening",
        "version",
        "locations",
        "geocoder",
        "crossing_ids",
        "search_text",
        "told",
    ):
        getattr(dataset, name)
    dataset.row_of(dataset.crossings["crossing_id"].iloc[0])
    dataset.evidence_for("")


def _spots(places: pd.DataFrame) -> dict[str, tuple[float, float]]:
    there = places[places["latitude"].notna()]
    spots = zip(there["latitude"], there["longitude"], strict=True)
    return dict(zip(there["place_id"], spots, strict=True))


def _with_derived(crossings: pd.DataFrame, package: dict[str, Any]) -> pd.DataFrame:
    """Add what is counted, filtered and ordered over and over, so that no reader's step pays for it.

    Whether people crossed, and whether that is counted, is what the flags of the codebook say of the
    kind and the status: `countable` is both, whatever else stands against counting a row.

    `low`, `best` and `high` are the people as plain numbers: a bound that is blank is the best one.
    `recency` is the place in every list, 0 for the latest possible day. `called` is what the date note
    calls the period, and `date_rest` what it says besides.
    """
    first = crossings["start"].map(earliest)
    last = crossings["end"].map(latest)

    notes = [split_note(note) for note in crossings["date_note"]]

    def has(column: str, flag: str) -> "pd.Series[bool]":
        return crossings[column].isin(schema.flagged_values(package, "crossings", column, flag))

    countable = has("kind", "counted") & has("status", "counted")
    whole = crossings["part_of"] == ""
    best = crossings["people_best"].astype("float64")
    derived = crossings.assign(
        first_day=first.map(lambda day: day.toordinal()),
        last_day=last.map(lambda day: day.toordinal()),
        first_year=first.map(lambda day: day.year).astype("int64"),
        last_year=last.map(lambda day: day.year).astype("int64"),
        crossed=has("kind", "crossed"),
        object=has("kind", "object"),
        claimed=has("status", "claim"),
        confirmed=has("status", "confirmed"),
        countable=countable,
        counted=countable & whole,
        low=crossings["people_low"].astype("float64").fillna(best),
        best=best,
        high=crossings["people_high"].astype("float64").fillna(best),
        called=[called for called, _ in notes],
        date_rest=[rest for _, rest in notes],
    )
    keys = [derived[name].to_numpy() for name in ("crossing_id", "first_day", "last_day")]
    newest = np.lexsort(keys)[::-1]
    return derived.assign(recency=np.argsort(newest))


def labelled(
    articles: pd.DataFrame, excerpts: pd.DataFrame, package: dict[str, Any]
) -> dict[str, pd.DataFrame]:
    """Add the codebook's words to what every source and excerpt is shown with, so that no code is.

    `kind_label` says what sort of document it is; `disputed` lists what an excerpt differs on.
    """
    kinds = schema.categories(package, "articles", "kind")
    points = schema.categories(package, "disputes", "field")
    listed = [
        tuple(points[word] for word in words.split(";") if word) for words in excerpts["disputes"]
    ]
    return {
        "articles": articles.assign(kind_label=articles["kind"].astype(str).map(kinds)),
        "excerpts": excerpts.assign(disputed=pd.Series(listed, excerpts.index, dtype=object)),
    }


def _search_text(dataset: Dataset) -> "pd.Series[str]":
    articles, excerpts, rows = dataset.articles, dataset.excerpts, dataset.crossings
    outlets = dict(zip(articles["article_id"], articles["outlet"], strict=True))
    told: dict[str, list[str]] = defaultdict(list)
    columns = (excerpts[name] for name in ("crossing_id", "text", "article_id"))
    for crossing_id, text, article_id in zip(*columns, strict=True):
        told[crossing_id] += (text, outlets[article_id])
    own = (rows[name] for name in ("crossing_id", "headline", "locality", "summary"))
    translations = _translations(dataset.translations)
    folded = []
    for crossing_id, *words in zip(*own, strict=True):
        said = (*words, *told.get(crossing_id, ()))
        others = (other for text in said for other in translations.get(text, ()))
        folded.append(fold(" ".join((*said, *others))))
    return pd.Series(folded, index=rows.index)


def _translations(table: pd.DataFrame) -> dict[str, list[str]]:
    """Each translated text with the same in every other language."""
    found: dict[str, list[str]] = defaultdict(list)
    for original, text in zip(table["original"], table["text"], strict=True):
        found[original].append(text)
    return found
