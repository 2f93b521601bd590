"""The README's reverse proxy: its nginx configuration, run as printed before two replicas."""

import re
import shutil
import socket
import ssl
import subprocess
import time

import pytest
from playwright.sync_api import expect

from tests.conftest import ROOT, Server
from tests.running import fetch, free_port
from tests.session import pages_of

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not shutil.which("nginx"), reason="there is no nginx"),
]

HOST = "crossings.example.org"


def _printed():
    """The README's configuration of nginx."""
    return re.search(r"```nginx\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.S)[
        1
    ]


@pytest.fixture(scope="module")
def proxy(tmp_path_factory):
    """The address of nginx, in front of two replicas under a base path, whose desk is open to their machine."""
    folder = tmp_path_factory.mktemp("nginx")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={HOST}",
         "-keyout", folder / "key.pem", "-out", folder / "cert.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
    replicas = [
        Server(base_path="/crossings", environment={"CROSSINGS_DESK": "local"}) for _ in range(2)
    ]
    assert all("desk" in pages_of(replica) for replica in replicas)
    port = free_port()
    text = _printed()
    for printed, replica in zip(("127.0.0.1:8501", "127.0.0.1:8502"), replicas, strict=True):
        assert printed in text
        text = text.replace(printed, replica.address)
    for printed, here in (
        ("listen 443 ssl", f"listen 127.0.0.1:{port} ssl"),
        ("/etc/ssl/crossings.pem", str(folder / "cert.pem")),
        ("/etc/ssl/crossings.key", str(folder / "key.pem")),
    ):
        assert printed in text
        text = text.replace(printed, here)
    whole = f"daemon off; pid {folder}/pid; error_log {folder}/log; events {{}} http {{ access_log off; {text} }}"
    (folder / "nginx.conf").write_text(whole, encoding="utf-8")
    nginx = subprocess.Popen(["nginx", "-c", folder / "nginx.conf", "-p", folder])
    _wait_for(port)
    yield f"https://127.0.0.1:{port}/crossings/"
    nginx.terminate()
    nginx.wait(timeout=20)
    for replica in replicas:
        replica.stop()


def _wait_for(port):
    for _ in range(100):
        with socket.socket() as knock:
            if knock.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError("nginx does not answer")


def _trusting():
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    return trusting


def _get(address, host=HOST, **headers):
    return fetch(address, verify=_trusting(), headers={"Host": host, **headers})


def test_pages_and_files_are_served_under_the_base_path(proxy):
    for path in ("", "timeline", "data/crossings.csv", "assets/map.js", "_stcore/health"):
        assert _get(f"{proxy}{path}").status_code == 200, path


def test_addresses_that_readers_keep_name_the_public_host(proxy):
    page = _get(f"{proxy}crossing/pasvik-swimmer-2012").text
    assert f'<link rel="canonical" href="https://{HOST}/crossings/crossing/' in page
    assert f"<loc>https://{HOST}/crossings/</loc>" in _get(f"{proxy}sitemap.xml").text


@pytest.mark.parametrize("host", [HOST, "localhost", "127.0.0.1:8501"])
@pytest.mark.parametrize("claimed", [{}, {"X-Forwarded-For": "127.0.0.1"}])
def test_the_proxy_never_opens_a_desk_that_is_open_to_the_machine(proxy, host, claimed):
    desk, never = (_get(f"{proxy}{path}", host, **claimed) for path in ("desk", "dusk"))
    assert (desk.status_code, desk.text) == (404, never.text)
    pages = pages_of(proxy, ssl=_trusting(), Host=host, **claimed)
    assert pages == ["", "timeline", "articles", "data", "about"]


def test_the_dashboard_works_through_the_proxy(proxy, browser):
    context = browser.new_context(ignore_https_errors=True)
    page = context.new_page()
    missing = []
    page.on("response", lambda r: missing.append(r.url) if r.status >= 400 else None)
    page.goto(f"{proxy}?years=2016", timeout=60_000)
    face = page.frame_locator("iframe").locator(".mark[aria-label^='Storskog:'] .face")
    expect(face).to_have_text("1", timeout=30_000)
    page.get_by_role("slider").press("ArrowLeft")
    expect(face).to_have_text("5,439")
    expect(page.locator(".sentence")).to_contain_text("2015:")
    context.close()
    assert missing == []
