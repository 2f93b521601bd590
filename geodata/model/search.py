"""What the words of a search may mean besides themselves, and the word that a misspelt one is near to."""

import difflib
import re
from collections.abc import Iterator
from itertools import chain

from geodata.model.dataset import Dataset
from geodata.model.geocoder import fold
from geodata.model.kept import kept

MOST_ROWS = 5000  # of crossings and of excerpts, whose words may be suggested
NEAR = 0.72  # from 0 to 1: how near a suggested word must be
_WORD = re.compile(r"[^\W\d_]{4,}")


def meanings(dataset: Dataset, word: str) -> tuple[str, ...]:
    """The words of the data that a typed one stands for, as the package's `synonyms` say."""
    whole, begun = _synonyms(dataset)
    folded = fold(word)
    found = [*whole.get(folded, ())]
    found += [meaning for start, meaning in begun if folded.startswith(start)]
    return tuple(dict.fromkeys(found))


@kept(most=1)
def _synonyms(dataset: Dataset) -> tuple[dict[str, list[str]], list[tuple[str, str]]]:
    """What each whole word stands for, and what each beginning of a word does: "grens*"."""
    whole: dict[str, list[str]] = {}
    begun = []
    for meaning, words in dataset.package.get("synonyms", {}).items():
        for word in words:
            if word.endswith("*"):
                begun.append((fold(word[:-1]), meaning))
            else:
                whole.setdefault(fold(word), []).append(meaning)
    return whole, begun


def nearest_word(dataset: Dataset, word: str) -> str:
    """The word of the data, or of its synonyms, that is written most like another; a blank if none is."""
    known = _vocabulary(dataset)
    near = difflib.get_close_matches(fold(word), known, 1, NEAR)
    found = known[near[0]] if near else ""
    return found.lower() if word.islower() else found


@kept(most=1)
def _vocabulary(dataset: Dataset) -> dict[str, str]:
    """The words that a search may find, folded, each as it is first written."""
    found: dict[str, str] = {}
    for word in dict.fromkeys(_WORD.findall(" ".join(_texts(dataset)))):
        found.setdefault(fold(word), word)
    return found


def _texts(dataset: Dataset) -> Iterator[str]:
    rows = dataset.crossings.iloc[:MOST_ROWS]
    yield from chain(rows["headline"], rows["locality"], rows["summary"])
    yield from dataset.excerpts["text"].iloc[:MOST_ROWS]
    yield from dict.fromkeys(dataset.articles["outlet"])
    # Only whole words: the beginning of one is nothing to be offered.
    words = chain(*dataset.package.get("synonyms", {}).values())
    yield from (word for word in words if not word.endswith("*"))
