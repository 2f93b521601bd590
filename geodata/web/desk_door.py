"""Who may come to the desk: by what its operator says, and by the request that asks.

`local` is for whoever sits at the machine itself. Behind a proxy every request comes from there, and
another site's page can ask from the editor's own browser: so the address alone opens nothing.
"""

import logging
import os
import re
import threading
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from ipaddress import IPv6Address, ip_address
from typing import Any, Literal

from starlette.datastructures import Headers
from starlette.routing import Match, Route
from starlette.types import Scope

LOGGER = logging.getLogger(__name__)

Mode = Literal["", "local", "login"]
_MODES: tuple[Mode, ...] = ("local", "login")
Fields = Mapping[str, str] | Iterable[tuple[str, str]]  # of a request's head

# What proxies, tunnels and content networks add to the requests that they pass on.
_PASSED_ON = re.compile(
    "forwarded|via|x-forwarded(-.+)?|x-original-.+|x-real-.+|x-envoy-.+|x-proxy.*|x-remote-.+"
    "|x-host|x-client-ip|x-cluster-client-ip|client-ip|true-client-ip|remote-addr|cdn-loop|cf-.+"
    "|fastly-.+|fly-.+|x-amz-cf-id|x-amzn-.+|x-appengine-.+|x-azure-.+|x-arr-.+|x-vercel-.+"
    "|x-nf-.+|tailscale-.+|ngrok-.+"
)
_OURS = re.compile(r"(localhost|127\.0\.0\.1|\[::1\])(?::([0-9]{1,5}))?", re.IGNORECASE)
_ORIGIN = re.compile("(https?)://(.+)")
_PORTS = {"http": "80", "https": "443"}

_off = threading.Event()
_said: set[str] = set()


@cache
def _asked() -> Mode:
    asked = os.environ.get("CROSSINGS_DESK", "").strip()
    for known in _MODES:
        if asked == known:
            return known
    if asked:
        said = "CROSSINGS_DESK is %r, which is neither 'local' nor 'login': the desk stays off"
        LOGGER.error(said, asked)
    return ""


def mode() -> Mode:
    """How the desk is open, as the environment said at the start: a blank where it is off."""
    return "" if _off.is_set() else _asked()


def leave_off(why: str) -> None:
    """Have the desk stay off as long as the server runs, and say why."""
    LOGGER.error("The desk stays off: %s", why)
    _off.set()


def refusal(headers: Fields, client_host: str | None) -> str:
    """Why a request is not one of this machine itself, or a blank if it is."""
    pairs = headers.items() if isinstance(headers, Mapping) else headers
    fields = [(name.lower(), value) for name, value in pairs]
    return next(_refusals(fields, client_host), "")


def _refusals(fields: list[tuple[str, str]], client_host: str | None) -> Iterator[str]:
    hosts = [value for name, value in fields if name == "host"]
    origins = [value for name, value in fields if name == "origin"]
    if not _is_loopback(client_host or ""):
        yield "it came from another address than this machine's own loopback"
    if any(_PASSED_ON.fullmatch(name) for name, _value in fields):
        yield "a proxy passed it on"
    if len(hosts) != 1 or not _OURS.fullmatch(hosts[0]):
        yield "the host that it asked for is neither localhost, 127.0.0.1 nor [::1]"
    elif not all(_is_of(origin, hosts[0]) for origin in origins):
        yield "a page of another site asked"


def _is_loopback(host: str) -> bool:
    try:
        address = ip_address(host)
    except ValueError:
        return False
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return (mapped or address).is_loopback


def _is_of(origin: str, host: str) -> bool:
    """Whether a page comes from a host and its port."""
    if not (found := _ORIGIN.fullmatch(origin)):
        return False
    usual = _PORTS[found[1]]
    return _place(found[2], usual) == _place(host, usual) is not None


def _place(host: str, usual: str) -> tuple[str, int] | None:
    found = _OURS.fullmatch(host)
    return (found[1].lower(), int(found[2] or usual)) if found else None


def stranger(claims: Mapping[str, Any]) -> str:
    """Why someone of whom a provider says this is no editor, or a blank for an editor."""
    email, known = claims.get("email"), editors()
    if not known:
        return "CROSSINGS_EDITORS names nobody"
    if not isinstance(email, str) or not email:
        return "the provider gave no e-mail address"
    if str(claims.get("email_verified")).lower() != "true":
        return "the provider does not say that the e-mail address is verified"
    return (
        "" if _folded(email.strip()) in known else "the e-mail address is not in CROSSINGS_EDITORS"
    )


def editors() -> set[str]:
    """The e-mail addresses of those who may come to the desk by login."""
    return {
        _folded(name)
        for name in re.split(r"[\s,]+", os.environ.get("CROSSINGS_EDITORS", ""))
        if name
    }


def _folded(address: str) -> str:
    # Beyond ASCII different letters share a small one: the sign of the kelvin would pass for a k.
    return address.lower() if address.isascii() else address


def say_once(why: str) -> None:
    """Tell the log of one sort of refusal, the first time that it happens."""
    if why not in _said:
        _said.add(why)
        LOGGER.warning("The desk did not open to a request: %s (said once)", why)


def admits(headers: Fields, client_host: str | None) -> bool:
    """Whether the desk is there at all for a request; who then may use it, a login may have to say."""
    if mode() != "local":
        return mode() == "login"
    if why := refusal(headers, client_host):
        say_once(why)
    return not why


def admitted(scope: Scope) -> bool:
    """The same of a request as the server has it."""
    client = scope.get("client")
    return admits(Headers(scope=scope), client[0] if client else None)


class DeskRoute(Route):
    """The address of the desk: whoever may not come to it finds there what is at any unknown one."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Match only a request that is admitted."""
        match, child = super().matches(scope)
        return (match, child) if match == Match.NONE or admitted(scope) else (Match.NONE, {})
