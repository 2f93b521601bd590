"""Which data packages passed their checks before: a large one takes minutes to check."""

import hashlib
import logging
import os
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


def _checks() -> str:
    """A hash of everything that decides whether data pass."""
    here = Path(__file__).parent
    code = b"".join((here / name).read_bytes() for name in ("schema.py", "checks.py", "dates.py"))
    return hashlib.sha256(code).hexdigest() + version("frictionless") + version("pandas")


def _cache() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser())
