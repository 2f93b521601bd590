"""What a static map shows, in words: its caption, and its text for those who cannot see it."""

import pandas as pd

from geodata.model.border import Border
from geodata.model.dataset import Dataset
from geodata.words import style
from geodata.words import templates as html
from geodata.words.language import N_, ngettext, spoken
from geodata.words.language import gettext as _
from geodata.words.numbers import count, measure, number
from geodata.words.sentences import capitalised

SHAPES = {
    "exact": N_("a dot is an exact spot"),
    "locality": N_("a ring: somewhere within it"),
    "area": N_("a soft disc: somewhere in that area"),
}
COLOURS = {
    "crossed": N_("blue: people crossed"),
    "stopped": N_("orange: stopped before the line, or only an object went over it"),
    "claimed": N_("purple and dashed: only claimed, not counted"),
}


def attribution(border: Border) -> str:
    """Whose base map is drawn, or that there is none."""
    if border.has_basemap:
        return _("Base map %(credit)s", credit=border.attribution)
    return f"{_(style.NO_BASEMAP)}."


def caption(rows: pd.DataFrame) -> str:
    """What the marks of the map mean, only those that are on it."""
    if len(rows) == 1:
        return _caption_of_one(rows.iloc[0])
    located = rows[rows["latitude"].notna().to_numpy()]
    signs = _signs(located)
    sentences = [f"{capitalised('; '.join(signs))}."] if signs else []
    if missing := len(rows) - len(located):
        sentences.append(
            ngettext(
                "Not on the map: %(n)s report whose spot no source names.",
                "Not on the map: %(n)s reports whose spot no source names.",
                missing, n=number(missing),
            )
        )  # fmt: skip
    return " ".join(sentences)


def _signs(located: pd.DataFrame) -> list[str]:
    """The meaning of each shape, colour and number that is on the map."""
    precisions = set(located["location_precision"])
    tones = {html.tone(row) for row in html.records(located)}
    words = [_(text) for name, text in SHAPES.items() if name in precisions]
    words += [_(text) for name, text in COLOURS.items() if name in tones]
    if located.duplicated(["latitude", "longitude"]).any():
        words.append(_("a number: so many reports at one spot"))
    return words


def _caption_of_one(row: pd.Series) -> str:
    if pd.isna(row["latitude"]):
        return _("No source names the spot.")
    sentences = [_how_sure(row["location_precision"], row["radius_km"])]
    if row["claimed"]:
        sentences.append(_("Dashed: only claimed."))
    return " ".join(sentences)


def _how_sure(precision: str, radius_km: float) -> str:
    if precision == "exact":
        return _("The dot is the spot.")
    km = measure(radius_km)
    if precision == "locality":
        return _(
            "Somewhere within the ring: the spot is known to within %(km)s\N{NO-BREAK SPACE}km.",
            km=km,
        )
    return _(
        "Only the area is known: the soft disc reaches %(km)s\N{NO-BREAK SPACE}km from its middle.",
        km=km,
    )


@spoken
def alternative(dataset: Dataset, rows: pd.DataFrame) -> str:
    """The map in words, for those who cannot see it."""
    border = dataset.border.name
    if len(rows) == 1:
        row = rows.iloc[0]
        where = row["locality"] or dataset.locations[row["place_id"]]
        return _(
            "Map of the %(border)s border. %(place)s. %(precision)s",
            border=border, place=where, precision=_caption_of_one(row),
        )  # fmt: skip
    located = rows[rows["latitude"].notna().to_numpy()]
    sentences = [_drawn(dataset, located)]
    if missing := len(rows) - len(located):
        sentences.append(
            ngettext(
                "%(n)s report without a known spot.", "%(n)s reports without a known spot.", missing,
                n=number(missing),
            )
        )  # fmt: skip
    return " ".join(sentences)


def _drawn(dataset: Dataset, located: pd.DataFrame) -> str:
    """How many reports are on the map, and at which locations."""
    border, reports = dataset.border.name, count(len(located), "report")
    counts = located["place_id"].value_counts()
    listed = [
        _("%(place)s %(n)s", place=name, n=number(counts[place]))
        for place, name in dataset.locations.items()
        if counts.get(place)
    ]
    if not listed:
        return _("Map of the %(border)s border, %(reports)s on it.", border=border, reports=reports)
    return _(
        "Map of the %(border)s border, %(reports)s on it: %(places)s.",
        border=border, reports=reports, places=", ".join(listed),
    )  # fmt: skip
