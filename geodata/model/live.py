"""The dataset of a running server: read again when its files change, kept when they break."""

import gc
import logging
import threading
import time
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

from geodata.model.dataset import Dataset, Step, Tell, load, text_names
from geodata.model.description import IDS, TABLES
from geodata.model.proofs import Proofs
from geodata.model.retired import retired
from geodata.model.schema import FOLDER, DataError, Problem
from geodata.model.tables import Fingerprint, digest, fingerprint
from geodata.model.unseen import shown

LOGGER = logging.getLogger(__name__)

# What else new data must stand before they replace the old, and whether they passed it before.
Rehearse = Callable[[Dataset, Tell, bool], Sequence[Problem]]

_CODE = Path(__file__).parent.parent
_HASHED = 5_000_000  # bytes; a larger package is not read again just to see whether it changed
_LISTED = 20  # IDs in one line of the log


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
        news_patience: float | None = None,
        proofs: Proofs | None = None,
        rehearse: Rehearse | None = None,
    ) -> None:
        """Look at the files of a folder at most every `look_every` seconds.

        Whoever has data to read meanwhile waits `news_patience` seconds for newer ones, by default
        as long as for the first.
        """
        self.folder = folder
        self._look_every = look_every
        self._patience = patience
        self._news_patience = patience if news_patience is None else news_patience
        self._proofs = proofs
        self._rehearse = rehearse
        self._looked = 0.0
        self._seen: tuple[Fingerprint, str] | None = None
        self._state: tuple[Dataset | None, bool] = (None, False)
        self._reading: threading.Thread | None = None
        self._step = Step("Opening the files", 0)
        self._began = 0.0
        self._said = ""
        self._lock = threading.Lock()
        self._watching: threading.Thread | None = None
        self._rest = threading.Event()

    def current(self) -> tuple[Dataset | None, bool]:
        """The last good dataset, None if there is none yet, and whether the files are broken now."""
        self.look()
        patience = self._news_patience if self._state[0] else self._patience
        reading, left = self._reading, self._began + patience - time.monotonic()
        if reading and left > 0:
            reading.join(left)
        return self._state

    @property
    def last(self) -> Dataset | None:
        """The last good dataset, None if there is none yet; waits for nothing."""
        return self._state[0]

    @property
    def reading(self) -> Step | None:
        """How far the reading is that goes on now, None if there is none."""
        return self._step if self._reading and self._reading.is_alive() else None

    def watch(self, rehearse: Rehearse | None = None) -> None:
        """Look at the files from now on, whether or not anybody asks, and say in the log what is seen.

        New data must stand a rehearsal, if there is one, before readers see them.
        """
        self._rehearse = rehearse or self._rehearse
        _log_to_stderr()
        with self._lock:
            if self._watching is None:
                self._watching = threading.Thread(target=self._look_on, daemon=True)
                self._watching.start()

    def rest(self) -> None:
        """Stop watching."""
        self._rest.set()

    def _look_on(self) -> None:
        while not self._rest.is_set():
            try:
                self.look()
            except (
                Exception
            ):  # the next look may succeed, and a thread that ended would see nothing
                LOGGER.exception("The files in %s cannot be looked at", self.folder)
            self._rest.wait(max(self._look_every, 0.05))

    def look(self) -> None:
        """Begin to read the files if they have changed, and wait for nothing."""
        if self._looked_just_now():
            return
        with self._lock:
            if self._looked_just_now():
                return
            seen = self._fingerprint()
            if seen != self._seen and not self.reading:
                self._began = time.monotonic()
                self._reading = threading.Thread(target=self._read, args=(seen,), daemon=True)
                self._reading.start()
            self._looked = time.monotonic()

    def _looked_just_now(self) -> bool:
        return bool(self._looked) and time.monotonic() - self._looked < self._look_every

    def _fingerprint(self) -> tuple[Fingerprint, str]:
        """Sizes and times of the files, and of a small package its bytes: some edits keep both."""
        texts = text_names(self.folder)
        stats = fingerprint(self.folder, texts)
        small = sum(size for _, size, _ in stats) < _HASHED
        return stats, digest(self.folder, texts) if small else ""

    def _read(self, seen: tuple[Fingerprint, str]) -> None:
        self._step = Step("Opening the files", 0)
        try:
            self._show(self._proven())
        except DataError as error:
            self._keep(str(error))
        except Exception as error:  # whatever it is, readers keep the last good data
            self._keep(in_one_line(error))
        finally:
            # Files written while they were read are read again at the next look.
            self._seen = seen if seen == self._fingerprint() else None

    def _proven(self) -> Dataset:
        """The data of the folder after all their trials; raises DataError if they fail any."""
        dataset = load(self.folder, self._proofs, self._tell, prove=False)
        proved = self._proofs is not None and self._proofs.holds(dataset.digest)
        if self._rehearse and (problems := self._rehearse(dataset, self._tell, proved)):
            raise DataError(problems)
        if self._proofs and not proved:
            self._proofs.add(dataset.digest)
        return dataset

    def _show(self, dataset: Dataset) -> None:
        old, broken = self._state
        self._state = (dataset, False)
        what = "are whole again" if broken else "were changed" if old else "are read"
        counts = ", ".join(f"{len(getattr(dataset, name)):,} {name}" for name in TABLES)
        self._say(
            logging.INFO,
            f"The data in {self.folder} {what}; readers see version {dataset.version}: {counts}",
        )
        if old:
            for loss in _losses(old, dataset):
                self._say(logging.WARNING, f"The data in {self.folder} have lost rows: {loss}")
        del old
        gc.unfreeze()  # or the tables just replaced would stay for ever
        gc.collect()
        gc.freeze()  # the tables stay: no later collection has to walk them

    def _keep(self, why: str) -> None:
        dataset, _ = self._state
        self._state = (dataset, True)
        kept = (
            f"the last good data stay in use, version {dataset.version}"
            if dataset
            else "there are no data to show"
        )
        rows = "; row 2 is the first below the header" if " row " in why else ""
        self._say(logging.ERROR, f"The data in {self.folder} are refused, {kept}{rows}:\n{why}")

    def _say(self, level: int, text: str) -> None:
        """Log something, once: files that are written bit by bit may fail alike many times."""
        if text != self._said:
            LOGGER.log(level, "%s", text)
        self._said = text

    def _tell(self, step: Step) -> None:
        self._step = step


def _losses(old: Dataset, new: Dataset) -> list[str]:
    """What an editor may have taken away without meaning to."""
    lost = []
    kept = retired(new).keys()
    for name in TABLES:
        before, now = len(getattr(old, name)), len(getattr(new, name))
        moved = len(kept & old.crossing_ids) if name == "crossings" else 0
        if before and (now + moved) * 2 <= before:
            lost.append(f"{name} has {now:,} rows, and had {before:,}")
    published = old.crossing_ids | retired(old).keys()
    if gone := sorted(published - new.crossing_ids - kept):
        more = f" and {len(gone) - _LISTED:,} more" if gone[_LISTED:] else ""
        listed = ", ".join(gone[:_LISTED])
        lost.append(f"{IDS['crossings']} {listed}{more}: readers may have cited them")
    return lost


def in_one_line(error: Exception) -> str:
    """An exception by its type and the last place in this code that it came through."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(_CODE)]
    place = "nowhere in this code"
    if ours:
        file = Path(ours[-1].filename).relative_to(_CODE.parent).as_posix()
        place = f"{file}:{ours[-1].lineno}"
    return f"{type(error).__name__} at {place}: {shown(str(error), 200)}"


def _log_to_stderr() -> None:
    """Give lines of this package their time and level; other loggers are left as they are."""
    logger = logging.getLogger("geodata")
    if not logger.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
