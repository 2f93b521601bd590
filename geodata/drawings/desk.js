/* The desk in the browser: its tab remembers which draft is open, what is typed is sent on after a rest,
   and what stands beneath a field is said with it. */
const KEPT = "crossings-desk-draft";
const REST = 500;  // ms without a key after which what was typed is sent
const timers = new WeakMap();
let watching = false;

export default ({ data, setTriggerValue }) => {
  const had = read();
  // A session in which nothing was begun yet is that of a page that was loaded, or of a new server.
  if (data.fresh && had && !asked.has(data.session)) setTriggerValue("had", had);
  else if (!data.fresh || data.draft) write(data.draft);
  asked.add(data.session);
  if (watching) return;
  watching = true;
  document.addEventListener("input", typed, true);
  new MutationObserver(describeSoon).observe(document.body, { subtree: true, childList: true });
  describeSoon();
};

const asked = new Set();

/* A browser may forbid to remember anything. */
function read() { try { return sessionStorage.getItem(KEPT) || ""; } catch { return ""; } }
function write(draft) { try { sessionStorage.setItem(KEPT, draft); } catch { /* then the list of drafts does */ } }

/* Streamlit sends a text when its field is left, or with these keys. */
function typed({ target }) {
  if (!target.closest?.("[class*=st-key-desk-]") || !target.matches("textarea, input[type=text]")) return;
  if (target.closest("[data-testid=stSelectbox], [data-baseweb=select]")) return;
  clearTimeout(timers.get(target));
  timers.set(target, setTimeout(() => {
    const keys = { key: "Enter", code: "Enter", keyCode: 13, bubbles: true, cancelable: true };
    target.dispatchEvent(new KeyboardEvent("keydown", { ...keys, ctrlKey: target.matches("textarea") }));
  }, REST));
}

let describing = 0;
function describeSoon() { describing ||= requestAnimationFrame(describe); }

function describe() {
  describing = 0;
  for (const beside of document.querySelectorAll(".desk-beside[id]")) {
    const cell = beside.closest("[class*=st-key-desk-wide], [class*=st-key-desk-slim]");
    const field = cell?.querySelector("textarea, input, [role=radiogroup], [role=group]");
    if (!field || field.getAttribute("aria-describedby") === beside.id) continue;
    field.setAttribute("aria-describedby", beside.id);
  }
  for (const cell of document.querySelectorAll("[class*=st-key-desk-wide], [class*=st-key-desk-slim]")) {
    const wrong = String(Boolean(cell.querySelector(".desk-problem")));
    const field = cell.querySelector("textarea, input");
    if (field && field.getAttribute("aria-invalid") !== wrong) field.setAttribute("aria-invalid", wrong);
  }
}
