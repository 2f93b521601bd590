"""A client of the shipped data, and data in two languages."""

import pytest

from geodata.model.dataset import load
from geodata.words import language
from tests.languages import CODE, bracketed
from tests.package import crossing, write
from tests.web.client import Client


@pytest.fixture(scope="module")
def client(shipped):
    return Client(shipped)


@pytest.fixture(scope="module")
def bilingual_folder(tmp_path_factory):
    """The package of `bilingual`."""
    return tmp_path_factory.mktemp("bilingual")


@pytest.fixture(scope="module")
def bilingual(shipped, bilingual_folder, tmp_path_factory):
    """Two crossings in English and Norwegian; the dashboard says its own words in Norwegian in brackets."""
    said = {
        ("datapackage", "title"): (shipped.title, "Tittelen"),
        ("crossings", "headline"): ("Headline of x", "Overskrift for x"),
        ("crossings", "summary"): ("A summary.", "Et sammendrag."),
    }
    translations = [
        {"resource": resource, "column": column, "language": CODE, "original": original,
         "text": text, "by": "us"}
        for (resource, column), (original, text) in said.items()
    ]  # fmt: skip
    spot = {"latitude": 69.3, "longitude": 29.3, "location_precision": "exact"}
    rows = (crossing("x", **spot), crossing("y", start="2021", end="2021"))
    with pytest.MonkeyPatch.context() as monkeypatch:
        bracketed(tmp_path_factory.mktemp("locale"), monkeypatch)
        yield load(write(bilingual_folder, rows, translations=translations))
    language.catalog.cache_clear()
