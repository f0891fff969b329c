// The translator's preview: a passage under the pointer, the finger or the keyboard shows its message; in a session it is translated there.
"use strict";
(() => {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  let messages = read("messages");
  const session = document.getElementById("session") ? read("session") : null;
  const panel = document.getElementById("panel");
  const part = (name) => document.getElementById("panel-" + name);
  const words = Object.fromEntries(
    [...document.getElementById("states").content.children].map((one) => [one.dataset.state, one.textContent]),
  );
  let passages, todo, links;
  let pinned = null;
  let open = null;
  const gather = () => {
    passages = [...document.querySelectorAll(".tied")];
    todo = passages.filter((one) => !one.classList.contains("is-done"));
    links = [...document.querySelectorAll("[data-goto]")];
  };
  gather();

  const row = (name, text) => {
    part(name).textContent = text;
    part(name).closest("div").hidden = !text;
  };

  // Runs of words that are the same, gone or new: marked as such, and told so to those who hear them.
  const runs = (place, pieces) => {
    place.replaceChildren();
    for (const [kind, text] of pieces) {
      const piece = kind === "same" ? document.createTextNode(text) : document.createElement(kind === "gone" ? "del" : "ins");
      if (kind !== "same") piece.textContent = text;
      place.append(piece, " ");
    }
  };

  const show = (number) => {
    const message = messages[Number(number)];
    part("state").textContent = words[message.state];
    part("state").className = "key is-" + message.state;
    part("context").textContent = message.context + (message.item ? ` · ${message.item}` : "");
    for (const name of ["source", "before", "translation", "machine", "notes", "place"]) row(name, message[name]);
    if (message.change.length) runs(part("source"), message.change);
    if (message.to_change) {
      const [start, end] = message.to_change;
      const mark = document.createElement("mark");
      mark.textContent = message.translation.slice(start, end);
      part("translation").replaceChildren(message.translation.slice(0, start), mark, message.translation.slice(end));
    }
    for (const one of passages) one.classList.toggle("is-current", one.dataset.tied === String(number));
    for (const link of links) {
      if (link.dataset.goto === String(number)) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    panel.hidden = false;
    if (session) edit(number, message);
  };

  const hide = () => {
    if (!leave()) return;
    pinned = open = null;
    panel.hidden = true;
    for (const one of passages) one.classList.remove("is-current");
    for (const link of links) link.removeAttribute("aria-current");
  };

  const visit = (passage) => {
    if (!passage || !leave()) return;
    pinned = passage;
    passage.focus({ preventScroll: true });
    passage.scrollIntoView({ block: "center" });
    show(passage.dataset.tied);
  };

  const passageOf = (event) => event.target.closest && event.target.closest(".tied");
  const writes = (event) => event.target.closest && event.target.closest("textarea, input");

  document.addEventListener("pointerover", (event) => {
    const passage = passageOf(event);
    if (passage && !pinned && !session && event.pointerType === "mouse") show(passage.dataset.tied);
  });
  document.addEventListener("focusin", (event) => {
    const passage = passageOf(event);
    if (passage === event.target && passage !== pinned && leave()) {
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
      else if (leave()) {
        pinned = null;
        show(link.dataset.goto);
      }
    } else if (passage) {
      if (passage !== pinned && !leave()) return;
      pinned = passage;
      show(passage.dataset.tied);
    } else if (!event.target.closest("#panel, .tools")) {
      hide();
    }
  });
  document.getElementById("close").addEventListener("click", hide);
  const beside = () => document.getElementById("beside");
  const both = () => {
    const on = document.body.classList.toggle("with-source");
    beside().setAttribute("aria-pressed", String(on));
    if (pinned) pinned.scrollIntoView({ block: "center" });
  };
  const bind = () => {
    if (!beside()) return;
    beside().addEventListener("click", both);
    beside().setAttribute("aria-pressed", String(document.body.classList.contains("with-source")));
  };
  bind();

  const step = (by) => {
    const at = todo.indexOf(pinned);
    const from = at === -1 && by === -1 ? 0 : at;
    if (todo.length) visit(todo[(from + by + todo.length) % todo.length]);
  };
  document.addEventListener("keydown", (event) => {
    if (writes(event)) {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        save(false);
      } else if (event.key === "Escape") {
        if (pinned) pinned.focus({ preventScroll: true });
        else event.target.blur();
      }
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "n") step(1);
    else if (event.key === "p") step(-1);
    else if (event.key === "s" && beside()) both();
    else if (event.key === "Escape") hide();
    else if (event.key === "Enter" && session && open !== null && passageOf(event)) {
      event.preventDefault();
      panel.querySelector("textarea").focus();
    } else if (event.key === "Enter" && passageOf(event)) visit(passageOf(event));
  });

  // ── translating ────────────────────────────────────────────────────────────────────────────────
  const form = document.getElementById("editor");
  const told = document.getElementById("faults");
  const who = document.getElementById("who");
  let clock = 0;
  let asked = 0;

  const fields = () => [...form.querySelectorAll("textarea")];
  const written = () => fields().map((one) => one.value);
  const changed = () => open !== null && written().some((text, at) => text !== messages[open].strings[at]);
  const leave = () => !session || !changed() || window.confirm(words.unsaved);

  const edit = (number, message) => {
    open = Number(number);
    told.replaceChildren();
    form.hidden = !message.known;
    document.getElementById("unknown").hidden = message.known || message.shipped;
    document.getElementById("shipped").hidden = !message.shipped;
    part("translation").closest("div").hidden = !message.to_change && !message.shipped;
    const place = document.getElementById("forms");
    place.replaceChildren();
    message.strings.forEach((text, at) => {
      const label = document.createElement("label");
      label.textContent = message.forms.length ? message.forms[at] : words.translation;
      const field = document.createElement("textarea");
      field.value = text;
      field.rows = Math.min(8, Math.max(2, Math.ceil(Math.max(text.length, message.source.length) / 70)));
      field.lang = session.language;
      field.dir = "auto";
      field.addEventListener("input", () => {
        clearTimeout(clock);
        clock = setTimeout(judge, 300);
      });
      label.append(field);
      place.append(label);
    });
    who.closest("p").hidden = !message.machine;
    if (message.known && message.strings.some(Boolean)) judge();
  };

  const send = async (act, more) => {
    const message = messages[open];
    const body = { context: message.context, source: message.source, strings: written(), before: message.strings, ...more };
    const answer = await fetch("/.toolkit/" + act, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Toolkit-Token": session.token },
      body: JSON.stringify(body),
    });
    return answer.json();
  };

  // A fault in the words of the translator's language, then what it names; one that has no words there is told as it came.
  const checks = document.getElementById("checks");
  const spoken = checks
    ? Object.fromEntries([...checks.content.querySelectorAll("[data-code]")].map((one) => [one.dataset.code, one.textContent]))
    : {};
  const line = (one) => {
    if (!spoken[one.code]) return one.hint ? `${one.message} — ${one.hint}` : one.message;
    const named = one.message.match(/`[^`]+`|«[^»]+»|“[^”]+”|\d[\d.,]*/g) || [];
    return [spoken[one.code], ...new Set(named)].join(" ");
  };
  const tell = (answer) => {
    told.replaceChildren();
    const lines = answer.problem ? [{ code: "", severity: "error", message: answer.problem, hint: "" }] : answer.faults;
    for (const one of lines) {
      const item = document.createElement("li");
      item.className = "fault-" + one.severity;
      item.textContent = line(one);
      told.append(item);
    }
    if (!lines.length && written().some(Boolean)) {
      const item = document.createElement("li");
      item.className = "fault-none";
      item.textContent = words.sound;
      told.append(item);
    }
  };

  const judge = async () => {
    const number = (asked += 1);
    try {
      const answer = await send("judge", {});
      if (number === asked) tell(answer);
    } catch {
      tell({ problem: words.gone });
    }
  };

  const save = async (fuzzy) => {
    if (open === null) return;
    clearTimeout(clock);
    asked += 1;
    let answer;
    try {
      answer = await send("save", { fuzzy, name: who.value });
    } catch {
      answer = { problem: words.gone };
    }
    if (answer.problem) {
      tell(answer);
      return;
    }
    const message = messages[open];
    const state = answer.state;
    Object.assign(message, { strings: written(), state, machine: state === "done" ? "" : message.machine, change: [], to_change: null });
    const number = String(open);
    for (const one of passages) if (one.dataset.tied === number) one.className = one.className.replace(/is-\w+/, "is-" + state);
    if (who.value) sessionStorage.setItem("who", who.value);
    const at = todo.indexOf(pinned);
    const next = todo.slice(at + 1).concat(todo.slice(0, Math.max(at, 0))).find((one) => one.dataset.tied !== number);
    todo = todo.filter((one) => state !== "done" || one.dataset.tied !== number);
    if (state !== "done") {
      show(number);
      tell(answer);
    } else if (next) {
      visit(next);
      const field = panel.querySelector("textarea");
      if (field) field.focus();
    } else hide();
    renew();
  };

  // The document and the list as they are after a saving, put in anew; the reader, and what is being written, stay where they are.
  const key = (number) => (number === null ? "" : `${messages[number].context}\u0004${messages[number].source}`);
  const renew = async () => {
    const answer = await fetch(location.href).catch(() => null);
    if (!answer || !answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const at = key(open);
    const held = pinned ? key(Number(pinned.dataset.tied)) : "";
    const focused = document.activeElement === pinned;
    for (const id of ["document", "left"]) document.getElementById(id).replaceChildren(...fresh.getElementById(id).childNodes);
    messages = JSON.parse(fresh.getElementById("messages").textContent);
    gather();
    const find = (wanted) => messages.findIndex((_, number) => key(number) === wanted);
    const current = find(at);
    open = current === -1 ? null : current;
    pinned = held ? passages.find((one) => one.dataset.tied === String(find(held))) || null : null;
    for (const one of passages) one.classList.toggle("is-current", open !== null && one.dataset.tied === String(open));
    if (pinned && focused) pinned.focus({ preventScroll: true });
    tools();
  };

  const tools = () => {
    const list = document.getElementById("documents");
    list.addEventListener("change", () => {
      if (leave()) location.href = "/translate/" + list.value;
    });
    bind();
  };

  if (session) {
    who.value = sessionStorage.getItem("who") || "";
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      save(false);
    });
    document.getElementById("later").addEventListener("click", () => save(true));
    const list = document.getElementById("documents");
    list.addEventListener("change", () => {
      if (leave()) location.href = "/translate/" + list.value;
    });
    window.addEventListener("beforeunload", (event) => {
      if (changed()) event.preventDefault();
    });
  }
})();
