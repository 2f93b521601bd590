"""What the map page has on paper: the selection, its map, and every report of it in a few lines."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from markupsafe import Markup

from geodata.drawings.caption import attribution, caption
from geodata.drawings.static_map import static_map
from geodata.model.address import Choice
from geodata.model.columns import Positions
from geodata.model.dataset import Dataset
from geodata.model.filters import select
from geodata.model.summary import positions_of, totals
from geodata.words import citation, style
from geodata.words.card import card_html, card_labels, claims_last
from geodata.words.language import spoken
from geodata.words.selection import describe
from geodata.words.templates import Row, records, render

MOST = 300  # reports that are listed: more are no list for paper


@spoken
def paper_html(dataset: Dataset, choice: Choice) -> bytes:
    """The part of a page that is printed in place of the map and its list."""
    rows = select(dataset, choice.filters)
    total = totals(dataset, rows)
    listed = _listed(dataset, rows, choice)
    opened = card_html(dataset, choice.crossing, opened=True) if choice.crossing else ""
    text = render(
        "paper.html",
        selection=describe(dataset, choice.filters),
        total=total,
        left_out=style.left_out(total),
        map=Markup(static_map(dataset, rows, highlight=choice.crossing)),
        caption=caption(rows),
        opened=Markup(opened),
        at=dataset.locations.get(choice.at, ""),
        reports=_reports(dataset, listed[:MOST]),
        listed=len(listed),
        labels=card_labels(dataset),
        title=dataset.title,
        version=dataset.version,
        licences=citation.licence_names(dataset),
        attribution=attribution(dataset.border),
    )
    return text.encode()


def _reports(dataset: Dataset, positions: Positions) -> list[dict[str, Any]]:
    """Reports with the outlets that tell of each."""
    return [
        {"row": row, "outlets": _outlets(records(dataset.evidence_for(row["crossing_id"])))}
        for row in records(dataset.crossings.iloc[positions])
    ]


def _outlets(told: Sequence[Row]) -> list[tuple[str, str]]:
    """Each outlet once, with the address of its most trusted document."""
    found: dict[str, str] = {}
    for row in told:
        found.setdefault(row["outlet"], row["url"])
    return list(found.items())


def _listed(dataset: Dataset, rows: pd.DataFrame, choice: Choice) -> Positions:
    """The reports that are listed, in the order of the screen: none beside one that is open."""
    if choice.at:
        rows = rows[(rows["place_id"] == choice.at).to_numpy()]
    ordered, _ = claims_last(dataset, positions_of(rows))
    return ordered[:0] if choice.crossing else ordered
