"""The dataset of a running server: read again when its files change, kept when they break."""

import gc
import logging
import threading
import time
from pathlib import Path

from geodata.model.dataset import Dataset, load
from geodata.model.schema import FOLDER, DataError

LOGGER = logging.getLogger(__name__)

Fingerprint = tuple[tuple[str, int, int], ...]


class LiveDataset:
    """One dataset for all readers; a broken edit leaves the last good one in place."""

    def __init__(self, folder: Path = FOLDER, *, look_every: float = 1.0) -> None:
        """Watch a folder, looking at its files at most every `look_every` seconds."""
        self.folder = folder
        self._look_every = look_every
        self._looked = 0.0
        self._seen: Fingerprint | None = None
        self._dataset: Dataset | None = None
        self._broken = False
        self._lock = threading.Lock()

    def current(self) -> tuple[Dataset | None, bool]:
        """The last good dataset, None if there never was one, and whether the files are broken now."""
        if time.monotonic() - self._looked >= self._look_every:
            with self._lock:
                self._look()
        return self._dataset, self._broken

    def _look(self) -> None:
        if time.monotonic() - self._looked < self._look_every:
            return  # another reader looked while this one waited
        seen = self._fingerprint()
        if seen != self._seen:
            self._read()
            # Files written while they were read are read again at the next look.
            self._seen = seen if seen == self._fingerprint() else None
        self._looked = time.monotonic()

    def _fingerprint(self) -> Fingerprint:
        try:
            paths = [*sorted(self.folder.glob("*.csv")), self.folder / "datapackage.json"]
            stats = [(path.name, path.stat()) for path in paths]
        except OSError:
            return ()
        return tuple((name, stat.st_mtime_ns, stat.st_size) for name, stat in stats)

    def _read(self) -> None:
        try:
            self._dataset = load(self.folder)
            self._broken = False
            gc.unfreeze()  # or the tables just replaced would stay for ever
            gc.collect()
            gc.freeze()  # the tables stay: no later collection has to walk them
        except DataError as error:
            self._broken = True
            kept = (
                "the last good data stay in use" if self._dataset else "there are no data to show"
            )
            LOGGER.error("The data package is broken, %s:\n%s", kept, error)
        except OSError as error:
            self._broken = True
            LOGGER.error("The data package cannot be read: %s", error)
