"""The headline: what a selection tells, once, and the ways out of an empty one."""

import pytest

from geodata.web import server
from tests import package
from tests.package import crossing
from tests.test_pages import _app, _text

EMPTY = {"years": ["2015"], "place": ["pasvik"], "q": ["nothing"]}


@pytest.fixture
def served(tmp_path, monkeypatch):
    """A page over some made-up crossings, with whatever else their description says."""

    def serve(*rows, described=None, **parameters):
        folder = package.write(tmp_path, rows)
        package.redescribe(folder, lambda found: found | (described or {}))
        live = server.LiveDataset(folder, look_every=0, patience=60)
        assert live.current()[0]
        monkeypatch.setattr(server, "LIVE", live)
        return _app(parameters)

    return serve


def _rows():
    return [
        crossing("p", start="2015", end="2015"),
        crossing(
            "s", place_id="storskog", start="2012", end="2012", headline="A man and a bicycle"
        ),
    ]


def _ways(app):
    return [button for button in app.button if str(button.key).startswith("way-back-")]


def test_each_filter_that_empties_a_selection_is_taken_away_by_its_button(served):
    app = served(*_rows(), years=["2012"], place=["pasvik"])
    assert [way.label for way in _ways(app)] == [
        "Show all years (1 report)",
        "Show all locations (1 report)",
    ]
    _ways(app)[1].click().run()
    assert dict(app.query_params) == {"years": "2012"}
    assert not _ways(app)


@pytest.mark.parametrize(
    ("parameters", "first"),
    [
        ({"years": ["2013"]}, "Show all years (2 reports)"),
        ({"kind": ["border_violation"]}, "Show whatever happened (2 reports)"),
        ({"direction": ["to_russia"]}, "Show every direction (2 reports)"),
        ({"status": ["claimed"]}, "Show all, however sure (2 reports)"),
        ({"q": ["xqzt"]}, "Clear the search (2 reports)"),
        ({"q": ["xqzt"], "years": ["2013"]}, "Start again with everything"),
    ],
)
def test_every_way_back_brings_reports_back(served, parameters, first):
    app = served(*_rows(), **parameters)
    assert [way.label for way in _ways(app)] == [first]
    _ways(app)[0].click().run()
    assert dict(app.query_params) == {}
    assert "2 of 2 reports shown" in " ".join(_text(app).split())


def test_an_empty_selection_has_no_list_and_no_heading_of_one(served):
    assert 'h2 class="panel"' in _text(served(*_rows()))
    assert 'h2 class="panel"' not in _text(served(*_rows(), years=["2013"]))
    # What was opened has its name, whatever is in it.
    assert 'h2 class="panel"' in _text(served(*_rows(), years=["2013"], at=["pasvik"]))


def test_a_misspelt_search_is_put_right_by_a_click(served):
    app = served(*_rows(), q=["bicicle"])
    assert [way.label for way in _ways(app)] == [
        "Did you mean “bicycle”?",
        "Clear the search (2 reports)",
    ]
    _ways(app)[0].click().run()
    assert dict(app.query_params) == {"q": "bicycle"}
    assert "1 of 2 reports shown" in " ".join(_text(app).split())


def test_a_search_that_finds_nothing_speaks_of_no_years(served):
    assert "A year without a report" not in _text(served(*_rows(), q=["xqzt"]))


def test_claims_alone_have_a_headline_of_their_own(served):
    app = served(
        crossing("a", status="claimed", confirmed_by=""), crossing("b"), status=["claimed"]
    )
    text = " ".join(_text(app).split())
    assert "Claimed crossings along the whole border, 2020:</b> 1 claim, not counted." in text
    assert "0 people" not in text
    assert "0 crossings" not in text


def test_what_is_said_of_a_kind_and_of_corrections_stays_text(served):
    evil = "<script>alert(1)</script>"
    app = served(
        *_rows(), described={"corrections": evil, "synonyms": {"bicycle": [f"{evil}"]}}, q=[evil]
    )
    assert not app.exception
    assert "&lt;script&gt;" in _text(app)
    assert "<script" not in _text(app)


def test_every_choice_counts_its_reports(served):
    app = served(*_rows(), place=["pasvik"])
    labels = {pills.key: list(pills.options) for pills in app.get("button_group")}
    said = {key: [str(option) for option in options] for key, options in labels.items()}
    assert any("Confirmed (1)" in option for option in said["status"])
    assert any("Towards Norway (1)" in option for option in said["direction"])
    assert any("Storskog (1)" in option for option in said["place"])
