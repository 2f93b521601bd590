"""The line that a change leaves in the changelog of the data, for whoever reads what changed."""

import re
from collections.abc import Iterable
from datetime import date

from geodata.editing.change import Change
from geodata.editing.rows import BOM
from geodata.model.markdown import plain

FILE = "CHANGELOG.md"

_TITLE = ("# What changed in the data", "")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_HEADING = re.compile(r" {0,3}#{1,2}(?:\s|$)")


def with_line(content: bytes, version: str, change: Change, files: dict[str, str]) -> bytes:
    """The changelog with a line for a change, under the heading of what came after a version.

    `files` are the names of the tables' files.
    """
    bom = BOM if content.startswith(BOM) else b""
    text = content.removeprefix(BOM).decode("utf-8", "surrogateescape")
    end = found.group() if (found := re.search(r"\r\n|\r|\n", text)) else "\n"
    lines = _with_line(text.split(end) if text else [*_TITLE, ""], version, _line(change, files))
    return bom + end.join(lines).encode("utf-8", "surrogateescape")


def _with_line(lines: list[str], version: str, line: str) -> list[str]:
    named = f"## After {plain(version)}"
    headings = list(_headings(lines))
    own = next((at for at in headings if lines[at].rstrip() == named), None)
    if own is None:
        newest = next((at for at in headings if lines[at].lstrip().startswith("## ")), None)
        return _with_heading(lines, newest, [named, "", line])
    after = next((at for at in headings if at > own), len(lines))
    last = max(at for at in range(own, after) if at == own or lines[at].strip())
    follows = lines[last].startswith(("- ", "  "))
    return [*lines[: last + 1], *([] if follows else [""]), line, *(lines[last + 1 :] or [""])]


def _with_heading(lines: list[str], before: int | None, new: list[str]) -> list[str]:
    if before is not None:
        return [*lines[:before], *new, "", *lines[before:]]
    while lines and not lines[-1].strip():
        lines = lines[:-1]
    return [*lines, "", *new, ""]


def _headings(lines: list[str]) -> Iterable[int]:
    """Where the headings of a version stand, and the title; none within a block of code."""
    fenced = False
    for at, line in enumerate(lines):
        fenced ^= bool(_FENCE.match(line))
        if not fenced and _HEADING.match(line):
            yield at


def _line(change: Change, files: dict[str, str]) -> str:
    rows: dict[str, list[str]] = {}
    for row in change.rows:
        rows.setdefault(files.get(row.table, row.table), []).append(plain(row.key))
    listed = "; ".join(f"{file}: {', '.join(keys)}" for file, keys in rows.items())
    return f"- {date.today().isoformat()}: {plain(change.reason)} ({listed})"
