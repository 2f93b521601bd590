"""From what an editor filled in to the change of the data: whole rows, their IDs, and what follows from them."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from geodata.editing.change import Change, RowChange
from geodata.model import schema
from geodata.model.dataset import Dataset
from geodata.model.description import IDS
from geodata.model.kept import kept
from geodata.panels import desk_trial
from geodata.panels.desk_work import Work, table_of

QUOTE, SUMMARY = "excerpts/quote-", "excerpts/summary"
RETIRED = "retired"
GONE = f"{RETIRED}/row"


@dataclass(frozen=True)
class Row:
    """A row in the making: its name in the work, and what happens to it."""

    slot: str
    change: RowChange
    cells: Mapping[str, str] = field(default_factory=dict)  # of a new row all, blank ones too


def _new(slot: str, key: str, cells: Mapping[str, str]) -> Row:
    """A row that the data do not have yet."""
    filled = {name: value for name, value in cells.items() if value}
    return Row(slot, RowChange(table_of(slot), key, filled), cells)


def rows_of(work: Work, dataset: Dataset, today: str, *, capturing: bool = False) -> list[Row]:
    """Every row that the work adds or alters, in the order of the tables."""
    made = {
        "telling": _telling, "report": _report, "correct": _corrected, "confirm": _corrected,
        "rival": _rivals, "retire": _retired,
    }.get(work.task)  # fmt: skip
    if made is None:
        return []
    return list(made(work, dataset, today if capturing else ""))


def change_of(rows: list[Row], reason: str, editor: str) -> Change:
    """The change that rows make together."""
    return Change(tuple(row.change for row in rows), reason, editor)


# ---- an article and what it tells -------------------------------------------------------------------


def known_article(work: Work, dataset: Dataset) -> str:
    """The ID of the document at work where it is one of the data's, else a blank."""
    url = _bare(work.rows.get("articles", {}).get("url", work.document.get("url", "")))
    return _by_address(dataset).get(url, "") if url else ""


@kept(most=1)
def _by_address(dataset: Dataset) -> dict[str, str]:
    """The ID of each document by its address; the first of those that share one."""
    documents = dataset.articles[["url", "article_id"]][::-1]
    return {_bare(url): article_id for url, article_id in documents.itertuples(index=False)}


def _bare(url: str) -> str:
    """An address as far as it says which page is meant."""
    address = url.partition("#")[0].partition("://")[2]
    host = re.split("[/?]", address)[0]  # the rest of an address tells large letters from small
    return (host.lower() + address[len(host) :]).removeprefix("www.").rstrip("/")


def article_row(work: Work, dataset: Dataset, captured: str) -> dict[str, str]:
    """The row of a document that the data do not have yet."""
    from geodata.editing import ids

    columns = schema_columns(dataset, "articles")
    cells = {name: work.cell("articles", name) for name in columns}
    if "articles.date_basis" not in work.own:
        cells["date_basis"] = "stated" if cells["published"] else "unknown"
    if "articles.article_id" not in work.own:
        named = cells["title"] or cells["about"]
        cells["article_id"] = ids.article_id(dataset, cells["outlet"], cells["published"], named)
    if captured and {"captured", "sha256"} <= set(columns):
        cells |= {"captured": captured, "sha256": hashlib.sha256(copied(work)[0]).hexdigest()}
    return cells


def copied(work: Work) -> tuple[bytes, str]:
    """What was read, as it came, and its suffix: the page that was dropped, or the text."""
    from geodata.editing import pages

    page = pages.find(desk_trial.folder(), work.page)
    return (work.document.get("text", "").encode(), ".txt") if page is None else (page, work.suffix)


def _telling(work: Work, dataset: Dataset, captured: str) -> Iterator[Row]:
    yield from _told(work, dataset, captured, work.crossing)


def _report(work: Work, dataset: Dataset, captured: str) -> Iterator[Row]:
    cells = crossing_row(work, dataset)
    yield _new("crossings", cells["crossing_id"], cells)
    yield from _told(work, dataset, captured, cells["crossing_id"])


def crossing_row(work: Work, dataset: Dataset) -> dict[str, str]:
    """The row of a report that the data do not have yet."""
    from geodata.editing import ids

    cells = {name: work.cell("crossings", name) for name in schema_columns(dataset, "crossings")}
    if "crossings.end" not in work.own and not cells["end"]:
        cells["end"] = cells["start"]
    if "crossings.crossing_id" not in work.own:
        cells["crossing_id"] = ids.crossing_id(
            dataset, cells["place_id"], cells["locality"], cells["start"], ""
        )
    return cells


def _told(work: Work, dataset: Dataset, captured: str, crossing_id: str) -> Iterator[Row]:
    article_id = known_article(work, dataset)
    outlet = work.cell("articles", "outlet")
    if article_id:  # no copy is kept of a document that has its row
        outlet, captured = _cell(dataset.articles, "article_id", article_id, "outlet"), ""
    else:
        cells = article_row(work, dataset, captured)
        article_id = cells["article_id"]
        yield _new("articles", article_id, cells)
    yield from _excerpts(work, dataset, captured, (crossing_id, article_id, outlet))


def excerpt_slots(work: Work) -> list[str]:
    """The excerpts that have words; the summary where none has any."""
    filled = [
        slot for slot in work.rows if table_of(slot) == "excerpts" and work.cell(slot, "text")
    ]
    return sorted(filled, key=lambda slot: slot != SUMMARY) or [SUMMARY]


def _excerpts(
    work: Work, dataset: Dataset, captured: str, about: tuple[str, str, str]
) -> Iterator[Row]:
    from geodata.editing import ids

    crossing_id, article_id, outlet = about
    taken = set(dataset.excerpts["excerpt_id"])
    for slot in excerpt_slots(work):
        cells = {name: work.cell(slot, name) for name in schema_columns(dataset, "excerpts")}
        cells |= {"crossing_id": crossing_id, "article_id": article_id}
        cells["form"] = "summary" if slot == SUMMARY else "quote"
        if captured:  # held against a copy that is kept
            cells |= {"checked": captured, "seen": "page"}
        if f"{slot}.excerpt_id" not in work.own:
            proposed = ids.excerpt_id(dataset, crossing_id, outlet)
            cells["excerpt_id"] = ids.free(proposed, taken)
        taken.add(cells["excerpt_id"])
        yield _new(slot, cells["excerpt_id"], cells)


# ---- what is there already ---------------------------------------------------------------------------


def present(dataset: Dataset, table: str, key: str) -> dict[str, str]:
    """The cells of a row as the file has them."""
    found: pd.DataFrame = getattr(dataset, table)
    row = found[found[IDS[table]] == key]
    if row.empty:
        return {}
    return {name: written(row[name].iloc[0]) for name in schema_columns(dataset, table)}


def written(value: object) -> str:
    """A typed value as a cell of a file: whole numbers without a point, a blank for none."""
    if value is None or value is pd.NA or value != value:
        return ""
    if isinstance(value, bool) or type(value).__name__ == "bool_":
        return str(value).lower()
    return f"{value:.10g}" if isinstance(value, float) else str(value)


def _corrected(work: Work, dataset: Dataset, _day: str) -> Iterator[Row]:
    slot = f"{work.table}/row"
    if not (work.table and work.key and (now := present(dataset, work.table, work.key))):
        return
    altered = {
        name: value for name, value in work.rows.get(slot, {}).items() if now.get(name) != value
    }
    if altered:
        yield Row(slot, RowChange(work.table, work.key, altered))


PRESENT, RIVAL = "disputes/present", "disputes/rival"


def _rivals(work: Work, dataset: Dataset, _day: str) -> Iterator[Row]:
    """A rival value; with a new question also the value that stands there now."""
    from geodata.editing import changes

    if work.crossing not in dataset.crossing_ids:
        return
    columns = schema_columns(dataset, "disputes")
    value, used = ({name: work.cell(slot, name) for name in columns} for slot in (RIVAL, PRESENT))
    value |= {"dispute_id": work.key, "crossing_id": work.crossing}
    for row in changes.rival(dataset, value, None if work.key else used).rows:
        slot = PRESENT if (row.values or {}).get("used") == "true" else RIVAL
        yield Row(slot, row, row.values or {})


def _retired(work: Work, dataset: Dataset, _day: str) -> Iterator[Row]:
    """A report taken out, what is kept of it, and whatever spoke of it."""
    from geodata.editing import changes

    if work.crossing not in dataset.crossing_ids:
        return
    reason, moved, day = (work.cell(GONE, name) for name in ("reason", "moved_to", "retired"))
    for row in changes.retired(dataset, work.crossing, reason, moved, day=day).rows:
        slot = GONE if row.table == RETIRED else f"{row.table}/{row.key}"
        yield Row(slot, row, row.values or {})


def fates(rows: Sequence[Row]) -> dict[str, Counter[str]]:
    """How many rows of each table go on to another report, and how many are taken out."""
    changes = [row.change for row in rows]
    return {
        "onward": Counter(each.table for each in changes if (each.values or {}).get("crossing_id")),
        "out": Counter(each.table for each in changes if each.values is None),
    }


# ---- the tables ------------------------------------------------------------------------------------------


def schema_columns(dataset: Dataset, table: str) -> list[str]:
    """The columns of a table; none where the package has no such table."""
    there = any(resource["name"] == table for resource in dataset.package["resources"])
    return [str(each["name"]) for each in schema.fields(dataset.package, table)] if there else []


def _cell(table: pd.DataFrame, column: str, key: str, name: str) -> str:
    return str(table.loc[table[column] == key, name].iloc[0])


def about(work: Work, rows: Sequence[Row]) -> str:
    """The crossing whose card shows what changes, a blank where none is left."""
    if work.task == "retire":
        return work.cell(GONE, "moved_to")
    own = [row.change.key for row in rows if row.change.table == "crossings"]
    return work.crossing or next(iter(own), "")
