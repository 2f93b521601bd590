"""The filters that stand on every page, besides the years."""

import numpy as np
import streamlit as st

from geodata.model.address import KEYS
from geodata.model.columns import columns
from geodata.model.dataset import Dataset
from geodata.model.filters import Filters, positions
from geodata.panels import chosen


def draw(dataset: Dataset, filters: Filters) -> None:
    """Draw the search, the filters, and the way back from all of them."""
    st.text_input(
        "Search", key="q", max_chars=200, placeholder="A word, an outlet or a place",
        help="Looks through headlines, excerpts and outlets. The name of a place in any language "
        "of the region filters to it.",
    )  # fmt: skip
    found = columns(dataset).place[positions(dataset, filters.without("places"))]
    numbers = np.bincount(found, minlength=len(dataset.locations))
    named = zip(dataset.locations.items(), numbers, strict=True)
    labels = {place: f"{name} ({number})" for (place, name), number in named}
    _pills("Location", "place", labels, "The number of reports at each, before this filter.")
    for name, field, label in (
        ("kinds", "kind", "What happened"),
        ("directions", "direction", "Direction"),
        ("statuses", "status", "How sure"),
    ):
        _pills(label, KEYS[name], dataset.labels("crossings", field))
    st.button(
        "Reset all filters", on_click=chosen.reset, width="stretch", icon=":material/restart_alt:"
    )


def _pills(label: str, key: str, labels: dict[str, str], tip: str | None = None) -> None:
    st.pills(
        label,
        list(labels),
        selection_mode="multi",
        format_func=labels.__getitem__,
        key=key,
        help=tip,
    )
