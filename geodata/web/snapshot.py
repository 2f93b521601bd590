"""The current view as one file that opens offline: its counts, its map, and the words behind it."""

from datetime import date
from typing import Any

import pandas as pd
from markupsafe import Markup

from geodata.drawings.caption import attribution, caption
from geodata.drawings.static_map import static_map
from geodata.model.address import Choice
from geodata.model.dataset import Dataset
from geodata.model.summary import Totals, positions_of, totals
from geodata.web.crossing_page import each_once
from geodata.web.plain_page import frame
from geodata.words import story, style
from geodata.words.card import card_labels, newest_first, whole_of
from geodata.words.language import gettext as _
from geodata.words.language import pgettext, spoken
from geodata.words.numbers import number
from geodata.words.selection import describe
from geodata.words.templates import records, render

MAX_CARDS = 300


@spoken
def snapshot_html(
    dataset: Dataset, rows: pd.DataFrame, choice: Choice, url: str, today: date
) -> bytes:
    """One HTML file with everything in it; `url` is the address of the live view."""
    total = totals(dataset, rows)
    newest = newest_first(dataset, positions_of(rows))[:MAX_CARDS]
    cards = _cards(dataset, dataset.crossings.iloc[newest])
    text = render(
        "snapshot.html",
        **frame(dataset, url=url),
        border=dataset.border,
        selection=describe(dataset, choice.filters),
        told=story.in_one_sentence(dataset, rows),
        tiles=_tiles(total),
        left_out=style.left_out(total),
        shown=len(rows),
        all=len(dataset.crossings),
        map=Markup(static_map(dataset, rows, highlight=choice.crossing)),
        caption=caption(rows),
        attribution=attribution(dataset.border),
        url=url,
        today=today.isoformat(),
        version=dataset.version,
        licences=dataset.package["licenses"],
        labels=card_labels(dataset),
        cards=cards,
        documents=each_once(row for card in cards for row in card["told"]),
    )
    return text.encode()


def _tiles(total: Totals) -> list[tuple[str, str, str]]:
    """Name, value and note of each of the three counts."""
    return [
        (
            pgettext("count", "Crossings"),
            number(total.crossings),
            style.crossings(total.crossings, total.seasons),
        ),
        (pgettext("count", "People"), style.short_people(total), style.total_people(total)),
        (
            pgettext("count", "Articles"),
            number(total.articles),
            _("that tell of them"),
        ),
    ]


def _cards(dataset: Dataset, rows: pd.DataFrame) -> list[dict[str, Any]]:
    """What each card shows."""
    return [
        {
            "row": row,
            "told": records(dataset.evidence_for(row["crossing_id"])),
            "whole": whole_of(dataset, row),
        }
        for row in records(rows)
    ]
