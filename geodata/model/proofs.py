"""Which data packages passed their checks before: a large one takes minutes to check."""

import hashlib
import logging
import os
from functools import cache
from importlib.metadata import version
from pathlib import Path

LOGGER = logging.getLogger(__name__)

MOST = 50  # proofs kept


class Proofs:
    """One empty file for each package that passed, named by a hash of its content and of the checks.

    Losing them costs only time, so a folder that cannot be written to is no more than logged.
    """

    def __init__(self, folder: Path | None = None) -> None:
        """Keep proofs in a folder, by default the user's own cache."""
        self.folder = folder or _cache() / "border-crossings" / "checked"

    def holds(self, digest: str) -> bool:
        """Whether the package of a digest passed these very checks."""
        try:
            return self._path(digest).exists()
        except OSError:
            return False

    def add(self, digest: str) -> None:
        """Remember that the package of a digest passed."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._path(digest).touch()
            kept = sorted(self.folder.iterdir(), key=lambda path: path.stat().st_mtime)
            for old in kept[:-MOST]:
                old.unlink(missing_ok=True)
        except OSError as error:
            LOGGER.warning("That the data passed their checks cannot be remembered: %s", error)

    def _path(self, digest: str) -> Path:
        return self.folder / hashlib.sha256(f"{digest} {_checks()}".encode()).hexdigest()


@cache
def _checks() -> str:
    """A hash of everything that decides whether data pass: pages are drawn from them once, too."""
    code = Path(__file__).parent.parent
    total = hashlib.sha256()
    for path in sorted(path for ending in _CODE for path in code.rglob(ending)):
        total.update(path.relative_to(code).as_posix().encode() + b"\0" + path.read_bytes())
    return total.hexdigest() + version("frictionless") + version("pandas")


_CODE = ("*.py", "*.html", "*.js", "*.css")


def _cache() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser())
