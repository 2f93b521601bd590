"""How the rows were checked: when each was last held against its source, and what was seen of it."""

from collections import Counter
from dataclasses import dataclass

import pandas as pd

from geodata.model.dataset import Dataset
from geodata.model.description import LEDGER
from geodata.model.kept import kept

UNCHECKED = ""


@dataclass(frozen=True)
class Checked:
    """The rows of one table by what was seen of their source, and the days of the checks.

    `seen` counts the values of the codebook in its order, those without a row included. `first` and
    `last` are ISO days, blank if no row was checked; `unchecked` are the rows that nobody held yet.
    """

    rows: int
    seen: dict[str, int]
    unchecked: int
    first: str
    last: str


@kept(most=1)
def ledger(dataset: Dataset) -> dict[str, Checked]:
    """The state of each table whose rows are checked one by one: table to its counts."""
    return {name: _checked(dataset, name) for name in LEDGER}


def _checked(dataset: Dataset, name: str) -> Checked:
    table: pd.DataFrame = getattr(dataset, name)
    counted = Counter(table["seen"])
    days = sorted(filter(None, table["checked"]))
    return Checked(
        rows=len(table),
        seen={value: counted[value] for value in dataset.labels(name, "seen")},
        unchecked=counted[UNCHECKED],
        first=days[0] if days else "",
        last=days[-1] if days else "",
    )


@kept(most=1)
def seen_of_documents(dataset: Dataset) -> dict[str, tuple[str, str]]:
    """What was seen of each document, and the last day: the best of all rows that rest on it.

    A document that no row of the ledger rests on is not in it, and a blank stands for unchecked rows alone.
    """
    order = {value: at for at, value in enumerate([*dataset.labels("excerpts", "seen"), UNCHECKED])}
    best: dict[str, tuple[str, str]] = {}
    for name in LEDGER:
        table: pd.DataFrame = getattr(dataset, name)
        for article, seen, day in zip(
            table["article_id"], table["seen"], table["checked"], strict=True
        ):
            held, last = best.get(article, (seen, ""))
            best[article] = (min(held, seen, key=order.__getitem__), max(last, day))
    return best
