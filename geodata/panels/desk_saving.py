"""Saving a change whole or not at all, what somebody else changed meanwhile, and taking a save back."""

from collections import Counter
from typing import TYPE_CHECKING, Any

import streamlit as st

from geodata.editing.change import Change
from geodata.model.dataset import Dataset
from geodata.model.kept import kept
from geodata.model.schema import DataError
from geodata.model.settling import LockedError
from geodata.model.translated import lacking
from geodata.panels import desk_captures, desk_door, desk_drafts, desk_field, desk_trial, desk_work
from geodata.panels.desk_notes import refused
from geodata.panels.desk_review import shown
from geodata.panels.desk_rows import copied
from geodata.panels.desk_work import Work, widget_key
from geodata.words.language import N_, name_of, speaking
from geodata.words.language import gettext as _
from geodata.words.links import crossing_path
from geodata.words.problems import problem
from geodata.words.templates import render

if TYPE_CHECKING:
    from geodata.editing.saving import Saved

_SAVED, _STOPPED, _NOT_UNDONE = "desk_saved", "desk_stopped", "desk_not_undone"


def draw(work: Work, change: Change, about: str, *, ready: bool) -> None:
    """Draw the button that saves, and why it could not save where it could not."""
    _why_not(work, change, about, ready=ready)
    st.button(
        _("Save"), key=widget_key(work, "save"), type="primary", icon=":material/save:",
        disabled=not ready, on_click=_save, args=(change, about),
    )  # fmt: skip


def _why_not(work: Work, change: Change, about: str, *, ready: bool) -> None:
    stopped: dict[str, Any] = st.session_state.get(_STOPPED, {})
    if stopped.get("turn") != work.turn:
        return
    if "now" not in stopped:
        refused(_("Nothing was saved, and nothing is lost: %(why)s", why=stopped["why"]))
        return
    clean = stopped["clean"]
    unclean = _MEANWHILE if stopped["files"] else _MEANWHILE_UNSEEN
    st.warning(_(_MEANWHILE_CLEAN) if clean else _(unclean))
    if stopped["files"]:
        st.html(render("desk_changes.html", files=shown(stopped["files"])))
    if clean:
        st.button(
            _("Save mine on top"), key="desk-on-top", type="primary", disabled=not ready,
            on_click=_save_on_top, args=(change, about),
        )  # fmt: skip
    else:
        st.button(
            _("Go on with the data as they are now"), key="desk-go-on", type="primary", on_click=_go_on
        )  # fmt: skip


_MEANWHILE_CLEAN = N_(
    "Somebody else has changed the data since you began: see below. Nothing of yours is saved yet, and "
    "nothing is lost. Your change still fits on top."
)
_MEANWHILE = N_(
    "Somebody else has changed the data since you began, and the same rows as you: see below. Nothing of "
    "yours is saved yet, and nothing is lost. Look at your change again before you save it."
)
_MEANWHILE_UNSEEN = N_(
    "Somebody else has changed the data since you began, and what they changed cannot be shown. Nothing of "
    "yours is saved yet, and nothing is lost. Look at your change again before you save it."
)


_UNSEEN = N_("something changed as you pressed the button. Look at it once more.")


def _save(change: Change, about: str) -> None:
    from geodata.editing.saving import Outdated, save

    st.session_state.pop(_STOPPED, None)
    editor, work = desk_door.editor(), desk_work.current()
    desk_field.take_reason_over(work)
    before = desk_work.fingerprint(work)
    desk_field.take_over(work)
    if desk_work.fingerprint(work) != before:  # typed just before the button was pressed
        st.session_state[_STOPPED] = {"why": _(_UNSEEN), "turn": work.turn}
        return
    change = Change(change.rows, work.reason, editor)
    try:
        if _reads_a_page(change):
            desk_captures.keep(*copied(work), desk_trial.folder())
        saved = save(desk_trial.folder(), change, work.seen)
    except Outdated as outdated:
        st.session_state[_STOPPED] = {
            "now": outdated.now, "clean": outdated.clean, "files": outdated.differences or [],
            "turn": work.turn,
        }  # fmt: skip
    except (DataError, OSError) as error:
        st.session_state[_STOPPED] = {"why": _in_words(error), "turn": work.turn}
    else:
        _saved(saved, about)


def _reads_a_page(change: Change) -> bool:
    return any("sha256" in (row.values or ()) for row in change.rows)


def _in_words(error: Exception) -> str:
    if isinstance(error, LockedError):
        return _("somebody else is saving at this moment. Try again.")
    if isinstance(error, FileExistsError) and not error.strerror:
        return _("the copy that is kept of this page is damaged. Tell whoever runs this server.")
    if isinstance(error, DataError):
        return "\n".join(problem(each.placed)[0] for each in error.problems)
    return (error.strerror if isinstance(error, OSError) else "") or str(error)


def _save_on_top(change: Change, about: str) -> None:
    _go_on()
    _save(change, about)


def _go_on() -> None:
    desk_work.current().seen = st.session_state.pop(_STOPPED)["now"]


def _saved(saved: "Saved", about: str) -> None:
    work = desk_work.current()
    desk_drafts.forget(work.draft)
    st.session_state[_SAVED] = {
        "id": saved.id,
        "about": about,
        "undone": False,
        "keys": _texts(saved),
    }
    article = work if work.task in ("telling", "report") else None
    desk_work.lay_out(desk_work.afresh(article, draft="") if article else Work())
    desk_drafts.settled(desk_work.current())


def _texts(saved: "Saved") -> list[tuple[str, str]]:
    """The rows that were written, by table and ID."""
    return [(row.table, row.key) for row in saved.change.rows if row.values is not None]


# ---- afterwards --------------------------------------------------------------------------------------


def afterwards(dataset: Dataset) -> None:
    """Say what was saved last, where it is to be seen, and offer to take it back."""
    saved: dict[str, Any] = st.session_state.get(_SAVED, {})
    if not saved:
        return
    not_undone()
    there = dataset.as_written.digest == desk_trial.state()
    link = saved["about"] if saved["about"] in dataset.crossing_ids else ""
    with st.container(key="desk-saved"):
        st.html(
            render(
                "desk_saved.html",
                undone=saved["undone"],
                there=there,
                link=crossing_path(dataset, link) if link and there else "",
                lacking=_to_translate(dataset, saved) if there and not saved["undone"] else [],
            )
        )
        with st.container(key="desk-after", horizontal=True):
            _ways_on(saved)


def not_undone() -> None:
    """Say why a save could not be taken back, where that is so."""
    if why := st.session_state.pop(_NOT_UNDONE, ""):
        refused(_("Nothing was taken back: %(why)s", why=why))


def _ways_on(saved: dict[str, Any]) -> None:
    if not saved["undone"]:
        st.button(
            _("Undo"),
            key="desk-undo",
            icon=":material/undo:",
            on_click=undo,
            args=(saved["id"],),
        )
    st.button(_("Close"), key="desk-close", type="tertiary", on_click=_close)


def _to_translate(dataset: Dataset, saved: dict[str, Any]) -> list[tuple[str, int]]:
    """How many texts of what was saved have no translation yet, by the name of the language."""
    found = _lacking(dataset, frozenset(map(tuple, saved["keys"])))
    return [(name_of(code), count) for code, count in found.items()]


@kept(most=4)
def _lacking(dataset: Dataset, wanted: frozenset[tuple[str, str]]) -> Counter[str]:
    written = dataset.as_written
    return Counter(
        code
        for code in written.languages[1:]
        for each in lacking(written, code)
        if (each["resource"], each["row"]) in wanted
    )


def undo(saved_id: str) -> None:
    """Take a save back, as a new change: for callbacks."""
    from geodata.editing.saving import Outdated
    from geodata.editing.saving import undo as take_back

    editor, state = desk_door.editor(), st.session_state
    state.pop(_STOPPED, None)
    with speaking(desk_trial.current_data()):  # the changelog is in the data's language
        reason = _("Taken back at the desk")
    try:
        take_back(desk_trial.folder(), saved_id, reason, editor, desk_trial.state())
    except Outdated:
        state[_NOT_UNDONE] = _("Somebody else saved at this moment: try again.")
    except (DataError, OSError) as error:
        state[_NOT_UNDONE] = _in_words(error)
    else:
        if state.get(_SAVED, {}).get("id") == saved_id:
            state[_SAVED]["undone"] = True


def _close() -> None:
    st.session_state.pop(_SAVED, None)
