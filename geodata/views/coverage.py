"""How much was read about each year: a strip under the year slider, and its words."""

from geodata.model.dataset import Dataset
from geodata.model.kept import kept
from geodata.model.summary import coverage
from geodata.views import style
from geodata.views.templates import render


@kept(most=1)
def strip_html(dataset: Dataset) -> str:
    """One bar for each year; a year without articles has none. The same text whatever is chosen."""
    found = coverage(dataset)
    most = max(found.values()) or 1
    bars = [
        # The root keeps a year with two articles visible beside one with fifty.
        (year, count, round(100 * (count / most) ** 0.5))
        for year, count in found.items()
    ]
    # Half a bar overhangs on each side, so that bars stand under the slider's years.
    overhang = round(50 / max(1, len(found) - 1), 3)
    return render("coverage.html", bars=bars, overhang=overhang)


def note_html(dataset: Dataset, years: tuple[int, int]) -> str:
    """The coverage of the chosen years in words, and the style that darkens their bars."""
    first = years[0] - dataset.years[0] + 1
    last = years[1] - dataset.years[0] + 1
    words = describe(dataset, years)
    return render("coverage_note.html", words=words, first=first, last=last)


def describe(dataset: Dataset, years: tuple[int, int]) -> str:
    """The coverage of the chosen years in words."""
    chosen = {y: n for y, n in coverage(dataset).items() if years[0] <= y <= years[1]}
    if len(chosen) == 1:
        return f"{style.count(chosen[years[0]], 'article')} found for this year"
    without = [str(year) for year, count in chosen.items() if not count]
    said = f"Articles found for each year, from {min(chosen.values())} to {max(chosen.values())}"
    return said + (f"; none for {', '.join(without)}" if without else "")
