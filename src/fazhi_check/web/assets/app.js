// The page on which reports are dropped, pasted and edited. What it shows comes from the server as rendered HTML; texts
// and names are put into the page as text only.
"use strict";
(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
  const form = $("[data-form]");
  const views = Object.fromEntries($$("[data-view]").map((one) => [one.dataset.view, one]));
  const message = $("[data-message]");
  const LIMITS = { size: Number(form.dataset.maxSize), mb: form.dataset.maxMb, files: Number(form.dataset.maxFiles) };
  const SUFFIXES = new Set(form.dataset.suffixes.split(" "));
  const AT_ONCE = 2;
  const DELAY = 120; // ms without a keystroke until the text is checked

  let collected = []; // {name, row, html, text, source} of every report of this visit
  let failures = [];
  let shown = null;
  let asking = new AbortController();

  // ------------------------------------------------------------ showing
  function show(name) {
    for (const [key, one] of Object.entries(views)) one.hidden = key !== name;
    // Reports have the same names inside: only one is in the page at a time.
    if (name !== "report") views.report.replaceChildren();
    if (name !== "editor") $("[data-part='entries']", views.editor).replaceChildren();
    const has = { report: shown?.source, editor: true }[name];
    const options = $("[data-options]");
    options.hidden = name !== "start" && !has;
    options.classList.toggle("slim", name !== "start");
    $("[data-keys]").hidden = name !== "start";
    const isWord = /\.docx$/i.test(shown?.source?.name ?? "") && name === "report";
    for (const one of $$("[data-download]")) one.hidden = !has || (one.dataset.download === "word" && !isWord);
    $("[data-print-now]").hidden = name === "start" || name === "progress";
    $("[data-edit]").hidden = name !== "report";
    $("[data-list]").hidden = name !== "report" || collected.length + failures.length < 2;
    $("[data-again]").hidden = name === "start" || name === "progress";
    fazhi.close();
  }

  function say(...sentences) {
    message.textContent = sentences.join("\n");
    message.hidden = !sentences.length;
    if (sentences.length) message.scrollIntoView({ block: "nearest" });
  }

  function focusHead(root) {
    scrollTo(0, 0);
    $("[tabindex='-1']", root)?.focus({ preventScroll: true });
  }

  function showReport(one) {
    shown = one;
    views.report.innerHTML = one.html;
    fazhi.reveal(views.report);
    show("report");
    focusHead(views.report);
    document.title = `${one.row.unit || one.row.path} 检查结果`;
  }

  async function showOverview() {
    const rows = collected.map(({ name, row }) => ({ name, row }));
    const answer = await post("/overview", JSON.stringify({ rows, failures }));
    views.overview.innerHTML = answer.html;
    show("overview");
    const head = $("h2", views.overview);
    head.tabIndex = -1;
    focusHead(views.overview);
    document.title = "检查结果一览";
  }

  function restart() {
    asking.abort();
    collected = [];
    failures = [];
    shown = null;
    form.elements.text.value = "";
    say();
    show("start");
    document.title = "法治政府建设年度报告检查";
    if (location.hash) history.pushState(null, "", "/");
    focusHead(document);
  }

  // The address says which report is shown, so that the browser's own buttons lead back and forth.
  addEventListener("hashchange", route);
  function route() {
    const name = location.hash.slice(1);
    const one = collected.find((report) => report.name === name);
    if (one) showReport(one);
    else if (!name && collected.length + failures.length > 1) showOverview().catch(told);
    else if (!name && !views.report.hidden) restart();
  }
  function go(name) {
    if (location.hash.slice(1) === name) route();
    else location.hash = name;
  }

  // ------------------------------------------------------------ asking
  async function post(address, body, signal) {
    let response;
    try {
      response = await fetch(address, { method: "POST", body, signal, headers: { Accept: "application/json" } });
    } catch (error) {
      if (error.name === "AbortError") throw error;
      throw new Error("连不上检查程序，请确认它还在运行（fazhi-check serve）。");
    }
    const kind = response.headers.get("Content-Type") ?? "";
    if (!response.ok) {
      const told = kind.includes("json") ? (await response.json()).error : "";
      throw new Error(told || "没有检查成，请刷新本页再试。");
    }
    return response.headers.has("Content-Disposition") ? response.blob() : response.json();
  }

  function told(error) {
    if (error.name !== "AbortError") say(error.message);
  }

  function question(source, kind) {
    const body = new FormData();
    for (const name of ["checklist", "level", "year"]) body.set(name, form.elements[name].value);
    if (form.elements.force.checked) body.set("force", "1");
    if (typeof source === "string") body.set("text", source);
    else body.set("files", source.file, source.name);
    body.set("as", kind);
    return body;
  }

  // ------------------------------------------------------------ files
  const isJunk = (path) => /(^|\/)(~\$|\.|__MACOSX)/.test(path);
  const isWanted = (path) => SUFFIXES.has((path.match(/\.[^./]+$/)?.[0] ?? "").toLowerCase());

  async function entriesOf(transfer) {
    const roots = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    if (!roots.length) return [...transfer.files].map((file) => ({ file, name: file.name, picked: true }));
    const found = [];
    for (const root of roots) await collect(root, found, root.isFile);
    return found;
  }

  async function collect(entry, found, picked) {
    if (entry.isFile) {
      const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
      found.push({ file, name: entry.fullPath.replace(/^\//, ""), picked });
      return;
    }
    const reader = entry.createReader();
    for (;;) {
      const part = await new Promise((resolve, reject) => reader.readEntries(resolve, reject)); // 100 at a time
      if (!part.length) return;
      for (const one of part) await collect(one, found, false);
    }
  }

  async function check(files) {
    asking.abort();
    asking = new AbortController();
    const { signal } = asking;
    say();
    const wanted = files.filter((one) => one.picked || (!isJunk(one.name) && isWanted(one.name)));
    if (!wanted.length) return say("文件夹里没有可检查的文件（Word、PDF、OFD、网页、文本或压缩包）。");
    if (wanted.length > LIMITS.files) return say(`一次最多检查 ${LIMITS.files} 个文件，这里有 ${wanted.length} 个。更多的请用命令行：fazhi-check lint。`);
    collected = [];
    failures = [];
    const results = new Array(wanted.length);
    let done = 0;
    const advance = () => {
      $("[data-progress]").value = done / wanted.length;
      $("[data-progress-text]").textContent = wanted.length > 1 ? `已检查 ${done} 个，共 ${wanted.length} 个文件` : wanted[0].name;
    };
    advance();
    show("progress");
    $("[data-progress-title]").focus();
    const waiting = wanted.map((one, number) => [one, number]);
    const line = async () => {
      for (let next = waiting.shift(); next && !signal.aborted; next = waiting.shift()) {
        const [one, number] = next;
        results[number] = await checkOne(one, signal);
        done += 1;
        advance();
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, line));
    if (signal.aborted) return;
    gather(results.flat());
  }

  async function checkOne(one, signal) {
    const failed = (reason) => [{ path: one.name, reason }];
    if (one.file.size > LIMITS.size) return failed(`文件超过 ${LIMITS.mb} MB，不像一份报告，没有检查。`);
    try {
      const answer = await post("/check", question(one, "page"), signal);
      const single = answer.reports.length === 1;
      return answer.reports.map((report) => (report.html ? { ...report, source: single ? one : null } : report));
    } catch (error) {
      return failed(error.message);
    }
  }

  function gather(results) {
    failures = results.filter((one) => one.reason);
    collected = results.filter((one) => one.html).map((one, number) => ({ ...one, name: `report-${number + 1}` }));
    if (!collected.length && failures.length === 1) {
      show("start");
      history.replaceState(null, "", "/");
      say(`没有检查 ${failures[0].path}：${failures[0].reason}`);
    } else if (collected.length === 1 && !failures.length) go(collected[0].name);
    else if (location.hash) go("");
    else route();
  }

  // ------------------------------------------------------------ editing
  const area = $("[data-editor]");
  const backdrop = $("[data-part='text']", views.editor);
  const state = $("[data-state]");
  let timer = 0;
  let before = null; // verdicts at the last answer
  let first = null; // verdicts when editing began
  let listed = new Map(); // the entries as they came, by their names

  function edit(text) {
    shown = { source: null, row: { unit: "", path: "" } };
    before = first = null;
    listed = new Map();
    area.value = text;
    backdrop.textContent = area.value; // line ends are unified there
    say();
    if (location.hash !== "#edit") history.pushState(null, "", "#edit");
    show("editor");
    fazhi.reveal(views.editor);
    scrollTo(0, 0);
    area.focus({ preventScroll: true });
    area.setSelectionRange(0, 0);
    document.title = "边改边查";
    ask();
  }

  // The text under the marks follows every keystroke at once; new marks come with the answer.
  function follow() {
    const old = backdrop.textContent;
    const text = area.value;
    let start = 0;
    while (start < old.length && start < text.length && old[start] === text[start]) start += 1;
    let tail = 0;
    while (tail < old.length - start && tail < text.length - start && old.at(-1 - tail) === text.at(-1 - tail)) tail += 1;
    const range = document.createRange();
    range.setStart(...place(start));
    range.setEnd(...place(old.length - tail));
    range.deleteContents();
    range.insertNode(document.createTextNode(text.slice(start, text.length - tail)));
  }

  function place(offset) {
    const walker = document.createTreeWalker(backdrop, NodeFilter.SHOW_TEXT);
    let last = null;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (offset <= node.length) return [node, offset];
      offset -= node.length;
      last = node;
    }
    return last ? [last, last.length] : [backdrop, 0];
  }

  area.addEventListener("input", () => {
    follow();
    clearTimeout(timer);
    timer = setTimeout(ask, DELAY);
  });

  async function ask() {
    asking.abort();
    asking = new AbortController();
    const text = area.value;
    const began = performance.now();
    views.editor.classList.add("busy");
    try {
      if (!text.trim()) throw new Error("没有文字，请先粘贴或输入报告。");
      const { draft } = await post("/check", question(text, "draft"), asking.signal);
      replace(draft);
      state.textContent = "已检查";
      performance.measure("fazhi:answer", { start: began });
    } catch (error) {
      if (error.name === "AbortError") return;
      state.textContent = error.message;
    }
    views.editor.classList.remove("busy");
  }

  function replace(draft) {
    $("[data-part='head']", views.editor).innerHTML = draft.head;
    const list = $("[data-part='entries']", views.editor);
    replaceEntries(list, draft.entries);
    backdrop.innerHTML = draft.text;
    if (backdrop.textContent !== area.value) follow();
    fazhi.reveal(views.editor);
    fazhi.relit();
    compare(list);
  }

  // Only entries that changed are replaced: what is unfolded, focused or being read stays where it is.
  function replaceEntries(list, html) {
    const fresh = document.createElement("template");
    fresh.innerHTML = html;
    const entries = $$(".entry", fresh.content);
    const sources = new Map(entries.map((one) => [one.id, one.outerHTML]));
    if ([...sources.keys()].join() === [...listed.keys()].join()) {
      for (const one of entries) {
        if (listed.get(one.id) === sources.get(one.id)) continue;
        const old = document.getElementById(one.id);
        const focused = old.contains(document.activeElement);
        one.open = old.open;
        old.replaceWith(one);
        if (focused) $("summary", one).focus({ preventScroll: true });
      }
    } else list.replaceChildren(fresh.content);
    listed = sources;
  }

  function compare(list) {
    const now = new Map($$(".entry[data-item]", list).map((one) => [one.dataset.item, one]));
    const words = (one) => $(".verdict", one).textContent;
    const verdicts = new Map([...now].map(([id, one]) => [id, words(one)]));
    if (before) {
      const turned = [...now].filter(([id]) => before.has(id) && before.get(id) !== verdicts.get(id));
      for (const [, one] of turned) one.classList.add("changed");
      if (turned.length) $("[data-announce]").textContent = turned.map(([id, one]) => `${$(".name", one).textContent}：${before.get(id)}变为${verdicts.get(id)}`).join("；");
    }
    first ??= verdicts;
    const since = [...now].filter(([id]) => first.has(id) && first.get(id) !== verdicts.get(id));
    const line = $("[data-changes]");
    line.hidden = !since.length;
    line.textContent = `与开始时相比：${since.map(([id, one]) => `${$(".name", one).textContent} ${first.get(id)} → ${verdicts.get(id)}`).join("；")}`;
    before = verdicts;
  }

  // A passage that is jumped to is selected in the text under the hand as well.
  document.addEventListener("fazhi:lit", ({ detail: marks }) => {
    if (views.editor.hidden || !marks.length) return;
    const range = document.createRange();
    range.setStart(backdrop, 0);
    range.setEndBefore(marks[0]);
    const start = range.toString().length;
    area.setSelectionRange(start, start + marks.reduce((sum, mark) => sum + mark.textContent.length, 0));
  });

  // ------------------------------------------------------------ taking away
  async function download(button) {
    const kind = button.dataset.download;
    const source = views.editor.hidden ? shown.source : area.value;
    say();
    button.disabled = true;
    try {
      const blob = await post("/check", question(source, kind));
      const link = document.createElement("a");
      link.href = URL.createObjectURL(blob);
      const own = typeof source === "string" ? "粘贴的文本" : source.name.split("/").pop().replace(/\.[^.]+$/, "");
      link.download = own + button.dataset.suffix;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    } catch (error) {
      told(error);
    }
    button.disabled = false;
  }

  // ------------------------------------------------------------ hands
  for (const id of ["files", "folder"]) {
    const input = document.getElementById(id);
    input.addEventListener("change", () => {
      const files = [...input.files].map((file) => ({ file, name: file.webkitRelativePath || file.name, picked: id === "files" }));
      input.value = "";
      if (files.length) check(files).catch(told);
    });
  }
  document.addEventListener("dragover", (event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    $("[data-drop]").classList.add("over");
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) $("[data-drop]").classList.remove("over");
  });
  document.addEventListener("drop", (event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    $("[data-drop]").classList.remove("over");
    entriesOf(event.dataTransfer).then(check).catch(told);
  });
  // What is chosen differently holds at once for what is shown.
  $("[data-options]").addEventListener("change", () => {
    if (!form.elements.year.validity.valid) say("年度应当是四位数字的年份，例如 2024。");
    else if (!views.editor.hidden) ask();
    else if (!views.report.hidden) again().catch(told);
  });
  async function again() {
    say();
    const [result] = await checkOne(shown.source, new AbortController().signal);
    if (!result.html) throw new Error(`没有检查 ${result.path}：${result.reason}`);
    showReport(Object.assign(shown, { ...result, name: shown.name }));
  }
  form.addEventListener("submit", (event) => event.preventDefault());
  $("[data-start-text]").addEventListener("click", () => {
    const text = form.elements.text.value;
    if (text.trim()) edit(text);
    else say("没有文字，请先粘贴或输入报告。");
  });
  $("[data-edit]").addEventListener("click", () => edit(shown.text));
  $("[data-list]").addEventListener("click", () => go(""));
  $("[data-again]").addEventListener("click", restart);
  $("[data-cancel]").addEventListener("click", restart);
  $("[data-print-now]").addEventListener("click", () => print());
  for (const one of $$("[data-download]")) one.addEventListener("click", () => download(one));
  for (const one of $$("[data-drop-hint], [data-folder], [data-start-text], [data-keys]")) one.hidden = false;
  document.getElementById("folder").hidden = false;
})();
