"""The choice of a reader in words: a whole sentence, and what a list of it is called."""

from collections.abc import Sequence
from dataclasses import replace

from geodata.model.dataset import Dataset
from geodata.model.filters import Filters, named_place, words_of
from geodata.model.schema import flagged_values
from geodata.model.search import meanings
from geodata.words.dates import years
from geodata.words.language import all_of, any_of, pgettext
from geodata.words.language import gettext as _
from geodata.words.sentences import capitalised, uncapitalised


def describe(dataset: Dataset, filters: Filters) -> str:
    """The selection in words, without its counts: "Confirmed and reported crossings at Pasvik, 2012–2023"."""
    where = _where(dataset, filters, otherwise=_("along the whole border"))
    subject = _("%(how_sure)s crossings", how_sure=all_of(_counted(dataset, filters)))
    whole = capitalised(_("%(subject)s %(where)s", subject=subject, where=where))
    return _with(whole, [*_years(filters), *_rest(dataset, filters)])


def list_name(dataset: Dataset, filters: Filters) -> str:
    """What a list of the selection is called: "All reports", "Confirmed reports at Pasvik, 2012–2023"."""
    if filters.years == dataset.years:
        filters = filters.without("years")
    if replace(filters, text=filters.text.strip()) == Filters():
        return _("All reports")
    labels = dataset.labels("crossings", "status")
    sure = [uncapitalised(labels[status]) for status in labels if status in filters.statuses]
    subject = _("%(how_sure)s reports", how_sure=all_of(sure)) if sure else _("Reports")
    where, more = _where(dataset, filters), [*_years(filters), *_rest(dataset, filters)]
    if not where and len(more) == 1 and filters.text:
        # A comma would part what belongs together.
        return capitalised(_("%(subject)s %(mentioning)s", subject=subject, mentioning=more[0]))
    whole = _("%(subject)s %(where)s", subject=subject, where=where) if where else subject
    return _with(capitalised(whole), more)


def _with(whole: str, more: Sequence[str]) -> str:
    """A sentence with what follows after commas."""
    for part in more:
        whole = _("%(sentence)s, %(more)s", sentence=whole, more=part)
    return whole


def _years(filters: Filters) -> list[str]:
    return [years(*filters.years)] if filters.years else []


def _rest(dataset: Dataset, filters: Filters) -> list[str]:
    """What else was asked for: kinds, and words."""
    labels = dataset.labels("crossings", "kind")
    chosen = [uncapitalised(labels[kind]) for kind in labels if kind in filters.kinds]
    found = [_("only %(kinds)s", kinds=any_of([quoted(kind) for kind in chosen]))] * bool(chosen)
    text = filters.text.strip()
    place_id = named_place(dataset, text) if text else None
    if not text or place_id in dataset.locations:
        return found
    return [*found, _("mentioning %(what)s", what=_searched(dataset, text, place_id))]


def quoted(text: str) -> str:
    """A text in the quotation marks of the language that is spoken."""
    return pgettext("quotation marks", "“%(text)s”", text=text)


def _searched(dataset: Dataset, text: str, place_id: str | None) -> str:
    if place_id:
        return dataset.place_names[place_id]
    more = [meaning for word in words_of(text) for meaning in meanings(dataset, word)]
    return quoted(text) + (f" ({', '.join(dict.fromkeys(more))})" if more else "")


def _counted(dataset: Dataset, filters: Filters) -> list[str]:
    """How sure the crossings are that are counted, of those that were asked for."""
    labels = dataset.labels("crossings", "status")
    counted = flagged_values(dataset.package, "crossings", "status", "counted")
    shown = [status for status in labels if status in (filters.statuses or labels)]
    named = [status for status in shown if status in counted] or shown
    return [uncapitalised(labels[status]) for status in named]


def _where(dataset: Dataset, filters: Filters, otherwise: str = "") -> str:
    """The directions and the places that were asked for, or what stands where no place was."""
    labels = dataset.labels("crossings", "direction")
    ways = [uncapitalised(labels[way]) for way in labels if way in filters.directions]
    places = _places(dataset, filters) or otherwise
    if ways and places:
        return _("%(direction)s %(place)s", direction=any_of(ways), place=places)
    return any_of(ways) if ways else places


def _places(dataset: Dataset, filters: Filters) -> str:
    chosen = list(filters.places)
    text = filters.text.strip()
    named = named_place(dataset, text) if text else None
    if named in dataset.locations and named not in chosen:
        chosen = [*chosen, named]
    names = [name for place, name in dataset.locations.items() if place in chosen]
    if chosen == [dataset.catch_all]:
        return uncapitalised(names[0])
    return _("at %(places)s", places=all_of(names)) if names else ""
