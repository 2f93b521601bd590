"""How long the script of an app runs, in this process, without server, browser or serialisation.

python -m tests.bench.script_time SCRIPT [--runs 25] [--profile]     (CROSSINGS_DATA names the data)
"""

import argparse
import cProfile
import json
import pstats
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from streamlit.runtime.scriptrunner import script_runner
from streamlit.testing.v1 import AppTest

YEARS = range(2025, 2002, -1)


@contextmanager
def timed(found: list[float], profile: cProfile.Profile | None = None) -> Iterator[None]:
    """Append the seconds that each run of a script takes, from its first line to its last."""
    run = script_runner.exec_func_with_error_handling

    def timing(*given: Any) -> Any:
        started = time.perf_counter()
        if profile:
            profile.enable()
        try:
            return run(*given)
        finally:
            if profile:
                profile.disable()
            found.append(time.perf_counter() - started)

    script_runner.exec_func_with_error_handling = timing
    try:
        yield
    finally:
        script_runner.exec_func_with_error_handling = run


def measure(script: str, runs: int, profile: cProfile.Profile | None = None) -> list[float]:
    """The seconds of each rerun after a step of the year slider."""
    app = AppTest.from_file(Path(script).resolve(), default_timeout=3600)
    app.query_params["years"] = "2020"
    app.session_state["map_drawn"] = True  # the browser says so once
    _succeed(app.run())
    while (
        not app.slider and "years" not in app.session_state
    ):  # a large package is still being read
        time.sleep(1)
        _succeed(app.run())
    found: list[float] = []
    with timed(found, profile):
        for step in range(runs):
            _succeed(_at(app, YEARS[step % len(YEARS)]).run())
    return found


def _at(app: AppTest, year: int) -> AppTest:
    """An app whose reader has just chosen a year: the dashboard's own clock is no widget of Streamlit's."""
    if app.slider:
        app.slider[0].set_value(year)
    else:
        app.session_state["years"] = ("year", year, year)
    return app


def _succeed(app: AppTest) -> None:
    if app.exception:
        raise RuntimeError(app.exception[0].message)


def main() -> None:
    """Print the seconds as JSON, or a profile of all the runs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("script")
    parser.add_argument("--runs", type=int, default=25)
    parser.add_argument("--profile", action="store_true")
    given = parser.parse_args()
    profile = cProfile.Profile() if given.profile else None
    found = measure(given.script, given.runs, profile)
    if profile:
        pstats.Stats(profile).sort_stats("cumulative").print_stats(60)
    print(json.dumps(found))


if __name__ == "__main__":
    main()
