"""The desk: from an article to a checked row, and whatever else changes the data by hand."""

from typing import TYPE_CHECKING

import streamlit as st

from geodata.drawings import assets
from geodata.model.dataset import Dataset
from geodata.panels import (
    desk_article,
    desk_browser,
    desk_captures,
    desk_corrections,
    desk_door,
    desk_drafts,
    desk_field,
    desk_form,
    desk_history,
    desk_problems,
    desk_proposals,
    desk_quotes,
    desk_reasons,
    desk_review,
    desk_rows,
    desk_saving,
    desk_trial,
    desk_words,
    desk_work,
)
from geodata.panels.desk_problems import Problems
from geodata.panels.desk_rows import Row
from geodata.panels.desk_work import ARTICLE, SAVED, THERE, Work, widget_key
from geodata.panels.headings import heading
from geodata.panels.view import View
from geodata.words.day import today
from geodata.words.language import N_
from geodata.words.language import gettext as _
from geodata.words.templates import render

if TYPE_CHECKING:
    from geodata.editing.trial import Trial

_PARTS = {
    ARTICLE: N_("From an article"),
    THERE: N_("Change what is there"),
    SAVED: N_("What was saved"),
}


_STYLE = f"<style>{(assets.HERE / 'desk.css').read_text(encoding='utf-8')}</style>"


def draw(view: View) -> None:
    """Draw the part of the desk that is open."""
    st.html(_STYLE)
    with st.container(key="desk"):
        _head()
        unkept = st.container(key="desk-unkept")
        desk_saving.afterwards(view.dataset)
        work = desk_work.current()
        desk_field.take_over(work)
        desk_drafts.keep(
            work
        )  # before anything is drawn, so that a reload comes too late to lose it
        match desk_work.tab():
            case "saved":
                desk_history.draw(view.dataset)
            case "there":
                _there(work, view.dataset)
            case _:
                _article(work, view.dataset)
        desk_drafts.keep(work)
        with unkept:
            desk_drafts.warn()
        desk_browser.draw(work)


def _head() -> None:
    """Who works here, and the parts of the desk."""
    key, opens_with = desk_field.shown("desk-part", desk_work.tab())
    with st.container(key="desk-head"):
        desk_door.who()
        st.segmented_control(
            _("What to do"), list(_PARTS), format_func=lambda part: _(_PARTS[part]), key=key,
            default=opens_with, required=True, label_visibility="collapsed",
            on_change=lambda: desk_drafts.turn_to(st.session_state[key]),
        )  # fmt: skip


# ---- from an article -----------------------------------------------------------------------------------


def _article(work: Work, dataset: Dataset) -> None:
    if not work.document.get("text"):
        desk_article.intake(work)
        desk_drafts.queue(work)
        return
    reading = desk_article.reading_of(work, dataset)
    desk_article.complete(work, dataset, reading)
    rows = _rows(work, dataset)
    trial = _tried(rows)
    problems = _problems(work, dataset, rows, trial)
    left, right = st.columns([5, 6], gap="medium")
    with left, st.container(key="desk-reading"):
        st.button(
            _("Read another article"), key=widget_key(work, "another"), type="tertiary",
            on_click=desk_drafts.begin_anew, icon=":material/note_add:",
        )  # fmt: skip
        desk_article.draw(reading)
    with right, st.container(key="desk-making"):
        _page(work, dataset, problems)
        desk_proposals.draw(work, dataset, reading)
        if work.task:
            desk_form.draw(work, dataset, reading, rows, problems)
        if trial:
            _review(work, dataset, rows, problems, trial)


def _page(work: Work, dataset: Dataset, problems: Problems) -> None:
    """What the page says of itself in a line, and its cells to be corrected."""
    known = desk_rows.known_article(work, dataset)
    cells = {
        name: work.cell("articles", name) for name in ("title", "outlet", "author", "language")
    }
    day = desk_words.day(work.cell("articles", "published"))
    st.html(render("desk_page.html", cells=cells, day=day, known=known))
    desk_form.page_cells(work, dataset, problems, known=bool(known))


# ---- what is there -------------------------------------------------------------------------------------


def _there(work: Work, dataset: Dataset) -> None:
    desk_corrections.choose(work)
    desk_drafts.queue(work)
    if not work.task:
        return
    rows = _rows(work, dataset)
    trial = _tried(rows)
    problems = _problems(work, dataset, rows, trial)
    desk_corrections.draw(work, dataset, rows, problems)
    if trial:
        _review(work, dataset, rows, problems, trial)


# ---- rows, their trial, and what becomes of them -------------------------------------------------------


def _rows(work: Work, dataset: Dataset) -> list[Row]:
    day = today(st.context.timezone).isoformat()
    capturing = desk_captures.folder() is not None
    return desk_rows.rows_of(work, dataset.as_written, day, capturing=capturing)


def _tried(rows: list[Row]) -> "Trial | None":
    """The data with all rows at work; None while there are none."""
    return desk_trial.tried(desk_rows.change_of(rows, "", ""), desk_trial.state()) if rows else None


def _problems(work: Work, dataset: Dataset, rows: list[Row], trial: "Trial | None") -> Problems:
    if not trial:
        return Problems()
    ours = desk_quotes.asked_for(work, work.document.get("text", "")) if work.document else {}
    return desk_problems.found(dataset.as_written, trial, rows, ours)


def _review(
    work: Work, dataset: Dataset, rows: list[Row], problems: Problems, trial: "Trial"
) -> None:
    about, left = desk_rows.about(work, rows), problems.listed(dataset)
    heading(_("What will change"), "")
    desk_review.reason(work, desk_reasons.proposed(work, dataset.as_written, rows))
    change = desk_rows.change_of(rows, work.reason, desk_door.editor())
    desk_review.draw(change, trial, left, about)
    desk_saving.draw(work, change, about, ready=not left and trial.dataset is not None)
    if left:
        with st.container(key="desk-bar"):
            st.html(render("desk_bar.html", left=len(left)))
