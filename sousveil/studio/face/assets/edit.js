// The page on which a scenario is changed.
import { board } from "./board.js";
import { Draft } from "./draft.js";
import { fill, find, h, name } from "./dom.js";
import { around, t } from "./language.js";
import { block } from "./problem.js";
import { side } from "./side.js";

const query = location.search.slice(1) || "scenario=everything-app";
try {
  const draft = await Draft.open(query);
  name(draft.now.title);
  draft.watch((now) => { document.querySelector(".head .kicker").textContent = now.about; });
  fill(find("content"), h("div", { class: "desk" }, side(draft), board(draft)));
} catch (problem) {
  fill(find("content"), block(problem), h("p", {},
    around(t("{choose} to start from."), { choose: h("a", { href: "/" }, t("Choose a scenario")) })));
}
