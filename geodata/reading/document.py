"""What is read: the text of one article, and what is known of it beside the text."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Document:
    """One article; what is not known is a blank.

    `published` is a day, a month or a year: `2023-01-15`, `2023-01` or `2023`. `unread` counts the
    characters of a very long page that nobody looked at.
    """

    text: str
    url: str = ""
    title: str = ""
    outlet: str = ""
    author: str = ""
    published: str = ""
    unread: int = 0
