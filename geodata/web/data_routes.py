"""Addresses that programs read: the data as files, filtered as the dashboard is, but strictly."""

import hashlib
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from functools import partial
from json import dumps
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from geodata.model.address import Choice, Parameters, Rejected, decode, encode
from geodata.model.dataset import Dataset
from geodata.model.schema import DataError
from geodata.web.answers import Answer, Answers
from geodata.web.editions import edition
from geodata.web.files import File, files

LOGGER = logging.getLogger(__name__)

MAX_FOUND = 100
MAX_KEPT = 32_000_000  # bytes of answers kept in memory, all together

_MOST = {"years": 2, "until": 1, "q": 1, "at": 1, "crossing": 1, "lang": 1}

_METHODS = "GET, HEAD, OPTIONS"
_OPEN = {"Access-Control-Allow-Origin": "*"}
_PREFLIGHT = _OPEN | {
    "Access-Control-Allow-Methods": _METHODS,
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Max-Age": "86400",
}
_READABLE = _OPEN | {"Access-Control-Expose-Headers": "ETag, Content-Disposition"}


def data_routes(
    current: Callable[[], Dataset | None], folder: Path, *further: File
) -> list[BaseRoute]:
    """The routes of all files of the data that `current` returns, read from `folder`, and of others."""
    kept = Answers(MAX_KEPT)
    listed = [*files(folder), *further]
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


class _Endpoint:
    """Answers every method at one address; a function would leave POST to the app's other routes."""

    def __init__(self, file: File, current: Callable[[], Dataset | None], kept: Answers) -> None:
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
        current = self._current()
        if current is None:
            return _unavailable()
        parameters = _listed(request.query_params)
        dataset = self._edition(current, parameters)
        choice, rejected = read(parameters, dataset, self._file.parameters)
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

    def _edition(self, dataset: Dataset, parameters: dict[str, list[str]]) -> Dataset:
        """The data in the language that is asked for; in the file of a table the language means nothing."""
        if self._file.worded:
            return edition(dataset, "".join(parameters.get("lang", [])[:1]))
        # Readers copy the address of a page, with the language that it is in.
        parameters.pop("lang", None)
        return dataset.as_written

    def _key(self, dataset: Dataset, choice: Choice) -> str:
        query = urlencode(encode(choice, dataset), doseq=True)
        return f"{dataset.digest} {_texts_hash(dataset)} {self._file.name}?{query}"

    def _given(
        self, request: Request, dataset: Dataset, choice: Choice, answer: Answer
    ) -> Response:
        headers = _READABLE | {
            "ETag": answer.etag,
            "Cache-Control": "public, max-age=0, must-revalidate",
        }
        if answer.known_by(request.headers.get("if-none-match", "")):
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
