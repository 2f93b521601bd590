"""What Vega says by itself, in the language that is spoken: numbers, months, and what a mark is called."""

import re
from json import dumps
from typing import Any

import altair as alt  # comes with streamlit
from babel.dates import get_day_names, get_month_names, get_period_names
from babel.numbers import get_decimal_symbol, get_group_symbol

from geodata.words.language import locale, pgettext


def config() -> dict[str, Any]:
    """What belongs into the configuration of every chart."""
    return {"locale": {"number": _numbers(), "time": _times()}, **_marks()}


def _numbers() -> dict[str, Any]:
    here = locale()
    return {
        "decimal": get_decimal_symbol(here),
        "thousands": get_group_symbol(here),
        "grouping": [here.decimal_formats[None].grouping[0]],
        "currency": ["", ""],
    }


def _times() -> dict[str, Any]:
    """The names of days and months; whole dates, which no axis has, as numbers from large to small."""
    periods = get_period_names("abbreviated", "format", locale())
    return {
        "dateTime": "%Y-%m-%d %H:%M:%S",
        "date": "%Y-%m-%d",
        "time": "%H:%M:%S",
        "periods": [periods["am"], periods["pm"]],
        "days": _days("wide"),
        "shortDays": _days("abbreviated"),
        "months": _months("wide"),
        "shortMonths": _months("abbreviated"),
    }


def _days(width: Any) -> list[str]:
    """The names of the days from Sunday on."""
    named = get_day_names(width, "stand-alone", locale())
    return [named[day] for day in (6, 0, 1, 2, 3, 4, 5)]


def _months(width: Any) -> list[str]:
    named = get_month_names(width, "stand-alone", locale())
    return [named[month] for month in range(1, 13)]


def _marks() -> dict[str, dict[str, str]]:
    """What a screen reader calls each kind of mark."""
    called = {
        "bar": pgettext("mark of a chart", "bar"),
        "point": pgettext("mark of a chart", "point"),
        "rule": pgettext("mark of a chart", "rule mark"),
        "text": pgettext("mark of a chart", "text mark"),
        "tick": pgettext("mark of a chart", "tick"),
    }
    return {mark: {"ariaRoleDescription": words} for mark, words in called.items()}


# What holds the marks of a drawing has an English name that helps nobody: see borrowed.js too.
_HOLDER = re.compile(' aria-roledescription="(?:axis|legend|title|subtitle|[a-z]+ mark container)"')
_TITLE = re.compile('aria-label="(?:Title|Subtitle) text \'([^"]*)\'"')


def without_english(svg: str) -> str:
    """A drawing without what Vega says in English of its parts, whatever the language."""
    return _TITLE.sub(r'aria-label="\1"', _HOLDER.sub("", svg))


def described(tooltips: list[alt.Tooltip]) -> alt.Description:
    """The words of a mark for those who cannot see it: what it says to others under a pointer.

    Vega itself would name the columns of the table.
    """
    said = (
        f"{dumps(tip['title'] + ': ', ensure_ascii=False)} + {_value(tip)}"
        for tip in map(_channel, tooltips)
    )
    return alt.Description(value=alt.ExprRef(" + '; ' + ".join(said)))


def _channel(tooltip: alt.Tooltip) -> Any:
    """What Altair makes of a tooltip."""
    return tooltip.to_dict(context={"pre_transform": True})


def _value(tip: dict[str, Any]) -> str:
    column = f"datum[{dumps(tip['field'])}]"
    return f"format({column}, {dumps(tip['format'])})" if "format" in tip else column
