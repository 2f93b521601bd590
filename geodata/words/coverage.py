"""How much was read about each year: a strip under the year slider, and its words."""

from geodata.model.dataset import Dataset
from geodata.model.kept import kept
from geodata.model.summary import coverage
from geodata.words import style
from geodata.words.templates import render


@kept(most=1)
def strip_html(dataset: Dataset) -> str:
    """One bar for each year; a year without articles has none. The same text whatever is chosen."""
    found = coverage(dataset)
    most = max(found.values(), default=0) or 1
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
        (count,) = chosen.values()
        return f"{style.count(count, 'article')} found for this year"
    without = [year for year, count in chosen.items() if not count]
    least, most = min(chosen.values(), default=0), max(chosen.values(), default=0)
    said = f"Articles found for each year, from {least} to {most}"
    return said + (f"; none for {', '.join(_runs(without))}" if without else "")


def _runs(years: list[int]) -> list[str]:
    """Years as they are spoken of: 1993–1996, 1999."""
    runs: list[list[int]] = []
    for year in years:
        if runs and runs[-1][-1] == year - 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return [str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs]
