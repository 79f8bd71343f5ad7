// Asking the server: what was chosen goes along with every question, and whatever goes wrong becomes a sentence.
import { $ } from "./dom.js";

export const form = $("[data-form]");

export async function post(address, body, signal) {
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

// A source is a text, or a file with the name that its sender knows it by.
export function question(source, kind) {
  const body = new FormData();
  for (const name of ["checklist", "level", "year"]) body.set(name, form.elements[name].value);
  if (form.elements.force.checked) body.set("force", "1");
  if (typeof source === "string") body.set("text", source);
  else body.set("files", source.file, source.name);
  body.set("as", kind);
  return body;
}
