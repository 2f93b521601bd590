/* What the reader points at or has the keyboard on, in the page or on the map, is raised on the other
   side too. Cards and marks come and go with every run of the script, so the two documents listen, not
   the elements. */
window.mapCards = (() => {
  "use strict";

  const CARD = ".card[data-crossing]";
  let container;
  let shown = () => [];  // the marks that are on the map now

  function link(map, marks) {
    [container, shown] = [map.getContainer(), marks];
    const page = around();
    if (!page) return;
    const gone = new AbortController();  // the page outlives this frame
    addEventListener("pagehide", () => gone.abort());
    const on = (element, kinds, act) => {
      for (const kind of kinds) element.addEventListener(kind, act, { signal: gone.signal, passive: true });
    };
    on(page, ["pointerover", "focusin", "focusout"], ({ target, type }) => {
      const card = type !== "focusout" && cardAt(page, target);
      raise(container, ".mark", [markOf(card || cardAt(page, page.querySelector(":focus-visible")))]);
    });
    on(page.documentElement, ["pointerleave"], () => raise(container, ".mark", []));
    const raiseCards = (mark) => raise(page, CARD, mark ? cardsOf(page, mark.dataset.id) : []);
    on(container, ["pointerover", "focusin"], ({ target }) => raiseCards(target.closest(".mark")));
    on(container, ["pointerleave", "focusout"], () => raiseCards(null));
  }

  function around() {
    try { return window.parent === window ? null : window.parent.document; } catch { return null; }
  }

  /* The card that something of the page is in; the button below a card belongs to it. */
  function cardAt(page, element) {
    const button = element?.closest?.("[class*=st-key-open-]");
    if (!button) return element?.closest?.(CARD);
    const [, id] = button.className.match(/st-key-open-(\S+)/);
    return page.querySelector(`.card[data-crossing="${CSS.escape(id)}"]`);
  }

  /* A card's own mark, or that of its spot, or the symbol of the location that stands for it. */
  function markOf(card) {
    if (!card) return null;
    const { crossing, place, spot } = card.dataset;
    const [latitude, longitude] = (spot || "").split(",").map(Number);
    const there = ({ id, at }) => id?.startsWith("crossing:") && at[0] === latitude && at[1] === longitude;
    const ids = [`crossing:${crossing}`, shown().find(there)?.id, `at:${place}`];
    return ids.map(markElement).find(Boolean) || null;
  }

  function markElement(id) {
    return id && container.querySelector(`.mark[data-id="${CSS.escape(id)}"]`);
  }

  /* The cards that a mark stands for; a location's symbol counts all of its location. */
  function cardsOf(page, id) {
    return [...page.querySelectorAll(CARD)].filter((card) =>
      id === `at:${card.dataset.place}` || markOf(card)?.dataset.id === id);
  }

  function raise(inside, css, elements) {
    for (const old of inside.querySelectorAll(`${css}.raised`)) {
      if (!elements.includes(old)) old.classList.remove("raised");
    }
    for (const element of elements) element?.classList.add("raised");
  }

  return { link };
})();
