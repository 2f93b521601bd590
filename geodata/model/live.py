"""The dataset of a running server: read again when its files change, kept when they break."""

import gc
import logging
import threading
import time
from pathlib import Path

from geodata.model.dataset import Dataset, Step, load
from geodata.model.proofs import Proofs
from geodata.model.schema import FOLDER, DataError

LOGGER = logging.getLogger(__name__)

Fingerprint = tuple[tuple[str, int, int], ...]


class LiveDataset:
    """One dataset for all readers; a broken edit leaves the last good one in place.

    Files are read in a thread of its own. A reader waits `patience` seconds for it at most: a small
    package is read by then, and while a large one is checked the last good data stay in use.
    """

    def __init__(
        self,
        folder: Path = FOLDER,
        *,
        look_every: float = 1.0,
        patience: float = 3.0,
        proofs: Proofs | None = None,
    ) -> None:
        """Watch a folder, looking at its files at most every `look_every` seconds."""
        self.folder = folder
        self._look_every = look_every
        self._patience = patience
        self._proofs = proofs
        self._looked = 0.0
        self._seen: Fingerprint | None = None
        self._state: tuple[Dataset | None, bool] = (None, False)
        self._reading: threading.Thread | None = None
        self._step = Step("Opening the files", 0)
        self._began = 0.0
        self._lock = threading.Lock()

    def current(self) -> tuple[Dataset | None, bool]:
        """The last good dataset, None if there is none yet, and whether the files are broken now."""
        self.look()
        reading, left = self._reading, self._began + self._patience - time.monotonic()
        if reading and left > 0:
            reading.join(left)
        return self._state

    @property
    def reading(self) -> Step | None:
        """How far the reading is that goes on now, None if there is none."""
        return self._step if self._reading and self._reading.is_alive() else None

    def look(self) -> None:
        """Begin to read the files if they have changed, and wait for nothing."""
        if time.monotonic() - self._looked < self._look_every:
            return
        with self._lock:
            seen = self._fingerprint()
            if seen != self._seen and not self.reading:
                self._began = time.monotonic()
                self._reading = threading.Thread(target=self._read, args=(seen,), daemon=True)
                self._reading.start()
            self._looked = time.monotonic()

    def _fingerprint(self) -> Fingerprint:
        try:
            paths = [*sorted(self.folder.glob("*.csv")), self.folder / "datapackage.json"]
            stats = [(path.name, path.stat()) for path in paths]
        except OSError:
            return ()
        return tuple((name, stat.st_mtime_ns, stat.st_size) for name, stat in stats)

    def _read(self, seen: Fingerprint) -> None:
        self._step = Step("Opening the files", 0)
        try:
            self._state = (load(self.folder, self._proofs, self._tell), False)
            gc.unfreeze()  # or the tables just replaced would stay for ever
            gc.collect()
            gc.freeze()  # the tables stay: no later collection has to walk them
        except DataError as error:
            self._keep("The data package is broken", str(error))
        except Exception as error:  # whatever it is, readers keep the last good data
            self._keep("The data package cannot be read", f"{type(error).__name__}: {error}")
        finally:
            # Files written while they were read are read again at the next look.
            self._seen = seen if seen == self._fingerprint() else None

    def _keep(self, what: str, why: str) -> None:
        dataset, _ = self._state
        kept = "the last good data stay in use" if dataset else "there are no data to show"
        self._state = (dataset, True)
        LOGGER.error("%s, %s:\n%s", what, kept, why)

    def _tell(self, step: Step) -> None:
        self._step = step
