// An edition in parts: an old link still arrives, and all parts can be read on one page. Without this the contents lead to every part.

const join = document.querySelector(".part-join");
const state = document.querySelector(".part-state");
const main = document.getElementById("main");
const plain = (url) => url.replace(/#.*/, "");
const links = [...document.querySelectorAll(".contents .contents-part a")];
const here = links.findIndex((link) => link.hasAttribute("aria-current"));
let fetched;

async function load(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(String(answer.status));
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

// The parts in their order; this page stands for itself.
function parts() {
  fetched ??= Promise.all(links.map((link, place) => (place === here ? document : load(link.href)))).catch((error) => {
    fetched = undefined;
    throw error;
  });
  return fetched;
}

function wanted() {
  try { return decodeURIComponent(location.hash.slice(1)); } catch { return ""; }
}

// A link of the time before the edition had parts, or was cut elsewhere: the clause stands on another page now.
async function arrive() {
  const id = wanted();
  if (!id || document.getElementById(id)) return;
  try {
    const place = (await parts()).findIndex((part) => part.getElementById(id));
    if (place >= 0) location.replace(`${plain(links[place].href)}#${encodeURIComponent(id)}`);
  } catch { /* the contents lead there */ }
}

function within(pages) {
  for (const link of document.querySelectorAll("main a[href], .side a[href]")) {
    const id = link.hash.slice(1);
    if (id && pages.has(plain(link.href)) && document.getElementById(decodeURIComponent(id))) link.setAttribute("href", `#${id}`);
  }
}

async function whole() {
  join.setAttribute("aria-busy", "true");
  let found;
  try { found = await parts(); } catch {
    join.removeAttribute("aria-busy");
    state.textContent = join.dataset.failed;
    return;
  }
  const pages = new Set(links.map((link) => plain(link.href)));
  const pieces = found.flatMap((part) => [...part.querySelectorAll("#main > :is(.front, .part, .notes), .about-page > .provenance")]);
  document.querySelector(".part-ways").before(...pieces.filter((piece) => !piece.matches(".provenance")));
  document.querySelector(".about-page").append(...pieces.filter((piece) => piece.matches(".provenance")));
  document.querySelectorAll(".part-ways, .contents-part, .part-here, link[rel=prev], link[rel=next]").forEach((piece) => piece.remove());
  within(pages);
  document.title = document.title.replace(/ \([^()]*\)(?= — [^—]*$)/, "");
  document.querySelector(".cover-again")?.classList.remove("cover-again");
  state.textContent = join.dataset.done;
  join.remove();
  state.tabIndex = -1;
  state.focus({ preventScroll: true });
  scrollable();
  const target = document.getElementById(wanted());
  if (target) target.scrollIntoView();
}

// A long list of contents begins with the part that is read.
if (here >= 0) {
  const side = document.querySelector(".side");
  const offset = links[here].getBoundingClientRect().top - side.getBoundingClientRect().top;
  if (offset > side.clientHeight / 2) side.scrollTop = offset - side.clientHeight / 4;
}

if (join && here >= 0) {
  join.addEventListener("click", whole);
  join.hidden = false;
  addEventListener("hashchange", arrive);
  arrive();
}
