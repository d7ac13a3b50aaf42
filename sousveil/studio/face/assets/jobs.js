// Small jobs whose answer the page waits for, without leaving it.
import { at, get, post } from "./api.js";
import { Problem } from "./api.js";
import { t } from "./language.js";
import * as say from "./say.js";

const PAUSE = 400; // milliseconds between looks: short beside a second of work, and nothing for the server

/** Asks for a job and waits until it has ended; `say(text)` tells how it stands. Throws its Problem. */
export async function answer(kind, asked, tell) {
  let job = await post(at("jobs", kind), asked);
  while (!["done", "stopped", "failed"].includes(job.status)) {
    tell(job.status === "waiting" && job.ahead ? say.ahead(job.ahead)
      : `${say.capital(job.phase || say.state(job.status))} \u2026 ${Math.round(job.share * 100)} %`);
    await new Promise((done) => { setTimeout(done, PAUSE); });
    job = await get(at("jobs", job.id));
  }
  tell("");
  if (job.status !== "done") {
    const what = t("the job was {state}", { state: say.state(job.status) });
    throw new Problem(job.problem ?? { what, own: true }, 200);
  }
  return job;
}

/** Asks for a job and goes to its page. */
export async function start(kind, asked) {
  const job = await post(at("jobs", kind), asked);
  location.assign(`/jobs/${job.id}`);
}
