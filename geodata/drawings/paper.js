/* What the page is on paper: every page carries its address and the day, and the map page lists all
   reports of the selection, of which the screen shows a few at a time. */
(() => {
  "use strict";

  const ROOT = new URL("..", document.currentScript.src);
  let added = [];

  addEventListener("beforeprint", () => {
    clear();
    add(document.head, Object.assign(document.createElement("style"), { textContent: margins() }));
    const map = document.querySelector(".stMain .st-key-map")?.closest("[data-testid=stHorizontalBlock]");
    const text = map && ask();
    if (!text) return;  // the screen's own map and cards are printed
    const sheet = Object.assign(document.createElement("div"), { id: "paper", innerHTML: text });
    added.push(sheet);
    map.before(sheet);
  });
  addEventListener("afterprint", clear);

  function add(parent, element) {
    added.push(element);
    parent.append(element);
  }

  function clear() {
    for (const element of added) element.remove();
    added = [];
  }

  /* Waits for the answer: what comes after this event is not printed. */
  function ask() {
    const here = new URLSearchParams(location.search);
    for (const key of [...here.keys()]) if (key.startsWith("embed")) here.delete(key);
    const asked = new XMLHttpRequest();
    asked.open("GET", new URL(`data/paper.html?${here}`, ROOT), false);
    try { asked.send(); } catch { return ""; }
    return asked.status === 200 ? asked.responseText : "";
  }

  function margins() {
    const day = new Date().toLocaleDateString(window.crossingsPage.locale, { day: "numeric", month: "long", year: "numeric" });
    const face = "font: 8pt 'Source Sans', sans-serif; color: #55626d;";
    return `@page { margin: 14mm 13mm 17mm;
      @bottom-left { content: ${quoted(location.href)}; ${face} width: 70%; text-align: left; }
      @bottom-right { content: ${quoted(`${day} · `)} counter(page) " / " counter(pages); ${face} } }`;
  }

  function quoted(text) {
    return `"${text.replace(/["\\\n]/g, encodeURIComponent)}"`;
  }
})();
