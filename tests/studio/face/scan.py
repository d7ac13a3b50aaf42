"""What a browser says of a page: the contrast of its text, and names of its controls."""

from __future__ import annotations

from typing import Any

from sousveil.report.palette import contrast

AA, LARGE = 4.5, 3.0  # WCAG 2.2, success criterion 1.4.3; large is 24 px, or 18.66 px in bold

TEXTS = """
() => {
  const shown = (element) => {
    const box = element.getBoundingClientRect();
    return box.width > 1 && box.height > 1 && element.checkVisibility({ visibilityProperty: true });
  };
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (!/^rgba\\(.*, 0\\)$|^transparent$/.test(colour)) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  const told = (text, element) => {
    const style = getComputedStyle(element), drawn = element instanceof SVGElement;
    return {
      text: text.slice(0, 40), colour: drawn ? style.fill : style.color, ground: ground(element),
      size: parseFloat(style.fontSize), bold: +style.fontWeight >= 700,
    };
  };
  const silent = ["title", "script", "noscript", "option", "optgroup"];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent.trim(), element = walker.currentNode.parentElement;
    if (text && shown(element) && !silent.includes(element.tagName.toLowerCase())) found.push(told(text, element));
  }
  const typed = [...document.querySelectorAll("input, select, textarea")];
  const written = typed.filter((one) => shown(one) && !["range", "checkbox"].includes(one.type));
  return [...found, ...written.map((one) => told(one.value, one))];
}
"""
"""Every visible piece of text with its colour and the colour behind it."""

UNNAMED = """
() => {
  const wanted = "a[href], button, input, select, textarea, summary, [role=img], [role=progressbar]";
  const named = (one) => one.labels?.[0]?.textContent.trim() || one.ariaLabel || one.getAttribute("aria-labelledby")
    || one.textContent.trim();
  const shown = [...document.querySelectorAll(wanted)].filter((one) => one.checkVisibility());
  return shown.filter((one) => !named(one)).map((one) => one.outerHTML.slice(0, 120));
}
"""
"""Controls and pictures that say nothing to somebody who does not see them."""


def faint(page: Any) -> dict[tuple[str, str], tuple[float, str]]:
    """(colour, ground) -> (contrast, an example) of text that is too faint."""
    found = {}
    for one in page.evaluate(TEXTS):
        enough = LARGE if one["size"] >= 24 or (one["bold"] and one["size"] >= 18.66) else AA
        ratio = contrast(_hex(one["colour"]), _hex(one["ground"]))
        if ratio < enough:
            found[one["colour"], one["ground"]] = (round(ratio, 2), one["text"])
    return found


def _hex(colour: str) -> str:
    """`rgb(1, 2, 3)` as `#010203`; raises ValueError for a colour that is partly seen through."""
    parts = [float(part) for part in colour.removeprefix("rgba").removeprefix("rgb").strip("()").split(",")]
    if len(parts) == 4 and parts[3] != 1:
        raise ValueError(f"{colour} is partly seen through, so its contrast is not known")
    return "#" + "".join(f"{round(part):02x}" for part in parts[:3])
