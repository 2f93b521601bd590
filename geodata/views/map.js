/* The map inside its frame: the built-in base map, and the layer of crossings.
   Python sends numbers and plain text only; every text is set as text, never as HTML. */
window.crossingsMap = (() => {
  "use strict";

  const base = {};        // the layers of the base map, by name
  let options = {};       // what start() was given: palettes, tiles, bounds
  let clicks = 0;         // makes a second click on the same mark a new value
  let focused = null;     // the mark that had the keyboard when the layer was last replaced

  /* ---- base map ------------------------------------------------------------------------- */

  function start(map, given) {
    options = given;
    map.createPane("base").style.zIndex = 250;
    const names = map.createPane("names");
    names.style.zIndex = 450;
    names.style.pointerEvents = "none";
    const renderer = L.canvas({ pane: "base", padding: 0.6 });
    const drawn = { renderer, pane: "base", interactive: false };
    for (const name of ["land", "lakes", "borders"]) {
      base[name] = L.geoJSON(window.basemap[name], drawn);
    }
    base.names = L.layerGroup();
    const builtIn = L.layerGroup([base.land, base.lakes, base.names], { attribution: given.attribution });
    builtIn.addTo(map);
    base.borders.addTo(map);
    paint(map);
    chooseLayers(map, builtIn);
    map.on("zoomend", () => showNames(map));
    followTheme(map);
    fit(map);
    L.control.scale({ imperial: false }).addTo(map);
    map.attributionControl.setPrefix(false);
    describe(map.getContainer(), given.label);
  }

  function describe(container, label) {
    container.setAttribute("role", "application");
    container.setAttribute("aria-label", label);
    // Leaflet focuses the map when the mouse goes down. Were the page to scroll for that, the mouse
    // would come up somewhere else, and the click would be lost.
    const focus = container.focus.bind(container);
    container.focus = () => focus({ preventScroll: true });
  }

  function fit(map) {
    // The frame may still be without a size when the script runs.
    if (map.getSize().x > 0) map.fitBounds(options.bounds, { animate: false });
    else setTimeout(() => { map.invalidateSize(); fit(map); }, 50);
  }

  function showNames(map) {
    base.names.clearLayers();
    const zoom = map.getZoom();
    for (const { properties: place, geometry } of window.basemap.names.features) {
      if (place.minzoom > zoom || place.maxzoom < zoom) continue;
      const text = document.createElement("span");
      text.textContent = place.name;
      const icon = L.divIcon({ className: `name name-${place.kind}`, html: text, iconSize: null });
      const [longitude, latitude] = geometry.coordinates;
      L.marker([latitude, longitude], { icon, pane: "names", interactive: false, keyboard: false })
        .addTo(base.names);
    }
  }

  function paint(map) {
    const colours = options.palettes[dark() ? "dark" : "light"];
    document.documentElement.classList.toggle("dark", dark());
    map.getContainer().style.background = colours.sea;
    base.land.setStyle((feature) => ({
      stroke: true, color: colours.coast, weight: 0.6,
      fillOpacity: 1, fillColor: feature.properties.country === "NOR" ? colours.norway : colours.abroad,
    }));
    base.lakes.setStyle({ stroke: false, fillColor: colours.lake, fillOpacity: 1 });
    base.borders.setStyle(({ properties }) => ({
      color: properties.pair === "NOR-RUS" ? colours.border : colours.otherBorder,
      weight: properties.pair === "NOR-RUS" ? 2 : 1,
      dashArray: properties.kind === "sea" ? "2 5" : properties.pair === "NOR-RUS" ? null : "5 4",
    }));
    showNames(map);
  }

  /* Online tiles are asked for only after the reader has chosen them by name. */
  function chooseLayers(map, builtIn) {
    const layers = { [options.builtIn]: builtIn };
    for (const { label, url, attribution } of options.tiles) {
      layers[label] = L.tileLayer(url, { attribution, maxZoom: 13, referrerPolicy: "origin" });
    }
    L.control.layers(layers, null, { collapsed: true }).addTo(map);
    const toggle = document.querySelector(".leaflet-control-layers-toggle");
    toggle.title = "Base map";
    toggle.setAttribute("aria-label", "Base map");
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
    const page = app();
    if (!page) return;
    let was = dark();
    new MutationObserver(() => {
      if (dark() !== was) { was = dark(); paint(map); }
    }).observe(page.ownerDocument.head, { childList: true, subtree: true, characterData: true });
    page.addEventListener("transitionend", () => { if (dark() !== was) { was = dark(); paint(map); } });
  }

  /* ---- crossings ------------------------------------------------------------------------- */

  function layer(marks) {
    const group = L.featureGroup();
    for (const mark of marks) {
      if (mark.radius) circle(mark).addTo(group);
      if (mark.id) symbol(mark).addTo(group);
    }
    return group;
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
    const marker = L.marker(mark.at, { icon, keyboard: true, riseOnHover: true, zIndexOffset: mark.size });
    marker.bindTooltip(escape(mark.label), { direction: "top", offset: [0, -mark.size / 2] });
    marker.on("click", () => select(mark.id));
    marker.on("add", () => operable(marker.getElement(), mark));
    return marker;
  }

  function operable(element, mark) {
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
    clicks += 1;
    focused = id;
    window.Streamlit.setComponentValue({ selected: id, clicks });
  }

  function escape(text) {
    const element = document.createElement("span");
    element.textContent = text;
    return element.innerHTML;
  }

  return { start, layer };
})();
