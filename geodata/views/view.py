"""What the frame hands to a page: the data, the reader's choice, and the rows it selects."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from geodata.model.address import Choice
from geodata.model.dataset import Dataset
from geodata.model.filters import Filters
from geodata.views import style


@dataclass(frozen=True)
class View:
    """One reader's view of one dataset in one run."""

    dataset: Dataset
    choice: Choice
    rows: pd.DataFrame
    page: str = ""

    @property
    def filters(self) -> Filters:
        """The filters of the choice."""
        return self.choice.filters

    @property
    def ink(self) -> str:
        """The colour of text within charts, by the theme that the reader's browser reports."""
        return style.INK["dark" if st.context.theme.type == "dark" else "light"]

    @property
    def years(self) -> tuple[int, int]:
        """The chosen years, all of them where none were chosen."""
        return self.filters.years or self.dataset.years


def current() -> View:
    """The view of the page that is being drawn."""
    view: View = st.session_state["view"]
    return view
