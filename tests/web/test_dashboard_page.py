"""The first HTML of the dashboard's pages, as search engines, previews and browsers get it."""

import time
from urllib.parse import urljoin

import pytest
from lxml import html

from geodata.drawings.assets import PAGE_SCRIPT, PAGE_STYLE
from geodata.model.address import decode
from geodata.model.live import LiveDataset
from geodata.panels import headline
from geodata.panels.view import View
from geodata.web import server as served
from geodata.web.dashboard_page import DESCRIPTIONS, page_html
from geodata.web.plain_page import NAMELESS, PAGES
from tests.conftest import Server
from tests.running import fetch


@pytest.fixture(scope="module", params=["", "/crossings"])
def root(request, server):
    """The address of the dashboard with its last slash, at the root of a host and below a path."""
    if not request.param:
        yield f"{server.url}/"
        return
    below = Server(base_path=request.param).with_data()
    yield f"{below.url}/"
    below.stop()


@pytest.mark.parametrize(("path", "name"), PAGES)
def test_a_page_says_what_it_is_before_any_script_runs(root, path, name, shipped):
    site = shipped.package["title"]
    tree = html.fromstring(fetch(f"{root}{path}").text)
    [title] = tree.xpath("//title/text()")
    assert title == (f"{name} · {site}" if path else site)
    meta = {m.get("property") or m.get("name"): m.get("content") for m in tree.xpath("//meta")}
    assert meta["description"] == meta["og:description"] == DESCRIPTIONS[path]
    assert meta["og:title"] == title
    assert (meta["og:site_name"], meta["og:type"]) == (site, "website")
    assert tree.xpath("//link[@rel='canonical']/@href") == [meta["og:url"]] == [f"{root}{path}"]
    assert tree.get("lang") == "en"


def test_no_two_pages_say_the_same():
    assert set(DESCRIPTIONS) == {path for path, _ in PAGES}
    assert len(set(DESCRIPTIONS.values())) == len(PAGES)
    assert all(50 < len(text) <= 160 for text in DESCRIPTIONS.values())


@pytest.mark.parametrize("path", [path for path, _ in PAGES])
def test_a_page_names_our_style_and_script_where_they_are(root, path):
    tree = html.fromstring(fetch(f"{root}{path}").text)
    [style] = tree.xpath(
        "//link[@rel='stylesheet'][contains(@href, 'assets/')][not(ancestor::template)]"
    )
    [script] = tree.xpath("//head/script[contains(@src, 'assets/')]")
    assert "defer" in script.attrib
    for address, asset in ((style.get("href"), PAGE_STYLE), (script.get("src"), PAGE_SCRIPT)):
        answer = fetch(urljoin(f"{root}{path}", address))
        assert answer.content == asset.content
        assert "immutable" in answer.headers["cache-control"]


def test_our_style_stands_after_streamlits_and_before_what_is_drawn(root):
    text = fetch(root).text
    assert text.index("./static/css/") < text.index("</head>") < text.index(PAGE_STYLE.address)
    assert text.index(PAGE_STYLE.address) < text.index('<div id="root">')


def test_a_page_is_asked_for_each_time_and_sent_again_only_if_it_changed(root):
    first = fetch(f"{root}about")
    assert first.headers["cache-control"] == "no-cache"
    assert int(first.headers.get("content-length", len(first.content))) <= len(first.content)
    again = fetch(f"{root}about", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert fetch(root).headers["etag"] != first.headers["etag"]


def test_head_has_the_headers_of_get(root):
    plain = {"accept-encoding": "identity"}
    head, get = (fetch(root, method, headers=plain) for method in ("HEAD", "GET"))
    assert head.content == b""
    for name in ("content-length", "etag", "content-type", "cache-control"):
        assert head.headers[name] == get.headers[name]


def test_a_forged_host_puts_no_markup_into_a_page():
    text = page_html("", 'https://a"><img src=x>/', "<img src=x>")
    assert "<img" not in text


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ('{"title": "Reported crossings, here and there"}', "Reported crossings, here and there"),
        ('{"title": " "}', NAMELESS), ('{"title": ["x"]}', NAMELESS), ("{", NAMELESS),
    ],
)  # fmt: skip
def test_the_dashboard_has_a_name_before_its_data_are_read(monkeypatch, tmp_path, text, called):
    (tmp_path / "datapackage.json").write_text(text, encoding="utf-8")
    monkeypatch.setattr(served, "LIVE", LiveDataset(tmp_path))
    assert served.site() == called


def _once_read(server):
    while fetch(f"{server.url}/data/version.json").json()["digest"] is None:
        time.sleep(0.25)


def test_the_map_page_can_be_read_before_any_script_runs(server, shipped):
    _once_read(server)
    text = fetch(f"{server.url}/?years=2015").text
    choice, _ = decode({"years": ["2015"]}, shipped)
    assert headline.headline_html(View(shipped, choice)) in text
    assert "Thousands sought asylum at Storskog in 2015" in text
    assert text.index("Thousands") < text.index('<div id="root">')
    for path in ("timeline", "?years=2015&embed=true", "?crossing=pasvik-swimmer-2012"):
        assert 'id="early"' not in fetch(f"{server.url}/{path}").text


def test_what_an_address_asks_for_puts_no_markup_into_the_page(server):
    _once_read(server)
    text = fetch(server.url, params={"q": "<img src=x onerror=alert(1)></template>"}).text
    assert 'id="early"' in text
    assert "<img" not in text
    assert text.count("</template>") == 1
