"""The article: taken in as text or as a saved page, read, and shown with what was recognised in it."""

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import streamlit as st

from geodata.model.dataset import Dataset
from geodata.model.kept import kept
from geodata.panels import desk_captures, desk_drafts, desk_trial
from geodata.panels.desk_field import shown
from geodata.panels.desk_notes import refused
from geodata.panels.desk_words import SORTS
from geodata.panels.desk_work import Work, widget_key
from geodata.words.language import gettext as _
from geodata.words.numbers import number
from geodata.words.templates import render, short_host

if TYPE_CHECKING:
    from geodata.reading.document import Document
    from geodata.reading.reading import Mention, Passage, Reading

MOST_MEGABYTES = 20
MOST_FOLDED = 60_000  # characters of what does not speak of the border that are sent
FEW = 2  # paragraphs that are not worth folding
MOST_HEADLINE = 160  # characters
OF_PAGE = ("title", "outlet", "author", "published")  # what a page says of itself


# ---- taking it in ------------------------------------------------------------------------------------


def intake(work: Work) -> None:
    """Ask for an article: its address and text, or the page as it was saved."""
    st.html(render("desk_intake.html", captures=desk_captures.folder() is not None))
    with st.container(key="desk-intake"):
        key, opens_with = shown(widget_key(work, "url"), work.pasted.get("url", ""))
        st.text_input(
            _("Address of the article"), value=opens_with, key=key, placeholder="https://"
        )
        left, right = st.columns([3, 2], gap="medium")
        with left:
            key, opens_with = shown(widget_key(work, "text"), work.pasted.get("text", ""))
            st.text_area(_("Text of the article"), value=opens_with, key=key, height=220)
        with right:
            # A page that was dropped is read at once: it may take a while to come.
            st.file_uploader(
                _("or the page as you saved it"), ["html", "htm", "txt"],
                key=widget_key(work, "page"), max_upload_size=MOST_MEGABYTES, on_change=_take_in,
            )  # fmt: skip
        st.button(
            _("Read the article"), type="primary", key=widget_key(work, "read"), on_click=_take_in,
            icon=":material/manage_search:",
        )  # fmt: skip
    if st.session_state.pop("desk_nothing", False):
        st.warning(_("No text was found there. Paste the text of the article instead."))
    if why := st.session_state.pop("desk_unkept_page", ""):
        refused(_("No draft can be kept: %(why)s", why=why))


def _take_in() -> None:
    work = desk_drafts.put_aside()
    state = st.session_state
    url, text = work.pasted.get("url", "").strip(), work.pasted.get("text", "")
    file = state.get(widget_key(work, "page"))
    content = file.getvalue() if file else text.encode()
    html = file.name.lower().endswith((".html", ".htm")) if file else _is_markup(text)
    document = read_in(content, url, html=html)
    if not document.text.strip():
        state["desk_nothing"] = True
        return
    try:
        page = _kept(content) if desk_captures.folder() and (file or html) else ""
    except OSError as error:
        state["desk_unkept_page"] = error.strerror or str(error)
        return
    begun = Work(
        document=asdict(document), page=page, suffix=".html" if html else ".txt",
        draft=work.draft, kept=work.kept,
    )  # fmt: skip
    for name in (*OF_PAGE, "url"):
        begun.put("articles", name, " ".join(getattr(document, name).split()))
    desk_drafts.begin(begun)


def _kept(page: bytes) -> str:
    from geodata.editing import pages

    return pages.keep(desk_trial.folder(), page)


def read_in(content: bytes, url: str, *, html: bool) -> "Document":
    """An article from what was pasted or dropped."""
    from geodata.reading.document import Document

    if html:
        from geodata.reading import pages

        return pages.from_html(content, url)
    text = content.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    return Document(text=text, url=url, title=headline_of(text))


def headline_of(text: str) -> str:
    """The first line of a text where it stands apart as a headline does, or a blank."""
    first, *rest = (line.strip() for line in text.strip().split("\n"))
    apart = len(rest) > 1 and len(first) <= MOST_HEADLINE and not first.endswith((".", ":", ","))
    return first if apart else ""


def outlet_of(url: str, dataset: Dataset) -> str:
    """Who publishes at an address: as the data call them, or by the name of the host."""
    host = short_host(url)
    outlets = dataset.articles.loc[dataset.articles["url"].map(short_host) == host, "outlet"]
    return str(outlets.mode().iloc[0]) if host and len(outlets) else host


def _is_markup(text: str) -> bool:
    return bool(re.match(r"\s*(<!doctype html|<html)\b", text, re.IGNORECASE))


# ---- reading it --------------------------------------------------------------------------------------


def document_of(work: Work) -> "Document":
    """The article with what the editor has said of its page."""
    from geodata.reading.document import Document

    corrected = {name: work.cell("articles", name) for name in (*OF_PAGE, "url")}
    known: dict[str, Any] = {**work.document, **corrected}
    return Document(**known)


def reading_of(work: Work, dataset: Dataset) -> "Reading":
    """What was recognised in the article."""
    return read(dataset.as_written, document_of(work))


@kept(most=8)
def read(dataset: Dataset, document: "Document") -> "Reading":
    """What is recognised in a document, once for each."""
    from geodata.reading import reader

    return reader.read(document, dataset)


def complete(work: Work, dataset: Dataset, reading: "Reading") -> None:
    """Fill in what the page says of itself, wherever the editor has not."""
    found = {name: getattr(reading.document, name) for name in OF_PAGE}
    found["outlet"] = found["outlet"] or outlet_of(work.cell("articles", "url"), dataset)
    for name, value in (found | {"language": reading.language}).items():
        if f"articles.{name}" not in work.own and value and not work.cell("articles", name):
            work.put("articles", name, " ".join(value.split()))


# ---- showing it --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Piece:
    """Some words of a paragraph: of which sort, and whether they speak of this border."""

    text: str
    sort: str = ""
    within: bool = False


@dataclass(frozen=True)
class Block:
    """Paragraphs that are shown, or folded because they do not speak of this border."""

    paragraphs: list[list[Piece]]
    folded: bool = False
    left_out: int = 0  # characters


def draw(reading: "Reading") -> None:
    """Show the article with its marks and their legend; all of its text is escaped."""
    sorts = {sort: _(words) for sort, words in SORTS.items()}
    counts = {sort: sum(each.sort == sort for each in reading.mentions) for sort in sorts}
    legend = [(sort, sorts[sort], number(count)) for sort, count in counts.items() if count]
    blocks = list(blocks_of(reading.document.text, reading.mentions, reading.passages))
    values: dict[str, Any] = {
        "language": reading.language, "unread": reading.document.unread,
    }  # fmt: skip
    st.html(render("desk_article.html", legend=legend, sorts=sorts, blocks=blocks, **values))


def blocks_of(
    text: str, mentions: "tuple[Mention, ...]", passages: "tuple[Passage, ...]"
) -> Iterator[Block]:
    """An article cut into what speaks of the border and what does not."""
    marks = _apart(mentions)
    run: list[list[Piece]] = []
    speaks = False
    for begin, end in _paragraphs(text):
        within = any(each.begin < end and begin < each.end for each in passages)
        if run and within != speaks:
            yield _block(run, speaks, bool(passages))
            run = []
        speaks = within
        run.append(list(_pieces(text, begin, end, marks, passages)))
    if run:
        yield _block(run, speaks, bool(passages))


def _block(run: list[list[Piece]], speaks: bool, any_speaks: bool) -> Block:
    if speaks or (any_speaks and len(run) <= FEW and _length(run) < 500):
        return Block(run)
    if not any_speaks and _length(run) < 3000:
        return Block(run)
    shown, left = [], MOST_FOLDED
    for paragraph in run:
        if left <= 0:
            break
        shown.append([Piece(each.text[:MOST_FOLDED], each.sort, each.within) for each in paragraph])
        left -= sum(len(each.text) for each in paragraph)
    return Block(shown, folded=True, left_out=max(0, _length(run) - _length(shown)))


def _length(paragraphs: list[list[Piece]]) -> int:
    return sum(len(each.text) for paragraph in paragraphs for each in paragraph)


def _apart(mentions: "tuple[Mention, ...]") -> "list[Mention]":
    """The mentions in the order of the text, none over another: the longer one stays."""
    found: list[Mention] = []
    for each in sorted(mentions, key=lambda each: (each.begin, -each.end)):
        if not found or each.begin >= found[-1].end:
            found.append(each)
    return found


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    for match in re.finditer(r"[^\n]+", text):
        if match.group().strip():
            yield match.start(), match.end()


def _pieces(
    text: str, begin: int, end: int, marks: "list[Mention]", passages: "tuple[Passage, ...]"
) -> Iterator[Piece]:
    own = [each for each in marks if each.begin < end and begin < each.end]
    spoken = [each for each in passages if each.begin < end and begin < each.end]
    ends = [
        *(place for each in own for place in (each.begin, each.end)),
        *(place for each in spoken for place in (each.begin, each.end)),
    ]
    cuts = {begin, end, *(place for place in ends if begin < place < end)}
    places = sorted(cuts)
    for first, last in pairwise(places):
        sort = next((each.sort for each in own if each.begin <= first < each.end), "")
        within = any(each.begin <= first < each.end for each in spoken)
        yield Piece(text[first:last], sort, within)
