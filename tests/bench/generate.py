"""Writes a valid data package of any number of made-up crossings.

python -m tests.bench.generate 100000 ../crossings-100k [--seed 1]
"""

import argparse
import hashlib
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from geodata.model.description import TABLES
from geodata.model.schema import FOLDER

YEARS = (2003, 2025)
Random = np.random.Generator
Texts = np.ndarray[Any, np.dtype[Any]]

PLACES = ["storskog", "grense-jakobselv", "pasvik", "elsewhere"]
KINDS = {
    "asylum_at_checkpoint": 0.3, "outside_checkpoint": 0.35, "border_violation": 0.15,
    "entry_at_checkpoint": 0.08, "stopped_before_the_line": 0.08, "object_over_the_line": 0.04,
}  # fmt: skip
WORDS = [
    "river",
    "ice",
    "forest",
    "fence",
    "patrol",
    "winter",
    "asylum",
    "bicycle",
    "swimmer",
    "boat",
    "hunter",
    "soldier",
    "lake",
    "night",
    "station",
    "police",
    "report",
    "crossed",
    "turned",
    "back",
    "found",
    "witness",
    "dog",
    "snow",
    "trail",
    "bridge",
    "reindeer",
]


def generate(count: int, folder: Path, seed: int = 1) -> Path:
    """Write a package of `count` crossings: the same number and seed give the same rows."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(FOLDER / "places.csv", folder / "places.csv")
    described = json.loads((FOLDER / "datapackage.json").read_text(encoding="utf-8"))
    del described["milestones"], described["languages"]  # of rows that are not written here
    described["resources"] = [each for each in described["resources"] if each["name"] in TABLES]
    text = json.dumps(described, ensure_ascii=False)
    (folder / "datapackage.json").write_text(text, encoding="utf-8")
    shutil.copytree(FOLDER / "basemap", folder / "basemap", dirs_exist_ok=True)
    random = np.random.default_rng(seed)
    articles = _articles(random, max(40, count // 4))
    crossings = _crossings(random, count)
    figures = _figures(random, articles)
    tables = {
        "articles": articles,
        "crossings": crossings,
        "figures": figures,
        "excerpts": _excerpts(random, crossings, articles),
        "context": _context(random, articles),
        "disputes": _disputes(random, crossings, articles),
    }
    for name, table in tables.items():
        _write(table, folder, name)
    return folder


def cached(count: int) -> Path:
    """The folder of a generated package, written now if this generator has not written it yet."""
    made_by = Path(__file__).read_bytes() + (FOLDER / "datapackage.json").read_bytes()
    name = f"{count}-{hashlib.sha256(made_by).hexdigest()[:8]}"
    folder = Path(tempfile.gettempdir()) / "crossings-bench" / name
    if not (folder / "done").exists():
        generate(count, folder)
        (folder / "done").touch()
    return folder


def _write(table: pd.DataFrame, folder: Path, name: str) -> None:
    described = json.loads((FOLDER / "datapackage.json").read_text(encoding="utf-8"))
    resource = next(r for r in described["resources"] if r["name"] == name)
    columns = [field["name"] for field in resource["schema"]["fields"]]
    table.reindex(columns=columns).to_csv(folder / resource["path"], index=False)


def _crossings(random: Random, count: int) -> pd.DataFrame:
    start, end = _periods(random, count)
    place = random.choice(PLACES, count, p=[0.35, 0.1, 0.35, 0.2])
    part = np.arange(count) % 100 == 99
    whole = np.flatnonzero(part) - 1
    for column in (place, start, end):  # a part lies within its whole, in place, time and people
        column[part] = column[whole]
    people = _people(random, count)
    for column in people.values():
        column[part] = column[whole]
    ids = _ids("crossing", count)
    status = random.choice(["confirmed", "reported", "claimed"], count, p=[0.5, 0.4, 0.1])
    return pd.DataFrame(
        {
            "crossing_id": ids, "place_id": place, **_spots(random, count),
            "start": start, "end": end,
            "direction": random.choice(["to_norway", "to_russia", "unknown"], count, p=[0.7, 0.2, 0.1]),
            "kind": random.choice(list(KINDS), count, p=list(KINDS.values())),
            "status": status, "confirmed_by": np.where(status == "confirmed", "the police", ""),
            **people, "headline": _sentences(random, count, 7),
            "summary": _sentences(random, count, 25),
            "disagreement": np.where(random.random(count) < 0.1, "The sources differ on the day.", ""),
            "part_of": np.where(part, np.roll(ids, 1), ""),
        }
    )  # fmt: skip


def _periods(random: Random, count: int) -> tuple[Texts, Texts]:
    """First and last days: most a single day, some a month, a year or two years."""
    year = random.integers(YEARS[0], YEARS[1] + 1, count)
    month, day = random.integers(1, 13, count), random.integers(1, 29, count)
    years = year.astype(str)
    months = np.char.add(np.char.add(years, "-"), np.char.zfill(month.astype(str), 2))
    days = np.char.add(np.char.add(months, "-"), np.char.zfill(day.astype(str), 2))
    vague = random.random(count)
    start = np.where(vague < 0.75, days, np.where(vague < 0.9, months, years))
    later = np.minimum(year + 1, YEARS[1]).astype(str)
    return start, np.where(vague < 0.97, start, later)


def _spots(random: Random, count: int) -> dict[str, Any]:
    """Coordinates along the border for two crossings of three, at more and more spots."""
    spots = _border(random, min(max(5, count // 10), 5000))
    at = random.integers(0, len(spots), count)
    kinds = ["exact", "locality", "area", "unknown"]
    precision = random.choice(kinds, len(spots) + 1, p=[0.35, 0.35, 0.3, 0])[at]
    precision[random.random(count) < 0.33] = "unknown"
    known = precision != "unknown"
    radius = np.select([precision == "locality", precision == "area"], [2.0, 12.0], np.nan)
    return {
        "locality": np.where(known, np.char.add("Spot ", at.astype(str)), ""),
        "latitude": np.where(known, spots[at, 1], np.nan),
        "longitude": np.where(known, spots[at, 0], np.nan),
        "location_precision": precision,
        "radius_km": radius,
    }


def _border(random: Random, count: int) -> Texts:
    """Points scattered around the border of the built-in base map."""
    features = json.loads((FOLDER / "basemap" / "borders.geojson").read_text("utf-8"))["features"]
    lines = [f["geometry"]["coordinates"] for f in features if f["properties"]["pair"] == "NOR-RUS"]
    points = np.array([point[:2] for line in lines for point in line])
    chosen = points[random.integers(0, len(points), count)]
    return (chosen + random.normal(0, 0.02, chosen.shape)).round(4)


def _people(random: Random, count: int) -> dict[str, Any]:
    best = random.geometric(0.4, count)
    wide = np.where(random.random(count) < 0.1, random.integers(1, 9, count), 0)
    unknown = random.random(count) < 0.05
    people = {
        "people_low": np.maximum(best - wide, 0),
        "people_best": best,
        "people_high": best + wide,
    }
    blanked = {name: pd.array(value).astype("Int64") for name, value in people.items()}
    for column in blanked.values():
        column[unknown] = pd.NA
    return {**blanked, "people_words": np.where(unknown, "several", "")}


def _articles(random: Random, count: int) -> pd.DataFrame:
    ids = _ids("article", count)
    start, _ = _periods(random, count)
    return pd.DataFrame(
        {
            "article_id": ids, "title": _sentences(random, count, 8),
            "outlet": np.char.add("Outlet ", random.integers(1, 80, count).astype(str)),
            "url": np.char.add("https://example.org/", ids), "published": start,
            "date_basis": "stated", "language": random.choice(["no", "en", "ru", "fi"], count),
            "kind": random.choice(["reporting", "agency", "official"], count, p=[0.7, 0.2, 0.1]),
        }
    )  # fmt: skip


def _excerpts(random: Random, crossings: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """One to three excerpts for each crossing; on average eight crossings share an article."""
    told = np.repeat(crossings["crossing_id"].to_numpy(), random.integers(1, 4, len(crossings)))
    return pd.DataFrame(
        {
            "excerpt_id": _ids("excerpt", len(told)),
            "article_id": random.choice(articles["article_id"], len(told)), "crossing_id": told,
            "form": random.choice(["summary", "quote"], len(told), p=[0.8, 0.2]),
            "text": _sentences(random, len(told), 18),
            "supports": random.choice(["when;where", "how_many", "where;who", "status"], len(told)),
            "checked": "2025-11-25", "seen": random.choice(["page", "copy", "not_seen"], len(told)),
        }
    )  # fmt: skip


def _figures(random: Random, articles: pd.DataFrame) -> pd.DataFrame:
    """Passages of every month and year, and arrivals of every year."""
    years = [str(year) for year in range(YEARS[0], YEARS[1] + 1)]
    months = [f"{year}-{month:02}" for year in years for month in range(1, 13)]
    rows = [("passages", period) for period in years + months]
    rows += [("asylum_arrivals", period) for period in years]
    table = pd.DataFrame(rows, columns=["measure", "start"])
    return table.assign(
        figure_id=_ids("figure", len(table)), scope="storskog", population="all travellers",
        end=table["start"], cumulative="false", best=random.integers(100, 300_000, len(table)),
        basis="stated", preferred="true", article_id=random.choice(articles["article_id"], len(table)),
    )  # fmt: skip


def _context(random: Random, articles: pd.DataFrame, count: int = 40) -> pd.DataFrame:
    start, _ = _periods(random, count)
    return pd.DataFrame(
        {
            "context_id": _ids("context", count), "date": start,
            "title": _sentences(random, count, 5), "summary": _sentences(random, count, 20),
            "article_id": random.choice(articles["article_id"], count),
        }
    )  # fmt: skip


def _disputes(random: Random, crossings: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Up to fifty questions with two answers each."""
    about = crossings["crossing_id"].iloc[:50].repeat(2).to_numpy()
    count = len(about)
    return pd.DataFrame(
        {
            "rival_id": _ids("rival", count), "dispute_id": np.char.add("dispute-", about.astype(str)),
            "question": "How many people crossed?", "crossing_id": about, "field": "how_many",
            "value": random.integers(1, 50, count) + 50 * (np.arange(count) % 2), "origin": "The police",
            "article_id": random.choice(articles["article_id"], count),
            "used": np.where(np.arange(count) % 2, "false", "true"),
            "reason": "The police counted them.",
        }
    )  # fmt: skip


def _ids(name: str, count: int) -> Texts:
    return np.char.add(f"{name}-", np.arange(1, count + 1).astype(str))


def _sentences(random: Random, count: int, words: int) -> Texts:
    """Made-up sentences from a thousand different ones, each ended by a number of its own."""
    pool = np.array([" ".join(random.choice(WORDS, words)).capitalize() for _ in range(1000)])
    drawn = np.char.add(random.choice(pool, count), " ")
    return np.char.add(drawn, np.arange(count).astype(str))


def main() -> None:
    """Write the package that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    print(generate(given.count, given.folder, given.seed))


if __name__ == "__main__":
    main()
