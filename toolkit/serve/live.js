// Follows the building: loads the page again when it changed, and lays what is wrong over it.
const { search } = new URL(document.currentScript.src); // the state that the page was served in
const events = new EventSource(`/.toolkit/events${search}&page=${encodeURIComponent(location.pathname)}`);
const sheet = new CSSStyleSheet();
sheet.replaceSync(`
  :host { all: initial; }
  section { position: fixed; inset: auto 0 0 0; max-height: 45vh; overflow: auto; z-index: 2147483647; background: #1f1512; color: #f6efe9;
    border-top: 4px solid #e0653a; font: 14px/1.5 ui-monospace, "PT Mono", Consolas, monospace; padding: 12px 18px 16px; box-sizing: border-box; }
  section.mild { border-top-color: #d6a419; }
  h2 { font: 700 15px/1.4 "PT Sans", "Segoe UI", Arial, sans-serif; margin: 0 0 8px; }
  ol { margin: 0; padding: 0; list-style: none; } li { margin: 0 0 10px; overflow-wrap: anywhere; }
  b { color: #ffb394; } .warning b { color: #f3d37a; } small { display: block; color: #c9bcb3; font-size: 13px; }
  button { float: right; font: inherit; background: none; color: inherit; border: 1px solid #8d7c72; padding: 2px 10px; cursor: pointer; }
`);
let host;

function line(one) {
  const item = document.createElement("li");
  item.className = one.severity;
  const place = document.createElement("b");
  place.textContent = one.place;
  item.append(place, `: ${one.severity}[${one.code}]: ${one.message}`);
  if (one.hint) {
    const hint = document.createElement("small");
    hint.textContent = `hint: ${one.hint}`;
    item.append(hint);
  }
  return item;
}

function overlay(found) {
  host?.remove();
  if (!found.length) return;
  host = document.createElement("div");
  host.id = "toolkit-diagnostics";
  const root = host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [sheet];
  const box = document.createElement("section");
  const mistakes = found.filter((one) => one.severity === "error").length;
  box.className = mistakes ? "" : "mild";
  box.setAttribute("role", "alert");
  const close = document.createElement("button");
  close.textContent = "Close";
  close.addEventListener("click", () => host.remove());
  const head = document.createElement("h2");
  head.textContent = mistakes ? `${mistakes} to correct; the page shows the last good state` : `${found.length} to look at`;
  const list = document.createElement("ol");
  list.append(...found.map(line));
  box.append(close, head, list);
  root.append(box);
  document.body.append(host);
}

events.addEventListener("message", (event) => {
  const told = JSON.parse(event.data);
  if (told.reload) location.reload();
  else overlay(told.diagnostics);
});
