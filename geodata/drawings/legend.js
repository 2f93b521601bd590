/* The legend in a corner of the map: of every kind of mark that is drawn now, and of no other. */
window.mapLegend = (() => {
  "use strict";

  const box = document.createElement("details");
  const list = document.createElement("ul");
  let options = {}, said = "";
  let suits = true;  // whether it lies on no mark when it is open, and leaves half of the map free
  let room = null;  // the width and height that the legend takes when it is open

  /* What the reader chose holds for as long as the tab, whatever becomes of the map's frame. */
  const memory = (() => {
    try { window.parent.document; return window.parent; } catch { return window; }
  })();

  function start(map, known, changed) {
    options = known;
    const summary = document.createElement("summary");
    summary.textContent = options.legendTitle;
    box.append(summary, list);
    box.className = "legend";
    box.open = memory.crossingsLegend ?? true;
    summary.addEventListener("click", () => { memory.crossingsLegend = !box.open; });
    let was = box.open;
    box.addEventListener("toggle", () => { if (was !== box.open) { was = box.open; changed(); } });
    map.on("resize", () => { room = null; });
    const control = L.control({ position: "bottomright" });
    control.onAdd = () => {
      L.DomEvent.disableClickPropagation(box);
      L.DomEvent.disableScrollPropagation(box);
      return box;
    };
    control.addTo(map);
  }

  /* `moved` says whether a mark stands aside; `sizes` are those of symbols, with the people of each. */
  function show(marks, moved, sizes) {
    const kinds = new Set(marks.flatMap(({ style }) => style.split(" ")));
    if (marks.some(({ name }) => name)) kinds.add("symbol");
    if (marks.some(({ text }) => /[+?]$/.test(text || ""))) kinds.add("plus");
    if (moved) kinds.add("leader");
    const shown = options.legend.filter(([kind]) => kinds.has(kind));
    const now = JSON.stringify([shown, sizes]);
    if (now === said) return;
    said = now;
    room = null;
    list.replaceChildren(...shown.map(([kind, text]) => (kind === "symbol" && sizes.length ? sizeKey(sizes) : entry(kind, text))));
    box.hidden = !shown.length;
  }

  function entry(kind, text) {
    const item = document.createElement("li"), key = document.createElement("i");
    key.className = `key ${kind}`;
    item.append(key, text);
    return item;
  }

  /* The smallest and the largest symbol, with the people that they stand for. */
  function sizeKey(sizes) {
    const item = document.createElement("li"), circles = document.createElement("span"), said = document.createElement("span");
    for (const [size, people] of sizes) {
      const circle = document.createElement("i"), label = document.createElement("b");
      Object.assign(circle.style, { width: `${size}px`, height: `${size}px` });
      label.textContent = people;
      circles.append(circle);
      said.append(label);
    }
    item.className = "sizes";
    said.prepend(options.symbolSizes);
    item.append(circles, said);
    return item;
  }

  /* Until the reader has chosen, it is folded where it would lie on a mark, or take half of the map. */
  function settle(map, symbols) {
    if (box.hidden || (memory.crossingsLegend === false && !box.open)) return;
    const { right, bottom, width } = around(map);
    room ||= measure();
    const covers = symbols.some(({ x, y, size }) => x + size / 2 > right - room.width && y + size / 2 > bottom - room.height
      && x - size / 2 < right && y - size / 2 < bottom);
    suits = !covers && room.width < width / 2;
    if (memory.crossingsLegend === undefined) box.open = suits;
  }

  /* Whether it is open without being in the way. */
  function fits() { return suits; }

  /* Where the legend ends, which grows to the left and upwards. */
  function around(map) {
    const frame = map.getContainer().getBoundingClientRect(), own = box.getBoundingClientRect();
    return { right: own.right - frame.left, bottom: own.bottom - frame.top, width: frame.width };
  }

  function measure() {
    const was = box.open;
    box.open = true;
    const { width, height } = box.getBoundingClientRect();
    box.open = was;
    return { width, height };
  }

  return { start, show, settle, fits };
})();
