"""The door of the desk in Chromium: at the machine itself, and by login with a real OpenID provider."""

import json
import os
from pathlib import Path

import pytest
from itsdangerous import TimestampSigner, URLSafeTimedSerializer
from playwright.sync_api import expect

from tests.browser.reader import Reader
from tests.conftest import Server
from tests.provider import Provider
from tests.running import free_port

SECRET = "the long secret of this dashboard's own cookies"
ADA = {"email": "Ada@Example.org", "email_verified": True}
COOKIE = "_streamlit_user"


class ByLogin:
    """A dashboard whose desk opens by login, and the provider that its readers log in with."""

    def __init__(self, home: Path, base_path: str) -> None:
        self.provider, self.home, self.base_path = Provider(), home, base_path
        self.port = free_port()
        (home / ".streamlit").mkdir()
        url = f"http://127.0.0.1:{self.port}{base_path}"
        text = self.provider.secrets(url, SECRET)
        (home / ".streamlit" / "secrets.toml").write_text(text, encoding="utf-8")
        self.start("ada@example.org")

    def start(self, editors: str) -> None:
        kept = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
        environment = {"CROSSINGS_DESK": "login", "CROSSINGS_EDITORS": editors, "HOME": str(self.home),
                       "XDG_CACHE_HOME": kept}  # fmt: skip
        self.server = Server(
            port=self.port, base_path=self.base_path, environment=environment
        ).with_data()

    def stop(self) -> None:
        self.server.stop()
        self.provider.stop()


@pytest.fixture(scope="module")
def login(tmp_path_factory):
    opened = ByLogin(tmp_path_factory.mktemp("home"), "/crossings")
    yield opened
    opened.stop()


@pytest.fixture
def visitor(login, browser):
    """Opens the desk as somebody new."""
    opened = []

    def open_desk(cookies=()):
        reader = Reader(browser, login.server.url)
        opened.append(reader)
        reader.context.add_cookies([{"url": login.server.url, **cookie} for cookie in cookies])
        reader.page.goto(f"{reader.url}/desk")
        return reader

    yield open_desk
    for reader in opened:
        reader.context.close()
        assert reader.errors == []


def _button(page, name):
    return page.get_by_role("button", name=name, exact=True)


def _is_in(page):
    expect(page.get_by_text("You work here as Ada@Example.org.")).to_be_visible()


def _is_out(page):
    expect(_button(page, "Log in")).to_be_visible()
    expect(page.get_by_text("You work here as")).to_have_count(0)


def _log_in(login, reader, **claims):
    login.provider.person = ADA | claims
    _button(reader.page, "Log in").click()
    expect(_button(reader.page, "Log out")).to_be_visible()
    expect(reader.page).to_have_url(f"{login.server.url}/desk")


def test_an_editor_comes_in_and_is_out_everywhere_after_logging_out(login, visitor):
    reader = visitor()
    _is_out(reader.page)
    _log_in(login, reader)
    _is_in(reader.page)
    kept = [cookie for cookie in reader.context.cookies() if cookie["name"].startswith(COOKIE)]
    reader.page.reload()
    _is_in(reader.page)
    other = reader.context.new_page()
    other.goto(f"{reader.url}/desk")
    _is_in(other)
    _button(other, "Log out").click()
    expect(other.locator(".headline").first).to_be_visible()
    _is_out(reader.page)
    again = visitor([{"name": cookie["name"], "value": cookie["value"]} for cookie in kept])
    _is_out(again.page)


@pytest.mark.parametrize(
    "claims",
    [{"email": "bo@example.org"}, {"email_verified": False}],
    ids=["another", "unverified"],
)
def test_somebody_else_may_only_log_out(login, visitor, claims):
    reader = visitor()
    _log_in(login, reader, **claims)
    expect(reader.page.get_by_text("you are not an editor")).to_be_visible()
    expect(reader.page.get_by_text("You work here as")).to_have_count(0)
    assert reader.page.locator(".stMain button:visible").all_inner_texts() == ["Log out"]


def _cookie(login, secret=SECRET, days=0.0, **claims):
    """The cookie that Streamlit would give to Ada, signed so many days ago."""

    class Then(TimestampSigner):
        def get_timestamp(self) -> int:
            return int(super().get_timestamp() - days * 86_400)

    origin = login.server.url.removesuffix(login.base_path)
    said = {
        **ADA,
        "origin": origin,
        "is_logged_in": True,
        "provider": "default",
        "days": days,
        **claims,
    }
    signed = URLSafeTimedSerializer(secret, salt=COOKIE, signer=Then).dumps(json.dumps(said))
    return {"name": COOKIE, "value": signed}


def test_a_cookie_that_is_not_streamlits_own_or_too_old_opens_nothing(login, visitor):
    right = _cookie(login)
    _is_in(visitor([right]).page)
    said, signature = right["value"].rsplit(".", 2)[0], _cookie(login, email="bo@example.org")["value"].rsplit(".", 2)[1:]  # fmt: skip
    edited = right | {"value": ".".join([said, *signature])}
    other = _cookie(login, secret="the secret of another dashboard altogether")
    for forged in (other, _cookie(login, secret=""), edited, _cookie(login, days=40)):
        _is_out(visitor([forged]).page)


def test_an_editor_who_is_taken_off_the_list_is_out_at_once(login, visitor):
    reader = visitor([_cookie(login)])
    _is_in(reader.page)
    login.server.stop()
    login.start("bo@example.org")
    reader.page.reload()
    expect(reader.page.get_by_text("you are not an editor")).to_be_visible()


@pytest.fixture(scope="module")
def local():
    running = Server(environment={"CROSSINGS_DESK": "local"}).with_data()
    yield running
    running.stop()


def test_pages_keys_and_the_address_work_beside_the_desk(local, browser):
    reader = Reader(browser, local.url)
    page = reader.open("?years=2012")
    links = page.locator("[data-testid=stTopNav] a")
    expect(links).to_have_count(6)
    expect(links.last).to_contain_text("Desk")
    links.last.click()
    expect(page.get_by_text("You work here as")).to_be_visible()
    expect(page).to_have_url(f"{local.url}/desk?years=2012")
    expect(page).to_have_title("Desk · Reported border crossings, Norway–Russia")
    page.go_back()
    expect(page.locator(".sentence")).to_contain_text("2012")
    expect(page).to_have_url(f"{local.url}/?years=2012")
    page.get_by_role("slider").press("ArrowRight")
    expect(page.locator(".sentence")).to_contain_text("2013")
    links.nth(1).click()
    expect(page).to_have_url(f"{local.url}/timeline?years=2013")
    reader.context.close()
    assert reader.errors == []
    assert reader.asked == []
