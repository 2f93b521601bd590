"""The README's commands and the files it names exist."""

import re
from pathlib import Path

from tests.test_layers import WINGS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_each_command_is_one_line_that_starts_from_a_fresh_clone():
    commands = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    setup = "python3 -m venv .venv && .venv/bin/pip install -r requirements.txt"
    run, test = (command.strip() for command in commands[:2])
    assert run == f"{setup} && .venv/bin/streamlit run dashboard.py"
    assert test == f"{setup} -r tests/requirements.txt && .venv/bin/pytest"


def test_every_file_it_names_exists():
    named = re.findall(r"`((?:geodata|pages|tests|dashboard|\.ci|\.streamlit)[\w./*-]*)`", README)
    named += re.findall(r"\]\(((?:geodata|LICENSE)[\w./-]*)\)", README)
    assert len(named) > 12
    for name in named:
        assert list(ROOT.glob(name.rstrip("/"))), name


def test_what_it_says_to_be_in_a_file_is_there():
    told = re.findall(r"`(\w+)` in `((?:geodata|pages)[\w./-]+)`", README)
    assert {name for name, _ in told} >= {"card", "marks", "files", "version_route", "page_names"}
    for name, file in told:
        made = rf"^(?:(?:def|{{%-? macro) {name}\(|{name}\b.* = )"
        assert re.search(made, (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE), name


def test_every_wing_has_its_line():
    wings = {path.parent.name for path in (ROOT / "geodata").glob("*/__init__.py")}
    assert wings == set(WINGS)
    for place in (*(f"geodata/{wing}/" for wing in ("data", *WINGS)), "pages/", "tests/"):
        assert f"\n| `{place}` | " in README, place


def test_the_example_problem_is_worded_as_the_code_words_it():
    from geodata.model.schema import Problem

    problem = Problem("crossings", 14, "latitude", "'91.0' is above the maximum 70.7")
    assert str(problem) in README
