"""Pages over accepted data that lack what the shipped data have."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from geodata.web import server
from tests import package
from tests.package import crossing, figure

ROOT = Path(__file__).parent.parent
BLANK = {"people_low": "", "people_best": "", "people_high": "", "people_words": "many"}


def _arrivals(name, **values):
    given = {"measure": "asylum_arrivals", "population": "arrivals", "start": "2015", "end": "2015"}
    return figure(name, **given | values)


WEEK = _arrivals("week", start="2015-10-05", end="2015-10-11", best=378)
TOTAL, RIVAL = _arrivals("total", best=5439), _arrivals("rival", best=5473, preferred="false")
OPEN = "No total is used for this year: the question is open. Sources give 5,439, 5,473."
UNFOUND = "No total was found for this year."

GUESS = _arrivals("guess", basis="forecast", preferred="false")
SO_FAR = _arrivals("so-far", start="2015-01", end="2015-03", cumulative="true")
OF_2015 = {"start": "2015", "end": "2015"}
NOTHING, VAGUE = "Nothing to draw in this selection.", "may be of any of several years."

# What the map page and the timeline page say of crossings and figures.
PACKAGES = {
    "open total": ([crossing("a", **OF_2015)], [TOTAL | {"preferred": "false"}, RIVAL, WEEK], "", OPEN),
    "open total alone": ([crossing("a", **OF_2015)], [TOTAL | {"preferred": "false"}, RIVAL], "", OPEN),
    "range": ([crossing("a")], [_arrivals("total", best="", low=5000, high=6000), WEEK], "", "5,000–6,000"),
    "ceiling": ([crossing("a")], [_arrivals("total", best="", high=6000), WEEK], "", UNFOUND),
    "no part counted": ([crossing("a")], [GUESS, SO_FAR], "", UNFOUND),
    "zero": ([crossing("a")], [_arrivals("total", best=0)], "", "<b>0</b>"),
    "no figures": ([crossing("a", start="2015", end="2016")], [], VAGUE, "No figure was found for the chosen years"),
    "one year": ([crossing("a", **BLANK)], [figure("f")], "", "2015 is outside the chosen years"),
    "two centuries": ([crossing("a", start="1826", end="1826"), crossing("b", start="2026", end="2026")], [], "1 of 2 reports shown", UNFOUND),
    "claims alone": ([crossing("a", status="claimed"), crossing("b", status="claimed", **OF_2015)], [], NOTHING, UNFOUND),
}  # fmt: skip


@pytest.mark.parametrize("name", PACKAGES)
def test_pages_draw_what_there_is_and_say_what_is_not(tmp_path, monkeypatch, name):
    crossings, figures, on_map, on_timeline = PACKAGES[name]
    folder = package.write(tmp_path, crossings, figures=figures)
    monkeypatch.setattr(server, "LIVE", server.LiveDataset(folder, look_every=0, patience=60))
    app = AppTest.from_file(str(ROOT / "geodata/panels/shell.py"), default_timeout=60).run()
    assert not app.exception
    assert on_map in _text(app)
    app.switch_page(str(ROOT / "pages/timeline.py")).run()
    assert not app.exception
    assert on_timeline in _text(app)


def _text(app):
    return " ".join(str(element.proto.body) for element in app.get("html"))
