"""What the checks find is told to editors in their language, with whatever was found in it."""

from dataclasses import replace
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_file

from geodata.model.cells import BLANK
from geodata.model.complaint import Complaint, complaint
from geodata.model.schema import Problem
from geodata.model.unseen import shown
from geodata.words.language import speaking, speaking_language
from geodata.words.numbers import number
from geodata.words.problems import problem
from geodata.words.templates import render
from tests.words import broken

ROOT = Path(__file__).parents[2]
CODES = ("nb", "ru", "fi")


@pytest.mark.parametrize(
    ("code", "blank", "other"),
    [("en", (BLANK, ""), ("'2025-13' is no day", "")),
     ("nb", ("er tomt, men må fylles ut", ""), ("'2025-13' is no day", "en"))],
)  # fmt: skip
def test_what_is_told_is_said_in_the_language_spoken_and_the_rest_names_its_own(
    shipped, code, blank, other
):
    with speaking(replace(shipped, language=code)):
        assert (problem(BLANK), problem("'2025-13' is no day")) == (blank, other)
        shown = render("desk_left.html", problems=[("", BLANK), ("", "<b> is no day")])
    assert f"<span>{blank[0]}</span>" in shown
    named = "" if code == "en" else ' lang="en"'
    assert f"<span{named}>&lt;b&gt; is no day</span>" in shown


HOSTILE = "{0.__class__} {found} %(found)s %s 100% <b>"


@pytest.mark.parametrize("code", ["en", *CODES])
def test_no_gap_is_looked_for_in_what_was_found(code):
    message = complaint("%(found)s is not in %(file)s", found=HOSTILE, file="{file} %(file)s")
    assert message == f"{HOSTILE} is not in {{file}} %(file)s"
    with speaking_language(code):
        said, _ = problem(message)
        shown = render("desk_left.html", problems=[("", message)])
    assert HOSTILE in said
    assert "{file} %(file)s" in said
    assert "<b>" not in shown.replace("<p><b>", "")


def test_what_is_told_within_another_is_said_in_the_same_language():
    message = complaint("%(found)s is blank", found=shown("x" * 1200))
    with speaking_language("nb"):
        said = problem(Problem("crossings", 3, "end", message).placed)
    quoted = f"'{'x' * 60}'… (1\N{NO-BREAK SPACE}200 tegn)"
    assert said == (f"crossings.csv rad 3, end: {quoted} er tomt", "")
    assert str(message) == f"'{'x' * 60}'… (1,200 characters) is blank"


def test_a_problem_that_is_in_english_alone_stays_so_with_its_place():
    untold = Problem("crossings", 3, "end", "has no words")
    with speaking_language("nb"):
        assert problem(untold.placed) == ("crossings.csv row 3, end: has no words", "en")


# ---- every message -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """Every problem of broken packages, files and changes."""
    return broken.problems(tmp_path_factory.mktemp("broken"))


@pytest.mark.parametrize("code", CODES)
def test_whatever_a_check_finds_is_said_in_every_language_with_what_was_found(found, code):
    assert len(found) > 150
    with speaking_language(code):
        for each in found:
            said, lang = problem(each.placed)
            assert (lang, said == each.placed) == ("", False), each
            told_alone, _ = problem(each.message)
            assert told_alone != each.message, each
            for value in _values(each):
                assert value in said, (value, said)


def _values(message):
    """What stands in the gaps of a message, and of those within it."""
    if isinstance(message, Problem):
        yield from _values(message.placed)
    elif isinstance(message, Complaint):
        for name, value in message.values.items():
            yield from [number(value)] if name == "n" else _values(value)
    else:
        yield str(message)


def _templates(message):
    if isinstance(message, Complaint):
        yield message.template
        for value in message.values.values():
            yield from _templates(value)


SOURCES = sorted(
    path
    for path in [*(ROOT / "geodata/model").glob("*.py"), *(ROOT / "geodata/editing").glob("*.py")]
    if "complaint(" in path.read_text(encoding="utf-8")
)
# What a file system says, which no package of a test can be.
ELSEWHERE = {"is not a file", "cannot be read: %(why)s"}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_the_broken_packages_bring_out_every_message(found, path):
    seen = {template for each in found for template in _templates(each.placed)}
    there = {
        message
        for _, message, _, _ in extract_from_file("python", path, keywords={"complaint": None})
    }
    assert there - seen - ELSEWHERE == set()


def test_no_problem_of_a_check_or_of_a_change_is_untold(found):
    assert {"checks", "cells", "tables", "translatable", "saving", "sheet"} <= {
        path.stem for path in SOURCES
    }
    assert [str(each) for each in found if not isinstance(each.message, Complaint)] == []
