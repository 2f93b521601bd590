"""One cell of a row in the making: labelled and explained by the codebook, with the words it rests on."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import streamlit as st

from geodata.model.dataset import Dataset
from geodata.model.description import IDS, KEYS
from geodata.model.markdown import plain
from geodata.model.schema import field_of
from geodata.model.unseen import shorn
from geodata.panels.desk_work import Work, table_of, widget_key
from geodata.words.language import gettext as _
from geodata.words.templates import render

# Cells that hold sentences: a line would show too little of them.
LONG = frozenset(
    {"summary", "disagreement", "text", "note", "reason", "question", "date_note", "aliases"}
)
WIDE = frozenset({"title", "headline", "about", "part_of", "copy_of", "url", "value", "article_id"})
MOST_LISTED = 2000  # rows of a table that a list to pick from may have
_SEVERAL = re.compile(r"\^\((?P<words>[a-z_|]+)\)\(;\((?P=words)\)\)\*\$")
_TARGETS = {(table, column): target for table, column, target in KEYS}
_CALLED = {"crossings": "headline", "articles": "title", "places": "name", "figures": "population"}


@dataclass(frozen=True)
class Beside:
    """What stands beside a cell: what is wrong with it, and the words of the article that it rests on."""

    problems: Sequence[str] = ()
    words: Sequence[str] = field(default=())  # those that say it, and the passage they stand in
    proposed: str | None = (
        None  # what the desk goes on proposing until the editor has the last word
    )
    before: str | None = None  # what stands in the data now
    label: str = ""  # what it is called here, if not as the codebook calls it


def draw(dataset: Dataset, work: Work, slot: str, name: str, beside: Beside) -> None:
    """Draw a cell: its label, a widget that fits it, and what stands beside it."""
    described = field_of(dataset.package, table_of(slot), name)
    value = _value(work, slot, name, beside)
    work.drawn.add((slot, name))
    key, opens_with = shown(widget_key(work, slot, name), value)
    with st.container(key=f"desk-{_width(described, name)}-{slot}-{name}", gap=None):
        _widget(dataset, described, slot, name, opens_with, key, beside.label)
        st.html(
            render(
                "desk_beside.html",
                id=f"beside-{slot.replace('/', '-')}-{name}",
                described=described,
                categories=[
                    each for each in described.get("categories", []) if each.get("description")
                ],
                problems=beside.problems,
                todo=not value and not work.cell(slot, name),
                passage=pieces(*beside.words) if beside.words else (),
                before=beside.before,
            )
        )


def _width(described: dict[str, Any], name: str) -> str:
    """Whether a cell needs the whole width or may share it with others."""
    several = _SEVERAL.fullmatch(described.get("constraints", {}).get("pattern", ""))
    return "wide" if several or name in LONG | WIDE or "categories" in described else "slim"


def pieces(words: str, passage: str) -> list[tuple[str, bool]]:
    """A passage cut into what stands around the words that matter, and these."""
    before, found, after = passage.partition(words) if words else (passage, "", "")
    return [
        (text, marked) for text, marked in ((before, False), (found, True), (after, False)) if text
    ]


def _value(work: Work, slot: str, name: str, beside: Beside) -> str:
    proposing = beside.proposed is not None and f"{slot}.{name}" not in work.own
    return (beside.proposed or "") if proposing else work.cell(slot, name)


def _widget(
    dataset: Dataset,
    described: dict[str, Any],
    slot: str,
    name: str,
    value: str,
    key: str,
    label: str,
) -> None:
    label = plain(label or str(described.get("title") or name))
    common: dict[str, Any] = {"key": key}
    if several := _SEVERAL.fullmatch(described.get("constraints", {}).get("pattern", "")):
        labels = dataset.labels("disputes", "field")
        words = several["words"].split("|")
        st.pills(
            label, words, selection_mode="multi", format_func=lambda word: plain(str(labels.get(word, word))),
            default=[word for word in value.split(";") if word in words], **common,
        )  # fmt: skip
    elif described["type"] == "boolean":
        st.checkbox(label, value=value == "true", **common)
    elif "categories" in described:
        labels = dataset.labels(table_of(slot), name)
        default = value if value in labels else None
        names = {each: plain(text) for each, text in labels.items()}
        st.pills(label, list(names), format_func=names.__getitem__, default=default, **common)
    elif rows := listed(dataset, _TARGETS.get((table_of(slot), name), "")):
        st.selectbox(
            label, list(rows), format_func=rows.__getitem__, index=place_of(value, rows),
            placeholder=_("None: type to search"), **common,
        )  # fmt: skip
    elif name in LONG:
        st.text_area(label, value=value, height=90, **common)
    else:
        st.text_input(label, value=value, placeholder=str(described.get("example", "")), **common)


def place_of(value: str, options: Iterable[str]) -> int | None:
    """Where a value stands among options, None where it does not."""
    listed = list(options)
    return listed.index(value) if value in listed else None


def shown(key: str, value: str) -> tuple[str, str]:
    """The key of a widget that shows a value, and the value that it opens with.

    A value that a run puts into the state of a widget is lost where that run is interrupted before the
    browser has drawn it. So a widget opens with its value, and where that changes by itself it is
    another widget. What is typed into it meanwhile is no such change.
    """
    widgets: dict[str, tuple[int, str, str]] = st.session_state.setdefault(_WIDGETS, {})
    number, opened, last = widgets.get(key, (0, value, value))
    drawn = f"{key}-{number}"
    there = as_cell(st.session_state[drawn]) if drawn in st.session_state else None
    if as_cell(value) != (last if there is None else there):
        number, opened = number + 1, value
    elif there is None:
        opened = value
    widgets[key] = (number, opened, as_cell(value))
    return f"{key}-{number}", opened


_WIDGETS = "desk_widgets"  # of each widget its number, what it opened with, and what it showed last


def take_over(work: Work) -> None:
    """Take over what was typed or chosen since the last run: the editor has the last word on these cells.

    Not in callbacks: one that is interrupted by the next act is not called again.
    """
    for slot, name in work.drawn:
        if (value := _typed(widget_key(work, slot, name))) is not None:
            work.put(slot, name, value)
            _own(work, f"{slot}.{name}")
    take_reason_over(work)
    for name in PASTED:
        drawn = _drawn(widget_key(work, name))
        if drawn in st.session_state:
            work.pasted[name] = st.session_state[drawn] or ""


PASTED = ("url", "text")  # of an article that is not read yet: as they are, with their lines


def take_reason_over(work: Work) -> None:
    """Take over the reason, which alters no row."""
    if (value := _typed(widget_key(work, "reason"))) is not None:
        work.reason = value
        _own(work, "reason")


def _own(work: Work, cell: str) -> None:
    if cell not in work.own:
        work.own.append(cell)


def _typed(key: str) -> str | None:
    """What a widget holds since the last run, None where it holds what it did."""
    widgets: dict[str, tuple[int, str, str]] = st.session_state.get(_WIDGETS, {})
    number, opened, last = widgets.get(key, (0, "", ""))
    drawn = _drawn(key)
    value = as_cell(st.session_state[drawn]) if drawn in st.session_state else last
    if value == last:
        return None
    widgets[key] = (number, opened, value)
    return value


def _drawn(key: str) -> str:
    """The key of a widget as it was drawn last."""
    widgets: dict[str, tuple[int, str, str]] = st.session_state.get(_WIDGETS, {})
    return f"{key}-{widgets[key][0] if key in widgets else 0}"


def as_cell(value: object) -> str:
    """What a widget holds as a cell of a table."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return ";".join(value)
    return " ".join(shorn(str(value)).split()) if value else ""


def listed(dataset: Dataset, table: str) -> dict[str, str]:
    """The rows of a table to pick one from, by their IDs; none where there are too many to list."""
    found: pd.DataFrame | None = getattr(dataset, table, None) if table else None
    if found is None or table not in _CALLED or len(found) > MOST_LISTED:
        return {}
    return named(found, table)


def named(rows: pd.DataFrame, table: str) -> dict[str, str]:
    """Rows of a table by their IDs, and what each is called."""
    keys = rows[IDS[table]]
    names = rows[_CALLED[table]] if table in _CALLED else keys
    return dict(zip(keys, names.where(names != "", keys), strict=True))
