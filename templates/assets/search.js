// The search page: Pagefind's index of this language, loaded when it is needed; without it the list of documents stays.

const form = document.querySelector("[data-search]");
const field = form.querySelector("input");
const count = form.querySelector(".search-count");
const list = form.querySelector(".search-results");
const root = new URL("../", import.meta.url);
const SHOWN = 30;
let engine;
let turn = 0;

async function start() {
  engine = await import(new URL("pagefind/pagefind.js", root).href);
  await engine.options({ baseUrl: root.pathname, excerptLength: 26 });
  await engine.init();
}

function result(data) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = data.url;
  link.textContent = data.meta.title;
  const kind = document.createElement("p");
  kind.className = "search-kind";
  kind.textContent = [data.meta.kind, data.meta.part].filter(Boolean).join(" · ");
  const excerpt = document.createElement("p");
  excerpt.innerHTML = data.excerpt; // made by Pagefind of our own pages: text with <mark>
  const head = document.createElement("h2");
  head.append(link);
  item.append(head, kind, excerpt);
  return item;
}

async function find() {
  const words = field.value.trim();
  const mine = ++turn;
  if (!words) { list.replaceChildren(); count.textContent = ""; return; }
  const found = await engine.search(words);
  const data = await Promise.all(found.results.slice(0, SHOWN).map((one) => one.data()));
  if (mine !== turn) return; // a later question was asked meanwhile
  list.replaceChildren(...data.map(result));
  count.textContent = found.results.length ? form.dataset.found.replace("{n}", found.results.length) : form.dataset.none;
  const here = new URL(location.href);
  here.searchParams.set("q", words);
  history.replaceState(null, "", here);
}

function move(event) {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const stops = [field, ...list.querySelectorAll("a")];
  const at = stops.indexOf(document.activeElement);
  if (at < 0) return;
  event.preventDefault();
  stops[Math.min(Math.max(at + (event.key === "ArrowDown" ? 1 : -1), 0), stops.length - 1)].focus();
}

form.hidden = false;
try {
  await start();
  let waiting;
  form.addEventListener("submit", (event) => { event.preventDefault(); find(); });
  field.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(find, 150); });
  form.addEventListener("keydown", move);
  field.value = new URLSearchParams(location.search).get("q") || "";
  field.focus();
  await find();
} catch {
  count.textContent = form.dataset.absent;
}
