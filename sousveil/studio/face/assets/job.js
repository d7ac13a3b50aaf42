// A job while it goes on, and what came of it: progress, pause, resume, stop, charts and the map.
import { at, get, post } from "./api.js";
import { curves } from "./curves.js";
import { fill, find, h, name, speak, write } from "./dom.js";
import { around, t, tn, tp } from "./language.js";
import { outcome, ways } from "./outcome.js";
import { attempt, block } from "./problem.js";
import * as say from "./say.js";
import { follow } from "./stream.js";
import { tiles } from "./tiles.js";

const KINDS = {
  run: t("Run"), resume: t("Run, gone on with"), compare: t("Comparison"), assess: t("Assessment"),
  replicate: t("Exhibits"), safeguards: t("Safeguards"),
  find: t("Search for lives"), life: t("A life"), page: t("Page"), world: t("World"),
};
const number = location.pathname.split("/").at(-1);
const parts = {
  state: h("span"), clock: h("p", { class: "clock" }), bar: h("div"), acts: h("div", { class: "row acts" }),
  problem: h("div"), live: h("div", { class: "live" }), end: h("div"),
  lost: h("p", { class: "warn", hidden: true }, t("The studio does not answer; what runs may go on. Trying again.")),
};
parts.progress = h("div", { class: "progress", role: "progressbar", "aria-valuemin": 0, "aria-valuemax": 100 },
  parts.bar);
const act = (what) => () => attempt(parts.problem, async () => show(await post(at("jobs", number, what))));
const button = (text, what, kind = "") => h("button", { type: "button", class: kind, onclick: act(what), id: what },
  text);
const buttons = { pause: button(t("Pause"), "pause"), "go-on": button(t("Resume"), "go-on", "primary"),
  stop: button(t("Stop"), "stop", "danger") };
const ENDED = ["done", "stopped", "failed"];
let drawing = null, latest = {};
let charts = null, map = null, scene = null, status = "";

function show(job) {
  name(job.title || KINDS[job.kind]);
  write(parts.state, say.state(job.status));
  parts.state.className = `chip state ${job.status === "running" ? "living" : job.status}`;
  parts.bar.style.transform = `scaleX(${job.share})`;
  parts.progress.setAttribute("aria-valuenow", Math.round(job.share * 100));
  parts.progress.setAttribute("aria-label", KINDS[job.kind]);
  write(parts.clock, clock(job));
  buttons.pause.hidden = job.status !== "running";
  buttons["go-on"].hidden = job.status !== "paused";
  buttons.stop.hidden = !["waiting", "running", "paused"].includes(job.status);
  if (status && status !== job.status) speak(t("{title}: {state}", { title: job.title, state: say.state(job.status) }));
  status = job.status;
}

function clock(job) {
  if (job.status === "waiting") return job.ahead ? say.ahead(job.ahead) : t("Begins in a moment");
  const phase = say.capital(job.phase || say.state(job.status));
  if (job.status === "done") return t("Done in {time}", { time: say.time(job.seconds) });
  if (ENDED.includes(job.status)) return phase;
  const far = { phase, done: say.whole(job.done), all: say.whole(job.total) };
  const done = job.total ? t("{phase}: {done} of {all}", far) : phase;
  const known = job.remaining !== null && job.status === "running";
  const left = known ? t("about {time} to go", { time: say.time(job.remaining) }) : "";
  return [done, t("{time} so far", { time: say.time(job.seconds) }), left].filter(Boolean).join(" \u00b7 ");
}

function set(stage) {
  if (scene || !stage) return;
  scene = stage;
  charts = curves(scene);
  map = tiles(scene);
  fill(parts.live, charts.element, map.element, charts.more);
}

/** Frames come up to 25 a second, and several at once where a browser is busy: then they are drawn together. */
function advance({ frames, places }) {
  if (!charts) return;
  for (const frame of frames) charts.add(frame);
  if (Object.keys(places).length) latest = places;
  drawing ??= requestAnimationFrame(draw);
}

function draw() {
  drawing = null;
  charts.draw();
  map.show(latest);
}

async function finish() {
  const job = await get(at("jobs", number));
  show(job);
  fill(parts.acts, ways(job));
  fill(parts.end, await outcome(job));
}

try {
  const job = await get(at("jobs", number));
  fill(parts.acts, Object.values(buttons));
  fill(find("content"), h("p", {}, parts.state, " ", described(job)), parts.lost,
    parts.progress, parts.clock, parts.acts, parts.problem, parts.live, parts.end);
  show(job);
  follow(number, {
    job: show, scene: set, frames: advance, end: finish,
    lost: () => { parts.lost.hidden = false; }, found: () => { parts.lost.hidden = true; },
  });
} catch (problem) {
  fill(find("content"), block(problem), h("p", {}, around(t("What was kept is among the {runs}."),
    { runs: h("a", { href: "/runs" }, tp("a link in a sentence", "runs")) })));
}

function described({ kind, scenario, people, days, seed, replicates }) {
  const size = people ? t("{size}, seed {seed}", { size: say.size({ kind, people, days }), seed }) : "";
  const several = replicates > 1 ? tn("{count} replicate", "{count} replicates", replicates) : "";
  return [KINDS[kind], scenario, size, several].filter(Boolean).join(" \u00b7 ");
}
