// The page of exhibits: published results beside simulated ones.
import { at, get } from "./api.js";
import { empty, fill, find, h } from "./dom.js";
import { start } from "./jobs.js";
import { table } from "./kept.js";
import { t, tn } from "./language.js";
import { attempt, block } from "./problem.js";
import * as say from "./say.js";

async function page() {
  const [exhibits, kept] = await Promise.all([get(at("exhibits")), get(at("kept"))]);
  const problem = h("div");
  const boxes = exhibits.map((one) => h("input", { type: "checkbox", value: one.name }));
  const button = h("button", { class: "primary", id: "replicate", disabled: true }, t("Run the chosen"));
  const look = () => {
    const count = boxes.filter((box) => box.checked).length;
    button.disabled = count === 0;
    button.textContent = count ? tn("Run {count} exhibit", "Run {count} exhibits", count) : t("Choose an exhibit");
  };
  for (const box of boxes) box.addEventListener("change", look);
  look();
  const send = (event) => {
    event.preventDefault();
    attempt(problem,
      () => start("replicate", { exhibits: boxes.filter((box) => box.checked).map((box) => box.value) }));
  };
  const done = kept.filter((one) => one.kind === "replication");
  fill(find("content"),
    h("form", { onsubmit: send }, h("ul", { class: "exhibits" },
      exhibits.map((one, number) => h("li", { class: "card" },
      h("label", { class: "switch" }, boxes[number],
        h("span", {}, one.title || say.capital(one.name.replaceAll("-", " ")))), h("p", {}, one.question)))),
    problem, h("div", { class: "row stick" }, button)),
    h("section", {}, h("h2", {}, t("Kept")),
      done.length ? table(done) : empty(t("None yet."), t("Choose an exhibit above."))));
}

page().catch((problem) => fill(find("content"), block(problem)));
