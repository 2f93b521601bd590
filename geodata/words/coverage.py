"""How much was read about each year, in words."""

from geodata.model.dataset import Dataset
from geodata.model.summary import coverage
from geodata.words import style


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
