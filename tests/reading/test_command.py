"""`python -m geodata read`: for a person, and for a program one document a line."""

import io
import json
import os
import sys
from types import SimpleNamespace

import pytest

from geodata.__main__ import main
from tests.conftest import OTHER

TEXT = "Three men crossed the border from Russia to Norway at Storskog on 3 March 2022."


def _answers(monkeypatch, capsys, lines):
    data = "\n".join(lines).encode("utf-8", "surrogatepass")
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))
    code = main(["read", "--json"])
    return code, [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_person_reads_what_it_is_and_where_each_field_is_said(tmp_path, capsys):
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert main(["read", str(path)]) == 0
    out = capsys.readouterr().out
    assert "language: en" in out
    assert "people_best: 3  (“Three men”)" in out
    assert "place_id: storskog  (“Storskog”)" in out


def test_one_document_a_line_gets_one_answer_a_line(monkeypatch, capsys):
    lines = [json.dumps({"text": TEXT, "title": None}), json.dumps({"text": "Nothing here."})]
    code, answers = _answers(monkeypatch, capsys, lines)
    assert code == 0
    assert [answer["relevant"] for answer in answers] == [True, False]
    assert answers[0]["events"][0]["people"] == 3
    assert answers[1]["nothing"]


@pytest.mark.parametrize(
    "damaged", ["{", "[]", '{"text": 3}', "\ud800", "[" * 5_000, '"' + "x" * 9_999]
)
def test_a_damaged_line_gets_an_error_with_its_number_and_the_others_are_answered(
    monkeypatch, capsys, damaged
):
    lines = [json.dumps({"text": TEXT}), damaged, json.dumps({"text": TEXT})]
    code, answers = _answers(monkeypatch, capsys, lines)
    assert code == 1
    assert [bool(answer.get("events")) for answer in answers] == [True, False, True]
    assert answers[1]["line"] == 2
    assert answers[1]["error"].startswith("line 2:")


def test_without_file_and_json_it_says_what_to_do(capsys):
    assert main(["read"]) == 1
    assert "Name a file" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_named(tmp_path, capsys):
    assert main(["read", str(tmp_path / "none.html")]) == 1
    assert "none.html cannot be read" in capsys.readouterr().err


def test_another_border_reads_its_own_places_and_kinds(tmp_path, monkeypatch, capsys):
    monkeypatch.setitem(os.environ, "CROSSINGS_DATA", str(OTHER))
    path = tmp_path / "story.txt"
    path.write_text(
        "Três primas passaram a fronteira de Merenia para Soltara pelo Farol Velho em março de 2010, e andaram a pé.",
        encoding="utf-8",
    )
    assert main(["read", str(path), "--json"]) == 0
    event = json.loads(capsys.readouterr().out)["events"][0]
    assert (event["place_id"], event["people"], event["start"]) == ("porto-lua", 3, "2010-03")
    assert (event["direction"], event["kind"]) == ("to_soltara", "walked_across")
    assert event["candidates"][0] == "lua-walkers-2010"
