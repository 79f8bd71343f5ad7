// Editing: a textarea over the marked text. Marks follow each keystroke at once and are renewed with the answer.
import { $, $$ } from "./dom.js";
import { post, question } from "./asking.js";
import { say, show, views } from "./views.js";

const DELAY = 120; // ms without a keystroke until the text is checked
const area = $("[data-editor]");
const backdrop = $("[data-part='text']", views.editor);
const state = $("[data-state]");
let asking = new AbortController();
let timer = 0;
let before = null; // verdicts at the last answer
let first = null; // verdicts when editing began
let listed = new Map(); // the entries as they came, by their names

export const text = () => area.value;

export function edit(words) {
  before = first = null;
  listed = new Map();
  area.value = words;
  backdrop.textContent = area.value; // line ends are unified there
  say();
  show("editor", { source: words });
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
  const words = area.value;
  let start = 0;
  while (start < old.length && start < words.length && old[start] === words[start]) start += 1;
  let tail = 0;
  while (tail < old.length - start && tail < words.length - start && old.at(-1 - tail) === words.at(-1 - tail)) tail += 1;
  const range = document.createRange();
  range.setStart(...place(start));
  range.setEnd(...place(old.length - tail));
  range.deleteContents();
  range.insertNode(document.createTextNode(words.slice(start, words.length - tail)));
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
  views.editor.classList.add("busy");
  clearTimeout(timer);
  timer = setTimeout(ask, DELAY);
});

export async function ask() {
  asking.abort();
  asking = new AbortController();
  const words = area.value;
  views.editor.classList.add("busy");
  try {
    if (!words.trim()) throw new Error("没有文字，请先粘贴或输入报告。");
    const { draft } = await post("/check", question(words, "draft"), asking.signal);
    if (views.editor.hidden) return;
    replace(draft);
    state.textContent = "已检查";
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
