"""What prisons make, drawn flat: jute and bamboo, looms and needles, furniture."""

from demonstration.drawings.canvas import Canvas, arc, bend

GREEN, RED, GOLD = "#00573f", "#c8102e", "#e0a83a"
BARK, WOOD, HONEY, STRAW = "#5b3413", "#a4642a", "#c89a4b", "#e0b768"


def stool(c: Canvas) -> None:
    c.ground("#dfd0b6")
    for top, foot in ((78, 60), (96, 92), (144, 148), (162, 180)):
        c.line([(top, 70), (foot, 150)], "#6b4a1f", 6)
    c.line([(68, 122), (172, 122)], "#8a6330", 4)
    c.oval(120, 68, 66, 18, HONEY)
    c.oval(120, 62, 66, 18, STRAW)
    for points in (
        bend((58, 60), (120, 84), (182, 60)),
        bend((64, 68), (120, 90), (176, 68)),
        [(80, 51), (160, 75)],
        [(160, 51), (80, 75)],
    ):
        c.line(points, "#b98737", 1.8)


def jute_bag(c: Canvas) -> None:
    c.ground("#cfdcc8")
    c.line([(88, 78), (88, 58), *arc(120, 58, 32, 32, 180, 360), (152, 78)], "#7a5320", 6)
    c.shape([(62, 70), (178, 70), (168, 154), (72, 154)], "#c7a063")
    for y in range(80, 152, 9):
        c.line([(63 + (y - 70) * 0.12, y), (177 - (y - 70) * 0.12, y)], "#b48b4c", 1)
    for x in range(74, 174, 11):
        c.line([(x, 71), (120 + (x - 120) * 0.85, 153)], "#b48b4c", 1)
    c.oval(120, 112, 20, 20, GREEN)
    c.shape([(120, 98), (130, 112), (120, 126), (110, 112)], GOLD)


def folder_bag(c: Canvas) -> None:
    c.ground("#d6d3c4", 150, 84)
    c.box(50, 56, 140, 94, "#b98d4f", 6)
    for y in range(64, 148, 8):
        c.line([(52, y), (188, y)], "#a87d42", 0.9)
    c.line([(96, 58), (96, 44), (100, 38), (140, 38), (144, 44), (144, 58)], BARK, 5)
    c.shape([(50, 60), (190, 60), (182, 104), (58, 104)], GREEN)
    c.stitch([(55, 65), (184, 65), (178, 99), (62, 99), (55, 65)], "#cfe0d3", 1.2, 4, 3)
    c.oval(120, 104, 5, 5, GOLD)


def basket(c: Canvas) -> None:
    c.ground("#d9cdb3", 152, 66)
    for cx, cy, colour in (
        (98, 72, "#d1512d"),
        (122, 64, "#e8a33d"),
        (146, 72, "#7f9f3d"),
        (110, 80, "#e8a33d"),
        (134, 80, "#d1512d"),
    ):
        c.oval(cx, cy, 17, 17, colour)
    c.shape([(58, 84), (182, 84), (164, 150), (76, 150)], HONEY)
    for row, y in enumerate(range(90, 148, 10)):
        inset = (y - 84) * 0.27
        for step in range(12):
            x = 60 + inset + (120 - 2 * inset) * step / 12
            if (row + step) % 2:
                c.box(x, y, (120 - 2 * inset) / 12, 7, "#a87433", 2)
    c.oval(120, 84, 64, 8, STRAW, "#a87433", 2)


def palm_mat(c: Canvas) -> None:
    c.shape([(40, 60), (200, 60), (216, 140), (24, 140)], "#d8b877")
    for row in range(8):
        y = 60 + row * 10
        for step in range(16):
            if (row + step) % 2:
                left = 40 - row * 2 + (160 + row * 4) * step / 16
                c.shape([(left, y), (left + 10, y), (left + 10, y + 10), (left - 0.6, y + 10)], "#c49b52")
    c.shape([(34, 90), (206, 90), (208, 98), (32, 98)], "#a8432f")
    c.shape([(30, 112), (210, 112), (212, 118), (28, 118)], GREEN)
    c.line([(40, 60), (200, 60), (216, 140), (24, 140), (40, 60)], "#8f6a2c", 3)


def doormat(c: Canvas) -> None:
    c.oval(120, 96, 92, 58, "#a97f41")
    for step, colour in enumerate(("#c7a063", "#8a6330", "#d9b877", GREEN, "#d9b877", "#a97f41")):
        c.oval(120, 96, 86 - step * 14, 53 - step * 9, colour)
    for rx, ry in ((89, 55), (75, 46), (61, 37), (47, 28)):
        c.stitch(arc(120, 96, rx, ry, 0, 360, 90), "#6b4a1f", 1, 3, 3)


def quilt(c: Canvas) -> None:
    c.box(46, 30, 148, 120, "#fff6e6", 6, RED, 3)
    c.stitch([(56, 40), (184, 40), (184, 140), (56, 140), (56, 40)], RED, 2.2)
    for r in (34, 22):
        c.stitch(arc(120, 90, r, r, 0, 360, 72), RED, 2.2)
    for turn in range(0, 180, 45):
        ends = arc(120, 90, 30, 30, turn, turn + 180, 1)
        c.stitch(ends, GREEN, 2.2, 4, 4)
    for x, y in ((72, 56), (168, 56), (72, 124), (168, 124)):
        for turn in range(0, 360, 72):
            px, py = arc(x, y, 7, 7, turn, turn, 1)[0]
            c.oval(px, py, 3.4, 3.4, "#d98a2b")
        c.oval(x, y, 3.2, 3.2, GREEN)


def cushions(c: Canvas) -> None:
    c.ground("#e3cfc8", 150, 84)
    for x, y, fill, thread in ((94, 58, "#c8513a", "#fff2d9"), (40, 66, "#fff2df", RED)):
        c.shape(
            [
                *bend((x, y), (x + 52, y + 8), (x + 104, y)),
                *bend((x + 104, y), (x + 96, y + 44), (x + 104, y + 84)),
                *bend((x + 104, y + 84), (x + 52, y + 76), (x, y + 84)),
                *bend((x, y + 84), (x + 8, y + 44), (x, y)),
            ],
            fill,
            "#8a2f1d",
            1.4,
        )
        c.stitch(arc(x + 52, y + 42, 26, 26, 0, 360, 60), thread, 2, 4, 3)
        for turn in range(0, 180, 60):
            c.stitch(arc(x + 52, y + 42, 22, 22, turn, turn + 180, 1), thread, 1.8, 4, 3)


def gamcha(c: Canvas) -> None:
    c.box(52, 40, 136, 26, "#b3202d", 8)
    c.shape([(56, 54), (184, 54), (178, 150), (62, 150)], "#c5303a")
    for x in range(66, 180, 12):
        c.line([(x, 54), (120 + (x - 120) * 0.92, 150)], "#f0d9a8", 1.6)
    for y in range(62, 148, 12):
        c.line([(57, y), (183, y)], "#1f5f4a", 1.6)
    for x in range(64, 180, 6):
        c.line([(x, 150), (x - 1, 158)], "#b3202d", 1.2)


def sari(c: Canvas) -> None:
    c.ground("#dcd2dc", 152, 84)
    c.box(44, 96, 152, 50, "#8c2f5a", 8)
    c.box(44, 128, 152, 18, GOLD, 5)
    c.shape([(70, 34), (170, 34), (180, 110), (60, 110)], "#a63c6e")
    c.shape([(62, 96), (178, 96), (180, 112), (60, 112)], GOLD)
    for x in range(68, 180, 10):
        c.shape([(x, 98), (x + 4, 104), (x, 110), (x - 4, 104)], "#8c2f5a")
    for row in range(4):
        for step in range(7):
            x, y = 78 + step * 14 + (row % 2) * 6, 44 + row * 13
            c.shape([(x, y - 3), (x + 3, y), (x, y + 3), (x - 3, y)], "#f2cf7d")
    for x in range(54, 194, 12):
        c.oval(x, 137, 3, 3, "#8c2f5a")


def jamdani(c: Canvas) -> None:
    c.box(40, 34, 160, 114, "#f3f0e4", 6, "#c9bf9f", 1.4)
    for row in range(5):
        for step in range(8):
            x, y = 56 + step * 18 + (row % 2) * 9, 48 + row * 16
            for turn in range(0, 360, 90):
                px, py = arc(x, y, 3.6, 3.6, turn, turn, 1)[0]
                c.oval(px, py, 2, 2, "#2f6d7e")
            c.oval(x, y, 1.6, 1.6, GOLD)
    c.shape([(40, 122), (200, 122), (200, 144), (40, 144)], "#2f6d7e")
    for x in range(40, 200, 16):
        c.shape([(x, 140), (x + 8, 126), (x + 16, 140)], GOLD)


def lungi(c: Canvas) -> None:
    c.ground("#cfd8dc", 152, 72)
    for y, fill in ((116, "#2c5a7a"), (88, "#37708f"), (60, "#2c5a7a")):
        c.box(54, y, 132, 34, fill, 7)
        for x in range(64, 184, 14):
            c.line([(x, y + 2), (x, y + 32)], "#cfe0d3", 1.2)
        for step in (10, 20):
            c.line([(56, y + step), (184, y + step)], "#d9b34c", 1.2)


def bedsheet(c: Canvas) -> None:
    c.ground("#d3dbd9", 152, 84)
    c.box(42, 100, 156, 46, "#7fa7a0", 8)
    c.box(48, 74, 144, 40, "#e9f0ec", 8)
    c.box(56, 50, 128, 36, "#7fa7a0", 8)
    for y, colour in (
        (60, "#e9f0ec"),
        (70, "#e9f0ec"),
        (86, "#4e837a"),
        (96, "#4e837a"),
        (118, "#e9f0ec"),
        (130, "#e9f0ec"),
    ):
        c.line([(54, y), (186, y)], colour, 2)
    c.line([(120, 48), (120, 148)], RED, 2.4)


def rug(c: Canvas) -> None:
    c.shape([(46, 44), (194, 44), (210, 142), (30, 142)], "#f0e4cb")
    for row, colour in enumerate(("#a8322f", "#1f5f4a", "#c98a2c", "#26496b", "#a8322f")):
        y = 50 + row * 18
        c.shape(
            [(44 - row * 2, y), (196 + row * 2, y), (198 + row * 2, y + 12), (42 - row * 2, y + 12)], colour
        )
        for x in range(50, 196, 16):
            c.shape([(x, y + 6), (x + 6, y + 1), (x + 12, y + 6), (x + 6, y + 11)], "#f0e4cb")
    for x in range(34, 210, 6):
        c.line([(x, 142), (x - 1, 150)], "#c9b78f", 1.2)


def chair(c: Canvas) -> None:
    c.ground("#d9c8b8", 158, 52)
    for points in (
        [(84, 30), (84, 154)],
        [(156, 30), (156, 154)],
        [(84, 44), (156, 44)],
        [(84, 66), (156, 66)],
        [(84, 128), (156, 128)],
    ):
        c.line(points, BARK, 8)
    c.box(76, 90, 88, 16, WOOD, 5)
    c.box(76, 90, 88, 6, "#bd7a3c", 3)


def table(c: Canvas) -> None:
    c.ground("#dccbb6", 152, 92)
    for x in (44, 188):
        c.box(x, 76, 9, 74, BARK, 2)
    c.box(36, 62, 168, 14, WOOD, 3)
    c.box(36, 62, 168, 5, "#bd7a3c", 2)
    c.box(134, 76, 54, 60, "#8a5423", 2)
    for y in (80, 99, 118):
        c.box(138, y, 46, 15, WOOD, 2)
        c.oval(161, y + 7.5, 2.6, 2.6, GOLD)


def bed(c: Canvas) -> None:
    c.ground("#d8cdbf", 148, 100)
    c.box(26, 44, 14, 102, BARK, 4)
    c.box(200, 76, 14, 70, BARK, 4)
    c.box(34, 52, 12, 60, WOOD, 3)
    c.box(36, 108, 170, 16, WOOD, 3)
    c.box(40, 92, 162, 18, "#f4efe2", 6)
    c.box(96, 88, 106, 22, "#4e837a", 6)
    for x in range(108, 200, 16):
        c.line([(x, 90), (x, 108)], "#7fa7a0", 2)
    c.box(48, 80, 40, 16, "#ffffff", 7, "#d9d2c2", 1)


def bench(c: Canvas) -> None:
    c.ground("#d6d2c2", 156, 92)
    for x in (52, 182):
        c.line([(x, 62), (x, 150)], "#6e7a80", 5)
        c.line([(x, 150), (x - 14, 152)], "#6e7a80", 5)
    for x in (72, 202):
        c.line([(x, 110), (x, 152)], "#6e7a80", 5)
    c.shape([(38, 56), (190, 56), (198, 66), (46, 66)], "#bd7a3c")
    c.shape([(38, 84), (180, 84), (180, 88), (38, 88)], "#8a5423")
    c.shape([(60, 104), (212, 104), (218, 113), (66, 113)], WOOD)
    c.box(118, 46, 34, 10, "#f4efe2", 1, "#c8102e", 1)


def almirah(c: Canvas) -> None:
    c.ground("#cdd3d2", 158, 56)
    c.box(76, 20, 88, 134, "#7d949b", 4)
    c.box(80, 24, 39, 122, "#93a9af", 2)
    c.box(121, 24, 39, 122, "#93a9af", 2)
    for x in (86, 127):
        c.box(x, 32, 27, 40, "#a8bcc1", 2)
        c.box(x, 80, 27, 56, "#a8bcc1", 2)
    c.line([(115, 82), (115, 94)], "#3e5056", 2.6)
    c.line([(125, 82), (125, 94)], "#3e5056", 2.6)
    for x in (82, 150):
        c.box(x, 154, 8, 5, "#3e5056", 1)


def shelf(c: Canvas) -> None:
    c.ground("#cdd3d2", 158, 62)
    for x in (66, 168):
        c.box(x, 24, 6, 132, "#55676d", 1)
    for y in (26, 62, 98, 134):
        c.box(66, y, 108, 6, "#7d949b", 1)
    for y, books in (
        (62, ((RED, 9, 26), (GREEN, 11, 30), (GOLD, 8, 24), ("#26496b", 12, 28))),
        (98, (("#26496b", 10, 28), ("#d9d2c2", 14, 24), (RED, 9, 30))),
        (134, ((GREEN, 12, 26), (GOLD, 10, 30))),
    ):
        x = 76
        for colour, w, h in books:
            c.box(x, y - h, w, h, colour, 1)
            x += w + 2
    c.box(132, 118, 30, 16, "#c89a4b", 2)


def door(c: Canvas) -> None:
    c.box(68, 16, 104, 146, "#6b3f17", 2)
    c.box(76, 24, 88, 138, WOOD, 1)
    for x, y, h in ((84, 32, 46), (124, 32, 46), (84, 88, 66), (124, 88, 66)):
        c.box(x, y, 32, h, "#8a5423", 3)
        c.box(x + 4, y + 4, 24, h - 8, "#b57336", 2)
    c.oval(156, 92, 3.6, 3.6, GOLD)
    c.line([(40, 162), (200, 162)], "#c7bba6", 3)


def rack(c: Canvas) -> None:
    c.ground("#dccbb6", 158, 62)
    for x in (68, 172):
        c.line([(x, 32), (x, 150)], BARK, 6)
        c.line([(x - 14, 154), (x + 14, 154)], BARK, 6)
    for y in (38, 74, 112):
        c.line([(68, y), (172, y)], WOOD, 5)
    c.shape([(86, 40), (132, 40), (130, 92), (88, 92)], "#c5303a")
    c.shape([(142, 76), (164, 76), (164, 118), (142, 118)], "#7fa7a0")
    c.stitch([(90, 84), (128, 84)], "#f0d9a8", 1.6)
