/* The words around the map while the browser is ahead of the script. The reader moves the clock; the
   words of its years come from data/words.json, those of the years beside it before they are asked for;
   and the script, which draws the rest of the page too, follows. What it draws for an older act is
   never seen over a newer one. What it draws last always is: it has the last word. */
(() => {
  "use strict";

  const page = window.crossingsPage = window.crossingsPage || {};
  const ROOT = new URL("..", document.currentScript.src);
  const MOST = 120;         // answers that are kept
  const known = new Map();  // the words of other years, by the query that asks for them
  let clock = null;         // the years under the slider, how they are meant, and the number of the act
  let told = null;          // what the script said last: see shell.py
  let shown = null;         // the words that stand before what the script has drawn, if there are any
  let under = null;         // what the script has drawn where our headline stands
  let pressed = "";         // the crossing whose button was pressed before the script had drawn it
  let asking = false;

  /* ---- what is asked for ----------------------------------------------------------------------- */

  function query({ mode, first, last }) {
    const own = mode === "until" ? `until=${last}` : mode === "year" ? `years=${last}` : `years=${first}&years=${last}`;
    return told.asked.others ? `${own}&${told.asked.others}` : own;
  }

  /* One question at a time: what was passed over meanwhile nobody wants to read. */
  async function ask(wanted) {
    if (asking || known.has(wanted)) return;
    asking = true;
    const [data] = told.data, words = await answered(wanted);
    asking = false;
    if (!words || data !== told.data[0]) return;
    if (known.size >= MOST) known.clear();
    known.set(wanted, words);
    catchUp();
  }

  async function answered(wanted) {
    try {
      const answer = await fetch(new URL(`data/words.json?${wanted}`, ROOT));
      return answer.ok ? await answer.json() : null;
    } catch { return null; /* the script has the words too */ }
  }

  /* Called by the clock with every act of the reader. */
  page.turned = (years) => {
    clock = years;
    pressed = "";
    catchUp();
  };

  function catchUp() {
    if (!waiting() || !list()) return;
    const wanted = query(clock);
    if (!known.has(wanted)) return void ask(wanted);
    shown = known.get(wanted);
    place();
  }

  /* Whether the script has yet to hear of the reader's last act. */
  function waiting() { return clock !== null && told !== null && told.heard < clock.act; }

  /* Called after every run of the script. */
  page.followed = (data) => {
    if (told?.data[0] !== data.data[0]) known.clear();
    told = data;
    catchUp();
    place();
    lookAround();
  };

  /* The years beside the one that is shown, ready for the next step, once nothing else is to be done. */
  async function lookAround() {
    const { mode, years, span } = told;
    if (mode === "range") return;
    while (running()) await new Promise((soon) => setTimeout(soon, 50));
    for (const last of [years[1] - 1, years[1] + 1]) {
      if (last >= span[0] && last <= span[1] && list() && !waiting()) await ask(query({ mode, first: span[0], last }));
    }
  }

  /* ---- what is shown ----------------------------------------------------------------------------- */

  function list() { return document.querySelector(".st-key-evidence"); }
  function headline() { return document.querySelector(".st-key-headline .stHtml"); }
  function running() { return document.querySelector(".stApp")?.dataset.testScriptState !== "notRunning"; }

  /* Before the browser paints: every change of the page comes by here. */
  const changes = new MutationObserver(place);
  const SEEN = { subtree: true, childList: true, characterData: true, attributeFilter: ["data-test-script-state"] };

  function place() {
    changes.disconnect();
    if (shown && !waiting() && !running()) remove();
    if (shown) {
      placeHeadline();
      placeList();
      changes.observe(document.body, SEEN);
    }
  }

  function placeHeadline() {
    const at = headline(), old = at?.firstElementChild?.words;
    if (!at || old === shown) return;
    const ours = element(shown.headline);
    if (!old && at.textContent.trim() === ours.textContent.trim()) return;
    // Ours may stand on an older one of ours; whatever else stands there is what the script has drawn.
    if (!old) { under = document.createDocumentFragment(); under.append(...at.childNodes); }
    ours.words = shown;
    at.replaceChildren(ours);
  }

  function placeList() {
    const at = list(), old = at?.querySelector(":scope > .ahead");
    if (!at || !shown.parts || told.asked.from) return;
    if (old?.words !== shown) {
      old?.remove();
      const button = at.querySelector("[class*=st-key-open-]");
      const ours = element("");
      ours.className = "ahead";
      ours.words = shown;
      ours.append(...shown.parts.map((part) => (part.html ? element(part.html) : opener(part, button))));
      at.append(ours);
    }
    // As soon as the script has drawn the same, that is what is seen.
    const ours = at.lastElementChild, theirs = listed(at).filter((each) => !ours.contains(each));
    at.toggleAttribute("data-ahead", said(theirs) !== said(listed(ours)));
  }

  function listed(inside) { return [...inside.querySelectorAll("h2.panel, p.panel, .card")]; }
  function said(elements) { return elements.map((each) => each.dataset.crossing || each.textContent).join("\n"); }

  /* A button as the script will draw it: pressed before, it is pressed again as soon as it is there. */
  function opener({ opens, label, icon }, like) {
    const ours = like?.cloneNode(true) || element("");
    ours.className = [...ours.classList].filter((name) => !name.startsWith("st-key-")).concat("opener").join(" ");
    ours.setAttribute("aria-hidden", "true");
    for (const button of ours.querySelectorAll("button")) button.tabIndex = -1;
    const [sign, words] = ["[data-testid=stIconMaterial]", "p"].map((css) => ours.querySelector(css));
    if (sign) sign.textContent = icon;
    if (words) words.textContent = label;
    ours.addEventListener("click", () => { pressed = opens; });
    return ours;
  }

  function remove() {
    const at = headline();
    if (under && at?.firstElementChild?.words) at.replaceChildren(under);
    list()?.querySelector(":scope > .ahead")?.remove();
    list()?.removeAttribute("data-ahead");
    shown = under = null;
    if (pressed) document.querySelector(`.st-key-open-${CSS.escape(pressed)} button`)?.click();
    pressed = "";
  }

  function element(html) {
    const made = document.createElement("div");
    made.innerHTML = html;
    return made;
  }
})();
