/* A turn to another page.

   Whatever the browser tells the script names the page that the app was on: told between the click and
   the first word of the other page, it would undo the turn. So while a turn is under way nothing is told.
   And the click itself may be lost on its way: a turn that nobody heard of is asked for again. */
(() => {
  "use strict";

  const page = window.crossingsPage = window.crossingsPage || {};
  const LOOK_EVERY = 100;  // ms
  const QUIET = 2000;      // ms without a sign of the script after which a turn counts as lost
  const MOST = 3;          // times that a turn is asked for again
  let turn = null;

  page.turning = () => turn !== null;

  /* Whether the script runs, as far as the browser knows. */
  page.running = () => app().testScriptState !== "notRunning";

  function app() { return document.querySelector(".stApp")?.dataset || {}; }

  /* Streamlit takes the clicks on the links of its pages for itself, and no others. */
  addEventListener("click", (event) => {
    const link = event.isTrusted && event.defaultPrevented && event.target.closest?.("a[href]");
    if (link) begin(new URL(link.href).pathname);
  });

  /* Back and Forward change the address at once: there the turn is done when the script has run. */
  addEventListener("popstate", () => {
    const since = performance.now();
    follow({ asked: MOST, isDone: () => page.toldAt > since });
  });

  function begin(path) {
    turn = null;
    if (path !== location.pathname) follow({ path, asked: 0, isDone: () => location.pathname === path });
  }

  function follow(next) {
    turn = next;
    turn.silentSince = performance.now();
    look(next);
  }

  function look(mine) {
    if (turn !== mine) return;
    const now = performance.now();
    if (!idle()) mine.silentSince = now;
    const lost = now - mine.silentSince > QUIET;
    if (mine.isDone() || (lost && !again(mine))) turn = null;
    else setTimeout(look, LOOK_EVERY, mine);
  }

  function again(mine) {
    const link = [...document.querySelectorAll(".stApp a[href]")].find((one) => new URL(one.href).pathname === mine.path);
    if (!link || mine.asked === MOST) return false;
    mine.asked += 1;
    mine.silentSince = performance.now();
    link.click();
    return true;
  }

  function idle() {
    return !page.running() && app().testConnectionState === "CONNECTED";
  }
})();
