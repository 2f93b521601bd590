"""The events that a text tells of: its sentences about this border, put together by what they tell."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from geodata.model.dates import earliest, latest
from geodata.reading.days import When
from geodata.reading.people import People
from geodata.reading.told import Told

_LEAD = 3  # sentences that say what a text is about
_HEAD = 6  # sentences among which a text names both countries if it is about their border
_SURE = 2  # the weight from which people are somebody in particular
_SHORT = 5  # words of a line below which it is rather a label of the page
_YEAR = len("2000")
_BEHIND = 4  # words behind a verb of saying within which a time is its own
_FAR = 4  # sentences after which a time is rather that of another event
_NEAR_LEAD = 12  # sentences that go on from the lead
_FRESH = timedelta(45)  # how long before its publication a text's own news may lie
_CORE = frozenset(
    ("crossed", "arrived", "asylum", "stopped", "turned_back", "stepped", "threw", "tried")
)
OF_GOING = _CORE - {"stopped", "turned_back", "asylum"}
_OF_PEOPLE = frozenset(("crossed", "stepped", "threw"))  # whoever does it is people
_BOUND = frozenset(("crossed", "asylum", "tried"))  # acts of people who go to a country
_MATTERS = frozenset(("stopped", "turned_back", "arrived", "tried"))  # of other matters too
_ALONE = frozenset(
    ("stopped", "turned_back")
)  # acts of guards anywhere: at the border if it is near


@dataclass
class Event:
    """One event: the sentences that tell of it, by their numbers."""

    numbers: list[int]
    told: list[Told]
    when: When | None = None
    when_said: bool = False  # whether that is only when somebody told of it
    number: int | None = None
    place: str = ""
    main: bool = True
    around: list[Told] = field(default_factory=list)
    recalled: bool = False

    @property
    def live(self) -> frozenset[str]:
        """The acts that any of its sentences reports."""
        return frozenset().union(*(one.live for one in self.told))

    @property
    def tried(self) -> bool:
        """Whether any of its sentences tells of an attempt."""
        return any(one.tried for one in self.told)


@dataclass(frozen=True)
class About:
    """How near a text comes to this border: each sentence from -1, another border, to 2, surely this one.

    `focus` is the border that a sentence goes on from: 1 this one, -1 another, 0 none. `whole` tells
    whether the text is about this border at all, `lead` how near its beginning comes.
    """

    near: tuple[int, ...]
    focus: tuple[int, ...]
    whole: bool
    lead: int

    def reaches(self, number: int, told: Sequence[Told], seeds: Sequence[int]) -> bool:
        """Whether a sentence speaks of this border, by itself or by those that it goes on from."""
        near = self.near[number]
        if near >= 2 or (near == 1 and self.whole and self.focus[number] > 0):
            return True
        if near == 1 and self.whole and _is_of_both(number, told):
            return True
        if near < 0 or not self.whole or self.focus[number] < 0 or told[number].other_ways:
            return False
        if self.lead >= 1 and number <= _NEAR_LEAD:
            return True
        if number < _LEAD and told[number].has("border") and -1 not in self.near:
            return True  # "the border" of a text that names no other
        before = range(max(0, number - 2), number)
        return any(one in seeds or self.near[one] >= 2 for one in before)


def _is_of_both(number: int, told: Sequence[Told]) -> bool:
    """Whether a sentence speaks of the border of one side right behind one that names the other."""
    one, before = told[number], told[max(0, number - 1)]
    strange = before.others or before.other_ways
    return one.has("border") and not strange and len(one.sides | before.sides) == 2


def about(told: Sequence[Told], neighbours: frozenset[str]) -> About:
    """How near each sentence of a text comes to this border; `neighbours` have borders beside it."""
    near = tuple(_near(one, neighbours) for one in told)
    whole = _is_about(told, near, neighbours)
    return About(near, _focus(near), whole, max(near[:_LEAD], default=0))


def _is_about(told: Sequence[Told], near: Sequence[int], neighbours: frozenset[str]) -> bool:
    """Whether a text is about this border: a place on it, both countries, or one with a place near it.

    One country alone does where people went to it and no other that it borders on is named.
    """
    lines = [number for number, one in enumerate(told) if len(one.tokens) >= _SHORT]
    head = range(lines[_HEAD - 1] + 1 if len(lines) >= _HEAD else len(told))
    sides = {side for number in head for side in told[number].sides}
    placed = any(told[number].places for number in head) and 1 in near[: len(head)]
    beside = any(hit.value in neighbours for one in told for hit in one.others)
    went = any(near[number] == 1 and _is_bound(told[number]) for number in head)
    border = any(told[number].has("border", "fence") for number in head)
    return 2 in near or len(sides) == 2 or placed or (went and border and not beside)


def _is_bound(one: Told) -> bool:
    """Whether people of one country went, or meant to go, to the other."""
    return bool(one.towards and one.live & _BOUND and people_of(one)) and not one.has("returned")


def _focus(near: Sequence[int]) -> tuple[int, ...]:
    """What each sentence goes on from: the border named last, its own included."""
    found, last = [], 0
    for value in near:
        last = -1 if value < 0 else 1 if value > 0 and (value > 1 or last >= 0) else last
        found.append(last)
    return tuple(found)


def _near(one: Told, neighbours: frozenset[str]) -> int:
    if one.sure_places:
        return 2
    edge = one.has("border", "fence", "checkpoint", "river")
    beside = any(hit.value in neighbours for hit in one.others)
    if len(one.sides) == 2 and (edge or one.ways or one.live & _CORE):
        return 2
    if len(one.sides) < 2 and (
        (beside and (edge or one.live))
        or (one.other_ways and not one.towards)
        or _is_at_another_border(one)
    ):
        return -1
    elsewhere = {hit.value for hit in one.others} - one.nations
    if elsewhere and one.has("border") and not one.sides:
        return -1
    if one.sides and (edge or "threw" in one.live or (one.ways and one.live)):
        return 1
    return 1 if one.places and one.live & _CORE else 0


def _is_at_another_border(one: Told) -> bool:
    """Whether a country beside the two stands right behind a border: "the border with Estonia"."""
    ends = [hit.after for hit in one.marks.get("border", ())]
    others = [hit for hit in one.others if hit.value not in one.nations]
    return any(0 <= hit.first - end <= 1 for hit in others for end in ends)


def seeds(told: Sequence[Told], where: About) -> list[int]:
    """The sentences that each report something at this border."""
    found: list[int] = []
    for number in range(len(told)):
        if _reports(number, told, where.near[number]) and where.reaches(number, told, found):
            found.append(number)
    return [number for number in found if not _leads_elsewhere(number, told, where)]


def _leads_elsewhere(number: int, told: Sequence[Told], where: About) -> bool:
    """Whether a sentence that names one side alone goes on to another border, where they went."""
    one, after = told[number], told[number + 1 : number + 2]
    if where.near[number] > 1 or one.places or one.towards or not one.out_of:
        return False
    goes_on = any(two.live & _CORE and two.other_ways and not two.sides for two in after)
    return goes_on and where.near[number + 1] < 0


def _reports(number: int, told: Sequence[Told], near: int) -> bool:
    one = told[number]
    people = _before(number, told) or one.people
    if one.live & _CORE == {"stepped"} and not (_is_anywhere(one) or _before(number, told)):
        return False
    if one.has("rules") or not one.live & _CORE or _is_only_return(one):
        return False
    if not people:
        return _tells_alone(one, near) and not one.has("animal")
    weight = max(each.weight for each in people)
    if weight == 1 and number < _LEAD and "stopped" in one.live and _is_news_of_both(one):
        return True
    if weight < 2 and not one.live & _OF_PEOPLE:
        return weight == 0 and near >= 1 and bool(one.places or one.whens)
    plain = one.sure_places or one.ways or one.whens or {"threw"} & one.live
    if weight < 2 and number >= _LEAD and not plain:
        return False  # what people do at times
    return _is_of_the_line(one, told[max(0, number - 1) : number + 2])


def _is_anywhere(one: Told) -> bool:
    """Whether a sentence names the line, a side, a place or a time, or counts people surely."""
    marked = one.has("border", "fence", "river", "ice") or one.sides or one.places or one.whens
    return bool(marked) or any(each.weight >= 2 and each.number for each in one.people)


def _is_only_return(one: Told) -> bool:
    return one.live & _CORE <= {"asylum", "arrived"} and one.has("returned")


def _tells_alone(one: Told, near: int) -> bool:
    """Whether a sentence that names no people tells of some: an act, at a place or time at this border."""
    if one.counts_other:
        return False
    placed = bool(one.sure_places or (one.ways and len(one.sides) == 2))
    return near >= 2 and one.open and bool(one.acts) and placed and bool(one.live & _OF_PEOPLE)


def _is_news_of_both(one: Told) -> bool:
    return _at_the_line(one) and len(one.sides) == 2


def _is_of_the_line(one: Told, beside: Sequence[Told]) -> bool:
    """Whether acts of people or guards have to do with a border, by the sentence or those beside it."""
    acts = one.live & _CORE
    if acts <= _MATTERS and any(each.has("matter") for each in beside):
        return False
    if acts <= _ALONE:
        return any(_at_the_line(each) or _leads_over(each) for each in beside)
    if acts == {"asylum"} and not one.ways and not one.sides:
        return _at_the_line(one) or bool(one.places)
    return True


def _before(number: int, told: Sequence[Told]) -> tuple[People, ...]:
    """The people of an earlier sentence, if one that names none, or "him", goes on from it."""
    at = _goes_on_from(number, told)
    return () if at is None else tuple(_sure(told[at], told[number]))


def _sure(one: Told, after: Told) -> list[People]:
    """The people of a sentence whom the one after it may speak of: counted, if it has no "him"."""
    named = [each for each in one.people if each.weight >= _SURE]
    return named if after.people else [each for each in named if each.number]


def _goes_on_from(number: int, told: Sequence[Told]) -> int | None:
    """The sentence before that names the people of this one, or two before whom guards stop."""
    one = told[number]
    if one.has("if", "may") or (one.people and not _only_pronoun(one)):
        return None
    for at in range(number - 1, max(-1, number - 2 - bool(one.live & _ALONE)), -1):
        two = told[at]
        if two.sentence.paragraph != one.sentence.paragraph or two.supposed:
            return None
        if two.people and not _only_pronoun(two):
            return at if _sure(two, one) else None
    return None


def _leads_over(one: Told) -> bool:
    """Whether a sentence names both sides, and one of them as where people went."""
    return len(one.sides) > 1 and bool(one.towards)


def _at_the_line(one: Told) -> bool:
    """Whether a sentence speaks of going over a border, or of what stands along it."""
    acts = {"crossed", "tried", "stepped"}
    marked = one.has("border", "fence", "checkpoint", "tried") or bool(one.sure_places)
    return marked or bool(one.live & acts)


def events(told: Sequence[Told], where: About, published: str) -> list[Event]:
    """The events of a text, those that it reports before those that it recalls."""
    found: list[Event] = []
    for number in seeds(told, where):
        one = told[number]
        event = next((e for e in _nearest(found) if _goes_on(e, number, one, published)), None)
        since = _since(number, told)
        if since and (event is None or _is_of_others(event, one)):
            found.append(_recalled(number, told, since))
            continue
        if event is None:
            if _only_pronoun(one) and not (where.near[number] >= 2 or _before(number, told)):
                continue
            event = Event([], [])
            found.append(event)
        at = _goes_on_from(number, told)
        for before in range(number if at is None else at, number):
            if before not in event.numbers and not apart(time_of(told[before]), time_of(one)):
                _join(event, before, told[before])
        _join(event, number, one)
    for event in found:
        _look_around(event, told, found)
    _tell_apart(found, published)
    return sorted(found, key=lambda event: not event.main)


def _since(number: int, told: Sequence[Told]) -> When | None:
    """The year named right before "the first since 2015", where a sentence tells of that one."""
    if not number or told[number].whens:
        return None
    known = (when for when in told[number - 1].whens if when.since and when.start)
    return next((when for when in known if len(when.start) == _YEAR), None)


def _is_of_others(event: Event, one: Told) -> bool:
    """Whether a sentence begins with "then", or counts people of a nation that an event does not name."""
    then = any(hit.first <= 1 for hit in one.marks.get("then", ()))
    others = bool(one.nations) and not any(each.nations & one.nations for each in event.told)
    return (then or others) and one.weight >= 2


def _recalled(number: int, told: Sequence[Told], since: When) -> Event:
    """An event that a text only compares its own with: the last one of the kind, and its year."""
    event = Event([], [], main=False, recalled=True)
    before = told[number - 1]
    _join(event, number - 1, replace(before, whens=(since._replace(since=False),)))
    _join(event, number, told[number])
    return event


def _only_pronoun(one: Told) -> bool:
    return bool(one.people) and one.weight == 0


def _nearest(found: list[Event]) -> Iterator[Event]:
    """The event told last, then the first, which the text is about, then the others."""
    order = [*found[-1:], *found[:1], *reversed(found[1:-1])]
    yield from {id(event): event for event in order}.values()


def _goes_on(event: Event, number: int, one: Told, published: str) -> bool:
    """Whether a sentence tells more of an event, and of no other."""
    if _leads_back(event, one):
        return False
    return _same_time(event, number, one, published) and _same_people(event, one)


def _leads_back(event: Event, one: Told) -> bool:
    """Whether a sentence tells, with a time of its own, of going where those of an event came from."""
    way, when = _went_to(one), time_of(one)
    ways = {to for each in event.told if (to := _went_to(each))}
    return bool(way and when and when.start and ways) and way not in ways


def _went_to(one: Told) -> str:
    """The one side that people went to or tried to, as a sentence tells it; a blank for none."""
    if not one.live & _BOUND or one.has("returned") or len(one.towards - one.out_of) != 1:
        return ""
    return next(iter(one.towards - one.out_of))


def _same_time(event: Event, number: int, one: Told, published: str) -> bool:
    """Whether a sentence may be of the time and the place of an event, so far behind it."""
    when = time_of(one)
    if apart(when, event.when):
        return False
    gap = number - event.numbers[-1]
    late = bool(when and when.start and not event.when) and not _is_more(event, number, one)
    if when and late and (gap > _FAR or _is_old(when, published)):
        return False
    recalled = event.when and event.numbers[0] >= _LEAD and _is_old(event.when, published)
    if recalled and not when and gap > 1:
        return False
    if when and when.start and event.when and not event.when.start:
        return False
    place = next((p.place_id for p in one.sure_places), "")
    return not (place and event.place and place != event.place and when)


def _same_people(event: Event, one: Told) -> bool:
    """Whether a sentence may be of the people of an event, by how many they are and of which nations."""
    people, when = number_of(one), time_of(one)
    if people and event.number and people != event.number and not _is_part(people, event, when):
        return False
    others = nations_apart(event.told, one)
    return not (others or one.has("another") or _are_many(event, one))


def _are_many(event: Event, one: Told) -> bool:
    """Whether a sentence speaks of "several" where an event is of one."""
    counted = people_of(one)
    return event.number == 1 and counted is not None and counted[2:] == (None, 2)


def nations_apart(told: Sequence[Told], one: Told) -> bool:
    """Whether the people of a sentence are of other nations than those of an event."""
    known = frozenset().union(*(each.nations for each in told))
    return bool(known and one.nations) and not known & one.nations


def _is_more(event: Event, number: int, one: Told) -> bool:
    """Whether a sentence right behind an event speaks of the same people: of "them", or as many."""
    same = not one.people or _only_pronoun(one) or number_of(one) == event.number != 1
    return same and number - event.numbers[-1] <= 1


def _is_part(people: int, event: Event, when: When | None) -> bool:
    """Whether fewer people may be some of those of the event, told of one by one."""
    return event.number is not None and people < event.number and people <= 3 and not when


def _is_old(when: When, published: str) -> bool:
    return bool(published and when.start) and latest(when.until) < earliest(published) - _FRESH


def apart(one: When | None, two: When | None) -> bool:
    """Whether two times cannot be the same; one that is not known may be any."""
    if one is None or two is None or not one.start or not two.start:
        return False
    return earliest(one.start) > latest(two.until) or earliest(two.start) > latest(one.until)


def _join(event: Event, number: int, one: Told) -> None:
    event.numbers.append(number)
    event.told.append(one)
    when, people = time_of(one), number_of(one)
    if when and _tells_better(event, one, when):
        event.when, event.when_said = when, _is_of_saying(one, when)
    if event.number is None or (
        people and event.number == 1 and people > 1 and len(event.told) < 3
    ):
        event.number = people or event.number
    if not event.place and one.sure_places:
        event.place = one.sure_places[0].place_id


def _tells_better(event: Event, one: Told, when: When) -> bool:
    """Whether a time says more than that of the event: when it was before when somebody said so."""
    said = _is_of_saying(one, when)
    if event.when is None or said != event.when_said:
        return event.when is None or not said
    return exactness(when) > exactness(event.when)


def time_of(one: Told) -> When | None:
    """When a sentence says that it was: the most exact time, the first of several.

    When somebody said so is a time only where it names no other.
    """
    known = [when for when in one.whens if not when.since]
    known = [when for when in known if not _is_of_saying(one, when)] or known
    return max(known, key=exactness, default=None)


def time_beside(one: Told) -> When | None:
    """What a sentence says of the time of another: not when somebody told it."""
    when = time_of(one)
    return None if when and _is_of_saying(one, when) else when


def _is_of_saying(one: Told, when: When) -> bool:
    """Whether a time stands a word or two behind a verb of saying: "told an agency on Thursday"."""
    at = next((n for n, token in enumerate(one.tokens) if token.begin >= when.begin), 0)
    verbs = [hit for hit in one.said if hit.value == "verb" and at - hit.after in range(_BEHIND)]
    return any(not any(hit.after <= act.first < at for act in one.acts) for hit in verbs)


def exactness(when: When) -> tuple[int, int]:
    """How exactly a time is known: by the length of its prefix, then by the words for it."""
    return len(when.start), when.precise


def number_of(one: Told) -> int | None:
    """How many people a sentence counts; None where words alone say it."""
    counted = people_of(one)
    return counted.number if counted else None


def people_of(one: Told) -> People | None:
    """The people whom a sentence is about: those counted, then those in words, the first of several."""
    return max(one.people, key=lambda each: (each.weight, -each.first), default=None)


def _look_around(event: Event, told: Sequence[Told], found: Sequence[Event]) -> None:
    """Keep the sentences beside those of an event that are of no other."""
    others = {number for each in found if each is not event for number in each.numbers}
    beside = [near for number in event.numbers for near in (number - 1, number + 1, number + 2)]
    event.around = [
        told[number]
        for number in dict.fromkeys(beside)
        if 0 <= number < len(told) and number not in others and number not in event.numbers
    ]


def _tell_apart(found: list[Event], published: str) -> None:
    """Mark the events that a text recalls: those long before it, if it has any of its own."""
    if not found:
        return
    dated = [event for event in found if event.when and event.when.start]
    newest = max((latest(event.when.until) for event in dated if event.when), default=None)
    first = found[0]
    for event in found[1:]:
        fresh = _is_fresh(event, newest, published)
        event.main = fresh and not event.recalled
    if first.when and first.when.start and newest and len(found) > 1:
        first.main = first.main and not (
            latest(first.when.until) < newest - 8 * _FRESH and any(e.main for e in found[1:])
        )


def _is_fresh(event: Event, newest: date | None, published: str) -> bool:
    if not event.when or not event.when.start:
        return False
    until = latest(event.when.until)
    if published:
        return until >= earliest(published) - _FRESH
    return newest is not None and until >= newest - _FRESH
