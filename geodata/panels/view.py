"""What the frame hands to a page: the data, the reader's choice, and the rows it selects."""

from contextvars import ContextVar
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

import pandas as pd

from geodata.model.address import Choice, encode, span
from geodata.model.columns import Positions
from geodata.model.dataset import Dataset
from geodata.model.filters import Filters, positions
from geodata.model.kept import kept
from geodata.model.summary import per_year


@dataclass(frozen=True)
class View:
    """One reader's view of one dataset in one run."""

    dataset: Dataset
    choice: Choice
    page: str = ""
    named: bool = False  # whether this reader's browser would get another language

    @cached_property
    def positions(self) -> Positions:
        """Where in the table of crossings the selected ones stand."""
        return positions(self.dataset, self.choice.filters)

    @cached_property
    def rows(self) -> pd.DataFrame:
        """The selected crossings; taking them out of a large table costs more than counting them."""
        return self.dataset.crossings.iloc[self.positions]

    @property
    def parameters(self) -> dict[str, list[str]]:
        """What the address of this view says: the choice, and the language wherever it has to."""
        language = {"lang": [self.dataset.language]} if self.named else {}
        return encode(self.choice, self.dataset) | language

    @property
    def others(self) -> str:
        """What the address says of the view besides the years."""
        parameters = self.parameters
        others = {key: parameters[key] for key in parameters if key not in ("years", "until")}
        return urlencode(others, doseq=True)

    @property
    def filters(self) -> Filters:
        """The filters of the choice."""
        return self.choice.filters

    def show(self) -> None:
        """Make this the view that pages draw in this run."""
        _SHOWN.set(self)

    @property
    def years(self) -> tuple[int, int]:
        """The chosen years, all of them where none were chosen."""
        return self.filters.years or self.dataset.years

    @property
    def span(self) -> tuple[int, int]:
        """The years that the slider and the charts by year cover."""
        return span(self.filters.years, self.dataset)

    @property
    def by_year(self) -> pd.DataFrame:
        """What every filter but the years finds, year by year over the span: see `per_year`."""
        table = _per_year(self.dataset, self.filters.without("years"))
        return table[table["year"] >= self.span[0]].reset_index(drop=True)


@kept(most=64)
def _per_year(dataset: Dataset, filters: Filters) -> pd.DataFrame:
    return per_year(dataset, positions(dataset, filters))


_SHOWN: ContextVar[View] = ContextVar("view")


def current() -> View:
    """The view of the page that is being drawn."""
    return _SHOWN.get()
