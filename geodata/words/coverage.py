"""How much was read about each year, in words."""

from geodata.model.dataset import Dataset
from geodata.model.summary import coverage
from geodata.words.dates import years as in_years
from geodata.words.language import gettext as _
from geodata.words.language import ngettext
from geodata.words.numbers import number


def describe(dataset: Dataset, years: tuple[int, int]) -> str:
    """The coverage of the chosen years in words."""
    chosen = {y: n for y, n in coverage(dataset).items() if years[0] <= y <= years[1]}
    if len(chosen) == 1:
        (found,) = chosen.values()
        return ngettext(
            "%(n)s article found for this year", "%(n)s articles found for this year", found,
            n=number(found),
        )  # fmt: skip
    without = [year for year, count in chosen.items() if not count]
    least, most = min(chosen.values(), default=0), max(chosen.values(), default=0)
    said = _(
        "Articles found for each year, from %(least)s to %(most)s",
        least=number(least), most=number(most),
    )  # fmt: skip
    return (
        _("%(said)s; none for %(years)s", said=said, years=", ".join(_runs(without)))
        if without
        else said
    )


def _runs(years: list[int]) -> list[str]:
    """Years as they are spoken of: 1993–1996, 1999."""
    runs: list[list[int]] = []
    for year in years:
        if runs and runs[-1][-1] == year - 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return [in_years(run[0], run[-1]) for run in runs]
