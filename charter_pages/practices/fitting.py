"""Pictures made as large as a budget lets them be: so many bytes, whatever they show."""

import io
from typing import IO

from PIL import Image, ImageOps

# Longest side in pixels and JPEG quality, from a page filled sharply to what just tells what is shown.
LADDER = (
    (1000, 76), (900, 72), (800, 68), (700, 64), (600, 60), (500, 56), (400, 52), (300, 46), (200, 40), (120, 35),
)  # fmt: skip
# So much is spent on a picture at most, and for less than so much there is none.
MOST_BYTES, FEWEST_BYTES = 140_000, 4_000


def fit(file: IO[bytes], allowed: int) -> bytes:
    """Return a picture as a JPEG of at most `allowed` bytes, or the smallest that the ladder has; without metadata."""
    with Image.open(file) as opened:
        # A JPEG is read at an eighth, a quarter or half of its size: a photograph of twelve megapixels takes no 36 MB.
        opened.draft("RGB", (LADDER[0][0], LADDER[0][0]))
        opened.thumbnail((LADDER[0][0], LADDER[0][0]), Image.Resampling.LANCZOS, reducing_gap=2.0)
        picture = _on_white(ImageOps.exif_transpose(opened))
    content, last = b"", 0
    for side, quality in LADDER:
        if max(picture.size) > side:
            picture.thumbnail((side, side), Image.Resampling.BICUBIC)
        if content and side**2 > 1.6 * allowed / len(content) * last**2:
            continue  # not small enough by far: it need not be tried
        content, last = _encoded(picture, quality), side
        if len(content) <= allowed:
            break
    return content


def allowance(budget: int, count: int) -> tuple[int, int]:
    """Return how many bytes each of so many pictures may take, and how many there may be at all."""
    if not count:
        return MOST_BYTES, 0
    each = min(MOST_BYTES, budget // count)
    if each >= FEWEST_BYTES:
        return each, count
    return FEWEST_BYTES, budget // FEWEST_BYTES


def _encoded(picture: Image.Image, quality: int) -> bytes:
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=quality, optimize=True)
    return written.getvalue()


def _on_white(picture: Image.Image) -> Image.Image:
    """Return a picture without transparency and without what was written beside it."""
    if picture.mode in ("RGBA", "LA", "PA", "P"):
        over = picture.convert("RGBA")
        picture = Image.new("RGB", over.size, "white")
        picture.paste(over, mask=over.getchannel("A"))
    plain = picture.convert("RGB")
    plain.info = {}
    return plain
