"""Short texts of each language, as articles put it, and the events that they tell; none for some."""

import json
from collections.abc import Iterator, Sequence
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from geodata.model.dataset import Dataset
from geodata.reading.answers import as_object
from geodata.reading.document import Document
from geodata.reading.proposing import propose
from geodata.reading.reader import read

FOLDER = Path(__file__).parent / "sentences"
KEYS = {"place_id", "start", "people", "kind", "direction"}


def _texts() -> Iterator[Any]:
    """Every line of every file; one whose text says why it cannot be read yet must fail."""
    for file in sorted(FOLDER.glob("*.jsonl")):
        lines = file.read_text(encoding="utf-8").splitlines()
        for number, given in enumerate(map(json.loads, lines), 1):
            marks = (
                [pytest.mark.xfail(reason=given["cannot"], strict=True)]
                if given.get("cannot")
                else []
            )
            yield pytest.param(given, id=f"{file.stem}-{number}", marks=marks)


def _tells(found: dict[str, Any], wanted: dict[str, Any]) -> bool:
    return all(found[key] == value for key, value in wanted.items())


def _same(found: Sequence[dict[str, Any]], wanted: Sequence[dict[str, Any]]) -> bool:
    """Whether events are those wanted, in any order, as far as the keys go that are given."""
    return len(found) == len(wanted) and any(
        all(map(_tells, order, wanted)) for order in permutations(found)
    )


@pytest.mark.parametrize("given", list(_texts()))
def test_a_text_tells_its_events_and_no_other(shipped: Dataset, given: dict[str, Any]) -> None:
    assert all(wanted.keys() <= KEYS for wanted in given["events"])
    reading = read(Document(given["text"], published=given["published"]), shipped)
    answer = as_object(reading, propose(reading, shipped))
    assert answer["relevant"] == bool(given["events"])
    found = [{key: event[key] for key in KEYS} for event in answer["events"]]
    assert _same(found, given["events"]), found
