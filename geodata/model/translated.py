"""The data in another of their languages: the same rows, with what is said of them in its words.

`translations` holds, for a cell of a table or a text of the description, the words in one other
language, and the original as it was when they were written. Rows with the same words share them.
"""

import copy
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from geodata.model.border import described
from geodata.model.dataset import Dataset
from geodata.model.dates import split_alike, split_note
from geodata.model.kept import kept

# What is said in our own words, table by table. Quotes are not replaced: theirs stand beneath them.
COLUMNS = {
    "places": ("name", "note"),
    "crossings": (
        "locality", "date_note", "confirmed_by", "people_words", "headline", "summary", "disagreement",
    ),
    "context": ("title", "summary"),
    "excerpts": ("text",),
    "disputes": ("question", "value", "origin", "reason"),
    "articles": ("about", "note"),
    "figures": ("population", "note"),
}  # fmt: skip
DESCRIPTION, BASEMAP = "datapackage", "basemap"

Words = Mapping[tuple[str, str], Mapping[str, str]]  # table and column: original to translation


@kept(most=8)
def in_language(dataset: Dataset, language: str) -> Dataset:
    """The dataset in one of its languages; as it was written in any that it does not have."""
    if language == dataset.language or language not in dataset.languages:
        return dataset
    words = _words(dataset, language)
    tables = {name: _table(getattr(dataset, name), name, words) for name in COLUMNS}
    tables["crossings"] = _with_notes(tables["crossings"], dataset.crossings)
    tables["excerpts"] = with_quotes(dataset, tables["excerpts"], language)
    package = _package(dataset, language)
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
        untranslated=frozenset(_missing(dataset, words)),
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


def with_quotes(dataset: Dataset, excerpts: pd.DataFrame, language: str) -> pd.DataFrame:
    """Excerpts with `translated`: a quote of another language in this one, where we have it."""
    known = _words(dataset, language).get(("excerpts", "text"), {})
    languages = dict(zip(dataset.articles["article_id"], dataset.articles["language"], strict=True))
    written = dataset.excerpts["article_id"].map(languages)
    foreign = (dataset.excerpts["form"] == "quote") & (written != language)
    return excerpts.assign(
        translated=dataset.excerpts["text"].map(lambda text: known.get(text, "")).where(foreign, "")
    )


def _with_notes(crossings: pd.DataFrame, originals: pd.DataFrame) -> pd.DataFrame:
    """The crossings with what their periods are called in this language."""
    pairs = zip(crossings["date_note"], originals["called"], strict=True)
    split = [split_alike(note, called) for note, called in pairs]
    return crossings.assign(
        called=[called for called, _ in split], date_rest=[rest for _, rest in split]
    )


def _package(dataset: Dataset, language: str) -> dict[str, Any]:
    """The description with its texts replaced, each by its place in it."""
    table = dataset.translations
    own = table[(table["resource"] == DESCRIPTION) & (table["language"] == language)]
    known: dict[tuple[str, ...], str] = {}
    for row in own.to_dict("records"):
        known[row["row"], row["column"]] = row["text"]
        # The same words elsewhere, where no row of their own says otherwise.
        known.setdefault((row["column"], "as", row["original"]), row["text"])
    package = copy.deepcopy(dataset.package)
    for place, key, holder in texts_of(package):
        alike = known.get((key, "as", holder[key]), holder[key])
        holder[key] = known.get((place, key), alike)
    return package


def texts_of(package: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every text of a description that readers see: its place, its key, and what holds it."""
    border = package["border"]
    holders = [
        ("", package, ("title", "subtitle", "description")),
        *_each("licenses", package.get("licenses", []), ("title",)),
        *_each("contributors", package.get("contributors", []), ("title",)),
        *((f"border/{kind}/{one['id']}", one, ("name",))
          for kind in ("countries", "others") for one in border.get(kind, [])),
        *_each("border/tiles", border.get("tiles", []), ("label",)),
        *((f"charts/{one['name']}", one, ("noun", "heading", "explanation"))
          for one in package.get("charts", [])),
        *_of_resources(package),
    ]  # fmt: skip
    if "checkpoint" in border:
        holders.append(("border/checkpoint", border["checkpoint"], ("name",)))
    for place, holder, keys in holders:
        yield from ((place, key, holder) for key in keys if isinstance(holder.get(key), str))


Holder = tuple[str, dict[str, Any], tuple[str, ...]]


def _each(place: str, listed: list[dict[str, Any]], keys: tuple[str, ...]) -> Iterator[Holder]:
    return ((f"{place}/{number}", one, keys) for number, one in enumerate(listed))


def _of_resources(package: dict[str, Any]) -> Iterator[Holder]:
    for resource in package["resources"]:
        place = f"resources/{resource['name']}"
        yield place, resource, ("title", "description")
        for field in resource["schema"]["fields"]:
            inner = f"{place}/{field['name']}"
            yield inner, field, ("title", "description")
            for category in field.get("categories", []):
                yield f"{inner}/{category['value']}", category, ("label", "verb")


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


def _missing(dataset: Dataset, words: Words) -> Iterator[str]:
    """Every text of the tables that has no translation, quotes aside."""
    for name, columns in COLUMNS.items():
        table = getattr(dataset, name)
        if name == "excerpts":
            table = table[table["form"] != "quote"]
        for column in columns:
            known = words.get((name, column), {})
            missing = [text for text in table[column].unique() if text and text not in known]
            yield from missing
            if column == "date_note":  # readers see its two parts
                yield from (part for text in missing for part in split_note(text) if part)
