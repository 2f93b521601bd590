"""The data in another of their languages: the same rows, with what is said of them in its words.

`translations` holds, for a cell of a table or a text of the description, the words in one other
language, and the original as it was when they were written. Rows with the same words share them.
"""

import copy
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from geodata.model.border import described
from geodata.model.dataset import TRANSLATION, Dataset, labelled
from geodata.model.dates import split_alike, split_note
from geodata.model.description import IDS
from geodata.model.kept import kept
from geodata.model.quotes import foreign, with_translations
from geodata.model.translatable import BASEMAP, COLUMNS, DESCRIPTION, texts_of

Words = Mapping[tuple[str, str], Mapping[str, str]]  # table and column: original to translation


def in_language(dataset: Dataset, language: str) -> Dataset:
    """The dataset in one of its languages; as it was written in any that it does not have."""
    written = dataset.as_written
    other = language != written.language and language in written.languages
    return _translated(written, language) if other else written


@kept(most=8)
def _translated(dataset: Dataset, language: str) -> Dataset:
    words = _words(dataset, language)
    tables = {name: _table(getattr(dataset, name), name, words) for name in COLUMNS}
    tables["crossings"] = _with_notes(tables["crossings"], dataset.crossings)
    tables["excerpts"] = with_translations(
        tables["excerpts"], dataset.articles, dataset.translations, language
    )
    package = _package(dataset, language)
    tables |= labelled(tables["articles"], tables["excerpts"], package)
    border = described(package, _layers(dataset, words), dataset.spots)
    readme = dataset.texts.get(f"README.{language}.md")
    texts = {**dataset.texts, **({"README.md": readme} if readme else {})}
    other = replace(
        dataset,
        **tables,  # type: ignore[arg-type]
        package=package,
        border=border,
        texts=texts,
        language=language,
        untranslated=_missing(dataset, words, language),
        original=dataset,
    )
    # Readers search in every language at once, and what is counted is the same in all.
    for name in ("years", "opening", "geocoder", "crossing_ids", "search_text", "told"):
        other.__dict__[name] = getattr(dataset, name)
    return other


def _words(dataset: Dataset, language: str) -> Words:
    table = dataset.translations[dataset.translations["language"] == language]
    found: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for row in table.to_dict("records"):
        found[row["resource"], row["column"]][row["original"]] = row["text"]
    return found


def _table(table: pd.DataFrame, name: str, words: Words) -> pd.DataFrame:
    """A table with its own words replaced; the quotes among the excerpts stay as they are."""
    replaced = {}
    for column in COLUMNS[name]:
        known = words.get((name, column), {})
        said = table[column].map(lambda text, known=known: known.get(text, text))
        replaced[column] = (
            said.where(table["form"] != "quote", table[column]) if name == "excerpts" else said
        )
    if name == "places":
        # A place is still found by the name that it has in the files.
        replaced["aliases"] = table["aliases"] + ";" + table["name"]
    return table.assign(**replaced)


def _with_notes(crossings: pd.DataFrame, originals: pd.DataFrame) -> pd.DataFrame:
    """The crossings with what their periods are called in this language."""
    pairs = zip(crossings["date_note"], originals["called"], strict=True)
    split = [split_alike(note, called) for note, called in pairs]
    return crossings.assign(
        called=[called for called, _ in split], date_rest=[rest for _, rest in split]
    )


def _package(dataset: Dataset, language: str) -> dict[str, Any]:
    """The description with its texts replaced."""
    known = _of_description(dataset, language)
    package = copy.deepcopy(dataset.package)
    for place, key, holder in texts_of(package):
        holder[key] = _said(known, place, key, holder[key]) or holder[key]
    return package


def _of_description(dataset: Dataset, language: str) -> dict[tuple[str, ...], str]:
    """The translated texts of the description, by place, key and original, and by the last two alone."""
    table = dataset.translations
    own = table[(table["resource"] == DESCRIPTION) & (table["language"] == language)]
    known: dict[tuple[str, ...], str] = {}
    for row in own.to_dict("records"):
        known[row["row"], row["column"], row["original"]] = row["text"]
        known.setdefault((row["column"], row["original"]), row["text"])
    return known


def _said(known: Mapping[tuple[str, ...], str], place: str, key: str, original: str) -> str:
    """A text of the description in the other language, from its own place or any that says the same."""
    return known.get((place, key, original)) or known.get((key, original), "")


def _layers(dataset: Dataset, words: Words) -> dict[str, Any]:
    """The layers of the ground with the names on them in this language."""
    known = words.get((BASEMAP, "name"), {})
    return {
        **dataset.border.layers,
        "names": [
            {**each, "properties": {**each["properties"],
                                    "name": known.get(each["properties"]["name"],
                                                      each["properties"]["name"])}}
            for each in dataset.border.layers.get("names", ())
        ],
    }  # fmt: skip


def lacking(dataset: Dataset, language: str) -> Iterator[dict[str, str]]:
    """What has no translation into a language yet, as rows of the table of translations to be filled in."""
    known = _of_description(dataset, language)
    found = [
        (DESCRIPTION, place, key, holder[key])
        for place, key, holder in texts_of(dataset.package)
        if not _said(known, place, key, holder[key])
    ]
    words = _words(dataset, language)
    found += (
        (BASEMAP, name, "name", name)
        for name in _names(dataset)
        if name not in words.get((BASEMAP, "name"), {})
    )
    for resource, row, column, original in [*found, *_cells(dataset, words, language)]:
        yield dict(
            zip(TRANSLATION, (resource, row, column, language, original, "", ""), strict=True)
        )


def _names(dataset: Dataset) -> Iterable[str]:
    """The names on the base map, each once."""
    layer = dataset.border.layers.get("names", ())
    return dict.fromkeys(str(each["properties"]["name"]) for each in layer)


def _cells(dataset: Dataset, words: Words, language: str) -> Iterator[tuple[str, str, str, str]]:
    """The cells of the tables that lack a translation, one for each text; of quotes the foreign ones."""
    for name, columns in COLUMNS.items():
        table = getattr(dataset, name)
        if name == "excerpts":
            table = table[(table["form"] != "quote") | foreign(table, dataset.articles, language)]
        for column in columns:
            known = words.get((name, column), {})
            bare = table[(table[column] != "") & ~table[column].isin(list(known))]
            bare = bare.drop_duplicates(column)
            for row, text in zip(bare[IDS[name]], bare[column], strict=True):
                yield name, row, column, text


def _missing(dataset: Dataset, words: Words, language: str) -> frozenset[str]:
    """Every text of the tables that is shown in its own language for want of another."""
    missing = [(column, text) for _, _, column, text in _cells(dataset, words, language)]
    notes = [split_note(text) for column, text in missing if column == "date_note"]
    # Readers see a note on a date in its two parts.
    return frozenset(
        [*(text for _, text in missing), *(part for each in notes for part in each if part)]
    )
