"""Links that land on the passage, and links to archived copies for when the page is gone."""

import re
from urllib.parse import quote

from geodata.model.dataset import Dataset

WORDS = 5
ARCHIVE = "https://web.archive.org/web/*/"

# A quote leaves words out here, so the page has other words in between.
_GAP = re.compile(r"\s*(?:\[[^\]]*\]|…|\.\.\.)\s*")
_OUTER_MARKS = " \t\n“”„«»\"'‘’"


def crossing_path(dataset: Dataset, crossing_id: str = "") -> str:
    """Where the page of a crossing is below the dashboard, in the language of a dataset."""
    prefix = f"{dataset.language}/" if dataset.is_translated else ""
    return f"{prefix}crossing/{quote(crossing_id, safe='')}"


def passage_link(url: str, quoted: str) -> str:
    """The address of a page that makes a browser scroll to a quote and mark it.

    Long quotes are named by their first and last words, so that a changed word between does no harm.
    """
    parts = [words for part in _GAP.split(quoted) if (words := part.strip(_OUTER_MARKS).split())]
    if not parts or not url.startswith(("http://", "https://")):
        return url
    short = len(parts) == 1 and len(parts[0]) <= 2 * WORDS
    ends = parts if short else [parts[0][:WORDS], parts[-1][-WORDS:]]
    directive = ",".join(_encoded(" ".join(words)) for words in ends)
    return f"{url}{'' if '#' in url else '#'}:~:text={directive}"


def _encoded(text: str) -> str:
    """Text percent-encoded for a text directive, in which a dash has a meaning of its own."""
    return quote(text, safe="", errors="replace").replace("-", "%2D")


def archive_link(url: str) -> str:
    """The list of archived copies of a page, or a blank for what is no web address."""
    if not url.startswith(("http://", "https://")):
        return ""
    # An address that is already encoded stays as it is; spaces and quotes never go out bare. Taken
    # apart by hand, because urllib refuses some texts, such as https://[x.
    page = url.partition("#")[0]
    return ARCHIVE + quote(page, safe="/:?&=%+,;@!$'()*~[]", errors="replace")
