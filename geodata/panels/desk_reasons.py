"""The reason that stands in the changelog unless the editor gives another: neutral, in the data's language."""

from collections.abc import Sequence

from geodata.model.dataset import Dataset
from geodata.panels.desk_rows import Row, known_article
from geodata.panels.desk_work import Work
from geodata.words.language import gettext as _
from geodata.words.language import speaking


def proposed(work: Work, dataset: Dataset, rows: Sequence[Row]) -> str:
    """A reason that says no more than what is done."""
    with speaking(dataset):
        return _reason(work, dataset, rows)


def _reason(work: Work, dataset: Dataset, rows: Sequence[Row]) -> str:
    report = work.crossing or next(
        (row.change.key for row in rows if row.change.table == "crossings"), ""
    )
    fields = ", ".join(work.rows.get(f"{work.table}/row", {}))
    sentences = {
        "telling": _("Added what %(outlet)s tells of %(report)s", outlet=_outlet(work, dataset), report=report),
        "report": _("Added %(report)s from %(outlet)s", outlet=_outlet(work, dataset), report=report),
        "correct": _("Corrected %(fields)s of %(row)s", fields=fields, row=work.key),
        "rival": _("Added a rival value to %(report)s", report=report),
        "confirm": _("Confirmed %(report)s", report=report),
        "retire": _("Retired %(report)s", report=report),
    }  # fmt: skip
    return sentences[work.task]


def _outlet(work: Work, dataset: Dataset) -> str:
    known = dataset.articles[dataset.articles["article_id"] == known_article(work, dataset)]
    return str(known["outlet"].iloc[0]) if len(known) else work.cell("articles", "outlet")
