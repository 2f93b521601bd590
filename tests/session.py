"""A session of the app over its websocket, as a browser opens one, with whatever head a stranger may send."""

import socket
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect


def messages(url, ssl=None, **headers):
    """Every message of the first run of a page; None if the session is refused."""
    asked, host = urlsplit(url), headers.pop("Host", "")
    scheme = "wss" if ssl else "ws"
    address = f"{scheme}://{host or asked.netloc}{asked.path.rstrip('/')}/_stcore/stream"
    try:
        with connect(
            address, sock=socket.create_connection((asked.hostname, asked.port)), ssl=ssl, max_size=None, subprotocols=["streamlit"],
            origin=headers.pop("Origin", None), additional_headers=headers, proxy=None,
        ) as session:  # fmt: skip
            session.send(_run())
            return list(_until_done(session))
    except InvalidStatus:
        return None


def pages_of(server, **given):
    """The pages that a session is told of, by their addresses; None if the session is refused."""
    found = messages(getattr(server, "url", server), **given)
    return found and [
        page.url_pathname for each in found if each.HasField("navigation") for page in each.navigation.app_pages
    ]  # fmt: skip


def _run():
    message = BackMsg()
    message.rerun_script.SetInParent()
    return message.SerializeToString()


def _until_done(session):
    while True:
        message = ForwardMsg()
        message.ParseFromString(session.recv(timeout=30))
        yield message
        if message.HasField("script_finished"):
            return
