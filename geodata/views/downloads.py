"""What readers take with them: the same bytes for buttons and for routes."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from geodata.model import schema
from geodata.model.dataset import Dataset, digest
from geodata.model.schema import DataError, Problem
from geodata.views import citation

# A spreadsheet runs a cell that begins with one of these as a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

# The texts that go with the tables, where a package has them.
TEXTS = ("README.md", "CHANGELOG.md")


def safe_cell(value: object) -> object:
    """A cell that a spreadsheet shows as text: one that looks like a formula gets an apostrophe."""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return "" if value is None or value is pd.NA or value != value else value


def csv_bytes(dataset: Dataset, resource: str, rows: pd.DataFrame) -> bytes:
    """Rows as CSV with the columns of the description; starts with a mark that Excel needs for UTF-8."""
    columns = [field["name"] for field in schema.fields(dataset.package, resource)]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows[columns].astype(object).itertuples(index=False):
        writer.writerow([safe_cell(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")


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
    located = rows[rows["latitude"].notna() & rows["longitude"].notna()]
    collection = {
        "type": "FeatureCollection",
        "unlocated": len(rows) - len(located),
        "features": list(_features(dataset, located)),
    }
    return json.dumps(collection, ensure_ascii=False, allow_nan=False).encode()


def _features(dataset: Dataset, rows: pd.DataFrame) -> Iterator[dict[str, Any]]:
    names = [field["name"] for field in schema.fields(dataset.package, "crossings")] + ["counted"]
    urls = _urls(dataset)
    for cells in zip(*(rows[name].tolist() for name in names), strict=True):
        row = {name: _or_null(cell) for name, cell in zip(names, cells, strict=True)}
        yield {
            "type": "Feature",
            "id": row["crossing_id"],
            "geometry": {"type": "Point", "coordinates": [row["longitude"], row["latitude"]]},
            "properties": row | {"articles": urls.get(row["crossing_id"], [])},
        }


def _or_null(cell: Any) -> Any:
    return None if pd.isna(cell) or cell == "" else cell


def _urls(dataset: Dataset) -> dict[str, list[str]]:
    """The addresses of the documents that report each crossing, each once."""
    told = dataset.excerpts[["crossing_id", "article_id"]].drop_duplicates()
    told = told.assign(url=told["article_id"].map(dataset.articles.set_index("article_id")["url"]))
    told = told[told["url"] != ""]
    return {str(name): urls.tolist() for name, urls in told.groupby("crossing_id")["url"]}


def package_zip(folder: Path, dataset: Dataset) -> bytes:
    """The whole data package as one file, the same bytes for the same data.

    Raises DataError if the folder no longer holds the data of the dataset: it is being edited.
    """
    files = _package_files(folder)
    described = {str(resource.get("path")) for resource in dataset.package["resources"]}
    if digest(folder) != dataset.digest or not described <= set(files):
        raise DataError([Problem("datapackage.json", None, "", "has changed since it was read")])
    files |= {
        "LICENSE": _licence(dataset).encode(),
        "CITATION.txt": f"{citation.undated(dataset)}\n".encode(),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(_entry(name), files[name])
    return packed.getvalue()


def _package_files(folder: Path) -> dict[str, bytes]:
    """The files of a package by name, none of them a link to somewhere else."""
    texts = [folder / name for name in TEXTS if (folder / name).is_file()]
    paths = [folder / "datapackage.json", *folder.glob("*.csv"), *texts]
    home = folder.resolve()
    for path in paths:
        if not path.resolve().is_relative_to(home):
            raise DataError([Problem(path.stem, None, "", "is a link out of the folder")])
    return {path.name: path.read_bytes() for path in paths}


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
