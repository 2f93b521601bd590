"""Who may come to the desk: what opens it, what never does, and that nothing of it shows where it is off."""

import re
import subprocess
import sys

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from geodata.web import desk_door
from geodata.web.desk_door import DeskRoute, admits, editors, mode, refusal, stranger
from geodata.web.desk_requests import DeskRequests
from tests.conftest import ROOT, Server, run_apart
from tests.running import fetch
from tests.session import pages_of

HERE = {"Host": "localhost:8501"}
PAGES = ["", "timeline", "articles", "data", "about"]


@pytest.fixture
def door(monkeypatch):
    """Says anew how the desk is open."""
    monkeypatch.setattr(desk_door, "_said", set())

    def say(asked):
        monkeypatch.setenv("CROSSINGS_DESK", asked)
        desk_door._off.clear()
        desk_door._asked.cache_clear()

    yield say
    monkeypatch.undo()
    desk_door._off.clear()
    desk_door._asked.cache_clear()


@pytest.fixture(scope="module", params=["", "/crossings"])
def local(request):
    """A dashboard whose desk is open to this machine, at the root of a host and below a path."""
    environment = {"CROSSINGS_DESK": "local", "CROSSINGS_FRAMED_BY": "https://news.example"}
    running = Server(base_path=request.param, environment=environment).with_data()
    yield running
    running.stop()


# ---- a request of this machine itself


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8501", "127.0.0.1", "127.0.0.1:80", "[::1]", "[::1]:8501"])  # fmt: skip
@pytest.mark.parametrize("client", ["127.0.0.1", "127.8.9.1", "::1", "::ffff:127.0.0.1"])
def test_a_request_of_this_machine_itself_comes_in(host, client):
    assert refusal({"host": host}, client) == ""
    assert refusal([("Host", host), ("Origin", f"http://{host}")], client) == ""


@pytest.mark.parametrize(
    "client",
    ["192.0.2.2", "10.0.0.1", "172.17.0.1", "0.0.0.0", "::", "fe80::1", "::ffff:192.0.2.2", "2001:db8::1", "",
     None, "localhost", "testclient", "127.0.0.1, 192.0.2.2", "127.1", "0177.0.0.1"],
)  # fmt: skip
def test_any_other_address_stays_out(client):
    assert "another address" in refusal(HERE, client)


@pytest.mark.parametrize(
    "name",
    ["Forwarded", "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-FORWARDED-ANYTHING", "X-Real-IP",
     "Via", "X-Client-IP", "True-Client-IP", "CF-Connecting-IP", "CF-Ray", "CDN-Loop", "Tailscale-User-Login",
     "X-Envoy-External-Address", "X-Original-Forwarded-For", "Fly-Client-IP", "X-Amzn-Trace-Id"],
)  # fmt: skip
@pytest.mark.parametrize("value", ["127.0.0.1", "for=127.0.0.1", ""])
def test_whatever_a_proxy_passed_on_stays_out(name, value):
    assert "proxy" in refusal(HERE | {name: value}, "127.0.0.1")


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:8501", "localhost.evil.example", "localhost.", "127.0.0.1.nip.io", "127.0.0.2",
     "[::]", "::1", "[::ffff:127.0.0.1]", "0.0.0.0:8501", "localhost:8501:1", "localhost:", "localhost:٨٥",
     "evil.example@localhost", "localhost@evil.example", "localhost/", " localhost", "localhost\n", ""],
)  # fmt: skip
def test_a_name_that_was_made_to_lead_here_stays_out(host):
    assert "host" in refusal({"host": host}, "127.0.0.1")


def test_a_request_of_no_host_or_of_two_stays_out():
    assert refusal({}, "127.0.0.1")
    assert refusal([("host", "localhost"), ("host", "evil.example")], "127.0.0.1")


@pytest.mark.parametrize(
    "origin",
    ["https://evil.example", "http://evil.example:8501", "null", "", "http://localhost", "http://localhost:8502",
     "http://127.0.0.1:8501", "http://localhost:8501.evil.example", "http://localhost:8501/", "file://",
     "http://evil.example@localhost:8501", "chrome-extension://localhost:8501", "https://localhost"],
)  # fmt: skip
def test_a_page_of_another_site_stays_out(origin):
    assert "another site" in refusal(HERE | {"Origin": origin}, "127.0.0.1")
    twice = [*HERE.items(), ("Origin", "http://localhost:8501"), ("Origin", origin)]
    assert "another site" in refusal(twice, "127.0.0.1")


@pytest.mark.parametrize(
    ("host", "origin"),
    [("localhost", "http://localhost"), ("localhost", "http://localhost:80"), ("localhost:80", "http://LOCALHOST"),
     ("[::1]", "https://[::1]:443"), ("127.0.0.1:443", "https://127.0.0.1")],
)  # fmt: skip
def test_the_usual_port_need_not_be_named(host, origin):
    assert refusal({"Host": host, "Origin": origin}, "127.0.0.1") == ""


# ---- an editor

EDITOR = {"email": "ada@example.org", "email_verified": True}


@pytest.mark.parametrize(
    ("listed", "claims", "why"),
    [
        ("ada@example.org", EDITOR, ""),
        ("bo@example.org, Ada@Example.org", EDITOR, ""),
        ("bo@example.org\n\tada@example.org,", EDITOR | {"email": " ADA@example.ORG "}, ""),
        ("ada@example.org", EDITOR | {"email_verified": "true"}, ""),
        ("", EDITOR, "names nobody"),
        (" , ", EDITOR, "names nobody"),
        (" , ", EDITOR | {"email": ""}, "names nobody"),
        ("bo@example.org", EDITOR, "not in CROSSINGS_EDITORS"),
        ("ada@example.org.evil.example", EDITOR, "not in CROSSINGS_EDITORS"),
        ("kim@example.org", EDITOR | {"email": "\u212aim@example.org"}, "not in CROSSINGS_EDITORS"),
        ("ada@example.org", EDITOR | {"email_verified": False}, "verified"),
        ("ada@example.org", EDITOR | {"email_verified": "false"}, "verified"),
        ("ada@example.org", EDITOR | {"email_verified": None}, "verified"),
        ("ada@example.org", {"email": "ada@example.org"}, "verified"),
        ("ada@example.org", {"email_verified": True}, "no e-mail"),
        ("ada@example.org", EDITOR | {"email": ["ada@example.org"]}, "no e-mail"),
        ("ada@example.org", {}, "no e-mail"),
    ],
)
def test_an_editor_is_who_has_a_verified_address_on_the_list(monkeypatch, listed, claims, why):
    monkeypatch.setenv("CROSSINGS_EDITORS", listed)
    found = stranger(claims)
    assert why in found
    assert bool(why) == bool(found)


def test_without_a_list_there_are_no_editors(monkeypatch):
    monkeypatch.delenv("CROSSINGS_EDITORS", raising=False)
    assert editors() == set()
    assert stranger(EDITOR)


# ---- how the operator opens it


@pytest.mark.parametrize("asked", ["", " ", "local", "login", " local "])
def test_the_environment_says_how_the_desk_opens(door, caplog, asked):
    door(asked)
    assert mode() == asked.strip()
    assert not caplog.records


@pytest.mark.parametrize("asked", ["1", "yes", "Local", "local,login", "open"])
def test_an_unknown_way_leaves_the_desk_off_and_says_so(door, caplog, asked):
    door(asked)
    assert mode() == mode() == ""
    (said,) = caplog.messages
    assert repr(asked) in said
    assert "'local' nor 'login'" in said
    assert not admits(HERE, "127.0.0.1")


def test_what_cannot_open_stays_off(door, caplog):
    door("login")
    desk_door.leave_off("there are no secrets")
    assert mode() == ""
    assert not admits(HERE, "127.0.0.1")
    assert caplog.messages == ["The desk stays off: there are no secrets"]


def test_each_sort_of_refusal_is_told_once(door, caplog):
    door("local")
    for n in range(20):
        assert not admits(HERE, f"192.0.2.{n}")
        assert not admits({"Host": f"evil{n}.example"}, "127.0.0.1")
        assert not admits(HERE | {f"X-Forwarded-{n}": "x"}, "127.0.0.1")
    assert len(caplog.messages) == 3
    assert "evil" not in caplog.text


# ---- the requests that Streamlit answers


def _asked(method, path, client="127.0.0.1", base_path="", knows=(), **headers):
    ended = []

    def answer(request):
        there = {"location": f"{base_path}/"} if "auth" in request.url.path else {}
        return PlainTextResponse("taken", 302 if there else 200, there)

    paths = ["/desk", "/_stcore/upload_file/a/b", "/oauth2callback", "/auth/logout"]
    routes = [DeskRoute(f"{base_path}/desk", answer, methods=["GET", "PUT"])]
    routes += [
        Route(f"{base_path}{path}", answer, methods=["GET", "PUT", "DELETE"]) for path in paths[1:]
    ]
    asks = Middleware(DeskRequests, knows=lambda cookies: cookies.get("who") in knows, end=ended.append, base_path=base_path)  # fmt: skip
    transport = httpx.ASGITransport(Starlette(routes=routes, middleware=[asks]), client=(client, 1))

    async def ask():
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost:8501") as one:
            return await one.request(method, f"{base_path}{path}", headers=headers)

    return run_apart(ask()), ended


@pytest.mark.parametrize("base_path", ["", "/crossings"])
@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_files_are_taken_from_those_alone_who_may_use_the_desk(door, method, base_path):
    def taken(**asked):
        answer, _ended = _asked(method, "/_stcore/upload_file/a/b", base_path=base_path, knows={"ada"}, **asked)  # fmt: skip
        return answer.status_code == 200

    door("")
    assert not taken()
    door("local")
    assert taken()
    assert taken(Origin="http://localhost:8501")
    assert not taken(client="192.0.2.2")
    assert not taken(Origin="https://evil.example")
    assert not taken(**{"X-Forwarded-For": "127.0.0.1"})
    door("login")
    assert not taken()
    assert not taken(Cookie="who=bo")
    assert taken(Cookie="who=ada", client="192.0.2.2", **{"X-Forwarded-For": "192.0.2.3"})


@pytest.mark.parametrize("base_path", ["", "/crossings"])
def test_whoever_logs_in_comes_back_to_the_desk(door, base_path):
    door("login")
    answer, _ended = _asked("GET", "/oauth2callback", base_path=base_path)
    assert answer.headers["location"] == f"{base_path}/desk"
    door("local")
    answer, _ended = _asked("GET", "/oauth2callback", base_path=base_path)
    assert answer.headers["location"] == f"{base_path}/"


def test_whoever_logs_out_ends_that_login(door):
    door("login")
    _answer, ended = _asked("GET", "/auth/logout", Cookie="who=ada")
    assert ended == [{"who": "ada"}]
    door("local")
    assert _asked("GET", "/auth/logout", Cookie="who=ada")[1] == []


def test_login_opens_the_page_to_everybody(door):
    door("login")
    assert _asked("GET", "/desk", client="192.0.2.2")[0].status_code == 200
    door("")
    assert _asked("GET", "/desk")[0].status_code == 404


# ---- a running dashboard


ALMOST = ["{}", "{}/", "{}.", "{}?lang=nb", "{}/x", "nb/{}"]


def _like_any_unknown(url, headers=None, method="GET"):
    """Whether the desk's address, and those near it, are answered as ones that never were."""

    def answer(name, almost):
        found = fetch(f"{url}/{almost.format(name)}", method, headers=headers)
        head = {
            key: value.replace(name, "it") for key, value in found.headers.items() if key != "date"
        }
        return found.status_code, head, found.content

    return all(answer("desk", almost) == answer("dusk", almost) for almost in ALMOST)


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT"])
def test_a_desk_that_is_off_is_an_unknown_address(server, method):
    assert _like_any_unknown(server.url, method=method)
    assert fetch(f"{server.url}/desk", method).status_code in {404, 405}


def test_a_reader_loads_nothing_of_a_desk_that_is_off(server):
    assert pages_of(server) == PAGES
    front = fetch(server.url).text
    files = re.findall(r'(?:src|href)="(?:\./)?(assets/[^"]+)"', front)
    assert any("page.js" in name for name in files)
    for path in ["", *PAGES[1:], *files, "robots.txt", "sitemap.xml", "nowhere"]:
        assert not re.search(r"\bdesk\b", fetch(f"{server.url}/{path}").text, re.IGNORECASE), path


def test_a_desk_that_is_off_imports_nothing():
    script = """
import sys
from streamlit.testing.v1 import AppTest
app = AppTest.from_file("geodata/panels/shell.py", default_timeout=60).run()
assert not app.exception
wings = ("geodata.reading", "geodata.editing", "geodata.panels.login", "trafilatura", "lingua", "dateparser", "authlib")
print([name for name in sys.modules if name.startswith(wings)])
"""
    run = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True)
    assert run.stdout.strip() == "[]", run.stderr


def test_the_desk_is_open_to_this_machine(local):
    page = fetch(f"{local.url}/desk")
    assert page.status_code == 200
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["x-robots-tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in page.text
    assert "<title>Desk · " in page.text
    assert "canonical" not in page.text
    assert pages_of(local) == [*PAGES, "desk"]


STRANGERS = [
    {"Host": "evil.example"},
    {"X-Forwarded-For": "127.0.0.1"},
    {"X-Forwarded-Proto": "https"},
    {"Forwarded": "for=127.0.0.1"},
    {"Via": "1.1 proxy"},
]


@pytest.mark.parametrize("headers", STRANGERS, ids=str)
def test_for_a_stranger_there_is_no_desk(local, headers):
    assert _like_any_unknown(local.url, headers)
    assert pages_of(local, **headers) == PAGES


def test_no_other_site_shows_a_page_from_which_a_click_leads_to_the_desk(local):
    own = fetch(f"{local.url}/desk").headers.get_list("content-security-policy")
    assert "frame-ancestors 'none'" in own
    assert any("script-src 'self'" in policy for policy in own)
    for path in ("", "about", "_stcore/health"):
        (policy,) = fetch(f"{local.url}/{path}").headers.get_list("content-security-policy")
        assert "frame-ancestors 'self';" in policy
        stranger = fetch(f"{local.url}/{path}", headers={"X-Forwarded-For": "192.0.2.1"})
        assert (
            "frame-ancestors 'self' https://news.example;"
            in stranger.headers["content-security-policy"]
        )


def test_another_sites_page_reaches_no_desk(local):
    assert _like_any_unknown(local.url, {"Origin": "https://evil.example"})
    assert pages_of(local, Origin="https://evil.example") in (None, PAGES)


def test_no_list_for_crawlers_names_the_desk(local):
    for path in ("robots.txt", "sitemap.xml", "", "nowhere", "crossing/pasvik-swimmer-2012"):
        assert not re.search(r"\bdesk\b", fetch(f"{local.url}/{path}").text, re.IGNORECASE), path
