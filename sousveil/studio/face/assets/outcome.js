// What came of a job that has ended, and where to go from there.
import { documentsOf, effects } from "./effects.js";
import { h } from "./dom.js";
import { t } from "./language.js";
import { lives } from "./life.js";
import { block } from "./problem.js";

const address = (kept) => `/runs/${encodeURIComponent(kept)}`;

/** The ways on from a job that has ended; they stand where its buttons stood, so that nothing moves. */
export const ways = (job) => job.kept.map((kept) => h("a", { class: "button primary", href: address(kept) },
  job.status === "stopped" ? t("See it, or go on with it") : job.kept.length > 1 ? kept : t("See what it found")));

/** Parts to show for a job that has ended. */
export async function outcome(job) {
  const notes = job.notes.map((note) => h("p", { class: "note", lang: "en" }, note));
  return [job.problem ? block(job.problem) : null, job.status === "done" ? await content(job) : null, notes];
}

async function content(job) {
  if (job.kind === "find" || job.kind === "life") return lives(job.result);
  if (job.kind !== "compare" || job.kept.length < 2) return null;
  const documents = await documentsOf(job.kept);
  return [h("h2", {}, t("Side by side")), await effects(documents)];
}
