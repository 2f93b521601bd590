"""Retellings of articles, in our own words and the page's language, held against what they tell."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from geodata.reading.answers import as_object, document_of
from geodata.reading.proposing import propose
from geodata.reading.reader import read

LABELLED = [
    json.loads(line)
    for line in (Path(__file__).parent / "labelled.jsonl").read_text(encoding="utf-8").splitlines()
]
# What share of the main events must be right, field by field.
BARS = {"place": 0.9, "day": 0.8, "people": 0.8, "kind": 0.75, "direction": 0.85, "passage": 0.85}


@pytest.fixture(scope="module", params=["addresses", "no addresses"])
def answers(request, shipped):
    found = []
    for labelled in LABELLED:
        document = document_of(labelled)
        if request.param == "no addresses":
            document = replace(document, url="")
        reading = read(document, shipped)
        found.append(as_object(reading, propose(reading, shipped)))
    return found


def _words(text):
    return {word.strip(".,;:!?«»“”\"'()–-").lower() for word in (text or "").split()} - {""}


def _allowed(event, field):
    return [event.get(field), *event.get("also_ok", {}).get(field, [])]


def _fits(event, found):
    passage, label = _words(found["passage"]), _words(event["passage"])
    return {
        "place": found["place_id"] in _allowed(event, "place_id"),
        "day": found["start"] in _allowed(event, "start"),
        "people": found["people"] in _allowed(event, "people"),
        "kind": found["kind"] in _allowed(event, "kind"),
        "direction": found["direction"] in _allowed(event, "direction"),
        "passage": len(passage & label) >= 0.5 * min(len(passage), len(label)),
        "report": next(iter(found["candidates"]), None) in _allowed(event, "crossing_id"),
    }


def _shares(answers):
    best = [
        max(
            (_fits(event, found) for found in answer["events"]),
            key=lambda fit: sum(fit.values()),
            default={},
        )
        for labelled, answer in zip(LABELLED, answers, strict=True)
        for event in labelled["events"]
    ]
    return {
        field: sum(fit.get(field, False) for fit in best) / len(best) for field in (*BARS, "report")
    }


def test_whether_a_document_is_about_this_border_is_told(answers):
    pairs = [(one["relevant"], two["relevant"]) for one, two in zip(LABELLED, answers, strict=True)]
    right = pairs.count((True, True))
    assert 2 * right / (2 * right + pairs.count((True, False)) + pairs.count((False, True))) >= 0.92


def test_events_are_read_field_by_field(answers):
    shares = _shares(answers)
    assert {field: share for field, share in shares.items() if share < BARS.get(field, 0)} == {}


def test_the_right_report_comes_first_with_or_without_a_known_address(answers):
    assert _shares(answers)["report"] >= 0.85


def test_the_language_is_told(answers):
    told = [answer["language"] for answer in answers]
    labels = [labelled["language"].replace("no", "nb") for labelled in LABELLED]
    assert sum(one == two for one, two in zip(told, labels, strict=True)) >= 0.95 * len(labels)


def test_what_is_about_something_else_says_why_nothing_is_proposed(answers):
    for answer in answers:
        assert bool(answer["nothing"]) != bool(answer["events"])
