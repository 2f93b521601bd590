"""How the data are cited: with their version, the selection that was seen, and the day it was seen."""

import re
import unicodedata
from datetime import date
from urllib.parse import quote

from geodata.model.dataset import Dataset
from geodata.words.dates import in_words
from geodata.words.language import all_of
from geodata.words.language import gettext as _

# Everything that may stand unescaped in an address; braces and backslashes, which BibTeX counts, may not.
_IN_URL = ":/?#[]@!$&'()*+,;=%-._~"

# A brace must be named: BibTeX counts \{ as an open brace too, and would read on past the entry.
_BIBTEX = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    "%": r"\%", "&": r"\&", "_": r"\_", "#": r"\#", "$": r"\$",
}  # fmt: skip


def short(dataset: Dataset, url: str, today: date) -> str:
    """The data in one line, as a caption or a footnote names them."""
    return _(
        "%(title)s, version %(version)s, %(address)s (accessed %(day)s).",
        title=_title(dataset), version=dataset.version, address=_address(url),
        day=in_words(today.isoformat()),
    )  # fmt: skip


def long(dataset: Dataset, selection: str, url: str, today: date) -> str:
    """The data as a list of references names them, with the selection in words."""
    seen = _line(selection)
    return " ".join(
        (
            undated(dataset),
            *([_("Selection: %(selection)s", selection=_sentence(seen))] if seen else []),
            _(
                "Retrieved %(day)s from %(address)s",
                day=in_words(today.isoformat()),
                address=_address(url),
            ),
        )
    )


def bibtex(dataset: Dataset, selection: str, url: str, today: date) -> str:
    """The same as a BibTeX entry that every style prints in full."""
    # Old styles know neither `version` nor `urldate`, so what must be printed stands in the note.
    note = [
        _("Data set, version %(version)s", version=dataset.version),
        _("accessed %(day)s", day=today.isoformat()),
    ]
    if seen := _line(selection):
        note.insert(1, _("selection: %(selection)s", selection=seen))
    fields = {
        "author": f"{{{_escaped(_authors(dataset))}}}",
        "title": f"{{{_escaped(_title(dataset))}}}",
        "year": str(dataset.package["created"])[:4],
        "howpublished": rf"\url{{{_address(url)}}}",
        "note": _escaped("; ".join(note)),
        "urldate": today.isoformat(),
    }
    lines = [f"  {name:<12} = {{{value}}}," for name, value in fields.items()]
    return "\n".join([f"@misc{{{_key(dataset)},", *lines, "}", ""])


def undated(dataset: Dataset) -> str:
    """The data as their own package cites them, which knows neither its address nor its reader's day."""
    year = str(dataset.package["created"])[:4]
    cited = _(
        "%(authors)s (%(year)s). %(title)s [Data set]. Version %(version)s.",
        authors=_authors(dataset), year=year, title=_title(dataset), version=dataset.version,
    )  # fmt: skip
    named = all_of(licence_names(dataset))
    return f"{cited} {named}." if named else cited


def licence_names(dataset: Dataset) -> list[str]:
    """The licences of the data as people write them: "CC BY 4.0" for CC-BY-4.0."""
    names = [str(licence.get("name", "")) for licence in dataset.package.get("licenses", [])]
    return [re.sub(r"^CC-(.+)-(\d\.\d)$", r"CC \1 \2", _line(name)) for name in names if name]


def _title(dataset: Dataset) -> str:
    return _line(str(dataset.package.get("title") or dataset.package["name"]))


def _authors(dataset: Dataset) -> str:
    named = [str(person.get("title", "")) for person in dataset.package.get("contributors", [])]
    return _line(", ".join(filter(None, named))) or _("Anonymous")


def _key(dataset: Dataset) -> str:
    named = f"{dataset.package['name']}-{dataset.package['version']}"
    return re.sub(r"[^A-Za-z0-9.-]+", "-", named)


def _line(text: str) -> str:
    """Text on one line, without characters that are not seen: a reader may have typed it."""
    shown = (" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in text)
    return " ".join("".join(shown).split())


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _address(url: str) -> str:
    return quote("".join(_line(url).split()), safe=_IN_URL, errors="replace")


def _escaped(text: str) -> str:
    return "".join(_BIBTEX.get(sign, sign) for sign in text)
