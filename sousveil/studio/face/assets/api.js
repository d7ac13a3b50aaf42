// Calls of the studio's documented interface. A refusal is thrown as a Problem, which the pages show as one block.
import { t } from "./language.js";

export class Problem extends Error {
  constructor(block, status) {
    super(block.what);
    Object.assign(this, { status, where: "", found: "", allowed: "", nearest: "", own: false }, block);
  }
}

// `own`: said by the page, in its language; what the studio refuses it refuses in English, as the command line does
const LOST = { what: t("the studio does not answer"), own: true,
  allowed: t("start it again with: {command}", { command: "sousveil studio" }) };

async function call(method, path, body) {
  const headers = body === undefined ? {} : { "Content-Type": "application/json" };
  const sent = { method, headers, body: body === undefined ? undefined : JSON.stringify(body),
    credentials: "same-origin" };
  let answer;
  try {
    answer = await fetch(path, sent);
  } catch {
    throw new Problem(LOST, 0);
  }
  if (answer.status === 401) {
    location.assign(`/enter?next=${encodeURIComponent(location.pathname + location.search)}`);
    return new Promise(() => {}); // the page is being left
  }
  const content = answer.status === 204 ? null : await answer.json().catch(() => ({
    what: t("answer {status}", { status: answer.status }), own: true }));
  if (!answer.ok) throw new Problem(content, answer.status);
  return content;
}

export const get = (path) => call("GET", path);
export const post = (path, body = {}) => call("POST", path, body);
export const patch = (path, body) => call("PATCH", path, body);
export const remove = (path, body) => call("DELETE", path, body);

/** A path of the interface; each part is one segment, whatever letters it holds. */
export const at = (...parts) => `/api/${parts.map(encodeURIComponent).join("/")}`;
