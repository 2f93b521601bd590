"""What a static map shows, in words: its caption, and its text for those who cannot see it."""

import pandas as pd

from geodata.model.border import Border
from geodata.model.dataset import Dataset
from geodata.words import style
from geodata.words import templates as html
from geodata.words.numbers import count

SHAPES = {
    "exact": "a dot is an exact spot",
    "locality": "a ring: somewhere within it",
    "area": "a soft disc: somewhere in that area",
}
COLOURS = {
    "crossed": "blue: people crossed",
    "stopped": "orange: stopped before the line, or only an object went over it",
    "claimed": "purple and dashed: only claimed, not counted",
}


def attribution(border: Border) -> str:
    """Whose base map is drawn, or that there is none."""
    return f"Base map {border.attribution}" if border.has_basemap else f"{style.NO_BASEMAP}."


def caption(rows: pd.DataFrame) -> str:
    """What the marks of the map mean, only those that are on it."""
    if len(rows) == 1:
        return _caption_of_one(rows.iloc[0])
    located = rows[rows["latitude"].notna().to_numpy()]
    signs = "; ".join(_signs(located))
    parts = [signs[:1].upper() + signs[1:] + "."]
    if missing := len(rows) - len(located):
        parts.append(f"Not on the map: {count(missing, 'report')} whose spot no source names.")
    return " ".join(parts).lstrip(". ")


def _signs(located: pd.DataFrame) -> list[str]:
    """The meaning of each shape, colour and number that is on the map."""
    precisions = set(located["location_precision"])
    tones = {html.tone(row) for row in html.records(located)}
    words = [text for name, text in SHAPES.items() if name in precisions]
    words += [text for name, text in COLOURS.items() if name in tones]
    if located.duplicated(["latitude", "longitude"]).any():
        words.append("a number: so many reports at one spot")
    return words


def _caption_of_one(row: pd.Series) -> str:
    if pd.isna(row["latitude"]):
        return "No source names the spot."
    radius = (
        f"{row['radius_km']:g}\N{NO-BREAK SPACE}km"
        if pd.notna(row["radius_km"])
        else "an unknown distance"
    )
    words = {
        "exact": "The dot is the spot.",
        "locality": f"Somewhere within the ring: the spot is known to within {radius}.",
        "area": f"Only the area is known: the soft disc reaches {radius} from its middle.",
    }
    claimed = " Dashed: only claimed." if row["claimed"] else ""
    return words.get(row["location_precision"], "") + claimed


def alternative(dataset: Dataset, rows: pd.DataFrame) -> str:
    """The map in words, for those who cannot see it."""
    if len(rows) == 1:
        row = rows.iloc[0]
        where = row["locality"] or dataset.locations[row["place_id"]]
        return f"Map of the {dataset.border.name} border. {where}. {_caption_of_one(row)}"
    located = rows[rows["latitude"].notna().to_numpy()]
    counts = located["place_id"].value_counts()
    listed = ", ".join(
        f"{name} {counts[place]}" for place, name in dataset.locations.items() if counts.get(place)
    )
    drawn = f"{count(len(located), 'report')} on it" + (f": {listed}" if listed else "")
    missing = len(rows) - len(located)
    off = f" {count(missing, 'report')} without a known spot." if missing else ""
    return f"Map of the {dataset.border.name} border, {drawn}.{off}"
