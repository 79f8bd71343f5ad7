// What a report does under the hand: jumping from an element to its passages and on, filters, copying, printing.
// Everything is delegated from the document, so that parts that are replaced later work as well.
"use strict";
(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const navigator_ = $("[data-navigator]");
  let stops = [];
  let at = -1;
  let owner = null;

  const marksOf = (anchor) => $$(`mark[data-marks~="${CSS.escape(anchor)}"]`);

  function unlight() {
    for (const one of $$(".lit, .passage.current, .entry.current")) one.classList.remove("lit", "current");
  }

  function light(scroll = true) {
    unlight();
    const anchor = stops[at];
    const marks = marksOf(anchor);
    for (const mark of marks) mark.classList.add("lit");
    owner.classList.add("current");
    for (const link of $$(`[data-jump="${CSS.escape(anchor)}"]`, owner)) link.classList.add("current");
    if (scroll && marks[0]) marks[0].scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });
    $("[data-name]", navigator_).textContent = $(".name", owner).textContent;
    $("[data-count]", navigator_).textContent = `第 ${at + 1} 处，共 ${stops.length} 处`;
    navigator_.hidden = false;
    if (scroll) document.dispatchEvent(new CustomEvent("fazhi:lit", { detail: marks }));
  }

  function close() {
    unlight();
    if (navigator_) navigator_.hidden = true;
    owner = null;
  }

  function stopsOf(entry, anchor) {
    const links = $$("[data-jump]", entry);
    const counted = links.filter((link) => !link.classList.contains("near")).map((link) => link.dataset.jump);
    return anchor && !counted.includes(anchor) ? links.map((link) => link.dataset.jump) : counted;
  }

  function visit(entry, anchor) {
    owner = entry;
    stops = stopsOf(entry, anchor);
    at = anchor ? stops.indexOf(anchor) : 0;
    if (stops.length) light();
    else close();
  }

  function open(entry) {
    for (const other of $$(".entry[open]", entry.closest(".report, main"))) if (other !== entry) other.open = false;
    entry.open = true;
  }

  function step(by) {
    if (owner && owner.isConnected && stops.length) {
      at = (at + by + stops.length) % stops.length;
      light();
    }
  }

  // j and k walk through the entries that have something to mend (or all that are shown), opening each.
  function walk(by) {
    const shown = $$(".entry").filter((one) => one.offsetParent);
    const wanted = shown.filter((one) => !one.matches(".met, .na"));
    const list = wanted.length ? wanted : shown;
    if (!list.length) return;
    const current = list.indexOf(owner ?? document.activeElement?.closest(".entry"));
    const next = list[current < 0 ? (by > 0 ? 0 : list.length - 1) : (current + by + list.length) % list.length];
    open(next);
    const summary = $("summary", next);
    summary.focus({ preventScroll: true });
    summary.scrollIntoView({ block: "nearest" });
    visit(next);
    owner = next;
  }

  function filter(button) {
    const root = button.closest(".list");
    for (const one of $$("[data-show]", root)) one.setAttribute("aria-pressed", String(one === button));
    root.dataset.only = button.dataset.show;
    applyFilter(root);
  }

  function applyFilter(root) {
    const only = root.dataset.only ?? "";
    for (const one of $$(".entry", root)) one.hidden = Boolean(only) && one.dataset.verdict !== only;
    for (const one of $$(".entries", root)) one.hidden = !$(".entry:not([hidden])", one);
  }

  async function copy(button) {
    const text = document.getElementById(button.dataset.copy).textContent;
    let done = true;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      done = copyByHand(text);
    }
    const label = button.firstChild;
    const before = label.data;
    label.data = done ? "已复制" : "请手动选中复制";
    setTimeout(() => { label.data = before; }, 1600);
  }

  // Pages that are mailed or served without https have no clipboard; a selection is copied in the old way.
  function copyByHand(text) {
    const area = document.createElement("textarea");
    area.value = text;
    area.className = "hidden";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }

  function toggleNear(button) {
    const on = button.getAttribute("aria-pressed") !== "true";
    for (const one of $$("[data-toggle-near]")) one.setAttribute("aria-pressed", String(on));
    document.body.classList.toggle("show-near", on);
  }

  function entryOfAnchor(anchor) {
    return $(`.entry [data-jump="${CSS.escape(anchor)}"]`)?.closest(".entry");
  }

  document.addEventListener("click", (event) => {
    const target = event.target.closest("[data-jump], [data-step], [data-back], [data-close], [data-copy], [data-show], [data-toggle-near], [data-print], .sign, .entry > summary");
    if (!target) return;
    const data = target.dataset;
    if ("jump" in data) {
      event.preventDefault();
      const entry = target.closest(".entry") ?? entryOfAnchor(data.jump);
      if (!target.closest(".entry")) open(entry);
      visit(entry, data.jump);
    } else if (target.matches(".sign")) {
      event.preventDefault();
      const entry = entryOfAnchor(target.id);
      open(entry);
      visit(entry, target.id);
      $("summary", entry).scrollIntoView({ block: "nearest" });
    } else if (target.matches("summary")) {
      const entry = target.parentElement;
      if (!entry.open) {
        open(entry);
        entry.open = false; // the browser opens it now
        if (matchMedia("(min-width: 56.01rem)").matches) visit(entry);
      }
    } else if ("step" in data) step(Number(data.step));
    else if ("back" in data) {
      const entry = owner;
      const summary = $("summary", entry);
      summary.scrollIntoView({ block: "center" });
      summary.focus({ preventScroll: true });
    } else if ("close" in data) close();
    else if ("copy" in data) copy(target);
    else if ("show" in data) filter(target);
    else if ("toggleNear" in data) toggleNear(target);
    else if ("print" in data) print();
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea, select")) return;
    if (event.key === "j") walk(1);
    else if (event.key === "k") walk(-1);
    else if (event.key === "n") step(1);
    else if (event.key === "p") step(-1);
    else if (event.key === "Escape") close();
  });

  // On paper nothing can be unfolded: what is to be mended is printed unfolded.
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = $$(".entry.missing:not([open]), .entry.weak:not([open]), .entry.objection:not([open])");
    for (const one of folded) one.open = true;
  });
  addEventListener("afterprint", () => {
    for (const one of folded) one.open = false;
  });

  // What needs this script appears only where it runs.
  function reveal(root = document) {
    for (const one of $$("[data-filter], [data-copy], [data-toggle-near], [data-print]", root)) one.hidden = false;
    for (const one of $$(".list", root)) applyFilter(one);
  }
  // After parts were replaced: the same element stays the current one, nothing moves.
  function relit() {
    const again = owner && document.getElementById(owner.id);
    if (!again) return close();
    owner = again;
    stops = stopsOf(owner, stops[at]);
    at = Math.min(Math.max(at, 0), stops.length - 1);
    if (stops.length) light(false);
    else close();
  }
  reveal();
  globalThis.fazhi = { reveal, relit, visit, close };
})();
