// The page of runs: the queue of this session, and the folders that are kept.
import { at, get, post, remove } from "./api.js";
import { empty, fill, find, grid, h, write } from "./dom.js";
import { table } from "./kept.js";
import { around, t } from "./language.js";
import { attempt, block } from "./problem.js";
import * as say from "./say.js";

const LOOK = 1000; // milliseconds between looks at the queue
const ENDED = ["done", "stopped", "failed"];
const queue = h("div"), kept = h("div"), problem = h("div");
let standing = null, rows = [];

/** A job as a row whose figures move; it is another row only when the job is in another state. */
function line(job) {
  const far = h("td", { "data-label": t("How far") }), time = h("td", { "data-label": t("Time") });
  const button = (text, act) => h("button",
    { type: "button", class: "small", "data-key": `${job.id}`, onclick: () => attempt(problem, act) }, text);
  const element = h("tr", {},
    h("th", { scope: "row" }, h("a", { href: `/jobs/${job.id}` }, job.title || job.kind)),
    h("td", { "data-label": t("State") },
      h("span", { class: `chip ${job.status === "running" ? "living" : job.status}` },
        say.state(job.status))),
    far, time,
    h("td", {}, ENDED.includes(job.status)
      ? button(t("Take off the list"), () => remove(at("jobs", job.id)))
      : button(job.status === "waiting" ? "Take out" : "Stop", () => post(at("jobs", job.id, "stop")))));
  return {
    element,
    update(now) {
      write(far, now.status === "waiting" ? t("{count} before it", { count: now.ahead })
        : `${Math.round(now.share * 100)} %`);
      write(time, now.status === "waiting" ? "" : say.time(now.seconds));
    },
  };
}

const begin = () => h("a", { href: "/" }, t("Start from a scenario"));

async function look() {
  if (document.hidden) return;
  const jobs = await get(at("jobs"));
  const now = jobs.map((job) => `${job.id} ${job.status}`).join();
  if (now !== standing) {
    const every = await get(at("kept")); // a job has come, or ended
    standing = now;
    rows = jobs.map(line);
    const held = queue.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    fill(queue, jobs.length
      ? grid(t("Queue"), [t("Job"), t("State"), t("How far"), t("Time"), ""], rows.map((row) => row.element),
        "list stacked")
      : empty(t("Nothing runs or waits."), around(t("{start}."), { start: begin() })));
    if (held) queue.querySelector(`[data-key="${held}"]`)?.focus(); // whoever stands on a button keeps standing on it
    fill(kept, every.length ? table(every) : empty(t("No run is kept yet."),
      around(t("{start}; what it finds is kept here, in the folder runs/."), { start: begin() })));
  }
  jobs.forEach((job, at) => rows[at].update(job));
}

const sections = [
  h("section", {}, h("h2", {}, t("Now")), queue, problem),
  h("section", {}, h("h2", {}, t("Kept")), kept),
];
const again = () => look().catch((refused) => fill(problem, block(refused))).finally(() => {
  if (!sections[0].isConnected) fill(find("content"), sections); // both at once, so that neither pushes the other
  setTimeout(again, LOOK);
});
again();
