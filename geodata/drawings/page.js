/* What the page around the map does in the browser, besides the clock. */
(() => {
  "use strict";

  const page = window.crossingsPage = window.crossingsPage || {};
  const ROOT = new URL("..", document.currentScript.src);
  const LOOK_EVERY = 2000;  // ms between two looks whether the data are still these
  let latest = null;        // what the script said last: see clock.py
  page.toldAt = 0;          // when it said so

  /* Called after every run of the script. */
  page.told = (component) => {
    latest = component;
    page.toldAt = performance.now();
    speak(component.data);
    announce(component.data.said);
    bringIntoView(component.data.opened);
    page.followed(component.data);
    askForCharts();
    makeRoom();
  };

  /* ---- the title ends where the names of the pages begin, however long these are -------------------- */

  function makeRoom() {
    const style = document.documentElement.style, first = document.querySelector("[data-testid=stTopNav] a");
    const title = document.querySelector("h1.title");
    const room = first?.checkVisibility() && title && first.getBoundingClientRect().left - title.offsetLeft - 16;
    if (room > 0) style.setProperty("--room-of-title", `${Math.round(room)}px`);
    else style.removeProperty("--room-of-title");
  }

  addEventListener("resize", makeRoom);
  document.fonts.ready.then(makeRoom);

  /* ---- the language that the script speaks --------------------------------------------------------- */

  function speak({ language, locale, labels }) {
    document.documentElement.lang = language;
    page.locale = locale;
    window.crossingsSkip.named(labels.skip);
  }

  /* ---- what was read until the app could draw it -------------------------------------------------- */

  const early = document.getElementById("early");

  function leave() {
    drawing.disconnect();
    early?.remove();
  }

  /* Words whose place is still kept by a grey bar would move when they come. */
  const drawing = new MutationObserver(() => {
    const words = document.querySelector(".st-key-evidence p.panel, .stAlert, .empty, .stProgress, [role=dialog]");
    if (words && !document.querySelector("[class*=st-key-] [data-testid=stSkeleton]")) leave();
  });

  drawing.observe(document.body, { subtree: true, childList: true });
  setTimeout(leave, 8000);

  /* ---- the charts come after the map ---------------------------------------------------------- */

  const MAP_PATIENCE = 5000;  // ms after which the charts come without a map
  let mapDrawn = false, askedFor = false;

  /* Asked while the script runs, it would begin again. */
  function askForCharts() {
    if (!latest?.data.waits) askedFor = false;
    else if (mapDrawn && !askedFor) {
      if (page.running() || page.turning()) return void setTimeout(askForCharts, 50);
      askedFor = true;
      latest.setTriggerValue("drawn", true);
    }
  }

  function drawn() {
    mapDrawn = true;
    askForCharts();
  }

  document.addEventListener("crossings-drawn", () => requestAnimationFrame(() => setTimeout(drawn)));
  setTimeout(drawn, MAP_PATIENCE);

  /* ---- a lasting live region: what is replaced whole is not read out -------------------------- */

  const region = Object.assign(document.createElement("p"), { className: "announced" });
  region.setAttribute("role", "status");
  let said = null;
  let saying = 0;

  function announce(text) {
    if (!region.isConnected) document.body.append(region);
    if (text === said) return;
    const first = said === null;
    said = text;
    clearTimeout(saying);
    // A reader who holds a key wants the last sentence, and nobody wants the one they came with.
    if (!first) saying = setTimeout(() => { region.textContent = text; }, 400);
  }

  /* ---- what was opened is on the screen -------------------------------------------------------- */

  let opened = "";

  function bringIntoView(name) {
    if (name === opened) return;
    opened = name;
    if (name) whenThere(() => document.querySelector(`[data-opened="${CSS.escape(name)}"]`), reveal);
  }

  function whenThere(find, then) {
    const asked = opened;
    let left = 100;
    const look = () => {
      const found = find();
      if (opened !== asked || left-- < 0) return;
      if (found) then(found);
      else setTimeout(look, 50);
    };
    look();
  }

  /* The map and the head of what was opened, together, under the page's header. */
  function reveal(found) {
    const head = found.querySelector("h3") || found;
    const map = document.querySelector(".st-key-map");
    if (!map || (seen(map, 0.6) && seen(head, 1))) return;
    const main = document.querySelector("[data-testid=stMain]");
    // On a wide screen the map stays where it is while the list goes by: what both stand in moves.
    const both = map.closest("[data-testid=stHorizontalBlock]") || map;
    main.scrollTop += both.getBoundingClientRect().top - top() - 8;
  }

  function top() {
    const header = document.querySelector("[data-testid=stHeader]");
    return header ? Math.max(0, header.getBoundingClientRect().bottom) : 0;
  }

  /* Whether at least a share of an element's height is on the screen. */
  function seen(element, share) {
    const box = element.getBoundingClientRect();
    const visible = Math.min(box.bottom, window.innerHeight) - Math.max(box.top, top());
    return visible >= share * Math.min(box.height, 160);
  }

  /* ---- the panel of filters closes as a menu does -------------------------------------------------- */

  const CLOSES_IN = 700;  // ms in which it still counts as open while it closes
  let closed = -CLOSES_IN;

  function fold() {
    const summary = document.querySelector(".st-key-folded details[open] summary");
    if (!summary || performance.now() - closed < CLOSES_IN) return null;
    closed = performance.now();
    summary.click();
    return summary;
  }

  /* After the press, not with it: the row moves, and what was pressed would be missed. */
  document.addEventListener("click", (event) => {
    if (event.isTrusted && !event.target.closest?.(".st-key-folded, .st-key-chips")) fold();
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") fold()?.focus(); });

  /* ---- other data: an open page learns of them by itself ---------------------------------------- */

  async function look() {
    try {
      if (latest && !document.hidden && performance.now() - page.toldAt > LOOK_EVERY) {
        const answer = await (await fetch(new URL("data/version.json", ROOT), { cache: "no-store" })).json();
        const [digest, broken] = latest.data.data;
        const others = answer.digest !== digest || answer.broken !== broken;
        if (others && !page.turning()) latest.setTriggerValue("renewed", true);
      }
    } catch { /* the server is away: the app says so, and asks for it again */ }
    setTimeout(look, LOOK_EVERY);
  }

  setTimeout(look, LOOK_EVERY);

  /* ---- one step back for each act --------------------------------------------------------------- */

  /* An act may change the address more than once: a page first comes without its parameters, and play
     goes on by itself. Whatever follows an act without another one belongs to the same step. */
  const push = history.pushState;
  let acted = false;
  history.pushState = function pushState(...step) {
    if (!acted) return history.replaceState(...step);
    acted = false;
    return push.apply(history, step);
  };
  for (const kind of ["pointerdown", "keydown", "click", "crossings-touched"]) {
    document.addEventListener(kind, (event) => { acted ||= !event.repeat; }, true);
  }
})();
