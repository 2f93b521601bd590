"""The pages that drafts were begun with: each a file of its own, so that no draft grows by it.

They are what an editor works on, not yet what is kept of an article: see `captures`.
"""

import hashlib
import time
from collections.abc import Collection
from pathlib import Path

from geodata.editing.disk import desk, write_whole
from geodata.model.cells import SHA_256
from geodata.model.settling import DESK

FOLDER = "pages"
UNUSED = 24 * 3600  # seconds after which a page that no draft names goes


def keep(folder: Path, content: bytes) -> str:
    """Keep a page, and give its SHA-256, by which it is found again."""
    digest = hashlib.sha256(content).hexdigest()
    if find(folder, digest) is None:
        write_whole(desk(folder, FOLDER) / digest, content, mode=0o600)
    return digest


def find(folder: Path, digest: str) -> bytes | None:
    """The page of a hash; None where there is none, or it is no longer what it was."""
    if not SHA_256.fullmatch(digest):
        return None
    try:
        content = (folder / DESK / FOLDER / digest).read_bytes()
    except OSError:
        return None
    return content if hashlib.sha256(content).hexdigest() == digest else None


def tidy(folder: Path, used: Collection[str]) -> None:
    """Take away the pages that no draft names, if they are not of today: their draft may come yet."""
    for path in (folder / DESK / FOLDER).glob("[!.]*"):
        if path.name not in used and time.time() - path.stat().st_mtime > UNUSED:
            path.unlink(missing_ok=True)
