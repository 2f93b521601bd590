"""Every page wholly in its language: the shipped ones, those of another border, and a made-up one."""

import re
import shutil

import pytest

from geodata.model.dataset import load
from geodata.model.schema import FOLDER
from tests.browser.reader import Reader
from tests.browser.visit import Visitor
from tests.conftest import ROOT, Server
from tests.languages import copied_dashboard, pseudo, translate, write_catalog

pytestmark = pytest.mark.browser

# Its own dates, numbers and names of languages have no Latin letter, so each that is seen is ours.
MADE_UP = "el"
OPENED = "storskog-week-41-2015"

# What keeps its letters in every language, and why.
KEPT = {
    r"\S+\.(csv|geojson|json|zip|html)\b|\b(CSV|GeoJSON|SVG|PNG|Python|R)\b": "files and their formats",
    r"© OpenStreetMap contributors \(ODbL\)|© OpenStreetMap contributors|GeoNames|OpenStreetMap|CC[ -]BY[ -]4\.0|MIT": "licences and who must be named",
    r"\w+://\S+|\b[\w-]+(\.[\w-]+)+\b": "addresses",
    r"`[^`]*`": "names of columns and of tables",
    r"\b[0-9a-f]{8}\b": "the version of the data",
    r"Made with Streamlit v": "the name of the program, at the foot of its menu",
    r"place=nowhere-at-all|“\[?zzzz\]?”": "what the reader asked for, repeated",
    r"\bEnglish\b|Norsk bokmål": "what a language calls itself",
}  # fmt: skip


@pytest.fixture(scope="module")
def made_up(tmp_path_factory):
    """A dashboard and data that speak the pseudo-language too."""
    root = copied_dashboard(ROOT, tmp_path_factory.mktemp("dashboard"))
    write_catalog(root / "geodata/words/locale", MADE_UP, pseudo)
    package = shutil.copytree(FOLDER, root / "package")
    translate(package, MADE_UP)
    running = Server(
        package, root=root, environment={"CROSSINGS_FRAMED_BY": "https://news.example"}
    )
    yield running.with_data()
    running.stop()


@pytest.fixture(scope="module")
def names(shipped):
    """Outlets and authors, the longest first."""
    found = {*shipped.articles["outlet"], *shipped.articles["author"]} - {""}
    return re.compile("|".join(map(re.escape, sorted(found, key=len, reverse=True))))


def _visitor(browser, server, code, empty, **context):
    return Visitor(Reader(browser, server.url, locale=code, **context), code, OPENED, empty)


def test_no_word_of_ours_escapes_the_catalogs(browser, made_up, names):
    visitor = _visitor(browser, made_up, MADE_UP, "?years=2015&place=pasvik&q=zzzz")
    kept = re.compile("|".join(KEPT))
    escaped = {
        (where, text): page
        for page, found in visitor.everywhere()
        for where, text in found
        if re.search("[A-Za-z]{2}", kept.sub("", names.sub("", text)))
    }
    visitor.reader.context.close()
    assert escaped == {}
    assert (visitor.reader.errors, visitor.reader.asked) == ([], [])
