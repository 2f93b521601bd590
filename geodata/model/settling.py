"""Saves that were cut off: finished or undone before anything is read, and never read half done.

A save names the files that it is going to write in `.desk/intent`, writes each beside the one that it
replaces, and renames the list to `.desk/journal` once all of them are on the disk. From that moment
the new files are the data: whoever reads takes them from beside the old ones until they are renamed.
"""

import json
import logging
import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import TypeVar

try:
    import fcntl
except ImportError:  # Windows: data are read there, and never saved from the desk
    fcntl = None  # type: ignore[assignment]

LOGGER = logging.getLogger(__name__)
T = TypeVar("T")

DESK = ".desk"
INTENT, JOURNAL, LOCK = f"{DESK}/intent", f"{DESK}/journal", f"{DESK}/lock"

Pairs = Mapping[str, str]  # the file that is replaced, and the one beside it that replaces it


class LockedError(OSError):
    """Someone else is saving, for longer than anyone would wait."""


def read_bytes(folder: Path, file: str) -> bytes:
    """What a file of a folder holds, as the last whole save left it."""
    return first(folder, file, journal(folder), Path.read_bytes)


def is_file(folder: Path, file: str) -> bool:
    """Whether a file is there, as the last whole save left it."""
    return first(folder, file, journal(folder), Path.is_file) or (folder / file).is_file()


def first(folder: Path, file: str, listed: Pairs, look: Callable[[Path], T]) -> T:
    """What is seen of a file where its content stands now, `listed` being what the journal names."""
    path = folder / file
    if listed and (beside := _source(folder, file, listed)) != path:
        with suppress(FileNotFoundError):  # it was renamed just now
            return look(beside)
    return look(path)


def _source(folder: Path, file: str, listed: Pairs) -> Path:
    """Where the content of a file stands: beside it, where a save was not yet renamed."""
    path = folder / file
    if not listed:
        return path
    beside = listed.get(file) or listed.get(_real(folder, path), file)
    return folder / beside if (folder / beside).exists() else path


def _real(folder: Path, path: Path) -> str:
    """The name under which a file that is a link within the folder is written."""
    real, home = path.resolve(), folder.resolve()
    return real.relative_to(home).as_posix() if real.is_relative_to(home) else ""


def journal(folder: Path) -> Pairs:
    """The files of a save that is whole, but for their names; nothing if there is none."""
    return pairs(folder, JOURNAL)


def pairs(folder: Path, listed: str) -> Pairs:
    """What a journal or an intent names; nothing if there is none, or if it was never finished."""
    try:
        with open(f"{folder}/{listed}", "rb") as file:
            found = json.loads(file.read())
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return {}
    except ValueError:
        found = None
    if isinstance(found, dict) and all(map(_is_inside, (*found, *found.values()))):
        return found
    if listed == JOURNAL:
        LOGGER.error("%s in %s cannot be read: files may be of two saves", JOURNAL, folder)
    return {}


def _is_inside(path: object) -> bool:
    parts = PurePosixPath(path).parts if isinstance(path, str) else ("..",)
    return ".." not in parts and "/" not in parts


def settle(folder: Path) -> None:
    """Finish a save that was cut off after its files were whole, or take away what it had begun.

    Whoever may not write there, or comes while another is saving, leaves it as it is: what is read
    is whole in any case.
    """
    if not any((folder / listed).exists() for listed in (INTENT, JOURNAL)):
        return
    try:
        with locked(folder, wait=0):
            settled(folder)
    except OSError as error:
        LOGGER.debug("What a save left in %s stays for now: %s", folder, error)


def settled(folder: Path) -> None:
    """The same for whoever holds the lock; raises OSError if it cannot be done."""
    if (folder / JOURNAL).exists():
        finish(folder)
    if (folder / INTENT).exists():
        abandon(folder)


def finish(folder: Path) -> None:
    """Put the files of a journal in the place of the old ones."""
    listed = pairs(folder, JOURNAL)
    for file, beside in listed.items():
        with suppress(FileNotFoundError):  # it was renamed before
            os.replace(folder / beside, folder / file)
    sync_folders(folder, listed)
    os.unlink(folder / JOURNAL)
    sync(folder / DESK)


def abandon(folder: Path) -> None:
    """Take away the files of a save that never came to be."""
    for beside in pairs(folder, INTENT).values():
        with suppress(FileNotFoundError):
            os.unlink(folder / beside)
    os.unlink(folder / INTENT)
    sync(folder / DESK)


def sync_folders(folder: Path, listed: Pairs) -> None:
    """Have the names of all these files on the disk."""
    for path in dict.fromkeys((folder / file).parent for file in listed):
        sync(path)


def sync(path: Path) -> None:
    """Have a folder's names, or a file's content, on the disk."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


@contextmanager
def locked(folder: Path, wait: float) -> Iterator[None]:
    """Hold the lock of a folder's desk, waiting some seconds for it; raises LockedError after them."""
    if fcntl is None:
        raise LockedError("saving needs file locks, which this system does not have")
    opened = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    try:
        _take(opened, time.monotonic() + wait, wait)
        yield
    finally:
        os.close(opened)  # which lets go of the lock


def _take(opened: int, until: float, wait: float) -> None:
    while True:
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                message = f"the data are locked: another save has gone on for over {wait:g} seconds"
                raise LockedError(message) from None
            time.sleep(0.02)
        else:
            return
