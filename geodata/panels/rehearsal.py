"""Everything drawn once from new data before readers see any of it.

Checks say that data are sound; only drawing them says that every page can be. What fails here is
refused like a broken rule, and readers keep what they had.
"""

import logging
import runpy
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from streamlit import runtime

from geodata.drawings import map as crossings_map
from geodata.model.address import Choice, Mode
from geodata.model.dataset import Dataset, Step, Tell
from geodata.model.filters import Filters, select
from geodata.model.live import Rehearse, in_one_line
from geodata.model.schema import DESCRIPTION, Problem
from geodata.model.translated import in_language
from geodata.panels import ahead, chosen, controls, evidence, headline, navigation, takeaway
from geodata.panels.map_first import map_drawn
from geodata.panels.view import View
from geodata.web import crossing_page, downloads, files, retired_page, snapshot
from geodata.words.day import today
from geodata.words.language import offered, speaking

T = TypeVar("T")
Part = tuple[str, Callable[[], object]]

MOST_CROSSINGS, MOST_YEARS = 200, 40  # in a larger package, as many from all over it
MOST_TRANSLATED = 12  # crossings in each further language, which is drawn by the same code
ADDRESS = "https://example.org/"
NOTHING = Filters(text="\ufffd")  # no text holds it


def rehearsal(folder: Path) -> Rehearse:
    """What draws everything once from data of a folder, and says what cannot be drawn."""

    def rehearse(dataset: Dataset, tell: Tell, proved: bool) -> list[Problem]:
        downloads.package_zip(dataset, folder)  # kept, so that it outlives the files
        return [] if proved else _problems(list(_parts(dataset, folder)), tell)

    return rehearse


def in_the_app(rehearse: Rehearse) -> Rehearse:
    """The same for a server: it waits for the app's runtime.

    A page that is drawn before the runtime is there would leave the map's component unknown to it for good.
    """

    def rehearse_there(dataset: Dataset, tell: Tell, proved: bool) -> Sequence[Problem]:
        deadline = time.monotonic() + PATIENCE
        while not runtime.exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        return rehearse(dataset, tell, proved)

    return rehearse_there


PATIENCE = 30  # seconds for the runtime to be there


def _problems(parts: list[Part], tell: Tell) -> list[Problem]:
    """One problem for each way in which drawing fails, named by the first part that shows it."""
    found: dict[str, Problem] = {}
    with _Quiet():
        for number, (name, draw) in enumerate(parts):
            done = f"{number + 1} / {len(parts)}"
            tell(Step("Drawing every page once: %(what)s", 0.96 + 0.04 * number / len(parts), done))
            if why := _failure(draw):
                message = f"{name} cannot be drawn from these data: {why}"
                found.setdefault(why, Problem(DESCRIPTION, None, "", message))
    return list(found.values())


def _failure(draw: Callable[[], object]) -> str:
    try:
        draw()
    except Exception as error:
        return in_one_line(error)
    return ""


def _parts(dataset: Dataset, folder: Path) -> Iterator[Part]:
    """Everything that readers may see in the data's own language, and enough of it in each other one."""
    _own, *others = offered(dataset)
    for name, draw in _in_own(dataset, folder):
        yield name, partial(_in_words, dataset, draw)
    for code in others:
        told = in_language(dataset, code)
        for name, draw in _translated(told, folder):
            yield f"{name}, in {code}", partial(_in_words, told, draw)


def _in_words(dataset: Dataset, draw: Callable[[], object]) -> None:
    with speaking(dataset):
        draw()


def _in_own(dataset: Dataset, folder: Path) -> Iterator[Part]:
    yield from _pages(dataset, "all reports", Filters())
    yield from _pages(dataset, "no report", NOTHING)
    for place in dataset.locations:
        yield f"the location {place}", partial(_page, View(dataset, Choice(at=place)), "map")
    yield from _years(dataset)
    yield from _crossings(dataset, MOST_CROSSINGS)
    yield from _retired(dataset, MOST_CROSSINGS)
    yield from _files(dataset, folder)
    chart = partial(takeaway.chart_file, View(dataset, Choice()), ADDRESS, "svg")
    yield "the chart as a file", chart
    yield "the sitemap", partial(crossing_page.sitemap_xml, dataset, ADDRESS)


def _translated(dataset: Dataset, folder: Path) -> Iterator[Part]:
    yield from _pages(dataset, "all reports", Filters())
    # Where nothing is found, the other pages say what the map's says.
    yield from _pages(dataset, "no report", NOTHING, names=navigation.NAMES[:1])
    yield "a step of the years", partial(_step, View(dataset, Choice()))
    yield from _crossings(dataset, MOST_TRANSLATED)
    yield from _retired(dataset, MOST_TRANSLATED)
    yield from _files(dataset, folder)


def _pages(
    dataset: Dataset, words: str, filters: Filters, names: Sequence[str] = navigation.NAMES
) -> Iterator[Part]:
    view = View(dataset, Choice(filters))
    yield f"the frame with {words}", partial(_frame, view)
    for name in names:
        yield f"the page {name} with {words}", partial(_page, view, name)


def _begin(view: View) -> None:
    chosen.restore(view.choice, view.dataset)
    view.show()


def _frame(view: View) -> None:
    _begin(view)
    headline.title(view.dataset.title, view.dataset)
    headline.announcement(view)
    controls.draw(view.dataset, view.choice)


def _page(view: View, name: str) -> None:
    _begin(view)
    map_drawn()
    runpy.run_path(str(navigation.FOLDER / f"{name}.py"))


def _years(dataset: Dataset) -> Iterator[Part]:
    first, last = dataset.opening
    earlier = _some(list(range(dataset.years[0], first)), MOST_YEARS)
    for year in [*earlier, *_some(list(range(first, last + 1)), MOST_YEARS)]:
        modes: tuple[tuple[Mode, int], ...] = (("year", year), ("until", first))
        for mode, begin in modes:
            choice = Choice(Filters(years=(begin, year)), mode)
            yield f"the year {year}", partial(_step, View(dataset, choice))


def _step(view: View) -> None:
    crossings_map.crossing_layer(view.dataset, view.choice)
    ahead.words(view.dataset, view.choice)


def _crossings(dataset: Dataset, most: int) -> Iterator[Part]:
    for crossing_id in _some(dataset.crossings["crossing_id"].tolist(), most):
        page = partial(crossing_page.crossing_html, base=ADDRESS, day=today())
        yield f"the page of {crossing_id}", partial(page, dataset, crossing_id)
        view = View(dataset, Choice(crossing=crossing_id))
        yield f"the report {crossing_id}", partial(_report, view)


def _retired(dataset: Dataset, most: int) -> Iterator[Part]:
    for crossing_id in _some(dataset.retired["crossing_id"].tolist(), most):
        page = partial(retired_page.retired_html, dataset, crossing_id, base=ADDRESS)
        yield f"the page of {crossing_id}, which is retired", page
        notice = partial(headline.retired, dataset, [crossing_id])
        yield f"what is said of {crossing_id}, which is retired", notice


def _report(view: View) -> None:
    _begin(view)
    crossings_map.crossing_layer(view.dataset, view.choice)
    evidence.panel(view)


def _files(dataset: Dataset, folder: Path) -> Iterator[Part]:
    choice = Choice()
    rows = select(dataset, choice.filters)
    for file in files.files(folder):
        yield f"the file {file.name}", partial(file.build, dataset, choice)
    offline = partial(snapshot.snapshot_html, url=ADDRESS, today=today())
    yield "the offline page", partial(offline, dataset, rows, choice)


def _some(found: list[T], most: int) -> list[T]:
    """At most so many of a list, from all over it."""
    return found[:: max(1, -(-len(found) // most))]


class _Quiet:
    """Silences what Streamlit says of drawing where no reader is looking, in this thread alone."""

    def __enter__(self) -> None:
        self._thread = threading.get_ident()
        for logger in self._loggers():
            logger.addFilter(self._elsewhere)

    def __exit__(self, *_: object) -> None:
        for logger in self._loggers():
            logger.removeFilter(self._elsewhere)

    def _elsewhere(self, record: logging.LogRecord) -> bool:
        return record.thread != self._thread

    @staticmethod
    def _loggers() -> list[logging.Logger]:
        names = ("scriptrunner_utils.script_run_context", "state.session_state_proxy")
        return [logging.getLogger(f"streamlit.runtime.{name}") for name in names]
