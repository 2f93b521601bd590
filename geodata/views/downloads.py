"""What readers take with them: the same bytes for buttons and for routes."""

import csv
import io

import pandas as pd

from geodata.model import schema
from geodata.model.dataset import Dataset

# A spreadsheet runs a cell that begins with one of these as a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(value: object) -> object:
    """A cell that a spreadsheet shows as text: one that looks like a formula gets an apostrophe."""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return "" if value is None or value is pd.NA or value != value else value


def csv_bytes(dataset: Dataset, resource: str, rows: pd.DataFrame) -> bytes:
    """Rows as CSV with the columns of the description; starts with a mark that Excel needs for UTF-8."""
    columns = [field["name"] for field in schema.fields(dataset.package, resource)]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows[columns].astype(object).itertuples(index=False):
        writer.writerow([safe_cell(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")
