"""What readers take with them: the same bytes for buttons and for routes."""

import csv
import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from geodata.model import schema, settling
from geodata.model.dataset import Dataset
from geodata.model.description import IDS
from geodata.model.filters import Filters
from geodata.model.kept import kept
from geodata.model.schema import DataError, Problem
from geodata.model.tables import digest
from geodata.words import citation
from geodata.words.language import SOURCE, speaking_language

# A spreadsheet runs a cell that begins with one of these as a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

# The most of a selection that the name of a file holds.
_LONGEST_NAME = 80

# The endings of files that say something in a reader's language.
_WORDED = ("html", "svg", "png")


def safe_cell(value: object) -> object:
    """A cell that a spreadsheet shows as text: one that looks like a formula gets an apostrophe."""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return "" if value is None or value is pd.NA or value != value else value


def csv_bytes(dataset: Dataset, resource: str, rows: pd.DataFrame) -> bytes:
    """Rows as CSV with the columns of the description; starts with a mark that Excel needs for UTF-8."""
    rows = _as_written(dataset, resource, rows)
    columns = _columns(dataset, resource)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows[columns].astype(object).itertuples(index=False):
        writer.writerow([safe_cell(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def _columns(dataset: Dataset, resource: str) -> list[str]:
    """The columns that a table has in its file; those that are read of one that a package does without."""
    described = {each["name"] for each in dataset.package["resources"]}
    if resource not in described:
        return list(getattr(dataset, resource).columns)
    return [field["name"] for field in schema.fields(dataset.package, resource)]


def _as_written(dataset: Dataset, resource: str, rows: pd.DataFrame) -> pd.DataFrame:
    """The same rows in the words of the files: data are no other data in another language."""
    if not dataset.is_translated:
        return rows
    named = IDS[resource]
    original: pd.DataFrame = getattr(dataset.as_written, resource)
    return original.set_index(named, drop=False).loc[rows[named]]


def file_name(name: str, filters: Filters, dataset: Dataset, opened: str = "") -> str:
    """The name that a file of a selection is saved under: `crossings-pasvik-2012-2023.csv`.

    The years that the package opens on are not named, nor is the language of data, which have but one:
    `by-year-nb.svg` is what is read.
    """
    stem, _, ending = name.rpartition(".")
    chosen = [opened, *filters.places, *filters.kinds, *filters.directions, *filters.statuses]
    if text := filters.text.strip():
        chosen.append(_plain(text) or "search")  # a text in other letters than a to z
    years = filters.years if filters.years != dataset.opening else None
    chosen += [str(year) for year in sorted(set(years or ()))]
    selection = "-".join(filter(None, map(_plain, chosen)))[:_LONGEST_NAME].strip("-")
    worded = ending in _WORDED and dataset.is_translated
    parts = (stem, selection, dataset.language if worded else "")
    return f"{'-'.join(filter(None, parts))}.{ending}"


def _plain(text: str) -> str:
    """Text in letters that every system takes in the name of a file."""
    ascii_only = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only.lower()).strip("-")


def figures_about(dataset: Dataset, years: tuple[int, int] | None) -> pd.DataFrame:
    """The figures whose period may touch any of the years, both included; all where none are given."""
    figures = dataset.figures
    if years is None:
        return figures
    first = figures["start"].where(figures["start"] != "", figures["end"]).str[:4]
    last = figures["end"].where(figures["end"] != "", figures["start"]).str[:4]
    # Years of four digits sort as text, and a figure without any date sorts before them all.
    return figures[(first <= str(years[1])) & (last >= str(years[0]))]


def geojson_bytes(dataset: Dataset, rows: pd.DataFrame) -> bytes:
    """The located crossings as a GeoJSON FeatureCollection; "unlocated" says how many others match."""
    rows = _as_written(dataset, "crossings", rows)
    located = rows[rows["latitude"].notna() & rows["longitude"].notna()]
    collection = {
        "type": "FeatureCollection",
        "unlocated": len(rows) - len(located),
        "features": list(_features(dataset, located)),
    }
    return json.dumps(collection, ensure_ascii=False, allow_nan=False).encode()


def _features(dataset: Dataset, rows: pd.DataFrame) -> Iterator[dict[str, Any]]:
    names = [field["name"] for field in schema.fields(dataset.package, "crossings")]
    names += ["counted", *_DAYS]
    urls, captures = _urls(dataset), _captures(dataset)
    for cells in zip(*(rows[name].tolist() for name in names), strict=True):
        row = {name: _or_null(cell) for name, cell in zip(names, cells, strict=True)}
        row |= {name: date.fromordinal(row[name]).isoformat() for name in _DAYS}
        yield {
            "type": "Feature",
            "id": row["crossing_id"],
            "geometry": {"type": "Point", "coordinates": [row["longitude"], row["latitude"]]},
            "properties": row
            | {
                "articles": urls.get(row["crossing_id"], []),
                "captures": captures.get(row["crossing_id"], []),
            },
        }


# Full days whatever is known, beside `start` and `end`: a program that guesses types takes those for
# days in one answer and for text in the next.
_DAYS = ("first_day", "last_day")


def _or_null(cell: Any) -> Any:
    return None if pd.isna(cell) or cell == "" else cell


def _urls(dataset: Dataset) -> dict[str, list[str]]:
    """The addresses of the documents that report each crossing, each once."""
    told = dataset.excerpts[["crossing_id", "article_id"]].drop_duplicates()
    told = told.assign(url=told["article_id"].map(dataset.articles.set_index("article_id")["url"]))
    told = told[told["url"] != ""]
    return {str(name): urls.tolist() for name, urls in told.groupby("crossing_id")["url"]}


def _captures(dataset: Dataset) -> dict[str, list[dict[Any, Any]]]:
    """The documents of each crossing of which a copy was kept: the address, the day, and the hash of it."""
    kept_copies = dataset.articles[dataset.articles["captured"] != ""]
    told = dataset.excerpts[["crossing_id", "article_id"]].drop_duplicates()
    told = told.merge(kept_copies[["article_id", "url", "captured", "sha256"]], on="article_id")
    columns = ["url", "captured", "sha256"]
    return {
        str(name): rows[columns].to_dict("records") for name, rows in told.groupby("crossing_id")
    }


def package_zip(dataset: Dataset, folder: Path) -> bytes:
    """The whole data package as one file, the same bytes for the same data.

    Only what the description names goes in, whatever else lies in the folder. Kept, so that it is
    given out while the folder is being edited; raises DataError if it was changed before that.
    """
    return _packed(dataset.as_written, folder)


@kept(most=1)
def _packed(dataset: Dataset, folder: Path) -> bytes:
    files = _package_files(dataset, folder)
    if digest(folder) != dataset.digest:
        raise DataError([Problem("datapackage.json", None, "", "has changed since it was read")])
    with speaking_language(SOURCE):  # whoever is the first to ask for it
        files |= {
            "LICENSE": _licence(dataset).encode(),
            "CITATION.txt": f"{citation.undated(dataset)}\n\n{_AS_WRITTEN}\n".encode(),
        }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(_entry(name), files[name])
    return packed.getvalue()


_AS_WRITTEN = (
    "The tables of this package are as they were written. To open one in a spreadsheet, take it from "
    "/data/ on the dashboard: there no cell runs as a formula, and every letter is read right."
)


def _package_files(dataset: Dataset, folder: Path) -> dict[str, bytes]:
    """The described files of a package and its texts by name, none a link to somewhere else."""
    described = [str(resource["path"]) for resource in dataset.package["resources"]]
    there = [name for name in schema.ground_files(dataset.package) if (folder / name).is_file()]
    names = ["datapackage.json", *described, *there]
    home = folder.resolve()
    for name in names:
        if not (folder / name).resolve().is_relative_to(home):
            raise DataError([Problem(Path(name).stem, None, "", "is a link out of the folder")])
    texts = {name: text.encode() for name, text in dataset.texts.items()}
    return {name: settling.read_bytes(folder, name) for name in names} | texts


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3  # else the bytes would tell on which system they were packed
    entry.external_attr = 0o644 << 16
    return entry


def _licence(dataset: Dataset) -> str:
    names = citation.licence_names(dataset)
    texts = [
        f"{licence.get('title', '')}\n{licence.get('path', '')}".strip()
        for licence in dataset.package.get("licenses", [])
    ]
    head = f"{dataset.package.get('title', '')}: {' and '.join(names) or 'no licence is named'}"
    return "\n\n".join([head, *texts, "Name the data as CITATION.txt does."]) + "\n"
