// The page on which reports are dropped, pasted and edited: which report is shown, and what hands do. What it shows comes
// from the server as rendered HTML; texts and names are put into the page as text only.
import { $, $$ } from "./dom.js";
import { form, post, question } from "./asking.js";
import { ask, edit, text } from "./editor.js";
import { checkAll, checkOne, chosen, dropped, wanted } from "./files.js";
import { focusHead, say, show, told, views } from "./views.js";

let collected = []; // {name, row, html, text, source} of every report of this visit
let failures = [];
let shown = null;
let checking = new AbortController();

const several = () => collected.length + failures.length > 1;

// ------------------------------------------------------------ showing
function showReport(one) {
  shown = one;
  show("report", { source: one.source, several: several() });
  views.report.innerHTML = one.html;
  fazhi.reveal(views.report);
  focusHead(views.report);
  document.title = `${one.row.unit || one.row.path} 检查结果`;
}

async function showOverview() {
  const rows = collected.map(({ name, row }) => ({ name, row }));
  const answer = await post("/overview", JSON.stringify({ rows, failures }));
  views.overview.innerHTML = answer.html;
  show("overview");
  $("h2", views.overview).tabIndex = -1;
  focusHead(views.overview);
  document.title = "检查结果一览";
}

function showEditor(words) {
  if (location.hash !== "#edit") history.pushState(null, "", "#edit");
  edit(words);
}

function restart() {
  checking.abort();
  collected = [];
  failures = [];
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
  else if (name === "edit" && text()) edit(text());
  else if (!name && several()) showOverview().catch(told);
  else if (!name) restart();
}
function go(name) {
  if (location.hash.slice(1) === name) route();
  else location.hash = name;
}

// ------------------------------------------------------------ checking
async function check(files) {
  checking.abort();
  checking = new AbortController();
  const { signal } = checking;
  say();
  const found = wanted(files);
  show("progress");
  $("[data-progress-title]").focus();
  const results = await checkAll(found, signal);
  if (!signal.aborted) gather(results);
}

function gather(results) {
  failures = results.filter((one) => one.reason);
  collected = results.filter((one) => one.html).map((one, number) => ({ ...one, name: `report-${number + 1}` }));
  if (!collected.length && failures.length === 1) {
    show("start");
    history.replaceState(null, "", "/");
    say(`没有检查 ${failures[0].path}：${failures[0].reason}`);
  } else if (collected.length === 1 && !failures.length) go(collected[0].name);
  else go("");
}

async function checkAgain() {
  say();
  const [result] = await checkOne(shown.source, new AbortController().signal);
  if (!result.html) throw new Error(`没有检查 ${result.path}：${result.reason}`);
  showReport(Object.assign(shown, { ...result, name: shown.name }));
}

async function download(button) {
  const source = views.editor.hidden ? shown.source : text();
  say();
  button.disabled = true;
  try {
    const blob = await post("/check", question(source, button.dataset.download));
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
    const files = chosen(input);
    if (files.length) check(files).catch(told);
  });
}
const drop = $("[data-drop]");
document.addEventListener("dragover", (event) => {
  if (!event.dataTransfer.types.includes("Files")) return;
  event.preventDefault();
  drop.classList.add("over");
});
document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) drop.classList.remove("over");
});
document.addEventListener("drop", (event) => {
  if (!event.dataTransfer.types.includes("Files")) return;
  event.preventDefault();
  drop.classList.remove("over");
  dropped(event.dataTransfer).then(check).catch(told);
});
form.addEventListener("submit", (event) => event.preventDefault());
// What is chosen differently holds at once for what is shown.
$("[data-options]").addEventListener("change", () => {
  if (!form.elements.year.validity.valid) say("年度应当是四位数字的年份，例如 2024。");
  else if (!views.editor.hidden) ask();
  else if (!views.report.hidden) checkAgain().catch(told);
});
$("[data-start-text]").addEventListener("click", () => {
  const words = form.elements.text.value;
  if (words.trim()) showEditor(words);
  else say("没有文字，请先粘贴或输入报告。");
});
$("[data-edit]").addEventListener("click", () => showEditor(shown.text));
$("[data-list]").addEventListener("click", () => go(""));
$("[data-again]").addEventListener("click", restart);
$("[data-cancel]").addEventListener("click", restart);
$("[data-print-now]").addEventListener("click", () => print());
for (const one of $$("[data-download]")) one.addEventListener("click", () => download(one));
for (const one of $$("[data-drop-hint], [data-folder], [data-start-text], [data-keys]")) one.hidden = false;
document.getElementById("folder").hidden = false;
