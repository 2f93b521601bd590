"""The form of a telling or of a new report: what it asks for comes first, all else is folded."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from geodata.model.dataset import Dataset
from geodata.model.description import IDS
from geodata.model.schema import fields
from geodata.panels import desk_quotes, desk_spot
from geodata.panels.desk_field import Beside
from geodata.panels.desk_field import draw as draw_cell
from geodata.panels.desk_problems import Problems
from geodata.panels.desk_rows import SUMMARY, Row
from geodata.panels.desk_work import Work, widget_key
from geodata.panels.headings import heading, quiet
from geodata.words.language import gettext as _

if TYPE_CHECKING:
    from geodata.reading.reading import Reading

# What the page says of itself stands above, and what follows from other cells is not asked for.
_PAGE = ("title", "outlet", "author", "published", "language", "url")
_ABOVE = set(_PAGE)
_NEEDED = ("outlet", "published", "language", "url")
# What an article may tell of a report, and where it was, which stands beside the map.
_TOLD = (
    "locality", "direction", "people_low", "people_best", "people_high", "people_words", "part_of",
)  # fmt: skip
_SPOT = ("latitude", "longitude", "radius_km")
_FEW = 5  # words on either side
_FOLLOWS = {"captured", "sha256", "checked", "seen"}


def page_cells(work: Work, dataset: Dataset, problems: Problems, *, known: bool) -> None:
    """Draw what the page says of itself: what is lacking first, the rest folded, to be corrected.

    Of a document that the data have, it is the address alone: it may have been taken for another.
    """
    names = ("url",) if known else _PAGE
    for name in () if known else _NEEDED:
        if not work.cell("articles", name) and f"page.{name}" not in work.asked:
            work.asked.append(f"page.{name}")
    lacking = [name for name in names if f"page.{name}" in work.asked]
    with st.container(key="desk-cells-lacking"):
        for name in lacking:
            _page_cell(work, dataset, name, problems)
    with (
        st.expander(_("Correct what the page is"), key=widget_key(work, "page-cells")),
        st.container(key="desk-cells-page"),
    ):
        for name in names:
            if name not in lacking:
                _page_cell(work, dataset, name, problems)


def _page_cell(work: Work, dataset: Dataset, name: str, problems: Problems) -> None:
    draw_cell(dataset, work, "articles", name, Beside(problems.of("articles", name)))


def draw(
    work: Work, dataset: Dataset, reading: "Reading", rows: Sequence[Row], problems: Problems
) -> None:
    """Draw what is asked for: the report where it is new, the words of the article, and the document."""
    made = {row.slot: row for row in rows}
    if "crossings" in made:
        heading(_("What happened"), _("What the article says is filled in. All else stays blank."))
        _report(work, dataset, made["crossings"], problems)
    _words(work, dataset, reading, problems)
    if "articles" in made:
        heading(_("The document"), "")
        _cells(work, dataset, made["articles"], problems, _ABOVE)
    _ids(work, dataset, rows, problems)


def _report(work: Work, dataset: Dataset, row: Row, problems: Problems) -> None:
    work.asked += [cell for name in _TOLD if (cell := f"crossings.{name}") not in work.asked]
    _cells(work, dataset, row, problems, {*_SPOT}, with_map=True)


def _cells(
    work: Work,
    dataset: Dataset,
    row: Row,
    problems: Problems,
    above: set[str],
    *,
    with_map: bool = False,
) -> None:
    """The cells of a new row: those that must be there or that an article may speak of, then the others."""
    slot, left_out = row.slot, above | _FOLLOWS | {IDS[row.change.table]}
    names = [
        each for each in fields(dataset.package, row.change.table) if each["name"] not in left_out
    ]
    for each in names:
        asked = each.get("constraints", {}).get("required") or problems.of(slot, each["name"])
        if asked and f"{slot}.{each['name']}" not in work.asked:
            work.asked.append(f"{slot}.{each['name']}")
    first = [each["name"] for each in names if f"{slot}.{each['name']}" in work.asked]
    rest = [each["name"] for each in names if each["name"] not in first]
    with st.container(key=f"desk-cells-{slot}"):
        for name in first:
            _cell(work, dataset, row, name, problems)
    if with_map:
        desk_spot.draw(work, dataset)
        with st.container(key="desk-cells-spot"):
            for name in _SPOT:
                _cell(work, dataset, row, name, problems)
    with (
        st.expander(_("More that can be said"), key=widget_key(work, slot, "more")),
        st.container(key=f"desk-cells-more-{slot}"),
    ):
        for name in rest:
            _cell(work, dataset, row, name, problems)


def _cell(work: Work, dataset: Dataset, row: Row, name: str, problems: Problems) -> None:
    """One cell with the words of the article that it rests on."""
    proposed = row.cells.get(name) if row.cells.get(name) != work.cell(row.slot, name) else None
    words = _shortened(work, f"{row.slot}.{name}")
    beside = Beside(problems.of(row.slot, name), words, proposed)
    draw_cell(dataset, work, row.slot, name, beside)


def _shortened(work: Work, cell: str) -> Sequence[str]:
    """The words that a cell rests on in their passage, which is shown whole but once."""
    words = work.said.get(cell)
    if not words:
        return ()
    first = next(each for each, said in work.said.items() if said[1] == words[1])
    return words if first == cell else (words[0], around(*words))


def around(words: str, passage: str) -> str:
    """Some words with a few of those that stand around them."""
    if not words or words not in passage:
        return passage
    before, _words, after = passage.partition(words)
    begin, end = before.split(" "), after.split(" ")
    cut = ("… " if begin[:-_FEW] else "", " …" if end[_FEW:] else "")
    return f"{cut[0]}{' '.join(begin[-_FEW:])}{words}{' '.join(end[:_FEW])}{cut[1]}"


def _words(work: Work, dataset: Dataset, reading: "Reading", problems: Problems) -> None:
    heading(
        _("Its words"), _("A quote to the letter, or what it says in your words: one is enough.")
    )
    desk_quotes.draw(work, dataset, reading, problems)
    label = dataset.labels("excerpts", "form")["summary"]
    with st.container(key="desk-cells-summary"):
        text = Beside(problems.of(SUMMARY, "text"), label=label)
        draw_cell(dataset, work, SUMMARY, "text", text)
        for name in ("supports", "disputes") if work.cell(SUMMARY, "text") else ():
            draw_cell(dataset, work, SUMMARY, name, Beside(problems.of(SUMMARY, name)))


def _ids(work: Work, dataset: Dataset, rows: Sequence[Row], problems: Problems) -> None:
    """The IDs of the new rows: addresses that stay, so they may be changed until they are saved."""
    quiet(_("IDs: %(ids)s", ids=", ".join(row.change.key for row in rows if row.change.key)))
    with (
        st.expander(_("Change the IDs"), key=widget_key(work, "ids")),
        st.container(key="desk-cells-ids"),
    ):
        for row in rows:
            _cell(work, dataset, row, IDS[row.change.table], problems)
