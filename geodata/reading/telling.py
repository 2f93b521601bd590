"""What each sentence of a text tells: places, countries, ways, times, people, acts and who says so."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from itertools import pairwise

from geodata.model.dataset import Dataset
from geodata.reading import countries, people
from geodata.reading.captions import captions, is_written_at
from geodata.reading.days import Calendar, When, is_dateline
from geodata.reading.gazetteer import Found, gazetteer
from geodata.reading.lexicon import Lexicon
from geodata.reading.naming import is_in_title_case, name_around, without_names
from geodata.reading.parting import borrowing, parts
from geodata.reading.sentences import Sentence, sentences
from geodata.reading.sides import sides
from geodata.reading.told import NO_ACT, Told
from geodata.reading.words import Hit, Token

_DASH = 2  # letters behind a day in which a dash ends the line of where and when
_DASHES = frozenset("–—-")


def told(text: str, lexicon: Lexicon, dataset: Dataset, published: str) -> list[Told]:
    """What each sentence of a text tells, in its order."""
    teller = _Teller(text, lexicon, dataset, Calendar(lexicon, published))
    found: list[Told] = []
    whole = sentences(text, lexicon)
    pictured = captions(text, whole)
    for number, sentence in enumerate(whole):
        one = teller.told(sentence)
        if number in pictured and not _tells_of_people(one):
            one = replace(one, caption=True)
        pieces = parts(text, one)
        if len(pieces) == 1:
            found.append(one)
            continue
        first, *rest = (teller.told(piece) for piece in pieces)
        found += [first, *(borrowing(each, first) for each in rest)]
    return without_names(text, found)


def _tells_of_people(one: Told) -> bool:
    """Whether a caption tells a story itself: of people counted or named, and what they did."""
    return bool(one.live) and one.weight >= 2


@dataclass(frozen=True)
class _Teller:
    """Recognises what the sentences of one text tell."""

    text: str
    lexicon: Lexicon
    dataset: Dataset
    calendar: Calendar
    # The checkpoints that the text has named by several words so far, by the first of these.
    gates: dict[str, list[Found]] = field(default_factory=dict)

    def told(self, sentence: Sentence) -> Told:
        """One sentence with what it tells."""
        tokens, lexicon = sentence.tokens, self.lexicon
        marks = {key: tuple(phrases.find(tokens)) for key, phrases in lexicon.marks.items()}
        found = lexicon.acts.find(tokens)
        acts = tuple(hit for hit in found if hit.value != NO_ACT)
        marks[NO_ACT] = tuple(hit for hit in found if hit.value == NO_ACT)
        places = self._places(sentence, marks)
        marks["border"] = tuple(_outside(marks.get("border", ()), places, tokens))
        dated = self.calendar.read(self.text, sentence)
        timed = _within(dated, tokens)
        said = {hit.first for hit in marks.get("hearsay", ())}  # "he is said to have fled"
        marks["may"] = tuple(hit for hit in marks.get("may", ()) if hit.first not in timed | said)
        marks, feared = self._without_fears(marks, tokens)
        aside = self._aside((*acts, *marks.get("tried", ())), tokens) | feared
        one = Told(
            sentence,
            places=places,
            whens=tuple(when for when in dated if self._is_told(when, sentence, places)),
            acts=tuple(hit for hit in acts if hit.first not in aside),
            aside=aside,
            denied=frozenset(lexicon.denied.find(tokens)),
            ifs_behind=self._supposed_behind(acts, marks, tokens),
            said=tuple(lexicon.sources.find(tokens)),
            marks=marks,
            written_at=frozenset(
                p for p in places if is_written_at(self.text, sentence, p.begin, p.end)
            ),
        )
        nouns = lexicon.people.find(tokens)
        one = self._with_countries(one, nouns)
        return self._with_people(one, nouns, timed)

    def _places(self, sentence: Sentence, marks: Mapping[str, Sequence[Hit]]) -> tuple[Found, ...]:
        rivers = frozenset(sentence.tokens[hit.first].begin for hit in marks.get("river", ()))
        found = gazetteer(self.dataset).find(self.text, sentence.begin, sentence.end, rivers)
        return tuple(self._in_full(place) for place in found)

    def _in_full(self, place: Found) -> Found:
        """A place, or the checkpoint that the text named before by this word and others."""
        first, *rest = self.text[place.begin : place.end].split()
        if rest:
            if self.dataset.geocoder.rows[place.place_id]["kind"] == "checkpoint":
                self.gates.setdefault(first, []).append(place)
            return place
        before = [gate for gate in self.gates.get(first, ()) if gate.begin < place.begin]
        gate = max(before, key=lambda gate: gate.begin, default=place)
        return gate._replace(begin=place.begin, end=place.end)

    def _without_fears(
        self, marks: Mapping[str, tuple[Hit, ...]], tokens: Sequence[Token]
    ) -> tuple[dict[str, tuple[Hit, ...]], frozenset[int]]:
        """The marks outside clauses of what people feared, and the words of these.

        "Hundreds came in, for fear of being sent to the front".
        """
        feared = frozenset(
            number
            for hit in marks.get("feared", ())
            for number in range(hit.first, self._end_of_clause(tokens, hit.first))
        )
        kept = {
            key: tuple(hit for hit in hits if hit.first not in feared)
            for key, hits in marks.items()
        }
        return kept, feared

    def _aside(self, acts: Sequence[Hit], tokens: Sequence[Token]) -> frozenset[int]:
        """The words of clauses about the past of people who are stopped as they try to go elsewhere.

        "Guards stopped a man, who once fled to Norway, as he tried to cross the border".
        """
        within = {
            number
            for hit in self.lexicon.relatives.find(tokens)
            for number in range(hit.first, self._end_of_clause(tokens, hit.first))
        }
        beside = {hit.value for hit in acts if hit.first not in within}
        stopped = {"stopped", "tried"} <= beside
        return frozenset(within) if stopped else frozenset()

    def _end_of_clause(self, tokens: Sequence[Token], first: int) -> int:
        """Where the clause that begins with a word ends: at a comma, or with its sentence."""
        for number in range(first + 1, len(tokens)):
            if not self.text[tokens[number - 1].end : tokens[number].begin].isspace():
                return number
        return len(tokens)

    def _supposed_behind(
        self, acts: Sequence[Hit], marks: Mapping[str, Sequence[Hit]], tokens: Sequence[Token]
    ) -> frozenset[Hit]:
        """The acts that a word behind them, in the same clause, says to be only supposed."""
        if not self.lexicon.verb_last:
            return frozenset()
        said = {hit.after for hit in marks.get("hearsay", ())}  # "who is said to have fled"
        may = [hit for hit in marks.get("may", ()) if hit.after not in said]
        last = [hit for hit in may if self._ends_clause(tokens, hit)]
        return frozenset(
            act
            for act in acts
            for hit in last
            if act.after <= hit.first and self._is_one_clause(tokens[act.after - 1 : hit.after])
        )

    def _ends_clause(self, tokens: Sequence[Token], hit: Hit) -> bool:
        return hit.after >= len(tokens) or not self._is_one_clause(
            tokens[hit.after - 1 : hit.after + 1]
        )

    def _is_one_clause(self, tokens: Sequence[Token]) -> bool:
        """Whether nothing but blanks stands between words, and no "and" among them."""
        apart = (self.text[one.end : two.begin] for one, two in pairwise(tokens))
        joined = self.lexicon.conjunctions.isdisjoint(token.form for token in tokens)
        return joined and all(between.isspace() for between in apart)

    def _is_told(self, when: When, sentence: Sentence, places: Sequence[Found]) -> bool:
        """Whether a time is one of the story: no line of the page's own, and not to come."""
        if self._is_when_written(when, sentence, places):
            return False
        published = self.calendar.published
        length = min(len(when.start), len(published))
        to_come = when.start[:length] > published[:length]
        return not to_come and not is_dateline(when, sentence, published)

    def _is_when_written(self, when: When, sentence: Sentence, places: Sequence[Found]) -> bool:
        """Whether a day stands right behind where a report was written: "NIKEL, October 15."."""
        begin = sentence.begin
        place = next((p.end for p in places if p.begin == begin), sentence.tokens[0].end)
        if when.begin - place not in range(1, 4) or when.precise != 3:
            return False
        dash = self.text[when.end : when.end + _DASH].strip() in _DASHES
        return dash or is_written_at(self.text, sentence, begin, place)

    def _with_countries(self, one: Told, nouns: Sequence[Hit]) -> Told:
        tokens, language = one.tokens, self.lexicon.language
        own = _outside(countries.countries(self.dataset, language).find(tokens), one.places, tokens)
        guards = countries.guards(self.dataset, language).find(tokens)
        peoples = {hit.first for hit in nouns if hit.value == "many"}
        firsts = {hit.first for hit in own}
        others = countries.elsewhere(self.dataset, language, self.text, tokens)
        others = [hit for hit in others if hit.first not in firsts]
        beside = {hit.first for hit in guards}
        gates = {hit.first for key in ("checkpoint", "border") for hit in one.marks.get(key, ())}
        bound = [
            hit
            for hit in own
            if hit.first not in beside | peoples | one.aside and hit.after not in gates
        ]
        reaches = self._reaches(one, nouns)
        ways = _ways(reaches, bound) or self._ways_of_towns(one, reaches)
        beyond = _ways(reaches, others)
        to_guards = {country for way, country in _ways(reaches, guards) if way == "to"}
        return replace(
            one,
            countries=tuple(own),
            guards=tuple(guards),
            others=tuple(others),
            ways=tuple(ways),
            placed=self._placed(one),
            other_ways=tuple(country for way, country in beyond if way == "to"),
            origins=frozenset(country for way, country in beyond if way == "from"),
            on_side=frozenset(hit.value for hit in guards) - to_guards,
        )

    def _ways_of_towns(
        self, one: Told, reaches: Sequence[tuple[str, tuple[int, ...]]]
    ) -> list[tuple[str, str]]:
        """Which towns stand behind a word of direction: not where guards take whom they stopped."""
        held = {act.value for act in one.acts} == {"stopped"}
        found = _ways(reaches, self._towns(one))
        return [(way, country) for way, country in found if not (held and way == "to")]

    def _towns(self, one: Told) -> list[Hit]:
        """The places beside the border that it names, each as a name for its country."""
        known = sides(self.dataset)
        beside = {
            p.begin: known[p.place_id] for p in one.places if not p.sure and p.place_id in known
        }
        return [
            Hit(number, number + 1, beside[token.begin])
            for number, token in enumerate(one.tokens)
            if token.begin in beside
        ]

    def _placed(self, one: Told) -> frozenset[str]:
        known = sides(self.dataset)
        return frozenset(known[p.place_id] for p in one.told_places if p.place_id in known)

    def _reaches(self, one: Told, nouns: Sequence[Hit]) -> list[tuple[str, tuple[int, ...]]]:
        """Each direction that a sentence names, and where a country behind its word, or in it, begins."""
        borders = {hit.after for hit in one.marks.get("border", ())}
        apart = borders | {hit.after for hit in self.lexicon.units.find(one.tokens)}
        officials = {hit.first for hit in nouns if hit.value == "official"}
        reaches = []
        for way in self.lexicon.towards.find(one.tokens):
            if way.value == "from" and way.first in apart and way.after - way.first == 1:
                continue  # the border with a country, or a few kilometres from it
            within = way.value.endswith("*")
            beyond = (way.after + 1,) if way.after not in officials else ()  # "a polícia russa"
            reach = (way.after - 1,) if within else (way.after, *beyond)
            reaches.append((way.value.strip("*"), reach))
        return reaches

    def _with_people(self, one: Told, nouns: Sequence[Hit], times: Set[int]) -> Told:
        tokens = one.tokens
        guards = {hit.first for hit in one.guards}
        nations = [hit for hit in (*one.countries, *one.others) if hit.first not in guards]
        counted = people.people(self.text, tokens, self.lexicon, nouns, nations, one.acts, times)
        known = guards | {hit.first for hit in nations} | _within(one.places, tokens) | times
        known |= self._bodies(one, nouns)
        regions = [hit for hit in nouns if hit.value == "region"]
        known |= {n for hit in (*one.acts, *regions) for n in range(hit.first, hit.after)}
        if not any(each.weight >= 2 for each in counted) and not is_in_title_case(
            self.text, tokens
        ):
            counted += people.named(self.text, tokens, one.acts, one.said, known, nouns)
        officials = tuple(hit for hit in nouns if hit.value == "official")
        seekers = {hit.after for hit in nouns if hit.value == "asylum"}
        return replace(
            one,
            people=tuple(counted),
            officials=officials,
            seekers=any(each.after in seekers for each in counted if each.weight >= 2),
        )

    def _bodies(self, one: Told, nouns: Sequence[Hit]) -> set[int]:
        """The words of names that a police, a service or a newspaper bears: no names of people."""
        whose = [hit for hit in nouns if hit.value == "official"]
        whose += [hit for hit in one.said if hit.value == "who"]
        known: set[int] = set()
        for hit in whose:
            known |= name_around(self.text, one.tokens, hit)
        return known


def _ways(
    reaches: Sequence[tuple[str, tuple[int, ...]]], hits: Sequence[Hit]
) -> list[tuple[str, str]]:
    """Which countries stand behind a word of direction, or in a case that says so."""
    return [(way, hit.value) for way, reach in reaches for hit in hits if hit.first in reach]


def _within(spans: Sequence[When | Found], tokens: Sequence[Token]) -> set[int]:
    """The words that are part of a time or of the name of a place."""
    return {
        number
        for number, token in enumerate(tokens)
        if any(span.begin <= token.begin < span.end for span in spans)
    }


def _outside(hits: Sequence[Hit], places: Sequence[Found], tokens: Sequence[Token]) -> list[Hit]:
    """What is no part of the name of a place."""
    within = _within(places, tokens)
    return [hit for hit in hits if hit.first not in within]
