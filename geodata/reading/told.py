"""One sentence with what was recognised in it, and what that says of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from geodata.reading.days import When
from geodata.reading.gazetteer import Found
from geodata.reading.people import People
from geodata.reading.sentences import Sentence
from geodata.reading.words import Hit, Token

NO_ACT = "none"  # in a lexicon: words that read like an act and are none, as to catch fish
_IF_REACH = 9  # words behind an "if" that are no report
_MAY_REACH = 3
_NOT_REACH = 3


@dataclass(frozen=True)
class Told:
    """One sentence with what was recognised in it."""

    sentence: Sentence
    places: tuple[Found, ...] = ()
    countries: tuple[Hit, ...] = ()
    guards: tuple[Hit, ...] = ()
    others: tuple[Hit, ...] = ()
    ways: tuple[tuple[str, str], ...] = ()
    whens: tuple[When, ...] = ()
    people: tuple[People, ...] = ()
    acts: tuple[Hit, ...] = ()
    said: tuple[Hit, ...] = ()
    marks: dict[str, tuple[Hit, ...]] = field(default_factory=dict)
    other_ways: tuple[str, ...] = ()
    officials: tuple[Hit, ...] = ()
    on_side: frozenset[str] = frozenset()
    origins: frozenset[str] = frozenset()
    seekers: bool = False
    borrowed: frozenset[str] = frozenset()
    denied: frozenset[Hit] = frozenset()
    ifs_behind: frozenset[Hit] = frozenset()
    aside: frozenset[int] = frozenset()
    caption: bool = False
    written_at: frozenset[Found] = frozenset()
    placed: frozenset[str] = frozenset()

    @property
    def tokens(self) -> Sequence[Token]:
        """Its words."""
        return self.sentence.tokens

    def has(self, *marks: str) -> bool:
        """Whether it has any of some marks."""
        return any(self.marks.get(mark) for mark in marks)

    @cached_property
    def live(self) -> frozenset[str]:
        """The acts that it reports: neither denied nor supposed."""
        found = {hit.value for hit in self.acts if self._reported(hit)} or set(self.borrowed)
        if (
            self.ways
            and self.open
            and any(self._reported(hit) for hit in self.marks.get("tried", ()))
        ):
            found.add("tried")
        if not found and self.open and not self.has(NO_ACT) and self._went:
            found.add("arrived")
        return frozenset(found)

    @property
    def tried(self) -> bool:
        """Whether it tells of an attempt, by a word beside its acts or by one of them."""
        return self.has("tried") or "tried" in self.live

    @property
    def weight(self) -> int:
        """How surely it speaks of people; 0 where it names none, or only "him"."""
        return max((each.weight for each in self.people), default=0)

    def span(self, each: Hit | People) -> tuple[int, int]:
        """Where words of it stand in the text."""
        return self.tokens[each.first].begin, self.tokens[each.after - 1].end

    @property
    def open(self) -> bool:
        """Whether nothing in it says that it is an if, a denial or a way back."""
        return not self.has("if", "may", "negated", "returned", "rules", "unfounded")

    @property
    def _went(self) -> bool:
        """Whether people who are counted stand beside a way over the border, whatever the verb."""
        told = bool(self.ways) or (self.weight >= 3 and self.has("border") and bool(self.whens))
        return self.weight >= 2 and told and len(self.sides) == 2

    @cached_property
    def supposed(self) -> bool:
        """Whether it tells of acts, each of them denied or supposed."""
        return bool(self.acts) and not self.live

    def _reported(self, act: Hit) -> bool:
        """Whether an act is said as one that was: neither an if nor a may nor a denial stands by it."""
        if self.has("unfounded"):
            return False
        if self._is_behind("if", act, _IF_REACH) or self._is_behind("may", act, _MAY_REACH):
            return False
        if any(hit.first == 0 for hit in self.marks.get("may", ())):
            return False  # "Could get 60,000"
        return act not in self.ifs_behind and not self._is_denied(act)

    def _is_behind(self, mark: str, act: Hit, reach: int) -> bool:
        return any(0 <= act.first - hit.after < reach for hit in self.marks.get(mark, ()))

    def _is_denied(self, act: Hit) -> bool:
        """Whether a denial stands before an act, right behind or in it, unless the act is one itself."""
        if self._is_behind("negated", act, _NOT_REACH):
            return True
        return any(
            hit.first == act.after or (act.first < hit.first < act.after and act not in self.denied)
            for hit in self.marks.get("negated", ())
        )

    @property
    def towards(self) -> frozenset[str]:
        """The countries that it names as where people went, or were bound for."""
        return frozenset(country for way, country in self.ways if way == "to")

    @property
    def out_of(self) -> frozenset[str]:
        """The countries that it names as where people came from."""
        return frozenset(country for way, country in self.ways if way == "from")

    @property
    def guarding(self) -> frozenset[str]:
        """The countries whose guards or officials it names."""
        return frozenset(country for hit in self.officials for country in self._served_by(hit))

    def _served_by(self, official: Hit) -> list[str]:
        """The country of guards: named within their name, right beside it, or a word away."""
        apart: dict[int, list[str]] = {}
        for country in self.countries:
            gap = max(official.first - country.after, country.first - official.after)
            within = official.first <= country.first < official.after
            apart.setdefault(-1 if within else gap, []).append(country.value)
        return next((apart[gap] for gap in (-1, 0, 1) if gap in apart), [])

    @property
    def sides(self) -> frozenset[str]:
        """The countries of the border that it names."""
        return frozenset(hit.value for hit in self.countries)

    @property
    def nations(self) -> frozenset[str]:
        """The countries beside the border that its people are of: named with them, or right behind."""
        return frozenset(
            hit.value
            for hit in self.others
            for each in self.people
            if each.first <= hit.first < each.after
            or (
                each.weight >= 2
                and hit.first - each.first >= -1
                and hit.first <= each.after + (hit.value in self.origins)
            )
        )

    @property
    def counts_other(self) -> bool:
        """Whether it counts something, but no people: how often a border was crossed."""
        begins = [token.begin for token in self.tokens if token.form.isdigit()]
        counted = [
            at for at in begins if not any(when.begin <= at < when.end for when in self.whens)
        ]
        return bool(counted) and not any(each.number for each in self.people)

    @property
    def told_places(self) -> tuple[Found, ...]:
        """The places of what it tells: not of a picture, and not where it was written."""
        if self.caption:
            return ()
        return tuple(place for place in self.places if place not in self.written_at)

    @property
    def sure_places(self) -> tuple[Found, ...]:
        """The places that lie on the border itself."""
        return tuple(place for place in self.places if place.sure)
