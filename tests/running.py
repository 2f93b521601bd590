"""What the tests and the benchmarks share for running a dashboard in a process of its own."""

import socket
import subprocess
import time
from typing import Any

import httpx

PATIENCE = (
    60.0  # seconds: a machine that does much else may be slow, and that is no fault of an answer
)


def free_port() -> int:
    """A port that nothing on this machine listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def fetch(address: str, method: str = "GET", **options: Any) -> httpx.Response:
    """The answer to a request, however busy the machine is."""
    return httpx.request(method, address, timeout=PATIENCE, **options)


def wait_until_healthy(
    url: str, name: str, process: "subprocess.Popen[bytes] | None" = None
) -> None:
    """Return once a Streamlit server answers; raises TimeoutError after a minute, or once it has ended.

    Whatever answers at the port of a process that has ended is another server.
    """
    for _ in range(240):
        if process and process.poll() is not None:
            break
        try:
            if httpx.get(f"{url}/_stcore/health").is_success:
                return
            time.sleep(0.25)
        except httpx.TransportError:
            time.sleep(0.25)
    raise TimeoutError(f"{name} did not start")
