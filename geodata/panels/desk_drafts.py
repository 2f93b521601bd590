"""Drafts: kept silently after each change that matters, and there again after a reload or a restart."""

from typing import TYPE_CHECKING

import streamlit as st

from geodata.panels import desk_door, desk_field, desk_trial, desk_work
from geodata.panels.desk_notes import refused
from geodata.panels.desk_work import Work
from geodata.words.language import gettext as _
from geodata.words.numbers import number
from geodata.words.templates import render

if TYPE_CHECKING:
    from geodata.editing.drafts import Draft

_KEPT, _UNKEPT, _DROPPED = "desk_kept", "desk_unkept", "desk_dropped"
MOST = 20  # drafts that are listed


def keep(work: Work) -> None:
    """Keep the work if anything of it has changed."""
    if work.empty or st.session_state.get(_KEPT) == (now := desk_work.fingerprint(work)):
        return
    from geodata.editing import drafts

    held = {"title": _title(work), **desk_work.as_json(work)}
    draft = drafts.Draft(held, desk_door.editor(), work.seen, work.draft, work.kept)
    try:
        kept = drafts.keep(desk_trial.folder(), draft)
    except OSError as error:
        st.session_state[_UNKEPT] = error.strerror or str(error) or type(error).__name__
    else:
        st.session_state.pop(_UNKEPT, None)
        work.draft, work.kept = kept.id, kept.when
        st.session_state[_KEPT] = now


def warn() -> None:
    """Say that what was typed is in no draft, for as long as that is so."""
    if why := st.session_state.get(_UNKEPT):
        refused(_("No draft can be kept: %(why)s", why=why))


def settled(work: Work) -> None:
    """Take the work as it stands for something that needs no new draft."""
    st.session_state[_KEPT] = desk_work.fingerprint(work)


def drop(draft_id: str) -> None:
    """Put a draft away, if it is the editor's own or nobody can read it: for callbacks."""
    from geodata.editing import drafts

    editor = desk_door.editor()
    found = [each for each in listed() if each.id == draft_id and _may_go(each, editor)]
    if found:
        drafts.drop(desk_trial.folder(), draft_id)
        st.session_state[_DROPPED] = found[0]


def bring_back() -> None:
    """Put the draft that was dropped last among the others again: for callbacks."""
    from geodata.editing import drafts

    desk_door.editor()
    drafts.bring_back(desk_trial.folder(), st.session_state.pop(_DROPPED).id)


def forget(draft_id: str) -> None:
    """Take away the draft of what was saved, and every page that no draft needs any longer."""
    from geodata.editing import drafts, pages

    folder = desk_trial.folder()
    drafts.forget(folder, draft_id)
    left = [*listed(), *drafts.drafts(folder, at=drafts.DROPPED)]
    pages.tidy(folder, {str(each.content.get("page", "")) for each in left})


def _may_go(draft: "Draft", editor: str) -> bool:
    return bool(draft.unreadable) or draft.editor == editor


def _title(work: Work) -> str:
    return (
        work.cell("articles", "title")
        or work.key
        or work.crossing
        or (work.document or work.pasted).get("text", "")[:80]
        or work.pasted.get("url", "")
    )


def listed() -> "list[Draft]":
    """The drafts there are, the latest first."""
    from geodata.editing import drafts

    return drafts.drafts(desk_trial.folder())


def queue(work: Work) -> None:
    """List the drafts that are not open here, each to be opened or dropped."""
    if dropped := st.session_state.get(_DROPPED):
        with st.container(key="desk-dropped", horizontal=True, vertical_alignment="center"):
            st.html(render("desk_dropped.html", title=dropped.content.get("title", "")))
            st.button(_("Bring it back"), key="desk-bring-back", on_click=bring_back)
    others = [each for each in listed() if each.id != work.draft][:MOST]
    if others:
        with st.expander(_("Drafts (%(n)s)", n=number(len(others))), key="desk-drafts"):
            for draft in others:
                _one(draft)


def _one(draft: "Draft") -> None:
    key = f"desk-draft-{draft.id}"
    with st.container(key=key, horizontal=True, vertical_alignment="center"):
        st.html(render("desk_draft.html", draft=draft, title=draft.content.get("title", "")))
        if not draft.unreadable:
            st.button(_("Open"), key=f"{key}-open", on_click=reopen, args=(draft.id,))
        if _may_go(draft, desk_door.editor()):
            st.button(
                _("Drop"), key=f"{key}-drop", type="tertiary", on_click=drop, args=(draft.id,)
            )  # fmt: skip


def reopen(draft_id: str) -> None:
    """Go on with a draft, if it is still there: for callbacks."""
    desk_door.editor()
    put_aside()
    found = [each for each in listed() if each.id == draft_id and not each.unreadable]
    if not found:
        return
    work = desk_work.from_json(found[0].content)
    work.draft, work.kept = draft_id, found[0].when
    turn_to(desk_work.ARTICLE if work.document or work.pasted else desk_work.THERE)
    begin(work)
    settled(work)


def begin_anew() -> None:
    """Put the work aside, where it stays as a draft, and begin with another article."""
    begin(Work())


# ---- from one work to another ------------------------------------------------------------------------


def put_aside() -> Work:
    """Keep the work with what was typed last: for callbacks, which run before that is taken over."""
    work = desk_work.current()
    desk_field.take_over(work)
    keep(work)
    return work


def begin(work: Work) -> None:
    """Turn to other work; what was there before stays as a draft."""
    put_aside()
    st.session_state.pop(_DROPPED, None)
    desk_work.lay_out(work)


def turn_to(part: str) -> None:
    """Open a part of the desk; what was at work in the other one stays there."""
    put_aside()
    desk_work.open_part(part)
