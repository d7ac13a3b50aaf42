"""The colours can be read by everybody: contrast by WCAG 2.2, series apart in every kind of colour vision."""

from itertools import combinations

import numpy as np
import pytest

from sousveil.report import palette

THEMES = {"light": 0, "dark": 1}
AA = 4.5  # WCAG 2.2, success criterion 1.4.3, letters of usual size
APART = 20  # CIE 1976 difference; about 2.3 is just noticeable, so this survives small marks and poor screens
# what people without one kind of cone see, for linear RGB: Machado, Oliveira and Fernandes 2009, severity 1
VISION = {
    "usual": np.eye(3),
    "red-blind": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "green-blind": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "blue-blind": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
WHITE = np.array([0.9505, 1.0, 1.089])


def lab(colour, seen):
    rgb = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    ratio = XYZ @ np.clip(seen @ linear, 0, 1) / WHITE
    x, y, z = np.where(ratio > 0.008856, np.cbrt(ratio), 7.787 * ratio + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def test_contrast_is_what_the_guideline_says():
    assert palette.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert palette.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)  # the well-known near miss


@pytest.mark.parametrize("theme", THEMES)
def test_letters_have_contrast_on_both_grounds(theme):
    at = THEMES[theme]
    ratios = {
        (name, ground): palette.contrast(palette.COLOURS[name][at], palette.COLOURS[ground][at])
        for name in palette.TEXT
        for ground in ("ground", "panel")
    }
    assert {pair: ratio for pair, ratio in ratios.items() if ratio < AA} == {}


@pytest.mark.parametrize("theme", THEMES)
def test_labels_have_contrast_on_every_step_of_the_map(theme):
    steps = [pair[THEMES[theme]] for pair in palette.STEPS]
    assert min(palette.contrast(step, palette.label_on(step)) for step in steps) >= AA


@pytest.mark.parametrize("theme", THEMES)
def test_steps_of_the_map_run_one_way(theme):
    light = [palette.luminance(pair[THEMES[theme]]) for pair in palette.STEPS]
    assert light == sorted(light, reverse=theme == "light")


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("theme", THEMES)
def test_series_differ_in_every_kind_of_colour_vision(theme, vision):
    seen = [lab(palette.COLOURS[name][THEMES[theme]], VISION[vision]) for name in palette.SERIES]
    assert min(np.linalg.norm(one - other) for one, other in combinations(seen, 2)) >= APART


def test_stand_ins_are_all_replaced():
    svg = "".join(f'<path fill="{palette.sentinel(name)}"/>' for name in palette.COLOURS)
    assert palette.themed(svg) == "".join(f'<path fill="var(--{name})"/>' for name in palette.COLOURS)
