"""The files of the data that are given out: the name of each, its parameters, and how it is made."""

import re
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from json import dumps
from pathlib import Path

import pandas as pd

from geodata.drawings.marks import marks
from geodata.model.address import KEYS, Choice
from geodata.model.dataset import Dataset
from geodata.model.filters import Filters, select
from geodata.model.ledger import ledger
from geodata.web import downloads
from geodata.web.paper import paper_html
from geodata.words.language import N_, speaking
from geodata.words.ledger import summary

_YEARS = ("years", "until")
_CROSSINGS = (*KEYS.values(), *_YEARS, "q", "at", "crossing")
_WORDED = (*_CROSSINGS, "lang")


@dataclass(frozen=True)
class File:
    """One file that is given out: its name, its type, its parameters, and how it is made."""

    name: str
    media_type: str
    parameters: Sequence[str]
    make: Callable[[Dataset, Choice], bytes]
    words: str = ""  # what readers are told of it; nothing of a file that is not for them
    attached: bool = True
    saved_as: Callable[[Dataset], str] | None = None

    @property
    def worded(self) -> bool:
        """Whether it says something to readers, in their language; data are given out as they were written."""
        return "lang" in self.parameters

    def build(self, dataset: Dataset, choice: Choice) -> bytes:
        """The content, in the language of a dataset if it is one of words."""
        told = dataset if self.worded else dataset.as_written
        with speaking(told):
            return self.make(told, choice)

    def disposition(self, dataset: Dataset, choice: Choice) -> str:
        """What a browser does with the file, and the name it saves it under."""
        filters = Filters() if choice.crossing else choice.filters
        named = downloads.file_name(self.name, filters, dataset, choice.crossing or choice.at)
        name = self.saved_as(dataset) if self.saved_as else named
        return f'{"attachment" if self.attached else "inline"}; filename="{name}"'


def files(folder: Path) -> list[File]:
    """Every file that is given out, those of which readers are told in the order they are listed."""
    return [
        File(
            "crossings.csv",
            "text/csv",
            _CROSSINGS,
            _crossings_csv,
            N_("the crossings, filtered by the same parameters as this page"),
        ),
        File(
            "crossings.geojson",
            "application/geo+json",
            _CROSSINGS,
            lambda dataset, choice: downloads.geojson_bytes(dataset, selected(dataset, choice)),
            N_("those with a known position, for QGIS and geopandas"),
            attached=False,
        ),
        File(
            "figures.csv",
            "text/csv",
            _YEARS,
            _figures_csv,
            N_("the figures, filtered by years= or until="),
        ),
        *(
            File(f"{name}.csv", "text/csv", (), partial(_whole_table, name), words)
            for name, words in _TABLES.items()
        ),
        File(
            "datapackage.zip",
            "application/zip",
            (),
            lambda dataset, _: downloads.package_zip(dataset, folder),
            N_("all tables as they were written, with their description, licence and citation"),
            saved_as=_zip_name,
        ),
        File(
            "datapackage.json",
            "application/json",
            (),
            _description,
            N_("the description alone"),
            attached=False,
        ),
        File(
            "ledger.json",
            "application/json",
            (),
            _ledger,
            N_("how many rows of each table were checked, and what was seen of their sources"),
            attached=False,
        ),
        File("marks.json", "application/json", _WORDED, _marks, attached=False),
        File("paper.html", "text/html", _WORDED, paper_html, attached=False),
    ]


_TABLES = {
    "articles": N_("every article"),
    "excerpts": N_("what articles say of crossings: quotes, and summaries in our own words"),
    "disputes": N_("what each source says where they differ"),
    "context": N_("dated events of policy and practice"),
    "places": N_("places with their names in the languages of the region"),
    "retired": N_("reports that were retired, with the reason, and what became of each"),
}


def selected(dataset: Dataset, choice: Choice) -> pd.DataFrame:
    """The crossings that an address means: the one it opens, or all that match, at its open place."""
    rows = dataset.crossings
    if choice.crossing:
        return rows[(rows["crossing_id"] == choice.crossing).to_numpy()]
    rows = select(dataset, choice.filters)
    return rows[(rows["place_id"] == choice.at).to_numpy()] if choice.at else rows


def _whole_table(resource: str, dataset: Dataset, _: Choice) -> bytes:
    return downloads.csv_bytes(dataset, resource, getattr(dataset, resource))


def _crossings_csv(dataset: Dataset, choice: Choice) -> bytes:
    return downloads.csv_bytes(dataset, "crossings", selected(dataset, choice))


def _figures_csv(dataset: Dataset, choice: Choice) -> bytes:
    rows = downloads.figures_about(dataset, choice.filters.years)
    return downloads.csv_bytes(dataset, "figures", rows)


def _description(dataset: Dataset, _: Choice) -> bytes:
    # From memory, not from the folder: while that is broken, readers keep the last good data.
    return f"{dumps(dataset.package, ensure_ascii=False, indent=2)}\n".encode()


def _ledger(dataset: Dataset, _: Choice) -> bytes:
    said = summary(dataset)
    tables = {
        name: {**asdict(checked), "in_words": said.get(name, "")}
        for name, checked in ledger(dataset).items()
    }
    return f"{dumps(tables, ensure_ascii=False, indent=2)}\n".encode()


def _marks(dataset: Dataset, choice: Choice) -> bytes:
    """What the map draws: it asks for this while the reader moves the slider."""
    return dumps(marks(dataset, choice), ensure_ascii=False).encode()


def _zip_name(dataset: Dataset) -> str:
    named = f"{dataset.package['name']}-{dataset.package['version']}"
    return f"{re.sub(r'[^A-Za-z0-9.-]+', '-', named)}.zip"
