/* The list of the reports of one spot, at its mark. */
window.mapChoice = (() => {
  "use strict";

  const box = Object.assign(document.createElement("div"), { className: "choice", hidden: true });
  const list = document.createElement("ul");
  let from = null;  // the mark whose reports are listed

  function start(map) {
    box.setAttribute("role", "group");
    box.append(list);
    map.getContainer().append(box);
    L.DomEvent.disableClickPropagation(box);
    L.DomEvent.disableScrollPropagation(box);
    map.on("movestart zoomstart click", close);
    box.addEventListener("keydown", press);
    box.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget && !box.contains(relatedTarget)) close();
    });
  }

  /* `reports` are the IDs and the words of each; `select` takes the ID of the one that is chosen. */
  function open(element, { label, reports }, select) {
    from = element;
    box.setAttribute("aria-label", label);
    list.replaceChildren(...reports.map(([id, words]) => item(id, words, select)));
    box.hidden = false;
    mapTips.stand(box, element.querySelector(".face"));
    list.querySelector("button").focus({ preventScroll: true });
  }

  function item(id, words, select) {
    const row = document.createElement("li"), button = document.createElement("button");
    button.textContent = words;
    button.addEventListener("click", () => {
      back();
      select(id);
    });
    row.append(button);
    return row;
  }

  function press(event) {
    const all = [...list.querySelectorAll("button")], at = all.indexOf(event.target);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") back();
    else if (step) all[(at + step + all.length) % all.length].focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /* The mark has the keyboard again. */
  function back() {
    close();
    from?.focus({ preventScroll: true });
  }

  function close() { box.hidden = true; }

  return { start, open, close };
})();
