"""A visit of every page in one language, and what can be read on each."""

from collections.abc import Iterable, Iterator

from playwright.sync_api import expect

from tests.browser.reader import Reader

# What is in no language of ours, and why.
PASSED = {
    "[data-testid*=Icon]": "an icon is drawn by its name",
    "style, script, noscript, template": "nobody reads it",
    "code, pre": "addresses, citations and code, to be copied",
    "bdi": "names of outlets and authors, and IDs",
    ".lead a, .also a, .source a, .documents a": "outlets and titles, as published",
    "iframe[aria-label]": "its title gives way to this name",
}  # fmt: skip

# Everything that can be read or heard, each with where it is; what says that it is in another language
# than its page is as it was published, or marked for want of a translation.
READ = """(passed) => {
  const found = [];
  const NAMES = ["aria-label", "aria-description", "aria-roledescription", "aria-valuetext", "title", "placeholder", "alt"];
  const shown = (element) => element.checkVisibility() || element.closest("canvas, title");
  const walk = (page) => {
    const foreign = (element) => (element.closest("[lang]")?.lang ?? page.lang) !== page.lang;
    for (const element of page.querySelectorAll("*")) {
      if (element.contentDocument) walk(element.contentDocument.documentElement);
      if (element.closest(passed) || foreign(element) || !shown(element)) continue;
      const where = [element.tagName.toLowerCase(), ...element.classList].join(".");
      const say = (how, text) => { if (text?.trim()) found.push([`${where} ${how}`, text.replace(/\\s+/g, " ").trim()]); };
      for (const name of NAMES) say(name, element.getAttribute(name));
      for (const child of element.childNodes) if (child.nodeType === Node.TEXT_NODE) say("text", child.data);
      for (const part of ["::before", "::after"]) {
        const drawn = getComputedStyle(element, part).content;
        if (drawn.startsWith('"')) say(part, drawn.slice(1, -1));
      }
    }
  };
  walk(document.documentElement);
  return found;
}"""
DRAWN = """() => document.querySelector(".stApp")?.dataset.testScriptState === "notRunning"
  && !document.querySelector("[data-testid=stSkeleton]")"""
UNFOLD = """() => {
  const frame = document.querySelector(".st-key-map iframe")?.contentDocument;
  for (const page of [document, frame].filter(Boolean))
    for (const each of page.querySelectorAll("details:not([data-testid])")) each.open = true;
  frame?.querySelector(".leaflet-control-layers")?.classList.add("leaflet-control-layers-expanded");
}"""
# What does not fit: text that is cut off, controls that lie on one another, and pages that scroll sideways.
CROWDED = """() => {
  const all = [...document.querySelectorAll(".stApp *")].filter((element) => element.checkVisibility());
  const named = (element) => `${element.tagName}.${[...element.classList].at(-1)} ${element.innerText.slice(0, 40)}`;
  const found = [];
  for (const element of all) {
    const style = getComputedStyle(element);
    const own = [...element.childNodes].some((child) => child.nodeType === Node.TEXT_NODE && child.data.trim());
    if (!own || element.clientWidth < 2 || style.textOverflow === "ellipsis" || style.webkitLineClamp !== "none") continue;
    if (/hidden|clip/.test(style.overflowX) && element.scrollWidth > element.clientWidth + 1) found.push(`cut: ${named(element)}`);
    if (/hidden|clip/.test(style.overflowY) && element.scrollHeight > element.clientHeight + 2) found.push(`cut: ${named(element)}`);
  }
  const seen = (element) => {
    let { left, top, right, bottom } = element.getBoundingClientRect();
    for (let around = element.parentElement; around; around = around.parentElement) {
      if (getComputedStyle(around).overflow === "visible") continue;
      const box = around.getBoundingClientRect();
      [left, top, right, bottom] = [Math.max(left, box.left), Math.max(top, box.top), Math.min(right, box.right), Math.min(bottom, box.bottom)];
    }
    return { left, top, right, bottom };
  };
  const controls = all.filter((element) => element.matches("h1, .byline, .languages a, header a, button, summary, label, .earlier, input:not(label input), .st-key-pages a")
    && !element.closest("[data-testid=stElementToolbar]") && element.innerText !== undefined && getComputedStyle(element).visibility === "visible");
  const boxes = controls.map((element) => [element, seen(element)]).filter(([, box]) => box.right - box.left > 3 && box.bottom - box.top > 3);
  const text = (element) => element.matches("h1, .byline");
  for (const [at, [one, a]] of boxes.entries())
    for (const [other, b] of boxes.slice(at + 1)) {
      if (one.contains(other) || other.contains(one) || text(one) && text(other)) continue;
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left), down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (across <= 2 || down <= 2) continue;
      const [x, y] = [Math.max(a.left, b.left) + across / 2, Math.max(a.top, b.top) + down / 2];
      const hit = document.elementFromPoint(x, y);
      if (hit && (one.contains(hit) || other.contains(hit))) found.push(`overlap: ${named(one)} / ${named(other)}`);
    }
  const main = document.querySelector("[data-testid=stMain]");
  if (main.scrollWidth > main.clientWidth) found.push(`sideways: ${main.scrollWidth}`);
  return found;
}"""
ALL = (
    "map", "one_year", "opened", "empty_selection", "paper", "timeline", "articles", "data", "about",
    "plain",
)  # fmt: skip
Read = list[tuple[str, str]]


class Visitor:
    """A reader who reads all of every page, in one language."""

    def __init__(self, reader: Reader, code: str, crossing: str, empty: str) -> None:
        self.reader, self.page, self.code = reader, reader.page, code
        self.crossing, self.empty = crossing, empty

    def open(self, path: str) -> None:
        """Open an address of the app in the language, and wait until it is drawn."""
        self.page.goto(f"{self.reader.url}/{path}{'&' if '?' in path else '?'}lang={self.code}")
        self.page.wait_for_function(DRAWN)

    def unfold(self, *keys: str) -> None:
        """Open all that can be opened, and these of Streamlit's own."""
        for key in keys:
            self.page.locator(f".st-key-{key} summary").first.click()
        self.page.wait_for_function(DRAWN)
        self.page.evaluate(UNFOLD)

    def read(self) -> Read:
        """Everything that is on the page, and its title."""
        found = self.page.evaluate(READ, ", ".join(PASSED))
        return [("title", self.page.title()), *map(tuple, found)]

    def everywhere(self, names: Iterable[str] = ALL) -> Iterator[tuple[str, Read]]:
        """What is read on each of these pages, by its name."""
        for name in names:
            for where, found in getattr(self, f"_{name}")():
                yield f"{name} {where}".strip(), found

    def _map(self) -> Iterator[tuple[str, Read]]:
        self.open("?place=nowhere-at-all")
        expect(self.reader.map.locator(".mark").first).to_be_visible()
        expect(self.page.locator(".st-key-bars svg.marks")).to_be_visible()
        self.unfold("folded")
        yield "", self.read()
        self.page.locator("[data-testid=stMainMenu] button").click()
        yield "menu", self.read()
        self.page.keyboard.press("Escape")

    def _one_year(self) -> Iterator[tuple[str, Read]]:
        self.open("?years=2015")
        self.page.locator(".st-key-bars svg.marks .mark-rect path").first.hover()
        expect(self.page.locator("#vg-tooltip-element.visible")).to_be_visible()
        yield "bar", self.read()
        self.reader.map.locator(".mark .face").first.hover()
        expect(self.reader.map.locator(".tip")).to_be_visible()
        yield "mark", self.read()
        yield from self._taken_away()

    def _taken_away(self) -> Iterator[tuple[str, Read]]:
        self.unfold("takeaway")
        expect(self.page.locator(".st-key-files button")).to_have_count(5)
        yield "take-away", self.read()
        files = {}
        for name in ("by-year.svg", "crossings.html"):
            with self.page.expect_download() as download:
                self.page.locator(f"[class*='st-key-take-{name.replace('.', '-')}'] button").click()
            files[name] = download.value.path().rename(
                download.value.path().with_suffix(f".{name}")
            )
        for name, path in files.items():
            self.page.goto(path.as_uri())
            yield name, self.read()

    def _opened(self) -> Iterator[tuple[str, Read]]:
        self.open(f"?crossing={self.crossing}")
        expect(self.page.locator(".card").first).to_be_visible()
        self.unfold()
        yield "", self.read()
        self.open("?at=elsewhere")
        expect(self.reader.map.locator(".mark").first).to_be_visible()
        yield "location", self.read()

    def _empty_selection(self) -> Iterator[tuple[str, Read]]:
        self.open(self.empty)
        expect(self.page.locator(".empty")).to_be_visible()
        yield "", self.read()

    def _paper(self) -> Iterator[tuple[str, Read]]:
        self.open("")
        self.page.emulate_media(media="print")
        self.page.evaluate("() => { dispatchEvent(new Event('beforeprint')); }")
        expect(self.page.locator("#paper")).to_be_visible()
        yield "", self.read()
        self.page.emulate_media(media="screen")

    def _timeline(self) -> Iterator[tuple[str, Read]]:
        self.open("timeline")
        point = self.page.locator(
            "[class*=st-key-chart-] svg.marks .mark-symbol path[aria-label]"
        ).first
        point.hover()
        expect(self.page.locator("#vg-tooltip-element.visible")).to_be_visible()
        yield "point", self.read()
        point.click()
        expect(self.page.locator(".card").first).to_be_visible()
        self.unfold()
        yield "source", self.read()

    def _articles(self) -> Iterator[tuple[str, Read]]:
        self.open("articles")
        self.unfold()
        yield "", self.read()

    def _data(self) -> Iterator[tuple[str, Read]]:
        self.open("data")
        self.page.locator("[data-testid=stDataFrame]").first.hover()
        self.unfold()
        yield "", self.read()

    def _about(self) -> Iterator[tuple[str, Read]]:
        self.open("about")
        yield "", self.read()

    def _plain(self) -> Iterator[tuple[str, Read]]:
        prefix = f"{self.reader.url}/{self.code}"
        for name in (f"crossing/{self.crossing}", "crossing/nobody-knows-it", "nowhere"):
            self.page.goto(f"{prefix}/{name}")
            self.page.evaluate(UNFOLD)
            yield name.rpartition("/")[2], self.read()
