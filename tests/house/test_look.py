"""The brand's own colours can be read: the 16 pairs of the accent scale, light and dark."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.house.sources import text

pytestmark = pytest.mark.one_database

_BACKGROUNDS = ("background-default", "background-tinted", "surface-default", "surface-tinted")
#: Foreground, background, least contrast (WCAG 1.4.3 for text, 1.4.11 for what carries a shape).
PAIRS = [
    *(("text-default", on, 4.5) for on in (*_BACKGROUNDS, "surface-hover", "surface-active")),
    *(("text-subtle", on, 4.5) for on in _BACKGROUNDS),
    *(("base-contrast-default", on, 4.5) for on in ("base-default", "base-hover", "base-active")),
    ("base-contrast-subtle", "base-default", 4.5),
    ("border-default", "background-default", 3.0),
    ("border-strong", "background-default", 3.0),
]


def colours(scheme: str) -> dict[str, str]:
    css = text(Path("static/css/brand.css"))
    light, dark = css.split("@media (prefers-color-scheme: dark)", 1)
    part = light if scheme == "light" else dark
    return dict(re.findall(r"--ds-color-accent-([a-z-]+):\s*(#[0-9a-f]{3,6});", part))


def luminance(colour: str) -> float:
    digits = colour.removeprefix("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    channels = [int(digits[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    linear = [channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def test_contrast_is_measured_as_wcag_does() -> None:
    assert contrast("#000", "#ffffff") == 21
    assert round(contrast("#777777", "#fff"), 2) == 4.48


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_accent_colours_can_be_read(scheme: str, front: str, back: str, least: float) -> None:
    found = colours(scheme)

    assert contrast(found[front], found[back]) >= least


def test_there_are_sixteen_pairs_and_both_schemes_name_the_same_colours() -> None:
    assert len(PAIRS) == 16
    assert set(colours("light")) == set(colours("dark"))
    assert len(colours("dark")) == 16
