"""Numbers as the language that is spoken writes them, and nouns in the form that a number asks for."""

from collections.abc import Callable
from functools import lru_cache

from babel.numbers import format_decimal

from geodata.words.language import locale, ngettext, npgettext


def number(value: int | float) -> str:
    """A whole number with thousands set apart: 5,439."""
    return _whole(int(value), str(locale()))


@lru_cache(maxsize=4096)
def _whole(value: int, where: str) -> str:
    return format_decimal(value, locale=where)


def decimal(value: float) -> str:
    """A number with one decimal: 0.7."""
    return format_decimal(value, format="0.0", locale=locale())


def measure(value: float) -> str:
    """A number with the decimals that it has, three at most: 8, 0.5."""
    return format_decimal(value, locale=locale())


# Each noun that is counted somewhere, in the form that its number asks for.
_COUNTED: dict[str, Callable[[int, str], str]] = {
    "answer": lambda n, said: ngettext("%(n)s answer", "%(n)s answers", n, n=said),
    "article": lambda n, said: ngettext("%(n)s article", "%(n)s articles", n, n=said),
    # Other languages say "in 3 articles" in another case than "3 articles".
    "article in which": lambda n, said: npgettext("told in", "%(n)s article", "%(n)s articles", n, n=said),
    "crossing": lambda n, said: ngettext("%(n)s crossing", "%(n)s crossings", n, n=said),
    # And "in 3 crossings" in yet another.
    "crossing in which": lambda n, said: ngettext("in %(n)s crossing", "in %(n)s crossings", n, n=said),
    "event of policy": lambda n, said: ngettext("%(n)s event of policy", "%(n)s events of policy", n, n=said),
    "figure": lambda n, said: ngettext("%(n)s figure", "%(n)s figures", n, n=said),
    "more excerpt": lambda n, said: ngettext("%(n)s more excerpt", "%(n)s more excerpts", n, n=said),
    "number": lambda n, said: ngettext("%(n)s number", "%(n)s numbers", n, n=said),
    "person": lambda n, said: ngettext("%(n)s person", "%(n)s people", n, n=said),
    "quote": lambda n, said: ngettext("%(n)s quote", "%(n)s quotes", n, n=said),
    "report": lambda n, said: ngettext("%(n)s report", "%(n)s reports", n, n=said),
    "season": lambda n, said: ngettext("%(n)s season", "%(n)s seasons", n, n=said),
    "season in which": lambda n, said: ngettext(
        "in %(n)s season of arrivals", "in %(n)s seasons of arrivals", n, n=said
    ),
    "season of arrivals": lambda n, said: ngettext("%(n)s season of arrivals", "%(n)s seasons of arrivals", n, n=said),
}  # fmt: skip


def count(value: int, noun: str) -> str:
    """A number with its noun: "1 crossing", "5,439 people" (for "person")."""
    return _COUNTED[noun](value, number(value))
