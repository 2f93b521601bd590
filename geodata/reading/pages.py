"""The text of a saved page, and what the page says of itself."""

import codecs
import logging
import re
from typing import Any

from geodata.reading.document import Document

LONGEST = 1_500_000  # characters of a page, its scripts and styles aside, that are looked at
_MOST = 12_000_000  # bytes of a page or a text that are looked at at all
_SHORT = 300  # characters of a text that may have lost some of what its page says
_HIDDEN = ("script", "style", "svg", "noscript", "template")
_TAG = re.compile(r"<[^<>]*>")
_BLOCK = re.compile(
    r"</?(?:p|div|h[1-6]|li|br|tr|article|section|title|td|ul|header|footer)\b[^<>]*>", re.I
)
_IS_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body|article|div|p)\b", re.I)
_CHARSET = re.compile(rb"charset=[\"']?\s*([\w-]{2,20})", re.I)
_DEEP = 400  # tags inside tags that a page may have and be taken apart as a tree


def from_html(content: bytes | str, url: str = "") -> Document:
    """The article of a saved page with its title, outlet, author and day, whatever its page is like."""
    page = _decoded(content) if isinstance(content, bytes) else content
    bare = _shown(page.replace("\0", ""))
    unread = max(0, len(bare) - LONGEST)
    found = _extracted(bare[:LONGEST], url)
    text = _said(found, "text")
    if len(text) < _SHORT:
        text = max(text, _all_text(bare[:LONGEST]), key=len)
    return Document(
        text,
        url=url or _said(found, "url"),
        title=_said(found, "title"),
        outlet=_said(found, "sitename"),
        author=_said(found, "author"),
        published=_said(found, "date"),
        unread=unread,
    )


def from_file(content: bytes, url: str = "") -> Document:
    """A saved page or a plain text, whichever the content is."""
    text = _decoded(content)
    if _IS_PAGE.search(text[:3_000]):
        return from_html(text, url)
    return Document(text, url=url, unread=max(0, len(content) - _MOST))


def _shown(page: str) -> str:
    """A page without comments, scripts and the like: each pass goes over it once, whatever is open."""
    page = _without(page, re.compile("<!--"), "-->")
    for name in _HIDDEN:
        page = _without(page, re.compile(rf"<{name}\b", re.I), f"</{name}")
    return page


def _without(page: str, opening: re.Pattern[str], closing: str) -> str:
    """A page without what stands from an opening to its closing; what is never closed is kept."""
    lower, kept, at = page.lower(), [], 0
    if len(lower) != len(page):  # a letter that is two in lower case
        lower = page
    while match := opening.search(page, at):
        end = lower.find(closing, match.end())
        if end < 0:
            break
        kept.append(page[at : match.start()])
        at = end + len(closing)
    return " ".join([*kept, page[at:]])


def _decoded(content: bytes) -> str:
    """The text of bytes, in the encoding that they say they are in; UTF-8 where they say none."""
    content = content[:_MOST]
    named = _CHARSET.search(content[:2_000])
    name = named.group(1).decode("ascii", "replace") if named else "utf-8"
    try:
        codec = codecs.lookup(name).name
        return content.decode("utf-8-sig" if codec == "utf-8" else codec, "replace")
    except (LookupError, ValueError):
        return content.decode("utf-8-sig", "replace")


def _extracted(page: str, url: str) -> Any:
    """What trafilatura makes of a page; None where it makes nothing, or stumbles over it."""
    from trafilatura import bare_extraction

    if _depth(page) > _DEEP:
        return None
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        return bare_extraction(
            page,
            url=url or None,
            with_metadata=True,
            include_comments=False,
            favor_recall=True,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except Exception:  # a page may be broken in any way; its text is read all the same
        return None


def _depth(page: str) -> int:
    """How many blocks stand inside one another at most."""
    depth = most = 0
    for match in re.finditer(r"<(/?)(?:div|span|ul|ol|li|table|section|b|i|font|em)\b", page, re.I):
        depth = max(0, depth - 1) if match.group(1) else depth + 1
        most = max(most, depth)
    return most


def _all_text(page: str) -> str:
    """Everything that a page shows, block by block."""
    from html import unescape

    lines = _TAG.sub(" ", _BLOCK.sub("\n", page)).splitlines()
    return unescape("\n".join(line for line in (" ".join(each.split()) for each in lines) if line))


def _said(found: Any, name: str) -> str:
    return str(getattr(found, name, None) or "")
