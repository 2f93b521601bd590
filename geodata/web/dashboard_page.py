"""The first HTML of the dashboard's own pages: Streamlit's, with a head that says what each page is.

Its language is that which the address asks for, or else that which the reader's browser likes best.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from json import dumps
from pathlib import Path

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Route

from geodata.drawings.assets import PAGE_SCRIPT, PAGE_STYLE
from geodata.model.address import Choice, decode
from geodata.model.dataset import Dataset
from geodata.web.asset_routes import STREAMLIT, early
from geodata.web.desk_door import DeskRoute
from geodata.web.editions import page_versions, telling, wanted
from geodata.web.plain_page import (
    DESK,
    PAGES,
    base_of,
    fresh_page,
    page_name,
    private_page,
)
from geodata.words.borrowed import borrowed
from geodata.words.language import N_, current, offered
from geodata.words.language import gettext as _
from geodata.words.templates import render

DESCRIPTIONS = {
    "": N_(
        "Where and when people were reported to cross the border, how sure that is, and the words of "
        "every source behind each point of the map."
    ),
    "timeline": N_("What was counted over time: reports, and every series of figures on its own."),
    "articles": N_(
        "Who says what: the articles behind the map, what each supports, and where sources disagree."
    ),
    "data": N_("The tables behind the map: to read, to filter, to download and to load elsewhere."),
    "about": N_("What is counted and how, how sure it is, and under which licence it may be used."),
}

# Addresses are relative, as Streamlit's own are: no page has a slash in its path. The style stands in
# the body, because Streamlit adds its own to the head, and what comes last wins.
_STYLE = f'<link rel="stylesheet" href="{PAGE_STYLE.address}">'


# Makes what the map's page says from data and a choice, what the dashboard is called, and its style.
First = Callable[[Dataset, Choice, str, str], str]


@dataclass(frozen=True)
class Site:
    """The dashboard as far as it is known at once: nothing of it waits for data that are being read."""

    called: Callable[[], str]
    languages: Callable[[], Sequence[str]]
    last: Callable[[], Dataset | None]
    first: First


def page_routes(site: Site) -> list[BaseRoute]:
    """The pages of the dashboard; Streamlit would answer for them without a word of what they are."""
    return [Route(f"/{path}", _responder(path, site)) for path, _name in PAGES]


def desk_route(site: Site) -> BaseRoute:
    """The page of the desk, for whoever may come to it."""
    return DeskRoute(f"/{DESK}", _responder(DESK, site))


def _responder(path: str, site: Site) -> Callable[[Request], Response]:
    def respond(request: Request) -> Response:
        last = site.last()
        codes = offered(last) if last else site.languages()
        asked = request.query_params.get("lang")
        named = asked if asked in codes else None
        accepted = request.headers.get("accept-language", "")
        dataset, code = wanted(last, codes, named, accepted)
        with telling(dataset, code):
            called = dataset.title if dataset else site.called()
            words = _words(request, dataset, called, site.first) if dataset and not path else ""
            words = early(dataset, with_map=not path) + words
            text = page_html(path, base_of(request), called, words, codes=codes, named=named)
            answer = private_page(text) if path == DESK else fresh_page(request, text)
        if len(codes) > 1:
            # Whatever keeps this page must not show it to readers of another language.
            answer.headers["Vary"] = "Accept-Language"
        return answer

    return respond


def _words(request: Request, dataset: Dataset, called: str, first: First) -> str:
    query = request.query_params
    if "embed" in query:
        return ""
    choice, _rejected = decode({key: query.getlist(key) for key in query}, dataset)
    return first(dataset, choice, called, PAGE_STYLE.address)


def page_html(
    path: str,
    base: str,
    site: str,
    words: str = "",
    *,
    codes: Sequence[str] = (),
    named: str | None = None,
) -> str:
    """Streamlit's page with the head of one of ours, and the words that are read until it has drawn any.

    `base` is the dashboard's absolute address, `codes` the languages that the page is offered in, and
    `named` the one that its address asks for.
    """
    begin, before, between, after = _parts()
    address = f"{base}{path}"
    head = render(
        "private_head.html" if path == DESK else "dashboard_head.html",
        title=title(path, site),
        site=site,
        description=_(DESCRIPTIONS[path]) if path in DESCRIPTIONS else "",
        canonical=f"{address}?lang={named}" if named else address,
        neutral=address,
        alternates=page_versions(codes, address),
        script=PAGE_SCRIPT.address,
        borrowed=_json(borrowed()),
    )
    opened = Markup('<html lang="{}">').format(current())
    return f"{begin}{opened}{before}{head}{between}{_STYLE}{words}{after}"


def _json(words: dict[str, str]) -> str:
    return dumps(words, ensure_ascii=False) if words else ""


def title(path: str, site: str) -> str:
    """The title of a page: the map's is that of the whole dashboard."""
    return f"{page_name(path)} · {site}" if path else site


@cache
def _parts() -> tuple[str, str, str, str]:
    """Streamlit's page before its first tag, up to its title, from there to where it draws, and the rest."""
    text = _index().read_text(encoding="utf-8")
    begin, text = re.split("<html[^>]*>", text, maxsplit=1)
    before, text = re.split("<title>[^<]*</title>", text, maxsplit=1)
    between, root, after = text.partition('<div id="root">')
    return begin, before, between, root + after


@cache
def streamlits_etag() -> str:
    """The tag of Streamlit's own page, by which it is known whatever address it answers for."""
    return FileResponse(_index(), stat_result=_index().stat()).headers["etag"]


def _index() -> Path:
    return STREAMLIT / "index.html"
