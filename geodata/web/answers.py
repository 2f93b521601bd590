"""Answers kept in memory with their ETags, so that what many ask for is made once."""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Answer:
    """The content of an answer, and the tag by which a reader knows it again."""

    content: bytes
    etag: str

    def known_by(self, if_none_match: str) -> bool:
        """Whether a reader who names these tags has this answer already."""
        tags = {tag.strip().removeprefix("W/") for tag in if_none_match.split(",")}
        return "*" in tags or self.etag.removeprefix("W/") in tags


class Answers:
    """The answers asked for last, up to a number of bytes in all."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._answers: OrderedDict[str, Answer] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: str, build: Callable[[], bytes]) -> Answer:
        """The answer kept under a key that names its data and its parameters, built if it is not there."""
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                return self._answers[key]
        answer = _answer(key, build())
        with self._lock:
            self._answers[key] = answer
            while sum(len(kept.content) for kept in self._answers.values()) > self._limit:
                self._answers.popitem(last=False)
        return answer


def _answer(key: str, content: bytes) -> Answer:
    # The content counts too, so that a new version of this program is not taken for the old one.
    # Weak, because the server may compress the bytes on their way.
    tag = hashlib.sha256(key.encode() + b"\0" + content).hexdigest()[:24]
    return Answer(content, f'W/"{tag}"')
