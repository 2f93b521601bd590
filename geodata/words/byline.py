"""Who keeps the data, when they were last changed, and how to correct them: a line for every page."""

import re

from markupsafe import Markup

from geodata.model.dataset import Dataset
from geodata.words.dates import in_words
from geodata.words.templates import render


def byline(dataset: Dataset, about: str = "about") -> Markup:
    """The line as HTML; `about` leads to the About page from where the line stands."""
    corrections = str(dataset.package.get("corrections", ""))
    return Markup(
        render(
            "byline.html",
            keepers=keepers(dataset),
            changed=in_words(str(dataset.package["created"])[:10]),
            corrections=corrections,
            address=bool(re.match("https?:|mailto:", corrections)),
            about=about,
        )
    )


def keepers(dataset: Dataset) -> str:
    """Who keeps the data: those with the role of maintainer, or else all who contributed."""
    people = [person for person in dataset.package.get("contributors", []) if person.get("title")]
    maintaining = [person for person in people if "maintainer" in str(person.get("roles"))]
    names = [str(person["title"]) for person in maintaining or people]
    # Within a sentence: "by the maintainers".
    return ", ".join(re.sub("^The (?=[a-z])", "the ", name) for name in names)
