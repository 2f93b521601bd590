"""The language that words are said in: its catalog of messages, and its ways with numbers and lists.

Messages stand in the code in English and are looked up in the catalogs of `locale/`. Which language is
spoken is ambient, as in every gettext application: whoever begins to draw says so with `speaking`, and
each dataset knows its own language, so that nothing is ever drawn from one in another's words.
"""

import gettext as _gettext
import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import cache, wraps
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from babel import Locale, UnknownLocaleError, negotiate_locale
from babel.core import get_global
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from geodata.model.dataset import Dataset
from geodata.model.quotes import READ_AS
from geodata.model.translated import in_language

FOLDER = Path(__file__).parent / "locale"
SOURCE = "en"  # the language of the messages in the code

# Dates in English as Europe writes them; the other languages are locales by themselves.
_LOCALES = {SOURCE: "en_GB"}

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True)
class _Speech:
    """The language that is spoken, the one that the data were written in, and what is left in that."""

    spoken: str = SOURCE
    written: str = SOURCE
    foreign: frozenset[str] = frozenset()


_SPEECH: ContextVar[_Speech] = ContextVar("speech", default=_Speech())  # noqa: B039 (it is frozen)


@contextmanager
def speaking(dataset: Dataset) -> Iterator[None]:
    """Say everything in the language of a dataset, until the end of the block."""
    with _saying(_of(dataset)):
        yield


def speak(dataset: Dataset) -> None:
    """Say everything from now on, in this thread or task, in the language of a dataset."""
    _SPEECH.set(_of(dataset))


def speak_language(code: str) -> None:
    """Say everything from now on in a language, where there are no data yet to know theirs."""
    _SPEECH.set(replace(_SPEECH.get(), spoken=code))


@contextmanager
def speaking_language(code: str) -> Iterator[None]:
    """Say everything in a language until the end of the block, whatever the data are written in."""
    with _saying(replace(_SPEECH.get(), spoken=code)):
        yield


def _of(dataset: Dataset) -> _Speech:
    return _Speech(dataset.language, dataset.as_written.language, dataset.untranslated)


@contextmanager
def _saying(speech: _Speech) -> Iterator[None]:
    token = _SPEECH.set(speech)
    try:
        yield
    finally:
        _SPEECH.reset(token)


def spoken(
    function: Callable[Concatenate[Dataset, P], R],
) -> Callable[Concatenate[Dataset, P], R]:
    """Let a function of a dataset speak the language of that dataset, whoever calls it."""

    @wraps(function)
    def speaking_it(dataset: Dataset, /, *args: P.args, **kwargs: P.kwargs) -> R:
        with speaking(dataset):
            return function(dataset, *args, **kwargs)

    return speaking_it


def current() -> str:
    """The ISO 639-1 code of the language that is spoken."""
    return _SPEECH.get().spoken


def written_in() -> str:
    """The language in which the data were written, and stay where they have no translation."""
    return _SPEECH.get().written


def is_foreign(text: str) -> bool:
    """Whether a text of the data has no translation into the language that is spoken."""
    return text in _SPEECH.get().foreign


def locale() -> Locale:
    """The ways of the language that is spoken: its numbers, dates, lists and names of languages."""
    return _locale(current())


def tag() -> str:
    """The same as a browser names it: "en-GB"."""
    return str(locale()).replace("_", "-")


@cache
def _locale(code: str) -> Locale:
    try:
        return Locale.parse(_LOCALES.get(code, code))
    except (UnknownLocaleError, ValueError):
        return Locale.parse(_LOCALES[SOURCE])


def territory() -> str:
    """The language that is spoken with where it is: en_GB, nb_NO, as the Open Graph protocol has it."""
    spoken = locale()
    likely = get_global("likely_subtags").get(spoken.language, "")
    where = spoken.territory or (Locale.parse(likely).territory if likely else None)
    return f"{spoken.language}_{where}" if where else spoken.language


@cache
def catalog(code: str) -> _gettext.NullTranslations:
    """The messages of a language; for the language of the code, and one without a catalog, none."""
    path = FOLDER / code / "LC_MESSAGES" / "messages.po"
    if not path.is_file():
        return _gettext.NullTranslations()
    compiled = io.BytesIO()
    with path.open("rb") as text:
        write_mo(compiled, read_po(text, locale=code))
    compiled.seek(0)
    return _gettext.GNUTranslations(compiled)


def catalogs() -> list[str]:
    """The languages that the dashboard can speak: that of its code, and one for each folder."""
    return [SOURCE, *_folders(FOLDER)]


@cache
def _folders(folder: Path) -> list[str]:
    # Asked for on every step of the slider, and the same as long as the program runs.
    return sorted(path.name for path in folder.iterdir() if path.is_dir())


def offered(dataset: Dataset) -> list[str]:
    """The languages that both the data and the dashboard have, the data's own first."""
    own, *others = dataset.languages
    return [own, *(code for code in others if code in catalogs())]


def chosen(dataset: Dataset, asked: str | None, accepted: str) -> Dataset:
    """The dataset in the language that an address asks for, or else in the one a browser likes best."""
    languages = offered(dataset)
    code = asked if asked in languages else negotiated(accepted, languages)
    return in_language(dataset, code)


def gettext(message: str, **values: object) -> str:
    """A message in the language that is spoken, with its values in place."""
    return _filled(catalog(current()).gettext(message), values)


def ngettext(one: str, many: str, number: int, **values: object) -> str:
    """A message in the form that a number asks for."""
    return _filled(catalog(current()).ngettext(one, many, number), values)


def pgettext(context: str, message: str, **values: object) -> str:
    """A message that means one thing here and another elsewhere."""
    return _filled(catalog(current()).pgettext(context, message), values)


def npgettext(context: str, one: str, many: str, number: int, **values: object) -> str:
    """Such a message in the form that a number asks for."""
    return _filled(catalog(current()).npgettext(context, one, many, number), values)


def _filled(message: str, values: dict[str, object]) -> str:
    return message % values if values else message


def N_(message: str) -> str:  # noqa: N802 (gettext’s own name for it)
    """Mark a message of a constant, which is looked up when it is said."""
    return message


def all_of(names: Sequence[str]) -> str:
    """Names as a list within a sentence: "a, b and c"."""
    return format_list(list(names), locale=locale())


def any_of(names: Sequence[str]) -> str:
    """Names as a choice within a sentence: "a, b or c"."""
    return format_list(list(names), style="or", locale=locale())


def name_of(code: str) -> str:
    """The name of a language by its ISO 639-1 code, in the one that is spoken; an unknown code as it is."""
    return str(locale().languages.get(code, code))


def own_name(code: str) -> str:
    """What a language calls itself, as it stands in a list: "Norsk bokmål", "Русский"."""
    name = _locale(code).languages.get(code) or code
    return name[:1].upper() + name[1:]


def negotiated(accepted: str, offered: Sequence[str]) -> str:
    """The offered language that a browser likes best, by its Accept-Language; else the first one."""
    wanted = [READ_AS.get(code, code) for code in _ranked(accepted)]
    return negotiate_locale(wanted, list(offered), sep="-") or offered[0]


def _ranked(accepted: str) -> list[str]:
    """The languages of an Accept-Language, the dearest first; what is no language is left out."""
    ranked = []
    for part in accepted.split(",")[:20]:
        code, _, weight = part.partition(";")
        code = code.strip().lower().partition("-")[0]
        try:
            share = float(weight.strip().removeprefix("q=") or 1)
        except ValueError:
            continue
        if code.isalpha() and 0 < share <= 1:
            ranked.append((share, code))
    return [code for _, code in sorted(ranked, key=lambda pair: -pair[0])]
