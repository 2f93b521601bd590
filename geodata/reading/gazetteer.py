"""The places of a package found in a text: any name, inflected, joined to other words, or nearly so."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from geodata.model.dataset import Dataset
from geodata.model.geocoder import fold, names
from geodata.model.kept import kept
from geodata.reading.rows import rows

_CYRILLIC = "абвгґдеёєжзиіїйклмнопрстуўфхцчшщъыьэюя"
_IN_LATIN = "a b v g g d e e e zh z i i i j k l m n o p r s t u v f h ts ch sh sh _ i _ e ju ja"
_LATIN = dict(zip(_CYRILLIC, _IN_LATIN.replace("_", "").split(" "), strict=True))
# Arabic writes no short vowels, b for p and f for v: names are compared by what is left.
_ARABIC = dict(
    zip(
        "ابتثجحخدذرزسشصضطظعغفقكلمنهويةىأإآچپڤگ",
        "abttjhhddrzsssdtdagfkklmnhoiaaaaajbfg",
        strict=True,
    )
)
_SHORT = 4  # letters up to which a name is too like other words to stand alone
_INFLECTED = 5  # letters from which a name may have any ending
_NEAR = 6  # letters from which a name may be misspelt
_LONG = 10  # letters from which two of them may be wrong
_MOST_WORDS = 4
_SIGNS = re.compile(r"[^\W\d_]+")
_VOWELS = "aeiouyj"


class Found(NamedTuple):
    """A place named in a text; `sure` where its name is no other word, and lies on the border."""

    place_id: str
    begin: int
    end: int
    sure: bool


@dataclass(frozen=True)
class _Name:
    """One name as it is compared: the letters of its words joined."""

    letters: str
    words: int
    place_id: str


@dataclass(frozen=True)
class Gazetteer:
    """The names of a package's places, by the letters they begin with."""

    exact: dict[str, str]
    stems: dict[str, list[_Name]]
    nearer: dict[str, tuple[_Name, ...]]
    location: dict[str, str]
    catch_all: str

    def find(self, text: str, begin: int, end: int, rivers: frozenset[int]) -> list[Found]:
        """The places that a stretch of a text names; `rivers` are where its words for rivers begin."""
        words = [match.span() for match in _SIGNS.finditer(text, begin, end)]
        found, number = [], 0
        while number < len(words):
            hit = self._at(text, words, number, rivers)
            if hit:
                place_id, after = hit
                sure = self.location[place_id] != self.catch_all
                found.append(Found(place_id, words[number][0], words[after - 1][1], sure))
                number = after
            else:
                number += 1
        return found

    def _at(
        self, text: str, words: Sequence[tuple[int, int]], number: int, rivers: frozenset[int]
    ) -> tuple[str, int] | None:
        """The place named from a word on, and the word after its name; the longest name wins."""
        if not _may_name(text, words[number][0]):
            return None
        for count in range(_MOST_WORDS, 0, -1):
            after = number + count
            if after > len(words) or not _together(text, words[number:after]):
                continue
            letters = letters_of(text[words[number][0] : words[after - 1][1]])
            place_id = self._named(letters, count)
            if place_id and (len(letters) > _SHORT or _by_a_river(words, number, rivers)):
                return place_id, after
        return None

    def _named(self, letters: str, count: int) -> str | None:
        if letters in self.exact:
            return self.exact[letters]
        for length in range(len(letters), _INFLECTED - 1, -1):
            for name in self.stems.get(letters[:length], ()):
                if name.words == count:
                    return name.place_id
        return self._nearly(letters, count)

    def _nearly(self, letters: str, count: int) -> str | None:
        """The place whose name these letters nearly are, an ending of a few letters aside."""
        from rapidfuzz.distance import OSA

        if count > 2 or len(letters) < _NEAR:
            return None
        for name in self.nearer.get(letters[:1], ()):
            if name.words != count:
                continue
            most = 1 if len(name.letters) < _LONG else 2
            if len(letters) < len(name.letters) - most or len(letters) > len(name.letters) + 5:
                continue
            for length in range(len(name.letters) - 1, len(name.letters) + 2):
                if len(letters) - length > 4:
                    continue
                if OSA.distance(letters[:length], name.letters, score_cutoff=most) <= most:
                    return name.place_id
        return None


def _may_name(text: str, at: int) -> bool:
    """Whether a word may be a name: a capital, or a script that has none."""
    return text[at].isupper() or not text[at].islower()


def _together(text: str, words: Sequence[tuple[int, int]]) -> bool:
    """Whether words stand as one name does: a blank, a hyphen or an apostrophe between them."""
    gaps = (text[one[1] : two[0]] for one, two in pairwise(words))
    return all(len(gap) <= 2 and gap.strip(" \xa0-‐‑–'’") == "" for gap in gaps)


def _by_a_river(words: Sequence[tuple[int, int]], number: int, rivers: frozenset[int]) -> bool:
    beside = words[max(0, number - 2) : number + 3]
    return any(begin in rivers for begin, _ in beside)


def letters_of(name: str) -> str:
    """A name for comparing: Latin letters alone, without accents, y and j one letter."""
    folded = fold(name)
    if any(sign in _ARABIC for sign in folded):
        folded = re.sub(r"(?:^|(?<= ))(?:و?ب?ال|لل)", "", folded)
    plain = "".join(_LATIN.get(sign) or _ARABIC.get(sign, sign) for sign in folded)
    return "".join(sign for sign in plain.replace("y", "j") if sign.isalnum())


@kept(2)
def gazetteer(dataset: Dataset) -> Gazetteer:
    """Every name of every place, but for the one that stands for anywhere else."""
    listed = [*_names(dataset)]
    stems: dict[str, list[_Name]] = {}
    for name in listed:
        if len(name.letters) >= _INFLECTED:
            for stem in dict.fromkeys((name.letters, _open(name.letters), _weak(name.letters))):
                stems.setdefault(stem, []).append(name)
    location = dict(zip(dataset.places["place_id"], dataset.places["location"], strict=True))
    near = tuple(
        name
        for name in listed
        if len(name.letters) >= _NEAR and location[name.place_id] != dataset.catch_all
    )
    return Gazetteer(
        {name.letters: name.place_id for name in reversed(listed)},
        stems,
        _by_first(near),
        location,
        dataset.catch_all,
    )


def _by_first(names: Iterable[_Name]) -> dict[str, tuple[_Name, ...]]:
    grouped: dict[str, tuple[_Name, ...]] = {}
    for name in names:
        grouped[name.letters[0]] = (*grouped.get(name.letters[0], ()), name)
    return grouped


def _open(letters: str) -> str:
    """A name without its last vowel, which other cases replace; the whole name where little is left."""
    shorter = letters[:-1] if letters[-1] in _VOWELS else letters
    return shorter if len(shorter) >= _INFLECTED else letters


def _weak(letters: str) -> str:
    """A Finnish river as other cases have it: "-joen"; any other name as it is."""
    return f"{letters.removesuffix('joki')}joe" if letters.endswith("joki") else letters


def _names(dataset: Dataset) -> Iterator[_Name]:
    for place in rows(dataset.places):
        if place["place_id"] == dataset.catch_all:
            continue
        for given in names(place):
            letters = letters_of(given)
            if letters:
                yield _Name(letters, len(_SIGNS.findall(given)), place["place_id"])
            if any(sign in _ARABIC for sign in given):
                continue
            arabic = letters.replace("p", "b").replace("v", "f")
            if arabic != letters and len(letters) >= _INFLECTED:
                yield _Name(arabic, len(_SIGNS.findall(given)), place["place_id"])
