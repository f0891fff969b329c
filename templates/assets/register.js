// The index of a register: finds records by name over all its pages, and leads old links to where a record stands now. Without it the ranges lead to every record.

const form = document.querySelector("form[data-names]");
const plain = (text) => text.toLowerCase().replaceAll("ё", "е");
const SHOWN = 50;
let names;

async function load(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

// [address, name, words to look in] of every record, in the order of the register.
function all() {
  names ??= Promise.all(form.dataset.names.split(" ").filter(Boolean).map(load)).then((files) =>
    files.flat().flatMap(([page, records]) => records.map(([anchor, name]) => [`${page}#${anchor}`, name, plain(name)])));
  return names;
}

async function find(box, list, count) {
  const asked = plain(box.value).split(/\s+/).filter(Boolean);
  if (!asked.length) { list.replaceChildren(); count.textContent = ""; return; }
  let known;
  try { known = await all(); } catch { names = undefined; count.textContent = count.dataset.failed; return; }
  if (asked.join(" ") !== plain(box.value).split(/\s+/).filter(Boolean).join(" ")) return; // more was typed meanwhile
  const found = known.filter(([, , words]) => asked.every((word) => words.includes(word)));
  const shown = found.slice(0, SHOWN);
  list.replaceChildren(...shown.map(([address, name]) => {
    const item = document.createElement("li"), link = document.createElement("a");
    link.href = address;
    link.textContent = name;
    item.append(link);
    return item;
  }));
  const words = found.length > shown.length ? count.dataset.more : count.dataset.count;
  count.textContent = words.replace("{n}", found.length).replace("{shown}", shown.length);
}

// A link of the time when the register was one page: its record stands on another page now.
async function arrive() {
  let id;
  try { id = decodeURIComponent(location.hash.slice(1)); } catch { return; }
  if (!id || document.getElementById(id)) return;
  try {
    const whole = (await all()).find(([address]) => address.endsWith(`#${id}`) || id.startsWith(`${address.split("#")[1]}.`));
    if (whole) location.replace(`${whole[0].split("#")[0]}#${encodeURIComponent(id)}`);
  } catch { /* the ranges lead there */ }
}

const box = form.querySelector("input"), list = form.querySelector(".found"), count = form.querySelector("[data-count]");
box.addEventListener("input", () => find(box, list, count));
form.addEventListener("submit", (event) => { event.preventDefault(); list.querySelector("a")?.click(); });
form.hidden = false;
arrive();
