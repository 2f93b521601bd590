"""The README's commands and the files it names exist."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_each_command_is_one_line_that_starts_from_a_fresh_clone():
    commands = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    setup = "python3 -m venv .venv && .venv/bin/pip install -r requirements.txt"
    run, test = (command.strip() for command in commands[:2])
    assert run == f"{setup} && .venv/bin/streamlit run dashboard.py"
    assert test == f"{setup} -r tests/requirements.txt && .venv/bin/pytest"


def test_every_file_it_names_exists():
    named = re.findall(r"`((?:geodata|pages|tests|\.ci)[\w./*-]*)`", README)
    named += re.findall(r"\]\(((?:geodata|LICENSE)[\w./-]*)\)", README)
    assert len(named) > 12
    for name in named:
        assert list(ROOT.glob(name.rstrip("/"))), name


def test_the_example_problem_is_worded_as_the_code_words_it():
    from geodata.model.schema import Problem

    problem = Problem("crossings", 14, "latitude", "'91.0' is above the maximum 70.7")
    assert str(problem) in README
