/* What part of the world the map shows, and who may move it. */
window.mapView = (() => {
  "use strict";

  let options;
  const CLOSEST = 9;  // the zoom at which the places around a mark are still in sight
  const ROOM = 40;    // pixels around the spots of chosen locations: a mark is wider than its spot
  let last = "";      // what was opened last
  let home = null;    // the bounds of the locations that were chosen last

  const view = {
    home: null,     // the bounds of the locations that are chosen; null for the whole border
    atHome: true,   // shows them, until the reader or an opened report moves it
    before: null,   // where it was before a report was opened
    due: null,      // a spot to go to as soon as there is a size
    moving: false,  // moved by us, not by the reader
  };

  function start(map, known) {
    options = known;
    bound(map);
    keepView(map);
    wholeBorder(map);
    dragByMouse(map);
    tellOfTouches(map);
  }

  /* folium gives these limits to its tile layer, and there is none. */
  function bound(map) {
    const [least, most] = options.zoom;
    map.setMinZoom(least);
    map.setMaxZoom(most);
  }

  /* A frame may be without width or height when it starts, and gets another size later. */
  function keepView(map) {
    const container = map.getContainer();
    new ResizeObserver(() => {
      if (!container.clientWidth || !container.clientHeight) return;
      move(() => map.invalidateSize({ animate: false }));
      if (view.atHome) goHome(map);
      if (view.due) goTo(map, view.due);
    }).observe(container);
    map.on("movestart zoomstart", () => { if (!view.moving) Object.assign(view, { atHome: false, before: null }); });
  }

  /* Move the map, but not as a move of the reader's: the way back to where it was stays. */
  function move(act) {
    view.moving = true;
    try { act(); } finally { view.moving = false; }
  }

  function goHome(map) {
    Object.assign(view, { atHome: true, before: null });
    // On a narrow map the button in its corner would lie on a mark.
    const above = map.getSize().x < 500 ? 44 : 0, around = view.home ? ROOM : 0;
    const room = { paddingTopLeft: [around, around + above], paddingBottomRight: [around, around] };
    move(() => map.fitBounds(view.home || options.bounds, { animate: false, maxZoom: CLOSEST, ...room }));
  }

  function showWhole(map) {
    view.home = null;
    goHome(map);
  }

  /* Where the map goes: to other locations that were chosen, and to what was opened, since the last run
     of the script. */
  function follow(map, { opened, spot, chosen }) {
    if (JSON.stringify(chosen) !== JSON.stringify(home)) {
      view.home = home = chosen;
      goHome(map);
    }
    if (opened === last) return;
    last = opened;
    if (spot) goTo(map, spot);
    else goBack(map);
  }

  /* The map goes to a report that is opened, and back when it is closed, unless it was moved meanwhile. */
  function goTo(map, spot) {
    const { x, y } = map.getSize();
    view.due = x && y ? null : spot;
    if (view.due) return;
    const before = view.before || { atHome: view.atHome, centre: map.getCenter(), zoom: map.getZoom() };
    const ring = L.latLng(spot.at).toBounds(2 * Math.max(spot.radius || 0, 2000));
    const zoom = Math.min(11, Math.max(map.getZoom(), Math.min(CLOSEST, map.getBoundsZoom(ring))));
    move(() => map.setView(spot.at, zoom, { animate: false }));
    Object.assign(view, { atHome: false, before });
  }

  function goBack(map) {
    const { before } = view;
    if (!before) return;
    view.before = null;
    if (before.atHome) goHome(map);
    else move(() => map.setView(before.centre, before.zoom, { animate: false }));
  }

  function wholeBorder(map) {
    const control = L.control({ position: "topleft" });
    control.onAdd = () => {
      const bar = L.DomUtil.create("div", "leaflet-bar");
      const button = L.DomUtil.create("a", "whole", bar);
      Object.assign(button, { href: "#", title: options.whole, textContent: "⤢" });
      button.setAttribute("role", "button");
      button.setAttribute("aria-label", options.whole);
      L.DomEvent.on(button, "click", (event) => { L.DomEvent.stop(event); showWhole(map); });
      L.DomEvent.disableClickPropagation(bar);
      return bar;
    };
    control.addTo(map);
  }

  /* The plugin that leaves one finger to the page leaves the mouse without a way to drag; and after two
     fingers it would take the next one for itself. */
  function dragByMouse(map) {
    const container = map.getContainer();
    const allow = (event) => { if (event.pointerType === "mouse") map.dragging.enable(); };
    for (const kind of ["pointerenter", "pointerdown"]) container.addEventListener(kind, allow, true);
    const end = (event) => { if (!event.touches.length) map.dragging.disable(); };
    for (const kind of ["touchend", "touchcancel"]) container.addEventListener(kind, end);
  }

  /* Events in the frame do not reach the page around it. */
  function tellOfTouches(map) {
    for (const kind of ["pointerdown", "keydown"]) {
      map.getContainer().addEventListener(kind, () => {
        try { window.parent.document.dispatchEvent(new Event("crossings-touched")); } catch { /* none */ }
      }, true);
    }
  }

  return { start, follow, move };
})();
