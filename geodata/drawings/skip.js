/* The ways past what stands above the map and the reports, for those who go by keyboard. */
(() => {
  "use strict";

  const skip = window.crossingsSkip = { to };

  function to(name) {
    if (name === "map") mapFrame()?.contentWindow.mapKeys?.enter();
    else focusOn(document.querySelector(".st-key-evidence h2, .st-key-evidence h3, .st-key-headline .empty"));
  }

  function mapFrame() { return document.querySelector(".st-key-map iframe"); }

  function focusOn(heading) {
    if (!heading) return;
    heading.tabIndex = -1;
    heading.focus();
  }

  function link(name, words) {
    const made = Object.assign(document.createElement("a"), { href: `#${name}`, textContent: words, className: "skip" });
    made.addEventListener("click", (event) => {
      event.preventDefault();
      skip.to(name);
    });
    return made;
  }

  const links = Object.assign(document.createElement("nav"), { className: "skips" });
  links.setAttribute("aria-label", "Skip");
  links.append(link("map", "Skip to the map"), link("reports", "Skip to the reports"));
  document.body.prepend(links);
})();
