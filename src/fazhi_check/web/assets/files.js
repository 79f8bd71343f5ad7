// Files: what is dropped or chosen, which of it is checked, and the checking of many.
import { $ } from "./dom.js";
import { form, post, question } from "./asking.js";

const LIMITS = { size: Number(form.dataset.maxSize), mb: form.dataset.maxMb, files: Number(form.dataset.maxFiles) };
const SUFFIXES = new Set(form.dataset.suffixes.split(" "));
const AT_ONCE = 2;

const isJunk = (path) => /(^|\/)(~\$|\.|__MACOSX)/.test(path);
const isWanted = (path) => SUFFIXES.has((path.match(/\.[^./]+$/)?.[0] ?? "").toLowerCase());

// What was picked by itself is checked whatever it is called; a folder is searched for reports.
export async function dropped(transfer) {
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

export function chosen(input) {
  const files = [...input.files].map((file) => ({ file, name: file.webkitRelativePath || file.name, picked: !file.webkitRelativePath }));
  input.value = "";
  return files;
}

export function wanted(files) {
  const found = files.filter((one) => one.picked || (!isJunk(one.name) && isWanted(one.name)));
  if (!found.length) throw new Error("文件夹里没有可检查的文件（Word、PDF、OFD、网页、文本或压缩包）。");
  if (found.length > LIMITS.files) {
    throw new Error(`一次最多检查 ${LIMITS.files} 个文件，这里有 ${found.length} 个。更多的请用命令行：fazhi-check lint。`);
  }
  return found;
}

// Returns reports ({row, html, text, source}) and failures ({path, reason}) in the order of the files.
export async function checkAll(files, signal) {
  const results = new Array(files.length);
  let done = 0;
  const advance = () => {
    $("[data-progress]").value = done / files.length;
    $("[data-progress-text]").textContent = files.length > 1 ? `已检查 ${done} 个，共 ${files.length} 个文件` : files[0].name;
  };
  advance();
  const waiting = [...files.entries()];
  const line = async () => {
    for (let next = waiting.shift(); next && !signal.aborted; next = waiting.shift()) {
      results[next[0]] = await checkOne(next[1], signal);
      done += 1;
      advance();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, line));
  return results.flat();
}

export async function checkOne(one, signal) {
  const failed = (reason) => [{ path: one.name, reason }];
  if (one.file.size > LIMITS.size) return failed(`文件超过 ${LIMITS.mb} MB，不像一份报告，没有检查。`);
  try {
    const answer = await post("/check", question(one, "page"), signal);
    const source = answer.reports.length === 1 ? one : null;
    return answer.reports.map((report) => (report.html ? { ...report, source } : report));
  } catch (error) {
    return failed(error.message);
  }
}
