// The translator's preview: a passage under the pointer, the finger or the keyboard shows its message.
"use strict";
(() => {
  const messages = JSON.parse(document.getElementById("messages").textContent);
  const panel = document.getElementById("panel");
  const part = (name) => document.getElementById("panel-" + name);
  const stateNames = Object.fromEntries(
    [...document.getElementById("states").content.children].map((one) => [one.dataset.state, one.textContent]),
  );
  const passages = [...document.querySelectorAll(".tied")];
  const todo = passages.filter((one) => !one.classList.contains("is-done"));
  const links = [...document.querySelectorAll("[data-goto]")];
  let pinned = null;

  const row = (name, words) => {
    part(name).textContent = words;
    part(name).closest("div").hidden = !words;
  };

  const show = (number) => {
    const message = messages[Number(number)];
    part("state").textContent = stateNames[message.state];
    part("state").className = "key is-" + message.state;
    part("context").textContent = message.context;
    for (const name of ["source", "before", "translation", "machine", "notes", "place"]) row(name, message[name]);
    for (const one of passages) one.classList.toggle("is-current", one.dataset.tied === number);
    for (const link of links) {
      if (link.dataset.goto === number) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    panel.hidden = false;
  };

  const hide = () => {
    pinned = null;
    panel.hidden = true;
    for (const one of passages) one.classList.remove("is-current");
    for (const link of links) link.removeAttribute("aria-current");
  };

  const visit = (passage) => {
    if (!passage) return;
    pinned = passage;
    passage.focus({ preventScroll: true });
    passage.scrollIntoView({ block: "center" });
    show(passage.dataset.tied);
  };

  const passageOf = (event) => event.target.closest && event.target.closest(".tied");

  document.addEventListener("pointerover", (event) => {
    const passage = passageOf(event);
    if (passage && !pinned && event.pointerType === "mouse") show(passage.dataset.tied);
  });
  document.addEventListener("focusin", (event) => {
    const passage = passageOf(event);
    if (passage === event.target) {
      pinned = passage;
      show(passage.dataset.tied);
    }
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-goto]");
    const passage = passageOf(event);
    if (link) {
      event.preventDefault();
      const there = passages.find((one) => one.dataset.tied === link.dataset.goto);
      if (there) visit(there);
      else show(link.dataset.goto);
    } else if (passage) {
      pinned = passage;
      show(passage.dataset.tied);
    } else if (!event.target.closest("#panel")) {
      hide();
    }
  });
  document.getElementById("close").addEventListener("click", hide);

  const step = (by) => {
    const at = todo.indexOf(pinned);
    const from = at === -1 && by === -1 ? 0 : at;
    visit(todo[(from + by + todo.length) % todo.length]);
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "n") step(1);
    else if (event.key === "p") step(-1);
    else if (event.key === "Escape") hide();
    else if (event.key === "Enter" && passageOf(event)) visit(passageOf(event));
  });
})();
