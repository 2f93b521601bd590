/* The map inside its frame: the built-in base map, and the layer of crossings.
   Python sends numbers and plain text only; every text is set as text, never as HTML. */
window.crossingsMap = (() => {
  "use strict";

  const options = window.basemapOptions;

  /* ---- what Leaflet and its plugin say: by themselves they do so in English, or in the browser's language */

  L.Map.mergeOptions({ gestureHandlingOptions: { text: options.gestures, duration: 1000 } });

  const Scale = L.Control.Scale.extend({
    _updateMetric(most) {
      const metres = this._getRoundNum(most), far = metres >= 1000;
      const number = (far ? metres / 1000 : metres).toLocaleString(options.locale);
      this._updateScale(this._mScale, options.units[far ? "km" : "m"].replace("{n}", number), metres / most);
    },
  });

  function nameZoom(map) {
    for (const [css, words] of [[".leaflet-control-zoom-in", options.zoomIn], [".leaflet-control-zoom-out", options.zoomOut]]) {
      const button = map.getContainer().querySelector(css);
      button.title = words;
      button.setAttribute("aria-label", words);
    }
  }

  /* ---- base map ------------------------------------------------------------------------- */

  function start(map) {
    told.map = map;
    document.documentElement.lang = options.language;
    document.title = options.frame;
    // By itself it is called as the library names it in its code.
    window.frameElement?.setAttribute("aria-label", options.frame);
    map.createPane("base").style.zIndex = 250;
    const names = map.createPane("names");
    names.style.zIndex = 450;
    names.style.pointerEvents = "none";
    const renderer = L.canvas({ pane: "base", padding: 0.6 });
    const drawn = { renderer, pane: "base", interactive: false };
    const base = { names: mapLabels.start(map, window.basemap, options) };
    for (const name of ["land", "lakes", "borders"]) base[name] = L.geoJSON(window.basemap[name], drawn);
    if (options.plain) base.graticule = graticule(drawn);
    const layers = [base.graticule, base.land, base.lakes, base.names].filter(Boolean);
    const builtIn = L.layerGroup(layers, { attribution: options.attribution });
    builtIn.addTo(map);
    base.borders.addTo(map);
    mapTheme.start(map, base, options, () => { mapLabels.remeasure(map); arrangeSoon(); });
    mapTiles.start(map, builtIn, options);
    map.on("zoomend moveend resize baselayerchange", arrangeSoon);
    mapView.start(map, options);
    nameZoom(map);
    new Scale({ imperial: false, maxWidth: 120 }).addTo(map);
    mapLegend.start(map, options, arrangeSoon);
    map.attributionControl.setPrefix(false);
    mapTips.start(map, options);
    mapChoice.start(map);
    mapKeys.start(map, options.label);
    mapInWords.start(map, options);
    mapCards.link(map, () => shown || []);
  }

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
    mapView.follow(told.map, selection);
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
    drawn.length = 0;
    mapTips.clear();
    mapChoice.close();
    for (const mark of marks) {
      if (mark.radius) mapTips.addRing(mark, circle(mark).addTo(told.group));
      if (mark.id) drawn.push({ mark, marker: symbol(mark).addTo(told.group) });
    }
    mapInWords.show(marks);
    arrangeSoon();
  }

  /* ---- where marks and names stand: spread.js and labels.js say it ------------------------------- */

  const drawn = [];   // the marks on the map, and what was made of each
  let arranging = 0;  // the frame of the animation that will do it

  function arrangeSoon() { arranging ||= requestAnimationFrame(arrange); }

  function arrange() {
    arranging = 0;
    const { map } = told, { x, y } = map.getSize();
    if (!x || !y) return;
    mapLegend.settle(map, drawn.map(({ mark }) => ({ ...map.latLngToContainerPoint(mark.at), size: mark.size })));
    const corner = map.project(map.containerPointToLatLng([0, 0]));
    const buttons = mapLabels.controls(map).map(([left, top, right, bottom]) =>
      [left + corner.x, top + corner.y, right + corner.x, bottom + corner.y]);
    const reach = matchMedia("(pointer: coarse)").matches ? 44 : 30;
    const spread = spreadMarks(drawn.map(({ mark }) => {
      // Not where the map is scrolled to: a mark stays where it is while the map is moved.
      const at = map.project(mark.at);
      return { id: mark.id, size: mark.size, x: at.x, y: at.y };
    }), reach, buttons);
    const symbols = spread.map(({ x: left, y: top, dx, dy, size }, at) => {
      standAt(map, drawn[at], dx, dy);
      const name = drawn[at].marker.getElement()?.querySelector(".place");
      return { x: left + dx - corner.x, y: top + dy - corner.y, size, name };
    });
    mapKeys.stop();
    mapTips.mend(shown);
    mapLegend.show(shown, drawn.some(({ leader }) => leader), told.selection.sizes);
    mapLabels.arrange(map, symbols);
    tellOnce();
  }

  /* The page around the frame draws the rest of itself once the map is there: see page.js. */
  let toldPage = false;
  function tellOnce() {
    if (toldPage) return;
    toldPage = true;
    try { window.parent.document.dispatchEvent(new Event("crossings-drawn")); } catch { /* none */ }
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

  /* ---- the years under the slider ------------------------------------------------------------- */

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

  /* ---- one mark --------------------------------------------------------------------------- */

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
      icon, keyboard: false, riseOnHover: true, zIndexOffset: mark.size, autoPanOnFocus: false,
    });
    const act = () => pick(marker.getElement(), mark);
    marker.on("click", act);
    marker.on("add", () => {
      describe(marker.getElement(), mark);
      mapKeys.operate(marker.getElement(), mark, act);
      mapTips.explain(marker.getElement(), mark);
    });
    return marker;
  }

  function describe(element, mark) {
    element.dataset.id = mark.id;
    element.setAttribute("role", "button");
    element.setAttribute("aria-label", mark.label);
    element.setAttribute("aria-description", mapInWords.sure(mark));
    element.setAttribute("aria-pressed", String(mark.style.includes("selected")));
  }

  /* A spot with several reports lists them, all others open what they stand for. */
  function pick(element, mark) {
    mapTips.hush(mark.id);
    if (mark.reports) mapChoice.open(element, mark, (id) => select(`crossing:${id}`));
    else select(mark.id);
  }

  function select(id) {
    // With the time, a second click on the same mark is news.
    window.Streamlit.setComponentValue({ selected: id, clicked: Date.now() });
  }

  return { start, layer, arrange };
})();
