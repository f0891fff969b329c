// Comforts only: colours, the key for search, tables that sort and filter. Every page is complete without it.

function colours() {
  const button = document.querySelector("[data-theme-button]");
  if (!button) return;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const dark = () => (document.documentElement.dataset.theme || (system.matches ? "dark" : "light")) === "dark";
  const show = () => {
    button.setAttribute("aria-pressed", String(dark()));
    button.title = dark() ? button.dataset.light : button.dataset.dark;
  };
  button.addEventListener("click", () => {
    const next = dark() ? "light" : "dark";
    document.documentElement.dataset.theme = next;
    try { localStorage.setItem("theme", next); } catch { /* the choice holds for this page */ }
    show();
  });
  system.addEventListener("change", show);
  button.hidden = false;
  show();
}

function searchKey() {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
    const box = document.querySelector("#q, #site-search");
    if (!box) return;
    event.preventDefault();
    if (box.checkVisibility()) { box.focus(); box.select(); } else document.querySelector(".search-link").click();
  });
}

function sortable(table) {
  const body = table.tBodies[0];
  const order = new Intl.Collator(document.documentElement.lang, { numeric: true, ignorePunctuation: true }).compare;
  const key = (row, column) => row.cells[column].dataset.sort ?? row.cells[column].textContent.trim();
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    if ("plain" in head.dataset) return;
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const rows = [...body.rows].sort((a, b) => {
        const [x, y] = [key(a, column), key(b, column)];
        if (!x || !y) return (x ? 0 : 1) - (y ? 0 : 1); // what is not known comes last, either way
        return down ? order(y, x) : order(x, y);
      });
      body.append(...rows);
    });
  });
}

function filterable(tools) {
  const rows = [...document.getElementById(tools.dataset.toolsFor).tBodies[0].rows];
  const words = tools.querySelector("[data-filter]");
  const choices = [...tools.querySelectorAll("[data-choose]")];
  const count = tools.querySelector("[data-count]");
  const plain = (text) => text.toLowerCase().replaceAll("ё", "е");
  const apply = () => {
    const asked = plain(words.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      const text = plain(row.textContent);
      const fits = asked.every((word) => text.includes(word)) &&
        choices.every((choice) => !choice.value || row.dataset[choice.dataset.choose].split(" ").includes(choice.value));
      row.hidden = !fits;
      shown += fits;
    }
    count.textContent = count.dataset.count.replace("{shown}", shown).replace("{total}", rows.length);
  };
  tools.addEventListener("input", apply);
  tools.hidden = false;
  apply();
}

// Wide tables scroll by themselves; the keyboard must reach them, but not those that fit.
function scrollable() {
  const boxes = [...document.querySelectorAll(".block, .table-wrap, .network-wrap")];
  const apply = () => boxes.forEach((box) => {
    if (box.scrollWidth <= box.clientWidth) return ["tabindex", "role", "aria-label"].forEach((name) => box.removeAttribute(name));
    const words = box.querySelector("caption, figcaption")?.textContent.trim();
    box.tabIndex = 0;
    if (words) { box.setAttribute("role", "group"); box.setAttribute("aria-label", words); }
  });
  addEventListener("resize", apply);
  addEventListener("toggle", apply, true);
  apply();
}

// Some browsers forget that a table is one when its rows are laid out as blocks; screen readers are told here.
function tables() {
  const roles = [["thead, tbody, tfoot", "rowgroup"], ["tr", "row"], ["td", "cell"], ["th[scope=row]", "rowheader"], ["th:not([scope=row])", "columnheader"]];
  for (const table of document.querySelectorAll(".by-row, .stack")) {
    table.setAttribute("role", "table");
    for (const [selector, role] of roles) table.querySelectorAll(selector).forEach((one) => one.setAttribute("role", role));
  }
}

colours();
searchKey();
tables();
document.querySelectorAll("table[data-sortable]").forEach(sortable);
document.querySelectorAll("[data-tools-for]").forEach(filterable);
scrollable();
