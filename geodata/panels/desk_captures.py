"""Where copies of what was read are kept, if anywhere: outside the data, which are public."""

import os
from pathlib import Path


def folder() -> Path | None:
    """The folder of the copies; None where the operator has named none."""
    named = os.environ.get("CROSSINGS_CAPTURES", "").strip()
    return Path(os.path.expanduser(named)) if named else None


def keep(content: bytes, suffix: str, data: Path) -> None:
    """Keep a copy under its hash, where copies are kept."""
    from geodata.editing import captures

    if place := folder():
        captures.keep(place, content, suffix, data=data)


def refused(data: Path) -> str:
    """Why copies may not be kept where the operator would have them, for the log; a blank if they may."""
    from geodata.editing import captures

    place = folder()
    problem = captures.refusal(place, data) if place else None
    return f"CROSSINGS_CAPTURES, {place}, {problem.message}" if problem else ""
