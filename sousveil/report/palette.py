"""The colours of the page, defined once: for the style sheet, the charts and the map, in light and in dark."""

from __future__ import annotations

COLOURS: dict[str, tuple[str, str]] = {
    # name: (on light, on dark)
    "ground": ("#fcfbf8", "#15181d"),
    "panel": ("#f3f1ea", "#1e232b"),
    "ink": ("#1c1f24", "#e9ebee"),
    "muted": ("#555c66", "#a9b1bc"),
    "line": ("#d8d4c8", "#39414d"),
    "accent": ("#0b568f", "#7bbcf5"),
    "warn": ("#96310c", "#ffa27a"),
    # series: found by search so that any two differ by 20 or more (CIE 1976) in normal, red-, green- and blue-blind
    # vision, and each can carry text; a test holds both
    "series-1": ("#25375f", "#7fa9c4"),
    "series-2": ("#b33a0a", "#ff8648"),
    "series-3": ("#227261", "#6cf0bd"),
    "series-4": ("#9034b2", "#ee7dff"),
}
"""Every named colour. Text colours stand on `ground` and on `panel`."""

STEPS: tuple[tuple[str, str], ...] = (
    ("#eef3f7", "#22303d"),
    ("#cfe0ec", "#27445c"),
    ("#a5c7de", "#2d5b80"),
    ("#7cadcf", "#3f78a6"),
    ("#37729f", "#6ba0c9"),
    ("#235f8f", "#95bfe0"),
    ("#12426a", "#c6def1"),
)
"""The steps of the tile map, few to many: (on light, on dark). One hue, so that it reads without colour vision."""

ON_LIGHT, ON_DARK = "#12161b", "#ffffff"

SERIES = tuple(name for name in COLOURS if name.startswith("series-"))
TEXT = ("ink", "muted", "accent", "warn", *SERIES)
"""Colours that carry text."""


def luminance(colour: str) -> float:
    """Relative luminance of a hex colour, from 0 to 1 (WCAG 2.2, "relative luminance")."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two hex colours, from 1 to 21 (WCAG 2.2, "contrast ratio")."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def label_on(colour: str) -> str:
    """The better of the two label colours on a step of the map."""
    return max((ON_LIGHT, ON_DARK), key=lambda label: contrast(label, colour))


def sentinel(name: str) -> str:
    """The stand-in that a chart carries for a colour until its SVG is on the page."""
    return f"#fe00{list(COLOURS).index(name):02x}"


def themed(svg: str) -> str:
    """An SVG whose stand-ins are the page's colours, so that one picture serves light and dark."""
    for name in COLOURS:
        svg = svg.replace(f'"{sentinel(name)}"', f'"var(--{name})"')
    return svg


def css() -> str:
    """The custom properties of both themes; dark follows the system's wish unless the reader chose."""
    light, dark = _properties(0), _properties(1)
    return (
        f":root{{{light}}}\n"
        f"@media (prefers-color-scheme:dark){{:root:not([data-theme=light]){{{dark}}}}}\n"
        f":root[data-theme=dark]{{{dark}}}\n"
        f"@media print{{:root:root:root{{{light}}}}}\n"  # thrice: it must outweigh both dark rules
    )


def _properties(theme: int) -> str:
    rows = [f"color-scheme:{('light', 'dark')[theme]}"]
    rows += [f"--{name}:{pair[theme]}" for name, pair in COLOURS.items()]
    for number, pair in enumerate(STEPS):
        rows += [f"--step-{number}:{pair[theme]}", f"--on-step-{number}:{label_on(pair[theme])}"]
    return ";".join(rows)
