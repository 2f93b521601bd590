"""The commands for people who keep data: `new` writes a package, `check` says what is wrong with one."""

import csv
import re
import subprocess
import sys
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from geodata.__main__ import main
from geodata.model import template
from geodata.model.dataset import load
from geodata.web import crossing_page, server

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
FIRST_BORDER = re.compile(
    "norw|russia|storskog|pasvik|jakobselv|finnmark|murmansk|kirkenes|kartverket|2015|kven|sámi",
    re.IGNORECASE,
)


@pytest.fixture
def begun(tmp_path):
    """A package as `new` writes it."""
    template.write(tmp_path / "begun")
    return tmp_path / "begun"


def _contents(folder):
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _run(*arguments):
    command = [sys.executable, "-m", "geodata", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)


def test_what_new_writes_passes_the_check(tmp_path):
    folder = tmp_path / "some" / "border"
    begun = _run("new", folder)
    assert (begun.returncode, begun.stderr) == (0, "")
    assert f"{folder} holds places.csv, crossings.csv" in begun.stdout
    checked = _run("check", folder)
    assert (checked.returncode, checked.stderr) == (0, "")
    counts = "places 3, crossings 1, articles 1, figures 1, excerpts 1, context 1, disputes 2"
    [line] = checked.stdout.splitlines()
    assert line.startswith(f"All is well in {folder}, version 0.1.0 (")
    assert line.endswith(f": {counts}")


def test_the_readme_gives_both_commands_each_in_one_line_that_works(tmp_path):
    lines = re.findall(r"```sh\n(\.venv/bin/python -m geodata .*)\n```", README)
    assert [re.findall(r"-m geodata (\w+)", line)[0] for line in lines] == ["new", "check"]
    for line in lines:
        command = line.partition(" && ")[0].replace("../my-border", str(tmp_path / "border"))
        command = command.replace(".venv/bin/python", sys.executable)
        subprocess.run(command, shell=True, cwd=ROOT, check=True, capture_output=True, timeout=120)


def test_the_readme_explains_every_part_of_a_border(begun):
    said = README.partition("## Keep data of another border")[2].partition("\n## ")[0]
    for described in (load(begun).package, load().package):
        for key in described["border"]:
            assert f"`{key}`" in said, key


def test_every_problem_is_listed_at_once(copied, capsys):
    crossings = (copied / "crossings.csv").read_text(encoding="utf-8")
    crossings = crossings.replace("69.71472", "91", 1).replace(",exact,", ",exactly,", 1)
    (copied / "crossings.csv").write_text(crossings, encoding="utf-8")
    (copied / "places.csv").unlink()
    assert main(["check", str(copied)]) == 1
    told = capsys.readouterr().out.splitlines()
    assert "places.csv: is missing" in told
    assert any(line.startswith("crossings.csv row 3, latitude: '91'") for line in told)
    assert any(line.startswith("crossings.csv row 2, location_precision: 'exactly'") for line in told)  # fmt: skip


def test_what_cannot_be_drawn_is_a_problem_too(begun, monkeypatch, capsys):
    def fails(*_, **__):
        raise KeyError("no such label")

    monkeypatch.setattr(crossing_page, "neighbours", fails)
    assert main(["check", str(begun)]) == 1
    assert "the page of first-place-2020 cannot be drawn" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["nowhere", "a-file"])
def test_a_folder_that_is_not_there_is_said_to_be_missing(tmp_path, capsys, name):
    (tmp_path / "a-file").write_text("nothing")
    assert main(["check", str(tmp_path / name)]) == 1
    assert capsys.readouterr().err == f"There is no folder {tmp_path / name}\n"


def test_an_unfinished_command_says_what_there_is():
    asked = _run("check")
    assert asked.returncode == 2
    assert "usage: python -m geodata check" in asked.stderr
    listed = _run("--help").stdout
    assert all(name in listed for name in ("check", "new"))


def test_new_overwrites_nothing(begun, capsys):
    (begun / "crossings.csv").write_text("mine", encoding="utf-8")
    before = _contents(begun)
    assert main(["new", str(begun)]) == 1
    assert "is not an empty folder" in capsys.readouterr().err
    assert _contents(begun) == before


def test_new_begins_only_where_there_is_nothing(tmp_path, capsys):
    (tmp_path / "a-file").write_text("mine", encoding="utf-8")
    (tmp_path / "hidden").mkdir()
    (tmp_path / "hidden" / ".keep").write_text("", encoding="utf-8")
    for name in ("a-file", "hidden", "a-file/within"):
        assert main(["new", str(tmp_path / name)]) == 1
        assert "Nothing can be written" in capsys.readouterr().err
    assert _contents(tmp_path) == {"a-file": b"mine", ".keep": b""}
    (tmp_path / "empty").mkdir()
    assert main(["new", str(tmp_path / "empty")]) == 0


def test_a_file_that_comes_meanwhile_is_not_overwritten(tmp_path, monkeypatch):
    texts = template._texts

    def too_late(package):
        (tmp_path / "excerpts.csv").write_text("mine", encoding="utf-8")
        return texts(package)

    monkeypatch.setattr(template, "_texts", too_late)
    with pytest.raises(FileExistsError):
        template.write(tmp_path)
    assert (tmp_path / "excerpts.csv").read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "datapackage.json").exists()


def test_nothing_of_the_first_border_is_in_a_new_package(begun):
    for name, content in _contents(begun).items():
        assert not FIRST_BORDER.findall(content.decode()), name


def test_every_row_says_that_it_is_an_example(begun):
    tables = sorted(begun.glob("*.csv"))
    assert len(tables) == 8
    for path in tables:
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                assert any("Example: replace this row" in cell for cell in row.values()), path.name


def test_each_part_that_is_optional_can_be_left_out(begun):
    package = template.description()
    for key in ("line", "checkpoint"):
        del package["border"][key]
    del package["charts"], package["subtitle"]
    (begun / "datapackage.json").write_text(template._json(package), encoding="utf-8")
    (begun / "line.geojson").unlink()
    for name in ("context.csv", "disputes.csv", "figures.csv", "retired.csv"):
        lines = (begun / name).read_text(encoding="utf-8").splitlines(keepends=True)
        (begun / name).write_text(lines[0], encoding="utf-8")
    assert main(["check", str(begun)]) == 0


@pytest.mark.parametrize("page", ["map", "timeline", "articles", "data", "about"])
def test_the_dashboard_shows_a_new_package(begun, monkeypatch, page):
    monkeypatch.setattr(server, "LIVE", server.LiveDataset(begun, look_every=0, patience=60))
    app = AppTest.from_file(str(ROOT / "geodata/panels/shell.py"), default_timeout=60).run()
    app.switch_page(str(ROOT / "pages" / f"{page}.py")).run()
    assert not app.exception
    text = " ".join(str(element.proto.body) for element in app.get("html"))
    told = {"map": "<b>3</b> <span>crossed the line</span>", "about": "What was checked"}
    assert told.get(page, "3 crossed the line; </span>1 crossing") in text
    assert not FIRST_BORDER.findall(text)
