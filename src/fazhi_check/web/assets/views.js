// The views of the page, of which one is seen at a time, and what is said to people.
import { $, $$ } from "./dom.js";

export const views = Object.fromEntries($$("[data-view]").map((one) => [one.dataset.view, one]));
const message = $("[data-message]");

// `source` is what the view's report was made of (null: nothing that could be asked about again), `several` says that
// there is an overview to go back to.
export function show(name, { source = null, several = false } = {}) {
  for (const [key, one] of Object.entries(views)) one.hidden = key !== name;
  // Reports have the same names inside: only one is in the page at a time.
  if (name !== "report") views.report.replaceChildren();
  if (name !== "editor") $("[data-part='entries']", views.editor).replaceChildren();
  const idle = name === "start" || name === "progress";
  const options = $("[data-options]");
  options.hidden = name !== "start" && source === null;
  options.classList.toggle("slim", name !== "start");
  $("[data-keys]").hidden = name !== "start";
  const isWord = /\.docx$/i.test(source?.name ?? "");
  for (const one of $$("[data-download]")) one.hidden = source === null || (one.dataset.download === "word" && !isWord);
  $("[data-print-now]").hidden = idle;
  $("[data-edit]").hidden = name !== "report";
  $("[data-list]").hidden = name !== "report" || !several;
  $("[data-again]").hidden = idle;
  fazhi.close();
}

export function say(sentence = "") {
  message.textContent = sentence;
  message.hidden = !sentence;
  if (sentence) message.scrollIntoView({ block: "nearest" });
}

export function told(error) {
  if (error.name !== "AbortError") say(error.message);
}

export function focusHead(root) {
  scrollTo(0, 0);
  $("[tabindex='-1']", root)?.focus({ preventScroll: true });
}
