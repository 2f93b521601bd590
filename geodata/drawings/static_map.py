"""A small map without scripts: the border region as inline SVG, with marks for given crossings."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from geodata.drawings.basemap import base_map
from geodata.drawings.caption import alternative
from geodata.drawings.frame import WIDTH, Frame, around, whole
from geodata.drawings.labels import name_labels, place_labels
from geodata.drawings.outlines import Box
from geodata.model.dataset import Dataset
from geodata.words import style
from geodata.words import templates as html
from geodata.words.language import gettext as _
from geodata.words.language import spoken
from geodata.words.numbers import count, number

SMALLEST_RING, DOT, NUMBERED_DOT = 11, 11, 17


@spoken
def static_map(dataset: Dataset, rows: pd.DataFrame, *, highlight: str = "") -> str:
    """The map of some crossings as one SVG element; a single one is shown with its neighbourhood."""
    border = dataset.border
    located = rows[rows["latitude"].notna().to_numpy()]
    alone = len(rows) == len(located) == 1
    frame = around(located.iloc[0]) if alone else whole(border, located)
    marks = _marks(frame, located, highlight)
    places = place_labels(dataset, frame)
    return html.render(
        "static_map.html",
        width=WIDTH,
        height=frame.height,
        label=alternative(dataset, rows),
        palettes=style.MAP_PALETTES,
        tones={"crossed": style.CROSSED, "stopped": style.STOPPED, "claimed": style.CLAIMED},
        base=base_map(border, frame),
        marks=marks,
        places=places,
        names=list(name_labels(border, frame, [_symbol_box(mark) for mark in marks], places)),
        bar=_scale_bar(frame),
    )


def _marks(frame: Frame, located: pd.DataFrame, highlight: str) -> list[dict[str, Any]]:
    """One mark for each spot and tone: wide ones first, so that they cover no small ones."""
    if located.empty:
        return []
    toned = located.assign(tone=[html.tone(row) for row in html.records(located)])
    keys = ["latitude", "longitude", "location_precision", "radius_km", "tone"]
    groups = toned.groupby(keys, dropna=False, observed=True)
    marks = [_mark(frame, html.records(spot), highlight) for _key, spot in groups]
    return _apart(sorted(marks, key=lambda mark: (mark["shape"] == "exact", -mark["r"])))


def _mark(frame: Frame, spot: Sequence[html.Row], highlight: str) -> dict[str, Any]:
    """The mark of the crossings of one spot, tone and precision."""
    first = spot[0]
    x, y = frame.project(first["longitude"], first["latitude"])
    exact = first["location_precision"] == "exact" or pd.isna(first["radius_km"])
    dot = NUMBERED_DOT if len(spot) > 1 else DOT
    return {
        "x": round(x),
        "y": round(y),
        "r": dot if exact else max(SMALLEST_RING, round(first["radius_km"] * frame.km)),
        "shape": "exact" if exact else first["location_precision"],
        "tone": first["tone"],
        "number": number(len(spot)) if len(spot) > 1 else None,
        "selected": any(row["crossing_id"] == highlight for row in spot),
        "label": _(
            "%(name)s: %(said)s",
            name=first["locality"] or _("Spot"),
            said=count(len(spot), "report"),
        ),
    }


def _apart(marks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Marks of which none hides another: rings of the same size at one spot lie in each other."""
    taken: set[tuple[int, int, int]] = set()
    for mark in marks:
        while (mark["x"], mark["y"], mark["r"]) in taken and mark["shape"] == "locality":
            mark["r"] += 6
        taken.add((mark["x"], mark["y"], mark["r"]))
        # A number stands on the right edge of a ring: names stand above and below.
        mark["at"] = mark["x"] + (0 if mark["shape"] == "exact" else mark["r"])
    return marks


def _symbol_box(mark: dict[str, Any]) -> Box:
    """The part of a mark that a name may not cover: a name may stand in a wide ring."""
    r = min(mark["r"], NUMBERED_DOT)
    return mark["x"] - r, mark["y"] - r, mark["x"] + r, mark["y"] + r


def _scale_bar(frame: Frame) -> dict[str, Any]:
    km = next(km for km in (50, 20, 10, 5) if km * frame.km <= WIDTH / 3.9 or km == 5)
    return {"width": round(km * frame.km), "text": _("%(n)s km", n=number(km))}
