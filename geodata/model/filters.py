"""What the reader chose, the rows that match, and the choice in words."""

import re
from dataclasses import dataclass, fields, replace

import numpy as np
import pandas as pd

from geodata.model.columns import Flags, Positions, columns
from geodata.model.dataset import Dataset
from geodata.model.geocoder import fold, one_spaced
from geodata.model.kept import kept
from geodata.model.schema import flagged_values

# Field of Filters: column of crossings.
COLUMNS = {"places": "place_id", "kinds": "kind", "directions": "direction", "statuses": "status"}


@dataclass(frozen=True)
class Filters:
    """A selection of crossings: all conditions at once, any value within one; empty is no condition.

    `years` is inclusive, and a crossing matches if it may have happened in any of them.
    """

    years: tuple[int, int] | None = None
    places: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    directions: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    text: str = ""

    def without(self, name: str) -> "Filters":
        """The same selection without one of its conditions."""
        default = next(field.default for field in fields(self) if field.name == name)
        return replace(self, **{name: default})  # type: ignore[arg-type]


def select(dataset: Dataset, filters: Filters) -> pd.DataFrame:
    """The crossings that match, in the order of the table."""
    return dataset.crossings.iloc[positions(dataset, filters)]


def positions(dataset: Dataset, filters: Filters) -> Positions:
    """Where in the table the crossings stand that match."""
    masks = list(_masks(dataset, filters).values())
    if not masks:
        return np.arange(len(dataset.crossings))
    return np.flatnonzero(np.logical_and.reduce(masks))


def emptied_by(dataset: Dataset, filters: Filters) -> dict[str, int]:
    """For a selection without rows: each condition whose removal alone brings some back, and how many."""
    masks = _masks(dataset, filters)
    counts = {
        name: int(
            np.logical_and.reduce([m for n, m in masks.items() if n != name] or [~mask]).sum()
        )
        for name, mask in masks.items()
    }
    return {name: count for name, count in counts.items() if count}


def named_place(dataset: Dataset, text: str) -> str | None:
    """The place that a search text names, if no crossing contains its words, or None.

    Words in quotation marks are looked for as they are typed, and name no place.
    """
    quoted = _PHRASE.search(text)
    found = dataset.geocoder.resolve(text) if text.strip() and not quoted else None
    if found is None:
        return None
    exact = fold(text) in {fold(name) for name in _names(dataset, found)}
    return found if exact or not _holds_all(dataset, text).any() else None


def _names(dataset: Dataset, place_id: str) -> list[str]:
    place = dataset.places[dataset.places["place_id"] == place_id].iloc[0]
    return [str(place["name"]), *str(place["aliases"]).split(";")]


def _masks(dataset: Dataset, filters: Filters) -> dict[str, Flags]:
    """One mask for each condition that is set."""
    rows, masks = dataset.crossings, {}
    if filters.years:
        first, last = filters.years
        of = columns(dataset)
        masks["years"] = (of.first_year <= last) & (of.last_year >= first)
    for name, column in COLUMNS.items():
        if chosen := getattr(filters, name):
            masks[name] = rows[column].isin(chosen).to_numpy()
    if filters.text.strip():
        masks["text"] = _text_mask(dataset, filters.text)
    return masks


@kept(most=32)
def _text_mask(dataset: Dataset, text: str) -> Flags:
    place_id = named_place(dataset, text)
    if place_id is None:
        return _holds_all(dataset, text)
    if place_id in dataset.locations:
        return (dataset.crossings["place_id"] == place_id).to_numpy()
    return _contains(dataset, _names(dataset, place_id))


_MARKS = '"“”„‟«»‹›＂'
_PHRASE = re.compile(rf"[{_MARKS}]([^{_MARKS}]+)[{_MARKS}]|(?<!\w)['‘]([^'‘’]+)['’](?!\w)")


def _parts(text: str) -> list[str]:
    """What a crossing must hold to be found: each phrase in quotation marks, and each other word."""
    phrases = [fold(first or second) for first, second in _PHRASE.findall(text)]
    words = one_spaced(_PHRASE.sub(" ", text)).split()
    parts = {*phrases, *map(fold, words)} - {""}
    # The longest first: what few hold is known early. What another part holds need not be looked for.
    longest = sorted(parts, key=lambda part: (-len(part), part))
    return [p for at, p in enumerate(longest) if not any(p in longer for longer in longest[:at])]


def _holds_all(dataset: Dataset, text: str) -> Flags:
    """The crossings whose words hold all parts of a search text, in any order."""
    parts = _parts(text)
    found = np.full(len(dataset.crossings), bool(parts))
    for part in parts:
        if not found.any():
            break
        found &= _contains(dataset, [part])
    return found


def _contains(dataset: Dataset, texts: list[str]) -> Flags:
    wanted = [folded for text in texts if (folded := fold(text))]
    found = [dataset.search_text.str.contains(text, regex=False).to_numpy() for text in wanted]
    return np.logical_or.reduce(found) if found else np.zeros(len(dataset.crossings), bool)


def describe(dataset: Dataset, filters: Filters) -> str:
    """The selection in words, without its counts: "Confirmed and reported crossings at Pasvik, 2012–2023"."""
    parts = [_subject(dataset, filters), _direction(dataset, filters), _place(dataset, filters)]
    sentence = " ".join(part for part in parts if part)
    if filters.years:
        first, last = filters.years
        sentence += f", {first}" if first == last else f", {first}–{last}"
    sentence += _kinds(dataset, filters)
    if filters.text.strip():
        place_id = named_place(dataset, filters.text)
        names = dataset.places.set_index("place_id")["name"]
        sentence += f", near {names[place_id]}" if place_id else f", mentioning “{filters.text}”"
    return sentence


def _subject(dataset: Dataset, filters: Filters) -> str:
    labels = dataset.labels("crossings", "status")
    counted = flagged_values(dataset.package, "crossings", "status", "counted")
    shown = [status for status in labels if status in (filters.statuses or labels)]
    named = [status for status in shown if status in counted] or shown
    listed = _and([uncapitalised(labels[status]) for status in named])
    return f"{listed[:1].upper()}{listed[1:]} crossings"


def uncapitalised(label: str) -> str:
    """A label within a sentence: its first letter small, and names in it as they are."""
    return label[:1].lower() + label[1:] if label[1:2].islower() else label


def _and(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)


def _direction(dataset: Dataset, filters: Filters) -> str:
    labels = dataset.labels("crossings", "direction")
    chosen = [uncapitalised(labels[d]) for d in labels if d in filters.directions]
    return " or ".join(chosen)


def _kinds(dataset: Dataset, filters: Filters) -> str:
    labels = dataset.labels("crossings", "kind")
    chosen = [uncapitalised(labels[kind]) for kind in labels if kind in filters.kinds]
    return f", only “{'” or “'.join(chosen)}”" if chosen else ""


def _place(dataset: Dataset, filters: Filters) -> str:
    names = [name for place, name in dataset.locations.items() if place in filters.places]
    if not names:
        return "along the whole border"
    if filters.places == (dataset.catch_all,):
        return uncapitalised(names[0])
    return f"at {_and(names)}"
