/* The map inside its frame: the built-in base map, and the layer of crossings.
   Python sends numbers and plain text only; every text is set as text, never as HTML. */
window.crossingsMap = (() => {
  "use strict";

  const base = {};        // the layers of the base map, by name
  const options = window.basemapOptions;
  let focused = null;     // the mark that had the keyboard when the layer was last replaced

  /* ---- base map ------------------------------------------------------------------------- */

  function start(map) {
    told.map = map;
    map.createPane("base").style.zIndex = 250;
    const names = map.createPane("names");
    names.style.zIndex = 450;
    names.style.pointerEvents = "none";
    const renderer = L.canvas({ pane: "base", padding: 0.6 });
    const drawn = { renderer, pane: "base", interactive: false };
    for (const name of ["land", "lakes", "borders"]) {
      base[name] = L.geoJSON(window.basemap[name], drawn);
    }
    base.names = mapLabels.start(map, window.basemap, options);
    if (options.plain) base.graticule = graticule(drawn);
    const shown = [base.graticule, base.land, base.lakes, base.names].filter(Boolean);
    const builtIn = L.layerGroup(shown, { attribution: options.attribution });
    builtIn.addTo(map);
    base.borders.addTo(map);
    paint(map);
    chooseLayers(map, builtIn);
    map.on("zoomend moveend resize baselayerchange", arrangeSoon);
    takeFont(map);
    followTheme(map);
    bound(map);
    keepView(map);
    wholeBorder(map);
    dragByMouse(map);
    tellOfTouches(map);
    linkCards(map);
    L.control.scale({ imperial: false }).addTo(map);
    mapLegend.start(map, options, arrangeSoon);
    map.on("resize", () => { settled = false; });
    map.on("movestart zoomstart", closeTip);
    map.attributionControl.setPrefix(false);
    describe(map.getContainer(), options.label);
  }

  function describe(container, label) {
    container.setAttribute("role", "application");
    container.setAttribute("aria-label", label);
    // Leaflet focuses the map when the mouse goes down. Were the page to scroll for that, the mouse
    // would come up somewhere else, and the click would be lost.
    const focus = container.focus.bind(container);
    container.focus = () => focus({ preventScroll: true });
  }

  /* folium gives these limits to its tile layer, and there is none. */
  function bound(map) {
    const [least, most] = options.zoom;
    map.setMinZoom(least);
    map.setMaxZoom(most);
  }

  /* ---- view ------------------------------------------------------------------------------------ */

  const view = {
    whole: true,    // shows the whole border, until the reader or an opened report moves it
    before: null,   // where it was before a report was opened
    due: null,      // a spot to go to as soon as there is a size
    moving: false,  // moved by us, not by the reader
  };

  /* A frame may be without width or height when it starts, and gets another size later. */
  function keepView(map) {
    const container = map.getContainer();
    new ResizeObserver(() => {
      if (!container.clientWidth || !container.clientHeight) return;
      move(() => map.invalidateSize({ animate: false }));
      if (view.whole) showWhole(map);
      if (view.due) goTo(map, view.due);
    }).observe(container);
    map.on("movestart zoomstart", () => { if (!view.moving) Object.assign(view, { whole: false, before: null }); });
  }

  function move(act) {
    view.moving = true;
    try { act(); } finally { view.moving = false; }
  }

  function showWhole(map) {
    Object.assign(view, { whole: true, before: null });
    // On a narrow map the button in its corner would lie on a mark.
    const above = map.getSize().x < 500 ? 44 : 0;
    move(() => map.fitBounds(options.bounds, { animate: false, paddingTopLeft: [0, above] }));
  }

  /* The map goes to a report that is opened, and back when it is closed, unless it was moved meanwhile. */
  function goTo(map, spot) {
    const { x, y } = map.getSize();
    view.due = x && y ? null : spot;
    if (view.due) return;
    const before = view.before || { whole: view.whole, centre: map.getCenter(), zoom: map.getZoom() };
    const ring = L.latLng(spot.at).toBounds(2 * Math.max(spot.radius || 0, 2000));
    const zoom = Math.min(11, Math.max(map.getZoom(), Math.min(9, map.getBoundsZoom(ring))));
    move(() => map.setView(spot.at, zoom, { animate: false }));
    Object.assign(view, { whole: false, before });
  }

  function goBack(map) {
    const { before } = view;
    if (!before) return;
    view.before = null;
    if (before.whole) showWhole(map);
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

  function paint(map) {
    const colours = options.palettes[dark() ? "dark" : "light"];
    document.documentElement.classList.toggle("dark", dark());
    map.getContainer().style.background = colours.sea;
    base.land.setStyle((feature) => ({
      stroke: true, color: colours.coast, weight: 0.6,
      fillOpacity: 1, fillColor: feature.properties.country === options.own ? colours.own : colours.abroad,
    }));
    base.lakes.setStyle({ stroke: false, fillColor: colours.lake, fillOpacity: 1 });
    base.borders.setStyle(({ properties }) => ({
      color: bold(properties) ? colours.border : colours.otherBorder,
      weight: bold(properties) ? 2 : 1,
      dashArray: properties.kind === "sea" ? "2 5" : bold(properties) ? null : "5 4",
    }));
    if (base.graticule) base.graticule.setStyle({ color: colours.otherBorder });
  }

  function bold(properties) { return properties.pair === options.pair; }

  /* Without a base map: a line for every whole number of degrees, or of every few. */
  function graticule(drawn) {
    const [[south, west], [north, east]] = options.limits;
    const step = [0.1, 0.2, 0.5, 1, 2, 5, 10].find((each) => (east - west) / each <= 12) || 20;
    const from = (least) => Math.ceil(least / step) * step;
    const lines = [];
    for (let at = from(west); at <= east; at += step) lines.push([[south, at], [north, at]]);
    for (let at = from(south); at <= north; at += step) lines.push([[at, west], [at, east]]);
    return L.featureGroup(lines.map((line) => L.polyline(line, { ...drawn, weight: 1, opacity: 0.45 })));
  }

  /* Online tiles are asked for only after the reader has chosen them by name. */
  function chooseLayers(map, builtIn) {
    const layers = { [options.builtIn]: builtIn };
    for (const { label, url, attribution } of options.tiles) {
      layers[label] = L.tileLayer(url, { attribution, maxZoom: 13, referrerPolicy: "origin" });
    }
    L.control.layers(layers, null, { collapsed: true }).addTo(map);
    const toggle = document.querySelector(".leaflet-control-layers-toggle");
    toggle.title = "Background";
    toggle.setAttribute("aria-label", "Background");
  }

  /* The page around the frame says which theme it has; the frame itself is not told. */
  function app() {
    try { return window.parent.document.querySelector(".stApp"); } catch { return null; }
  }

  function dark() {
    const page = app();
    if (!page) return matchMedia("(prefers-color-scheme: dark)").matches;
    const [red, green, blue] = getComputedStyle(page).backgroundColor.match(/[\d.]+/g).map(Number);
    return red + green + blue < 384;
  }

  function followTheme(map) {
    let was = dark();
    const look = () => { if (dark() !== was) { was = dark(); paint(map); } };
    const page = app();
    if (!page) return;
    new MutationObserver(look)
      .observe(page.ownerDocument.head, { childList: true, subtree: true, characterData: true });
    page.addEventListener("transitionend", look);
  }

  /* The frame has no fonts of its own: it takes the page's, from where the page has them. */
  function takeFont(map) {
    try {
      const family = getComputedStyle(app()).fontFamily.split(",")[0].replace(/["']/g, "");
      const rules = [...window.parent.document.styleSheets].filter((sheet) => sheet.href)
        .flatMap((sheet) => [...sheet.cssRules].map(({ style }) => ({ style, from: sheet.href })));
      for (const { style, from } of rules) {
        const source = style?.getPropertyValue("src").match(/url\(["']?([^"')]+)/)?.[1];
        if (!source || style.getPropertyValue("font-family").replace(/["']/g, "") !== family) continue;
        const [weight, slant] = ["font-weight", "font-style"].map((name) => style.getPropertyValue(name) || "normal");
        document.fonts.add(new FontFace(family, `url(${new URL(source, from)})`, { weight, style: slant }));
      }
    } catch { return; /* the page around the frame is not ours: the system's font does */ }
    document.fonts.addEventListener("loadingdone", () => { mapLabels.remeasure(map); arrangeSoon(); });
  }

  /* ---- crossings ------------------------------------------------------------------------- */

  const PATIENCE = 5000;  // milliseconds after which the script's word stands, whatever the slider says
  const told = {};        // what the script sent last: the group on the map, its marks and selection
  const known = new Map();  // the marks of other years, by the query that asked for them
  let shown = null;       // the marks on the map
  let asked = "";         // the query of the years under the slider

  /* The marks that the script sends. While the slider is ahead of it, its years stay on the map. */
  function layer(marks, selection) {
    if (told.selection && told.selection.data !== selection.data) known.clear();
    Object.assign(told, { group: L.featureGroup().on("add", arrangeSoon), marks, selection });
    known.set(query(selection), marks);
    followClock();
    goToOpened(selection);
    asked = query(clockYears() || selection);
    const ahead = known.get(asked);
    show(ahead || marks);
    clearTimeout(told.last);
    if (shown !== marks) told.last = setTimeout(() => show(marks), PATIENCE);
    else setTimeout(lookAround);
    return told.group;
  }

  function show(marks) {
    if (marks === shown && told.group.getLayers().length) return;
    shown = marks;
    told.group.clearLayers();
    drawn.length = rings.length = 0;
    for (const mark of marks) {
      if (mark.radius) rings.push({ owner: mark.id || mark.of, mark, circle: circle(mark).addTo(told.group) });
      if (mark.id) drawn.push({ mark, marker: symbol(mark).addTo(told.group) });
    }
    closeTip();
    arrangeSoon();
  }

  /* ---- where marks and names stand: spread.js and labels.js say it ------------------------------- */

  const drawn = [];   // the marks on the map, and what was made of each
  let arranging = 0;  // the frame of the animation that will do it
  let settled = false;  // whether the legend is folded or not, as suits the frame

  function arrangeSoon() { arranging ||= requestAnimationFrame(arrange); }

  function arrange() {
    arranging = 0;
    const { map } = told, { x, y } = map.getSize();
    if (!x || !y) return;
    const reach = matchMedia("(pointer: coarse)").matches ? 44 : 30;
    const spread = spreadMarks(drawn.map(({ mark }) => {
      // Not where the map is scrolled to: a mark stays where it is while the map is moved.
      const at = map.project(mark.at);
      return { id: mark.id, size: mark.size, x: at.x, y: at.y };
    }), reach);
    const corner = map.project(map.containerPointToLatLng([0, 0]));
    const symbols = spread.map(({ x: left, y: top, dx, dy, size }, at) => {
      standAt(map, drawn[at], dx, dy);
      const name = drawn[at].marker.getElement()?.querySelector(".place");
      return { x: left + dx - corner.x, y: top + dy - corner.y, size, name };
    });
    for (const { mark } of drawn) if (mark.id === meant || mark.style.includes("selected")) near(mark.id, true);
    mapLegend.show(shown, drawn.some(({ leader }) => leader), told.selection.most);
    if (!settled && symbols.length) mapLegend.settle(map, symbols);
    settled ||= symbols.length > 0;
    mapLabels.arrange(map, symbols);
  }

  /* A mark that makes room keeps a line to where it belongs. */
  function standAt(map, each, dx, dy) {
    const { mark, marker, leader } = each, element = marker.getElement();
    if (!element) return;
    element.style.marginLeft = `${dx - mark.size / 2}px`;
    element.style.marginTop = `${dy - mark.size / 2}px`;
    each.at = map.unproject(map.project(mark.at).add([dx, dy]));
    if (leader) told.group.removeLayer(leader);
    const line = [mark.at, each.at];
    each.leader = dx || dy ? L.polyline(line, { className: "leader", interactive: false }).addTo(told.group) : null;
  }

  /* What was opened since the last run of the script is where the map goes. */
  function goToOpened({ opened, spot }) {
    if (opened === told.opened) return;
    told.opened = opened;
    if (spot) goTo(told.map, spot);
    else goBack(told.map);
  }

  function query({ mode, years }) {
    const { others } = told.selection;
    const own = mode === "until" ? `until=${years[1]}`
      : mode === "year" ? `years=${years[1]}` : `years=${years[0]}&years=${years[1]}`;
    return others ? `${own}&${others}` : own;
  }

  /* The page around the frame has the clock. Without it the map follows the script alone. */
  function clock() {
    try { return window.parent.document.querySelector(".st-key-clock .clock"); } catch { return null; }
  }

  function clockYears() {
    const { mode, first, last } = clock()?.dataset || {};
    return mode ? { mode, years: [Number(first), Number(last)] } : null;
  }

  let followed = null;
  let following = 0;
  const changes = new MutationObserver(moved);

  /* The clock may come after the map, and another one with another server. */
  function followClock() {
    const found = clock();
    if (found && found !== followed) {
      changes.disconnect();
      changes.observe(found, { attributeFilter: ["data-mode", "data-first", "data-last"] });
      followed = found;
      moved();
    }
    clearTimeout(following);
    if (!followed?.isConnected) following = setTimeout(followClock, 200);
  }

  async function moved() {
    const years = clockYears();
    if (!years || query(years) === asked) return;
    const mine = asked = query(years);
    const marks = known.get(mine) || await fetched(mine);
    if (!marks || asked !== mine) return;  // the clock went on
    show(marks);
    clearTimeout(told.last);
    told.last = setTimeout(() => show(told.marks), PATIENCE);
  }

  async function fetched(wanted) {
    try {
      const answer = await fetch(`../../data/marks.json?${wanted}`);
      if (!answer.ok) return null;
      const marks = await answer.json();
      if (known.size > 200) known.clear();
      known.set(wanted, marks);
      return marks;
    } catch { return null; }
  }

  /* The years beside the one that is shown, ready for the next step. */
  function lookAround() {
    const { mode, span, years } = told.selection;
    if (mode === "range") return;
    for (const year of [years[1] - 1, years[1] + 1]) {
      const wanted = query({ mode, years: [mode === "until" ? span[0] : year, year] });
      if (year >= span[0] && year <= span[1] && !known.has(wanted)) fetched(wanted);
    }
  }

  function circle({ at, radius, style }) {
    return L.circle(at, { radius, className: `reach ${style}`, interactive: false });
  }

  function symbol(mark) {
    const face = document.createElement("span");
    face.className = "face";
    face.textContent = mark.text || "";
    const parts = document.createElement("span");
    parts.append(face);
    if (mark.name) {
      const name = document.createElement("span");
      name.className = "place";
      name.textContent = mark.name;
      parts.append(name);
    }
    const icon = L.divIcon({
      className: `mark ${mark.style}`, html: parts, iconSize: [mark.size, mark.size],
    });
    const marker = L.marker(mark.at, {
      icon, keyboard: true, riseOnHover: true, zIndexOffset: mark.size, autoPanOnFocus: false,
    });
    marker.on("click", () => select(mark.id));
    marker.on("add", () => {
      operable(marker.getElement(), mark);
      // As Leaflet would, but not as a move of the reader's: the way back to where the map was stays.
      marker.getElement().addEventListener("focus", () => move(() => {
        told.map.getContainer().scrollTo(0, 0);  // the browser has scrolled to it, inside the map
        told.map.panInside(mark.at, { padding: [40, 40], animate: false });
      }));
      explain(marker.getElement(), mark);
    });
    return marker;
  }

  function operable(element, mark) {
    element.dataset.id = mark.id;
    element.setAttribute("role", "button");
    element.setAttribute("aria-label", mark.label);
    element.setAttribute("aria-pressed", String(mark.style.includes("selected")));
    element.addEventListener("focus", () => { focused = mark.id; });
    element.addEventListener("keydown", (event) => {
      // Leaflet 1.9 clicks on Enter only where a popup is bound.
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      event.stopPropagation();
      select(mark.id);
    });
    if (focused === mark.id && document.hasFocus()) element.focus({ preventScroll: true });
  }

  function select(id) {
    focused = quiet = id;
    closeTip();
    // With the time, a second click on the same mark is news.
    window.Streamlit.setComponentValue({ selected: id, clicked: Date.now() });
  }

  /* ---- one line on a mark, and its ring, while it is pointed at or has the keyboard ---------------- */

  const rings = [];  // the circles of uncertainty, each with the mark that it belongs to
  const tip = Object.assign(document.createElement("div"), { className: "tip", hidden: true });
  let meant = "";    // the mark that is pointed at or has the keyboard
  let quiet = "";    // the mark that was clicked: it says nothing more until it is left

  function explain(element, mark) {
    const open = () => {
      if (quiet === mark.id) return;
      quiet = "";
      meant = mark.id;
      near(mark.id, true);
      showTip(element.querySelector(".face"), tipOf(mark));
    };
    const close = () => {
      if (quiet === mark.id) quiet = "";
      if (!mark.style.includes("selected")) near(mark.id, false);
      if (meant !== mark.id) return;  // the keyboard is on one mark, and the mouse leaves another
      meant = "";
      closeTip();
    };
    for (const kind of ["mouseenter", "focus"]) element.addEventListener(kind, open);
    for (const kind of ["mouseleave", "blur"]) element.addEventListener(kind, close);
  }

  /* ---- cards and their marks ---------------------------------------------------------------
     What the reader points at or has the keyboard on, in the page or on the map, is raised on the
     other side too. Cards and marks come and go with every run of the script, so the two documents
     listen, not the elements. */

  const CARD = ".card[data-crossing]";

  function linkCards(map) {
    const page = around();
    if (!page) return;
    const container = map.getContainer();
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
    if (!card || !shown) return null;
    const { crossing, place, spot } = card.dataset;
    const [latitude, longitude] = (spot || "").split(",").map(Number);
    const there = ({ id, at }) => id?.startsWith("crossing:") && at[0] === latitude && at[1] === longitude;
    const ids = [`crossing:${crossing}`, shown.find(there)?.id, `at:${place}`];
    return ids.map(markElement).find(Boolean) || null;
  }

  function markElement(id) {
    return id && told.map.getContainer().querySelector(`.mark[data-id="${CSS.escape(id)}"]`);
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


  /* The ring of a mark is faint until its report is meant. */
  function near(id, on) {
    for (const { owner, circle: ring } of rings) if (owner === id) ring.getElement()?.classList.toggle("near", on);
  }

  function tipOf(mark) {
    const reach = rings.filter(({ owner }) => owner === mark.id).map(({ mark: { radius } }) => radius / 1000);
    const within = [...new Set(reach)].sort((one, other) => one - other).map((km) => Math.round(10 * km) / 10);
    return mark.tip + (within.length ? `, ${mark.name ? "some of it" : "somewhere"} within ${within.join(" or ")} km` : "");
  }

  /* Above the mark, or below it where there is no room, and always whole within the frame. */
  function showTip(face, text) {
    const container = told.map.getContainer(), { width, left, top } = container.getBoundingClientRect();
    tip.textContent = text;
    tip.hidden = false;
    container.append(tip);
    const mark = face.getBoundingClientRect(), middle = (mark.left + mark.right) / 2 - left;
    const above = mark.top - top - tip.offsetHeight - 6;
    tip.style.left = `${Math.max(4, Math.min(width - tip.offsetWidth - 4, middle - tip.offsetWidth / 2))}px`;
    tip.style.top = `${above < 4 ? mark.bottom - top + 6 : above}px`;
  }

  function closeTip() { tip.hidden = true; }

  return { start, layer, arrange };
})();
