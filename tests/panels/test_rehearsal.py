"""Data that pass their checks are shown only after everything was drawn from them."""

import logging

import pytest

from geodata.drawings import map as crossings_map
from geodata.model.live import LiveDataset
from geodata.panels import evidence, headline, rehearsal
from geodata.web import crossing_page, downloads, files
from tests import package


def _live(folder):
    rehearse = rehearsal.rehearsal(folder)
    return LiveDataset(folder, look_every=0, patience=120, rehearse=rehearse)


@pytest.fixture
def folder(tmp_path):
    return package.write(tmp_path / "data", [package.crossing("a"), package.crossing("b")])


def _fails(*_, **__):
    raise KeyError("no such label")


@pytest.mark.parametrize(
    ("module", "function", "part"),
    [
        (headline, "headline_html", "the page map with all reports"),
        (crossings_map, "crossing_layer", "the page map with all reports"),
        (evidence, "panel", "the page map with all reports"),
        (crossing_page, "neighbours", "the page of a"),
        (downloads, "csv_bytes", "the file crossings.csv"),
        (crossing_page, "sitemap_xml", "the sitemap"),
    ],
)
def test_what_cannot_be_drawn_is_refused_with_its_place(
    folder, monkeypatch, caplog, module, function, part
):
    live = _live(folder)
    good, _ = live.current()
    assert good is not None
    package.write(folder, [package.crossing("a"), package.crossing("c")])
    monkeypatch.setattr(module, function, _fails)
    with caplog.at_level(logging.ERROR):
        assert live.current() == (good, True)
    assert f"datapackage.json: {part} cannot be drawn from these data: KeyError at " in caplog.text
    assert ".py:" in caplog.text
    assert str(folder) not in caplog.text.partition(":\n")[2]
    package.write(folder, [package.crossing("a"), package.crossing("d")])
    monkeypatch.undo()
    assert "d" in live.current()[0].crossing_ids


def test_a_rehearsal_draws_every_page_file_and_crossing(folder, shipped):
    parts = [name for name, _ in rehearsal._parts(shipped, folder)]
    for page in ("map", "timeline", "articles", "data", "about"):
        assert f"the page {page} with all reports" in parts
    for file in files.files(folder):
        assert f"the file {file.name}" in parts
    for crossing_id in shipped.crossing_ids:
        assert f"the page of {crossing_id}" in parts
    assert {f"the year {year}" for year in range(1991, 2027)} <= set(parts)


def test_of_a_very_large_package_a_sample_from_all_over_it_is_drawn():
    assert rehearsal._some(list(range(1000)), 200) == list(range(0, 1000, 5))
    assert rehearsal._some([1, 2, 3], 200) == [1, 2, 3]


def test_data_that_passed_before_are_shown_at_once_and_their_file_outlives_them(
    folder, monkeypatch
):
    live = _live(folder)
    dataset, _ = live.current()
    monkeypatch.setattr(rehearsal, "_parts", _fails)
    assert rehearsal.rehearsal(folder)(dataset, lambda step: None, True) == []
    whole = downloads.package_zip(dataset, folder)
    (folder / "crossings.csv").unlink()
    assert downloads.package_zip(dataset, folder) == whole


def test_a_rehearsal_says_nothing_of_streamlit_in_the_log(folder, caplog):
    with caplog.at_level(logging.WARNING):
        _live(folder).current()
    assert "ScriptRunContext" not in caplog.text
    assert "Session state" not in caplog.text
