"""A small data package to begin with: valid, of no border in particular, every row an example."""

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

from geodata.model.schema import DESCRIPTION, FOLDER, Resource, descriptor, field_names

LINE = "line.geojson"
EXAMPLE = "Example: replace this row"

Field = dict[str, Any]
Row = dict[str, Any]
_Category = dict[str, str | bool | list[str]]

_HEAD: dict[str, Any] = {
    "name": "reported-crossings",
    "title": "Reported crossings of a border",
    "subtitle": "Example: say here in one line what was collected, or take this out",
    "version": "0.1.0",
    "description": "Example: say here which border this is about, and what was collected.",
    "keywords": ["border"],
    "licenses": [
        {
            "name": "CC-BY-4.0",
            "path": "https://creativecommons.org/licenses/by/4.0/",
            "title": "Creative Commons Attribution 4.0: the rows of the tables. Quotes belong to "
            "their publishers.",
        }
    ],
    "sources": [{"title": "The documents listed in articles.csv, each with its address"}],
    "contributors": [{"title": "Example: who made this", "roles": ["author"]}],
    "corrections": "Example: say how to report a mistake, by an address or in a few words",
    "border": {
        "countries": [
            {"id": "here", "code": "AAA", "name": "Here"},
            {"id": "there", "code": "BBB", "name": "There"},
        ],
        "bounds": [-1.5, -1, 1.5, 1],
        "limits": [-180, -85, 180, 85],
        "checkpoint": {"place": "first-place", "name": "the first place"},
        "line": LINE,
    },
    "charts": [
        {
            "name": "passages",
            "heading": "Passages at the first place",
            "explanation": "Example: say here who counted what. A chart stands on the timeline.",
            "noun": "Passages",
            "measure": "passages",
            "scope": "first-place",
            "kind": "series",
            "by": ["year"],
        }
    ],
}


def _category(value: str, label: str, **flags: bool | str | list[str]) -> _Category:
    return {"value": value, "label": label, **flags}


_LOCATIONS = [_category("first-place", "First place"), _category("second-place", "Second place")]
_CATEGORIES: dict[tuple[str, str], list[_Category]] = {
    ("places", "kind"): [
        _category("checkpoint", "Checkpoint"),
        _category("settlement", "Settlement"),
        _category("landscape", "Landscape"),
        _category("area", "Area"),
    ],
    ("places", "location"): [*_LOCATIONS, _category("elsewhere", "Elsewhere")],
    ("crossings", "place_id"): [
        *_LOCATIONS,
        _category("elsewhere", "Elsewhere", catch_all=True),
    ],
    ("crossings", "direction"): [
        _category("to_here", "Towards Here", to="here"),
        _category("to_there", "Towards There", to="there"),
        _category("unknown", "Direction unknown"),
    ],
    ("crossings", "kind"): [
        _category(
            "crossed",
            "Crossed",
            verb="crossed the line",
            crossed=True,
            counted=True,
            acts=["crossed", "arrived", "asylum", "stepped"],
        ),
        _category(
            "stopped",
            "Stopped before the line",
            crossed=False,
            counted=False,
            acts=["stopped", "turned_back", "tried"],
        ),
        _category(
            "object",
            "Object brought over the line",
            crossed=False,
            counted=False,
            object=True,
            acts=["threw"],
        ),
    ],
    ("crossings", "status"): [
        _category("confirmed", "Confirmed", claim=False, counted=True, confirmed=True),
        _category("reported", "Reported", claim=False, counted=True),
        _category("claimed", "Claimed", claim=True, counted=False),
    ],
    ("figures", "measure"): [
        _category("passages", "Passages"),
        _category("arrivals", "Arrivals"),
        _category("applications", "Applications"),
    ],
}
_DESCRIPTIONS = {
    ("places", "aliases"): "Names in other languages, and misspellings; separated by semicolons.",
    ("figures", "scope"): "A place ID, or here or there for the whole of a country.",
    ("figures", "population"): "Who is counted: all travellers, one nationality and so on.",
}
_EARTH = {"latitude": (-90, 90), "longitude": (-180, 180)}
_EXAMPLES = {"url": "https://example.org/page", "language": "en"}

_PLACES: list[Row] = [
    {
        "place_id": "first-place",
        "name": "First place",
        "kind": "checkpoint",
        "location": "first-place",
        "latitude": 0,
        "longitude": 0,
        "radius_km": 0.5,
        "aliases": "Place one",
        "note": f"{EXAMPLE}, and say where the coordinates come from.",
    },
    {
        "place_id": "second-place",
        "name": "Second place",
        "kind": "settlement",
        "location": "second-place",
        "latitude": 0.2,
        "longitude": 0.9,
        "radius_km": 2,
        "note": f"{EXAMPLE}: each location of the filters needs its place.",
    },
    {
        "place_id": "elsewhere",
        "name": "Elsewhere",
        "kind": "area",
        "location": "elsewhere",
        "note": f"{EXAMPLE}, or keep it: the place of all that was reported anywhere else.",
    },
]
_CROSSING: Row = {
    "crossing_id": "first-place-2020",
    "place_id": "first-place",
    "locality": "A spot near the first place",
    "latitude": 0.05,
    "longitude": -0.1,
    "location_precision": "locality",
    "radius_km": 2,
    "start": "2020-05",
    "end": "2020-05",
    "direction": "to_here",
    "kind": "crossed",
    "status": "reported",
    "people_low": 2,
    "people_best": 3,
    "people_high": 4,
    "headline": EXAMPLE,
    "summary": f"{EXAMPLE}, and say in your own words what happened.",
    "disagreement": "Example: say where the sources differ, and which is used.",
}
_ARTICLE: Row = {
    "article_id": "outlet-2020-first-place",
    "title": f"{EXAMPLE} by the publisher’s headline",
    "outlet": "Example Outlet",
    "url": "https://example.org/first-place",
    "published": "2020-05-02",
    "date_basis": "stated",
    "language": "en",
    "kind": "reporting",
    "note": EXAMPLE,
}
# Nobody held an example against a source; in a row of your own the two say who saw what, and when.
_CHECKED: Row = {"checked": "2020-05-03", "seen": "not_seen"}
_FIGURE: Row = {
    "figure_id": "passages-first-place-2019",
    "measure": "passages",
    "scope": "first-place",
    "population": "all travellers",
    "start": "2019",
    "end": "2019",
    "cumulative": "false",
    "best": 1000,
    "basis": "stated",
    "preferred": "true",
    "article_id": "outlet-2020-first-place",
    "note": EXAMPLE,
    **_CHECKED,
}
_EXCERPT: Row = {
    "excerpt_id": "first-place-2020-outlet",
    "article_id": "outlet-2020-first-place",
    "crossing_id": "first-place-2020",
    "form": "summary",
    "text": f"{EXAMPLE}, and say in your own words what the article supports.",
    "supports": "where;when;how_many",
    **_CHECKED,
}
_CONTEXT: Row = {
    "context_id": "rule-2019",
    "date": "2019-09",
    "title": EXAMPLE,
    "summary": f"{EXAMPLE} by a rule or a practice that changed.",
    "article_id": "outlet-2020-first-place",
    **_CHECKED,
}


def _rival(number: int, *, used: bool) -> Row:
    return {
        "rival_id": f"first-place-2020-{number}",
        "dispute_id": "first-place-2020-how-many",
        "question": f"{EXAMPLE} and the other: how many people were there?",
        "crossing_id": "first-place-2020",
        "field": "how_many",
        "value": f"{number} people",
        "article_id": "outlet-2020-first-place",
        "origin": f"Example origin of the number {number}",
        "used": str(used).lower(),
        "reason": "Example: say why this value is used." if used else "",
        **_CHECKED,
    }


_RETIRED: Row = {
    "crossing_id": "first-place-twice-2020",
    "retired": "2020-06-01",
    "reason": f"{EXAMPLE}, and say why the report was taken out: this one was told twice.",
    "moved_to": "first-place-2020",
    "place_id": "first-place",
    "start": "2020-05",
    "end": "2020-05",
    "headline": "Example of a report that is not counted any more",
    "summary": "Example: what it said.",
    "articles": "outlet-2020-first-place",
}


_ROWS: dict[str, list[Row]] = {
    "places": _PLACES,
    "crossings": [_CROSSING],
    "articles": [_ARTICLE],
    "figures": [_FIGURE],
    "excerpts": [_EXCERPT],
    "context": [_CONTEXT],
    "disputes": [_rival(3, used=True), _rival(4, used=False)],
    "retired": [_RETIRED],
}
_GEOJSON = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"note": "Example: replace this line"},
            "geometry": {"type": "LineString", "coordinates": [[-1.2, 0.1], [0, 0], [1.2, 0.1]]},
        }
    ],
}
_CHANGES = """# What changed in the data

The newest version stands first. An ID that was published once stays.

## 0.1.0 ({day})

Example: replace this by what the first version holds.
"""
_README = """# Reported crossings of a border: the data

Everything here is an example: replace it. This text is the dashboard's About page, so let it end
as what readers should know of the data: the scope, what is counted, how sure it is, and under
which licence.

## How to go on

Take one step at a time, in this order, and check after each: what it leaves open is listed.

1. **Name the package** in `datapackage.json`: `name`, `title`, `subtitle`, `description`,
   `licenses`, `contributors`, and in `corrections` how to report a mistake: an address that begins
   with https: or mailto:, or a few words.
2. **Name the border** in its part `border`: the two countries, what the map opens on (`bounds`)
   and how far it moves (`limits`), each as west, south, east, north in degrees. The README of the
   dashboard's code lists what else it may say.
3. **Draw the line** in `line.geojson`: longitude before latitude. Without `line` in `border` the
   map has none.
4. **Name the locations**: the `categories` and the `enum` of `location` in places and of
   `place_id` in crossings, and a row of `places.csv` for each. At most one is the `catch_all` of
   what was reported anywhere else. Let `checkpoint` name one of them, or take it out.
5. **Name what is told apart**: the `categories` and the `enum` of `direction`, `kind` and
   `status` in crossings, and of `measure` in figures. The flags say what is counted: `crossed`
   and `counted` of each kind, `object` where only an object went over the line, `claim` and
   `counted` of each status, `confirmed` where `confirmed_by` must say who confirms it. The `verb`
   of a kind is what people did, as it stands after their number. For `read`, which proposes reports
   from an article, `acts` and `at` of a kind say what marks it, and `to` of a direction to which
   country it leads. `synonyms` may list for a word of
   the data what readers type for it in other languages: `{"police": ["politi", "полиц*"]}`.
6. **Replace the rows** of all tables: each example says so. `disputes.csv`, `context.csv`,
   `retired.csv` and `figures.csv` may hold their header alone; without figures take `charts` out.
7. **Choose the charts** of the figures in `charts`, or take it out.
8. **Say what changed** in `CHANGELOG.md` and replace this text. An ID is an address that others
   may have cited: never reuse or rename one. A report that is taken out goes from `crossings.csv`
   to `retired.csv`, with the reason, and its address stays.

## Check and look

In the folder of the dashboard's code, with FOLDER for the path of this one:

```sh
.venv/bin/python -m geodata check FOLDER
```

lists everything that is wrong, with its file, row and column, and

```sh
CROSSINGS_DATA=FOLDER .venv/bin/streamlit run dashboard.py
```

shows it. A running dashboard sees changed files within two seconds.
"""


def write(folder: Path) -> list[str]:
    """Write a package of examples into a new or empty folder; returns the names of its files."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FileExistsError(f"{folder} is there already, and is not an empty folder")
    folder.mkdir(parents=True, exist_ok=True)
    texts = _texts(description())
    for name, text in texts.items():
        # Whatever came into the folder meanwhile is not overwritten.
        with (folder / name).open("x", encoding="utf-8", newline="") as file:
            file.write(text)
    return list(texts)


def description() -> dict[str, Any]:
    """The shipped description with nothing left in it of the border it is about."""
    shipped = descriptor(FOLDER)
    # A package begins in one language, without translations.
    resources = [each for each in shipped["resources"] if each["name"] in _ROWS]
    for resource in resources:
        for field in resource["schema"]["fields"]:
            _make_neutral(resource["name"], field)
    created = {"created": f"{date.today().isoformat()}T00:00:00Z"}
    return {"$schema": shipped["$schema"], **_HEAD, **created, "resources": resources}


def _make_neutral(table: str, field: Field) -> None:
    name = field["name"]
    if listed := _CATEGORIES.get((table, name)):
        field["categories"] = listed
        field["constraints"]["enum"] = [category["value"] for category in listed]
    if name in _EARTH:
        low, high = _EARTH[name]
        field["constraints"] |= {"minimum": low, "maximum": high}
    field["description"] = _DESCRIPTIONS.get((table, name), field["description"])
    if "example" in field:
        field["example"] = _example(table, field)


def _example(table: str, field: Field) -> Any:
    if example := _EXAMPLES.get(field["name"]):
        return example
    own = _ROWS[table][0].get(field["name"])
    return own if own is not None else field["example"]


def _texts(package: dict[str, Any]) -> dict[str, str]:
    """What stands in each file; the description is last, as it makes a folder a package."""
    tables = {each["path"]: _csv(each) for each in package["resources"]}
    changes = _CHANGES.format(day=date.today().isoformat())
    texts = {LINE: _json(_GEOJSON), "README.md": _README, "CHANGELOG.md": changes}
    return tables | texts | {DESCRIPTION: _json(package)}


def _csv(resource: Resource) -> str:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, field_names(resource), lineterminator="\n")
    writer.writeheader()
    writer.writerows(_ROWS[resource["name"]])
    return text.getvalue()


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
