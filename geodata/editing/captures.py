"""What was read, kept as it was: outside the public data, each file named by the hash of its bytes."""

import hashlib
import re
from pathlib import Path

from geodata.editing.disk import write_whole
from geodata.model.complaint import complaint
from geodata.model.schema import DESCRIPTION, FOLDER, DataError, Problem

_NAMED = "captures"  # as editors read it: where the folder is, is the operator's business


def keep(captures: Path, content: bytes, suffix: str, *, data: Path = FOLDER) -> str:
    """Keep a saved page or text, and give its SHA-256; nothing that is there is written over.

    Raises DataError if the folder is within the data or they within it, and OSError if the file
    cannot be written, or if the one of that name holds something else.
    """
    if problem := refusal(captures, data):
        raise DataError([problem])
    ending = re.sub(r"[^a-z0-9]", "", suffix.lower())[:8] or "bin"
    digest = hashlib.sha256(content).hexdigest()
    captures.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = captures / f"{digest}.{ending}"
    if not path.exists():
        write_whole(path, content, mode=0o600)
    elif hashlib.sha256(path.read_bytes()).hexdigest() != digest:
        raise FileExistsError(f"{path.name} is damaged: its content has another hash")
    return digest


def refusal(captures: Path, data: Path = FOLDER) -> Problem | None:
    """Why a folder may not hold captures: what lies with public data is soon published with them."""
    home, public = captures.resolve(), data.resolve()
    if home.is_relative_to(public) or any(
        (at / DESCRIPTION).exists() for at in (home, *home.parents)
    ):
        return Problem(
            _NAMED, None, "", complaint("lies within the data: captures are never published")
        )
    if public.is_relative_to(home):
        return Problem(
            _NAMED, None, "", complaint("holds the data: captures have a folder of their own")
        )
    return None
