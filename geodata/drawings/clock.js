/* The clock: one control that shows the years and sets them. See clock.py for who has the last word.
   Every act of the reader gets the next number. While the script has not heard the latest one, what
   it says about the years is old, and is not shown. */
window.crossingsPage = window.crossingsPage || {};
window.crossingsPage.clock = (() => {
  "use strict";

  const PAUSE = 80;             // ms that the rest of a page has after the script has heard an act
  const PATIENCE = 3000;        // ms after which an act that the script has not heard is told again
  const built = new WeakMap();  // the clock within each element that the app gives us
  let latest = null;            // the last act, which outlives its element: a new server draws a new one

  /* What the app calls after every run of the script. */
  function update(component) {
    const root = component.parentElement;
    if (!built.has(root)) built.set(root, build(root, component.data));
    const clock = built.get(root);
    clock.component = component;
    clock.adopt(component.data);
    window.crossingsPage.told?.(component);
  }

  function build(root, data) {
    const clock = { act: data.heard, sent: data.heard, repeats: 0, mode: "", first: 0, last: 0, span: data.span, ...latest };
    const name = `when-${Math.random().toString(36).slice(2)}`;
    const radios = ["year", "range", "until"].map((mode) => {
      const input = make("input", { type: "radio", name, value: mode });
      input.addEventListener("change", () => { stop(); turn(mode); });
      return input;
    });
    const modes = make("div", { className: "modes", role: "radiogroup" },
      ...radios.map((radio) => make("label", {}, radio, make("span", {}))));
    const thumbs = [0, 1].map(() => make("input", { type: "range", step: 1 }));
    const bubbles = thumbs.map(() => make("output", { ariaHidden: "true" }));
    const rail = make("div", { className: "rail" });
    const strip = make("div", { className: "strip", role: "img" });
    const track = make("div", { className: "track" });
    const boxes = [0, 1].map(() => make("input", { type: "number", inputMode: "numeric", step: 1 }));
    const back = make("button", { type: "button", className: "step", textContent: "‹" });
    const on = make("button", { type: "button", className: "step", textContent: "›" });
    const player = make("button", { type: "button", className: "play" });
    const typed = make("div", { className: "typed" });
    const earlier = make("button", { type: "button", className: "earlier" });
    const face = make("div", { className: "clock" }, modes, make("div", { className: "slide" }, earlier, track), typed);
    root.replaceChildren(face);

    /* ---- acts ------------------------------------------------------------------------- */

    function act(change) {
      const next = { ...years(), ...change };
      next.first = clamp(next.first);
      next.last = clamp(next.last);
      if (next.mode === clock.mode && next.first === clock.first && next.last === clock.last) return;
      Object.assign(clock, next);
      clock.act += 1;
      latest = { ...years(), act: clock.act };
      render();
      send();
      window.crossingsPage.turned?.(latest);
    }

    function years() {
      return { mode: clock.mode, first: clock.first, last: clock.last };
    }

    function clamp(year) {
      return Math.min(clock.span[1], Math.max(clock.span[0], year));
    }

    /* One message at a time: the next one waits until the script has heard this one. Many under way at
       once would ask for pages that nobody sees, and the app may lose its connection over them. */
    function send() {
      if (clock.waiting || clock.sent === clock.act) return;
      if (window.crossingsPage.turning()) return void (clock.waiting = setTimeout(release, PAUSE));
      clock.sent = clock.act;
      clock.component.setStateValue("act", { act: clock.act, mode: clock.mode, years: [clock.first, clock.last] });
      clock.waiting = setTimeout(() => { if (behind()) again(); release(); }, PATIENCE);
    }

    function again() {
      clock.sent = -1;
      clock.repeats += 1;
    }

    function release() {
      clearTimeout(clock.waiting);
      clock.waiting = 0;
      send();
    }

    /* Another way to mean years keeps the last one; one year alone is one with a report, if there is any. */
    function turn(mode) {
      if (mode === "year") {
        const last = reported(clock.last) ? clock.last : withReports(clock.last, -1) ?? withReports(clock.last, 1) ?? clock.last;
        act({ mode, first: last, last });
      }
      else if (mode === "until") act({ mode, first: clock.span[0] });
      else act({ mode });
    }

    /* What lies before the first year of the slider: it takes in all years from then on. */
    earlier.addEventListener("click", () => {
      stop();
      clock.span = told().earlier.years;
      act({ mode: "range", first: clock.span[0], last: clock.span[1] });
    });

    function setLast(last) {
      if (clock.mode === "year") act({ first: last, last });
      else act({ last: Math.max(last, clock.mode === "range" ? clock.first : last) });
    }

    function setFirst(first) {
      act({ first: Math.min(first, clock.last) });
    }

    function set(end, year) {
      if (end === 0 && clock.mode === "range") setFirst(year);
      else setLast(year);
    }

    thumbs.forEach((thumb, end) => thumb.addEventListener("input", () => {
      stop();
      set(end, Number(thumb.value));
      render();
    }));

    function reported(year) {
      return told().reports[year - told().span[0]] > 0;
    }

    /* The next year in a direction that has a report. */
    function withReports(year, by) {
      for (let at = year + by; at === clamp(at); at += by) if (reported(at)) return at;
      return null;
    }

    /* Shift skips the years in which nothing was found. */
    const ways = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 };
    thumbs.forEach((thumb, end) => thumb.addEventListener("keydown", (event) => {
      if (!event.shiftKey || !ways[event.key]) return;
      event.preventDefault();
      stop();
      const year = withReports(end === 0 && clock.mode === "range" ? clock.first : clock.last, ways[event.key]);
      if (year !== null) set(end, year);
    }));

    /* The rail takes the pointer, so that a press anywhere moves the nearest thumb, in every browser. */
    let held = -1;
    track.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      event.preventDefault();
      stop();
      const year = yearAt(event);
      const nearer = Math.abs(year - clock.first) - Math.abs(year - clock.last);
      held = clock.mode === "range" && (nearer < 0 || (!nearer && year < clock.first)) ? 0 : 1;
      track.setPointerCapture(event.pointerId);
      thumbs[held].focus({ preventScroll: true });
      set(held, year);
    });
    track.addEventListener("pointermove", (event) => { if (held >= 0) set(held, yearAt(event)); });
    for (const end of ["pointerup", "pointercancel", "lostpointercapture"]) {
      track.addEventListener(end, () => { held = -1; });
    }

    function yearAt(event) {
      const { left, width } = rail.getBoundingClientRect();
      const share = Math.min(1, Math.max(0, (event.clientX - left) / Math.max(1, width)));
      return Math.round(clock.span[0] + share * (clock.span[1] - clock.span[0]));
    }

    boxes.forEach((box, end) => {
      box.addEventListener("input", () => {
        stop();
        const year = Number(box.value);
        const fits = box.value.length === 4 && year === clamp(year)
          && (clock.mode !== "range" || (end ? year >= clock.first : year <= clock.last));
        if (fits) set(end, year);
      });
      box.addEventListener("change", () => {
        const year = Number(box.value);
        if (box.value && year !== (end || clock.mode !== "range" ? clock.last : clock.first)) {
          if (clock.mode !== "range") setLast(clamp(year));
          else {
            const [first, last] = [year, end ? clock.first : clock.last].sort((a, b) => a - b);
            act({ first, last });
          }
        }
        render(true);
      });
    });

    back.addEventListener("click", () => { stop(); setLast(clamp(clock.last - 1)); });
    on.addEventListener("click", () => { stop(); setLast(clamp(clock.last + 1)); });

    /* ---- play ------------------------------------------------------------------------- */

    let playing = 0;
    let until = 0;

    player.addEventListener("click", () => (playing ? stop() : play()));

    /* A range is played as one year after the other; "up to" grows. */
    function play() {
      const [begin, end] = clock.mode === "range" ? played(clock.first, clock.last) : played(...clock.span);
      until = end;
      if (clock.mode === "range") act({ mode: "year", first: begin, last: begin });
      else if (clock.last >= end || clock.last < begin) setLast(begin);
      playing = setInterval(step, clock.component.data.pace * 1000);
      render();
    }

    /* Of some years, those from the first with a report to the last one; all of them where none has any. */
    function played(first, last) {
      const begin = withReports(first - 1, 1);
      return begin !== null && begin <= last ? [begin, withReports(last + 1, -1)] : [first, last];
    }

    function step() {
      if (!root.isConnected) return stop();
      if (document.hidden) return null;
      if (clock.last < until) setLast(clock.last + 1);
      return clock.last >= until ? stop() : null;
    }

    function stop() {
      if (!playing) return;
      clearInterval(playing);
      playing = 0;
      render();
    }

    /* Whatever the reader touches, play gives way. */
    for (const kind of ["pointerdown", "keydown", "crossings-touched"]) {
      document.addEventListener(kind, (event) => { if (!player.contains(event.target)) stop(); }, true);
    }

    /* ---- the script's word -------------------------------------------------------------- */

    /* Whether the script has yet to hear of the last act. */
    function behind() {
      return root.isConnected && clock.component.data.heard < clock.act;
    }

    clock.adopt = (told) => {
      if (told.heard >= clock.sent && clock.waiting) {
        clearTimeout(clock.waiting);
        clock.waiting = setTimeout(release, PAUSE);
      }
      if (!behind()) clock.span = told.span;
      if (behind()) send();
      else if (told.mode !== clock.mode || told.years[0] !== clock.first || told.years[1] !== clock.last) {
        stop();
        Object.assign(clock, { mode: told.mode, first: told.years[0], last: told.years[1] });
      }
      render();
    };

    /* ---- face --------------------------------------------------------------------------- */

    function render(force = false) {
      const { mode, first, last, span } = clock, { labels } = told();
      say(labels);
      Object.assign(face.dataset, { mode, first, last, unheard: clock.act - told().heard, repeats: clock.repeats });
      face.classList.toggle("fixed", span[0] === span[1]);
      for (const radio of radios) radio.checked = radio.value === mode;
      const two = mode === "range";
      paint(told());
      const before = told().span[0] === span[0] ? told().earlier : null;
      earlier.hidden = !before;
      if (before) put(earlier, { textContent: before.text, ariaLabel: before.said, title: before.said });
      show(track, [strip, rail, ...(two ? thumbs : [thumbs[1]]), ...(two ? bubbles : [bubbles[1]])]);
      show(typed, [...(two ? [boxes[0], boxes[1]] : [back, boxes[1], on]), player]);
      [first, last].forEach((year, end) => {
        const label = labels.slider[mode].at(two ? end : 0), typing = labels.typed[mode].at(two ? end : 0);
        put(thumbs[end], { min: span[0], max: span[1], value: year, ariaLabel: label });
        thumbs[end].setAttribute("aria-valuetext", year);
        const editing = document.activeElement === boxes[end] && !force && Number(boxes[end].value) !== year;
        put(boxes[end], { min: span[0], max: span[1], ariaLabel: typing, title: label });
        if (!editing || boxes[end].value.length === 4) put(boxes[end], { value: year });
        bubbles[end].style.setProperty("--at", share(year));
        put(bubbles[end], { textContent: year });
      });
      track.style.setProperty("--from", share(mode === "year" ? last : first));
      track.style.setProperty("--to", share(last));
      put(back, { disabled: last <= span[0] });
      put(on, { disabled: last >= span[1] });
      const does = playing ? labels.stop : labels.play;
      put(player, { textContent: does, ariaLabel: does });
      player.dataset.icon = playing ? "■" : "▶";
    }

    /* With every run of the script: it may speak another language. */
    function say(labels) {
      put(modes, { ariaLabel: labels.when });
      for (const radio of radios) put(radio.nextElementSibling, { textContent: labels[radio.value] });
      put(strip, { ariaLabel: labels.strip });
      put(back, { ariaLabel: labels.back });
      put(on, { ariaLabel: labels.on });
    }

    function told() { return clock.component?.data || data; }

    /* For each year a bar of the reports above the rail, and one of the articles below it: a year that
       is quiet and a year of which nothing was read look different. */
    let painted = "";
    function paint({ reports, articles, span, labels, locale }) {
      const content = JSON.stringify([reports, articles, span, labels.each]);
      if (content !== painted) {
        painted = content;
        const most = Math.max(1, ...reports), read = Math.max(1, ...articles);
        strip.replaceChildren(...reports.map((count, n) => {
          const year = span[0] + n;
          const said = labels.each.replace("{year}", year).replace("{reports}", count.toLocaleString(locale))
            .replace("{articles}", articles[n].toLocaleString(locale));
          const bar = make("span", { title: said });
          bar.style.setProperty("--at", n / Math.max(1, reports.length - 1));
          // The root keeps a year with two visible beside one with fifty.
          bar.style.setProperty("--reports", Math.sqrt(count / most));
          bar.style.setProperty("--articles", Math.sqrt(articles[n] / read));
          bar.append(make("i", {}), make("i", {}));
          return bar;
        }));
        strip.style.setProperty("--years", reports.length);
      }
      const from = clock.mode === "year" ? clock.last : clock.first;
      [...strip.children].forEach((bar, n) => {
        bar.classList.toggle("in", span[0] + n >= from && span[0] + n <= clock.last);
      });
    }

    function share(year) {
      return (year - clock.span[0]) / Math.max(1, clock.span[1] - clock.span[0]);
    }

    return clock;
  }

  /* ---- elements ------------------------------------------------------------------------------ */

  function make(tag, properties, ...children) {
    const element = Object.assign(document.createElement(tag), properties);
    if (properties.role) element.setAttribute("role", properties.role);
    element.append(...children);
    return element;
  }

  /* Set what differs: writing the same value again would move a text cursor. */
  function put(element, properties) {
    for (const [name, value] of Object.entries(properties)) {
      if (String(element[name]) !== String(value)) element[name] = value;
    }
  }

  function show(parent, children) {
    const same = parent.children.length === children.length && children.every((child, n) => parent.children[n] === child);
    if (!same) parent.replaceChildren(...children);
  }

  return update;
})();
