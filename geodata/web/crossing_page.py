"""A plain page for every crossing, which needs no script: for search engines, previews and citations."""

import difflib
import heapq
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pandas as pd
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from geodata.drawings.caption import attribution, caption
from geodata.drawings.static_map import static_map
from geodata.model.columns import Positions, columns
from geodata.model.dataset import Dataset
from geodata.model.retired import retired
from geodata.model.summary import positions_of
from geodata.web import retired_page
from geodata.web.editions import (
    Version,
    asking,
    crossing_address,
    crossing_versions,
    crossings_address,
    edition,
    editions,
    page_versions,
    telling,
    wanted,
)
from geodata.web.plain_page import (
    PAGES,
    base_of,
    failed,
    frame,
    fresh,
    fresh_page,
    no_page,
    path_of,
    root_of,
)
from geodata.words import citation
from geodata.words.card import card_labels, newest_first, whole_of
from geodata.words.day import today
from geodata.words.disagreement import rival_values
from geodata.words.language import SOURCE, offered, speaking, spoken
from geodata.words.language import gettext as _
from geodata.words.templates import Row, people, records, render, when

DESCRIPTION = 200  # characters that search engines and previews show
ASKED = 80  # characters of an unknown ID that are repeated to the reader
NEAREST = 5
FIRST = 5  # excerpts that are not folded
COMPARED = 2000  # IDs that are compared by their letters with an unknown one

Current = Callable[[], Dataset | None]


def crossing_routes(
    current: Current, languages: Callable[[], Sequence[str]] = lambda: [SOURCE]
) -> list[BaseRoute]:
    """The pages of the crossings in each language, and what tells search engines of them.

    `languages` are those that will be offered once there are data.
    """

    # Not async: pages are drawn in a thread, so that no reader of the dashboard waits for them.
    def crossing(request: Request) -> Response:
        dataset, code = current(), request.path_params.get("language")
        if dataset is None:
            return _unavailable(request, str(code) if code in languages() else languages()[0])
        if code not in {None, *offered(dataset)}:
            return _no_language(request, dataset)
        if code == dataset.language:
            return _to_own(request, dataset)
        return _answer(request, edition(dataset, code))

    def sitemap(request: Request) -> Response:
        dataset = current()
        if dataset is None:
            return _unavailable(request, languages()[0])
        return fresh(request, sitemap_xml(dataset, base_of(request)), "application/xml")

    def robots(request: Request) -> Response:
        text = f"User-agent: *\nAllow: /\n\nSitemap: {base_of(request)}sitemap.xml\n"
        return fresh(request, text.encode(), "text/plain; charset=utf-8")

    return [
        Route("/crossing", crossing),
        Route("/crossing/{crossing_id:path}", crossing),
        Route("/sitemap.xml", sitemap),
        Route("/robots.txt", robots),
        Route("/{language}/crossing", crossing),
        Route("/{language}/crossing/{crossing_id:path}", crossing),
    ]


def _answer(request: Request, dataset: Dataset) -> Response:
    """The page of a crossing in the language of a dataset, or the one that says why there is none."""
    crossing_id = request.path_params.get("crossing_id", "")
    with speaking(dataset):
        if crossing_id in retired(dataset):
            return retired_page.answer(request, dataset, crossing_id)
        if crossing_id not in dataset.crossing_ids:
            return failed(not_found_html(dataset, crossing_id, root_of(request)), 404)
        text = crossing_html(dataset, crossing_id, base=base_of(request), day=today())
        return fresh_page(request, text)


def _to_own(request: Request, dataset: Dataset) -> Response:
    """The way to the one address of a page in the data's own language, which has no prefix."""
    crossing_id = request.path_params.get("crossing_id", "")
    address = crossing_address(root_of(request), crossing_id, dataset)
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"{address}{query}", 308, {"Cache-Control": "no-cache"})


def _no_language(request: Request, dataset: Dataset) -> Response:
    accepted = request.headers.get("accept-language", "")
    told, code = wanted(dataset, [], None, accepted)
    with telling(told, code):
        answer = no_page(told, root_of(request))
    answer.headers["Vary"] = "Accept-Language"
    return answer


@spoken
def crossing_html(dataset: Dataset, crossing_id: str, *, base: str, day: date) -> str:
    """The page of one crossing; `base` is the absolute address of the dashboard, with its slash."""
    rows = dataset.crossings[dataset.crossings["crossing_id"] == crossing_id]
    row, root, listed = records(rows)[0], path_of(base), editions(dataset)
    told, questions = records(dataset.evidence_for(crossing_id)), rival_values(dataset, crossing_id)
    address = crossing_address(base, crossing_id, dataset)
    return render(
        "crossing_page.html",
        **frame(dataset, root, versions=crossing_versions(listed, root, crossing_id)),
        alternates=crossing_versions(listed, base, crossing_id),
        neutral=crossing_address(base, crossing_id, dataset.as_written),
        border=dataset.border,
        row=row,
        labels=card_labels(dataset),
        told=told,
        first=FIRST,
        whole=whole_of(dataset, row),
        questions=questions,
        documents=each_once([*told, *_voices(questions)]),
        description=description(row),
        canonical=address,
        opened=f"{root}{asking(dataset, crossing=crossing_id)}",
        crossings=crossings_address(root, dataset),
        map=Markup(static_map(dataset, rows)),  # markup from a template that escapes
        caption=caption(rows),
        attribution=attribution(dataset.border),
        neighbours=neighbours(dataset, crossing_id),
        cite=citation.short(dataset, address, day),
    )


def each_once(rows: Iterable[Row]) -> list[Row]:
    """The documents that rows are taken from, each once: paper has no links, so it lists them."""
    return list({row["article_id"]: row for row in reversed(list(rows))}.values())[::-1]


def _voices(questions: Iterable[dict[str, Any]]) -> Iterator[Row]:
    for question in questions:
        for rival in question["rivals"]:
            yield from rival["voices"]


@spoken
def not_found_html(dataset: Dataset, asked: str, root: str) -> str:
    """The page for an ID that no crossing has: the nearest IDs, or the newest reports if none is near."""
    asked = asked if len(asked) <= ASKED else asked[: ASKED - 1] + "…"
    rows = nearest(dataset, asked)
    return render(
        "not_found.html",
        **frame(dataset, root),
        title=_("There is no such crossing"),
        asked=asked,
        crossings=crossings_address(root, dataset),
        heading=_("Did you mean") if len(rows) else _("The newest reports"),
        rows=records(rows if len(rows) else dataset.crossings.iloc[_newest(dataset)[:NEAREST]]),
    )


def nearest(dataset: Dataset, asked: str) -> pd.DataFrame:
    """The crossings whose IDs look most like another one, the most similar first."""
    by_id = dataset.crossings.set_index("crossing_id", drop=False)
    asked = asked[:ASKED].lower()
    found = difflib.get_close_matches(asked, _likely(list(by_id.index), asked), NEAREST, 0.55)
    return by_id.loc[found]


def _likely(ids: list[str], asked: str) -> list[str]:
    """The IDs that share the most words with another: to compare 100,000 by letters takes seconds."""
    words = set(asked.split("-"))
    if len(ids) <= COMPARED:
        return ids
    return heapq.nlargest(COMPARED, ids, key=lambda one: len(words.intersection(one.split("-"))))


def sitemap_xml(dataset: Dataset, base: str) -> bytes:
    """The addresses of the dashboard's pages and of every crossing in each language, for search engines."""
    top = ElementTree.Element("urlset", {
        "xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9",
        "xmlns:xhtml": "http://www.w3.org/1999/xhtml",
    })  # fmt: skip
    for neutral, versions in _listed(dataset, base):
        for address in dict.fromkeys([neutral, *(each.address for each in versions)]):
            url = ElementTree.SubElement(top, "url")
            ElementTree.SubElement(url, "loc").text = address
            ElementTree.SubElement(url, "lastmod").text = dataset.package["created"][:10]
            for language, href in _alternates(neutral, versions):
                ElementTree.SubElement(
                    url, "xhtml:link", rel="alternate", hreflang=language, href=href
                )
    text: bytes = ElementTree.tostring(top, encoding="utf-8", xml_declaration=True)
    return text


def _listed(dataset: Dataset, base: str) -> Iterator[tuple[str, list[Version]]]:
    """Every page: its address where no language is named, and that in each language."""
    listed = editions(dataset)
    codes = [each.language for each in listed]
    for path, _name in PAGES:
        yield f"{base}{path}", page_versions(codes, f"{base}{path}")
    for crossing_id in dataset.crossings["crossing_id"]:
        neutral = crossing_address(base, crossing_id, dataset.as_written)
        yield neutral, crossing_versions(listed, base, crossing_id)


def _alternates(neutral: str, versions: Sequence[Version]) -> list[tuple[str, str]]:
    if not versions:
        return []
    return [*((each.code, each.address) for each in versions), ("x-default", neutral)]


def description(row: Row) -> str:
    """A crossing in the length that previews show: when, how many, and what happened."""
    said = _(
        "%(when)s, %(people)s. %(summary)s",
        when=when(row), people=people(row), summary=row["summary"],
    )  # fmt: skip
    text = " ".join(said.split())
    if len(text) <= DESCRIPTION:
        return text
    return text[: DESCRIPTION - 1].rsplit(" ", 1)[0].rstrip(" ,;:–") + "…"


def _newest(dataset: Dataset) -> Positions:
    return newest_first(dataset, positions_of(dataset.crossings))


def neighbours(dataset: Dataset, crossing_id: str) -> list[tuple[str, Row | None]]:
    """The crossings before and after one by date, as links name them; None at the ends."""
    ordered = _newest(dataset)
    at = int(columns(dataset).recency[dataset.row_of(crossing_id)])
    near = {"prev": ordered[at + 1 : at + 2], "next": ordered[max(0, at - 1) : at]}
    return [
        (way, next(iter(records(dataset.crossings.iloc[found])), None))
        for way, found in near.items()
    ]


def _unavailable(request: Request, code: str) -> Response:
    with telling(None, code):
        text = render(
            "not_found.html",
            **frame(None, root_of(request)),
            title=_("Not available right now"),
            asked=None,
        )
        return failed(text, 503, {"Retry-After": "60", "Cache-Control": "no-store"})
