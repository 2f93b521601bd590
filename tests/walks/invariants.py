"""What holds after every act of a walk, whatever the act was."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qs, urlencode, urlparse

from geodata.model.address import KEYS, Choice, decode, encode
from geodata.model.dataset import Dataset
from geodata.model.filters import COLUMNS, select
from geodata.model.summary import totals
from geodata.words.selection import describe, list_name
from geodata.words.story import counts
from tests.running import fetch
from tests.walks import screen

State = Mapping[str, Any]
FRAMED = ("embed", "embed_options")


@dataclass(frozen=True)
class Expected:
    """What one act should have led to, where it can be told; what is left out may be anything."""

    page: str | None = None
    mode: str | None = None
    first: int | None = None
    last: int | None = None
    places: tuple[str, ...] | None = None
    text: str | None = None
    at: str | None = None
    crossing: str | None = None
    opens: bool = False  # something was opened, and should be on the screen
    playing: bool | None = None
    others: dict[str, Callable[[State, State], bool]] = field(default_factory=dict)


@dataclass(frozen=True)
class Facts:
    """What a state is judged by: the data, and where the dashboard answers."""

    dataset: Dataset
    url: str

    def marks(self, choice: Choice) -> Counter[tuple[str, bool]]:
        """The marks that the map should show: their labels, and whether each is the selected one."""
        return _marks(self.url, urlencode(encode(choice, self.dataset), doseq=True)).copy()


@lru_cache(maxsize=4096)
def _marks(url: str, query: str) -> Counter[tuple[str, bool]]:
    answer = fetch(f"{url}/data/marks.json?{query}").raise_for_status().json()
    return Counter(
        (mark["label"], "selected" in mark["style"].split()) for mark in answer if mark.get("id")
    )


def choice_of(state: State, dataset: Dataset) -> Choice:
    """The choice that the address of a state means."""
    return decode(_parameters(state), dataset)[0]


def _parameters(state: State) -> dict[str, list[str]]:
    found = parse_qs(urlparse(state["url"]).query, keep_blank_values=True)
    return {key: values for key, values in found.items() if key not in FRAMED}


def problems(state: State, before: State, facts: Facts, expected: Expected) -> list[str]:
    """Everything that does not hold in a state, in words."""
    if not state:
        return ["there is no page"]
    found = [*_whole(state, facts.dataset), *_as_expected(state, before, facts, expected)]
    page = screen.page_of(urlparse(state["url"]).path)
    # While it plays, the years go on before a page can be read to its end.
    if page == "crossing" or (state["clock"] or {}).get("playing"):
        return found
    choice, rejected = decode(_parameters(state), facts.dataset)
    found += [
        f"the address has a {one.parameter} that means nothing: {one.found}" for one in rejected
    ]
    found += [*_clock(state, choice, facts.dataset), *_headline(state, choice, facts.dataset)]
    found += _pills(state, choice, facts.dataset)
    if page == "map":
        found += [*_map(state, choice, facts), *_list(state, choice, facts.dataset)]
    return found


def _whole(state: State, dataset: Dataset) -> Iterator[str]:
    """A page of ours, with its style, and without an error."""
    if dataset.package["title"] not in state["title"]:
        yield f"the page is called “{state['title']}”"
    if state["text"] < 200:
        yield f"the page is blank: {state['text']} characters"
    if state["crashed"] or state["boxes"]:
        yield f"the page shows an error: {state['boxes']}"
    if state["font"].replace('"', "").lower().startswith(("times", "serif")):
        yield f"the page has no type face of ours: {state['font']}"
    if state["border"] == "0px":
        yield "the cards have no border: the style is missing"
    if lost := (state["clock"] or {}).get("repeats"):
        yield f"what the reader did at the clock was lost, and told again: {lost} times"


def _years(choice: Choice, dataset: Dataset) -> list[int]:
    first, last = choice.filters.years or dataset.years
    return [first, last] if choice.mode == "range" else [last]


def _clock(state: State, choice: Choice, dataset: Dataset) -> Iterator[str]:
    clock, years = state["clock"], _years(choice, dataset)
    if clock is None:
        return
    if clock["mode"] != screen.MODES[choice.mode]:
        yield f"the clock is at “{clock['mode']}”, the address at “{screen.MODES[choice.mode]}”"
    for name in ("slider", "typed"):
        if clock[name] != years:
            yield f"{name} years {clock[name]}, the address has {years}"


def _headline(state: State, choice: Choice, dataset: Dataset) -> Iterator[str]:
    if state["sentence"] is None:
        return
    rows = select(dataset, choice.filters)
    total, sentence = totals(dataset, rows), state["sentence"]
    described = describe(
        dataset, replace(choice.filters, years=choice.filters.years or dataset.years)
    )
    if described not in sentence:
        yield f"the sentence is not “{described}”: {sentence}"
    if counts(total) not in sentence:
        yield f"the sentence does not say “{counts(total)}”: {sentence}"
    shown = screen.whole_numbers(state["shown"])
    if shown != [len(rows), len(dataset.crossings)]:
        yield f"“{state['shown']}”, but {len(rows)} reports match"


def _pills(state: State, choice: Choice, dataset: Dataset) -> Iterator[str]:
    if not state["pills"]:
        return
    wanted = [dataset.locations[place] for place in choice.filters.places]
    for name in (name for name in KEYS if name != "places"):
        labels = dataset.labels("crossings", COLUMNS[name])
        wanted += [labels[value] for value in getattr(choice.filters, name)]
    pressed = [screen.label(name) for name in state["pressed"]]
    if sorted(pressed) != sorted(wanted):
        yield f"pressed are {pressed}, the address has {wanted}"


def _map(state: State, choice: Choice, facts: Facts) -> Iterator[str]:
    found = state["map"]
    if found is None:
        yield "there is no map"
        return
    low, high = screen.ZOOMS
    if not low <= found["zoom"] <= high:
        yield f"the map is at zoom {found['zoom']}"
    if found["zooming"]:
        yield "the map is still zooming"
    if found["zoom"] < 10 and found["painted"] < _colours(facts.dataset):
        yield f"the base map is not painted: {found['painted']} colours"
    wanted, drawn = facts.marks(choice), _drawn(found)
    if drawn != wanted:
        yield f"missing on the map {dict(wanted - drawn)}, too many {dict(drawn - wanted)}"
    yield from _out_of_view(state, choice, facts.dataset)


def _colours(dataset: Dataset) -> int:
    """The fewest colours of the ground: without a base map it is lines on the sea."""
    return 3 if "basemap" in dataset.package["border"] else 2


def _drawn(found: Mapping[str, Any]) -> Counter[tuple[str, bool]]:
    return Counter((mark["label"], mark["selected"]) for mark in found["marks"])


def _out_of_view(state: State, choice: Choice, dataset: Dataset) -> Iterator[str]:
    """Nothing is lost: at first all locations can be hit; what is out of view is in the list."""
    away = [mark["label"] for mark in state["map"]["marks"] if not mark["inView"]]
    if away and not state["list"]:
        yield f"out of the map's view, and in no list: {away}"
    untouched = choice == Choice(type(choice.filters)(years=choice.filters.years), choice.mode)
    if untouched and not state["map"]["moved"]:
        hit = [mark["label"].partition(":")[0] for mark in state["map"]["marks"] if mark["hit"]]
        for name in _on_the_map(dataset):
            if name not in hit:
                yield f"{name} is out of the map's first view, or covered there"


def _on_the_map(dataset: Dataset) -> list[str]:
    """The locations that have a mark of their own: those whose place has coordinates."""
    located = dataset.places.loc[dataset.places["latitude"].notna(), "place_id"]
    return [name for place, name in dataset.locations.items() if place in set(located)]


def _list(state: State, choice: Choice, dataset: Dataset) -> Iterator[str]:
    listed, rows = state["list"], select(dataset, choice.filters)
    if listed is None:
        yield "there is no list beside the map"
    elif choice.crossing:
        headline = dataset.crossings["headline"].iloc[dataset.row_of(choice.crossing)]
        if listed["first"] != " ".join(headline.split()):
            yield f"“{headline}” should be open, the first card is “{listed['first']}”"
    else:
        named = replace(choice.filters, years=choice.filters.years or dataset.years)
        name = dataset.locations[choice.at] if choice.at else list_name(dataset, named)
        rows = rows[rows["place_id"] == choice.at] if choice.at else rows
        # A list of nothing has no heading; a location that was opened always has its name.
        name = name if len(rows) or choice.at else None
        if listed["heading"] != name:
            yield f"the list is called “{listed['heading']}”, not “{name}”"
        counted = screen.whole_numbers(listed["counts"])[:1]
        # The headline has counted the whole selection already.
        if counted != ([len(rows)] if choice.at else []):
            yield f"the list counts “{listed['counts']}”, but has {len(rows)} reports"


def _as_expected(state: State, before: State, facts: Facts, expected: Expected) -> Iterator[str]:
    page = screen.page_of(urlparse(state["url"]).path)
    if expected.page is not None and page != expected.page:
        yield f"the page is {page}, not {expected.page}"
    yield from _chosen_as_expected(state, facts.dataset, expected)
    if expected.playing is not None and (state["clock"] or {}).get("playing") != expected.playing:
        yield "it plays" if not expected.playing else "it does not play"
    if expected.opens:
        yield from _on_the_screen(state)
    for words, holds in expected.others.items():
        if not holds(before, state):
            yield f"not so: {words}"


def _chosen_as_expected(state: State, dataset: Dataset, expected: Expected) -> Iterator[str]:
    choice = choice_of(state, dataset)
    first, last = choice.filters.years or dataset.years
    found = {"mode": choice.mode, "first": first, "last": last, "places": choice.filters.places,
             "text": choice.filters.text, "at": choice.at, "crossing": choice.crossing}  # fmt: skip
    for name, value in found.items():
        wanted = getattr(expected, name)
        if wanted is not None and wanted != value:
            yield f"{name} is {value!r} in the address, not {wanted!r}"


def _on_the_screen(state: State) -> Iterator[str]:
    if not state["list"] or state["list"]["shown"] < 0.6:
        yield f"the heading of what was opened is not on the screen: {state['list']}"
    if not state["map"] or state["map"]["shown"] < 40:
        yield "the map is not on the screen"
