// The second level, the world of countries: its runs are kept like all others, and their page is opened from here.
import { at, get } from "./api.js";
import { empty, fill, find, h } from "./dom.js";
import { table } from "./kept.js";
import { block } from "./problem.js";

async function page() {
  const worlds = (await get(at("kept"))).filter((one) => one.kind === "world");
  fill(find("content"), worlds.length ? [h("h2", {}, "World runs kept"), table(worlds)]
    : empty("No world run is kept here.", "On the command line, ", h("code", {}, "sousveil world"),
      " makes one; it appears on this page, with its map and its years."));
}

page().catch((problem) => fill(find("content"), block(problem)));
