"""HTML from templates that escape every value: the one place where text from the data becomes markup."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jinja2
from markupsafe import Markup

from geodata.model.border import Border
from geodata.words import language, numbers, style
from geodata.words.dates import in_words, period
from geodata.words.distances import distances as far
from geodata.words.language import N_
from geodata.words.ledger import check
from geodata.words.links import archive_link, passage_link
from geodata.words.problems import problem
from geodata.words.selection import quoted
from geodata.words.sentences import capitalised, uncapitalised

FOLDER = Path(__file__).parent / "templates"

Row = Mapping[Any, Any]

# The types that a column of a table can have, as the standard for data packages calls them.
_TYPES = {
    "string": N_("string"),
    "integer": N_("integer"),
    "number": N_("number"),
    "boolean": N_("boolean"),
}


def render(template: str, **values: Any) -> str:
    """The HTML of a template with its values, each escaped."""
    return environment().get_template(template).render(values)


@cache
def environment() -> jinja2.Environment:
    """The templates with the filters that write numbers, dates and people the way `style` does."""
    templates = jinja2.Environment(
        loader=jinja2.FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.policies["ext.i18n.trimmed"] = True
    templates.install_gettext_callables(  # type: ignore[attr-defined]
        language.gettext, language.ngettext, newstyle=True,
        pgettext=language.pgettext, npgettext=language.npgettext,
    )  # fmt: skip
    templates.globals |= {"spoken": language.current, "territory": language.territory}
    templates.filters |= {
        "amount": style.amount,
        "archive": archive_link,
        "articles": lambda told: len({row["article_id"] for row in told}),
        "certainty": certainty,
        "check": check,
        "capitalised": capitalised,
        "count": numbers.count,
        "crossings": style.crossings,
        "distances": distances,
        "host": short_host,
        "in_words": in_words,
        "language": language.name_of,
        "lead": lead,
        "number": numbers.number,
        "others": others,
        "ours": ours,
        "passage": passage_link,
        "people": people,
        "problem": problem,
        "short": short_address,
        "quoted": quoted,
        "quotes": lambda told: sum(row["form"] == "quote" for row in told),
        "tone": tone,
        "type": type_name,
        "total_people": style.total_people,
        "uncapitalised": uncapitalised,
        "when": when,
    }
    templates.tests["web"] = is_web_address
    return templates


def is_web_address(url: str) -> bool:
    """Whether an address may become a link: only http and https may."""
    try:
        return urlsplit(url).scheme in {"http", "https"}
    except ValueError:
        return False


def short_host(url: str) -> str:
    """The host of a web address as it is said: "nrk.no"; a blank for what is no web address."""
    if not is_web_address(url):
        return ""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def short_address(url: str) -> str:
    """A web address as short as it can be typed: without scheme, www, fragment and last slash."""
    return url.partition("#")[0].partition("://")[2].removeprefix("www.").rstrip("/")


def when(row: Row) -> str:
    """The period of a crossing in words."""
    return period(row["start"], row["end"], row["called"])


def ours(text: str) -> str:
    """A text of the data in our words: one without a translation is marked with its language."""
    if not language.is_foreign(text) or not any(sign.isalpha() for sign in text):
        return text
    return Markup('<span lang="{}">{}</span> <span class="foreign">({})</span>').format(
        language.written_in(), text, language.name_of(language.written_in())
    )


def type_name(code: str) -> str:
    """What the values of a column are; a type that is not known here, by its own name."""
    return language.gettext(_TYPES[code]) if code in _TYPES else code


def lead(told: Sequence[Row], *, claim: bool) -> Row:
    """The excerpt that a closed card shows: the most trusted quote, or else the first of all.

    A quote without a date does not pass what is more trusted, but for a claim: it is the claim's words.
    """
    quotes = (row for row in told if row["form"] == "quote" and (claim or row["published"]))
    return next(quotes, told[0])


def others(told: Sequence[Row], shown: Row) -> list[Row]:
    """The most trusted excerpt of each article but the one that is shown."""
    best: dict[Any, Row] = {}
    for row in told:
        best.setdefault(row["article_id"], row)
    return [row for row in best.values() if row["article_id"] != shown["article_id"]]


def people(row: Row) -> str:
    """The people of a crossing in words."""
    return style.people(
        row["people_low"], row["people_best"], row["people_high"], row["people_words"]
    )


def tone(row: Row) -> str:
    """How a crossing is coloured everywhere: crossed, stopped or claimed."""
    if row["claimed"]:
        return "claimed"
    return "crossed" if row["crossed"] else "stopped"


def certainty(row: Row) -> str:
    """How sure a crossing is, as its badge is coloured: confirmed, claimed, or what lies between."""
    if row["confirmed"]:
        return "confirmed"
    return "claimed" if row["claimed"] else "reported"


def distances(row: Row, border: Border) -> str:
    """How far a crossing was from the line and the checkpoint, in words."""
    spot = (row["latitude"], row["longitude"], row["location_precision"], row["radius_km"])
    return far(border, *spot)


def records(rows: Any) -> Sequence[Row]:
    """The rows of a table as mappings, for a template to read."""
    columns = list(rows.columns)
    cells = zip(*(rows[column].tolist() for column in columns), strict=True)
    return [dict(zip(columns, row, strict=True)) for row in cells]
