"""Messages in English that keep what they were made of, so that they can be said in other languages.

The model knows no other language: `geodata.words.problems` puts the same values into a translation.
"""

from collections.abc import Iterable, Mapping
from functools import reduce


class Complaint(str):
    """A message in English with its template and the values in its gaps, some of which may be such messages too."""

    template: str
    values: Mapping[str, object]


def complaint(template: str, /, **values: object) -> Complaint:
    """A message of ours in English: "%(end)s is before the start"; `n` is a number of things.

    No gap is looked for in a value, whatever stands in it.
    """
    english = {name: f"{value:,}" if name == "n" else value for name, value in values.items()}
    message = Complaint(template % english if values else template)
    message.template, message.values = template, values
    return message


def listed(texts: Iterable[str]) -> str:
    """Some texts one after another with commas, each of which may be a message too; blank for none."""
    return reduce(_with_another, texts, "")


def _with_another(texts: str, another: str) -> str:
    if not texts:
        return another
    return complaint("%(texts)s, %(another)s", texts=texts, another=another)
