"""Writes small data packages of made-up rows, valid unless a test makes them otherwise."""

import csv
import json
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from geodata.model.dataset import load
from geodata.model.schema import FOLDER, DataError

LOCATIONS = {
    "storskog": ("Storskog", "checkpoint", 69.65778, 30.20583),
    "grense-jakobselv": ("Grense Jakobselv", "village", 69.775, 30.83111),
    "pasvik": ("Pasvik", "valley", 69.32919, 29.33184),
    "elsewhere": ("Elsewhere", "area", "", ""),
}


def crossing(crossing_id: str, **values: Any) -> dict[str, Any]:
    """A confirmed crossing of one person at Pasvik in 2020, but for the given values."""
    return {
        "crossing_id": crossing_id, "place_id": "pasvik", "location_precision": "unknown",
        "start": "2020", "end": "2020", "direction": "to_norway", "kind": "outside_checkpoint",
        "status": "confirmed", "confirmed_by": "the police", "people_low": 1, "people_best": 1,
        "people_high": 1, "headline": f"Headline of {crossing_id}", "summary": "A summary.",
    } | values  # fmt: skip


def figure(figure_id: str, **values: Any) -> dict[str, Any]:
    """A stated figure of 100 passages at Storskog in 2020, but for the given values."""
    return {
        "figure_id": figure_id, "measure": "passages", "scope": "storskog",
        "population": "all travellers, both directions", "start": "2020", "end": "2020",
        "cumulative": "false", "best": 100, "basis": "stated", "preferred": "true",
        "article_id": "article-a", "note": "The first to count them.",
    } | values  # fmt: skip


def article(article_id: str, **values: Any) -> dict[str, Any]:
    """An English news article, but for the given values."""
    return {
        "article_id": article_id, "title": f"Title of {article_id}", "outlet": "The Outlet",
        "url": f"https://example.org/{article_id}", "published": "2020-05-01",
        "date_basis": "stated", "language": "en", "kind": "reporting",
    } | values  # fmt: skip


def excerpt(
    excerpt_id: str, crossing_id: str, article_id: str = "article-a", **values: Any
) -> dict[str, Any]:
    """A summary of what an article says of a crossing, but for the given values."""
    return {
        "excerpt_id": excerpt_id, "article_id": article_id, "crossing_id": crossing_id,
        "form": "summary", "text": "It says so.", "supports": "when",
    } | values  # fmt: skip


def retired(crossing_id: str, **values: Any) -> dict[str, Any]:
    """A report at Pasvik in 2020 that was retired and moved nowhere, but for the given values."""
    return {
        "crossing_id": crossing_id, "retired": "2021-03-04", "reason": "It was never reported.",
        "place_id": "pasvik", "start": "2020", "end": "2020",
        "headline": f"Headline of {crossing_id}", "summary": "A summary.", "articles": "article-a",
    } | values  # fmt: skip


def write(
    folder: Path, crossings: Iterable[dict[str, Any]], **tables: list[dict[str, Any]]
) -> Path:
    """Write a package; tables that are not given get what the crossings need."""
    folder.mkdir(parents=True, exist_ok=True)
    listed = list(crossings)
    places = [
        {"place_id": place_id, "name": name, "kind": kind, "location": place_id,
         "latitude": latitude, "longitude": longitude}
        for place_id, (name, kind, latitude, longitude) in LOCATIONS.items()
    ]  # fmt: skip
    excerpts = [excerpt(f"excerpt-{row['crossing_id']}", row["crossing_id"]) for row in listed]
    rows = {"places": places, "articles": [article("article-a")], "excerpts": excerpts} | tables
    rows["crossings"] = listed
    descriptor = json.loads((FOLDER / "datapackage.json").read_text(encoding="utf-8"))
    del descriptor["milestones"]  # they are of rows that are not written here
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    shutil.copytree(FOLDER / "basemap", folder / "basemap", dirs_exist_ok=True)
    for resource in descriptor["resources"]:
        columns = [field["name"] for field in resource["schema"]["fields"]]
        with (folder / resource["path"]).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows.get(resource["name"], []))
    return folder


def said(folder: Path) -> list[str]:
    """What is said of a package that is refused, line by line; nothing if it is taken."""
    try:
        load(folder)
    except DataError as error:
        return [str(problem) for problem in error.problems]
    return []


def redescribe(folder: Path, change: Callable[[dict[str, Any]], Any]) -> None:
    """Change a description, or put what `change` returns in its place."""
    path = folder / "datapackage.json"
    found = json.loads(path.read_text(encoding="utf-8"))
    changed = change(found)
    path.write_text(json.dumps(found if changed is None else changed), encoding="utf-8")
