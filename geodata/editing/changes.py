"""The acts of the desk that reach beyond the row at work, each as its change: to dispute, to retire."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pandas as pd

from geodata.editing import ids
from geodata.editing.change import Change, RowChange
from geodata.model.checks import outside
from geodata.model.dataset import Dataset
from geodata.model.description import IDS

Values = Mapping[str, str]


def rival(
    dataset: Dataset,
    value: Values,
    used: Values | None = None,
    reason: str = "",
    editor: str = "",
) -> Change:
    """One more value for a question on which sources differ.

    A `dispute_id` names a question that was asked before. For a new one `used` is the row of the value
    that is used here so far. A value that is to be used itself replaces the one that is.
    """
    dataset = dataset.as_written
    asked = dataset.disputes[dataset.disputes["dispute_id"] == value.get("dispute_id", "")]
    row = {"used": "false", **_question(dataset, asked, value), **_given(value)}
    rows = [] if used is None else [{"used": "true", **_shared(row), **_given(used)}]
    rows.append(row)
    named: set[str] = set()
    listed = [_named_rival(dataset, each, named) for each in rows]
    return Change((*_no_longer_used(asked, row), *listed), reason, editor)


def _given(values: Values) -> dict[str, str]:
    return {column: text for column, text in values.items() if text}


def _shared(row: Values) -> dict[str, str]:
    return {name: row.get(name, "") for name in ("dispute_id", "question", "crossing_id", "field")}


def _question(dataset: Dataset, asked: pd.DataFrame, value: Values) -> dict[str, str]:
    if len(asked):
        first = asked.iloc[0]
        return {
            name: str(first[name]) for name in ("dispute_id", "question", "crossing_id", "field")
        }
    about = value.get("crossing_id", ""), value.get("field", "")
    return {"dispute_id": value.get("dispute_id") or ids.dispute_id(dataset, *about)}


def _named_rival(dataset: Dataset, row: dict[str, str], named: set[str]) -> RowChange:
    name = row.get("rival_id") or ids.rival_id(dataset, row["dispute_id"], row.get("value", ""))
    name = ids.free(name, named)
    named.add(name)
    return _new("disputes", {**row, "rival_id": name})


def _no_longer_used(asked: pd.DataFrame, row: Values) -> Iterator[RowChange]:
    if row["used"] == "true":
        alike = asked[asked["used"] & (asked["field"] == row["field"])]
        for name in alike["rival_id"]:
            yield RowChange("disputes", name, {"used": "false"})


def retired(
    dataset: Dataset,
    crossing_id: str,
    reason: str,
    moved_to: str = "",
    editor: str = "",
    day: str = "",
) -> Change:
    """A report taken from the crossings and kept among the retired, with all that points to it.

    What tells of it moves to `moved_to`, but for the documents that tell of that one already; without
    it, what told of this report alone goes. Raises KeyError for a report that is not there.
    """
    dataset = dataset.as_written
    report = dataset.crossings.iloc[dataset.row_of(crossing_id)]
    told = dict.fromkeys(dataset.evidence_for(crossing_id)["article_id"])
    columns = ("place_id", "start", "end", "headline", "summary")
    gone = {
        "crossing_id": crossing_id,
        "retired": day or date.today().isoformat(),
        "reason": " ".join(reason.split()),
        "moved_to": moved_to,
        **{name: str(report[name]) for name in columns},
        "articles": ";".join(told),
    }
    rows = (
        RowChange("crossings", crossing_id, None),
        _new("retired", gone),
        *_excerpts(dataset, crossing_id, moved_to),
        *_parts(dataset, crossing_id, moved_to),
        *_pointing(dataset, crossing_id, moved_to),
    )
    return Change(rows, reason, editor)


def _excerpts(dataset: Dataset, crossing_id: str, moved_to: str) -> Iterator[RowChange]:
    """What documents say of it: on to the other report, or out; what states a figure stays for that."""
    table = dataset.excerpts
    there = set(table.loc[table["crossing_id"] == moved_to, "article_id"]) if moved_to else set()
    own = table[table["crossing_id"] == crossing_id]
    columns = (own[name] for name in ("excerpt_id", "article_id", "figure_id"))
    for name, article_id, figure_id in zip(*columns, strict=True):
        onward = moved_to and article_id not in there
        stays = {"crossing_id": ""} if figure_id else None
        yield RowChange("excerpts", name, {"crossing_id": moved_to} if onward else stays)


def _parts(dataset: Dataset, crossing_id: str, moved_to: str) -> Iterator[RowChange]:
    """Its parts: on to the outermost report that they lie within, or parts of none."""
    table = dataset.crossings
    for _, part in table[table["part_of"] == crossing_id].iterrows():
        whole = _whole(dataset, part, crossing_id, moved_to)
        yield RowChange("crossings", part["crossing_id"], {"part_of": whole})


def _whole(dataset: Dataset, part: "pd.Series[Any]", crossing_id: str, moved_to: str) -> str:
    if moved_to not in dataset.crossing_ids or part["crossing_id"] == moved_to:
        return ""
    name = str(dataset.crossings.iloc[dataset.row_of(moved_to)]["part_of"])
    name = moved_to if name in {"", crossing_id} else name
    whole = dataset.crossings.iloc[dataset.row_of(name)].copy()
    whole["part_of"] = ""
    return "" if any(outside(part, whole, name)) else name


def _pointing(dataset: Dataset, crossing_id: str, moved_to: str) -> Iterator[RowChange]:
    """Figures and disputes about it, and reports that were retired in its favour."""
    for table in ("figures", "disputes"):
        rows = getattr(dataset, table)
        for name in rows.loc[rows["crossing_id"] == crossing_id, IDS[table]]:
            out = table == "disputes" and not moved_to
            yield RowChange(table, name, None if out else {"crossing_id": moved_to})
    if not moved_to:
        before = dataset.retired
        for name in before.loc[before["moved_to"] == crossing_id, "crossing_id"]:
            yield RowChange("retired", name, {"moved_to": ""})


def _new(table: str, values: Values) -> RowChange:
    key = "crossing_id" if table == "retired" else IDS[table]
    return RowChange(table, values[key], _given(values))
