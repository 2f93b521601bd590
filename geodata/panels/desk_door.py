"""The door of the desk in the app: whether a reader may come in, who they are, and how they log in."""

import getpass
import logging
from collections.abc import Mapping
from typing import Any

import streamlit as st
from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from geodata.panels import desk_captures, desk_trial, headings
from geodata.web import desk_door
from geodata.web.plain_page import DESK, page_name
from geodata.words.language import gettext as _

LOGGER = logging.getLogger(__name__)


def prepare() -> None:
    """Leave the desk off where it cannot open as it should, and say so in the log at the start."""
    if desk_door.mode() == "login":
        if why := _lacking():
            desk_door.leave_off(why)
        elif not desk_door.editors():
            LOGGER.warning("CROSSINGS_EDITORS names nobody: the desk opens to nobody")
    if desk_door.mode() and (why := desk_captures.refused(desk_trial.folder())):
        desk_door.leave_off(why)


def _lacking() -> str:
    """What login needs and has not."""
    try:
        from geodata.panels import login
    except ImportError as error:
        return f"this version of Streamlit cannot be asked who logged in ({error})"
    return login.lacking()


def offered() -> bool:
    """Whether the desk is among the pages of this reader, who may have to log in there."""
    return desk_door.mode() == "login" or open_to_this_reader()


def open_to_this_reader() -> bool:
    """Whether the reader whose page is drawn may use the desk, now: ask on every run."""
    return bool(_name())


def editor() -> str:
    """Who the editor is, for whatever an editor does; raises PermissionError for anybody else.

    An act of a page that was open before its reader was shut out runs before the page is drawn.
    """
    if not (name := _name()):
        raise PermissionError("the desk is not open to this reader")
    return name


def _name() -> str:
    """The e-mail address of an editor, the account of whoever sits at the machine, or a blank."""
    if desk_door.mode() == "login":
        claims = _claims()
        return str(claims["email"]).strip() if claims and _knows(claims) else ""
    client = _client()
    if client is not None and desk_door.admits(client.headers, client.remote_ip):
        return _account()
    return ""


def knows(cookies: Mapping[str, str]) -> bool:
    """Whether cookies are those of an editor who is logged in."""
    from geodata.panels import login

    claims = login.claims(cookies)
    return bool(claims) and _knows(claims)


def end(cookies: Mapping[str, str]) -> None:
    """Let a login be at an end in every page that is open with it, from now on."""
    from geodata.panels import login

    login.end(cookies)


def _client() -> Any:
    """The request by which the browser opened its session.

    `st.context` has it too, but not the address of this machine itself.
    """
    context = get_script_run_ctx(suppress_warning=True)
    if context is None or not runtime.exists():
        return None
    client = runtime.get_instance().get_client(context.session_id)
    return client.client_context if client else None


def _claims() -> dict[str, Any]:
    """What the provider said of a reader who is logged in, or nothing."""
    from geodata.panels import login

    client = _client()
    return login.claims(client.cookies) if client and st.user.get("is_logged_in") else {}


def _knows(claims: dict[str, Any]) -> bool:
    if why := desk_door.stranger(claims):
        desk_door.say_once(why)
    return not why


def _account() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "local"


def who() -> None:
    """Say who the editor is, with a way out for one who is logged in."""
    headings.heading(page_name(DESK), _("You work here as %(name)s.", name=editor()))
    if desk_door.mode() == "login":
        _way_out()


def wait() -> None:
    """Draw what stands before the desk for a reader to whom it is not open: a way in, or out."""
    if _claims():
        headings.quiet(_("You are logged in, but you are not an editor of these data."))
        _way_out()
    else:
        st.button(_("Log in"), on_click=st.login, key="desk-log-in")


def _way_out() -> None:
    st.button(_("Log out"), on_click=st.logout, key="desk-log-out")
