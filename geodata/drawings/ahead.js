/* The words around the map while the browser is ahead of the script. The reader moves the clock; the
   words of its years come from data/words.json, those of the years beside it before they are asked for;
   and the script, which draws the rest of the page too, follows. What it draws for an older act is
   never seen over a newer one. What it draws last always is: it has the last word. Before there was an
   app at all, what the first HTML says was read: see page.js. */
(() => {
  "use strict";

  const page = window.crossingsPage = window.crossingsPage || {};
  const ROOT = new URL("..", document.currentScript.src);
  const FIRST_LOOK = 1500;  // ms that a page has to load before it is asked for other years
  const MOST = 120;         // answers that are kept
  const known = new Map();  // the words of other years, by the query that asks for them
  let clock = null;         // the years under the slider, how they are meant, and the number of the act
  let told = null;          // what the script said last: see shell.py
  let shown = null;         // the words that stand before what the script has drawn, if there are any
  let pressed = "";         // the crossing whose button was pressed before the script had drawn it
  let asking = false, looked = false;

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
    shown.ours ||= made(shown);
    shown.of = wanted;
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
    const latest = told, { mode, years, span } = told;
    if (mode === "range") return;
    do await new Promise((soon) => setTimeout(soon, looked ? 50 : FIRST_LOOK)); while (page.running());
    looked = true;
    for (const last of [years[1] - 1, years[1] + 1]) {
      if (told !== latest || waiting() || !list()) return;
      if (last >= span[0] && last <= span[1]) await ask(query({ mode, first: span[0], last }));
    }
  }

  /* ---- what is shown ----------------------------------------------------------------------------- */

  function headline() { return document.querySelector(".st-key-headline"); }
  function list() { return document.querySelector(".st-key-evidence"); }

  /* Before the browser paints: every change of the page comes by here. */
  const changes = new MutationObserver(place);
  const SEEN = { subtree: true, childList: true, characterData: true, attributeFilter: ["data-test-script-state"] };

  function place() {
    changes.disconnect();
    if (!shown) return;
    const { mode, years: [first, last] } = told;
    if (!waiting() && (!page.running() || shown.of !== query({ mode, first, last }))) return giveWay();
    stand(headline(), shown.ours.headline);
    stand(list(), told.asked.from ? null : shown.ours.list);
    changes.observe(document.body, SEEN);
  }

  /* Ours stand in a place for as long as the script has not drawn the same there. */
  function stand(at, ours) {
    if (!at) return;
    const theirs = boxes(at).flatMap((box) => listed(box.hasChildNodes() ? box : taken.get(box) || box));
    const ahead = ours && said(theirs) !== said(listed(ours));
    for (const old of at.querySelectorAll(":scope > .ahead")) if (old !== ours || !ahead) old.remove();
    at.toggleAttribute("data-ahead", Boolean(ahead));
    boxes(at).forEach(ahead ? take : give);
    if (ahead && !ours.isConnected) at.append(ours);
  }

  /* What the script has drawn is not only hidden but taken out, so that nothing is in the page twice.
     Where the script draws again meanwhile, the box is full again. */
  const taken = new WeakMap();

  function boxes(at) { return [...at.querySelectorAll(".stHtml")]; }

  function take(box) {
    if (!box.hasChildNodes()) return;
    taken.set(box, document.createDocumentFragment());
    taken.get(box).append(...box.childNodes);
  }

  function give(box) {
    if (taken.has(box) && !box.hasChildNodes()) box.append(taken.get(box));
    taken.delete(box);
  }

  function listed(inside) { return [...inside.querySelectorAll(".headline, h2.panel, p.panel, .card")]; }
  function said(elements) { return elements.map((each) => each.dataset.crossing || each.textContent).join("\n"); }

  /* The elements of an answer, made once. */
  function made({ headline: html, parts }) {
    const button = list().querySelector("[class*=st-key-open-]");
    const cards = parts?.map((part) => (part.html ? element(part.html) : opener(part, button)));
    return { headline: together(element(html)), list: cards ? together(...cards) : null };
  }

  function together(...children) {
    const ours = element("");
    ours.className = "ahead";
    ours.append(...children);
    return ours;
  }

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

  /* To what the script has drawn. */
  function giveWay() {
    shown = null;
    for (const at of [headline(), list()]) stand(at, null);
    if (pressed) document.querySelector(`.st-key-open-${CSS.escape(pressed)} button`)?.click();
    pressed = "";
  }

  function element(html) {
    const made = document.createElement("div");
    made.innerHTML = html;
    return made;
  }
})();
