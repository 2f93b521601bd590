"""What the files held when someone looked at them, so that what came in between can be shown."""

import hashlib
import json
import logging
import os
import zlib
from collections.abc import Mapping
from pathlib import Path

from geodata.editing.disk import desk
from geodata.model import settling, tables

LOGGER = logging.getLogger(__name__)

MOST = 40  # states that are kept
_LARGEST = 20_000_000  # bytes; a larger package is not kept
_HASH = hashlib.sha256


def remember(folder: Path) -> str:
    """The digest of the files as they are now, which are kept for whoever looks at them."""
    digest = tables.digest(folder)
    try:
        contents = {name: _content(folder, name) for name in tables.named(folder)}
        size = sum(len(content or b"") for content in contents.values())
        if size <= _LARGEST and not _named(_state(folder, digest)):
            _keep(
                folder, digest, {name: held for name, held in contents.items() if held is not None}
            )
    except OSError as error:
        LOGGER.warning("What the files in %s hold is not kept for comparing: %s", folder, error)
    return digest


def _content(folder: Path, name: str) -> bytes | None:
    return settling.read_bytes(folder, name) if settling.is_file(folder, name) else None


def recalled(folder: Path, digest: str) -> Mapping[str, bytes] | None:
    """The files of a digest that were remembered, None if they were not or are damaged."""
    try:
        held = {name: _held(folder, sha) for name, sha in _named(_state(folder, digest)).items()}
    except (OSError, ValueError, zlib.error):
        return None
    return held or None


def _named(state: Path) -> dict[str, str]:
    """The files of a state and the hash of each; none where it is not there or damaged."""
    try:
        return {str(name): str(sha) for name, sha in json.loads(state.read_bytes()).items()}
    except (OSError, ValueError, AttributeError):
        return {}


def _keep(folder: Path, digest: str, contents: Mapping[str, bytes]) -> None:
    home = desk(folder, "seen")
    state = {name: _HASH(content).hexdigest() for name, content in contents.items()}
    for name, sha in state.items():
        if not (home / sha).exists():
            _write(home / sha, zlib.compress(contents[name], 1))
    _write(_state(folder, digest), json.dumps(state).encode())
    _forget(home)


def _state(folder: Path, digest: str) -> Path:
    return folder / settling.DESK / "seen" / f"{Path(digest).name}.json"


def _held(folder: Path, sha: str) -> bytes:
    content = zlib.decompress((folder / settling.DESK / "seen" / Path(sha).name).read_bytes())
    if _HASH(content).hexdigest() != sha:
        raise ValueError(f"{sha} is damaged")
    return content


def _write(path: Path, content: bytes) -> None:
    """Write a file that is no more than a help: one that is damaged is told by its hash."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_bytes(content)
    os.replace(beside, path)


def _forget(home: Path) -> None:
    """Take away the oldest states, and what only they held."""
    states = sorted(home.glob("[!.]*.json"), key=lambda path: path.stat().st_mtime_ns)
    if len(states) <= MOST:
        return
    for path in states[:-MOST]:
        path.unlink(missing_ok=True)
    wanted = {sha for path in states[-MOST:] for sha in _named(path).values()}
    for path in home.iterdir():
        if path.suffix != ".json" and path.name not in wanted:
            path.unlink(missing_ok=True)
