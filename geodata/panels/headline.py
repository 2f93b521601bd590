"""What the selection tells in numbers that can be quoted, and the ways out of an empty one."""

from collections.abc import Callable, Sequence

import streamlit as st

from geodata.model.dataset import Dataset
from geodata.model.filters import corrected, emptied_by
from geodata.model.live import LiveDataset
from geodata.model.summary import Totals, counted_by_article, totals
from geodata.panels import chosen, languages
from geodata.panels.view import View
from geodata.words import coverage, story, style
from geodata.words import retired as words_retired
from geodata.words.byline import byline
from geodata.words.language import N_, current, ngettext, speak_language
from geodata.words.language import gettext as _
from geodata.words.numbers import count, number
from geodata.words.selection import describe, quoted
from geodata.words.templates import render

# What the button says that takes a filter away.
WAYS_BACK = {
    "years": N_("Show all years"),
    "places": N_("Show all locations"),
    "kinds": N_("Show whatever happened"),
    "directions": N_("Show every direction"),
    "statuses": N_("Show all, however sure"),
    "text": N_("Clear the search"),
}

# What is done while data are read for the first time: see `Step`.
STEPS = (
    N_("Opening the files"),
    N_("Reading the tables"),
    N_("Checking %(what)s"),
    N_("Checking the rules between tables"),
    N_("Preparing the counts"),
    N_("Preparing the search"),
    N_("Drawing every page once: %(what)s"),
)


def title(called: str, dataset: Dataset | None) -> str:
    """The title of the dashboard as HTML, with who keeps the data, their own line, and the languages."""
    subtitle = dataset.package.get("subtitle", "") if dataset else ""
    kept_by = byline(dataset) if dataset else ""
    switch = languages.switch(dataset) if dataset else ""
    return render("title.html", title=called, subtitle=subtitle, byline=kept_by) + switch


def draw(view: View) -> None:
    """Draw what the selection tells; for an empty one, the ways out of it."""
    with st.container(key="headline"):
        st.html(headline_html(view))
        if not len(view.positions):
            _ways_back(view)


def headline_html(view: View) -> str:
    """What the selection tells, its counts, and how they are counted, as one block of HTML."""
    dataset, rows = view.dataset, view.positions
    total = totals(dataset, rows)
    return render(
        "headline.html",
        selection=describe(dataset, view.filters),
        counts=story.counts(total),
        told=story.story(dataset, rows),
        total=total,
        by_article=counted_by_article(dataset, rows),
        shown=len(rows),
        all=len(dataset.crossings),
        people_note=_people_note(total),
        left_out=", ".join(style.left_out(total)),
        coverage=coverage.describe(dataset, view.years) if view.years != view.span else "",
    )


def announcement(view: View) -> str:
    """The selection and what it tells in one sentence, for a screen reader."""
    return _(
        "%(selection)s: %(told)s", selection=describe(view.dataset, view.filters), told=said(view)
    )


def said(view: View) -> str:
    """What the selection tells, and its counts: "2 stepped over the line; 2 crossings, told in 3 articles."."""
    told = story.in_one_sentence(view.dataset, view.positions)
    counted = story.counts(totals(view.dataset, view.positions))
    whole = "; ".join(filter(None, (told, counted))) or _("no report matches")
    return f"{whole}."


def _people_note(total: Totals) -> str:
    notes = []
    low, high = total.people_low or 0, total.people_high or 0
    if low != high:
        notes.append(
            _(
                "the numbers in the sources go from %(low)s to %(high)s",
                low=number(low), high=number(high),
            )
        )  # fmt: skip
    if total.unnumbered:
        notes.append(
            ngettext(
                "no source gives a number for %(n)s crossing",
                "no source gives a number for %(n)s crossings",
                total.unnumbered, n=number(total.unnumbered),
            )
        )  # fmt: skip
    return "; ".join(notes)


def _ways_back(view: View) -> None:
    """A button for each filter that alone empties the selection, and one for a misspelt search."""
    emptied = emptied_by(view.dataset, view.filters)
    with st.container(key="ways-back", horizontal=True):
        if better := corrected(view.dataset, view.filters.text):
            meant = _("Did you mean %(word)s?", word=quoted(better))
            _way_back(meant, "spelling", chosen.search, better)
        for name, found in emptied.items():
            words = f"{_(WAYS_BACK[name])} ({count(found, 'report')})"
            _way_back(words, name, chosen.clear, name)
        if not emptied:
            _way_back(_("Start again with everything"), "all", chosen.reset)


def _way_back(label: str, key: str, act: Callable[..., None], *given: str) -> None:
    st.button(label, key=f"way-back-{key}", on_click=act, args=given, icon=":material/undo:")


def no_data(live: LiveDataset) -> None:
    """Say how far the first reading is, or that there is nothing to show; the log says why."""
    if live.reading:
        _reading(live, current())
    else:
        _nothing(live, current())


@st.fragment(run_every=1.0)
def _nothing(live: LiveDataset, language: str) -> None:
    """Say that there is nothing to show, until there is."""
    speak_language(language)  # it is drawn again without the rest of the page
    if live.current()[0] is not None or live.reading:
        st.rerun()
    heading = _("The data cannot be shown")
    words = _(
        "The files behind this dashboard do not pass their checks, so nothing is drawn from them. "
        "Whoever runs it finds every problem in the log. Once the files are mended, this page shows "
        "them by itself."
    )
    st.html(f"<section class='empty'><h2>{heading}</h2><p>{words}</p></section>")


@st.fragment(run_every=1.0)
def _reading(live: LiveDataset, language: str) -> None:
    """How far the reading of a large package is, until it is done."""
    speak_language(language)
    step = live.reading
    if step is None:
        st.rerun()
    heading = _("The data are being read")
    words = _("A large package is checked cell by cell once.")
    st.html(f"<h2>{heading}</h2><p>{words}</p>")
    st.progress(step.share, text=_(step.doing, **({"what": step.what} if step.what else {})))


def broken_data() -> None:
    """Say that the last good data are shown because the files changed and no longer pass."""
    st.warning(
        _(
            "The data files were changed and no longer pass their checks. "
            "You are looking at the last good version."
        ),
        icon=":material/history:",
    )


def left_out(words: str) -> None:
    """Say which parts of the address mean nothing here, if there are any."""
    if words:
        st.html(render("left_out.html", words=words))


def retired(dataset: Dataset, crossing_ids: Sequence[str]) -> None:
    """Say of reports that the address asks for that they were retired, if there are any."""
    if words := words_retired.notice_html(dataset, crossing_ids):
        st.html(words)
