"""Which report an article tells of: what the desk proposes with its reasons, and the editor's own pick."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from geodata.model.dataset import Dataset
from geodata.model.kept import kept
from geodata.model.schema import field_of
from geodata.panels import desk_article, desk_drafts, desk_trial, desk_work
from geodata.panels.desk_notes import gone
from geodata.panels.desk_rows import known_article
from geodata.panels.desk_search import pickable
from geodata.panels.desk_words import day, nothing_in_words, why_in_words
from geodata.panels.desk_work import Work, widget_key
from geodata.panels.headings import heading, quiet, small_heading
from geodata.words.card import card_labels
from geodata.words.language import gettext as _
from geodata.words.language import npgettext
from geodata.words.numbers import number
from geodata.words.templates import records, render

if TYPE_CHECKING:
    from geodata.reading.document import Document
    from geodata.reading.proposal import Candidate, Proposal
    from geodata.reading.reading import Reading

MOST_OTHERS = 5
FIRST = 3  # events that are laid out; the others are folded
# What an event is told by, in this order: the rest is in the form.
TOLD = ("place_id", "locality", "start", "people_best", "people_words", "kind", "direction")


def draw(work: Work, dataset: Dataset, reading: "Reading") -> None:
    """Draw what the article may tell of, and the ways to take up any of it."""
    heading(_("Which report does it tell of?"), "")
    if work.task:
        _taken_up(work, dataset)
        return
    if known := known_article(work, dataset):
        quiet(_("This document is among the data already: %(id)s.", id=known))
    found = proposals(work, dataset)
    for said in nothing_in_words(reading.nothing) if not found else ():
        st.html(render("desk_nothing.html", said=said))
    main = [each for each in enumerate(found) if each[1].main]
    behind = [each for each in enumerate(found) if not each[1].main]
    for at, proposal in main[:FIRST]:
        _proposal(work, dataset, at, proposal)
    _folded(work, dataset, main[FIRST:], _("More events of this article"), "more")
    _folded(work, dataset, behind, _("Events that it recalls"), "behind")
    _otherwise(work, dataset)


def proposals(work: Work, dataset: Dataset) -> "list[Proposal]":
    """What the article may report."""
    return _proposed(dataset.as_written, desk_article.document_of(work))


@kept(most=8)
def _proposed(dataset: Dataset, document: "Document") -> "list[Proposal]":
    from geodata.reading import proposing

    return proposing.propose(desk_article.read(dataset, document), dataset)


def _taken_up(work: Work, dataset: Dataset) -> None:
    """What the editor has picked, and the way back."""
    with st.container(key="desk-taken"):
        if work.task == "telling" and work.crossing not in dataset.crossing_ids:
            gone(work.crossing)
        elif work.task == "telling":
            _report(dataset, work.crossing, known=False)
        else:
            small_heading(_("A new report"))
        st.button(
            _("Pick another"), key=widget_key(work, "back"), on_click=_back, type="tertiary",
            icon=":material/arrow_back:",
        )  # fmt: skip


def _back() -> None:
    desk_drafts.begin(desk_work.afresh(desk_drafts.put_aside()))


# ---- one event -----------------------------------------------------------------------------------------


def _proposal(
    work: Work, dataset: Dataset, at: int, proposal: "Proposal", *, folded: bool = False
) -> None:
    key = partial(widget_key, work, "event", str(at))
    with st.container(key=f"desk-event-{at}"):
        facts = facts_of(dataset, proposal)
        passage = proposal.passage.text
        st.html(render("desk_event.html", facts=facts, passage=passage))
        if proposal.candidates:
            _candidate(work, dataset, proposal.candidates[0], key("best"), best=True)
        st.button(
            _("Add as a new report"), key=key("new"), on_click=_begin, args=(proposal,),
            icon=":material/add_location_alt:",
            type="secondary" if proposal.candidates else "primary",
        )  # fmt: skip
        # Those that are folded stand in an expander already, which cannot hold another.
        if (others := proposal.candidates[1:MOST_OTHERS]) and not folded:
            with st.expander(_("Other reports that it may be"), key=key("others")):
                for nth, candidate in enumerate(others):
                    _candidate(work, dataset, candidate, key("other", str(nth)), best=False)


def facts_of(dataset: Dataset, proposal: "Proposal") -> list[tuple[str, str]]:
    """What an event is told by: the label of each field, and its value as people say it."""
    found = []
    for name in TOLD:
        if said := proposal.fields.get(name):
            described = field_of(dataset.package, "crossings", name)
            labels = {each["value"]: each["label"] for each in described.get("categories", [])}
            value = day(said.value) if name == "start" else labels.get(said.value, said.value)
            found.append((described.get("title") or name, value))
    return found


def _candidate(
    work: Work, dataset: Dataset, candidate: "Candidate", key: str, *, best: bool
) -> None:
    known = known_article(work, dataset)
    told = _report(dataset, candidate.crossing_id, why=candidate.why, known_as=known)
    label = npgettext(
        "a further telling", "Add as article %(n)s", "Add as article %(n)s", told + 1,
        n=number(told + 1),
    )  # fmt: skip
    if known and _tells(dataset, candidate.crossing_id, known):
        label = _("Add other words of it")
    st.button(
        label, key=key, on_click=_tell, args=(candidate.crossing_id,), icon=":material/playlist_add:",
        type="primary" if best else "secondary",
    )  # fmt: skip


def _report(
    dataset: Dataset,
    crossing_id: str,
    *,
    why: Iterable[str] = (),
    known_as: str = "",
    known: bool = True,
) -> int:
    """Draw a report of the data, and return how many articles tell of it."""
    row = records(dataset.crossings.iloc[[dataset.row_of(crossing_id)]])[0]
    told = int(dataset.evidence_for(crossing_id)["article_id"].nunique())
    html = render(
        "desk_report.html",
        row=row,
        labels=card_labels(dataset),
        told=told if known else None,
        known=bool(known_as) and _tells(dataset, crossing_id, known_as),
        why=why_in_words(why),
    )
    st.html(html)
    return told


def _tells(dataset: Dataset, crossing_id: str, article_id: str) -> bool:
    return article_id in set(dataset.evidence_for(crossing_id)["article_id"])


def _folded(
    work: Work, dataset: Dataset, events: "Sequence[tuple[int, Proposal]]", label: str, key: str
) -> None:
    if events:
        with st.expander(f"{label} ({number(len(events))})", key=widget_key(work, key)):
            for at, proposal in events:
                _proposal(work, dataset, at, proposal, folded=True)


def _otherwise(work: Work, dataset: Dataset) -> None:
    """The editor's own pick."""
    small_heading(_("Something else"))
    with st.container(key="desk-otherwise"):
        key = widget_key(work, "pick")
        reports = pickable(dataset, "crossings", key, "")
        st.selectbox(
            _("Another report"), list(reports), index=None, key=key, format_func=reports.__getitem__,
            placeholder=_("Type to search"), on_change=_tell_picked, args=(key,),
        )  # fmt: skip
        st.button(
            _("Begin a new report from nothing"), key=widget_key(work, "blank"), on_click=_begin,
            args=(None,), type="tertiary", icon=":material/add:",
        )  # fmt: skip


# ---- taking one up -------------------------------------------------------------------------------------


def _tell_picked(key: str) -> None:
    if picked := st.session_state[key]:
        _tell(picked)


def _tell(crossing_id: str) -> None:
    work = desk_drafts.put_aside()
    begun = desk_work.afresh(
        work, task="telling", crossing=crossing_id, seen=desk_trial.looked_at()
    )
    desk_drafts.begin(begun)


def _begin(proposal: "Proposal | None") -> None:
    """Begin a new report with what the article says of an event, or with nothing."""
    begun = desk_work.afresh(desk_drafts.put_aside(), task="report", seen=desk_trial.looked_at())
    if proposal is not None:
        fill(begun, proposal)
    desk_drafts.begin(begun)


def fill(work: Work, proposal: "Proposal") -> None:
    """Fill in what the article says, each cell with its words; what it does not say stays blank."""
    for name, said in proposal.fields.items():
        work.put("crossings", name, said.value)
        work.said[f"crossings.{name}"] = [said.words, said.passage.text]
        work.asked.append(f"crossings.{name}")
