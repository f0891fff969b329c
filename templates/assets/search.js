// The search page: Pagefind's index of this language, loaded when it is needed; without it the list of documents stays.

const form = document.querySelector("[data-search]");
const field = form.querySelector("input");
const count = form.querySelector(".search-count");
const list = form.querySelector(".search-results");
const root = new URL("../", import.meta.url);
const SHOWN = 30;
const LOOKED_AT = 120; // pages whose words are compared with the question; a site has fewer
const ALIKE = 0.6; // of a word asked for, how much of its beginning a word found must share
const UNSPACED = /[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/; // scripts that part no words
let engine;
let turn = 0;

async function start() {
  engine = await import(new URL("pagefind/pagefind.js", root).href);
  await engine.options({ baseUrl: root.pathname, excerptLength: 26 });
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
  return length >= 3 && length >= ALIKE * asked.length && length >= found.length / 2;
}

function answers(data, asked) {
  const words = (data.raw_content ?? data.content).split(/[\r\n\s]+/);
  const found = [...data.locations.map((at) => words[at] ?? ""), ...Object.values(data.meta)].flatMap(tokens);
  return asked.every((word) => found.some((one) => alike(word, one)));
}

function excerptOf(data, asked) {
  const excerpt = document.createElement("p");
  excerpt.innerHTML = data.excerpt; // made by Pagefind of our own pages: text with <mark>
  for (const mark of excerpt.querySelectorAll("mark")) {
    const parts = mark.textContent.split(/([\p{L}\p{N}\p{M}]+)/u).map((part) => {
      if (!tokens(part).some((one) => asked.some((word) => alike(word, one)))) return part;
      const own = document.createElement("mark");
      own.textContent = part;
      return own;
    });
    mark.replaceWith(...parts);
  }
  return excerpt;
}

function result(data, asked) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = data.url;
  link.textContent = data.meta.title;
  const kind = document.createElement("p");
  kind.className = "search-kind";
  kind.textContent = [data.meta.kind, data.meta.part].filter(Boolean).join(" · ");
  const head = document.createElement("h2");
  head.append(link);
  item.append(head, kind, excerptOf(data, asked));
  return item;
}

async function look(words, asked) {
  const found = await engine.search(words);
  const data = await Promise.all(found.results.slice(0, LOOKED_AT).map((one) => one.data()));
  return data.filter((one) => answers(one, asked));
}

async function find() {
  const words = field.value.trim();
  const mine = ++turn;
  if (!words) { list.replaceChildren(); count.textContent = ""; return; }
  const asked = tokens(words);
  const beginnings = asked.map((word) => word.slice(0, Math.max(3, Math.ceil(word.length * ALIKE)))).join(" ");
  const exact = await look(words, asked);
  const kept = exact.length ? exact : await look(beginnings, asked);
  if (mine !== turn) return; // a later question was asked meanwhile
  list.replaceChildren(...kept.slice(0, SHOWN).map((one) => result(one, asked)));
  count.textContent = kept.length ? form.dataset.found.replace("{n}", kept.length) : form.dataset.none;
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
