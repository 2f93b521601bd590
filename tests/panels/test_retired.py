"""What the app says of retired reports: in the list of the About page, and to whoever asks for one."""

import pytest

from geodata.web import server
from tests.conftest import OTHER
from tests.package import crossing, retired, write
from tests.test_pages import _app, _text


@pytest.fixture
def of_other(monkeypatch):
    monkeypatch.setattr(server, "LIVE", server.LiveDataset(OTHER, look_every=0, patience=60))


def test_whoever_asks_for_one_is_told_why_it_was_left_out_and_where_its_page_is(of_other):
    app = _app({"crossing": ["tuz-camel-2015"], "place": ["oslo"]})
    said = _text(app)
    assert "was retired on 28 November 2024, and is left out: The radio took its story back" in said
    assert '<a href="crossing/tuz-camel-2015" target="_blank">Tuz ovasında bir deve</a>' in said
    assert "place=oslo" in said
    assert "crossing=tuz-camel-2015" not in said
    assert "crossing" not in app.query_params


def test_it_is_told_in_the_language_of_the_reader(of_other):
    said = _text(_app({"crossing": ["tuz-camel-2015"], "lang": ["fi"]}))
    assert '<a href="fi/crossing/tuz-camel-2015" target="_blank">Kameli suolatasangolla</a>' in said
    assert "Radio perui juttunsa" in said


def test_the_about_page_lists_them_the_last_one_first(of_other):
    said = _text(_app(page="about"))
    assert "<h2>Retired reports</h2>" in said
    assert said.index("crossing/lua-cake-2010") < said.index("crossing/tuz-camel-2015")


def test_without_any_the_about_page_says_nothing_of_them(tmp_path, monkeypatch):
    folder = write(tmp_path, [crossing("x")])
    monkeypatch.setattr(server, "LIVE", server.LiveDataset(folder, look_every=0, patience=60))
    assert "Retired reports" not in _text(_app(page="about"))
    write(tmp_path, [crossing("x")], retired=[retired("y")])
    assert "Retired reports" in _text(_app(page="about"))


def test_the_articles_page_shows_which_copy_was_read(of_other):
    assert "Captured 26 November 2024 · SHA-256 " in _text(_app(page="articles"))
