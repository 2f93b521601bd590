/* The names on the map: each stands where it covers no symbol, no control and no other name, or it is
   left out. The names of locations come first, where they cover least. */
window.mapLabels = (() => {
  "use strict";

  const DOTTED = new Set(["city", "town", "village", "hamlet", "tripoint"]);
  const TARGET = 27;  // pixels of a mark that a pointer hits: 24, and what rounding takes
  const EDGE = 4;     // pixels that a name keeps from the frame
  const ROOM = 2;     // and from everything else
  const EARLY = 0.7;  // a name may come so much before its own zoom, where it has room
  const FAR = 320;    // pixels from which on a river's name may stand again
  const CELL = 16;    // pixels of the squares in which room for a country's name is looked for

  const group = L.layerGroup();
  const names = [];          // what may stand on the map, the more important first
  const countries = [];      // the names that have a land, not a spot
  const sizes = new Map();   // the width and height of each text
  const land = {};           // which country is where

  function start(map, basemap, options) {
    const features = basemap.names.features.filter(({ properties }) => properties.kind !== "country");
    names.push(...features.map(ofPlace).sort((one, other) => one.rank - other.rank));
    countries.push(...options.countries.map(({ name }, index) => ofCountry(name, index + 1)));
    paintLand(basemap.land.features, options);
    measure(map, [...names, ...countries]);
    return group;
  }

  function ofPlace({ properties, geometry }) {
    const [longitude, latitude] = geometry.coordinates;
    const { name: text, kind, rank, minzoom = 0, maxzoom = Infinity } = properties;
    return { ...drawable(text, kind), rank: rank || 9, minzoom, maxzoom, at: L.latLng(latitude, longitude) };
  }

  function ofCountry(text, code) { return { ...drawable(text, "country"), code, at: L.latLng(0, 0) }; }

  function drawable(text, kind) {
    const whole = document.createElement("span"), words = document.createElement("span");
    const dot = document.createElement("i");
    words.className = "words";
    words.textContent = text;
    dot.hidden = true;
    whole.append(dot, words);
    const icon = L.divIcon({ className: `name name-${kind}`, html: whole, iconSize: null });
    const marker = L.marker([0, 0], { icon, pane: "names", interactive: false, keyboard: false });
    return { text, kind, words, dot, marker, dotted: DOTTED.has(kind) };
  }

  /* ---- sizes: asked of the browser once for each text ------------------------------------------- */

  function measure(map, wanted) {
    const probe = document.createElement("div");
    const copies = wanted.map(({ kind, text, words }) => {
      const around = document.createElement("div"), copy = words.cloneNode(true);
      around.className = `name name-${kind}`;
      around.append(copy);
      probe.append(around);
      return [`${kind}/${text}`, copy];
    });
    map.getContainer().append(probe);
    for (const [key, copy] of copies) sizes.set(key, [copy.offsetWidth, copy.offsetHeight]);
    probe.remove();
  }

  /* Of a name that stands in its mark already. */
  function sizeOf(element) {
    const key = `place/${element.textContent}`;
    if (!sizes.get(key)?.[0]) sizes.set(key, [element.offsetWidth, element.offsetHeight]);
    return sizes.get(key);
  }

  /* Another font came. */
  function remeasure(map) {
    sizes.clear();
    measure(map, [...names, ...countries]);
  }

  /* ---- boxes: left, top, right, bottom ---------------------------------------------------------- */

  function shared(one, other) {
    const across = Math.min(one[2], other[2]) - Math.max(one[0], other[0]);
    const down = Math.min(one[3], other[3]) - Math.max(one[1], other[1]);
    return across > 0 && down > 0 ? across * down : 0;
  }

  function area(box) { return (box[2] - box[0]) * (box[3] - box[1]); }

  function wider([left, top, right, bottom], by) { return [left - by, top - by, right + by, bottom + by]; }

  function clear(box, taken) {
    const roomy = wider(box, ROOM);
    return taken.every((other) => !shared(roomy, other));
  }

  function inside(box, frame) {
    return box[0] >= frame[0] && box[1] >= frame[1] && box[2] <= frame[2] && box[3] <= frame[3];
  }

  /* A box of a size beside a point: how much of its own size it goes back, and which way it keeps off. */
  function beside({ x, y }, [width, height], [back, up, right, down], gap) {
    const left = x + right * gap - back * width, top = y + down * gap - up * height;
    return [left, top, left + width, top + height];
  }

  const RIGHT = [0, 0.5, 1, 0], LEFT = [1, 0.5, -1, 0], ABOVE = [0.5, 1, 0, -1], BELOW = [0.5, 0, 0, 1];
  const CORNERS = [[0, 1, 0.8, -0.4], [0, 0, 0.8, 0.4], [1, 1, -0.8, -0.4], [1, 0, -0.8, 0.4]];
  const AROUND = [RIGHT, LEFT, ABOVE, BELOW, ...CORNERS], ASHORE = [RIGHT, LEFT, ...CORNERS];
  const OVER = [0, 1, -1].flatMap((down) => [0, 1, -1].map((right) => [0.5, 0.5, right, down]));
  const SYMBOLS = [BELOW, RIGHT, LEFT, ABOVE, ...[0.2, 0.8, 0, 1].flatMap((back) => [[back, 0, 0, 1], [back, 1, 0, -1]]),
    [0, 0, 1, 0], [0, 1, 1, 0], [1, 0, -1, 0], [1, 1, -1, 0]];

  /* ---- all of it --------------------------------------------------------------------------------- */

  /* `symbols` are the marks: the middle and size of each, and its own name where it has one. */
  function arrange(map, symbols) {
    const { x: width, y: height } = map.getSize();
    const frame = wider([0, 0, width, height], -EDGE);
    const taken = [...symbols.map((symbol) => boxOf(symbol)), ...controls(map)];
    // What the reader has unfolded over much of the map hides names, but moves no mark.
    const fixed = controls(map, true), own = new Set();
    for (const symbol of symbols) {
      if (!symbol.name) continue;
      own.add(symbol.name.textContent);
      // A location's name is a part of its mark, and what is hit there must not be another's.
      const others = symbols.filter((other) => other !== symbol).map((other) => boxOf(other, TARGET));
      taken.push(nameSymbol(symbol, [boxOf(symbol), ...others, ...taken.slice(symbols.length)], frame, fixed));
    }
    const stand = new Set();
    taken.push(...fixed);
    const some = names.filter((name) => inTurn(map, name, own, frame) && clear(boxOf({ ...name.point, size: 1 }), fixed));
    const first = some.filter((name) => name.rank === 1 && name.dotted);
    const covering = symbols.map((symbol) => boxOf(symbol));
    nameSpots(first, covering, taken, frame, stand);
    // A country has room elsewhere; a town has not.
    const dots = some.filter((name) => name.dotted).map(({ point }) => boxOf({ ...point, size: 6 }));
    taken.push(...nameCountries(map, [...taken, ...dots], frame, stand));
    nameSpots(some.filter((name) => !first.includes(name)), covering, taken, frame, stand);
    for (const name of [...names, ...countries]) if (!stand.has(name)) group.removeLayer(name.marker);
  }

  function boxOf({ x, y, size }, least = 0) { return wider([x, y, x, y], Math.max(size, least) / 2); }

  /* The buttons and what else stands in the corners; an unfolded list only if it is asked for. */
  function controls(map, unfolded = false) {
    const container = map.getContainer(), around = container.getBoundingClientRect();
    const all = [...container.querySelectorAll(".leaflet-control")];
    return all.filter((control) => unfolded || !control.open || mapLegend.fits()).map((control) => {
      const box = control.getBoundingClientRect();
      return [box.left - around.left, box.top - around.top, box.right - around.left, box.bottom - around.top];
    }).filter(area);
  }

  /* The name of a location, where it covers least, and rather below its symbol than anywhere else. */
  function nameSymbol(symbol, taken, frame, hiding) {
    const size = sizeOf(symbol.name);
    let best = null, least = Infinity;
    for (const gap of [2, 8, 16, 26, 36]) {
      for (const [rank, side] of SYMBOLS.entries()) {
        const box = beside(symbol, size, side, symbol.size / 2 + gap);
        const kept = [0, 1, 2, 3].map((at) => (at < 2 ? Math.max : Math.min)(box[at], frame[at]));
        const cut = inside(box, frame) ? 0 : area(box) - (kept[0] < kept[2] && kept[1] < kept[3] ? area(kept) : 0);
        const cost = 10 * cut + 10 * taken.reduce((sum, other) => sum + shared(wider(box, 1), other), 0) + rank + gap;
        if (cost < least) [best, least] = [box, cost];
      }
    }
    symbol.name.style.left = `${Math.round(best[0] - symbol.x + symbol.size / 2)}px`;
    symbol.name.style.top = `${Math.round(best[1] - symbol.y + symbol.size / 2)}px`;
    // A symbol at the very edge, or in a crowd, leaves its name no room.
    const room = inside(best, wider(frame, EDGE)) && clear(best, hiding) && taken.every((other) => !shared(best, other));
    symbol.name.classList.toggle("cut", !room);
    return room ? best : boxOf(symbol);
  }

  /* Whether a name is of this zoom and in the frame, and no location's too. */
  function inTurn(map, name, own, frame) {
    const zoom = map.getZoom();
    if (name.minzoom > zoom + EARLY || name.maxzoom < zoom || own.has(name.text)) return false;
    name.point = map.latLngToContainerPoint(name.at);
    return inside([name.point.x, name.point.y, name.point.x, name.point.y], frame);
  }

  /* A town under a symbol is named beside the symbol, one under another name not at all. */
  function nameSpots(wanted, covering, taken, frame, stand) {
    for (const name of wanted) {
      const { x, y } = name.point, spot = wider([x, y, x, y], 3);
      const covered = name.dotted && !clear(spot, covering);
      if (name.dotted && !covered && !clear(spot, taken)) continue;
      if (again(name, stand)) continue;
      const along = name.kind === "river", sides = name.dotted ? AROUND : along ? ASHORE : OVER;
      const gaps = covered ? [10, 13, 18, 26, 36, 46] : name.dotted || along ? [6] : [14];
      const size = sizes.get(`${name.kind}/${name.text}`);
      const boxes = gaps.flatMap((gap) => sides.map((side) => beside(name.point, size, side, gap)));
      const box = boxes.find((each) => inside(each, frame) && clear(each, taken));
      if (!box) continue;
      taken.push(box);
      if (name.dotted && !covered) taken.push(spot);
      name.dot.hidden = covered || !name.dotted;
      put(name, box, stand);
    }
  }

  /* A long river has a name at several of its spots: not one beside the other. */
  function again({ text, point }, stand) {
    return [...stand].some((other) => other.text === text && other.point.distanceTo(point) < FAR);
  }

  function put(name, box, stand) {
    stand.add(name);
    name.words.style.transform = `translate(${Math.round(box[0] - name.point.x)}px, ${Math.round(box[1] - name.point.y)}px)`;
    if (!name.marker.getLatLng().equals(name.at)) name.marker.setLatLng(name.at);
    group.addLayer(name.marker);
  }

  /* ---- countries: their names go where their land is ---------------------------------------------- */

  /* A small picture of the land, each country in a colour of its own: to ask it costs next to nothing. */
  function paintLand(features, { limits: [[south, west], [north, east]], countries: known }) {
    const wide = east - west, top = mercator(north) + wide / 2, low = mercator(south) - wide / 2;
    const canvas = document.createElement("canvas");
    const scale = 512 / wide;
    Object.assign(canvas, { width: 1024, height: Math.ceil((top - low) * scale) });
    const pen = canvas.getContext("2d", { willReadFrequently: true });
    Object.assign(land, { west: west - wide / 2, top, scale, width: 1024, height: canvas.height });
    for (const { properties, geometry } of features) {
      const code = known.findIndex((country) => country.code === properties.country) + 1;
      pen.fillStyle = `rgb(${code}, 0, 0)`;
      if (code) pen.fill(outline(geometry), "evenodd");
    }
    const colours = pen.getImageData(0, 0, canvas.width, canvas.height).data;
    // Where only a part of a pixel is land, its colour is no country's.
    land.codes = new Uint8Array(colours.length / 4).map((_, at) => (colours[4 * at + 3] === 255 ? colours[4 * at] : 0));
  }

  function outline({ type, coordinates }) {
    const path = new Path2D();
    for (const ring of (type === "Polygon" ? [coordinates] : coordinates).flat()) {
      for (const [at, [longitude, latitude]] of ring.entries()) {
        path[at ? "lineTo" : "moveTo"]((longitude - land.west) * land.scale, (land.top - mercator(latitude)) * land.scale);
      }
    }
    return path;
  }

  function mercator(latitude) { return Math.log(Math.tan(Math.PI / 4 + latitude * Math.PI / 360)) * 180 / Math.PI; }

  const TAKEN = 255;

  /* The frame in squares: the country of each, or that something stands there. */
  function squares(map, taken, frame) {
    const columns = Math.floor(frame[2] / CELL), rows = Math.floor(frame[3] / CELL);
    const first = map.containerPointToLatLng([0, 0]), last = map.containerPointToLatLng([columns * CELL, rows * CELL]);
    const x = (first.lng - land.west) * land.scale, y = (land.top - mercator(first.lat)) * land.scale;
    const right = (last.lng - first.lng) * land.scale / columns;
    const down = (mercator(first.lat) - mercator(last.lat)) * land.scale / rows;
    const codes = new Uint8Array(columns * rows).map((_, at) => {
      const column = Math.floor(x + (at % columns + 0.5) * right), row = Math.floor(y + (Math.floor(at / columns) + 0.5) * down);
      return column >= 0 && row >= 0 && column < land.width && row < land.height ? land.codes[row * land.width + column] : 0;
    });
    for (const box of taken) {
      for (let row = Math.max(0, Math.floor(box[1] / CELL)); row <= Math.min(rows - 1, box[3] / CELL); row++) {
        codes.fill(TAKEN, row * columns + Math.max(0, Math.floor(box[0] / CELL)),
          row * columns + Math.max(0, Math.min(columns, Math.floor(box[2] / CELL) + 1)));
      }
    }
    return { codes, columns, rows };
  }

  /* How far each square of a country is from whatever is not it, at the most 6 squares. */
  function depths({ codes, columns, rows }, code) {
    const depth = new Uint8Array(codes.length);
    const pass = (from, to, step, back) => {
      for (let at = from; at !== to; at += step) {
        const column = at % columns;
        if (codes[at] !== code || !column || column === columns - 1 || at < columns || at >= columns * (rows - 1)) continue;
        const near = Math.min(depth[at - back], depth[at - back * columns], depth[at - back * (columns + 1)], depth[at - back * (columns - 1)]);
        depth[at] = Math.min(back > 0 ? 6 : depth[at], near + 1);
      }
    };
    pass(0, codes.length, 1, 1);
    pass(codes.length - 1, -1, -1, -1);
    return depth;
  }

  function nameCountries(map, taken, frame, stand) {
    const boxes = [];
    for (const name of countries) {
      const around = [...taken, ...boxes], grid = squares(map, around, frame);
      const size = sizes.get(`country/${name.text}`);
      const box = inLand(grid, name.code, size, around, frame);
      if (!box) continue;
      boxes.push(box);
      name.point = L.point((box[0] + box[2]) / 2, (box[1] + box[3]) / 2);
      name.at = map.containerPointToLatLng(name.point);
      put(name, box, stand);
    }
    return boxes;
  }

  /* The box deepest in a country's land, and of several the one next to its middle; where none is whole
     within, one that has most of itself there, and nothing in any other country. */
  function inLand(grid, code, size, taken, frame) {
    const { codes, columns } = grid, depth = depths(grid, code);
    const own = [...codes.keys()].filter((at) => codes[at] === code);
    if (!own.length) return null;
    const mean = (of) => own.reduce((sum, at) => sum + of(at), 0) / own.length;
    const column = mean((at) => at % columns), row = mean((at) => Math.floor(at / columns));
    const off = (at) => Math.hypot(at % columns - column, Math.floor(at / columns) - row);
    const reach = Math.ceil(size[0] / 2 / CELL);
    const found = own.map((at) => ({ at, worth: worth(grid, code, at, reach) * 100 + depth[at] * 4 - off(at) }))
      .filter(({ worth: each }) => each > -200).sort((one, other) => other.worth - one.worth);
    for (const { at } of found) {
      const middle = { x: (at % columns + 0.5) * CELL, y: (Math.floor(at / columns) + 0.5) * CELL };
      const box = beside(middle, size, [0.5, 0.5, 0, 0], 0);
      if (inside(box, frame) && clear(box, taken)) return box;
    }
    return null;
  }

  /* 1 where a name would stand whole in its land, 0 where mostly, far less where it would mislead. */
  function worth({ codes, columns }, code, at, reach) {
    const column = at % columns;
    if (column < reach || column + reach >= columns) return -9;
    let within = 0;
    for (let each = at - reach; each <= at + reach; each++) {
      if (codes[each] === code) within += 1;
      else if (codes[each]) return -9;
    }
    return within === 2 * reach + 1 ? 1 : within > reach ? 0 : -9;
  }

  return { start, arrange, remeasure, controls };
})();
