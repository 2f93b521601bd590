/* The backgrounds of the map: the built-in one, and online tiles for a reader who asks for them by name. */
window.mapTiles = (() => {
  "use strict";

  const PATIENCE = 8000;  // milliseconds in which the first tile has to come
  const MISSED = 4;       // tiles in a row that do not come
  const LASTS = 12000;    // milliseconds that the word on it stays

  const notice = Object.assign(document.createElement("p"), { className: "notice", hidden: true });
  let fading = 0;

  function start(map, builtIn, options) {
    const layers = { [options.builtIn]: builtIn };
    for (const { label, url, attribution } of options.tiles) {
      layers[label] = L.tileLayer(url, { attribution, maxZoom: options.zoom[1], referrerPolicy: "origin" });
      watch(map, layers[label], () => giveUp(map, layers[label], builtIn, options.unreachable));
    }
    L.control.layers(layers, null, { collapsed: true }).addTo(map);
    const toggle = document.querySelector(".leaflet-control-layers-toggle");
    toggle.title = options.background;
    toggle.setAttribute("aria-label", options.background);
    notice.setAttribute("role", "status");
    map.getContainer().append(notice);
    map.on("baselayerchange", () => { notice.hidden = true; });
  }

  /* A network that is away answers with errors, one that is blocked may not answer at all. */
  function watch(map, tiles, fail) {
    let missed = 0, waiting = 0;
    const end = () => clearTimeout(waiting);
    tiles.on("add", () => {
      missed = 0;
      end();
      waiting = setTimeout(fail, PATIENCE);
    });
    tiles.on("remove", end);
    tiles.on("tileload", () => { missed = 0; end(); });
    tiles.on("tileerror", () => {
      missed += 1;
      if (missed === MISSED && map.hasLayer(tiles)) setTimeout(fail);  // not while the layer makes its tiles
    });
  }

  function giveUp(map, tiles, builtIn, words) {
    if (!map.hasLayer(tiles)) return;
    map.removeLayer(tiles);
    map.addLayer(builtIn);
    map.fire("baselayerchange", { layer: builtIn });
    notice.textContent = words;
    notice.hidden = false;
    clearTimeout(fading);
    fading = setTimeout(() => { notice.hidden = true; }, LASTS);
  }

  return { start };
})();
