"""The reader's choice as an address: what stands after the question mark, and back.

                        without years, those that the package opens on
years=2015              one year
years=2012&years=2023   a range of years
until=2015              everything up to a year
place= kind= direction= status=     any number of each
q=                      a text or the name of a place
at=                     the location whose crossings are open
crossing=               the crossing that is open
lang=                   the language, where it is not the one that the data were written in
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from geodata.model.dataset import Dataset
from geodata.model.filters import COLUMNS, Filters
from geodata.model.retired import retired
from geodata.model.unseen import UNSEEN

Mode = Literal["year", "range", "until"]
Parameters = Mapping[str, Sequence[str]]

KEYS = {"places": "place", "kinds": "kind", "directions": "direction", "statuses": "status"}
MAX_TEXT = 200
_UNSEEN = re.compile(f"[\t\n\r{UNSEEN}]")


@dataclass(frozen=True)
class Choice:
    """Everything a reader chose: how the years are meant, the filters, and what is open."""

    filters: Filters = field(default_factory=Filters)
    mode: Mode = "range"
    at: str = ""
    crossing: str = ""


@dataclass(frozen=True)
class Rejected:
    """One parameter of an address that means nothing here, and what would."""

    parameter: str
    found: str
    allowed: str


@dataclass(frozen=True)
class Retired(Rejected):
    """The ID of a report that was once in the data: its own page says why it was taken out."""


def encode(choice: Choice, dataset: Dataset) -> dict[str, list[str]]:
    """The parameters of a choice, in a fixed order; whatever is left at its default is left out."""
    filters = choice.filters
    parameters = _encoded_years(choice, dataset)
    for name, key in KEYS.items():
        if chosen := getattr(filters, name):
            parameters[key] = list(chosen)
    if filters.text.strip():
        parameters["q"] = [filters.text.strip()]
    for key in ("at", "crossing"):
        if opened := getattr(choice, key):
            parameters[key] = [opened]
    if dataset.is_translated:
        parameters["lang"] = [dataset.language]
    return parameters


def _encoded_years(choice: Choice, dataset: Dataset) -> dict[str, list[str]]:
    first, last = choice.filters.years or dataset.years
    if choice.mode == "year":
        return {"years": [str(last)]}
    if choice.mode == "until":
        return {"until": [str(last)]}
    return {} if (first, last) == dataset.opening else {"years": [str(first), str(last)]}


def opening(dataset: Dataset) -> Choice:
    """The choice of a reader who has made none."""
    return Choice(Filters(years=_unless_all(dataset.opening, dataset)))


def _unless_all(years: tuple[int, int], dataset: Dataset) -> tuple[int, int] | None:
    return None if years == dataset.years else years


def decode(parameters: Parameters, dataset: Dataset) -> tuple[Choice, list[Rejected]]:
    """The choice that an address means, and every parameter or value that was ignored."""
    rejected = [
        Rejected(key, ", ".join(values), "a known parameter")
        for key, values in parameters.items()
        if key not in {*KEYS.values(), "years", "until", "q", "at", "crossing", "lang"}
    ]
    years, mode = _decoded_years(parameters, dataset, rejected)
    filters = Filters(years=years, text=_decoded_text(parameters.get("q", ()), rejected))
    for name, key in KEYS.items():
        allowed = dataset.labels("crossings", COLUMNS[name])
        chosen = _known(key, parameters.get(key, ()), list(allowed), rejected)
        filters = replace(filters, **{name: tuple(a for a in allowed if a in chosen)})  # type: ignore[arg-type]
    at = _known("at", parameters.get("at", ()), list(dataset.locations), rejected)
    opened = _without_retired(parameters.get("crossing", ()), dataset, rejected)
    crossing = _known("crossing", opened, dataset.crossing_ids, rejected)
    # Which language it is was settled before: here it is only told whether the data have it.
    _known("lang", parameters.get("lang", ()), dataset.languages, rejected)
    return Choice(filters, mode, "".join(at[:1]), "".join(crossing[:1])), rejected


def _decoded_years(
    parameters: Parameters, dataset: Dataset, rejected: list[Rejected]
) -> tuple[tuple[int, int] | None, Mode]:
    span = dataset.years
    if until := _years("until", parameters.get("until", ())[:1], span, rejected):
        return up_to(until[0], dataset), "until"
    years = _years("years", parameters.get("years", ())[:2], span, rejected)
    if len(years) == 1:
        return (years[0], years[0]), "year"
    if not years:
        return opening(dataset).filters.years, "range"
    return _unless_all((min(years), max(years)), dataset), "range"


def span(years: tuple[int, int] | None, dataset: Dataset) -> tuple[int, int]:
    """The years that the slider covers: those that the package opens on, or all once a reader asks for earlier ones."""
    first = (years or dataset.years)[0]
    return dataset.years if first < dataset.opening[0] else dataset.opening


def up_to(year: int, dataset: Dataset) -> tuple[int, int]:
    """The years that "up to" a year takes in: from the one that the package opens on, if that is before."""
    first = dataset.opening[0]
    return first if year >= first else dataset.years[0], year


def _years(
    key: str, values: Sequence[str], span: tuple[int, int], rejected: list[Rejected]
) -> list[int]:
    allowed = {str(year): year for year in range(span[0], span[1] + 1)}
    rejected += [
        Rejected(key, value, f"a year from {span[0]} to {span[1]}")
        for value in values
        if value not in allowed
    ]
    return [allowed[value] for value in values if value in allowed]


def _decoded_text(values: Sequence[str], rejected: list[Rejected]) -> str:
    text = _UNSEEN.sub("", "".join(values[:1])).strip()
    if len(text) > MAX_TEXT:
        rejected.append(Rejected("q", f"{len(text)} characters", f"at most {MAX_TEXT} characters"))
    return text[:MAX_TEXT]


def _without_retired(
    values: Sequence[str], dataset: Dataset, rejected: list[Rejected]
) -> list[str]:
    gone = retired(dataset)
    rejected += [
        Retired(
            "crossing", value,
            f"a crossing ID; this one was retired on {gone[value]['retired']}, see /crossing/{value}",
        )
        for value in values
        if value in gone
    ]  # fmt: skip
    return [value for value in values if value not in gone]


def _known(
    key: str,
    values: Sequence[str],
    allowed: Sequence[str] | frozenset[str],
    rejected: list[Rejected],
) -> list[str]:
    listed = "a known crossing ID" if isinstance(allowed, frozenset) else ", ".join(allowed)
    rejected += [Rejected(key, value, listed) for value in values if value not in allowed]
    return [value for value in values if value in allowed]
