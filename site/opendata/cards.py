"""The picture that is shown where a page is shared: whose page it is and of what kind, and never more than that.

There is one for each kind and office and language, so that all of them can be kept and none tells what only the page
should tell. Pillow shapes Bangla with libraqm; where a build of it lacks that, the card says it in English.
"""

import functools
import hashlib
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.staticfiles import finders
from PIL import Image, ImageDraw, ImageFont, features

WIDTH, HEIGHT = 1200, 630
MARGIN = 80
GREEN, PAPER, GOLD, SOFT = "#00402e", "#fffdf9", "#f0b429", "#c7dcd3"
# Raised when the drawing changes, so that cards that were kept are drawn anew.
DRAWING = 1
FONT = "fonts/noto-sans-bengali.woff2"
# The site's own letters are Bangla's alone; the rest is drawn with those that Pillow brings.
BANGLA = re.compile(r"[\u0980-\u09ff\u0964\u0965\u200c\u200d]")
WORDS = re.compile(r"\S+")


class Card(NamedTuple):
    """What stands on a card: the kind of page, whose it is, and who publishes."""

    kicker: str
    title: str
    publisher: str
    motto: str = ""

    @property
    def alt(self) -> str:
        return ", ".join(part for part in (self.kicker, self.title, self.publisher) if part)

    @property
    def key(self) -> str:
        """Return the name under which the picture is kept: other words, other name."""
        return hashlib.sha256("\n".join((str(DRAWING), *self)).encode()).hexdigest()[:16]


def can_shape_bangla() -> bool:
    return bool(features.check("raqm")) and finders.find(FONT) is not None


def kept(card: Card) -> bytes:
    """Return the PNG of a card, drawn once on each host."""
    path = Path(settings.VAR) / "cards" / f"{card.key}.png"
    if path.exists():
        return path.read_bytes()
    content = draw(card)
    path.parent.mkdir(parents=True, exist_ok=True)
    # Two who draw it at once write the same.
    making = path.with_suffix(f".{hashlib.sha256(content).hexdigest()[:8]}.tmp")
    making.write_bytes(content)
    making.replace(path)
    return content


def draw(card: Card) -> bytes:
    picture = Image.new("RGB", (WIDTH, HEIGHT), GREEN)
    pen = ImageDraw.Draw(picture)
    _mark(pen, MARGIN, MARGIN, 104)
    _write(pen, (MARGIN + 136, MARGIN + 45), card.publisher, size=38, color=PAPER, bold=True)
    _write(pen, (MARGIN + 136, MARGIN + 92), card.motto, size=26, color=SOFT)
    pen.rectangle((MARGIN, 270, MARGIN + 88, 278), fill=GOLD)
    _write(pen, (MARGIN, 348), card.kicker, size=42, color=GOLD, bold=True)
    size, lines = _fitted(card.title, widest=WIDTH - 2 * MARGIN)
    for number, line in enumerate(lines):
        place = (MARGIN, 348 + round(size * 1.35) + round(number * size * 1.35))
        _write(pen, place, line, size=size, color=PAPER, bold=True)
    content = io.BytesIO()
    picture.quantize(64).save(content, "PNG", optimize=True)
    return content.getvalue()


def _fitted(text: str, *, widest: int) -> tuple[int, list[str]]:
    """Return the largest size in which a text takes two lines at most, and those lines."""
    for size in (84, 76, 68, 60, 52, 44):
        lines = _broken(text, size, widest)
        if len(lines) <= 2 and all(_length(line, size) <= widest for line in lines):
            return size, lines
    lines = [*lines, ""]
    return size, [_shortened(lines[0], size, widest), _shortened(f"{lines[1]} …".strip(), size, widest)]


def _shortened(line: str, size: int, widest: int) -> str:
    """Return a line cut to the card's width; only a word that no name has is so long."""
    while _length(line, size) > widest:
        line = f"{line.removesuffix('…')[:-4]}…"
    return line


def _broken(text: str, size: int, widest: int) -> list[str]:
    lines: list[str] = []
    for word in WORDS.findall(text):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and _length(longer, size) <= widest:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines or [""]


def _write(
    pen: ImageDraw.ImageDraw, place: tuple[int, int], text: str, *, size: int, color: str, bold: bool = False
) -> None:
    """Write a line from its baseline's beginning, each part of it with the letters that know it."""
    at: float = place[0]
    for part in _parts(text):
        font = _font(part, size, bold=bold)
        pen.text((at, place[1]), part, font=font, fill=color, anchor="ls")
        at += font.getlength(part)


def _length(text: str, size: int) -> float:
    return sum(_font(part, size, bold=True).getlength(part) for part in _parts(text))


def _parts(text: str) -> Iterator[str]:
    """Yield the stretches of a text that are Bangla, and those that are not; a blank goes with what stands before."""
    part, is_bangla = "", False
    for letter in text:
        here = is_bangla if letter == " " else bool(BANGLA.match(letter))
        if part and here != is_bangla:
            yield part
            part = ""
        part, is_bangla = part + letter, here
    if part:
        yield part


def _font(part: str, size: int, *, bold: bool) -> Any:
    found = finders.find(FONT)
    if not BANGLA.search(part) or not isinstance(found, str):
        # A little smaller: Latin capitals stand higher than Bangla's line.
        return _latin(size * 0.92)
    return _bangla(found, size, 700 if bold else 400)


# Opening a font takes as long as writing with it, and a title is measured in up to six sizes.
@functools.lru_cache(maxsize=16)
def _latin(size: float) -> Any:
    return ImageFont.load_default(size)


@functools.lru_cache(maxsize=16)
def _bangla(path: str, size: int, weight: int) -> Any:
    font = ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.RAQM)
    font.set_variation_by_axes([weight])
    return font


def _mark(pen: ImageDraw.ImageDraw, left: int, top: int, side: int) -> None:
    """Draw the site's mark (assets/img/mark.svg, in units of a 44th of its side)."""
    unit = side / 44

    def at(*values: float) -> list[float]:
        return [(left, top)[place % 2] + value * unit for place, value in enumerate(values)]

    pen.rounded_rectangle(at(0, 0, 44, 44), radius=8 * unit, fill="#00694c")
    pen.ellipse(at(13, 18, 31, 36), fill=GOLD)
    width = round(3 * unit)
    pen.arc(at(7.5, 5.5, 36.5, 34.5), 180, 360, fill=PAPER, width=width)
    for x, begins in ((9, 20), (35, 20), (15, 25), (29, 25)):
        pen.line(at(x, begins, x, 36.5), fill=PAPER, width=width)
