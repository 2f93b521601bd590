"""The problems of the data in the language of who mends them."""

from geodata.model.complaint import Complaint
from geodata.words.language import SOURCE, current
from geodata.words.language import gettext as _
from geodata.words.numbers import number


def problem(message: str) -> tuple[str, str]:
    """A problem in words, and the language these are in where it is not the one that is spoken.

    What is wrong with the description of the data is told in English alone, as in the log.
    """
    if isinstance(message, Complaint):
        return _worded(message), ""
    return message, "" if current() == SOURCE else SOURCE


def _worded(message: Complaint) -> str:
    values = {name: _value(name, value) for name, value in message.values.items()}
    return _(message.template) % values if values else _(message.template)


def _value(name: str, value: object) -> object:
    if isinstance(value, Complaint):
        return _worded(value)
    return number(value) if name == "n" and isinstance(value, int) else value
