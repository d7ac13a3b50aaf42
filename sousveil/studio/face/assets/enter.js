// Asks for the token that was given at the start, and goes on to the page that was asked for.
import { Problem, at } from "./api.js";
import { fill, find, h } from "./dom.js";
import { t } from "./language.js";
import { block } from "./problem.js";

const token = h("input", { type: "password", id: "token", autocomplete: "current-password", required: true });
const problem = h("div");

/** Where to go on to: a page of this studio, whatever the address says. */
const next = () => {
  const wanted = new URL(new URLSearchParams(location.search).get("next") || "/", location.origin);
  return wanted.origin === location.origin ? wanted.pathname + wanted.search : "/";
};

const send = async (event) => {
  event.preventDefault();
  const answer = await fetch(at("session"), {
    method: "POST", credentials: "same-origin", headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ token: token.value }),
  });
  if (answer.ok) return location.replace(next());
  const said = await answer.json().catch(() => ({ what: t("this is not the token"), own: true }));
  return fill(problem, block(new Problem(said, answer.status)));
};

fill(find("content"), h("form", { onsubmit: send },
  h("input", { type: "text", autocomplete: "username", value: "studio", hidden: true }),
    // what keeps passwords asks for a name
  h("label", { class: "field" }, t("Token"), token), problem,
    h("div", { class: "row" }, h("button", { class: "primary" }, t("Enter")))));
token.focus();
