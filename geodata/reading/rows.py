"""Rows of the tables of a package, each as a plain object."""

from typing import Any

import pandas as pd


def rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a table, in order: column to cell."""
    found: Any = table.to_dict("records")
    return list(found)


def number(cell: Any) -> float | None:
    """The number of a cell; None where it is blank."""
    return None if pd.isna(cell) else float(cell)
