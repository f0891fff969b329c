// The search page: Pagefind's index of this language, loaded when it is needed; without it the list of documents stays.

const form = document.querySelector("[data-search]");
const field = form.querySelector("input");
const choices = [...form.querySelectorAll("select")];
const count = form.querySelector(".search-count");
const list = form.querySelector(".search-results");
const more = form.querySelector(".search-more");
const root = new URL("../", import.meta.url);
const SHOWN = 20;
const PLACES = 3; // passages of one page that are shown
const EXCERPT = 30; // words
const LOOKED_AT = 120; // pages whose words are compared with the question
const ALIKE = 0.6; // of a word asked for, how much of its beginning a word found must share
const STOP = /^[,.;:!?)\]»”]+$/; // a mark that stood behind a citation, which is not in the index
const UNSPACED = /[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/; // scripts that part no words
const ZERO_WIDTH = "\u200b"; // parts the words of those scripts in the index
const NUMBER = /^(?:\d+(?:\.\d+)+\.?|\(?[\p{L}\d]{1,2}\))$/u; // of a clause or of a point
const HEADING = ":title"; // ends the id of a heading, which stands in the section that a link leads to
let engine;
let turn = 0;

async function start() {
  engine = await import(new URL("pagefind/pagefind.js", root).href);
  await engine.options({ baseUrl: root.pathname });
  await engine.init();
}

// Pagefind shortens a word that no page has until some word begins so («вертолёт» until «в»): what was found is compared here.

function tokens(words) {
  return words.normalize("NFC").toLowerCase().replaceAll("ё", "е").match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
}

function shared(one, other) {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
}

function alike(asked, found) {
  if (found.startsWith(asked) || UNSPACED.test(asked)) return true;
  if (asked.endsWith("ies") && found === `${asked.slice(0, -3)}y`) return true;
  const length = shared(asked, found);
  const short = found.length === length && length < 4 && asked.length > length + 1; // «при» is no form of «приём»
  return !short && length >= 3 && length >= ALIKE * asked.length && length >= found.length / 2;
}

function wordsOf(data) {
  const words = data.raw_content ?? data.content;
  return words.includes(ZERO_WIDTH) ? words.split(ZERO_WIDTH) : words.split(/[\r\n\s]+/);
}

function answers(data, asked) {
  const words = wordsOf(data);
  const found = [...data.locations.map((at) => words[at] ?? ""), data.meta.title, data.meta.address ? "" : data.meta.kind ?? ""].flatMap(tokens);
  return asked.every((word) => found.some((one) => alike(word, one)));
}

// ── where in a page ──────────────────────────────────────────────────────────────────────────────

// The sections, clauses and records of a page in order: where each begins, and the heading that it stands under.
function placesOf(data) {
  let heading = "";
  const places = [];
  for (const anchor of [...data.anchors].sort((a, b) => a.location - b.location)) {
    if (anchor.id.endsWith(HEADING)) {
      heading = anchor.text;
      for (const place of places) if (place.from === anchor.location) place.heading = heading;
    } else if (!/^(?:a|sup|span|input|svg|g)$/.test(anchor.element)) {
      places.push({ id: anchor.id, from: anchor.location, heading });
    }
  }
  return places;
}

// The passages of a page that have most of the words asked for, in the order of the page.
function passages(data, asked) {
  const words = wordsOf(data);
  const places = placesOf(data);
  const found = new Map();
  for (const at of data.locations) {
    const matched = asked.filter((word) => tokens(words[at] ?? "").some((one) => alike(word, one)));
    if (!matched.length) continue;
    const number = places.findLastIndex((place) => place.from <= at);
    const passage = found.get(number) ?? { number, hits: [], matched: new Set() };
    matched.forEach((word) => passage.matched.add(word));
    passage.hits.push(at);
    found.set(number, passage);
  }
  const best = [...found.values()].sort((a, b) => b.matched.size - a.matched.size || b.hits.length - a.hits.length || a.number - b.number);
  const full = best.filter((one) => one.matched.size === best[0].matched.size);
  return full.slice(0, PLACES).sort((a, b) => a.number - b.number).map(({ number, hits }) => {
    const place = places[number] ?? { id: "", from: 0, heading: "" };
    const end = places.slice(number + 1).find((next) => next.from > place.from)?.from ?? words.length;
    return { ...place, hits, end, words };
  });
}

// ── what is shown ────────────────────────────────────────────────────────────────────────────────

function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

function marked(words, asked) {
  return words.split(/([\p{L}\p{N}\p{M}]+)/u).map((part) =>
    tokens(part).some((one) => asked.some((word) => alike(word, one))) ? element("mark", "", part) : part);
}

// An excerpt begins after the name and the number under which it is shown.
function excerpt({ from, end, hits, words, heading }, title, asked) {
  let first = from;
  for (const name of [title, heading]) {
    const length = name.split(/\s+/).length;
    if (name && words.slice(first, first + length).join(" ").replace(/\.$/, "") === name.split(/\s+/).join(" ")) first += length;
  }
  if (NUMBER.test(words[first] ?? "")) first += 1;
  const within = hits.find((at) => at >= first);
  const hit = within ?? first;
  let begin = hit - first < EXCERPT - 8 ? first : hit - 8;
  while (begin < hit && STOP.test(words[begin])) begin += 1;
  const last = within === undefined ? words.length : end; // of a heading that has the word, what follows is shown
  const stop = Math.min(last, begin + EXCERPT);
  const glue = words.length > 1 && UNSPACED.test(words[begin] ?? "") ? "" : " ";
  const said = words.slice(begin, stop).reduce((all, word) => all + (STOP.test(word) ? "" : glue) + word, "").trim();
  const text = `${begin > first ? "… " : ""}${said}${stop < last ? " …" : ""}`;
  return element("p", "search-excerpt", ...marked(text, asked));
}

function link(href, ...words) {
  const made = element("a", "", ...words);
  made.href = href;
  return made;
}

function called({ heading, words, from }) {
  const first = words[from] ?? "";
  return NUMBER.test(first) ? [heading, first.replace(/\.$/, "")].filter(Boolean).join(" › ") : heading;
}

function result(data, asked) {
  const address = data.meta.address ? new URL(data.meta.address, root).href : new URL(data.url, location.href).href;
  const plain = address.replace(/#.*/, "");
  const item = element("li", "", element("h2", "", link(address, ...marked(data.meta.title, asked))));
  const kind = [data.meta.kind, data.meta.part].filter(Boolean).join(" · ");
  if (kind) item.append(element("p", "search-kind", kind));
  const named = data.meta.address ? address.split("#")[1] : "";
  const places = element("ul", "search-places");
  const seen = new Set();
  for (const passage of passages(data, asked)) {
    const name = called(passage);
    if (passage.id && passage.id !== named && name && !seen.has(name)) {
      places.append(element("li", "", link(`${plain}#${encodeURIComponent(passage.id)}`, ...marked(name, asked)), excerpt(passage, data.meta.title, asked)));
    } else if (!seen.has(name)) {
      item.append(excerpt(passage, data.meta.title, asked));
    }
    seen.add(name);
  }
  if (places.children.length) item.append(places);
  return item;
}

// ── asking ───────────────────────────────────────────────────────────────────────────────────────

function narrowed() {
  return Object.fromEntries(choices.filter((one) => one.value).map((one) => [one.name, [one.value]]));
}

async function look(words, asked) {
  const found = await engine.search(words || null, { filters: narrowed() });
  const data = await Promise.all(found.results.slice(0, LOOKED_AT).map((one) => one.data()));
  return data.filter((one) => answers(one, asked));
}

function remember(words) {
  const here = new URL(location.href);
  for (const [name, value] of [["q", words], ...choices.map((one) => [one.name, one.value])]) {
    if (value) here.searchParams.set(name, value); else here.searchParams.delete(name);
  }
  history.replaceState(null, "", here);
}

async function find() {
  const words = field.value.trim();
  const mine = ++turn;
  const asked = tokens(words);
  remember(words);
  if (!asked.length && !Object.keys(narrowed()).length) { list.replaceChildren(); count.textContent = ""; more.hidden = true; return; }
  const beginnings = asked.map((word) => word.slice(0, Math.max(3, Math.ceil(word.length * ALIKE)))).join(" ");
  const exact = await look(words, asked);
  const kept = exact.length || !asked.length ? exact : await look(beginnings, asked);
  if (mine !== turn) return; // a later question was asked meanwhile
  count.textContent = kept.length ? form.dataset.found.replace("{n}", kept.length) : form.dataset.none;
  list.replaceChildren();
  const show = () => {
    const from = list.children.length;
    list.append(...kept.slice(from, from + SHOWN).map((one) => result(one, asked)));
    more.hidden = list.children.length >= kept.length;
    if (from) list.children[from]?.querySelector("a").focus();
  };
  more.firstElementChild.onclick = show;
  show();
}

async function offer() {
  const order = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;
  const known = await engine.filters();
  const wanted = new URLSearchParams(location.search);
  for (const choice of choices) {
    const values = Object.keys(known[choice.name] ?? {}).sort(order);
    choice.append(...values.map((value) => new Option(value, value)));
    choice.value = values.includes(wanted.get(choice.name)) ? wanted.get(choice.name) : "";
    choice.closest(".tool").hidden = values.length < 2;
  }
  form.dataset.ready = "";
}

// Arrows go through the finds; Escape leads back to the field, and there empties it.
function move(event) {
  if (event.key === "Escape") {
    if (document.activeElement === field) { field.value = ""; find(); } else if (list.contains(document.activeElement)) field.focus();
    return;
  }
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
  await offer();
  let waiting;
  form.addEventListener("submit", (event) => { event.preventDefault(); find(); });
  field.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(find, 150); });
  form.addEventListener("change", find);
  form.addEventListener("keydown", move);
  field.value = new URLSearchParams(location.search).get("q") || "";
  field.focus();
  await find();
} catch {
  count.textContent = form.dataset.absent;
}
