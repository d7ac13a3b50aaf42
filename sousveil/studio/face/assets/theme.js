"use strict";
// The system's wish until the reader chooses, as on the report pages, and under the same name.
(() => {
  const root = document.documentElement, system = matchMedia("(prefers-color-scheme: dark)");
  const current = () => root.dataset.theme || (system.matches ? "dark" : "light");
  try {
    const kept = localStorage.getItem("sousveil-theme");
    if (kept === "dark" || kept === "light") root.dataset.theme = kept;
  } catch { /* a browser may keep nothing */ }
  document.addEventListener("DOMContentLoaded", () => {
    const button = document.getElementById("theme");
    const name = () => { button.textContent = current() === "dark" ? "Light page" : "Dark page"; };
    button.addEventListener("click", () => {
      root.dataset.theme = current() === "dark" ? "light" : "dark";
      try { localStorage.setItem("sousveil-theme", root.dataset.theme); } catch { /* as above */ }
      name();
    });
    system.addEventListener("change", name);
    name();
  });
})();
