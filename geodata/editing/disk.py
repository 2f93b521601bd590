"""Files written whole or not at all, several together or one alone."""

import json
import logging
import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from geodata.model import settling
from geodata.model.settling import DESK, INTENT, JOURNAL

LOGGER = logging.getLogger(__name__)


def desk(folder: Path, inner: str = "") -> Path:
    """The folder that the desk keeps for itself within the data, or one in it that others may not read."""
    home = folder / DESK
    home.mkdir(exist_ok=True)
    hidden = home / ".gitignore"
    if not hidden.exists() or not hidden.read_bytes():
        hidden.write_bytes(b"*\n")
    if inner:
        (home / inner).mkdir(mode=0o700, exist_ok=True)
    return home / inner


def write_all(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Write files of a folder whose lock is held: all of them, or none and raise OSError."""
    home = folder.resolve()
    real = {
        (folder / file).resolve().relative_to(home): content for file, content in contents.items()
    }
    pairs = {path: path.with_name(f".{path.name}.{secrets.token_hex(4)}") for path in real}
    listed = {path.as_posix(): beside.as_posix() for path, beside in pairs.items()}
    try:
        _write(folder / INTENT, json.dumps(listed).encode())
        settling.sync(folder / DESK)
        for path, beside in pairs.items():
            _write(folder / beside, real[path], like=folder / path)
        settling.sync_folders(folder, listed)
        os.replace(folder / INTENT, folder / JOURNAL)  # from here on the new files are the data
        settling.sync(folder / DESK)
    except BaseException:
        with suppress(OSError):
            _take_back(folder)
        raise
    try:
        settling.finish(folder)
    except OSError:
        LOGGER.exception("A save in %s is whole, but not all of its files have their names", folder)


def _take_back(folder: Path) -> None:
    if (folder / JOURNAL).exists():
        os.replace(folder / JOURNAL, folder / INTENT)
    if (folder / INTENT).exists():
        settling.abandon(folder)


def write_whole(path: Path, content: bytes, mode: int = 0o666) -> None:
    """Write one file: whoever reads it finds the old content or the new."""
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        _write(beside, content, mode=mode)
        os.replace(beside, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(beside)
        raise
    settling.sync(path.parent)


def _write(path: Path, content: bytes, mode: int = 0o666, like: Path | None = None) -> None:
    """Write a file and have it on the disk, for the same people as another if that is there."""
    opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, mode)
    try:
        if like and like.exists():
            _give(opened, like.stat())
        left = memoryview(content)
        while left:
            left = left[os.write(opened, left) :]
        os.fsync(opened)
    finally:
        os.close(opened)


def _give(opened: int, stat: os.stat_result) -> None:
    with suppress(PermissionError):
        os.fchown(opened, stat.st_uid, stat.st_gid)
    os.fchmod(opened, stat.st_mode & 0o7777)
