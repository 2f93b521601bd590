"""The columns of the crossings that are counted on every step, as plain arrays.

A selection is an array of positions in the table. Counting over arrays at those positions costs the
same few microseconds for any column, where taking rows out of a table copies all of them.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from geodata.model.dataset import Dataset
from geodata.model.kept import kept

Positions = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Columns:
    """One entry for each crossing, in the order of the table.

    `place`, `kind`, `direction` and `status` are codes into the lists of their labels. `spot` numbers
    the places at which crossings were, -1 where that is unknown. People are missing (NaN) where there
    is no number. A `season` is many arrivals in one row: see SEASON_PEOPLE.
    """

    place: Positions
    kind: Positions
    direction: Positions
    status: Positions
    counted: Flags
    claimed: Flags
    stopped: Flags
    object_over: Flags
    part: Flags
    other: Flags
    season: Flags
    low: Numbers
    best: Numbers
    high: Numbers
    first_year: Positions
    last_year: Positions
    recency: Positions
    spot: Positions


# What ten people or more did over more than a month was not one event: it is a whole season.
SEASON_PEOPLE = 10
SEASON_DAYS = 31


@kept(most=1)
def columns(dataset: Dataset) -> Columns:
    """The columns of a dataset's crossings."""
    table = dataset.crossings
    crossed, claimed, thing, countable, counted = (
        table[name].to_numpy(dtype=bool)
        for name in ("crossed", "claimed", "object", "countable", "counted")
    )
    given = {name: table[name].to_numpy() for name in _AS_THEY_ARE}
    return Columns(
        place=_codes(table["place_id"], list(dataset.locations)),
        kind=_codes(table["kind"], list(dataset.labels("crossings", "kind"))),
        direction=_codes(table["direction"], list(dataset.labels("crossings", "direction"))),
        status=_codes(table["status"], list(dataset.labels("crossings", "status"))),
        claimed=claimed,
        stopped=~crossed & ~thing & ~claimed,
        object_over=thing & ~claimed,
        part=countable & ~counted,
        other=crossed & ~claimed & ~countable,
        counted=counted,
        season=_seasons(table),
        spot=_spots(table),
        **given,
    )


_AS_THEY_ARE = ("low", "best", "high", "first_year", "last_year", "recency")


def _seasons(table: pd.DataFrame) -> Flags:
    days = table["last_day"].to_numpy() - table["first_day"].to_numpy() + 1
    seasons: Flags = (table["best"].to_numpy() >= SEASON_PEOPLE) & (days > SEASON_DAYS)
    return seasons


def _codes(column: "pd.Series[str]", values: list[str]) -> Positions:
    return pd.Categorical(column.astype(object), values).codes.astype("int64")


def _spots(table: pd.DataFrame) -> Positions:
    spots = table.groupby(["latitude", "longitude", "radius_km"], dropna=False, sort=True).ngroup()
    return np.where(table["latitude"].notna(), spots, -1)
