"""A text in pieces: paragraphs and sentences, each with its place and its words."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from geodata.reading.lexicon import Lexicon
from geodata.reading.words import Token

_PARAGRAPH = re.compile(r"[^\n\r\u2028\u2029]+")
_STOP = re.compile(r"[.!?…؟](?:[\"'”’»)\]]*)(?=\s+[\"'“«„(\[–—-]*\s*[^\W_])")
_LONGEST = 700  # characters of what is taken for one sentence


class Sentence(NamedTuple):
    """One sentence: where it stands, the number of its paragraph, and its words."""

    begin: int
    end: int
    paragraph: int
    tokens: tuple[Token, ...]


def sentences(text: str, lexicon: Lexicon) -> list[Sentence]:
    """The sentences of a text; a line break ends one."""
    found = []
    for number, paragraph in enumerate(_PARAGRAPH.finditer(text)):
        for begin, end in _pieces(text, *paragraph.span(), lexicon):
            tokens = tuple(lexicon.tokens.of(text, begin, end))
            if tokens:
                found.append(Sentence(begin, end, number, tokens))
    return found


def _pieces(text: str, begin: int, end: int, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    for stop in _STOP.finditer(text, begin, end):
        if _ends(text, begin, stop, lexicon):
            yield from _bounded(text, begin, stop.end())
            begin = stop.end()
    yield from _bounded(text, begin, end)


def _ends(text: str, begin: int, stop: re.Match[str], lexicon: Lexicon) -> bool:
    """Whether a stop ends a sentence: not after an initial, an ordinal or an abbreviation."""
    if text[stop.start()] != ".":
        return True
    after = text[stop.end() :][:12].lstrip(" \"'“«„([–—-\t\xa0")
    if after[:1].islower():
        return False
    before = re.search(r"(\w+)$", text[max(begin, stop.start() - 20) : stop.start()])
    word = before.group(1) if before else ""
    if len(word) <= 2 and word.isdigit():
        return False
    return not (len(word) == 1 and word.isalpha()) and word.lower() not in lexicon.abbreviations


def _bounded(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """A piece without the blanks around it; one that goes on and on is cut between words."""
    while end - begin > _LONGEST:
        cut = text.rfind(" ", begin + _LONGEST // 2, begin + _LONGEST)
        cut = cut if cut > 0 else begin + _LONGEST
        yield from _stripped(text, begin, cut)
        begin = cut
    yield from _stripped(text, begin, end)


def _stripped(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    while begin < end and text[begin].isspace():
        begin += 1
    while begin < end and text[end - 1].isspace():
        end -= 1
    if begin < end:
        yield begin, end
