"""Every page run without a browser: cold, from a full address, from junk, and with nothing selected."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from geodata.web import server
from tests import package

ROOT = Path(__file__).parent.parent
PAGES = ["map", "timeline", "articles", "data", "about"]
FULL = {
    "years": ["2012", "2023"], "place": ["pasvik"], "kind": ["outside_checkpoint"],
    "status": ["confirmed"], "direction": ["to_norway"],
}  # fmt: skip
JUNK = {
    "years": ["abc", "-1"],
    "place": ["'; drop"],
    "at": ["x"],
    "crossing": ["<script>"],
    "zz": ["1"],
}


def _app(parameters=None, page="map"):
    app = AppTest.from_file(str(ROOT / "geodata/panels/shell.py"), default_timeout=60)
    for key, values in (parameters or {}).items():
        app.query_params[key] = values
    app.run()
    return app if page == "map" else app.switch_page(str(ROOT / "pages" / f"{page}.py")).run()


def _text(app):
    return " ".join(str(element.proto.body) for element in app.get("html"))


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    "parameters", [{}, FULL, JUNK, {"q": ["zzzz"]}], ids=["cold", "address", "junk", "nothing"]
)
def test_a_page_runs(page, parameters):
    app = _app(parameters, page)
    assert not app.exception
    assert ("reports shown" in _text(app)) == (page != "about")  # which is of no selection


def test_a_full_address_selects_what_it_says():
    app = _app(FULL)
    text = _text(app)
    assert "Confirmed crossings towards Norway at Pasvik, 2012–2023" in text
    assert "2 crossings, told in " in text
    assert "<b>2</b> <span>crossed outside the checkpoint" in text
    assert app.session_state["place"] == ["pasvik"]


def test_junk_is_dropped_from_the_address():
    app = _app(JUNK)
    assert dict(app.query_params) == {}


def test_an_empty_selection_says_which_filter_emptied_it():
    app = _app({"years": ["2015"], "place": ["pasvik"]})
    assert "No report matches" in _text(app)
    ways = [button.label for button in app.button if str(button.key).startswith("way-back-")]
    assert ways == ["Show all years (9 reports)", "Show all locations (5 reports)"]


@pytest.mark.parametrize("year", ["1993", "1999"])
def test_a_year_without_data_is_reachable_and_says_so(year):
    text = _text(_app({"years": [year]}))
    assert "No report matches" in text
    assert "A year without a report is not a year without crossings" in text


def test_reset_puts_everything_back():
    app = _app(FULL)
    next(button for button in app.button if button.label == "Reset all filters").click().run()
    assert dict(app.query_params) == {}
    assert "60 of 65 reports shown" in " ".join(_text(app).split())


def test_an_opened_crossing_shows_all_its_words():
    text = _text(_app({"crossing": ["grense-jakobselv-soldier-2025-08-22"]}))
    assert "Grens Jakobselv port" in text
    assert "Sources disagree" in text


def test_the_three_questions_are_answered_on_the_pages():
    pasvik = _text(_app({"years": ["2012", "2026"], "place": ["pasvik"], "status": ["confirmed"]}))
    counted = '<b>2</b> <span>crossed outside the checkpoint <span class="note">2 crossings</span>'
    assert counted in " ".join(pasvik.split())
    storskog = _text(_app({"crossing": ["storskog-week-41-2015"]}))
    assert "Never added to it" in storskog
    disputes = _text(_app({"years": ["2015"]}, "articles"))
    assert "5,473" in disputes
    assert "Police immigration unit" in disputes


def test_broken_data_are_a_designed_state_without_a_word_of_the_cause(tmp_path, monkeypatch):
    folder = package.write(tmp_path, [package.crossing("a", latitude="91")])
    monkeypatch.setattr(server, "LIVE", server.LiveDataset(folder, look_every=0, patience=60))
    app = _app()
    assert not app.exception
    text = _text(app)
    assert "The data cannot be shown" in text
    assert "above the maximum" not in text
    assert str(tmp_path) not in text


def test_readers_keep_the_last_good_data(copied, monkeypatch):
    monkeypatch.setattr(server, "LIVE", server.LiveDataset(copied, look_every=0, patience=60))
    app = _app()
    (copied / "crossings.csv").write_text("nonsense", encoding="utf-8")
    app.run()
    assert not app.exception
    assert "last good version" in app.warning[0].value
    assert "60 of 65 reports shown" in " ".join(_text(app).split())


def test_hostile_data_stay_text_on_every_page(tmp_path, monkeypatch):
    evil = "<script>alert(1)</script>"
    row = package.crossing(
        "a", headline=evil, summary=evil, locality=evil, disagreement=evil, confirmed_by=evil
    )
    folder = package.write(
        tmp_path, [row], articles=[package.article("article-a", title=evil, outlet=evil, note=evil)]
    )
    monkeypatch.setattr(server, "LIVE", server.LiveDataset(folder, look_every=0, patience=60))
    for page in PAGES[:4]:
        app = _app(page=page)
        assert not app.exception
        assert "<script" not in _text(app), page


def test_a_dataset_of_a_single_year_is_shown_without_a_slider(tmp_path, monkeypatch):
    folder = package.write(tmp_path, [package.crossing("a")])
    monkeypatch.setattr(server, "LIVE", server.LiveDataset(folder, look_every=0, patience=60))
    for parameters in ({}, {"years": ["2020"]}, {"until": ["2020"]}):
        app = _app(parameters)
        assert not app.exception
        assert "1 crossing, told in 1 article" in _text(app)


@pytest.mark.parametrize(
    "parameters",
    [{}, {"years": ["2015"]}, {"crossing": ["pasvik-swimmer-2012"], "place": ["pasvik"]}],
)
def test_other_data_under_a_reader_drop_what_they_no_longer_know(
    copied, tmp_path, monkeypatch, parameters
):
    live = server.LiveDataset(copied, look_every=0, patience=60)
    monkeypatch.setattr(server, "LIVE", live)
    app = _app(parameters)
    live.folder = package.write(
        tmp_path / "other", [package.crossing("a"), package.crossing("b", start="2021", end="2021")]
    )
    app.run()
    assert not app.exception
    assert "of 2 reports shown" in _text(app)
    assert "crossing" not in dict(app.query_params)
