/* The map by keyboard: its marks are one stop of Tab, and the arrows move between them. */
window.mapKeys = (() => {
  "use strict";

  const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  const SHIFTS = { ArrowRight: [80, 0], ArrowDown: [0, 80], ArrowLeft: [-80, 0], ArrowUp: [0, -80] };
  let map;
  let focused = null;  // the mark that has, or had last, the keyboard

  function start(started, label) {
    map = started;
    const container = map.getContainer();
    container.setAttribute("role", "application");
    container.setAttribute("aria-label", label);
    // Leaflet focuses the map when the mouse goes down. Were the page to scroll for that, the mouse
    // would come up somewhere else, and the click would be lost.
    const focus = container.focus.bind(container);
    container.focus = () => focus({ preventScroll: true });
    // What stands around the marks comes first, so that whoever opened one goes on to the reports.
    container.prepend(container.querySelector(".leaflet-control-container"));
    container.addEventListener("keydown", press);
  }

  /* A mark takes the keyboard, and gets it back when it is drawn anew. */
  function operate(element, mark, select) {
    element.tabIndex = -1;
    element.addEventListener("focus", () => {
      focused = mark.id;
      stop();
      mapView.move(() => {
        map.getContainer().scrollTo(0, 0);  // the browser has scrolled to it, inside the map
        map.panInside(mark.at, { padding: [40, 40], animate: false });
      });
    });
    element.addEventListener("keydown", (event) => {
      // Leaflet 1.9 clicks on Enter only where a popup is bound.
      if (event.key !== "Enter" && event.key !== " ") return;
      end(event);
      select();
    });
    if (focused === mark.id && document.hasFocus()) element.focus({ preventScroll: true });
  }

  /* The marks in the order of the arrows: first the locations, then the spots. */
  function marks() {
    const all = [...map.getContainer().querySelectorAll(".mark")];
    return [...all.filter((mark) => !mark.matches(".spot")), ...all.filter((mark) => mark.matches(".spot"))];
  }

  /* One mark is the stop of Tab: the one that had the keyboard, or the open one, or the first. */
  function stop() {
    const all = marks();
    const one = all.find(({ dataset }) => dataset.id === focused) || all.find((mark) => mark.matches(".selected")) || all[0];
    for (const mark of all) mark.tabIndex = mark === one ? 0 : -1;
    map.getContainer().tabIndex = one ? -1 : 0;
    return one;
  }

  function press(event) {
    const { key, target } = event;
    if (key === "Escape") return leave(event);
    if (!target.matches(".mark") || event.ctrlKey || event.altKey || event.metaKey) return null;
    if (key === "+" || key === "-") { end(event); return map[key === "+" ? "zoomIn" : "zoomOut"](); }
    if (event.shiftKey && SHIFTS[key]) { end(event); return map.panBy(SHIFTS[key], { animate: false }); }
    const all = marks(), at = all.indexOf(target);
    const to = key === "Home" ? 0 : key === "End" ? all.length - 1 : STEPS[key] ? (at + STEPS[key] + all.length) % all.length : -1;
    if (to < 0) return null;
    end(event);
    return all[to].focus({ preventScroll: true });
  }

  function end(event) {
    event.preventDefault();
    event.stopPropagation();
  }

  /* Out of the map, to what it opens. */
  function leave(event) {
    end(event);
    reports();
  }

  /* The page around the frame knows where its reports begin. */
  function reports() {
    try { window.parent.crossingsSkip.to("reports"); } catch { document.activeElement.blur(); }
  }

  /* From the page around the frame. */
  function enter() {
    window.focus();
    (stop() || map.getContainer()).focus({ preventScroll: true });
  }

  return { start, operate, stop, enter, reports };
})();
