"""Readings and proposals as a program and as a person at a terminal get them."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from geodata.model.dataset import Dataset
from geodata.reading.document import Document
from geodata.reading.proposal import Proposal
from geodata.reading.proposing import propose
from geodata.reading.reader import read
from geodata.reading.reading import Reading

_KEYS = ("url", "title", "outlet", "author", "published")


def answers(lines: Iterable[str], dataset: Dataset) -> Iterator[str]:
    """One line of JSON for each line that holds a document; a damaged line gets an error in its place."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield json.dumps(_answer(number, line, dataset), ensure_ascii=False)


def _answer(number: int, line: str, dataset: Dataset) -> dict[str, Any]:
    try:
        document = document_of(json.loads(line))
    except (ValueError, RecursionError) as error:
        return {"error": f"line {number}: {_one_line(error)}", "line": number}
    reading = read(document, dataset)
    return as_object(reading, propose(reading, dataset))


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__


def document_of(given: Any) -> Document:
    """A document from an object with text and what else is known; raises ValueError if it is none."""
    if not isinstance(given, dict) or not isinstance(given.get("text"), str):
        raise ValueError("a document is an object with a text")
    known = {key: str(given[key]) for key in _KEYS if isinstance(given.get(key), (str, int))}
    return replace(Document(given["text"]), **known)  # type: ignore[arg-type]


def as_object(reading: Reading, proposals: Iterable[Proposal]) -> dict[str, Any]:
    """A reading and its proposals as an object for a program."""
    document = reading.document
    return {
        "language": reading.language,
        "published": document.published or None,
        "title": document.title or None,
        "outlet": document.outlet or None,
        "relevant": not reading.nothing,
        "nothing": list(reading.nothing),
        "events": [_event(each) for each in proposals],
    }


def _event(proposal: Proposal) -> dict[str, Any]:
    values = {name: said.value for name, said in proposal.fields.items()}
    counted = proposal.fields.get("people_best") or proposal.fields.get("people_words")
    best = values.get("people_best")
    return {
        "main": proposal.main,
        **{name: values.get(name) for name in ("place_id", "locality", "start", "end")},
        "people": int(best) if best else None,
        "people_words": counted.words if counted else None,
        **{name: values.get(name) for name in ("direction", "kind", "part_of")},
        "passage": proposal.passage.text,
        "candidates": [each.crossing_id for each in proposal.candidates],
        "why": {each.crossing_id: list(each.why) for each in proposal.candidates},
        "said": _said(proposal),
    }


def _said(proposal: Proposal) -> Mapping[str, str]:
    return {name: said.words for name, said in proposal.fields.items() if said.words}


def in_words(reading: Reading, proposals: list[Proposal]) -> Iterator[str]:
    """A reading and its proposals, line by line, for a person at a terminal."""
    document = reading.document
    for name in _KEYS:
        if value := getattr(document, name):
            yield f"{name}: {value}"
    yield f"language: {reading.language or 'unknown'}"
    if reading.unread:
        yield f"not read: the last {reading.unread:,} characters of a very long text"
    if not proposals:
        yield f"nothing to propose: {', '.join(reading.nothing)}"
    for number, proposal in enumerate(proposals, 1):
        yield ""
        yield f"event {number}{'' if proposal.main else ', recalled'}: “{proposal.passage.text}”"
        for name, said in proposal.fields.items():
            yield f"  {name}: {said.value}" + (f"  (“{said.words}”)" if said.words else "")
        if not proposal.candidates:
            yield "  no report of the data fits: it may be new"
        for one in proposal.candidates:
            yield f"  may be {one.crossing_id} ({', '.join(one.why)})"
