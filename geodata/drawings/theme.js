/* The colours and the type of the map: those of the page around its frame. */
window.mapTheme = (() => {
  "use strict";

  let base, options;  // the layers of the base map by name, and what is known of the border

  /* `changed` is called when another type face has come. */
  function start(map, layers, known, changed) {
    [base, options] = [layers, known];
    paint(map);
    takeFont(changed);
    followTheme(map);
  }

  function paint(map) {
    const colours = options.palettes[dark() ? "dark" : "light"];
    document.documentElement.classList.toggle("dark", dark());
    map.getContainer().style.background = colours.sea;
    base.land.setStyle(({ properties }) => ({
      stroke: true, color: colours.coast, weight: 0.6, fillOpacity: 1, fillColor: colours[side(properties.country)],
    }));
    base.lakes.setStyle({ stroke: false, fillColor: colours.lake, fillOpacity: 1 });
    base.borders.setStyle(({ properties }) => ({
      color: bold(properties) ? colours.border : colours.otherBorder,
      weight: bold(properties) ? 2.4 : 1,
      dashArray: properties.kind === "sea" ? "2 5" : bold(properties) ? null : "5 4",
    }));
    if (base.graticule) base.graticule.setStyle({ color: colours.otherBorder });
  }

  /* The two countries of this border, and all others, are told apart. */
  function side(country) {
    const [own, abroad] = options.countries;
    return country === own.code ? "own" : country === abroad.code ? "abroad" : "other";
  }

  function bold(properties) { return properties.pair === options.pair; }

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
  function takeFont(changed) {
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
    document.fonts.addEventListener("loadingdone", changed);
  }

  return { start };
})();
