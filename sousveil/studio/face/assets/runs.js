// The page of runs: the queue of this session, and the folders that are kept.
import { at, get, post, remove } from "./api.js";
import { empty, fill, find, h } from "./dom.js";
import { table } from "./kept.js";
import { attempt, block } from "./problem.js";
import * as say from "./say.js";

const LOOK = 1000; // milliseconds between looks at the queue
const queue = h("div"), kept = h("div"), problem = h("div");
let seen = "", listed = null;

function line(job) {
  const ended = ["done", "stopped", "failed"].includes(job.status);
  const stop = h("button", { type: "button", class: "small", onclick: () => attempt(problem, () => post(at("jobs", job.id, "stop"))) }, job.status === "waiting" ? "Take out" : "Stop");
  const forget = h("button", { type: "button", class: "small", onclick: () => attempt(problem, () => remove(at("jobs", job.id))) }, "Take off the list");
  return h("tr", {}, h("th", { scope: "row" }, h("a", { href: `/jobs/${job.id}` }, job.title || job.kind)),
    h("td", { "data-label": "State" }, h("span", { class: `chip ${job.status === "running" ? "living" : job.status}` }, job.status)),
    h("td", { "data-label": "How far" }, job.status === "waiting" ? `${job.ahead} before it` : `${Math.round(job.share * 100)} %`),
    h("td", { "data-label": "Time" }, say.time(job.seconds)), h("td", {}, ended ? forget : stop));
}

async function look() {
  if (document.hidden) return;
  const jobs = await get(at("jobs"));
  const now = JSON.stringify(jobs.map((job) => [job.id, job.status, Math.round(job.share * 100), Math.round(job.seconds), job.ahead]));
  if (now !== seen) {
    const holder = queue.contains(document.activeElement);
    if (!holder) { // nothing is taken from under the reader's finger
      seen = now;
      fill(queue, jobs.length ? h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Queue" }, h("table", { class: "list stacked" },
        h("thead", {}, h("tr", {}, ["Job", "State", "How far", "Time", ""].map((text) => h("th", { scope: "col" }, text)))), h("tbody", {}, jobs.map(line))))
        : empty("Nothing runs or waits.", h("a", { href: "/" }, "Start from a scenario"), "."));
    }
  }
  const folders = jobs.map((job) => `${job.id}${job.status}`).join();
  if (folders !== listed) {
    listed = folders;
    const every = await get(at("kept"));
    fill(kept, every.length ? table(every) : empty("No run is kept yet.", h("a", { href: "/" }, "Start from a scenario"), "; what it finds is kept here, in the folder runs/."));
  }
}

fill(find("content"), h("section", {}, h("h2", {}, "Now"), queue, problem), h("section", {}, h("h2", {}, "Kept"), kept));
const again = () => look().catch((refused) => fill(problem, block(refused))).finally(() => setTimeout(again, LOOK));
again();
