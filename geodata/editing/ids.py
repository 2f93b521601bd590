"""IDs for new rows: readable, made as those that are there, and never one that stands already."""

import re
from collections import Counter
from collections.abc import Container, Iterator
from itertools import count

from geodata.model.dataset import Dataset
from geodata.model.geocoder import fold

# Cyrillic letters as the press of the north writes them in Latin; marks and signs are gone by then.
_LATIN = str.maketrans({
    **dict(zip("абвгдезийклмнопрстуфыэіїґў", "abvgdeziiklmnoprstufyeiigu", strict=True)),
    "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya",
    "є": "ye", "ј": "j", "љ": "lj", "њ": "nj", "ћ": "c", "ђ": "dj", "џ": "dz",
})  # fmt: skip
_YEAR = re.compile(r"-(?:1[89]|20)\d{2}(?=-|$)")
_SAID = 4  # words of a headline in an ID


def crossing_id(dataset: Dataset, place: str, locality: str, start: str, words: str = "") -> str:
    """An ID for a new report: where it was, what is said of it in a word or two, and when."""
    known = place if place != dataset.catch_all else slug(locality, 2) or place
    parts = (_named_in(dataset, locality) or known, slug(words, 3), slug(start))
    return free("-".join(filter(None, parts)) or "report", _crossings(dataset))


def article_id(dataset: Dataset, outlet: str, published: str, title: str) -> str:
    """An ID for a new document: its outlet as others of it have it, its year, and its headline."""
    alike = dataset.articles.loc[dataset.articles["outlet"] == outlet, "article_id"]
    parts = (_begun(alike.tolist()) or slug(outlet.removeprefix("The ")), published[:4])
    said = _telling(title)
    return free(slug(" ".join((*parts, said))) or "document", set(dataset.articles["article_id"]))


def excerpt_id(dataset: Dataset, crossing_id: str, outlet: str) -> str:
    """An ID for a new excerpt: its report, and the outlet that it is from."""
    outlets = dict(zip(dataset.articles["article_id"], dataset.articles["outlet"], strict=True))
    columns = (dataset.excerpts[name] for name in ("excerpt_id", "crossing_id", "article_id"))
    usual = slug(outlet)
    ends: Counter[str] = Counter(
        _ending(name.removeprefix(f"{report}-"), usual)
        for name, report, article in zip(*columns, strict=True)
        if outlets.get(article) == outlet and report and name.startswith(f"{report}-")
    )
    end = ends.most_common(1)[0][0] if ends else usual
    name = "-".join(filter(None, (crossing_id, end))) or "excerpt"
    return free(name, set(dataset.excerpts["excerpt_id"]))


def _ending(end: str, usual: str) -> str:
    """The outlet's part of an ID's end, without what tells it from others of the same outlet."""
    return usual if f"{end}-".startswith(f"{usual}-") else re.sub(r"-\d+$", "", end)


def rival_id(dataset: Dataset, dispute_id: str, value: str) -> str:
    """An ID for one value of a disputed question."""
    name = "-".join(filter(None, (dispute_id, slug(value.replace(",", ""), _SAID))))
    return free(name or "value", set(dataset.disputes["rival_id"]))


def dispute_id(dataset: Dataset, crossing_id: str, field: str) -> str:
    """An ID for a question on which sources differ: its report, and the field."""
    return free(slug(f"{crossing_id} {field}") or "question", set(dataset.disputes["dispute_id"]))


def slug(text: str, most: int | None = None) -> str:
    """A text as part of an ID: the first words in plain Latin letters, between hyphens."""
    return "-".join(_words(text)[:most])


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", fold(text.replace("-", " ")).translate(_LATIN))


def _telling(title: str) -> str:
    """The first words of a headline that are long enough to tell it from others."""
    words = _words(title)
    long = [word for word in words if len(word) > 3 or word.isdecimal()]
    return " ".join((long if len(long) > 1 else words)[:_SAID])


def _begun(alike: list[str]) -> str:
    """How most IDs of one outlet begin, before their year."""
    begun = Counter(_YEAR.split(name)[0] for name in alike if _YEAR.search(name))
    return begun.most_common(1)[0][0] if begun else ""


def _named_in(dataset: Dataset, locality: str) -> str:
    """The place that a locality names first, by its longest name; a blank if it names none."""
    said = f" {slug(locality)} ".replace("-", " ")
    found = [
        (said.index(f" {name} "), -len(name), place)
        for place, name in _names(dataset)
        if f" {name} " in said
    ]
    return min(found, default=(0, 0, ""))[2]


def _names(dataset: Dataset) -> Iterator[tuple[str, str]]:
    columns = (dataset.places[name] for name in ("place_id", "name", "aliases"))
    for place, name, aliases in zip(*columns, strict=True):
        if place != dataset.catch_all:
            named = (" ".join(_words(each)) for each in (name, *aliases.split(";")))
            yield from ((place, each) for each in named if each)


def _crossings(dataset: Dataset) -> set[str]:
    """The IDs of all reports that ever were."""
    return {*dataset.crossing_ids, *dataset.retired["crossing_id"]}


def free(name: str, taken: Container[str]) -> str:
    """A name that is not taken: numbered from two where it is."""
    numbered = (f"{name}-{number}" for number in count(2))
    return name if name not in taken else next(each for each in numbered if each not in taken)
