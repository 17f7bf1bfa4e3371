"""Text keeps 4.5:1 to its ground, edges of controls and parts of charts 3:1, by day and by night."""

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).resolve().parents[2] / "assets" / "css" / "tokens.css"
TEXT = [
    *(
        ("ink", ground)
        for ground in ("paper", "sheet", "jute", "jute-deep", "green-tint", "gold-tint", "red-tint")
    ),
    ("ink", "blue-tint"),
    *(("ink-soft", ground) for ground in ("paper", "sheet", "jute", "green-tint")),
    *(("green", ground) for ground in ("paper", "sheet", "jute", "green-tint")),
    *(("green-strong", ground) for ground in ("paper", "sheet", "green-tint")),
    *(("gold", ground) for ground in ("paper", "sheet", "jute", "gold-tint")),
    *(("red", ground) for ground in ("paper", "sheet", "red-tint")),
    ("on-green", "green"),
    ("on-green", "green-strong"),
    ("on-door", "door"),
    ("focus-ink", "focus"),
]
EDGES = [
    ("line-strong", "sheet"),
    ("line-strong", "paper"),
    ("part-cost", "jute"),
    ("part-department", "jute"),
    ("part-tax", "jute"),
    ("flag", "paper"),
]


def tokens(mode: str) -> dict[str, str]:
    text = TOKENS.read_text("utf-8").split("@media print")[0]
    day, night = text.split("@media (prefers-color-scheme:dark)")
    colours = dict(re.findall(r"--([a-z0-9-]+):(#[0-9a-f]{3,6})\b", day))
    if mode == "dark":
        colours |= dict(re.findall(r"--([a-z0-9-]+):(#[0-9a-f]{3,6})\b", night))
    return colours


def luminance(colour: str) -> float:
    digits = colour[1:]
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    channels = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT)
def test_text_can_be_read(mode: str, text: str, ground: str) -> None:
    colours = tokens(mode)
    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_edges_and_parts_can_be_seen(mode: str, edge: str, ground: str) -> None:
    colours = tokens(mode)
    assert contrast(colours[edge], colours[ground]) >= 3
