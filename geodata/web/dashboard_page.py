"""The first HTML of the dashboard's own pages: Streamlit's, with a head that says what each page is."""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Route

from geodata.drawings.assets import PAGE_SCRIPT, PAGE_STYLE
from geodata.model.address import Choice, decode
from geodata.model.dataset import Dataset
from geodata.web.asset_routes import STREAMLIT, early
from geodata.web.crossing_page import HTML, PAGES, base_of, fresh
from geodata.words.templates import render

DESCRIPTIONS = {
    "": "Where and when people were reported to cross the border, how sure that is, and the words of "
    "every source behind each point of the map.",
    "timeline": "What was counted over time: reports, and every series of figures on its own.",
    "articles": "Who says what: the articles behind the map, what each supports, and where sources "
    "disagree.",
    "data": "The tables behind the map: to read, to filter, to download and to load elsewhere.",
    "about": "What is counted and how, how sure it is, and under which licence it may be used.",
}

# Addresses are relative, as Streamlit's own are: no page has a slash in its path. The style stands in
# the body, because Streamlit adds its own to the head, and what comes last wins.
_STYLE = f'<link rel="stylesheet" href="{PAGE_STYLE.address}">'


# Makes what the map's page says from data and a choice, what the dashboard is called, and its style.
First = Callable[[Dataset, Choice, str, str], str]


def page_routes(
    site: Callable[[], str], last: Callable[[], Dataset | None], first: First
) -> list[BaseRoute]:
    """The pages of the dashboard; Streamlit would answer for them without a word of what they are.

    Neither what `site` calls the dashboard nor what `last` returns may wait for data.
    """
    return [Route(f"/{path}", _responder(path, site, last, first)) for path, _ in PAGES]


def _responder(
    path: str, site: Callable[[], str], last: Callable[[], Dataset | None], first: First
) -> Callable[[Request], Response]:
    def respond(request: Request) -> Response:
        dataset, query = last(), request.query_params
        words = ""
        if dataset and not path and "embed" not in query:
            choice, _ = decode({key: query.getlist(key) for key in query}, dataset)
            words = first(dataset, choice, site(), PAGE_STYLE.address)
        text = page_html(path, base_of(request), site(), early(dataset, with_map=not path) + words)
        return fresh(request, text.encode(), HTML)

    return respond


def page_html(path: str, base: str, site: str, words: str = "") -> str:
    """Streamlit's page with the head of one of ours, and the words that are read until it has drawn any.

    `base` is the dashboard's absolute address.
    """
    before, between, after = _parts()
    head = render(
        "dashboard_head.html",
        title=title(path, site),
        site=site,
        description=DESCRIPTIONS[path],
        canonical=f"{base}{path}",
        script=PAGE_SCRIPT.address,
    )
    return f"{before}{head}{between}{_STYLE}{words}{after}"


def title(path: str, site: str) -> str:
    """The title of a page: the map's is that of the whole dashboard."""
    return f"{dict(PAGES)[path]} · {site}" if path else site


@cache
def _parts() -> tuple[str, str, str]:
    """Streamlit's page before its title, from there to where it draws, and the rest."""
    text = _index().read_text(encoding="utf-8")
    text = re.sub("<html[^>]*>", '<html lang="en">', text, count=1)
    before, text = re.split("<title>[^<]*</title>", text, maxsplit=1)
    between, root, after = text.partition('<div id="root">')
    return before, between, root + after


@cache
def streamlits_etag() -> str:
    """The tag of Streamlit's own page, by which it is known whatever address it answers for."""
    return FileResponse(_index(), stat_result=_index().stat()).headers["etag"]


def _index() -> Path:
    return STREAMLIT / "index.html"
