"""What a change makes of the data, before anything is saved: what is left, the card, and every file's lines."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

import streamlit as st
from markupsafe import Markup

from geodata.editing.change import Change
from geodata.panels import desk_trial
from geodata.panels.desk_field import shown as shown_in
from geodata.panels.desk_work import Work, widget_key
from geodata.panels.headings import small_heading
from geodata.words.card import card_html
from geodata.words.language import gettext as _
from geodata.words.language import speaking
from geodata.words.templates import render

if TYPE_CHECKING:
    from geodata.editing.files import FileDifference
    from geodata.editing.trial import Trial

Pieces = list[tuple[str, bool]]


@dataclass(frozen=True)
class ShownFile:
    """The lines of one file that change, each cut into what stays the same and what differs."""

    name: str
    count: int
    lines: list[tuple[str, Pieces]]


def draw(change: Change, trial: "Trial", left: Sequence[tuple[str, str]], about: str) -> None:
    """Draw what is left, the card as readers will see it, and the change of each file."""
    st.html(render("desk_left.html", problems=left))
    if trial.dataset is not None and about in trial.dataset.crossing_ids:
        small_heading(_("The card as readers will see it"))
        with speaking(trial.dataset):
            card = card_html(trial.dataset, about, opened=True)
        st.html(render("desk_card.html", card=Markup(card)))
    # While anything is left the lines would be others with the next key.
    if not left and (files := shown(desk_trial.differences(change, desk_trial.state()))):
        small_heading(_("The lines of each file"))
        st.html(render("desk_changes.html", files=files))


def reason(work: Work, proposed: str) -> None:
    """Ask why, for the changelog of the data; a neutral text is there already."""
    if "reason" not in work.own:
        work.reason = proposed
    key, opens_with = shown_in(widget_key(work, "reason"), work.reason)
    label = _("Reason, for the changelog of the data")
    st.text_input(label, value=opens_with, key=key, max_chars=300)


def shown(files: "Sequence[FileDifference]") -> list[ShownFile]:
    """The differences of files for the template."""
    return [
        ShownFile(
            each.file, sum(sign != " " for sign, _line in each.lines), list(marked(each.lines))
        )
        for each in files
    ]


def marked(lines: Sequence[tuple[str, str]]) -> Iterator[tuple[str, Pieces]]:
    """Lines with what differs from the line that each replaces, where it replaces one."""
    at = 0
    while at < len(lines):
        sign, line = lines[at]
        after = lines[at + 1] if at + 1 < len(lines) else (" ", "")
        if sign == "-" and after[0] == "+":
            old, new = _apart(line, after[1])
            yield "-", old
            yield "+", new
            at += 2
        else:
            yield sign, [(line, False)]
            at += 1


def _apart(old: str, new: str) -> tuple[Pieces, Pieces]:
    """Two lines cut at the words that differ."""
    before, after = (re.findall(r"\w+|\W", line) for line in (old, new))
    cut: tuple[Pieces, Pieces] = ([], [])
    for how, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        for side, words in ((0, before[a:b]), (1, after[c:d])):
            if words:
                cut[side].append(("".join(words), how != "equal"))
    return cut
