"""What the plain pages have in common: names and addresses of the others, style, and how they are answered."""

import hashlib
from collections.abc import Sequence
from functools import cache
from typing import Any
from urllib.parse import quote, urljoin

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from geodata.drawings.assets import HERE
from geodata.model.dataset import Dataset
from geodata.web.asset_routes import STREAMLIT
from geodata.web.editions import Version, asking
from geodata.words.byline import byline
from geodata.words.language import N_, current, pgettext
from geodata.words.language import gettext as _
from geodata.words.templates import render

NAMELESS = N_("Reported border crossings")  # while there are no data to say of which border
HTML = "text/html; charset=utf-8"
POLICY = "Content-Security-Policy"


def page_names() -> dict[str, str]:
    """What each page of the dashboard is called, by its path, in the language that is spoken."""
    return {
        "": pgettext("page", "Map"),
        "timeline": pgettext("page", "Timeline"),
        "articles": pgettext("page", "Articles"),
        "data": pgettext("page", "Data"),
        "about": pgettext("page", "About"),
    }


DESK = "desk"  # the path of a page that is none of those for readers


def page_name(path: str) -> str:
    """What a page of the dashboard is called, be it for readers or not."""
    return pgettext("page", "Desk") if path == DESK else page_names()[path]


PAGES = tuple(page_names().items())  # read in English, before anybody speaks


def frame(
    dataset: Dataset | None, root: str = "", url: str = "", versions: Sequence[Version] = ()
) -> dict[str, Any]:
    """What every plain page needs: the site's name, pages and byline, the path of its root, style and icon.

    Without a root it is a page to save, which can load no type faces; `url` is then the address of the
    dashboard. `versions` are those of the page in each language.
    """
    about = urljoin(root or url, f"about{asking(dataset)}")
    return {
        "site": dataset.title if dataset else _(NAMELESS),
        "pages": page_names().items(),
        "byline": byline(dataset, about) if dataset else "",
        "root": root,
        "asking": asking(dataset),
        "versions": versions,
        "css": _css(),
        "icon": _icon(),
        "faces": _faces(root) if root else "",
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


def no_page(dataset: Dataset | None, root: str) -> Response:
    """The page for an address at which there is nothing, in the language that is spoken."""
    return failed(render("no_page.html", **frame(dataset, root)), 404)


def failed(text: str, status: int, headers: dict[str, str] | None = None) -> Response:
    """A page that says why it is not the one that was asked for, which no browser takes for that one."""
    own = {"Cache-Control": "no-cache", "Content-Language": current(), **(headers or {})}
    return Response(text, status, own, media_type=HTML)


def root_of(request: Request) -> str:
    """The path of the dashboard on its host: "/", or longer where it is served below a path."""
    return str(request.scope.get("root_path", "")).rstrip("/") + "/"


def base_of(request: Request) -> str:
    """The absolute address of the dashboard as the reader sees it."""
    return f"{request.url.scheme}://{request.url.netloc}{root_of(request)}"


def path_of(base: str) -> str:
    """The path of the dashboard on its host, from its absolute address."""
    return "/" + base.split("//", 1)[-1].partition("/")[2]


def fresh_page(request: Request, text: str) -> Response:
    """A page in the language that is spoken, as `fresh` answers with it."""
    answer = fresh(request, text.encode(), HTML)
    answer.headers["Content-Language"] = current()
    return answer


def private_page(text: str) -> Response:
    """A page that no browser keeps or frames and no search engine lists."""
    headers = {
        POLICY: "frame-ancestors 'none'",
        "Cache-Control": "no-store",
        "X-Robots-Tag": "noindex",
        "Content-Language": current(),
    }
    return Response(text, headers=headers, media_type=HTML)


def fresh(request: Request, content: bytes, media_type: str) -> Response:
    """A response that browsers keep but ask about each time: 304 as long as it is the same."""
    etag = f'"{hashlib.sha256(content).hexdigest()[:16]}"'
    headers = {"ETag": etag, "Cache-Control": "no-cache"}
    known = {part.strip() for part in request.headers.get("if-none-match", "").split(",")}
    if known & {"*", etag, f"W/{etag}"}:
        return Response(status_code=304, headers=headers)
    return Response(content, headers=headers, media_type=media_type)
