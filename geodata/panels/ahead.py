"""The words of a page for a browser that is ahead of the script: at the start, and on every step.

They are made by what the script draws them with, so there is one place for every word.
"""

from json import dumps
from typing import Any

from markupsafe import Markup

from geodata.model.address import KEYS, Choice
from geodata.model.dataset import Dataset
from geodata.model.kept import kept
from geodata.panels import evidence, headline
from geodata.panels.view import View
from geodata.web.files import File
from geodata.words.language import spoken
from geodata.words.templates import render

PARAMETERS = (*KEYS.values(), "years", "until", "q", "at", "crossing", "lang")


@spoken
def words(dataset: Dataset, choice: Choice) -> bytes:
    """The headline and the first cards of a choice as JSON; no cards where one crossing is open."""
    view = View(dataset, choice)
    found: dict[str, Any] = {"headline": headline.headline_html(view), "parts": None}
    if not choice.crossing:
        found["parts"] = _parts(view)
    return dumps(found, ensure_ascii=False, separators=(",", ":")).encode()


def _parts(view: View) -> list[dict[str, str]]:
    """What stands in the list, piece by piece: HTML, and the buttons that the script will draw."""
    name, rows = evidence.listed(view)
    parts = [{"html": evidence.heading(name, view, rows)}]
    for card in evidence.cards(view, rows):
        parts += [{"html": card.above}] if card.above else []
        parts += [
            {"html": card.html},
            {"opens": card.crossing_id, "label": card.label, "icon": card.icon},
        ]
    return parts


@kept(most=64)
@spoken
def first_html(dataset: Dataset, choice: Choice, site: str, style: str) -> str:
    """What the map's page says, to be read until the app has drawn it; a blank where a crossing is open."""
    if choice.crossing:
        return ""
    view = View(dataset, choice)
    return render(
        "early.html",
        style=style,
        title=Markup(headline.title(site, dataset)),
        headline=Markup(headline.headline_html(view)),
        parts=[Markup(part.get("html", "")) for part in _parts(view)],
    )


FILE = File("words.json", "application/json", PARAMETERS, words, attached=False)
