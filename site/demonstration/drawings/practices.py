"""What offices do, drawn flat. People are figures without a face: nobody is shown."""

from demonstration.drawings.canvas import Canvas, arc, bend
from demonstration.drawings.goods import BARK, GOLD, GREEN, HONEY, RED, WOOD

STAFF, PEOPLE = "#2f4f63", ("#7f9f7a", "#b5763f", "#5f87a0", "#a8634f", "#8a7aa0")
SKIN = "#b98a62"
STRIP = "#d9b877"


def person(c: Canvas, x: float, y: float, colour: str, size: float = 1, *, seated: bool = False) -> None:
    """Draw a figure whose shoulders stand at the point; a faceless sign for a person."""
    c.oval(x, y - 16 * size, 9 * size, 10 * size, SKIN)
    low = y + (24 if seated else 46) * size
    c.shape(
        [*arc(x, y + 10 * size, 17 * size, 17 * size, 180, 360), (x + 17 * size, low), (x - 17 * size, low)],
        colour,
    )


def family_call(c: Canvas) -> None:
    c.box(34, 26, 92, 132, "#d9e4dc", 6)
    c.box(42, 34, 76, 124, "#f7faf5", 4)
    person(c, 76, 98, PEOPLE[1], 1.1)
    c.line([(88, 74), (94, 90)], "#17201c", 6)
    c.box(98, 58, 16, 28, GREEN, 3)
    c.line(bend((106, 86), (116, 104), (94, 92)), "#17201c", 1.8)
    c.stitch(bend((126, 66), (150, 40), (172, 66)), GOLD, 3, 6, 5)
    person(c, 166, 106, PEOPLE[3])
    person(c, 200, 116, PEOPLE[2], 0.9)
    person(c, 184, 130, PEOPLE[0], 0.6)
    c.line([(24, 158), (218, 158)], "#c7bba6", 3)


def hearing(c: Canvas) -> None:
    c.box(56, 66, 128, 10, WOOD, 3)
    person(c, 96, 48, STAFF, 0.9, seated=True)
    person(c, 144, 48, STAFF, 0.9, seated=True)
    c.box(56, 66, 128, 10, WOOD, 3)
    c.box(64, 76, 112, 22, "#8a5423", 2)
    c.line(arc(120, 100, 92, 52, 10, 170), "#d9c9a5", 10)
    for step, turn in enumerate(range(20, 170, 24)):
        x, y = arc(120, 104, 88, 42, turn, turn, 1)[0]
        person(c, x, y, PEOPLE[step % 5], 0.72, seated=True)


def day_care(c: Canvas) -> None:
    c.box(30, 26, 180, 90, "#fbf1d8", 6)
    c.oval(176, 52, 14, 14, GOLD)
    for turn in range(0, 360, 45):
        c.line(arc(176, 52, 18, 18, turn, turn, 1)[:1] + arc(176, 52, 24, 24, turn, turn, 1)[:1], GOLD, 2.4)
    c.box(22, 116, 196, 40, "#d9c3a0", 4)
    person(c, 78, 86, PEOPLE[4], 1, seated=True)
    c.shape([*arc(78, 112, 34, 16, 0, 180), (44, 110), (112, 110)], PEOPLE[4])
    person(c, 96, 98, PEOPLE[1], 0.5, seated=True)
    person(c, 138, 116, RED, 0.62, seated=True)
    for x, y, colour in ((158, 130, "#5f87a0"), (176, 130, GREEN), (167, 114, GOLD), (194, 132, RED)):
        c.box(x, y, 16, 16, colour, 2)
    c.oval(48, 142, 10, 10, RED)
    c.line(arc(48, 142, 10, 10, 200, 340), "#fff6e6", 2)


def lesson(c: Canvas) -> None:
    c.box(40, 24, 160, 70, BARK, 4)
    c.box(46, 30, 148, 58, "#1f4f42", 2)
    for y, end in ((44, 130), (56, 150), (68, 116)):
        c.line([(60, y), (end, y)], "#dfeae4", 2.6)
    c.oval(170, 56, 12, 12, "#1f4f42", "#dfeae4", 2)
    person(c, 206, 92, STAFF, 1)
    for step, x in enumerate((50, 90, 130, 170)):
        person(c, x, 124, PEOPLE[step], 0.74, seated=True)
        c.box(x - 18, 138, 36, 8, WOOD, 2)
        c.shape([(x - 9, 138), (x, 133), (x + 9, 138)], "#fff6e6")


def training(c: Canvas) -> None:
    c.ground("#d5d0c4", 158, 90)
    c.box(30, 116, 180, 10, WOOD, 3)
    for x in (40, 192):
        c.box(x, 126, 8, 32, BARK, 1)
    c.shape(
        [
            (92, 116),
            (92, 104),
            (150, 104),
            (150, 74),
            (112, 74),
            (112, 96),
            (100, 96),
            (100, 66),
            (170, 66),
            (176, 116),
        ],
        "#26363d",
    )
    c.oval(176, 82, 13, 13, "#3e5056")
    c.oval(176, 82, 5, 5, GOLD)
    c.line([(106, 96), (106, 112)], "#8ba5b8", 2.4)
    c.box(120, 60, 8, 8, RED, 1)
    c.shape([(36, 112), (110, 110), (96, 118), (40, 150)], "#c5303a")
    c.stitch([(44, 116), (96, 114)], "#fff2d9", 1.8, 4, 3)
    person(c, 66, 78, PEOPLE[2], 1.05, seated=True)
    c.line([(78, 98), (100, 110)], PEOPLE[2], 10)


def legal_help(c: Canvas) -> None:
    c.line([(120, 26), (120, 66)], "#8a6330", 3)
    c.line([(92, 36), (148, 36)], "#8a6330", 3)
    for x in (92, 148):
        c.line([(x - 10, 56), (x, 36), (x + 10, 56)], "#8a6330", 1.6)
        c.shape(arc(x, 56, 12, 7, 0, 180), GOLD)
    person(c, 62, 98, PEOPLE[1], 1.1)
    person(c, 178, 98, GREEN, 1.1)
    c.box(44, 122, 152, 12, WOOD, 3)
    c.box(54, 134, 132, 24, "#8a5423", 2)
    c.shape([(100, 122), (104, 106), (140, 106), (136, 122)], "#fff6e6")
    for y in (110, 114, 118):
        c.line([(107, y), (132, y)], "#8ba5b8", 1.4)


def wage_day(c: Canvas) -> None:
    c.box(46, 40, 92, 112, "#fff6e6", 5, "#c9bfa9", 2)
    c.box(46, 40, 92, 18, GREEN, 4)
    for row, share in enumerate((60, 44, 30, 52, 38)):
        y = 70 + row * 16
        c.line([(56, y), (56 + 22, y)], "#9a9280", 3)
        c.box(84, y - 4, share * 0.75, 8, GOLD, 2)
    for x, y in ((170, 138), (170, 128), (170, 118), (170, 108), (200, 138), (200, 128)):
        c.oval(x, y, 18, 7, "#a87b1f")
        c.oval(x, y - 3, 18, 7, GOLD)
    c.shape([*arc(182, 66, 20, 20, 0, 360)], "#e8f0ea")
    c.line([(172, 66), (180, 74), (194, 56)], GREEN, 5)


def exercise(c: Canvas) -> None:
    c.oval(120, 140, 104, 24, "#cfdcc8")
    c.oval(200, 44, 14, 14, GOLD)
    for step, x in enumerate((50, 96, 142, 188)):
        colour = PEOPLE[step]
        c.oval(x, 66, 9, 10, SKIN)
        c.line([(x, 84), (x, 112)], colour, 18)
        c.line([(x - 4, 84), (x - 22, 58)], colour, 7)
        c.line([(x + 4, 84), (x + 22, 58)], colour, 7)
        c.line([(x - 5, 116), (x - 12, 146)], "#3e5056", 8)
        c.line([(x + 5, 116), (x + 12, 146)], "#3e5056", 8)


def workshop(c: Canvas) -> None:
    for x in (40, 200):
        c.box(x - 4, 34, 8, 124, BARK, 2)
    c.box(34, 34, 172, 9, WOOD, 3)
    c.box(34, 118, 172, 9, WOOD, 3)
    for step in range(34):
        c.line([(50 + step * 4.2, 43), (50 + step * 4.2, 118)], "#efe3cf", 1.6)
    for row, colour in enumerate((RED, GREEN, GOLD, RED, GREEN)):
        c.box(48, 110 - row * 9, 144, 6, colour, 1)
    c.shape([(96, 56), (140, 56), (150, 60), (140, 64), (96, 64), (86, 60)], HONEY)
    c.oval(118, 60, 9, 2.6, RED)
    person(c, 120, 140, PEOPLE[2], 0.9, seated=True)


def parcels(c: Canvas) -> None:
    c.ground("#d8ccb4", 156, 96)
    for x, y, w, h in ((36, 92, 76, 62), (120, 106, 62, 48), (62, 52, 52, 40), (186, 124, 34, 30)):
        c.box(x, y, w, h, HONEY, 2)
        c.box(x + w / 2 - 5, y, 10, h, STRIP, 0)
        c.box(x + 5, y + h - 16, 18, 10, "#fff6e6", 1)
    person(c, 148, 66, GREEN, 0.9)
    c.box(120, 88, 56, 26, "#b98d4f", 2)
    c.box(143, 88, 10, 26, STRIP, 0)


def health(c: Canvas) -> None:
    c.box(46, 34, 148, 122, "#eef3ef", 8)
    c.box(46, 34, 148, 18, GREEN, 6)
    c.box(152, 62, 28, 28, "#ffffff", 4, RED, 2)
    c.line([(166, 68), (166, 84)], RED, 5)
    c.line([(158, 76), (174, 76)], RED, 5)
    person(c, 88, 96, PEOPLE[1], 1.1)
    person(c, 138, 104, "#f7faf5", 1.1)
    c.line(bend((130, 106), (138, 124), (146, 106)), "#26363d", 2.2)
    c.oval(138, 122, 3, 3, "#26363d")


def video_court(c: Canvas) -> None:
    c.box(52, 28, 136, 84, "#26363d", 6)
    c.box(58, 34, 124, 72, "#dfe9ee", 3)
    c.box(66, 86, 108, 20, "#8a5423", 2)
    person(c, 120, 70, STAFF, 0.9, seated=True)
    c.box(66, 86, 108, 20, "#8a5423", 2)
    c.line([(120, 112), (120, 122)], "#26363d", 8)
    c.oval(176, 100, 3, 3, GREEN)
    c.box(30, 146, 180, 8, WOOD, 2)
    person(c, 92, 132, PEOPLE[0], 0.8, seated=True)
    person(c, 150, 132, GREEN, 0.8, seated=True)
