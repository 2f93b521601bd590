"""A pseudo catalog: every message of the code in brackets, so that a word that escapes it is seen."""

from functools import cache

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

from geodata.words import language

CODE = "nb"
_METHODS = [("words/templates/**.html", "jinja2"), ("**.py", "python")]
_OPTIONS = {"words/templates/**.html": {"trimmed": "true", "silent": "false"}}
_KEYWORDS = {
    "_": None, "N_": None, "gettext": None, "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip


@cache
def _catalog():
    made = Catalog(locale=CODE)
    folder = language.__file__.rpartition("/words/")[0]
    for _, _, message, _, context in extract_from_dir(folder, _METHODS, _OPTIONS, _KEYWORDS):
        forms = (message,) if isinstance(message, str) else message
        said = [f"[{form}]" for form in forms]
        made.add(message, said[0] if len(said) == 1 else said, context=context)
    return made


def bracketed(folder, monkeypatch):
    """Let the dashboard speak Norwegian in brackets, from catalogs in another folder."""
    path = folder / CODE / "LC_MESSAGES" / "messages.po"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_po(file, _catalog())
    monkeypatch.setattr(language, "FOLDER", folder)
    language.catalog.cache_clear()
