/* One line on a mark, and its ring, while it is pointed at or has the keyboard. */
window.mapTips = (() => {
  "use strict";

  const rings = [];  // the circles of uncertainty, each with the mark that it belongs to
  const tip = Object.assign(document.createElement("div"), { className: "tip", hidden: true });
  let container, options;
  let meant = "";    // the mark that is pointed at or has the keyboard
  let quiet = "";    // the mark that was clicked: it says nothing more until it is left

  function start(map, known) {
    container = map.getContainer();
    options = known;
    map.on("movestart zoomstart", close);
  }

  /* Other marks come. */
  function clear() {
    rings.length = 0;
    close();
  }

  function addRing(mark, circle) { rings.push({ owner: mark.id || mark.of, radius: mark.radius, circle }); }

  function explain(element, mark) {
    const open = () => {
      if (quiet === mark.id) return;
      quiet = "";
      meant = mark.id;
      near(mark.id, true);
      show(element.querySelector(".face"), [mark.tip, within(mark)].filter(Boolean).join(", "));
    };
    const leave = () => {
      if (quiet === mark.id) quiet = "";
      if (!mark.style.includes("selected")) near(mark.id, false);
      if (meant !== mark.id) return;  // the keyboard is on one mark, and the mouse leaves another
      meant = "";
      close();
    };
    for (const kind of ["mouseenter", "focus"]) element.addEventListener(kind, open);
    for (const kind of ["mouseleave", "blur"]) element.addEventListener(kind, leave);
  }

  /* The ring of a mark is faint until its report is meant. */
  function near(id, on) {
    for (const { owner, circle } of rings) if (owner === id) circle.getElement()?.classList.toggle("near", on);
  }

  /* The rings that are not faint, after they were drawn anew. */
  function mend(marks) {
    for (const mark of marks) if (mark.id === meant || mark.style.includes("selected")) near(mark.id, true);
  }

  /* How far off a mark may be, in words; a blank where it is exact, or says nothing of it. */
  function within(mark) {
    const reach = rings.filter(({ owner }) => owner === mark.id).map(({ radius }) => radius / 1000);
    const all = [...new Set(reach)].sort((one, other) => one - other).map((km) => Math.round(10 * km) / 10);
    const said = all.map((km) => km.toLocaleString(options.locale));
    const listed = new Intl.ListFormat(options.locale, { type: "disjunction" }).format(said);
    return all.length ? options.within[mark.name ? "location" : "spot"].replace("{km}", listed) : "";
  }

  function hush(id) {
    quiet = id;
    close();
  }

  /* Above the mark, or below it where there is no room, and always whole within the frame. */
  function show(face, text) {
    tip.textContent = text;
    tip.hidden = false;
    stand(tip, face);
  }

  function stand(box, face) {
    const { width, height, left, top } = container.getBoundingClientRect();
    container.append(box);
    const mark = face.getBoundingClientRect(), middle = (mark.left + mark.right) / 2 - left;
    const above = mark.top - top - box.offsetHeight - 6;
    const below = Math.max(4, Math.min(mark.bottom - top + 6, height - box.offsetHeight - 4));
    box.style.left = `${Math.max(4, Math.min(width - box.offsetWidth - 4, middle - box.offsetWidth / 2))}px`;
    box.style.top = `${above < 4 ? below : above}px`;
  }

  function close() { tip.hidden = true; }

  return { start, clear, addRing, explain, mend, within, hush, stand };
})();
