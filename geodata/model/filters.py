"""What the reader chose, and the rows that match."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace

import numpy as np
import pandas as pd

from geodata.model.columns import Flags, Positions, columns
from geodata.model.dataset import Dataset
from geodata.model.geocoder import fold, names, one_spaced
from geodata.model.kept import kept
from geodata.model.search import meanings, nearest_word

# Field of Filters: column of crossings.
COLUMNS = {"places": "place_id", "kinds": "kind", "directions": "direction", "statuses": "status"}
# The same: the codes of that column.
_CODES = {"places": "place", "kinds": "kind", "directions": "direction", "statuses": "status"}


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


@kept(most=256)
def offered(dataset: Dataset, filters: Filters) -> dict[str, list[int]]:
    """How many reports each value of each filter would show, all other conditions as they are."""
    masks, of = _masks(dataset, filters), columns(dataset)
    found = {}
    for name, column in COLUMNS.items():
        codes = getattr(of, _CODES[name])
        others = [mask for other, mask in masks.items() if other != name]
        kept_by_all = codes[np.logical_and.reduce(others)] if others else codes
        numbers = np.bincount(kept_by_all, minlength=len(dataset.labels("crossings", column)))
        found[name] = [int(number) for number in numbers]
    return found


def named_place(dataset: Dataset, text: str) -> str | None:
    """The place that a search text names, if no crossing contains its words, or None.

    Words in quotation marks are looked for as they are typed, and name no place.
    """
    quoted = _PHRASE.search(text)
    found = dataset.geocoder.resolve(text) if text.strip() and not quoted else None
    if found is None:
        return None
    exact = fold(text) in {fold(name) for name in _names(dataset, found)}
    return found if exact or not _holds_all(dataset, text, as_typed=True).any() else None


def _names(dataset: Dataset, place_id: str) -> list[str]:
    return names(dataset.geocoder.rows[place_id])


def _masks(dataset: Dataset, filters: Filters) -> dict[str, Flags]:
    """One mask for each condition that is set."""
    of, masks = columns(dataset), {}
    if filters.years:
        first, last = filters.years
        masks["years"] = (of.first_year <= last) & (of.last_year >= first)
    for name, column in COLUMNS.items():
        if chosen := getattr(filters, name):
            values = dataset.labels("crossings", column)
            wanted = [code for code, value in enumerate(values) if value in chosen]
            masks[name] = np.isin(getattr(of, _CODES[name]), wanted)
    if filters.text.strip():
        masks["text"] = _text_mask(dataset, filters.text)
    return masks


@kept(most=32)
def _text_mask(dataset: Dataset, text: str) -> Flags:
    place_id = named_place(dataset, text)
    if place_id is None:
        return _holds_all(dataset, text)
    if place_id in dataset.locations:
        found: Flags = columns(dataset).place == list(dataset.locations).index(place_id)
        return found
    return _contains(dataset, _names(dataset, place_id))


_MARKS = '"“”„‟«»‹›＂'
_PHRASE = re.compile(rf"[{_MARKS}]([^{_MARKS}]+)[{_MARKS}]|(?<!\w)['‘]([^'‘’]+)['’](?!\w)")


def words_of(text: str) -> list[str]:
    """The words of a search text as they were typed, but for those in quotation marks."""
    return one_spaced(_PHRASE.sub(" ", text)).split()


def _parts(dataset: Dataset, text: str, *, as_typed: bool) -> list[tuple[str, ...]]:
    """What a crossing must hold to be found: each phrase in quotation marks, and each other word.

    A word that the package has a meaning for may stand there in either form, if it need not be as typed.
    """
    wanted: set[tuple[str, ...]] = {(fold(one or two),) for one, two in _PHRASE.findall(text)}
    for word in words_of(text):
        meant = () if as_typed else meanings(dataset, word)
        wanted.add((fold(word), *map(fold, meant)))
    parts = sorted((part for part in wanted if part[0]), key=lambda part: (-len(part[0]), part))
    # The longest first: what few hold is known early. What another part holds need not be looked for.
    plain = [part[0] for part in parts if len(part) == 1]
    return [
        part
        for part in parts
        if part[1:] or not any(part[0] in longer for longer in plain[: plain.index(part[0])])
    ]


def _holds_all(dataset: Dataset, text: str, *, as_typed: bool = False) -> Flags:
    """The crossings whose words hold all parts of a search text, in any order."""
    parts = _parts(dataset, text, as_typed=as_typed)
    found = np.full(len(dataset.crossings), bool(parts))
    for part in parts:
        if not found.any():
            break
        found &= _contains(dataset, part)
    return found


def _contains(dataset: Dataset, texts: Iterable[str]) -> Flags:
    wanted = [folded for text in texts if (folded := fold(text))]
    found = [dataset.search_text.str.contains(text, regex=False).to_numpy() for text in wanted]
    return np.logical_or.reduce(found) if found else np.zeros(len(dataset.crossings), bool)


@kept(most=32)
def corrected(dataset: Dataset, text: str) -> str:
    """A search text that finds nothing with its unknown words put right; a blank if that finds nothing."""
    changed = text
    for word in words_of(text)[:MOST_CORRECTED]:
        if not _contains(dataset, (word, *meanings(dataset, word))).any():
            near = nearest_word(dataset, word) or word
            changed = near.join(re.split(rf"(?<!\w){re.escape(word)}(?!\w)", changed, maxsplit=1))
    return changed if changed != text and _text_mask(dataset, changed).any() else ""


MOST_CORRECTED = 6  # words of a search; each is compared with all words of the data
