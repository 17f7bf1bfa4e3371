"""A small drawing board: flat shapes on a quiet tint, smooth because drawn thrice as large.

All measures are in a field of 240 × 180 units, as in the drawn pages of the design;
angles in degrees, 0 to the right.
"""

import io
import itertools
import math
from collections.abc import Iterable, Sequence

from PIL import Image, ImageDraw

Point = tuple[float, float]

WIDTH, HEIGHT = 960, 720
FIELD = 240
OVERSIZE = 3


def arc(cx: float, cy: float, rx: float, ry: float, start: float, end: float, steps: int = 32) -> list[Point]:
    """Return points along a part of an ellipse."""
    turns = (math.radians(start + (end - start) * step / steps) for step in range(steps + 1))
    return [(cx + rx * math.cos(turn), cy + ry * math.sin(turn)) for turn in turns]


def bend(first: Point, towards: Point, last: Point, steps: int = 20) -> list[Point]:
    """Return points along a curve from the first to the last that leans towards the second."""
    points = []
    for step in range(steps + 1):
        t = step / steps
        points.append(
            (
                (1 - t) ** 2 * first[0] + 2 * t * (1 - t) * towards[0] + t**2 * last[0],
                (1 - t) ** 2 * first[1] + 2 * t * (1 - t) * towards[1] + t**2 * last[1],
            )
        )
    return points


class Canvas:
    """One picture in the making; `zoom` and `focus` show a part of it larger."""

    def __init__(self, tint: str, *, zoom: float = 1, focus: Point = (120, 90)) -> None:
        self.scale = WIDTH * OVERSIZE / FIELD * zoom
        self.origin = (focus[0] - FIELD / zoom / 2, focus[1] - FIELD * HEIGHT / WIDTH / zoom / 2)
        self.image = Image.new("RGB", (WIDTH * OVERSIZE, HEIGHT * OVERSIZE), tint)
        self.draw = ImageDraw.Draw(self.image)

    def at(self, point: Point) -> Point:
        return ((point[0] - self.origin[0]) * self.scale, (point[1] - self.origin[1]) * self.scale)

    def line(self, points: Iterable[Point], colour: str, width: float) -> None:
        """Draw a line with round ends."""
        dots = [self.at(point) for point in points]
        broad = max(1, round(width * self.scale))
        self.draw.line(dots, fill=colour, width=broad, joint="curve")
        half = broad / 2
        for x, y in (dots[0], dots[-1]):
            self.draw.ellipse((x - half, y - half, x + half, y + half), fill=colour)

    def shape(self, points: Sequence[Point], fill: str, edge: str = "", width: float = 0) -> None:
        """Draw a filled shape, with an edge where a colour for it is given."""
        self.draw.polygon([self.at(point) for point in points], fill=fill)
        if edge:
            self.line([*points, points[0], points[1]], edge, width)

    def oval(
        self, cx: float, cy: float, rx: float, ry: float, fill: str, edge: str = "", width: float = 0
    ) -> None:
        self.shape(arc(cx, cy, rx, ry, 0, 360, 72), fill, edge, width)

    def box(
        self,
        x: float,
        y: float,
        w: float,
        h: float,
        fill: str,
        r: float = 0,
        edge: str = "",
        width: float = 0,
    ) -> None:
        """Draw a rectangle with rounded corners."""
        left, top = self.at((x, y))
        right, bottom = self.at((x + w, y + h))
        self.draw.rounded_rectangle(
            (left, top, right, bottom), r * self.scale, fill, edge or None, max(1, round(width * self.scale))
        )

    def stitch(
        self, points: Sequence[Point], colour: str, width: float, dash: float = 5, gap: float = 4
    ) -> None:
        """Draw a running stitch along a line: dashes of equal length, round corners included."""
        left, sewing = dash, True
        piece: list[Point] = [points[0]]
        for start, end in itertools.pairwise(points):
            length = math.dist(start, end)
            done = 0.0
            while length - done > left:
                done += left
                part = done / length
                spot = (start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part)
                if sewing:
                    self.line([*piece, spot], colour, width)
                sewing = not sewing
                left, piece = (dash if sewing else gap), [spot]
            left -= length - done
            piece.append(end)
        if sewing and len(piece) > 1:
            self.line(piece, colour, width)

    def ground(self, colour: str, y: float = 154, half: float = 78) -> None:
        """Draw the soft shadow on which a thing stands."""
        self.oval(120, y, half, 7, colour)

    def finished(self) -> Image.Image:
        return self.image.reduce(OVERSIZE)


def jpeg(image: Image.Image, *, exif: bytes = b"") -> bytes:
    """Return the picture as a JPEG file, with the given metadata in it."""
    file = io.BytesIO()
    image.save(file, "JPEG", quality=88, exif=exif)
    return file.getvalue()


def camera_data() -> bytes:
    """Return what a camera might write: a place, a maker and a remark. The demonstration's originals carry it
    deliberately, so that a crawl of the public site can show that none of it is served."""
    exif = Image.Exif()
    exif[0x010E] = "DEMONSTRATION-EXIF-REMARK"  # ImageDescription
    exif[0x010F] = "DEMONSTRATION-EXIF-CAMERA"  # Make
    exif[0x013B] = "DEMONSTRATION-EXIF-ARTIST"  # Artist
    place = exif.get_ifd(0x8825)
    place[1], place[2] = "N", (23.0, 43.0, 12.0)
    place[3], place[4] = "E", (90.0, 23.0, 45.0)
    return exif.tobytes()
