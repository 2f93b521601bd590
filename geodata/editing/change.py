"""A change of the data: rows added, altered or taken out, with the reason."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class RowChange:
    """What happens to one row of a table.

    `values` are cells as text: of a row that is new all that are not blank, its ID among them; of one
    that is there those that differ, never its ID; None takes the row out.
    """

    table: str
    key: str
    values: Mapping[str, str] | None


@dataclass(frozen=True)
class Change:
    """Rows that change together, why, and who says so (a blank where nobody is named).

    `undoes` is the ID of the save that the change takes back, a blank for all others.
    """

    rows: tuple[RowChange, ...]
    reason: str
    editor: str = ""
    undoes: str = ""
