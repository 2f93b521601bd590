/* The ways past what stands above the map and the reports, for those who go by keyboard. */
(() => {
  "use strict";

  const skip = window.crossingsSkip = { to, named };

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

  function link(name) {
    const made = Object.assign(document.createElement("a"), { href: `#${name}`, className: "skip" });
    made.addEventListener("click", (event) => {
      event.preventDefault();
      skip.to(name);
    });
    return made;
  }

  const links = Object.assign(document.createElement("nav"), { className: "skips" });
  const ways = { map: link("map"), reports: link("reports") };
  links.append(...Object.values(ways));

  /* The words come with what the script tells first, before which there is nothing to skip. */
  function named(words) {
    links.setAttribute("aria-label", words.all);
    for (const [name, made] of Object.entries(ways)) if (made.textContent !== words[name]) made.textContent = words[name];
    if (!links.isConnected) document.body.prepend(links);
  }
})();
