"""What is there already: a field corrected, a rival value added, a claim confirmed, a report retired."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from geodata.model import schema
from geodata.model.dataset import Dataset
from geodata.model.description import IDS, TABLES
from geodata.model.markdown import plain
from geodata.panels import desk_drafts, desk_trial, desk_work
from geodata.panels.desk_field import Beside, place_of, shown, take_over
from geodata.panels.desk_field import draw as draw_cell
from geodata.panels.desk_notes import gone
from geodata.panels.desk_problems import Problems
from geodata.panels.desk_rows import (
    GONE,
    PRESENT,
    RETIRED,
    RIVAL,
    Row,
    fates,
    present,
    schema_columns,
)
from geodata.panels.desk_search import called, pickable, search
from geodata.panels.desk_work import Work, widget_key
from geodata.panels.headings import heading, quiet
from geodata.words.day import today
from geodata.words.language import N_
from geodata.words.language import gettext as _
from geodata.words.templates import render

TASKS = {
    "correct": N_("Correct a field"),
    "rival": N_("Add a rival value"),
    "confirm": N_("Confirm a claim"),
    "retire": N_("Retire a report"),
}


def choose(work: Work) -> None:
    """Draw what can be done with what is there."""
    key, task = shown("desk-there-task", work.task)
    st.pills(
        _("What to do"), list(TASKS), format_func=lambda task: _(TASKS[task]), key=key,
        default=task or None, on_change=_turn_to, args=(key,),
    )  # fmt: skip


def _turn_to(key: str) -> None:
    task = st.session_state[key] or ""
    desk_drafts.begin(Work(task=task, seen=desk_trial.looked_at() if task else ""))


def draw(work: Work, dataset: Dataset, rows: list[Row], problems: Problems) -> None:
    """Draw the form of what the editor has chosen to do."""
    _FORMS[work.task](work, dataset, rows, problems)


# ---- a field -------------------------------------------------------------------------------------------


def _correct(work: Work, dataset: Dataset, rows: list[Row], problems: Problems) -> None:
    heading(_("Which row"), "")
    tables = [name for name in TABLES if not getattr(dataset, name).empty]
    titles = {each["name"]: plain(str(each["title"])) for each in dataset.package["resources"]}
    key, table = shown("desk-there-table", work.table if work.table in tables else "")
    st.pills(
        _("Table"),
        tables,
        format_func=titles.__getitem__,
        key=key,
        default=table or None,
        on_change=_of_table,
        args=(key,),
    )
    if work.table not in tables:
        return
    _row(work, dataset)
    if work.key and not present(dataset.as_written, work.table, work.key):
        gone(work.key)
    elif work.key:
        _fields(work, dataset, problems)


def _of_table(key: str) -> None:
    _begin(table=st.session_state[key] or "")


def _begin(*, table: str = "", key: str = "", crossing: str = "") -> Work:
    """Begin with another row or report; what was typed for the one before stays in its draft."""
    task = desk_work.current().task
    begun = Work(task=task, table=table, key=key, crossing=crossing, seen=desk_trial.looked_at())
    desk_drafts.begin(begun)
    return begun


def _row(work: Work, dataset: Dataset) -> None:
    """Find a row by any of its words."""
    words_key = f"desk-there-words-{work.table}"
    words = st.text_input(_("Words of the row, or its ID"), key=words_key)
    found = search(dataset, work.table, words or "")
    if work.key and work.key not in found:
        found = {work.key: called(dataset, work.table, work.key), **found}
    key, row = shown(f"desk-there-row-{work.table}", work.key)
    st.selectbox(
        _("Row"), list(found), format_func=found.__getitem__, index=place_of(row, found), key=key,
        placeholder=_("Type to search"), on_change=_of_row, args=(key,),
    )  # fmt: skip


def _of_row(key: str) -> None:
    _begin(table=desk_work.current().table, key=st.session_state[key] or "")


def _fields(work: Work, dataset: Dataset, problems: Problems) -> None:
    slot, now = f"{work.table}/row", present(dataset.as_written, work.table, work.key)
    names = [name for name in schema_columns(dataset, work.table) if name != IDS[work.table]]
    titles = {
        name: plain(str(schema.field_of(dataset.package, work.table, name).get("title") or name))
        for name in names
    }
    key, asked = shown(widget_key(work, "fields", work.key), ";".join(work.asked))
    st.pills(
        _("Which field"), names, format_func=titles.__getitem__, selection_mode="multi", key=key,
        default=[name for name in names if name in asked.split(";")], on_change=_ask, args=(work, key, slot),
    )  # fmt: skip
    with st.container(key="desk-cells-correct"):
        for name in (each for each in work.asked if each in names):
            # A cell that nobody typed in goes on showing what stands there, and is no part of the change.
            beside = Beside(problems.of(slot, name), proposed=now[name], before=now[name])
            draw_cell(dataset, work, slot, name, beside)


def _ask(work: Work, key: str, slot: str) -> None:
    """Ask for some fields; what was typed in one that is folded again is let go of."""
    take_over(work)
    work.asked = list(st.session_state[key])
    cells = work.rows.get(slot, {})
    work.rows[slot] = {name: value for name, value in cells.items() if name in work.asked}
    folded = {f"{slot}.{name}" for name in cells if name not in work.asked}
    work.own = [cell for cell in work.own if cell not in folded]


# ---- a report -----------------------------------------------------------------------------------------


def _pick_report(work: Work, dataset: Dataset, reports: Mapping[str, str]) -> bool:
    """Ask which report is meant; whether one is that the data have."""
    key, report = shown(f"desk-there-{work.task}-report", work.crossing)
    st.selectbox(
        _("Report"), list(reports), format_func=reports.__getitem__, key=key,
        index=place_of(report, reports),
        placeholder=_("Type to search"), on_change=_of_report, args=(key,),
    )  # fmt: skip
    there = work.crossing in dataset.crossing_ids
    if work.crossing and not there:
        gone(work.crossing)
    return there


def _of_report(key: str) -> None:
    work = _begin(crossing=st.session_state[key] or "")
    if work.task == "confirm" and work.crossing:
        work.table, work.key = "crossings", work.crossing
        sure = schema.flagged_values(
            desk_trial.current_data().package, "crossings", "status", "confirmed"
        )
        work.put("crossings/row", "status", next(iter(sure), ""))
    if work.task == "retire":
        work.put(GONE, "retired", today(st.context.timezone).isoformat())


def _confirm(work: Work, dataset: Dataset, rows: list[Row], problems: Problems) -> None:
    heading(_("Confirm a claim"), _("An authority says so now: it is counted from then on."))
    table, sure = (
        dataset.crossings,
        schema.flagged_values(dataset.package, "crossings", "status", "confirmed"),
    )
    open_ones = table[~table["status"].isin(list(sure))]
    named = dict(zip(open_ones["crossing_id"], open_ones["headline"], strict=True))
    if not _pick_report(work, dataset, named):
        return
    now = present(dataset.as_written, "crossings", work.crossing)
    slot = "crossings/row"
    with st.container(key="desk-cells-confirm"):
        for name in ("status", "confirmed_by", "disagreement"):
            draw_cell(dataset, work, slot, name, Beside(problems.of(slot, name), before=now[name]))


def _rival(work: Work, dataset: Dataset, rows: list[Row], problems: Problems) -> None:
    heading(_("A rival value"), _("What another source says stays beside what is used."))
    if not _pick_report(
        work, dataset, pickable(dataset, "crossings", widget_key(work, "report"), work.crossing)
    ):
        return
    own = dataset.disputes[dataset.disputes["crossing_id"] == work.crossing]
    asked = dict(zip(own["dispute_id"], own["question"], strict=True))
    key, question = shown(widget_key(work, "question", work.crossing), work.key)
    label = _("On which question")
    new = _("A new question")
    st.radio(
        label, ["", *asked], format_func=lambda each: plain(asked.get(each, new)), key=key,
        index=place_of(question, ["", *asked]) or 0,
        on_change=_of_question, args=(work, key),
    )  # fmt: skip
    shared = () if work.key else ("question", "field")
    with st.container(key="desk-cells-rival"):
        for name in (*shared, "value", "article_id", "origin", "reason"):
            draw_cell(dataset, work, RIVAL, name, Beside(problems.of(RIVAL, name)))
    if not work.key:
        heading(_("The value that is used now"), _("With whose account it is, and why it is used."))
        with st.container(key="desk-cells-present"):
            for name in ("value", "article_id", "origin", "reason"):
                draw_cell(dataset, work, PRESENT, name, Beside(problems.of(PRESENT, name)))


def _of_question(work: Work, key: str) -> None:
    work.key = st.session_state[key]


def _retire(work: Work, dataset: Dataset, rows: list[Row], problems: Problems) -> None:
    heading(_("Retire a report"), _("It leaves the map and every count, and its address says why."))
    if not schema_columns(dataset, RETIRED):
        quiet(_("This package has no table of retired reports."))
        return
    if not _pick_report(
        work, dataset, pickable(dataset, "crossings", widget_key(work, "report"), work.crossing)
    ):
        return
    slot = GONE
    with st.container(key="desk-cells-retire"):
        for name in ("reason", "retired"):
            draw_cell(dataset, work, slot, name, Beside(problems.of(slot, name)))
        _moved_to(work, dataset, slot, problems)
    moved = work.cell(slot, "moved_to")
    counts = fates(rows)
    st.html(render("desk_retire.html", crossing_id=work.crossing, moved=moved, counts=counts))


def _moved_to(work: Work, dataset: Dataset, slot: str, problems: Problems) -> None:
    """Where a reader of the old address is sent."""
    words_key = widget_key(work, slot, "moved_to")
    reports = pickable(dataset, "crossings", words_key, work.cell(slot, "moved_to"))
    reports = {key: name for key, name in reports.items() if key != work.crossing}
    described = schema.field_of(dataset.package, RETIRED, "moved_to")
    work.drawn.add((slot, "moved_to"))
    key, moved = shown(widget_key(work, slot, "moved_to"), work.cell(slot, "moved_to"))
    with st.container(key="desk-wide-moved-to", gap=None):
        st.selectbox(
            str(described.get("title") or "moved_to"), list(reports), key=key,
            format_func=reports.__getitem__, index=place_of(moved, reports),
            placeholder=_("Nowhere: it is gone"),
        )  # fmt: skip
        _beside_moved(described, problems.of(slot, "moved_to"))


def _beside_moved(described: dict[str, Any], problems: Sequence[str]) -> None:
    st.html(
        render("desk_beside.html", id="beside-moved-to", described=described, categories=[],
               problems=problems,
            todo=False, passage=(), before=None)
    )  # fmt: skip


_FORMS: dict[str, Callable[[Work, Dataset, list[Row], Problems], None]] = {
    "correct": _correct, "confirm": _confirm, "rival": _rival, "retire": _retire,
}  # fmt: skip
