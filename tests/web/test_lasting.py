"""Files of Streamlit's own that are named by their content."""

import time

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.routing import Route

from geodata.web.lasting import LastingFiles
from tests.conftest import run_apart


def _status(request):
    return Response("icon", int(request.query_params.get("status", 200)))


@pytest.mark.parametrize(("path", "lasts"), [
    ("/media/1f.png", True), ("/base/media/1f.png", True),
    ("/component/a.b/static/js/main.521860b0.js", True), ("/component/a.b/index.html", False),
    ("/media/1f.png?status=404", False), ("/data/marks.json", False),
])  # fmt: skip
def test_a_file_that_there_is_may_be_kept_if_its_name_tells_its_content(path, lasts):
    app = Starlette(routes=[Route("/{rest:path}", _status)], middleware=[Middleware(LastingFiles)])

    async def ask():
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(app), base_url="http://own"
        ) as own:
            return await own.get(path)

    assert ("cache-control" in run_apart(ask()).headers) == lasts


def test_an_answer_is_sent_whole_without_waiting_for_the_browser_to_acknowledge_its_head(server):
    took = []
    with httpx.Client(base_url=server.url) as client:
        # The first answers of a connection are acknowledged at once; the others only after 40 ms.
        for _ in range(40):
            started = time.perf_counter()
            assert client.get("data/version.json").status_code == 200
            took.append(time.perf_counter() - started)
    assert min(took[20:]) < 0.03


def test_the_messages_of_a_session_are_compressed_against_a_whole_step(server):
    upgrade = {
        "Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "x3JJHMbDL1EzLkh9GBhXDw==", "Sec-WebSocket-Extensions": "permessage-deflate",
    }  # fmt: skip
    with httpx.stream("GET", f"{server.url}/_stcore/stream", headers=upgrade) as answer:
        assert answer.status_code == 101
        agreed = answer.headers["sec-websocket-extensions"]
        assert agreed.startswith("permessage-deflate")
        # Without a number it is 32 kB; uvicorn's own 12 bits are 4 kB, and a step is 20.
        assert "server_max_window_bits" not in agreed
