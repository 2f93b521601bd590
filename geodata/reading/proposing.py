"""From a reading to proposals: each event with its fields, where each is said, and the reports it may be."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from geodata.model.dataset import Dataset
from geodata.model.dates import earliest, latest
from geodata.model.schema import flagged_values
from geodata.reading import kinds
from geodata.reading.days import When
from geodata.reading.events import (
    Event,
    apart,
    exactness,
    number_of,
    people_of,
    time_beside,
    time_of,
)
from geodata.reading.matching import Facts, candidates
from geodata.reading.proposal import Candidate, Proposal, Said
from geodata.reading.reader import Analysis, analysed, passage, passage_of
from geodata.reading.reading import Passage, Reading
from geodata.reading.rows import number, rows
from geodata.reading.told import Told

_LEAD = 3
_NEAR = 8  # sentences within which as many people are the same
_BESIDE = 0.5  # how much a sentence beside an event counts, against one of its own
_FIRST = 1.0  # what the first sentence of an event tells of it more than the others
_EXACTLY = 0.4  # what a whole day, or a place on the border itself, tells more
_DAY = len("2000-01-01")
_ANY = 0.2  # what any sentence that goes on from an event tells of it
_SAME = frozenset(("crossed", "stopped", "stepped", "threw"))  # acts told again: no mere coming
_SEASON = 60  # days from which a report is of a season
_EXACT, _LOCAL = 0.5, 5.0  # kilometres around a spot that is exact, or a locality


def propose(reading: Reading, dataset: Dataset) -> list[Proposal]:
    """The events of a reading, those that it reports first, for a person to decide on."""
    document = reading.document
    found = analysed(dataset, document.text, reading.language, document.published)
    return [_Proposing(reading, dataset, found, event).proposal() for event in found.events]


class _Proposing:
    """One event on its way to a proposal."""

    def __init__(self, reading: Reading, dataset: Dataset, found: Analysis, event: Event) -> None:
        self.reading, self.dataset, self.found, self.event = reading, dataset, found, event
        self.text, self._places = reading.document.text, dataset.geocoder.rows
        self.lead = self._lead() if event is found.events[0] else ()

    def _lead(self) -> tuple[Told, ...]:
        """The first sentences of the text, without those of an event that it only recalls."""
        recalled = {n for event in self.found.events if event.recalled for n in event.numbers}
        return tuple(
            one for number, one in enumerate(self.found.told[:_LEAD]) if number not in recalled
        )

    def proposal(self) -> Proposal:
        """The event with all its fields."""
        span = passage_of(self._telling(), self.found.told, self._free)
        fields = dict(self._fields())
        facts = self._facts(fields)
        listed = candidates(self.dataset, facts)
        if part := self._part_of(fields, listed):
            fields["part_of"] = part
        where = passage(self.text, *span, self.reading.mentions)
        return Proposal(where, fields, self.event.main, listed)

    def _telling(self) -> dict[int, float]:
        """How much each sentence of the event, and each beside it that is of no other, tells of it."""
        told = list(self.found.told)
        beside = {told.index(one) for one in self.event.around} | self._as_many()
        known = {number: self._tells(number) for number in self.event.numbers}
        own = {
            number: points for number, points in known.items() if not self._is_title(number)
        } or self._told_again()
        own = own or known
        own[min(own)] += _FIRST
        near = {
            number: _BESIDE * self._tells(number) + _ANY
            for number in beside - own.keys()
            if not self._is_apart(number)
        }
        return {**near, **own}

    def _told_again(self) -> dict[int, float]:
        """The sentences that tell in the text what only a headline says: of as many people."""
        return {
            number: self._tells(number)
            for number in self._as_many()
            if not self._is_title(number) and not self._is_apart(number)
        }

    @cached_property
    def _claimed(self) -> set[int]:
        """The sentences of any event."""
        return {number for event in self.found.events for number in event.numbers}

    @cached_property
    def _free(self) -> set[int]:
        """The sentences of no event that are no headline: they may stand within a passage."""
        return {
            number
            for number in range(len(self.found.told))
            if number not in self._claimed
            and self.found.near[number] >= 0
            and not self._is_title(number)
        }

    def _as_many(self) -> set[int]:
        """The sentences of no event that count as many people as this one: of several, the same."""
        many = self.event.number or 0
        free = self._free if many > 1 else set()
        first = min(self.event.numbers)
        return {
            number
            for number in free
            if number - first in range(_NEAR) and number_of(self.found.told[number]) == many
        }

    def _is_apart(self, number: int) -> bool:
        """Whether a sentence beside an event is a headline, or of other people or another time."""
        one = self.found.told[number]
        when = time_of(one)
        if apart(when, self.event.when):
            return True
        other = one.weight >= 2 and number_of(one) != self.event.number
        return other or self._is_title(number)

    def _tells(self, number: int) -> float:
        """How much of its event a sentence tells by itself; the first of equals."""
        one = self.found.told[number]
        acts = 1.0 * len(one.live & {"crossed", "asylum", "arrived", "stepped", "threw"})
        acts += 0.6 * len(one.live & {"stopped", "turned_back", "tried"})
        known = one.weight >= 2
        own = known and number_of(one) == self.event.number
        many = own and (self.event.number or 0) > 1
        said = known + 0.3 * own + 1.2 * many + 1.2 * bool(one.places) + 0.5 * bool(one.ways)
        acts *= 1.0 if one.acts else 0.4
        beside = 0.8 * one.has("sentenced", "returned") + 0.8 * self._is_title(number)
        return min(acts, 1.5) + said + _when_and_where(one) - beside - 0.001 * number

    def _is_title(self, number: int) -> bool:
        """Whether a sentence is a headline or a label of the page: a line without an end."""
        sentence = self.found.told[number].sentence
        line = self.text[sentence.begin : sentence.end]
        return line == self.reading.document.title or line[-1:].isalnum()

    def _passage(self, one: Told) -> Passage:
        sentence = one.sentence
        return passage(self.text, sentence.begin, sentence.end, self.reading.mentions)

    def _fields(self) -> Iterator[tuple[str, Said]]:
        yield from self._place()
        yield from self._period()
        people = dict(self._people())
        yield from people.items()
        count = int(people["people_best"].value) if "people_best" in people else None
        way = kinds.way_of(self.dataset, self.event, self.lead or self.found.told[:_LEAD])
        came = kinds.reached(self.event, way)
        location = self._location()
        at = kinds.place_of_kind(self.dataset, self.event, location, gate=self._is_gate())
        acts = kinds.effective(self.event, came)
        kind = kinds.kind_of(self.dataset, acts, at, count)
        told = self._told_act(acts)
        direction = way.value or kinds.direction_of_kind(self.dataset, kind)
        if direction:
            yield (
                "direction",
                Said(direction, self._way_words(way), self._passage(way.told or told[0])),
            )
        if kind:
            yield "kind", Said(kind, told[1], self._passage(told[0]))

    def _told_act(self, acts: frozenset[str]) -> tuple[Told, str]:
        """The first sentence with an act of the event, and its words."""
        for one in self.event.told:
            for hit in one.acts:
                if hit.value in acts:
                    return one, self.text[slice(*one.span(hit))]
        return self.event.told[0], ""

    def _way_words(self, way: kinds.Way) -> str:
        if way.told is None:
            return ""
        for hit in way.told.countries:
            if hit.value == way.to:
                return self.text[slice(*way.told.span(hit))]
        return ""

    def _location(self) -> str:
        place = self._named_place
        return str(self._places[place[0]]["location"]) if place else self.dataset.catch_all

    def _is_gate(self) -> bool:
        """Whether the place of an event is the checkpoint, or the like of it at the same location."""
        place, gate = self._named_place, kinds.gate_of(self.dataset)
        if not place or gate not in self._places:
            return False
        row, door = self._places[place[0]], self._places[gate]
        return bool(row["location"] == gate and row["kind"] == door["kind"])

    @cached_property
    def _named_place(self) -> tuple[str, str, Told] | None:
        """The place of an event, its words, and the sentence that names it; the nearest that is sure."""
        own, before = self.event.told, self._told_before()
        around = [one for one in self.event.around if one.people or one.acts or one.whens]
        sure = (self._first_place(group, sure=True) for group in (own, around, before))
        if self._came_in_numbers():
            return next((place for place in sure if place), None) or self._gate()
        named = self._first_place(own, sure=False)
        if named and not self._is_reference(named[0]):
            return self._first_place(own, sure=True) or named
        known = next((place for place in sure if place), None) or named or self._gate()
        return known or self._first_place(around, sure=False)

    def _is_reference(self, place_id: str) -> bool:
        """Whether texts name a place to say where another one is: "25 km south of the town"."""
        return self._places[place_id]["kind"] in flagged_values(
            self.dataset.package, "places", "kind", "reference"
        )

    def _came_in_numbers(self) -> bool:
        """Whether more people came over than walk through a forest together."""
        acts = self.event.live
        many = (self.event.number or 0) > kinds.MANY
        return many and bool(acts & {"arrived", "asylum"}) and not acts & {"stopped", "tried"}

    def _told_before(self) -> list[Told]:
        """What a text that reports this event says of places first, and with the event before."""
        if not self.event.main:
            return []
        mine = self.found.events.index(self.event)
        mains_before = [event for event in self.found.events[:mine] if event.main]
        events = [one for event in mains_before for one in (*event.told, *event.around)]
        mains = sum(event.main for event in self.found.events)
        return [*self.lead, *events[::-1], *(self._unclaimed() if mains == 1 else [])]

    def _first_place(self, group: Sequence[Told], *, sure: bool) -> tuple[str, str, Told] | None:
        for one in group:
            for place in one.told_places:
                if place.sure == sure and not self._away(one, place.place_id):
                    return place.place_id, self.text[place.begin : place.end], one
        return None

    def _gate(self) -> tuple[str, str, Told] | None:
        """The checkpoint, for people who came through one or were so many that they must have."""
        gate = kinds.gate_of(self.dataset)
        away = any(one.has("outside", "fence", "river") for one in self.event.told)
        if not gate or away or self.event.tried or gate not in self._places:
            return None
        many = self._came_in_numbers()
        asked = next((one for one in self.event.told if many or one.has("checkpoint")), None)
        return (gate, "", asked) if asked else None

    def _away(self, one: Told, place_id: str) -> bool:
        """Whether a place is the checkpoint, and the sentence says that it was away from it."""
        return one.has("outside", "plant") and self._places[place_id]["location"] == kinds.gate_of(
            self.dataset
        )

    def _unclaimed(self) -> list[Told]:
        """Sentences that no event claims, for a place that a text names once for all."""
        recalled = [event.numbers[0] for event in self.found.events if not event.main]
        before = self.found.told[: min(recalled, default=len(self.found.told))]
        free = [
            one
            for number, one in enumerate(before)
            if number not in self._claimed and not one.whens
        ]
        return [one for one in free if one.people or one.acts or one.has("checkpoint")]

    def _place(self) -> Iterator[tuple[str, Said]]:
        place = self._named_place
        if place is None:
            if self.dataset.catch_all:
                where = self._passage(self.event.told[0])
                yield "place_id", Said(self.dataset.catch_all, "", where)
            return
        place_id, words, told = place
        where, row = self._passage(told), self._places[place_id]
        yield "place_id", Said(str(row["location"]), words, where)
        if place_id != row["location"]:
            yield "locality", Said(str(row["name"]), words, where)
        precision = _precision(row)
        for name in ("latitude", "longitude"):
            if number(row[name]) is not None:
                yield name, Said(str(row[name]), words, where)
        if number(row["radius_km"]) is not None and precision != "exact":
            yield "radius_km", Said(f"{row['radius_km']:g}", words, where)
        yield "location_precision", Said(precision, words, where)

    def _period(self) -> Iterator[tuple[str, Said]]:
        published = self.reading.document.published
        when, told = self._since() or self._when
        if when and when.start:
            until = (published or when.until) if when.since else when.until
            words, where = self.text[when.begin : when.end], self._passage(told)
            yield "start", Said(when.start, words, where)
            yield "end", Said(until, words, where)
        elif when is None and published and self._is_news():
            where = self._passage(self.event.told[0])
            yield "start", Said(published[:7], "", where)
            yield "end", Said(published, "", where)

    def _since(self) -> tuple[When, Told] | None:
        """Since when people came who are counted up to the publication: "200 since January"."""
        if self.event.when or not self._came_in_numbers():
            return None
        for one in self.event.told:
            for when in one.whens:
                if when.since and when.start:
                    return when, one
        return None

    @cached_property
    def _when(self) -> tuple[When | None, Told]:
        """The time of an event: in its own sentences, else beside them, else at the head of the text."""
        beside = self._beside()
        if self.event.when:
            return self._more_exactly(self.event.when, beside)
        for one in sorted(beside, key=lambda one: not (one.acts and one.places)):
            if (when := time_beside(one)) and when.start and self._near(when, one):
                return when, one
        return None, self.event.told[0]

    def _beside(self) -> list[Told]:
        """What may give an event its time: of this border, and no caption of a picture."""
        near = zip(self.found.told, self.found.near, strict=True)
        apart = {id(one) for one, border in near if border < 0 or one.caption}
        beside = [*self.event.around, *(self.lead if self.event.main else ())]
        return [one for one in beside if id(one) not in apart]

    def _more_exactly(self, known: When, beside: Sequence[Told]) -> tuple[When, Told]:
        """The time of an event, or one beside it that lies within and says more."""
        for one in (*beside, *self._acting()) if known.start else ():
            when = time_beside(one)
            if when and when.start and exactness(when) > exactness(known) and _within(when, known):
                return when, one
        return known, next(one for one in self.event.told if known in one.whens)

    def _acting(self) -> list[Told]:
        """The sentences of no event that go on to tell of the same acts, and of no other people."""
        last = max(self.event.numbers)
        acts = self.event.live & _SAME
        near = (number for number in sorted(self._free) if number - last in range(_NEAR))
        told = (self.found.told[number] for number in near)
        return [one for one in told if one.acts and one.live & acts and number_of(one) is None]

    def _near(self, when: When, one: Told) -> bool:
        """Whether a time beside an event may be its own: of its place, or not long before the news."""
        spots = {place.place_id for place in one.sure_places}
        if spots and self.event.place in {"", *spots}:
            return True
        published = self.reading.document.published
        return not published or (earliest(published) - latest(when.until)).days < 60

    def _is_news(self) -> bool:
        """Whether an event without any time is fresh: the text's own, and no old case in court."""
        near = [*self.event.told, *self.event.around]
        return self.event.main and not any(
            one.has("sentenced") and not one.has("may") for one in near
        )

    def _people(self) -> Iterator[tuple[str, Said]]:
        one = self._people_told()
        counted = people_of(one) if one else None
        if one is None or counted is None:
            return
        words, where = self.text[slice(*one.span(counted))], self._passage(one)
        if counted.number is None:
            yield "people_words", Said(words, words, where)
            return
        for name in ("people_low", "people_best", "people_high"):
            yield name, Said(str(counted.number), words, where)

    def _people_told(self) -> Told | None:
        """The sentence that says how many they were: the surest, the first of several."""
        known = (one for one in self.event.told if one.people)
        return max(known, key=lambda one: one.weight, default=None)

    def _facts(self, fields: dict[str, Said]) -> Facts:
        cell = {name: said.value for name, said in fields.items()}
        own = self.event.told + self.event.around
        words = " ".join(
            self.text[one.sentence.begin : one.sentence.end] for one in (*own, *self.lead)
        )
        when = self._when[0]
        return Facts(
            self.reading.document,
            self.reading.language,
            cell,
            words,
            self._nations(),
            bool(when and when.start),
            self.event.main,
            self._named_place is not None,
            self._yearless(),
        )

    def _yearless(self) -> frozenset[str]:
        """What is said of the time of an event, in its own sentences or beside them, but for the year."""
        whens = (time_beside(one) for one in (*self.event.told, *self._beside()))
        return frozenset(when.yearless for when in whens if when and when.yearless)

    def _nations(self) -> frozenset[str]:
        """The nations of its people; those named with it where none stands with them."""
        own = frozenset().union(*(one.nations for one in self.event.told))
        named = (
            frozenset(hit.value for one in group for hit in one.others)
            for group in (self.event.told, self.event.around)
        )
        return own or next((nations for nations in named if nations), frozenset())

    def _part_of(self, fields: dict[str, Said], listed: Sequence[Candidate]) -> Said | None:
        """The larger report that already holds these people, by the first candidate or by its period."""
        where = self._passage(self.event.told[0])
        if not listed:
            return self._season(fields) if {"people_best", "start"} <= fields.keys() else None
        first = listed[0]
        whole = self.dataset.crossings["part_of"].iloc[self.dataset.row_of(first.crossing_id)]
        whole = first.crossing_id if "part" in first.why else str(whole)
        return Said(whole, "", where) if whole else None

    def _season(self, fields: dict[str, Said]) -> Said | None:
        """A season of the data that the event lies in, with fewer people than it counts."""
        same = {name: fields[name].value for name in ("place_id", "kind") if name in fields}
        people = int(fields["people_best"].value)
        start, end = earliest(fields["start"].value), latest(fields["end"].value)
        for row in rows(self.dataset.crossings):
            counted = number(row["people_best"])
            alike = all(row[name] == value for name, value in same.items())
            if not alike or row["part_of"] or counted is None or people >= counted:
                continue
            first, last = earliest(row["start"]), latest(row["end"])
            if first <= start and end <= last and (last - first).days > _SEASON:
                return Said(row["crossing_id"], "", self._passage(self.event.told[0]))
        return None


def _when_and_where(one: Told) -> float:
    """How much a sentence tells by its time and its place, the more exactly the more."""
    when = time_of(one)
    exact = (len(when.start) == _DAY if when else False) + bool(one.sure_places)
    return bool(when) + _EXACTLY * exact


def _within(one: When, two: When) -> bool:
    return earliest(two.start) <= earliest(one.start) and latest(one.until) <= latest(two.until)


def _precision(row: Mapping[Any, Any]) -> str:
    """How closely a place of the table gives a spot: by the ring around it."""
    if number(row["latitude"]) is None:
        return "unknown"
    radius = number(row["radius_km"])
    if radius is None:
        return "locality"
    return "exact" if radius <= _EXACT else "locality" if radius <= _LOCAL else "area"
