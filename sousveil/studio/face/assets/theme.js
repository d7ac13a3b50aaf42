"use strict";
// The theme is the system's wish until the reader chooses, as on the report pages, and under the same name. The
// language is the browser's wish until the reader chooses; a cookie keeps it, and holds nothing else.
const YEAR = 31536000; // seconds

(() => {
  const root = document.documentElement, system = matchMedia("(prefers-color-scheme: dark)");
  const current = () => root.dataset.theme || (system.matches ? "dark" : "light");
  try {
    const kept = localStorage.getItem("sousveil-theme");
    if (kept === "dark" || kept === "light") root.dataset.theme = kept;
  } catch { /* a browser may keep nothing */ }
  document.addEventListener("DOMContentLoaded", () => {
    const button = document.getElementById("theme");
    const name = () => { button.textContent = current() === "dark" ? button.dataset.light : button.dataset.dark; };
    button.addEventListener("click", () => {
      root.dataset.theme = current() === "dark" ? "light" : "dark";
      try { localStorage.setItem("sousveil-theme", root.dataset.theme); } catch { /* as above */ }
      name();
    });
    system.addEventListener("change", name);
    name();
    for (const one of document.querySelectorAll("[data-language]")) {
      one.addEventListener("click", () => {
        document.cookie = `sousveil-language=${one.dataset.language}; path=/; max-age=${YEAR}; samesite=lax`;
        location.reload();
      });
    }
  });
})();
