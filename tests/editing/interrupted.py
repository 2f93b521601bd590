"""Runs an act in a process of its own, and stops it before its n-th operation that changes the disk."""

import errno
import os
import signal
import traceback
from collections.abc import Callable
from typing import Any

CHANGING = ("open", "write", "fsync", "replace", "unlink", "mkdir", "fchmod", "fchown")


class Steps:
    """Counts what an act does to the disk, and meddles before one of its steps."""

    def __init__(self, at: int, meddle: Callable[[str, tuple[Any, ...]], None]) -> None:
        self.done, self._at, self._meddle = 0, at, meddle
        self._before = {name: getattr(os, name) for name in CHANGING}

    def __enter__(self) -> "Steps":
        for name in CHANGING:
            setattr(os, name, self._counted(name))
        return self

    def __exit__(self, *_: object) -> None:
        for name, function in self._before.items():
            setattr(os, name, function)

    def _counted(self, name: str) -> Callable[..., Any]:
        def counted(*args: Any, **options: Any) -> Any:
            self.done += 1
            if self.done == self._at:
                self._meddle(name, args)
            return self._before[name](*args, **options)

        return counted


def leave(name: str, args: tuple[Any, ...]) -> None:
    """End the process at once; of what is to be written, half gets there."""
    if name == "write":
        os.pwrite(args[0], bytes(args[1])[: len(args[1]) // 2], os.lseek(args[0], 0, os.SEEK_CUR))
    os._exit(9)


def kill(name: str, args: tuple[Any, ...]) -> None:
    """End the process as the system does that is out of memory."""
    os.kill(os.getpid(), signal.SIGKILL)


def full(name: str, args: tuple[Any, ...]) -> None:
    """Fail as a full disk does; of what is to be written, half gets there."""
    if name == "write":
        os.pwrite(args[0], bytes(args[1])[: len(args[1]) // 2], os.lseek(args[0], 0, os.SEEK_CUR))
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def apart(act: Callable[[], object]) -> Callable[[], int]:
    """Begin an act in a process of its own; the answer waits for it and gives its exit code."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            act()
            code = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    return lambda: os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def stopped(act: Callable[[], object], at: int, meddle: Callable[..., None] = leave) -> int:
    """Run an act in a process of its own until its n-th step, and give its exit code: 0 if it came to its end."""

    def counted() -> None:
        with Steps(at, meddle):
            act()

    return apart(counted)()
