"""Which way an event went and of which kind it is, by what the package's codebook says marks each."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from geodata.model.dataset import Dataset
from geodata.model.schema import field_of
from geodata.reading.events import Event, people_of
from geodata.reading.told import Told
from geodata.reading.words import Hit

MANY = 10  # people who come at one time and are more than this come through a door
_GOING = frozenset(("crossed", "arrived", "asylum", "stepped", "tried", "threw"))  # not of guards
_REACHED = ("asylum", "crossed", "arrived")


@dataclass(frozen=True)
class Way:
    """Which way: a value of the codebook, the country that it leads to, and the sentence that says so."""

    value: str
    to: str
    told: Told | None


def categories(dataset: Dataset, column: str) -> list[dict[str, Any]]:
    """The categories of a column of the crossings, with all that the description says of each."""
    found: list[dict[str, Any]] = field_of(dataset.package, "crossings", column).get(
        "categories", []
    )
    return found


def way_of(dataset: Dataset, event: Event, lead: Sequence[Told]) -> Way:
    """Which way an event went: what its acts say, whence its people are, what is told beside them."""
    values = {
        each["to"]: each["value"] for each in categories(dataset, "direction") if "to" in each
    }
    for way in _ways(dataset, event, lead):
        if way.to in values:
            return Way(values[way.to], way.to, way.told)
    return Way("", "", None)


def _ways(dataset: Dataset, event: Event, lead: Sequence[Told]) -> Iterator[Way]:
    """The ways that an event may have gone, what says most first."""
    both = [country.id for country in dataset.border.countries]
    explicit = [one for one in event.told if one.acts]
    acting = [one for one in explicit if one.live & _GOING]
    for group in ([one for one in acting if "threw" in one.live], acting, explicit):
        yield from _voted(group, _votes, both)
    yield from _voted(event.told, _by_origin, both)
    yield from _voted(event.told, _by_catch, both)
    yield Way("", _of_acts(dataset, event), event.told[0])
    yield from _voted(event.told, _by_guards, both)
    inferred = [one for one in event.told if not one.acts]
    for group in (inferred, event.around, list(lead)):
        yield from _voted(group, _votes, both)


def _voted(
    group: Sequence[Told],
    vote: Callable[[Told, Sequence[str]], Sequence[str]],
    both: Sequence[str],
) -> Iterator[Way]:
    """The countries that the sentences of a group say, by how many; of equals, the one said first."""
    votes: Counter[str] = Counter()
    said: dict[str, Told] = {}
    for one in group:
        for country in vote(one, both):
            votes[country] += 1
            said.setdefault(country, one)
    for country, _ in votes.most_common(1):
        yield Way("", country, said[country])


def _of_acts(dataset: Dataset, event: Event) -> str:
    """Where those go who do what marks a kind first, as the codebook says: who asks for asylum."""
    to = {each["value"]: each.get("to", "") for each in categories(dataset, "direction")}
    for category in categories(dataset, "kind"):
        if category.get("acts", [""])[0] in event.live and "direction" in category:
            return str(to.get(category["direction"], ""))
    return ""


def leads_elsewhere(dataset: Dataset, event: Event) -> bool:
    """Whether people of a third country come or ask for asylum where no kind of the codebook leads."""
    acts = event.live
    strangers = any(one.others for one in event.told)
    placed = any(one.places or len(one.sides) > 1 for one in event.told)
    to = frozenset().union(*(one.towards for one in event.told))
    if not acts or not acts <= {"asylum", "arrived"} or placed or not strangers or not to:
        return False
    return _of_acts(dataset, event) not in to


def _by_origin(one: Told, both: Sequence[str]) -> list[str]:
    """Where people of one country of the border may go: to the other, unless it stopped them."""
    each = people_of(one)
    if not each or each.weight < 2:
        return []
    inside = [hit for hit in one.countries if each.first <= hit.first < each.after]
    beside = [hit for hit in one.countries if _is_beside(one, each.first, each.after, hit)]
    return [country for hit in [*inside, *beside][:1] for country in both if country != hit.value]


def _by_guards(one: Told, both: Sequence[str]) -> list[str]:
    """Where people meant to go whom guards stopped as they tried to cross: away from these."""
    if not {"tried", "stopped"} <= one.live:
        return []
    return [country for country in both if one.guarding and country not in one.guarding]


def _by_catch(one: Told, both: Sequence[str]) -> list[str]:
    """Where people had come who went over the border and were caught: to the side of the place."""
    caught = one.live >= {"stopped", "crossed"} and not one.has("tried", "sentenced", "a_step")
    return [country for country in both if caught and one.placed == {country}]


def _is_beside(one: Told, first: int, after: int, hit: Hit) -> bool:
    """Whether a word stands right before or behind others, with nothing but a blank between."""
    tokens = one.tokens
    if hit.after == first:
        return tokens[first].begin - tokens[hit.after - 1].end == 1
    return hit.first == after and tokens[hit.first].begin - tokens[after - 1].end == 1


def _votes(one: Told, both: Sequence[str]) -> list[str]:
    found = [country for country in both if country in one.towards]
    if len(found) == len(both) and "tried" in one.live:
        return [country for way, country in one.ways if way == "to"][-1:]
    if one.has("returned") and "tried" not in one.live:
        return []
    found += [
        country for country in both if set(both) - {country} & one.out_of and country not in found
    ]
    left = [c for c in found if c not in one.out_of]
    return left or found


def reached(event: Event, way: Way) -> bool:
    """Whether people came over the line, by what is told of the event as a whole."""
    acts = event.live
    if "turned_back" in acts:
        return False
    if (event.number or 0) > MANY and acts & {"arrived", "asylum"} and "stopped" not in acts:
        return True
    succeeded = any(one.has("succeeded") for one in event.told)
    tried = event.tried
    if tried and any(one.has("sentenced") for one in event.told) and "asylum" not in acts:
        return succeeded  # a court of the side they left
    if "stopped" in acts:
        return _reached_though_stopped(event, way, tried=tried, succeeded=succeeded)
    return succeeded or not tried or _plainly_went(event)


def _reached_though_stopped(event: Event, way: Way, *, tried: bool, succeeded: bool) -> bool:
    """Whether people whom guards stopped had come over the line before."""
    asked = "asylum" in event.live
    if asked and not tried and _plainly_went(event):
        return True
    if (side := _stopped_by(event, way)) is not None:
        return side
    if succeeded or _only_over_a_fence(event, way):
        return succeeded
    if tried:
        return False
    return asked or _plainly_went(event) or _came_before(event, way)


def _came_before(event: Event, way: Way) -> bool:
    """Whether a sentence before the one of guards tells that people came to the country."""
    one = event.told[0]
    return "stopped" not in one.live and "arrived" in one.live and {way.to} == one.towards


def _plainly_went(event: Event) -> bool:
    """Whether a sentence tells that people went over, and of no attempt."""
    return any(one.live & {"crossed", "stepped"} and not one.tried for one in event.told)


def _only_over_a_fence(event: Event, way: Way) -> bool:
    """Whether all that people got over is a fence: it stands before the line."""
    if any("asylum" in one.live or one.towards & {way.to} - {""} for one in event.told):
        return False
    over = [one for one in event.told if one.live & {"crossed"}]
    return bool(over) and all(one.has("fence") and not one.has("river", "ice") for one in over)


def _stopped_by(event: Event, way: Way) -> bool | None:
    """Whether the side they went to stopped them: the other side stops people before the line."""
    for one in [*event.told, *event.around]:
        if "stopped" in one.live and way.to:
            for sides in _stopping(one):
                if len(sides) == 1:
                    return sides == {way.to}
    return None


def _stopping(one: Told) -> Iterator[frozenset[str]]:
    """The sides that may have stopped people, what says it best first: guards, a side, a place."""
    yield one.guarding
    yield one.on_side
    if one.tried:
        return
    beside = one.sides - one.towards - one.out_of
    if not one.has("border"):
        yield beside
    if not one.ways and len(beside) != 1:
        yield one.placed


def place_of_kind(dataset: Dataset, event: Event, location: str, *, gate: bool) -> str:
    """Whether an event was at the checkpoint or away from it; a blank where nothing says so."""
    group = event.told
    if any(one.has("outside") for one in [*group, *event.around]):
        return "outside"
    if gate and not any(one.has("fence") and "crossed" in one.live for one in group):
        return "checkpoint"
    if any(
        one.has("fence", "river", "ice") or ("crossed" in one.live and one.has("on_foot"))
        for one in group
    ):
        return "outside"
    if any(one.has("checkpoint") for one in group):
        return "checkpoint"
    return "outside" if location and location != dataset.catch_all else ""


def gate_of(dataset: Dataset) -> str:
    """The location of the checkpoint, a blank if the border has none."""
    given = dataset.package["border"].get("checkpoint")
    return str(given["place"]) if given else ""


def effective(event: Event, came: bool) -> frozenset[str]:
    """The acts that mark the kind of an event, those that others overrule left out."""
    acts = frozenset().union(*(one.live for one in _telling(event)))
    acts |= {"stepped"} if any(one.has("a_step") for one in event.told) else set()
    if "threw" in acts and not acts & {"asylum", "tried"}:
        return frozenset(("threw",))
    if not came:
        return (acts & {"stopped", "turned_back", "tried"}) or frozenset(("stopped",))
    if "stepped" in acts and "asylum" not in acts:
        return frozenset(("stepped",))
    sought = any(one.seekers and one.live for one in event.told)
    return (acts & frozenset(_REACHED) or frozenset(("crossed",))) | frozenset(("asylum",) * sought)


def _telling(event: Event) -> list[Told]:
    """The sentences of an event without what a headline, or an if, says of people in general."""
    plain = [
        one
        for number, one in zip(event.numbers, event.told, strict=True)
        if one.weight != 1 or (number and one.open)
    ]
    return plain or event.told


def kind_of(dataset: Dataset, acts: Iterable[str], at: str, number: int | None) -> str:
    """The kind of the codebook that acts and their place mark best; a blank where none is marked."""
    acts = frozenset(acts)
    if not at and number is not None:
        at = "checkpoint" if number > MANY else "outside"
    best, most = "", 0.0
    for category in categories(dataset, "kind"):
        marked = [act for act in category.get("acts", []) if act in acts]
        if not marked:
            continue
        score = 1.5 if category["acts"][0] in acts else 1.0
        given = category.get("at", "")
        if given and at:
            score += 2 if given == at else -2
        if score > most:
            best, most = category["value"], score
    return best


def direction_of_kind(dataset: Dataset, kind: str) -> str:
    """Which way the codebook says that a kind goes, or most reports of it went."""
    for category in categories(dataset, "kind"):
        if category["value"] == kind and "direction" in category:
            return str(category["direction"])
    known = dataset.crossings.loc[dataset.crossings["kind"] == kind, "direction"]
    return str(known.mode().iloc[0]) if len(known) else ""
