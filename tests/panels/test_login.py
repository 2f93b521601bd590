"""Login without a server: what the secrets lack, whose cookies are taken, and when a login is at an end."""

import json

import pytest
from itsdangerous import URLSafeTimedSerializer
from streamlit import config
from streamlit.runtime.secrets import secrets_singleton

from geodata.panels import desk_door, login
from geodata.web import desk_door as door

SECRET = "s" * 32
WHOLE = {
    "redirect_uri": "https://example.org/oauth2callback",
    "cookie_secret": SECRET,
    "client_id": "crossings",
    "client_secret": "secret",
    "server_metadata_url": "https://login.example.org/.well-known/openid-configuration",
}
ADA = {"email": "ada@example.org", "email_verified": True, "is_logged_in": True, "iat": 1}


@pytest.fixture
def secrets(tmp_path):
    """Writes the secrets file."""
    path = tmp_path / "secrets.toml"
    before = config.get_option("secrets.files")
    config.set_option("secrets.files", [str(path)])

    def write(text):
        path.write_text(text, encoding="utf-8")
        secrets_singleton._reset()

    secrets_singleton._reset()
    yield write
    config.set_option("secrets.files", before)
    secrets_singleton._reset()


@pytest.fixture
def by_login(monkeypatch):
    """A desk that opens by login, to Ada."""
    monkeypatch.setenv("CROSSINGS_DESK", "login")
    monkeypatch.setenv("CROSSINGS_EDITORS", "ada@example.org")
    monkeypatch.setattr(login, "_ended", {})
    door._asked.cache_clear()
    yield
    door._off.clear()
    door._asked.cache_clear()


def _toml(**changed):
    said = WHOLE | changed
    return "[auth]\n" + "".join(f'{key} = "{said[key]}"\n' for key in said if said[key] is not None)


def _cookies(said, secret=SECRET):
    return {"_streamlit_user": URLSafeTimedSerializer(secret, salt="_streamlit_user").dumps(json.dumps(said))}  # fmt: skip


def test_whole_secrets_open_the_desk(secrets, by_login, caplog):
    secrets(_toml())
    desk_door.prepare()
    assert door.mode() == "login"
    assert not caplog.messages


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (None, "at least one authentication provider"),
        ("", "at least one authentication provider"),
        ("[other]\nx = 1\n", "at least one authentication provider"),
        ("[auth\nnonsense", "at least one authentication provider|cannot be read|parsing"),
        *((_toml(**{key: None}), key) for key in WHOLE),
        (_toml(cookie_secret="short"), "cookie_secret"),
        (_toml(cookie_secret=""), "cookie_secret"),
    ],
)
def test_missing_or_wrong_secrets_leave_it_off_and_the_log_says_which(secrets, by_login, caplog, text, why):  # fmt: skip
    if text is not None:
        secrets(text)
    desk_door.prepare()
    assert door.mode() == ""
    (said,) = [one for one in caplog.messages if one.startswith("The desk stays off: ")]
    assert any(part in said for part in why.split("|")), said
    assert "\n" not in said
    assert SECRET not in said


def test_an_empty_list_of_editors_is_told_at_the_start(secrets, by_login, monkeypatch, caplog):
    secrets(_toml())
    monkeypatch.setenv("CROSSINGS_EDITORS", " ")
    desk_door.prepare()
    assert caplog.messages == ["CROSSINGS_EDITORS names nobody: the desk opens to nobody"]


def test_only_a_cookie_that_was_signed_with_the_secret_says_who_somebody_is(secrets, by_login):
    secrets(_toml())
    right = _cookies(ADA)
    assert login.claims(right) == ADA
    assert desk_door.knows(right)
    value = right["_streamlit_user"]
    for forged in (
        {},
        {"_streamlit_user": ""},
        {"_streamlit_user": json.dumps(ADA)},
        {"_streamlit_user": f"{value}x"},
        {"_streamlit_user": value.rpartition(".")[0]},
        {"_streamlit_user_tokens": value},
        _cookies(ADA, "t" * 32),
        _cookies(ADA, ""),
        _cookies(["ada@example.org"]),
        _cookies(ADA | {"is_logged_in": False}),
    ):
        assert login.claims(forged) == {}
        assert not desk_door.knows(forged)
    assert not desk_door.knows(_cookies(ADA | {"email": "bo@example.org"}))


def test_an_ended_login_is_at_an_end_for_whoever_kept_its_cookies(secrets, by_login, monkeypatch):
    secrets(_toml())
    monkeypatch.setattr(login, "_draw_again", lambda found: None)
    desk_door.end(_cookies(ADA))
    assert login.claims(_cookies(ADA)) == {}
    assert login.claims(_cookies(ADA | {"iat": 2})) == ADA | {"iat": 2}
    for forged in ({}, _cookies(ADA, "t" * 32)):
        desk_door.end(forged)
    assert len(login._ended) == 1


def test_ended_logins_are_kept_no_longer_than_their_cookies(secrets, by_login, monkeypatch):
    secrets(_toml())
    monkeypatch.setattr(login, "_draw_again", lambda found: None)
    desk_door.end(_cookies(ADA))
    monkeypatch.setattr(login, "_LASTS", -1)
    desk_door.end(_cookies(ADA | {"iat": 2}))
    assert len(login._ended) == 1


def test_without_a_reader_there_is_no_editor(by_login):
    assert not desk_door.open_to_this_reader()
    with pytest.raises(PermissionError):
        desk_door.editor()
