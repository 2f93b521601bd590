"""Figures in words: their periods, their limits, and the levels of counts inside counts."""

import pandas as pd

from geodata.model import series
from geodata.words.dates import period
from geodata.words.language import N_
from geodata.words.language import gettext as _
from geodata.words.style import amount
from geodata.words.templates import records

LEVELS = {
    series.THE_YEAR: N_("The year"),
    series.SO_FAR: N_("So far, on that day"),
    series.MONTHS: N_("Months"),
    series.WEEKS: N_("Weeks"),
}


def worded(figures: pd.DataFrame) -> pd.DataFrame:
    """Figures with their `period` in words, and their `limit` where a source states nothing else."""
    pairs = zip(figures["start"], figures["end"], strict=True)
    periods = [period(start, end) or _("period not given") for start, end in pairs]
    limits = [amount(row) if pd.isna(row["best"]) else "" for row in records(figures)]
    return figures.assign(period=periods, limit=limits)
