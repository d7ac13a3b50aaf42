// What came of a job that has ended, and where to go from there.
import { effects } from "./effects.js";
import { at, get } from "./api.js";
import { h } from "./dom.js";
import { lives } from "./life.js";
import { block } from "./problem.js";

const open = (kept) => h("a", { class: "button primary", href: `/runs/${encodeURIComponent(kept)}` }, "See what it found");

/** Parts to show for a job that has ended. */
export async function outcome(job) {
  const refused = job.problem ? block(job.problem) : null;
  const notes = job.notes.map((note) => h("p", { class: "note" }, note));
  if (job.status === "stopped" && job.kept.length && ["run", "resume"].includes(job.kind)) {
    return [refused, notes, h("p", {}, "It was stopped and can be gone on with: ", h("a", { href: `/runs/${encodeURIComponent(job.kept[0])}` }, job.kept[0]), ".")];
  }
  if (job.status !== "done") return [refused, notes];
  return [refused, notes, ...(await content(job))];
}

async function content(job) {
  if (job.kind === "find" || job.kind === "life") return [lives(job.result)];
  if (job.kind === "compare" && job.kept.length > 1) {
    const documents = await Promise.all(job.kept.map(async (name) => ({ name, ...(await get(at("kept", name, "document"))) })));
    return [h("h2", {}, "Side by side"), await effects(documents)];
  }
  return [h("div", { class: "row" }, job.kept.map(open))];
}
