/* The languages: whoever turns to another keeps what they see, and what is left in one says in which. */
(() => {
  "use strict";

  /* The links are the same on every step. Where they lead is completed as soon as one may be followed. */
  function complete(event) {
    const link = event.target.closest?.(".stHtml a[href]:not([target=_blank])");
    if (!link || link.origin !== location.origin) return;
    const own = new URL(link.hreflang ? location.href : link.href);
    const code = link.hreflang || new URLSearchParams(location.search).get("lang");
    if (code && own.searchParams.get("lang") !== code) own.searchParams.set("lang", code);
    link.href = own.href;
  }

  for (const kind of ["pointerdown", "focusin", "click"]) document.addEventListener(kind, complete, true);

  /* What is left in the language that the data were written in: see about.py. */
  const switches = document.getElementsByClassName("languages");
  const left = ["readme", "changes"].map((name) => document.getElementsByClassName(`st-key-written-${name}`));

  new MutationObserver(() => {
    const code = switches[0]?.dataset.written;
    for (const [each] of left) if (each && code && each.lang !== code) each.lang = code;
  }).observe(document.body, { subtree: true, childList: true });
})();
