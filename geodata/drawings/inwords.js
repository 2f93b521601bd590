/* The map in words, before the map: every mark with all that it says. */
window.mapInWords = (() => {
  "use strict";

  const skip = Object.assign(document.createElement("a"), { className: "ahead", href: "#" });
  const box = Object.assign(document.createElement("details"), { className: "ahead in-words" });
  const list = document.createElement("ul");
  let options;

  function start(map, known) {
    options = known;
    const summary = document.createElement("summary");
    [skip.textContent, summary.textContent] = [options.skip, options.inWords];
    box.append(summary, list);
    map.getContainer().prepend(skip, box);
    for (const each of [skip, box]) {
      L.DomEvent.disableClickPropagation(each);
      L.DomEvent.disableScrollPropagation(each);
    }
    skip.addEventListener("click", (event) => { event.preventDefault(); mapKeys.reports(); });
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !box.open) return;
      event.stopPropagation();
      box.open = false;
      summary.focus();
    });
  }

  /* The locations first, as the arrows have them. */
  function show(marks) {
    const named = marks.filter(({ id }) => id);
    const ordered = [...named.filter(({ name }) => name), ...named.filter(({ name }) => !name)];
    list.replaceChildren(...ordered.map((mark) => Object.assign(document.createElement("li"), { textContent: say(mark) })));
  }

  /* All that is said of a mark: its place, its counts, and how sure its place is. */
  function say(mark) { return [mark.label, sure(mark)].filter(Boolean).join(", "); }

  function sure(mark) { return mapTips.within(mark) || (mark.name ? "" : options.exact); }

  return { start, show, sure };
})();
