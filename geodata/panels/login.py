"""What Streamlit's login says of a reader: imported only where the desk opens by login."""

import hashlib
import json
import threading
import time
from collections.abc import Mapping
from typing import Any

from streamlit import runtime
from streamlit.auth_util import get_cookie_with_chunks, validate_auth_credentials
from streamlit.errors import StreamlitAuthError
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

SECRET = 32  # characters of a secret that nobody guesses
_LASTS = 32 * 24 * 60 * 60  # seconds after which Streamlit takes no login any more

_ended: dict[str, float] = {}
_lock = threading.Lock()


def lacking() -> str:
    """What the secrets lack for a login, or a blank."""
    try:
        validate_auth_credentials("default")
    except (StreamlitAuthError, OSError, ValueError) as error:
        return " ".join(str(error).split())
    if len(get_cookie_secret()) < SECRET:
        return f"cookie_secret in the secrets file has fewer than {SECRET} characters"
    return ""


def claims(cookies: Mapping[str, str]) -> dict[str, Any]:
    """What the provider said of whoever has these cookies, unless that login has ended or run out."""
    found = _signed(cookies)
    return {} if not found or _key(found) in _ended else found


def end(cookies: Mapping[str, str]) -> None:
    """Let a login be at an end in every page that is open, and for cookies that somebody kept."""
    if found := _signed(cookies):
        with _lock:
            now = time.time()
            for key in [key for key, when in _ended.items() if now - when > _LASTS]:
                del _ended[key]
            _ended[_key(found)] = now
        _draw_again(found)


def _draw_again(found: dict[str, Any]) -> None:
    """Draw the open pages of a login anew.

    Where a later version of Streamlit has no way to, each is drawn at the reader's next act.
    """
    sessions = getattr(runtime.get_instance(), "_session_mgr", None)
    for open_page in getattr(sessions, "list_active_sessions", list)():
        if _signed(open_page.client.client_context.cookies) == found:
            page = open_page.session
            page.request_rerun(getattr(page, "_client_state", None))


def _signed(cookies: Mapping[str, str]) -> dict[str, Any]:
    try:
        said = get_cookie_with_chunks(lambda name: _one(cookies, name), USER_COOKIE_NAME)
        found = json.loads(said) if said else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) and found.get("is_logged_in") else {}


def _one(cookies: Mapping[str, str], name: str) -> bytes | None:
    value = cookies.get(name)
    return decode_signed_value(get_cookie_secret(), name, value) if value else None


def _key(found: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(found, sort_keys=True).encode()).hexdigest()
