"""All that the walks know of the page: where things are, and what it says of itself.

Whoever changes the page changes this module, and no other of the walks.
"""

import re
from dataclasses import dataclass
from typing import Any

FRAME = "iframe[title='streamlit_folium.st_folium']"
MODES = {"year": "One year", "range": "Range", "until": "Up to"}
PILLS = "button[aria-pressed]"
ZOOMS = (6, 13)


@dataclass(frozen=True)
class Target:
    """Something to act on: a selector, what its text or name begins with, and whether the map has it."""

    css: str
    text: str = ""
    in_map: bool = False
    last: bool = False

    def __str__(self) -> str:
        where = " on the map" if self.in_map else ""
        return f"“{self.text}”{where}" if self.text else f"{self.css}{where}"


def mode(name: str) -> Target:
    return Target(".st-key-clock [role=radio], .st-key-clock label:has(input[type=radio])", name)


def pill(name: str) -> Target:
    return Target(PILLS, name)


def page(name: str) -> Target:
    return Target("[data-testid=stTopNavLink], header a, [data-testid=stSidebarNavLink]", name)


def button(name: str, *, last: bool = False) -> Target:
    return Target("button", name, last=last)


def link(name: str) -> Target:
    return Target("a", name)


def mark(name: str) -> Target:
    return Target(".mark", f"{name}:", in_map=True)


def year_bar(year: int) -> Target:
    return Target(f".st-key-bars svg [aria-roledescription=bar][aria-label*='{year}']")


def zoom_button(name: str) -> Target:
    return Target(f".leaflet-control-zoom-{name}", in_map=True)


PLAY = Target(".st-key-clock button", "Play")
STOP = Target(".st-key-clock button", "Stop")
SLIDER = Target(".st-key-clock input[type=range]")  # the last thumb is the last year
TYPED = Target(".st-key-clock input[type=number]")
SEARCH = Target("input[aria-label=Search], [data-testid=stTextInput] input")
FILTERS = Target(".st-key-folded summary", "Filters")
RESET = button("Reset all filters")
SHOW = button("Show on the map")
OLDER = button("Older")
MAP = Target(FRAME)
TIMELINE_MARK = Target(".st-key-dots svg [aria-roledescription=point]", last=True)
OPEN_IN_DASHBOARD = link("Open in the dashboard")

# Finds a target, brings it into view, and says where its middle is and whether a click would hit it.
FIND = """(css, text, inMap, last) => {
  const frame = inMap ? document.querySelector("{frame}") : null;
  if (inMap && !frame?.contentDocument) return null;
  const page = frame ? frame.contentDocument : document;
  const named = (element) => [element.getAttribute("aria-label"), element.innerText, element.textContent]
    .some((name) => (name || "").replace(/^[a-z_]+\\n/, "").trim().startsWith(text));
  const found = [...page.querySelectorAll(css)].filter((element) =>
    element.checkVisibility() && !element.disabled && (!text || named(element)));
  const element = last ? found.at(-1) : found[0];
  if (!element) return null;
  const middle = () => {
    const box = element.getBoundingClientRect();
    const around = frame ? frame.getBoundingClientRect() : { x: 0, y: 0 };
    return { x: box.x + box.width / 2, y: box.y + box.height / 2, left: around.x, top: around.y, box };
  };
  let at = middle();
  // A row may have to be scrolled sideways: what is wanted is beyond its end, or under what stays.
  const row = !frame && element.closest(".st-key-filters");
  const over = row && document.elementFromPoint(at.x, at.y);
  const aside = row && (at.x < 0 || at.x > innerWidth || (over?.closest(".st-key-folded") && !element.closest(".st-key-folded")));
  if (at.top + at.y < 70 || at.top + at.y > innerHeight - 20 || aside) {
    // Within the map's frame a mark alone would be scrolled, and come back a moment later.
    if (frame) document.querySelector("[data-testid=stMain]").scrollTop += at.top + at.y - innerHeight / 2;
    else element.scrollIntoView({ block: aside ? "nearest" : "center", inline: aside ? "center" : "nearest", behavior: "instant" });
    at = middle();
  }
  const hit = page.elementFromPoint(at.x, at.y);
  const within = hit && (element.contains(hit) || hit.contains(element) && hit.closest("label, button, a"));
  const through = !frame || document.elementFromPoint(at.left + at.x, at.top + at.y) === frame;
  return { x: at.left + at.x, y: at.top + at.y, width: at.box.width, height: at.box.height,
    clear: Boolean(within && through), over: hit ? hit.outerHTML.slice(0, 120) : "nothing" };
}""".replace("{frame}", FRAME)

FOCUS = """(css, last) => {
  const found = [...document.querySelectorAll(css)];
  const element = last ? found.at(-1) : found[0];
  if (!element) return false;
  element.focus();
  return document.activeElement === element;
}"""

# The names of what has the keyboard, inside the map's frame too, without the names of icons.
FOCUSED = """() => {
  let element = document.activeElement;
  if (element?.tagName === "IFRAME") element = element.contentDocument?.activeElement;
  if (!element) return [];
  // Firefox lets the keyboard scroll whatever can be scrolled, too.
  const own = element.matches("a, button, input, summary, [role]") ? element.innerText : "";
  return [element.getAttribute("aria-label"), element.labels?.[0]?.innerText, own]
    .filter(Boolean).map((name) => name.replace(/^[a-z_]+\\n+/, "").trim());
}"""

# Everything that the invariants speak of, read in one turn of the browser.
READ = """() => {
  const one = (css, inside = document) => inside.querySelector(css);
  const all = (css, inside = document) => [...inside.querySelectorAll(css)];
  const text = (element) => element ? element.innerText.replace(/\\s+/g, " ").trim() : null;
  const visible = (element) => {  // how many pixels of its height can be seen
    if (!element) return 0;
    let { top, bottom, left, right } = element.getBoundingClientRect();
    for (let around = element.parentElement; around; around = around.parentElement) {
      if (getComputedStyle(around).overflowY === "visible") continue;
      const box = around.getBoundingClientRect();
      top = Math.max(top, box.top); bottom = Math.min(bottom, box.bottom);
    }
    if (right <= 0 || left >= innerWidth) return 0;
    return Math.max(0, Math.min(bottom, innerHeight) - Math.max(top, 0));
  };
  const clock = all(".st-key-clock").find((each) => each.checkVisibility());
  const checked = clock && (one("input[type=radio]:checked", clock)?.closest("label")
    || one("[role=radio][aria-checked=true]", clock));
  const readClock = () => clock && {
    mode: text(checked),
    slider: all("input[type=range]", clock).map((thumb) => Number(thumb.value)),
    typed: all("input[type=number]", clock).map((box) => Number(box.value)),
    repeats: Number(one(".clock", clock)?.dataset.repeats || 0),
    play: all("button", clock).some((button) => /Play$/.test(text(button)) && button.checkVisibility()),
    playing: all("button", clock).some((button) => /Stop$/.test(text(button))),
  };
  const frame = one("{frame}");
  const inside = frame?.contentWindow;
  const readMap = () => {
    if (!inside?.map?.getZoom || !one(".leaflet-container", inside.document)) return null;
    // What is opened or filtered moves the map too, and it may stay there.
    if (/[?&](at|crossing|place|q|kind|direction|status)=/.test(location.search)) inside.walked = true;
    const size = inside.map.getSize(), centre = inside.map.getCenter();
    const marks = all(".mark", inside.document).map((mark) => {
      const box = mark.getBoundingClientRect();
      const x = box.x + box.width / 2, y = box.y + box.height / 2;
      return { label: mark.getAttribute("aria-label"), selected: mark.classList.contains("selected"),
        hit: mark.contains(inside.document.elementFromPoint(x, y)),
        inView: x >= 0 && y >= 0 && x <= size.x && y <= size.y };
    });
    return { zoom: inside.map.getZoom(), width: size.x, height: size.y, centre: [centre.lat, centre.lng],
      more: inside.map.getZoom() < inside.map.getMaxZoom(),
      less: inside.map.getZoom() > inside.map.getMinZoom(),
      marks, painted: colours(one(".leaflet-base-pane canvas", inside.document)),
      // While it moves to another zoom, Leaflet does not hear of the next pinch.
      zooming: Boolean(inside.map._animatingZoom), moved: Boolean(inside.walked), shown: visible(frame) };
  };
  const colours = (canvas) => {
    if (!canvas?.width) return 0;
    const small = document.createElement("canvas");
    small.width = canvas.width;
    small.height = 49;
    const pen = small.getContext("2d");
    pen.drawImage(canvas, 0, 0, 48, 48);
    // Thin lines are lost in what is made so small: one row of pixels is looked at as it is.
    pen.drawImage(canvas, 0, canvas.height / 2, canvas.width, 1, 0, 48, canvas.width, 1);
    const seen = (...box) => [...new Uint32Array(pen.getImageData(...box).data.buffer)];
    return new Set([...seen(0, 0, 48, 48), ...seen(0, 48, canvas.width, 1)]).size;
  };
  // The locations stand on the page; of the folded filters those that are set have a chip each.
  const pills = all(".st-key-locations button[aria-pressed]").filter((pill) => pill.checkVisibility());
  const chips = all(".st-key-chips button p").filter((chip) => chip.checkVisibility()).map(text);
  const card = one(".st-key-evidence .card");
  const opened = new URLSearchParams(location.search).has("crossing");
  const heading = opened ? card && one("h3", card) : one(".st-key-evidence h2.panel");
  const readList = () => one(".st-key-evidence") && {
    heading: text(one(".st-key-evidence h2.panel")), counts: text(one(".st-key-evidence p.panel")),
    first: text(card && one("h3", card)), cards: all(".st-key-evidence .card").length,
    shown: visible(heading) / (heading?.getBoundingClientRect().height || 1),
  };
  return {
    url: location.href,
    title: document.title,
    text: (one(".stMain") || document.body)?.innerText.length || 0,
    size: [innerWidth, innerHeight],
    scrolled: one("[data-testid=stMain]")?.scrollTop ?? scrollY,
    sentence: text(one(".headline .sentence")),
    shown: text(one(".headline .shown")),
    clock: readClock(),
    map: readMap(),
    list: readList(),
    pressed: [...pills.filter((pill) => pill.getAttribute("aria-pressed") === "true").map(text), ...chips],
    pills: pills.length,
    buttons: all(".stMain button").filter((button) => !button.disabled && button.checkVisibility()).map(text),
    boxes: all(".stException, [data-testid=stException], [data-testid=stAlertContentError]").map(text),
    crashed: /encountered an error/.test(document.body?.innerText || ""),
    font: one(".stApp") ? getComputedStyle(one(".stApp")).fontFamily : getComputedStyle(document.body).fontFamily,
    border: card ? getComputedStyle(card).borderTopWidth : null,
  };
}""".replace("{frame}", FRAME)

# The slider of the last year: where its thumb is, its height, and where its first year is and its width.
TRACK = """(css) => {
  const thumb = [...document.querySelectorAll(css)].at(-1);
  thumb.closest(".st-key-clock").scrollIntoView({ block: "nearest", behavior: "instant" });
  const at = (thumb.value - thumb.min) / (thumb.max - thumb.min), own = thumb.getBoundingClientRect();
  const group = own.width < 20 && thumb.closest("[role=group]");  // not a plain input
  const box = (group || thumb).getBoundingClientRect(), inset = group ? 0 : 8;
  const left = box.left + inset, width = box.width - 2 * inset;
  const y = group ? thumb.parentElement.parentElement.getBoundingClientRect() : own;
  return [left + width * at, y.top + y.height / 2, left, width];
}"""

# A point of the map without a mark or a control: a click there would open nothing.
SPOT = """() => {
  const frame = document.querySelector("{frame}"), around = frame.getBoundingClientRect();
  const inside = frame.contentDocument;
  const tops = [0.5, 0.35, 0.65, 0.25, 0.75], lefts = [0.5, 0.35, 0.65, 0.2, 0.8];
  for (const top of tops) for (const left of lefts) {
    const x = around.width * left, y = around.height * top;
    if (around.top + y < 80 || around.top + y > innerHeight - 30) continue;
    const hit = inside.elementFromPoint(x, y);
    if (hit && !hit.closest(".mark, .leaflet-control, .leaflet-tooltip"))
      return [Math.round(around.left + x), Math.round(around.top + y)];
  }
  return [around.left + around.width / 2, around.top + around.height / 2];
}""".replace("{frame}", FRAME)

# Marks the map as moved by hand, for as long as its frame lasts.
MOVED = """() => {
  const inside = document.querySelector("{frame}")?.contentWindow;
  if (inside) inside.walked = true;
}""".replace("{frame}", FRAME)

# How far down everything stands: a page that still loads may push it on.
TOPS = """() => {
  const scrolled = document.querySelector("[data-testid=stMain]")?.scrollTop || 0;
  return [...document.querySelectorAll("iframe, .card, h2")]
    .map((element) => Math.round(element.getBoundingClientRect().top + scrolled));
}"""

# Marks a page that is about to be left: until another has come, it is still there and looks whole.
# Back may bring the very same one.
LEAVES = """() => {
  window.left = true;
  addEventListener("pageshow", () => { window.left = false; });
}"""

# Whether a page that was just loaded has come so far that its state can be judged.
ARRIVED = """() => {
  if (window.left) return false;
  const app = document.querySelector(".stApp");
  if (!app) return Boolean(document.querySelector(".page, main"));
  if (document.querySelector(".stException")) return true;
  if (app.dataset.testScriptState !== "notRunning" || !document.querySelector(".headline, .stMain h2")) return false;
  const frame = document.querySelector("{frame}");
  return frame ? Boolean(frame.contentWindow?.map?.getZoom) : !document.querySelector(".st-key-map");
}""".replace("{frame}", FRAME)

# When the script last said something (ms), or null while it runs or has yet to hear of an act.
SAID = """() => {
  const clock = [...document.querySelectorAll(".clock")].find((each) => each.checkVisibility());
  const state = document.querySelector(".stApp")?.dataset.testScriptState || "notRunning";
  return state === "notRunning" && !(clock?.dataset.unheard > 0) ? window.crossingsPage?.toldAt ?? 0 : null;
}"""


def whole_numbers(text: str | None) -> list[int]:
    """The whole numbers of a text, in its order: "14 of 5,600 reports" gives 14 and 5,600."""
    return [int(found.replace(",", "")) for found in re.findall(r"\d[\d,]*", text or "")]


def page_of(path: str) -> str:
    """The name of the page at a path: "map", "timeline", "crossing"."""
    return path.strip("/").split("/")[0] or "map"


def label(pressed: str) -> str:
    """What a pressed pill is called, without its count."""
    return re.sub(r" \(\d[\d,]*\)$", "", pressed)


def state_in_short(state: dict[str, Any]) -> dict[str, Any]:
    """The state for a failure's message: marks by name alone."""
    found = state.get("map") or {}
    names = [mark["label"] + ("" if mark["inView"] else " (out of view)") for mark in found.get("marks", [])]  # fmt: skip
    return state | {"buttons": "…"} | ({"map": {**found, "marks": names}} if found else {})
