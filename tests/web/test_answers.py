"""Answers that readers and the server keep: their ETags, and how many are kept."""

import io
import logging
import zipfile
from dataclasses import replace

import pytest

from geodata.model.dataset import load
from geodata.web import data_routes as routes
from geodata.web import downloads
from geodata.web.downloads import package_zip
from tests.package import crossing
from tests.web.client import ADDRESSES, Client


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_file_that_is_known_is_not_sent_again(client, address):
    etag = client.ask(address).headers["etag"]
    for known in (etag, etag.removeprefix("W/"), f'"old", {etag}', "*"):
        answer = client.ask(address, If_None_Match=known)
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer.headers["etag"] == etag
        assert answer.headers["access-control-allow-origin"] == "*"
    for unknown in ('"old"', etag[3:-1], ""):
        assert client.ask(address, If_None_Match=unknown).status_code == 200


def test_the_etag_changes_with_the_parameters_and_stays_for_the_same_choice(client):
    queries = ["", "place=pasvik", "place=storskog", "years=2015", "q=nobody+wrote+this", "q=nor+this"]  # fmt: skip
    tags = {client.ask(f"{name}?{query}").headers["etag"] for name in ADDRESSES[:2] for query in queries}  # fmt: skip
    assert len(tags) == 12
    first, second = (
        client.ask(f"crossings.csv?{query}").headers["etag"]
        for query in ("place=pasvik&place=storskog&years=2012&years=2023", "years=2023&years=2012&place=storskog&place=pasvik&q=")
    )  # fmt: skip
    assert first == second


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_etag_changes_with_the_data(small, tmp_path, address):
    folder = tmp_path / "package"
    client = Client(small(crossing("x")), folder)
    before = client.ask(address).headers["etag"]
    client.dataset = small(crossing("x"))
    assert client.ask(address).headers["etag"] == before
    client.dataset = small(crossing("x", summary="Another summary."))
    assert client.ask(address, If_None_Match=before).status_code == 200


def test_a_text_that_changes_makes_a_new_package(small, tmp_path):
    folder = tmp_path / "package"
    client = Client(small(crossing("x")), folder)
    before = client.ask("datapackage.zip").headers["etag"]
    (folder / "README.md").write_text("New.", encoding="utf-8")
    client.dataset = load(folder)
    answer = client.ask("datapackage.zip", If_None_Match=before)
    assert zipfile.ZipFile(io.BytesIO(answer.content)).read("README.md") == b"New."


def test_while_the_files_are_broken_the_last_good_data_are_given_out(small, tmp_path, caplog):
    folder = tmp_path / "package"
    client = Client(small(crossing("x")), folder)
    kept = client.ask("datapackage.zip").content
    (folder / "places.csv").write_text("broken", encoding="utf-8")
    assert client.ask("datapackage.zip").content == kept
    assert client.ask("crossings.csv").status_code == 200
    # Whoever asks next, and by whichever route: it is kept with the data.
    assert Client(client.dataset, folder).ask("datapackage.zip").content == kept
    never_packed = Client(replace(client.dataset), folder)
    with caplog.at_level(logging.ERROR):
        answer = never_packed.ask("datapackage.zip")
    assert answer.status_code == 503
    assert "changed" not in answer.text
    assert "datapackage.zip cannot be made: datapackage.json: has changed" in caplog.text


def test_the_same_file_is_made_once(small, tmp_path, monkeypatch):
    made = []
    monkeypatch.setattr(
        downloads, "package_zip", lambda *given: made.append(1) or package_zip(*given)
    )
    client = Client(small(crossing("x")), tmp_path / "package")
    answers = {client.ask("datapackage.zip").content for _ in range(3)}
    assert (len(made), len(answers)) == (1, 1)


def test_answers_do_not_fill_the_memory(small, tmp_path, monkeypatch):
    monkeypatch.setattr(routes, "MAX_KEPT", 3000)
    client = Client(small(crossing("x")), tmp_path / "package")
    kept = client.app.routes[0].app._kept
    for number in range(50):
        assert client.ask(f"crossings.csv?q={number}").status_code == 200
        assert sum(len(answer.content) for answer in kept._answers.values()) <= 3000
    assert 0 < len(kept._answers) < 50
    assert client.ask("datapackage.json").status_code == 200  # larger than all that is kept
