"""The line on every page: who keeps the data, when they were changed, and how to correct them."""

from dataclasses import replace

import pytest
from lxml import html

from geodata.words.byline import byline, keepers


def _line(dataset, **package):
    found = {key: value for key, value in dataset.package.items() if key != "corrections"}
    shown = byline(replace(dataset, package=found | package), "../about")
    return html.fromstring(f"<div>{shown}</div>")


def test_it_says_who_and_when_in_words(shipped):
    text = _line(shipped, created="2026-03-05T10:00:00Z").text_content()
    assert "Kept by the maintainers of this dashboard" in text
    assert "Updated 5 March 2026" in text


@pytest.mark.parametrize(
    ("corrections", "links"),
    [
        ({}, ["../about"]),
        ({"corrections": "https://example.org/tell?x=1&y=<2>"}, ["https://example.org/tell?x=1&y=<2>"]),
        ({"corrections": "#if-wrong"}, ["../about#if-wrong"]),
        ({"corrections": "mailto:desk@example.org"}, ["mailto:desk@example.org"]),
        ({"corrections": "Call the desk <b>on</b> 78 12 34 56"}, []),
        ({"corrections": "javascript:alert(1)"}, []),  # which the checks refuse
    ],
)  # fmt: skip
def test_a_reader_learns_how_to_correct_it(shipped, corrections, links):
    line = _line(shipped, **corrections)
    assert [link.get("href") for link in line.iter("a")] == links
    assert not list(line.iter("b"))
    if not links:
        assert corrections["corrections"] in line.text_content()


@pytest.mark.parametrize(
    ("people", "named"),
    [
        ([], ""),
        ([{"title": "The Desk"}, {"title": "The keepers", "roles": ["author"]}], "The Desk, the keepers"),
        ([{"title": "A", "roles": ["author"]}, {"title": "B", "roles": ["author", "maintainer"]}], "B"),
        ([{"roles": ["maintainer"]}, {"title": "C", "roles": None}], "C"),
    ],
)  # fmt: skip
def test_those_are_named_who_keep_the_data(shipped, people, named):
    assert keepers(replace(shipped, package=shipped.package | {"contributors": people})) == named


def test_nobody_named_is_no_hole_in_the_line(shipped):
    assert "Kept by" not in _line(shipped, contributors=[]).text_content()
