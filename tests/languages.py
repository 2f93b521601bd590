"""A pseudo-language: all that the code says in brackets and foreign letters, and longer than in English.

A word that escapes the catalogs is seen by its plain letters; one that is cut off, by its lacking bracket.
"""

import csv
import json
import re
import shutil
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

from geodata.model.dataset import TRANSLATION, load
from geodata.model.translated import lacking
from geodata.words import language

CODE = "nb"
_METHODS = [("words/templates/**.html", "jinja2"), ("**.py", "python")]
_OPTIONS = {"words/templates/**.html": {"trimmed": "true", "silent": "false"}}
_KEYWORDS = {
    "_": None, "N_": None, "complaint": None, "gettext": None, "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip
# What is no word of a message: gaps, tags, entities, addresses, and code.
_KEPT = re.compile(r"(%\(\w+\)s|%%|</?[a-zA-Z][^>]*>|&\w+;|\{\w+\}|\w+://[^\s)]+|\]\([^)]*\)|`[^`]*`)")  # fmt: skip
_LETTERS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "áƀçðéƒĝĥíĵķļɱñóþʠŕšţúṽŵẋýžÁƁÇÐÉƑĜĤÍĴĶĻṀÑÓÞǪŔŠŢÚṼŴẊÝŽ",
)


def messages():
    """Every message of the code: one form or two, and its context."""
    folder = language.__file__.rpartition("/words/")[0]
    for _, _, message, _, context in extract_from_dir(folder, _METHODS, _OPTIONS, _KEYWORDS):
        yield (message,) if isinstance(message, str) else tuple(message), context


def bracket(text):
    """A text in brackets, and nothing else."""
    return f"[{text}]"


def pseudo(text):
    """A text in the pseudo-language: without a plain letter, and some 40 % longer."""
    parts = _KEPT.split(text)
    foreign = (part.translate(_LETTERS) for part in parts[::2])
    parts[::2] = [re.sub("[áéóúţ]", r"\g<0>\g<0>", part) for part in foreign]
    return bracket("".join(parts))


@cache
def _catalog(code, said):
    made = Catalog(locale=code)
    for forms, context in messages():
        words = [said(form) for form in forms]
        one = len(forms) == 1
        made.add(
            forms[0] if one else forms,
            words[0] if one else (words * 2)[: made.num_plurals],
            context=context,
        )
    return made


def write_catalog(folder, code=CODE, said=bracket):
    """Put the catalog of a pseudo-language into a folder of catalogs."""
    path = Path(folder) / code / "LC_MESSAGES" / "messages.po"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_po(file, _catalog(code, said))


def bracketed(folder, monkeypatch):
    """Let the dashboard speak Norwegian in brackets, from catalogs in another folder."""
    write_catalog(folder)
    monkeypatch.setattr(language, "FOLDER", folder)
    language.catalog.cache_clear()


def translate(package, code, said=pseudo):
    """Give a data package one more language: every text of it in the pseudo-language."""
    path = package / "datapackage.json"
    written = json.loads(path.read_text(encoding="utf-8"))
    written["languages"].append(code)
    path.write_text(json.dumps(written), encoding="utf-8")
    rows = [
        row | {"text": said(row["original"]), "by": "us"} for row in lacking(load(package), code)
    ]
    with (package / "translations.csv").open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, TRANSLATION).writerows(rows)
    lines = (package / "README.md").read_text(encoding="utf-8").splitlines()
    (package / f"README.{code}.md").write_text("\n".join(map(_line, lines)), encoding="utf-8")


def _line(line):
    """A line of Markdown in the pseudo-language, with its signs in place."""
    signs = re.match(r"[#\s*|>-]*", line)[0]
    rest = line[len(signs) :]
    return signs + "|".join(
        pseudo(part) if re.search("[a-zA-Z]", part) else part for part in rest.split("|")
    )


def copied_dashboard(root, folder):
    """A copy of the dashboard, to give it another catalog."""
    for name in ("geodata", "pages", ".streamlit"):
        shutil.copytree(root / name, folder / name)
    shutil.copy(root / "dashboard.py", folder)
    return folder
