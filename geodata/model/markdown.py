"""Text of the data where Markdown is read: in the changelog, and on the labels of Streamlit's widgets."""

import re

from geodata.model.unseen import shorn

# What a renderer might make a link, a small picture or a name of: set as code, it stays as typed.
_AS_CODE = re.compile(r"(\S*(?:://|www\.|\w@\w)\S*|:[\w+/-]+:)", re.IGNORECASE)
_MARKS = re.compile(r"([\\`*_\[\]<>&~$|#])")


def plain(text: str) -> str:
    """A text as Markdown that shows it as it is, on one line: no heading, link, picture or HTML."""
    parts = _AS_CODE.split(shorn(" ".join(text.split())))
    return "".join(
        _code(part) if place % 2 else _MARKS.sub(r"\\\1", part) for place, part in enumerate(parts)
    )


def _code(text: str) -> str:
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    return f"{fence} {text} {fence}" if longest else f"{fence}{text}{fence}"
