"""What a selection tells, in numbers that can be quoted: who did what, in how many crossings."""

from dataclasses import dataclass

from geodata.model.dataset import Dataset
from geodata.model.schema import field_of
from geodata.model.summary import OfKind, Rows, Totals, per_kind
from geodata.words import style
from geodata.words.language import all_of, ngettext, pgettext
from geodata.words.language import gettext as _
from geodata.words.numbers import count, number
from geodata.words.selection import quoted
from geodata.words.sentences import uncapitalised


@dataclass(frozen=True)
class Told:
    """The people of one kind of crossing: how many, what they did, and in how many crossings."""

    number: str
    did: str
    note: str
    words: str = ""

    def __str__(self) -> str:
        return pgettext(
            "what so many did", "%(number)s %(did)s", number=self.words or self.number, did=self.did
        )


def story(dataset: Dataset, rows: Rows) -> list[Told]:
    """What is counted of each kind, in the order of the codebook."""
    did = verbs(dataset)
    counted = per_kind(dataset, rows)
    return [_told(of, did[kind], alone=len(counted) == 1) for kind, of in counted.items()]


def verbs(dataset: Dataset) -> dict[str, str]:
    """What people of each kind did: its `verb` in the codebook, or else its label."""
    listed = field_of(dataset.package, "crossings", "kind")["categories"]
    return {each["value"]: each.get("verb") or uncapitalised(each["label"]) for each in listed}


def _told(of: OfKind, did: str, *, alone: bool) -> Told:
    words = all_of([quoted(word) for word in of.words]) if of.people is None else ""
    notes = [] if alone else _events(of)
    notes += [words] if words else []
    if of.people is None:
        return Told("?", did, ", ".join(notes), words or _("a number not given"))
    more = "+" if of.unnumbered else ""
    return Told(number(of.people) + more, did, ", ".join(notes))


def _events(of: OfKind) -> list[str]:
    seasons = [count(of.seasons, "season")] if of.seasons else []
    single = of.crossings - of.seasons
    return [*seasons, *([count(single, "crossing")] if single else [])]


def in_one_sentence(dataset: Dataset, rows: Rows) -> str:
    """The story as one can quote it: "5,503 asked for asylum at the checkpoint, 15 crossed outside it"."""
    return ", ".join(map(str, story(dataset, rows)))


def counts(total: Totals) -> str:
    """How many crossings and articles a selection holds, or why it holds none that is counted."""
    if total.crossings:
        return _(
            "%(crossings)s, told in %(articles)s",
            crossings=style.crossings(total.crossings, total.seasons),
            articles=count(total.articles, "article in which"),
        )
    if total.claimed and total.claimed == total.not_counted:
        return ngettext(
            "%(n)s claim, not counted", "%(n)s claims, not counted", total.claimed,
            n=number(total.claimed),
        )  # fmt: skip
    reasons = ", ".join(style.left_out(total))
    return _("%(reasons)s: not counted", reasons=reasons) if reasons else ""
