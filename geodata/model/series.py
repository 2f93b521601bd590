"""Figures as series of one measure: what is shown for each period, its rivals, and the gaps."""

import pandas as pd

from geodata.model.border import Chart
from geodata.model.dataset import Dataset
from geodata.model.dates import earliest, latest

THE_YEAR, SO_FAR, MONTHS, WEEKS, FORECAST = "year", "so far", "months", "weeks", "forecast"
LEVELS = (THE_YEAR, SO_FAR, MONTHS, WEEKS)  # from the whole to its smallest parts


def charted(dataset: Dataset, chart: Chart) -> pd.DataFrame:
    """The figures that a chart is of, those included that it does not draw."""
    # As they were written: which figures belong together does not depend on how that is said.
    figures = dataset.as_written.figures
    own = (figures["measure"] == chart.measure) & (figures["scope"] == chart.scope)
    if chart.population:
        own &= figures["population"] == chart.population
    if chart.kind == "nested":
        own &= figures["start"].str[:4] == str(chart.year)
        own &= figures["end"].str[:4] == str(chart.year)
    return dataset.figures[own]


def yearly(dataset: Dataset, chart: Chart) -> pd.DataFrame:
    """The preferred figures of whole years, oldest first; `run` changes where a year is missing."""
    return _runs(_chosen(dataset, chart, 4), 1.01)


def monthly(dataset: Dataset, chart: Chart) -> pd.DataFrame:
    """The preferred figures of single months, oldest first; `year` is a fraction such as 2015.5."""
    return _runs(_chosen(dataset, chart, 7), 1.2 / 12)


def containment(dataset: Dataset, chart: Chart) -> pd.DataFrame:
    """The figures of a nested chart, each with the level of the period it counts.

    Levels: the year, each forecast of it, running totals from 1 January, months and weeks. Only the
    preferred figure of a period is there; none of them is ever added to another.
    """
    figures, year = charted(dataset, chart), chart.year
    used = figures["preferred"] | (figures["basis"] == "forecast")
    found = with_sources(dataset, figures[used])
    found = found.assign(
        begin=pd.to_datetime(found["start"].map(earliest)),
        finish=pd.to_datetime(found["end"].map(latest)) + pd.Timedelta(days=1),
    )
    days = (found["finish"] - found["begin"]).dt.days
    levels = pd.Series("", index=found.index)
    levels[(days == 7) & ~found["cumulative"]] = WEEKS
    levels[days.between(28, 31) & (found["start"].str.len() == 7)] = MONTHS
    levels[found["start"].eq(str(year)) & found["end"].eq(str(year))] = THE_YEAR
    levels[found["cumulative"]] = ""
    levels[found["cumulative"] & found["start"].str.startswith(f"{year}-01")] = SO_FAR
    forecast = found["basis"] == "forecast"
    levels[forecast] = FORECAST
    kept = found.assign(level=levels)[
        (levels != "") & (found["best"].notna() | found["low"].notna())
    ]
    return kept.sort_values("begin")


def open_totals(dataset: Dataset, chart: Chart) -> pd.DataFrame:
    """What sources give for the whole year of a nested chart, where none of it is preferred."""
    figures, year = charted(dataset, chart), chart.year
    whole = figures["start"].eq(str(year)) & figures["end"].eq(str(year))
    whole &= ~figures["cumulative"] & (figures["basis"] != "forecast")
    total = figures[whole]
    return with_sources(dataset, total.head(0) if total["preferred"].any() else total)


def rivals(dataset: Dataset, figure_id: str) -> pd.DataFrame:
    """The other figures for the same measure, scope and period, whoever is counted in them."""
    figures = dataset.figures
    one = figures[figures["figure_id"] == figure_id].iloc[0]
    same = figures["figure_id"] != figure_id
    for column in ("measure", "scope", "start", "end"):
        same &= figures[column] == one[column]
    return figures[same]


def with_sources(dataset: Dataset, figures: pd.DataFrame) -> pd.DataFrame:
    """Figures with the document each was read in, and the label of their basis."""
    joined = figures.merge(dataset.articles, on="article_id", suffixes=("", "_article"))
    labels = dataset.labels("figures", "basis")
    return joined.assign(basis_label=joined["basis"].astype(str).map(labels))


def _chosen(dataset: Dataset, chart: Chart, length: int) -> pd.DataFrame:
    """Preferred, not cumulative, of one length of date, and of periods of exactly that length."""
    figures = charted(dataset, chart)
    chosen = figures["preferred"] & ~figures["cumulative"] & (figures["basis"] != "forecast")
    chosen &= (figures["start"].str.len() == length) & (figures["start"] == figures["end"])
    return with_sources(dataset, figures[chosen])


def _runs(chosen: pd.DataFrame, step: float) -> pd.DataFrame:
    """Add where each point stands on the axis, its limits, and the unbroken run it belongs to."""
    months = chosen["start"].str[5:7].replace("", None)
    # A whole year's figure stands in the middle of its year, like a month's in its month.
    within = (pd.to_numeric(months) - 0.5) / 12
    at = chosen["start"].str[:4].astype(float) + within.fillna(0.5)
    numbers = {name: chosen[name].astype("float64") for name in ("low", "best", "high")}
    table = chosen.assign(year=at, **numbers).sort_values("year")
    pointed = table["best"].notna()
    broken = table["year"].where(pointed).ffill().diff().gt(step) | ~pointed
    limited = ~pointed & (table["low"].notna() | table["high"].notna())
    floor = table["low"].fillna(0).where(limited)
    ceiling = table["high"].fillna(table["low"] * 1.15).where(limited)
    return table.assign(run=broken.cumsum(), floor=floor, ceiling=ceiling)
