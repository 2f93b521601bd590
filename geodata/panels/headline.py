"""The selection in one sentence, its three counts, and the way out of an empty one."""

import streamlit as st

from geodata.model.dataset import Dataset
from geodata.model.filters import describe, emptied_by
from geodata.model.live import LiveDataset
from geodata.model.summary import Totals, counted_by_article, per_kind, totals
from geodata.panels.view import View
from geodata.words import coverage, style
from geodata.words.templates import render

FILTER_NAMES = {
    "years": "the years",
    "places": "the location",
    "kinds": "what happened",
    "directions": "the direction",
    "statuses": "how sure",
    "text": "the search",
}


def title(called: str, dataset: Dataset | None) -> str:
    """The title of the dashboard as HTML, with the line below it where the data have one."""
    subtitle = dataset.package.get("subtitle", "") if dataset else ""
    return render("title.html", title=called, subtitle=subtitle)


def draw(view: View) -> None:
    """Draw the sentence and the counts; for an empty selection, what emptied it."""
    with st.container(key="headline"):
        st.html(headline_html(view))


def headline_html(view: View) -> str:
    """The sentence and the counts as one block of HTML."""
    total = totals(view.dataset, view.positions)
    emptied = emptied_by(view.dataset, view.filters) if not len(view.positions) else {}
    return render(
        "headline.html",
        selection=describe(view.dataset, view.filters),
        sentence=sentence(total),
        total=total,
        by_article=counted_by_article(view.dataset, view.positions),
        shown=len(view.positions),
        all=len(view.dataset.crossings),
        kinds=_kinds(view),
        people_note=_people_note(total),
        left_out=_left_out(total),
        emptied=[(FILTER_NAMES[name], count) for name, count in emptied.items()],
        coverage=coverage.describe(view.dataset, view.years),
    )


def announcement(view: View) -> str:
    """The selection and its counts in one sentence, for a screen reader."""
    return (
        f"{describe(view.dataset, view.filters)}: {sentence(totals(view.dataset, view.positions))}"
    )


def sentence(total: Totals) -> str:
    """The three counts in words: "5 crossings, 6 people, 14 articles."."""
    crossings = style.count(total.crossings, "crossing")
    return f"{crossings}, {style.total_people(total)}, {style.count(total.articles, 'article')}."


def _kinds(view: View) -> list[tuple[str, str, str]]:
    """The people of each kind that is counted, what happened to them, and in how many crossings."""
    labels = view.dataset.labels("crossings", "kind")
    return [
        (
            style.number(people) if people is not None else "?",
            labels[kind],
            style.count(crossings, "crossing"),
        )
        for kind, (crossings, people) in per_kind(view.dataset, view.positions).items()
    ]


def _people_note(total: Totals) -> str:
    notes = []
    low, high = total.people_low or 0, total.people_high or 0
    if low != high:
        notes.append(f"sources give {style.number(low)} to {style.number(high)} people")
    if total.unnumbered:
        notes.append(f"number unknown in {style.count(total.unnumbered, 'crossing')}")
    return "; ".join(notes)


def _left_out(total: Totals) -> str:
    return ", ".join(f"{value} {words}" for value, words in style.left_out(total))


def no_data(live: LiveDataset) -> None:
    """Say how far the first reading is, or that there is nothing to show; the log says why."""
    if live.reading:
        _reading(live)
    else:
        _nothing(live)


@st.fragment(run_every=1.0)
def _nothing(live: LiveDataset) -> None:
    """Say that there is nothing to show, until there is."""
    if live.current()[0] is not None or live.reading:
        st.rerun()
    st.html(
        "<section class='empty'><h2>The data cannot be shown</h2><p>The files behind this dashboard "
        "do not pass their checks, so nothing is drawn from them. Whoever runs it finds every "
        "problem in the log. Once the files are mended, this page shows them by itself.</p></section>"
    )


@st.fragment(run_every=1.0)
def _reading(live: LiveDataset) -> None:
    """How far the reading of a large package is, until it is done."""
    step = live.reading
    if step is None:
        st.rerun()
    st.html("<h2>The data are being read</h2><p>A large package is checked cell by cell once.</p>")
    st.progress(step.share, text=step.doing)


def broken_data() -> None:
    """Say that the last good data are shown because the files changed and no longer pass."""
    st.warning(
        "The data files were changed and no longer pass their checks. "
        "You are looking at the last good version.",
        icon=":material/history:",
    )


def left_out(words: str) -> None:
    """Say which parts of the address mean nothing here, if there are any."""
    if words:
        st.html(render("left_out.html", words=words))
