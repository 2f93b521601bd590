"""Which marks a choice has on the map: circles of uncertainty, spots, and symbols of locations."""

import math
from collections.abc import Iterator, Mapping
from textwrap import shorten
from typing import Any

import numpy as np

from geodata.model.address import Choice
from geodata.model.columns import Positions, columns
from geodata.model.dataset import Dataset
from geodata.model.filters import positions
from geodata.model.kept import kept
from geodata.model.summary import Totals, most_people, per_place, totals
from geodata.words import style
from geodata.words.language import N_, spoken
from geodata.words.language import gettext as _
from geodata.words.numbers import number
from geodata.words.templates import Row, records, when

SMALLEST, LARGEST = 28, 64  # diameters in pixels
SPOT, COUNTED_SPOT = 14, 22
SAME_SPOT = 0.001  # degrees
MAX_SPOTS = 40  # more marks than this say less and cost time
MAX_LISTED = 8  # reports of one spot


# What the map's legend says of each kind of mark.
LEGEND = {
    "symbol": N_("People counted at a location"),
    "counted": N_("People counted at another spot"),
    "part": N_("Spot whose people are in a location’s number"),
    "plus": N_("A crossing without a number: + or ?"),
    "exact": N_("Exact spot"),
    "locality": N_("Named locality: a ring as wide as the doubt"),
    "area": N_("Area: somewhere within"),
    "stopped": N_("Stopped before the line, object thrown"),
    "claimed": N_("Only claimed: not counted"),
    "none": N_("Nothing reported in this selection"),
    "leader": N_("Moved aside: the line leads to its spot"),
}


@kept(most=1024)
@spoken
def marks(dataset: Dataset, choice: Choice) -> tuple[dict[str, Any], ...]:
    """The marks of a choice: circles of uncertainty and spots, then the symbols of the locations."""
    rows = positions(dataset, choice.filters)
    opened = dataset.row_of(choice.crossing) if choice.crossing else -1
    at = choice.at or (_standing_for(dataset, opened) if opened >= 0 else "")
    return (*_spot_marks(dataset, rows, opened), *_location_marks(dataset, rows, at))


def _spot_marks(dataset: Dataset, rows: Positions, opened: int) -> Iterator[dict[str, Any]]:
    """The circle of each spot's uncertainty, and a symbol where no location's symbol covers it."""
    spots, recency = _spots(dataset, rows), columns(dataset).recency
    places = per_place(dataset, rows)
    spots = [spot[np.argsort(recency[spot], kind="stable")] for spot in spots]
    listed = np.concatenate([spot[:MAX_LISTED] for spot in spots] or [rows[:0]])
    told = dict(zip(listed.tolist(), records(dataset.crossings.iloc[listed]), strict=True))
    for spot in spots:
        first, total = told[spot[0]], totals(dataset, spot)
        chosen = " selected" if opened in spot else ""
        mark: dict[str, Any] = {
            "at": [first["latitude"], first["longitude"]],
            "style": f"spot {first['location_precision']} {_tone(total)}{chosen}",
        }
        if first["radius_km"] == first["radius_km"] and first["location_precision"] != "exact":
            mark["radius"] = round(first["radius_km"] * 1000)
        if _covered(dataset, first):
            mark["of"] = f"at:{first['place_id']}"
        else:
            _add_symbol(mark, dataset, spot, first, _part_of(dataset, spot, places))
            if len(spot) > 1:
                mark["reports"] = [_listed(told[at]) for at in spot[:MAX_LISTED].tolist()]
        if "radius" in mark or "id" in mark:
            yield mark


def _add_symbol(
    mark: dict[str, Any], dataset: Dataset, spot: Positions, first: Row, parts: list[str]
) -> None:
    """What a reader sees and opens at a spot: a number only where no location's number has it."""
    total, own = totals(dataset, spot), totals(dataset, _in_no_symbol(dataset, spot))
    place = first["locality"] or _("Spot")
    mark |= {
        "id": f"crossing:{first['crossing_id']}",
        "size": COUNTED_SPOT if own.crossings else SPOT,
        "label": _said_of(place, style.spoken(total), *parts),
        "tip": _said_of(_short(place), style.brief(total), *parts),
    }
    if own.crossings:
        mark |= {"text": style.short_people(own), "style": mark["style"] + " counted"}
    elif parts:
        mark["style"] += " part"


def _said_of(name: str, *phrases: str) -> str:
    """What is said of a place: its name, and phrases after it."""
    return _("%(name)s: %(said)s", name=name, said=", ".join(phrases))


def _listed(row: Row) -> tuple[str, str]:
    """A report in a list on the map: its ID, and its day and headline."""
    return row["crossing_id"], _said_of(when(row), row["headline"])


def _in_no_symbol(dataset: Dataset, spot: Positions) -> Positions:
    """The crossings of a spot that no location's symbol counts."""
    bare = [code for code, place in enumerate(dataset.locations) if not _has_symbol(dataset, place)]
    return spot[np.isin(columns(dataset).place[spot], bare)]


def _part_of(dataset: Dataset, spot: Positions, places: Mapping[str, Totals]) -> list[str]:
    """The locations whose number has a spot's crossings in it: "part of Pasvik’s 7"."""
    column = columns(dataset)
    codes = set(column.place[spot[column.counted[spot]]].tolist())
    own = [place for code, place in enumerate(dataset.locations) if code in codes]
    return [
        style.part_of(dataset.locations[place], places[place])
        for place in own
        if _has_symbol(dataset, place)
    ]


def _short(locality: str) -> str:
    """A locality in a few words: what stands before its first comma."""
    return shorten(locality.partition(",")[0], 40, placeholder="…")


def _spots(dataset: Dataset, rows: Positions) -> list[Positions]:
    """The located crossings, one group for each spot, those with the most crossings alone."""
    spots = columns(dataset).spot[rows]
    rows, spots = rows[spots >= 0], spots[spots >= 0]
    sizes = np.bincount(spots)
    most = np.argsort(-sizes, kind="stable")[: min(MAX_SPOTS, np.count_nonzero(sizes))]
    return [rows[spots == spot] for spot in most]


def _location_marks(dataset: Dataset, rows: Positions, at: str) -> Iterator[dict[str, Any]]:
    # The scale is that of the whole dataset, so that a symbol keeps its meaning between years.
    most = most_people(dataset)
    for place_id, total in per_place(dataset, rows).items():
        if not _has_symbol(dataset, place_id):
            continue
        latitude, longitude = dataset.spots[place_id]
        name = dataset.locations[place_id]
        yield {
            "id": f"at:{place_id}",
            "at": [latitude, longitude],
            "size": diameter(total.people, most) if total.crossings else SMALLEST,
            "style": _tone(total) + (" selected" if place_id == at else ""),
            # Nothing found is not zero.
            "text": style.short_people(total) if _tone(total) != "none" else "–",
            "name": name,
            "label": _said_of(name, style.spoken(total)),
            "tip": _said_of(name, style.brief(total)),
        }


def _standing_for(dataset: Dataset, position: int) -> str:
    """The location whose symbol stands for the spot of a crossing, or a blank."""
    row = records(dataset.crossings.iloc[[position]])[0]
    return str(row["place_id"]) if _covered(dataset, row) else ""


def _covered(dataset: Dataset, row: Row) -> bool:
    """Whether a location's symbol stands for a spot: at its very place, or an area within it."""
    symbol = dataset.spots.get(row["place_id"])
    if symbol is None or row["place_id"] == dataset.catch_all:
        return False
    if row["location_precision"] == "area":
        return True
    latitude, longitude = symbol
    return bool(abs(latitude - row["latitude"]) + abs(longitude - row["longitude"]) < SAME_SPOT)


def not_on_map(dataset: Dataset, rows: Positions) -> Positions:
    """The crossings that no mark can stand for: at a place unknown, of a location without a symbol."""
    column = columns(dataset)
    hidden: Positions = _in_no_symbol(dataset, rows[column.spot[rows] < 0])
    return hidden


def _has_symbol(dataset: Dataset, place_id: str) -> bool:
    return place_id in dataset.spots and place_id != dataset.catch_all


def diameter(people: int | None, most: int) -> int:
    """The pixels across of a symbol whose area grows with people, never too small to hit or read."""
    share: float = (people or 0) / max(most, 1)
    return max(SMALLEST, round(LARGEST * math.sqrt(share)))


def size_key(most: int) -> list[tuple[int, str]]:
    """The largest and the smallest symbol for the legend: pixels across, and people; none for nobody."""
    least = max(1, math.floor(most * (SMALLEST / LARGEST) ** 2))
    few = _("%(low)s to %(high)s", low=number(1), high=number(least)) if least > 1 else number(1)
    key = [(LARGEST, number(most)), (SMALLEST, few)]
    return key if most > 1 else key[1:] if most else []


def _tone(total: Totals) -> str:
    if total.crossings or total.parts or total.others:
        return "crossed"
    if total.stopped or total.objects:
        return "stopped"
    return "claimed" if total.claimed else "none"
