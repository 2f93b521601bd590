/* What Streamlit and Vega say by themselves, in the language of the page: see borrowed.py. */
(() => {
  "use strict";

  const words = JSON.parse(document.querySelector("meta[name=borrowed-words]")?.content || "{}");
  const NAMES = ["aria-label", "title", "placeholder"];
  const ROLE = "aria-roledescription", LABEL = "aria-label";
  // Charts describe their own marks; what holds these has an English name that helps nobody.
  const HOLDS = /^(visualization|axis|legend|title|subtitle)$|container$/;
  const TITLE = /^(?:Title|Subtitle) text '([^]*)'$/;

  function said(text) {
    if (words[text]) return words[text];
    const number = /\d+/.exec(text)?.[0];
    const counted = number && words[text.replace(number, "{n}")];
    if (counted) return counted.replace("{n}", number);
    // A tool above a chart is named together with what the chart says: ours, after a colon.
    const [tool, ...rest] = text.split(": ");
    return rest.length && words[tool] ? [words[tool], ...rest].join(": ") : undefined;
  }

  function name(element) {
    for (const attribute of NAMES) {
      const own = said(element.getAttribute(attribute) || "");
      if (own) element.setAttribute(attribute, own);
    }
    if (HOLDS.test(element.getAttribute(ROLE))) element.removeAttribute(ROLE);
    const title = element instanceof SVGElement && TITLE.exec(element.getAttribute(LABEL));
    if (title) element.setAttribute(LABEL, title[1]);
  }

  /* Not what is said of the data: a quote may be a single word. */
  function tell(text) {
    const own = said(text.data.trim());
    if (own && !text.parentElement?.closest(".stHtml, [data-testid=stMarkdown], code, pre")) text.data = own;
  }

  function mend(node) {
    if (node.nodeType === Node.TEXT_NODE) return tell(node);
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    name(node);
    for (const each of node.querySelectorAll("[aria-label], [title], [placeholder]")) name(each);
    if (!Object.keys(words).length) return;
    const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) tell(texts.currentNode);
  }

  new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) {
      if (type === "attributes") name(target);
      else if (type === "characterData") tell(target);
      else addedNodes.forEach(mend);
    }
  }).observe(document.body, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: [...NAMES, ROLE],
  });
})();
