// The page of runs: the queue of this session, and the folders that are kept.
import { at, get, post, remove } from "./api.js";
import { empty, fill, find, grid, h } from "./dom.js";
import { table } from "./kept.js";
import { attempt, block } from "./problem.js";
import * as say from "./say.js";

const LOOK = 1000; // milliseconds between looks at the queue
const queue = h("div"), kept = h("div"), problem = h("div");
let seen = "", listed = null;

function line(job) {
  const ended = ["done", "stopped", "failed"].includes(job.status);
  const stop = h("button", { type: "button", class: "small",
    onclick: () => attempt(problem, () => post(at("jobs", job.id, "stop"))) },
    job.status === "waiting" ? "Take out" : "Stop");
  const forget = h("button", { type: "button", class: "small",
    onclick: () => attempt(problem, () => remove(at("jobs", job.id))) }, "Take off the list");
  return h("tr", {}, h("th", { scope: "row" }, h("a", { href: `/jobs/${job.id}` }, job.title || job.kind)),
    h("td", { "data-label": "State" }, h("span", { class: `chip ${job.status === "running" ? "living" : job.status}` },
      job.status)),
    h("td", { "data-label": "How far" }, job.status === "waiting" ? `${job.ahead} before it`
      : `${Math.round(job.share * 100)} %`),
    h("td", { "data-label": "Time" }, say.time(job.seconds)), h("td", {}, ended ? forget : stop));
}

async function look() {
  if (document.hidden) return;
  const jobs = await get(at("jobs"));
  const folders = jobs.map((job) => `${job.id}${job.status}`).join();
  const every = folders === listed ? null : await get(at("kept")); // asked for again when a job has come or ended
  listed = folders;
  const now = JSON.stringify(jobs.map((job) => [job.id, job.status, Math.round(job.share * 100),
    Math.round(job.seconds), job.ahead]));
  if (now !== seen && !queue.contains(document.activeElement)) { // nothing is taken from under the reader's finger
    seen = now;
    fill(queue, waiting(jobs));
  }
  if (every) fill(kept, every.length ? table(every) : empty("No run is kept yet.",
    h("a", { href: "/" }, "Start from a scenario"), "; what it finds is kept here, in the folder runs/."));
}

const waiting = (jobs) => (jobs.length
  ? grid("Queue", ["Job", "State", "How far", "Time", ""], jobs.map(line), "list stacked")
  : empty("Nothing runs or waits.", h("a", { href: "/" }, "Start from a scenario"), "."));

const sections = [h("section", {}, h("h2", {}, "Now"), queue, problem), h("section", {}, h("h2", {}, "Kept"), kept)];
const again = () => look().catch((refused) => fill(problem, block(refused))).finally(() => {
  if (!sections[0].isConnected) fill(find("content"), sections); // both at once, so that neither pushes the other
  setTimeout(again, LOOK);
});
again();
