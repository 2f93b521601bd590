"""A plain page for every crossing, which needs no script: for search engines, previews and citations."""

import difflib
import hashlib
import heapq
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

import pandas as pd
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from geodata.drawings.assets import HERE
from geodata.drawings.caption import attribution, caption
from geodata.drawings.static_map import static_map
from geodata.model.columns import Positions, columns
from geodata.model.dataset import Dataset
from geodata.model.summary import positions_of
from geodata.web.asset_routes import STREAMLIT
from geodata.words import citation
from geodata.words.byline import byline
from geodata.words.card import card_labels, newest_first, whole_of
from geodata.words.day import today
from geodata.words.disagreement import rival_values
from geodata.words.templates import Row, people, records, render, when

NAMELESS = "Reported border crossings"  # while there are no data to say of which border
PAGES = (
    ("", "Map"),
    ("timeline", "Timeline"),
    ("articles", "Articles"),
    ("data", "Data"),
    ("about", "About"),
)
DESCRIPTION = 200  # characters that search engines and previews show
ASKED = 80  # characters of an unknown ID that are repeated to the reader
NEAREST = 5
FIRST = 5  # excerpts that are not folded
COMPARED = 2000  # IDs that are compared by their letters with an unknown one
HTML = "text/html; charset=utf-8"

Current = Callable[[], Dataset | None]


def crossing_routes(current: Current) -> list[BaseRoute]:
    """The pages of the crossings, and what tells search engines of them."""

    # Not async: pages are drawn in a thread, so that no reader of the dashboard waits for them.
    def crossing(request: Request) -> Response:
        crossing_id = request.path_params.get("crossing_id", "")
        dataset = current()
        if dataset is None:
            return _unavailable(request)
        if crossing_id not in dataset.crossing_ids:
            return _page(
                request, not_found_html(dataset, crossing_id, root_of(request)), status=404
            )
        text = crossing_html(dataset, crossing_id, base=base_of(request), day=today())
        return _page(request, text)

    def sitemap(request: Request) -> Response:
        dataset = current()
        if dataset is None:
            return _unavailable(request)
        return fresh(request, sitemap_xml(dataset, base_of(request)), "application/xml")

    def robots(request: Request) -> Response:
        text = f"User-agent: *\nAllow: /\n\nSitemap: {base_of(request)}sitemap.xml\n"
        return fresh(request, text.encode(), "text/plain; charset=utf-8")

    return [
        Route("/crossing", crossing),
        Route("/crossing/{crossing_id:path}", crossing),
        Route("/sitemap.xml", sitemap),
        Route("/robots.txt", robots),
    ]


def crossing_html(dataset: Dataset, crossing_id: str, *, base: str, day: date) -> str:
    """The page of one crossing; `base` is the absolute address of the dashboard, with its slash."""
    rows = dataset.crossings[dataset.crossings["crossing_id"] == crossing_id]
    row = records(rows)[0]
    told, questions = records(dataset.evidence_for(crossing_id)), rival_values(dataset, crossing_id)
    return render(
        "crossing_page.html",
        **frame(
            dataset.title, root=_path_of(base), byline=byline(dataset, f"{_path_of(base)}about")
        ),
        border=dataset.border,
        row=row,
        labels=card_labels(dataset),
        told=told,
        first=FIRST,
        whole=whole_of(dataset, row),
        questions=questions,
        documents=each_once([*told, *_voices(questions)]),
        description=description(row),
        canonical=crossing_address(base, crossing_id),
        map=Markup(static_map(dataset, rows)),  # markup from a template that escapes
        caption=caption(rows),
        attribution=attribution(dataset.border),
        neighbours=neighbours(dataset, crossing_id),
        cite=citation.short(dataset, crossing_address(base, crossing_id), day),
    )


def each_once(rows: Iterable[Row]) -> list[Row]:
    """The documents that rows are taken from, each once: paper has no links, so it lists them."""
    return list({row["article_id"]: row for row in reversed(list(rows))}.values())[::-1]


def _voices(questions: Iterable[dict[str, Any]]) -> Iterator[Row]:
    for question in questions:
        for rival in question["rivals"]:
            yield from rival["voices"]


def not_found_html(dataset: Dataset, asked: str, root: str) -> str:
    """The page for an ID that no crossing has: the nearest IDs, or the newest reports if none is near."""
    asked = asked if len(asked) <= ASKED else asked[: ASKED - 1] + "…"
    rows = nearest(dataset, asked)
    return render(
        "not_found.html",
        **frame(dataset.title, root=root, byline=byline(dataset, f"{root}about")),
        title="There is no such crossing",
        asked=asked,
        heading="Did you mean" if len(rows) else "The newest reports",
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
    """The addresses of the dashboard's pages and of every crossing, for search engines."""
    top = ElementTree.Element("urlset", xmlns="http://www.sitemaps.org/schemas/sitemap/0.9")
    crossings = [crossing_address(base, name) for name in dataset.crossings["crossing_id"]]
    for address in [*(base + page for page, _ in PAGES), *crossings]:
        url = ElementTree.SubElement(top, "url")
        ElementTree.SubElement(url, "loc").text = address
        ElementTree.SubElement(url, "lastmod").text = dataset.package["created"][:10]
    text: bytes = ElementTree.tostring(top, encoding="utf-8", xml_declaration=True)
    return text


def crossing_address(base: str, crossing_id: str) -> str:
    """The lasting address of a crossing's page."""
    return f"{base}crossing/{quote(crossing_id, safe='')}"


def description(row: Row) -> str:
    """A crossing in the length that previews show: when, how many, and what happened."""
    text = " ".join(f"{when(row)}, {people(row)}. {row['summary']}".split())
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
        (rel, next(iter(records(dataset.crossings.iloc[found])), None))
        for rel, found in near.items()
    ]


def frame(site: str, root: str = "", byline: str = "") -> dict[str, Any]:
    """What every plain page needs: the site's name, pages and byline, the path of its root, style and icon.

    Without a root it is a page to save, which can load no type faces.
    """
    faces = _faces(root) if root else ""
    return {
        "site": site,
        "pages": PAGES,
        "byline": byline,
        "root": root,
        "css": _css(),
        "icon": _icon(),
        "faces": faces,
    }


def _faces(root: str) -> str:
    """The type faces of the dashboard, from the same files; one that is not there is left out."""
    return "".join(
        f"@font-face{{font-family:{family};font-style:{slant};font-weight:200 900;"
        f"font-display:swap;src:url({root}static/media/{name})}}\n"
        for family, slant, name in _face_files()
    )


@cache
def _face_files() -> list[tuple[str, str, str]]:
    media = STREAMLIT / "static" / "media"
    return [
        (family, slant, path.name)
        for stem, family, slant in _FACES
        for path in sorted(media.glob(f"{stem}.*.woff2"))
    ]


_FACES = (
    ("SourceSansVF-Upright", "Source Sans", "normal"),
    ("SourceSansVF-Italic", "Source Sans", "italic"),
    ("SourceSerifVariable-Roman", "Source Serif", "normal"),
)


@cache
def _css() -> Markup:
    # Our own file, not data: quotes in it must reach the browser as they are.
    return Markup((HERE / "page.css").read_text(encoding="utf-8"))


@cache
def _icon() -> str:
    """The icon within the page, so that a saved page asks nobody for it."""
    return "data:image/svg+xml," + quote((HERE / "icon.svg").read_text(encoding="utf-8"))


def root_of(request: Request) -> str:
    """The path of the dashboard on its host: "/", or longer where it is served below a path."""
    return str(request.scope.get("root_path", "")).rstrip("/") + "/"


def base_of(request: Request) -> str:
    """The absolute address of the dashboard as the reader sees it."""
    return f"{request.url.scheme}://{request.url.netloc}{root_of(request)}"


def _path_of(base: str) -> str:
    return "/" + base.split("//", 1)[-1].partition("/")[2]


def _unavailable(request: Request) -> Response:
    text = render(
        "not_found.html",
        **frame(NAMELESS, root=root_of(request)),
        title="Not available right now",
        asked=None,
    )
    return Response(
        text, 503, {"Retry-After": "60", "Cache-Control": "no-store"}, media_type=HTML
    )  # fmt: skip


def _page(request: Request, text: str, status: int = 200) -> Response:
    if status != 200:
        return Response(text, status, {"Cache-Control": "no-cache"}, media_type=HTML)
    return fresh(request, text.encode(), HTML)


def fresh(request: Request, content: bytes, media_type: str) -> Response:
    """A response that browsers keep but ask about each time: 304 as long as it is the same."""
    etag = f'"{hashlib.sha256(content).hexdigest()[:16]}"'
    headers = {"ETag": etag, "Cache-Control": "no-cache"}
    known = {part.strip() for part in request.headers.get("if-none-match", "").split(",")}
    if known & {"*", etag, f"W/{etag}"}:
        return Response(status_code=304, headers=headers)
    return Response(content, headers=headers, media_type=media_type)
