"""Which problem of a trial belongs beside which cell, and which stand elsewhere."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geodata.model import schema
from geodata.model.dataset import Dataset
from geodata.panels.desk_rows import SUMMARY, Row, schema_columns
from geodata.panels.desk_work import table_of

if TYPE_CHECKING:
    from geodata.editing.trial import Trial


@dataclass(frozen=True)
class Problems:
    """What is wrong: by the row and column of each cell at work, and whatever is wrong elsewhere."""

    cells: Mapping[tuple[str, str], Sequence[str]] = field(default_factory=dict)
    elsewhere: Sequence[str] = ()
    # The cells of each problem that several columns have together, by the first of them.
    together: Mapping[tuple[str, str, str], Sequence[str]] = field(default_factory=dict)

    def of(self, slot: str, name: str) -> Sequence[str]:
        """What is wrong with a cell."""
        return self.cells.get((slot, name), ())

    def listed(self, dataset: Dataset) -> list[tuple[str, str]]:
        """Every problem once with what its cells are called, those of the cells first."""
        again = {
            (slot, name, message)
            for (slot, _first, message), names in self.together.items()
            for name in names[1:]
        }
        own = [
            (self._called(dataset, (slot, name, message)), message)
            for (slot, name), messages in self.cells.items()
            for message in messages
            if (slot, name, message) not in again
        ]
        return own + [("", message) for message in self.elsewhere]

    def _called(self, dataset: Dataset, problem: tuple[str, str, str]) -> str:
        slot, name, _message = problem
        return ", ".join(
            called(dataset, slot, each) for each in self.together.get(problem, (name,))
        )


def called(dataset: Dataset, slot: str, name: str) -> str:
    """What a cell is called: its column as the codebook has it, or the table for a whole row."""
    if table_of(slot) == "excerpts" and name == "text":
        return dataset.labels("excerpts", "form")["summary" if slot == SUMMARY else "quote"]
    table = table_of(slot)
    resource = next((each for each in dataset.package["resources"] if each["name"] == table), None)
    if resource is None or not name:
        return str(resource["title"]) if resource else table
    return str(schema.field_of(dataset.package, table, name).get("title") or name)


def found(
    dataset: Dataset,
    trial: "Trial",
    rows: Sequence[Row],
    ours: Mapping[tuple[str, str], Sequence[str]],
) -> Problems:
    """The problems of a trial sorted to the rows at work; `ours` are what the desk itself asks for."""
    cells: dict[tuple[str, str], list[str]] = {at: list(said) for at, said in ours.items()}
    placed = set()
    for row in rows:
        names = ["", *schema_columns(dataset, row.change.table)]
        for name in names:
            for message in trial.of(row.change.table, row.change.key, name):
                cells.setdefault((row.slot, name), []).append(message)
                placed.add((name, message))
    rest = [
        each.placed
        for each in trial.problems
        if not placed.issuperset((name, each.message) for name in each.field.split(", "))
    ]
    return Problems(cells, rest, dict(_together(trial, cells)))


def _together(
    trial: "Trial", cells: Mapping[tuple[str, str], Sequence[str]]
) -> Iterator[tuple[tuple[str, str, str], Sequence[str]]]:
    for each in trial.problems:
        first, *others = each.field.split(", ")
        for slot, name in cells if others else ():
            if name == first and each.message in cells[slot, name]:
                yield (slot, name, each.message), (first, *others)
