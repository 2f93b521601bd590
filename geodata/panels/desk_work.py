"""What an editor is at work on, in this session and in its draft: nothing that was typed is ever lost."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from secrets import token_hex
from typing import Any

import streamlit as st

from geodata.model.cells import SHA_256
from geodata.model.description import OPTIONAL, TABLES
from geodata.reading.document import Document

_STATE, _TURNS, _TAB = "desk", "desk_turns", "desk_tab"
_OF_SESSION = {"kept", "turn", "drawn"}  # what no draft holds
OF_ARTICLE, OF_THERE = ("telling", "report"), ("correct", "rival", "confirm", "retire")  # tasks
ARTICLE, THERE, SAVED = "article", "there", "saved"  # the parts of the desk


@dataclass
class Work:
    """An article, what is to become of it, and every cell that was filled in.

    `rows` has the cells of each row in the making, by a name that begins with its table. `said` are the
    words of the article that a cell rests on, and the passage they stand in. `own` are the cells that
    the editor has the last word on, where the desk would go on proposing something. `asked` are the
    cells that are shown unfolded. `seen` is the digest of the files that the editor looked at, and
    `turn` is another one whenever the widgets have to forget what they hold.
    """

    document: dict[str, Any] = field(default_factory=dict)
    pasted: dict[str, str] = field(default_factory=dict)  # what is not read yet
    page: str = ""  # the SHA-256 of the page that was dropped: see `editing/pages.py`
    suffix: str = ".txt"
    task: str = ""
    crossing: str = ""
    table: str = ""
    key: str = ""
    rows: dict[str, dict[str, str]] = field(default_factory=dict)
    said: dict[str, list[str]] = field(default_factory=dict)
    own: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    reason: str = ""
    seen: str = ""
    draft: str = ""
    kept: str = ""  # when the draft was kept from here
    turn: int = 0
    drawn: set[tuple[str, str]] = field(default_factory=set)  # the cells that have a widget

    def cell(self, slot: str, name: str) -> str:
        """What stands in a cell, a blank where nothing does."""
        return self.rows.get(slot, {}).get(name, "")

    def put(self, slot: str, name: str, value: str) -> None:
        """Fill in a cell."""
        self.rows.setdefault(slot, {})[name] = value

    @property
    def empty(self) -> bool:
        """Whether there is nothing that could be lost."""
        return not (self.document.get("text") or self.own or any(self.pasted.values()))


def table_of(slot: str) -> str:
    """The table of a row in the making."""
    return slot.partition("/")[0]


def tab() -> str:
    """The part of the desk that is open."""
    return str(st.session_state.get(_TAB) or ARTICLE)


def open_part(part: str) -> None:
    """Open a part of the desk, each of which has work of its own; `desk_drafts.turn_to` loses nothing."""
    st.session_state[_TAB] = part


def current() -> Work:
    """What is at work in the part of the desk that is open."""
    if tab() not in st.session_state.setdefault(_STATE, {}):
        lay_out(Work())
    work: Work = st.session_state[_STATE][tab()]
    return work


def lay_out(work: Work) -> None:
    """Let every widget show what other work holds; `desk_drafts.begin` keeps what was there before."""
    st.session_state.setdefault(_STATE, {})[tab()] = work
    forget_widgets(work)


def session() -> dict[str, Any]:
    """A name for this session, and whether nothing was begun in it yet."""
    name = st.session_state.setdefault("desk_session", token_hex(8))
    return {"session": name, "fresh": st.session_state.get(_TURNS, 0) <= 1}


def forget_widgets(work: Work) -> None:
    """Let every widget take what it shows from the work again."""
    work.turn = st.session_state[_TURNS] = st.session_state.get(_TURNS, 0) + 1


def widget_key(work: Work, *parts: str) -> str:
    """The key of a widget of this work."""
    return "-".join(("desk", str(work.turn), *parts))


def afresh(work: Work, **changes: Any) -> Work:
    """The same article without anything that was begun with it, which stays in its draft."""
    begun = Work(work.document, page=work.page, suffix=work.suffix)
    begun.rows = {slot: row for slot, row in work.rows.items() if slot == "articles"}
    begun.own = [cell for cell in work.own if cell.startswith("articles.")]
    if begun.own == work.own:
        begun.draft, begun.kept = work.draft, work.kept
    return replace(begun, **changes)


def as_json(work: Work) -> dict[str, Any]:
    """The work as a draft holds it."""
    return {name: value for name, value in asdict(work).items() if name not in _OF_SESSION}


def from_json(draft: Mapping[str, Any]) -> Work:
    """The work of a draft; what another version of the desk wrote besides or otherwise is left out."""
    work = Work(**_alike(Work(), draft))
    work.document = _alike(Document(""), work.document)
    work.pasted = _texts(work.pasted)
    work.rows = {slot: _texts(row) for slot, row in work.rows.items() if _is_slot(slot, row)}
    work.said = {cell: said for cell, said in work.said.items() if _are_texts(said, 2)}
    work.own, work.asked = (
        [each for each in held if isinstance(each, str)] for held in (work.own, work.asked)
    )
    tasks = OF_ARTICLE if work.document else OF_THERE
    work.task = work.task if work.task in tasks else ""
    work.table = work.table if work.table in TABLES else ""
    work.page = work.page if SHA_256.fullmatch(work.page) else ""
    return work


_SLOT = re.compile(r"[a-z_]+(?:/quote-[0-9]{1,6}|/[a-z]+)?")


def _alike(blank: Any, held: Mapping[str, Any]) -> dict[str, Any]:
    """What is held of the fields of a dataclass, as far as it is of their types."""
    known = {each.name: getattr(blank, each.name) for each in fields(blank)}
    return {
        name: held[name]
        for name, value in known.items()
        if name not in _OF_SESSION and type(held.get(name)) is type(value)
    }


def _is_slot(slot: str, row: object) -> bool:
    named = _SLOT.fullmatch(slot) and table_of(slot) in {*TABLES, *OPTIONAL}
    return bool(named) and isinstance(row, dict)


def _texts(row: Mapping[str, Any]) -> dict[str, str]:
    return {name: value for name, value in row.items() if isinstance(value, str)}


def _are_texts(held: object, count: int) -> bool:
    return (
        isinstance(held, list)
        and len(held) == count
        and all(isinstance(each, str) for each in held)
    )


def fingerprint(work: Work) -> str:
    """A text that is another one once anything was changed."""
    return json.dumps(as_json(work) | {"draft": ""}, sort_keys=True)
