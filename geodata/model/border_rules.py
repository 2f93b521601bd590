"""What a description must say of its border, its flags and its charts, so that no page lacks it."""

import math
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from geodata.model.schema import (
    Problem,
    categories,
    field_of,
    flagged_values,
    is_name,
    not_a_text,
    wrong,
)
from geodata.model.unseen import shown

Object = dict[str, Any]

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_PLACEHOLDERS = ("{z}", "{x}", "{y}")
_BY = ("year", "month")

# The flags that each value of a column must have, and those that it may have, which are false then.
_FLAGS = {
    "kind": (("crossed", "counted"), ("object",)),
    "status": (("claim", "counted"), ("confirmed",)),
    "place_id": ((), ("catch_all",)),
}
# Two flags of one value that contradict each other, and how.
_CONTRADICTIONS = {
    "kind": (
        ({"crossed": False, "counted": True}, "is counted, but nobody crossed"),
        ({"crossed": True, "object": True}, "is of an object alone, but people crossed"),
    ),
    "status": (
        ({"claim": True, "counted": True}, "is a claim, but counted"),
        ({"claim": True, "confirmed": True}, "is a claim, but confirmed"),
    ),
    "place_id": (),
}


def described(package: Object) -> list[Problem]:
    """What is wrong with the keys of a description that say which border it is of."""
    border = package.get("border")
    if not isinstance(border, dict):
        return [wrong("border", "is missing" if border is None else "must be an object")]
    return [
        *(not_a_text(package, "subtitle", "subtitle") if "subtitle" in package else ()),
        *_countries(border),
        *_frame(border),
        *_opening(border),
        *_ground(border),
        *_checkpoint(border),
        *_tiles(border),
        *_charts(package),
        *_milestones(package),
    ]


def _listed(holder: Object, key: str, place: str) -> tuple[list[Object], list[Problem]]:
    """The objects of a list that may be missing, and whatever is none."""
    found = holder.get(key, [])
    if not isinstance(found, list):
        return [], [wrong(place, "must be a list of objects")]
    faults = [
        wrong(f"{place} {number}", "must be an object")
        for number, each in enumerate(found, 1)
        if not isinstance(each, dict)
    ]
    return [each for each in found if isinstance(each, dict)], faults


def _countries(border: Object) -> Iterator[Problem]:
    both, faults = _listed(border, "countries", "border, countries")
    others, more = _listed(border, "others", "border, others")
    yield from (*faults, *more)
    if len(both) != 2 and not faults:
        yield wrong(
            "border, countries", f"must be the two countries of the border, not {len(both)}"
        )
    for name, listed in (("countries", both), ("others", others)):
        for number, country in enumerate(listed, 1):
            place = f"border, {name} {number}"
            for key in ("id", "code", "name"):
                yield from not_a_text(country, key, f"{place}, {key}")
            yield from _id(country, "id", place)
    yield from _twice([*both, *others], "id", "border, countries")


def _id(holder: Object, key: str, place: str) -> Iterator[Problem]:
    found = holder.get(key)
    if isinstance(found, str) and not _ID.fullmatch(found):
        yield wrong(f"{place}, {key}", f"{shown(found)} may hold a–z, 0–9 and hyphens between them")


def _twice(listed: list[Object], key: str, place: str) -> Iterator[Problem]:
    values = [str(each.get(key)) for each in listed]
    for value in sorted({value for value in values if values.count(value) > 1}):
        yield wrong(place, f"the {key} {shown(value)} stands there twice")


def _frame(border: Object) -> Iterator[Problem]:
    faults = {key: _not_a_box(border.get(key)) for key in ("bounds", "limits")}
    for key, fault in faults.items():
        if fault:
            yield wrong(f"border, {key}", fault)
    if not any(faults.values()):
        west, south, east, north = border["bounds"]
        left, bottom, right, top = border["limits"]
        if west < left or south < bottom or east > right or north > top:
            yield wrong("border, bounds", "reach beyond the limits")


def _opening(border: Object) -> Iterator[Problem]:
    year = border.get("opens_on", 1900)
    if type(year) is not int or not 1800 <= year <= 2099:
        yield wrong("border, opens_on", f"must be a year such as 1991, not {shown(str(year))}")


def _not_a_box(box: Any) -> str:
    """Why something is not west, south, east and north in degrees; a blank if it is."""
    if box is None:
        return "is missing"
    numbers = box if isinstance(box, list) else []
    sound = all(type(each) in {int, float} and math.isfinite(each) for each in numbers)
    if len(numbers) != 4 or not sound:
        return "must be four numbers: west, south, east and north in degrees"
    west, south, east, north = numbers
    if not (-180 <= west < east <= 180 and -90 < south < north < 90):
        return "must go from west to east and from south to north, in degrees"
    return ""


def _ground(border: Object) -> Iterator[Problem]:
    for key in ("pair", "line"):
        if key in border:
            yield from not_a_text(border, key, f"border, {key}")
    if "line" in border and not is_name(border["line"], ".geojson"):
        yield wrong("border, line", "must be the name of a .geojson file beside the description")
    if "basemap" not in border:
        if "pair" in border:
            yield wrong("border, pair", "is of a base map, and there is none: name a line")
        return
    if "line" in border:
        yield wrong("border, line", "is for a package without a base map: name a pair of it")
    basemap = border["basemap"]
    if not isinstance(basemap, dict):
        yield wrong("border, basemap", "must be an object with folder and attribution")
        return
    yield from not_a_text(basemap, "attribution", "border, basemap, attribution")
    if not is_name(basemap.get("folder")):
        yield wrong(
            "border, basemap, folder", "must be the name of a folder beside the description"
        )


def _checkpoint(border: Object) -> Iterator[Problem]:
    checkpoint = border.get("checkpoint", {"place": "-", "name": "-"})
    if not isinstance(checkpoint, dict):
        yield wrong("border, checkpoint", "must be an object with place and name")
        return
    for key in ("place", "name"):
        yield from not_a_text(checkpoint, key, f"border, checkpoint, {key}")


def _tiles(border: Object) -> Iterator[Problem]:
    listed, faults = _listed(border, "tiles", "border, tiles")
    yield from faults
    for number, tiles in enumerate(listed, 1):
        place = f"border, tiles {number}"
        for key in ("label", "url", "attribution"):
            yield from not_a_text(tiles, key, f"{place}, {key}")
        yield from _only(tiles, {"label", "url", "attribution"}, place)
        url = tiles.get("url")
        if isinstance(url, str) and not _is_template(url):
            said = f"{shown(url)} is not an https address with {', '.join(_PLACEHOLDERS)}"
            yield wrong(f"{place}, url", said)


def tile_addresses(package: Object) -> list[str]:
    """The sound addresses of online maps in a description, whatever else is wrong with it."""
    border = package.get("border")
    listed = _listed(border, "tiles", "")[0] if isinstance(border, dict) else []
    urls = [tiles.get("url") for tiles in listed]
    return [url for url in urls if isinstance(url, str) and _is_template(url)]


def _is_template(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    # Its host goes into a header, where a space or a semicolon would say something else.
    plain = re.fullmatch(r"[A-Za-z0-9.-]+(:\d+)?", parts.netloc)
    return parts.scheme == "https" and bool(plain) and all(each in url for each in _PLACEHOLDERS)


def _only(holder: Object, known: set[str], place: str) -> Iterator[Problem]:
    for key in holder:
        if key not in known:
            yield wrong(place, f"{shown(key)} is not read here: take it out")


def _charts(package: Object) -> Iterator[Problem]:
    listed, faults = _listed(package, "charts", "charts")
    yield from faults
    for number, chart in enumerate(listed, 1):
        yield from _chart(chart, f"chart {number}")
    yield from _twice(listed, "name", "charts")


def _milestones(package: Object) -> Iterator[Problem]:
    found = package.get("milestones", [])
    if not isinstance(found, list) or not all(isinstance(name, str) for name in found):
        yield wrong("milestones", "must be a list of context IDs")


_TEXTS = ("name", "heading", "explanation", "noun", "measure", "scope")


def _chart(chart: Object, place: str) -> Iterator[Problem]:
    for key in _TEXTS:
        yield from not_a_text(chart, key, f"{place}, {key}")
    yield from _id(chart, "name", place)
    if chart.get("kind") == "series":
        yield from _only(chart, {*_TEXTS, "kind", "population", "by"}, place)
        if "population" in chart:
            yield from not_a_text(chart, "population", f"{place}, population")
        by = chart.get("by")
        if not isinstance(by, list) or not by or any(each not in _BY for each in by):
            yield wrong(f"{place}, by", "must be a list of year, month or both")
    elif chart.get("kind") == "nested":
        yield from _only(chart, {*_TEXTS, "kind", "year"}, place)
        if type(chart.get("year")) is not int:
            yield wrong(f"{place}, year", "must be a whole number")
    else:
        yield wrong(f"{place}, kind", "must be series or nested")


def flagged(package: Object) -> list[Problem]:
    """What is wrong with the flags of a codebook, which say what is counted."""
    found = [problem for field in _FLAGS for problem in _flags(package, field)]
    if len(flagged_values(package, "crossings", "place_id", "catch_all")) > 1:
        found.append(wrong("crossings, place_id", "catch_all is true for more than one value"))
    measures = categories(package, "figures", "measure")
    for number, chart in enumerate(package.get("charts", []), 1):
        if chart["measure"] not in measures:
            said = f"{shown(chart['measure'])} is none of {', '.join(measures)}"
            found.append(wrong(f"chart {number}, measure", said))
    return found


def _flags(package: Object, field: str) -> Iterator[Problem]:
    must, may = _FLAGS[field]
    for category in field_of(package, "crossings", field).get("categories", []):
        place = f"crossings, {field}, category {category['value']}"
        for flag in (*must, *may):
            if flag in category and type(category[flag]) is not bool:
                yield wrong(f"{place}, {flag}", "must be true or false")
            elif flag in must and flag not in category:
                yield wrong(f"{place}, {flag}", f"is missing: {_MEANING[flag]}, true or false")
        given = {**dict.fromkeys(may, False), **category}
        for flags, said in _CONTRADICTIONS[field]:
            if all(given.get(flag) is value for flag, value in flags.items()):
                yield wrong(place, said)


_MEANING = {
    "crossed": "did people cross",
    "counted": "is it counted",
    "claim": "is it a claim that nothing else supports",
}
