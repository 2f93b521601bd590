"""Addresses that programs read: the data as files, filtered as the dashboard is, but strictly."""

import hashlib
import logging
import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from json import dumps
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pandas as pd
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from geodata.drawings.marks import marks
from geodata.model.address import KEYS, Choice, Parameters, Rejected, decode, encode
from geodata.model.dataset import Dataset
from geodata.model.filters import Filters, select
from geodata.model.schema import DataError
from geodata.web import downloads

LOGGER = logging.getLogger(__name__)

MAX_FOUND = 100
MAX_KEPT = 32_000_000  # bytes of answers kept in memory, all together

_YEARS = ("years", "until")
_CROSSINGS = (*KEYS.values(), *_YEARS, "q", "at", "crossing")
_MOST = {"years": 2, "until": 1, "q": 1, "at": 1, "crossing": 1}

_METHODS = "GET, HEAD, OPTIONS"
_OPEN = {"Access-Control-Allow-Origin": "*"}
_PREFLIGHT = _OPEN | {
    "Access-Control-Allow-Methods": _METHODS,
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Max-Age": "86400",
}
_READABLE = _OPEN | {"Access-Control-Expose-Headers": "ETag, Content-Disposition"}


@dataclass(frozen=True)
class File:
    """One file that is given out: its name, its type, its parameters, and how it is made."""

    name: str
    media_type: str
    parameters: Sequence[str]
    build: Callable[[Dataset, Choice], bytes]
    words: str = ""  # what readers are told of it; nothing of a file that is not for them
    attached: bool = True
    saved_as: Callable[[Dataset], str] | None = None

    def disposition(self, dataset: Dataset, choice: Choice) -> str:
        """What a browser does with the file, and the name it saves it under."""
        filters = Filters() if choice.crossing else choice.filters
        named = downloads.file_name(self.name, filters, choice.crossing or choice.at)
        name = self.saved_as(dataset) if self.saved_as else named
        return f'{"attachment" if self.attached else "inline"}; filename="{name}"'


def data_routes(current: Callable[[], Dataset | None], folder: Path) -> list[BaseRoute]:
    """The routes of all files of the data that `current` returns, read from `folder`."""
    kept = _Kept(MAX_KEPT)
    listed = files(folder)
    return [
        *(Route(f"/data/{file.name}", _Endpoint(file, current, kept)) for file in listed),
        Route("/data/{rest:path}", _Unknown(listed)),
    ]


def version_route(state: Callable[[], tuple[Dataset | None, bool]]) -> BaseRoute:
    """The address that open pages ask for what readers see now."""

    def version(request: Request) -> Response:
        dataset, broken = state()
        seen = {"digest": dataset.digest if dataset else None, "broken": broken}
        return JSONResponse(seen, headers={"Cache-Control": "no-store"})

    return Route("/data/version.json", version)


def selected(dataset: Dataset, choice: Choice) -> pd.DataFrame:
    """The crossings that an address means: the one it opens, or all that match, at its open place."""
    rows = dataset.crossings
    if choice.crossing:
        return rows[(rows["crossing_id"] == choice.crossing).to_numpy()]
    rows = select(dataset, choice.filters)
    return rows[(rows["place_id"] == choice.at).to_numpy()] if choice.at else rows


def read(
    parameters: Parameters, dataset: Dataset, known: Sequence[str]
) -> tuple[Choice, list[Rejected]]:
    """The choice that parameters mean, and everything that is wrong with them."""
    allowed = f"only {', '.join(known)}" if known else "no parameters"
    rejected = [
        Rejected(key, ", ".join(values), allowed)
        for key, values in parameters.items()
        if key not in known
    ]
    parameters = {key: values for key, values in parameters.items() if key in known}
    choice, meaningless = decode(parameters, dataset)
    rejected += [*meaningless, *_too_many(parameters)]
    if "until" in parameters and "years" in parameters:
        # The dashboard lets `until` win without a look at the years.
        rejected.append(Rejected("until", ", ".join(parameters["until"]), "years or until"))
        rejected += decode({"years": parameters["years"]}, dataset)[1]
    return choice, list(dict.fromkeys(rejected))


def _too_many(parameters: Parameters) -> list[Rejected]:
    return [
        Rejected(key, ", ".join(values), "once" if _MOST[key] == 1 else "once or twice")
        for key, values in parameters.items()
        if len(values) > _MOST.get(key, len(values))
    ]


def files(folder: Path) -> list[File]:
    """Every file that is given out, those of which readers are told in the order they are listed."""
    return [
        File(
            "crossings.csv",
            "text/csv",
            _CROSSINGS,
            _crossings_csv,
            "the crossings, filtered by the same parameters as this page",
        ),
        File(
            "crossings.geojson",
            "application/geo+json",
            _CROSSINGS,
            lambda dataset, choice: downloads.geojson_bytes(dataset, selected(dataset, choice)),
            "those with a known position, for QGIS and geopandas",
            attached=False,
        ),
        File(
            "figures.csv",
            "text/csv",
            _YEARS,
            _figures_csv,
            "the figures, filtered by years= or until=",
        ),
        *(
            File(f"{name}.csv", "text/csv", (), partial(_whole_table, name), words)
            for name, words in _TABLES.items()
        ),
        File(
            "datapackage.zip",
            "application/zip",
            (),
            lambda dataset, _: downloads.package_zip(dataset, folder),
            "all tables as they were written, with their description, licence and citation",
            saved_as=_zip_name,
        ),
        File(
            "datapackage.json",
            "application/json",
            (),
            _description,
            "the description alone",
            attached=False,
        ),
        File("marks.json", "application/json", _CROSSINGS, _marks, attached=False),
    ]


_TABLES = {
    "articles": "every document",
    "excerpts": "what documents say of crossings: quotes, and summaries in our own words",
    "disputes": "the values that sources give where they differ",
    "context": "dated events of policy and practice",
    "places": "places with their names in the languages of the region",
}


def _whole_table(resource: str, dataset: Dataset, _: Choice) -> bytes:
    return downloads.csv_bytes(dataset, resource, getattr(dataset, resource))


def _crossings_csv(dataset: Dataset, choice: Choice) -> bytes:
    return downloads.csv_bytes(dataset, "crossings", selected(dataset, choice))


def _figures_csv(dataset: Dataset, choice: Choice) -> bytes:
    rows = downloads.figures_about(dataset, choice.filters.years)
    return downloads.csv_bytes(dataset, "figures", rows)


def _description(dataset: Dataset, _: Choice) -> bytes:
    # From memory, not from the folder: while that is broken, readers keep the last good data.
    return f"{dumps(dataset.package, ensure_ascii=False, indent=2)}\n".encode()


def _marks(dataset: Dataset, choice: Choice) -> bytes:
    """What the map draws: it asks for this while the reader moves the slider."""
    return dumps(marks(dataset, choice), ensure_ascii=False).encode()


def _zip_name(dataset: Dataset) -> str:
    named = f"{dataset.package['name']}-{dataset.package['version']}"
    return f"{re.sub(r'[^A-Za-z0-9.-]+', '-', named)}.zip"


@dataclass(frozen=True)
class _Answer:
    content: bytes
    etag: str


class _Kept:
    """The answers asked for last, up to a number of bytes in all."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._answers: OrderedDict[str, _Answer] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: str, build: Callable[[], bytes]) -> _Answer:
        """The answer kept under a key that names its data and its parameters, built if it is not there."""
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                return self._answers[key]
        answer = _answer(key, build())
        with self._lock:
            self._answers[key] = answer
            while sum(len(kept.content) for kept in self._answers.values()) > self._limit:
                self._answers.popitem(last=False)
        return answer


def _answer(key: str, content: bytes) -> _Answer:
    # The content counts too, so that a new version of this program is not taken for the old one.
    # Weak, because the server may compress the bytes on their way.
    tag = hashlib.sha256(key.encode() + b"\0" + content).hexdigest()[:24]
    return _Answer(content, f'W/"{tag}"')


class _Endpoint:
    """Answers every method at one address; a function would leave POST to the app's other routes."""

    def __init__(self, file: File, current: Callable[[], Dataset | None], kept: _Kept) -> None:
        self._file, self._current, self._kept = file, current, kept

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, in a thread so that a large file does not hold up other readers."""
        request = Request(scope)
        response = await run_in_threadpool(self._respond, request)
        if request.method == "HEAD":
            response.body = b""  # the headers still tell the length
        await response(scope, receive, send)

    def _respond(self, request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=_PREFLIGHT | {"Allow": _METHODS})
        if request.method not in {"GET", "HEAD"}:
            return Response(status_code=405, headers=_OPEN | {"Allow": _METHODS})
        dataset = self._current()
        if dataset is None:
            return _unavailable()
        choice, rejected = read(_listed(request.query_params), dataset, self._file.parameters)
        if rejected:
            return _error(400, {"errors": [_shortened(problem) for problem in rejected]})
        try:
            answer = self._kept.get(
                self._key(dataset, choice), partial(self._file.build, dataset, choice)
            )
        except (DataError, OSError) as error:
            LOGGER.error("%s cannot be made: %s", self._file.name, error)
            return _unavailable()
        return self._given(request, dataset, choice, answer)

    def _key(self, dataset: Dataset, choice: Choice) -> str:
        query = urlencode(encode(choice, dataset), doseq=True)
        return f"{dataset.digest} {_texts_hash(dataset)} {self._file.name}?{query}"

    def _given(
        self, request: Request, dataset: Dataset, choice: Choice, answer: _Answer
    ) -> Response:
        headers = _READABLE | {
            "ETag": answer.etag,
            "Cache-Control": "public, max-age=0, must-revalidate",
        }
        if _known(request.headers.get("if-none-match", ""), answer.etag):
            return Response(status_code=304, headers=headers)
        headers["Content-Disposition"] = self._file.disposition(dataset, choice)
        return Response(answer.content, media_type=self._file.media_type, headers=headers)


def _listed(query: QueryParams) -> dict[str, list[str]]:
    return {key: query.getlist(key) for key in query}


def _texts_hash(dataset: Dataset) -> str:
    """A hash of the texts of the package: the digest of the data leaves them out."""
    return hashlib.sha256(dumps(dict(dataset.texts)).encode()).hexdigest()[:16]


class _Unknown:
    """Answers for every other address below /data/: a program must not take a page for data."""

    def __init__(self, listed: Sequence[File]) -> None:
        self._names = [file.name for file in listed if file.words]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 404 with the files that there are."""
        unknown = {"error": "There is no such file.", "files": self._names}
        await _error(404, unknown)(scope, receive, send)


def _known(if_none_match: str, etag: str) -> bool:
    tags = {tag.strip().removeprefix("W/") for tag in if_none_match.split(",")}
    return "*" in tags or etag.removeprefix("W/") in tags


def _shortened(problem: Rejected) -> dict[str, str]:
    return asdict(replace(problem, parameter=_cut(problem.parameter), found=_cut(problem.found)))


def _cut(text: str) -> str:
    return text if len(text) <= MAX_FOUND else f"{text[: MAX_FOUND - 1]}…"


def _unavailable() -> Response:
    message = {"error": "There are no data to give out at the moment."}
    return _error(503, message, {"Retry-After": "30"})


def _error(
    status: int, content: dict[str, Any], headers: Mapping[str, str] | None = None
) -> Response:
    own = {**_OPEN, "Cache-Control": "no-store", **(headers or {})}
    return JSONResponse(content, status, headers=own)
