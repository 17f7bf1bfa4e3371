"""What prisons make, drawn flat: leather, sewing, bakery and kitchen, art."""

from demonstration.drawings.canvas import Canvas, arc, bend
from demonstration.drawings.goods import BARK, GOLD, GREEN, HONEY, RED


def shoes(c: Canvas) -> None:
    c.ground("#d5cbc2", 146, 96)
    for x, y in ((92, -22), (24, 0)):
        upper = [
            (x, 142 + y),
            (x, 98 + y),
            *bend((x, 98 + y), (x + 14, 104 + y), (x + 30, 94 + y)),
            *bend((x + 40, 98 + y), (x + 66, 112 + y), (x + 92, 116 + y)),
            *bend((x + 92, 116 + y), (x + 112, 122 + y), (x + 112, 142 + y)),
        ]
        c.shape(upper, "#5a2f17")
        c.box(x - 2, 138 + y, 117, 8, "#2b1a10", 3)
        c.box(x - 2, 142 + y, 30, 9, "#2b1a10", 2)
        c.line(bend((x + 74, 113 + y), (x + 80, 126 + y), (x + 76, 137 + y)), "#7b4a2a", 2)
        for step in range(4):
            c.line(
                [(x + 36 + step * 9, 97 + y + step * 5), (x + 46 + step * 9, 92 + y + step * 5)], "#e8d9c3", 2
            )


def sandals(c: Canvas) -> None:
    for x, lean in ((74, -1), (146, 1)):
        c.shape(
            [
                *arc(x, 68, 25, 36, 180, 360),
                *bend((x + 25, 68), (x + 18, 104), (x + 20, 128)),
                *arc(x, 130, 20, 22, 0, 180),
                *bend((x - 20, 128), (x - 18, 104), (x - 25, 68)),
            ],
            "#8a5a30",
            "#5a2f17",
            2,
        )
        c.line(bend((x - 25, 88), (x, 62), (x + 25, 88)), "#3a2113", 9)
        c.line(bend((x - 22, 104), (x, 84), (x + 22, 104)), "#3a2113", 6)
        c.oval(x + 10 * lean, 79, 3, 3, GOLD)
        c.stitch(arc(x, 130, 15, 17, 10, 170), "#c9986a", 1.2, 3, 3)


def belt(c: Canvas) -> None:
    c.oval(120, 92, 82, 54, "#4a2814")
    c.oval(120, 88, 74, 46, "#f1ecdd")
    c.oval(120, 96, 60, 36, "#6b3c1e")
    c.oval(120, 93, 53, 30, "#f1ecdd")
    c.stitch(arc(120, 91, 78, 50, 20, 160, 60), "#c9986a", 1.2, 4, 3)
    c.box(98, 128, 44, 26, "#4a2814", 3)
    c.box(96, 124, 34, 34, "#c9a24a", 5)
    c.box(102, 131, 22, 20, "#4a2814", 2)
    c.line([(110, 141), (130, 141)], "#e3c679", 3)
    for x in (148, 158, 168):
        c.oval(x, 138 - (x - 148) * 0.55, 1.8, 1.8, "#1f120a")


def wallet(c: Canvas) -> None:
    c.ground("#d9ccbd", 146, 78)
    c.box(66, 44, 62, 30, "#7f9f7a", 2)
    c.box(84, 38, 62, 30, "#a9c0a0", 2)
    c.box(52, 60, 136, 82, "#6b3c1e", 8)
    c.stitch([(58, 67), (182, 67), (182, 135), (58, 135), (58, 67)], "#c9986a", 1.4, 4, 3)
    c.box(148, 90, 44, 24, "#4a2814", 6)
    c.oval(162, 102, 5, 5, GOLD)


def panjabi(c: Canvas) -> None:
    c.shape(
        [
            (92, 34),
            (148, 34),
            (198, 66),
            (186, 100),
            (160, 84),
            (164, 156),
            (76, 156),
            (80, 84),
            (54, 100),
            (42, 66),
        ],
        "#f7f3e8",
        "#b9ad92",
        1.6,
    )
    c.shape([(104, 33), (136, 33), (130, 44), (110, 44)], "#e3d7bc")
    c.box(114, 42, 12, 52, "#ece2ca", 2)
    c.stitch([(112, 42), (112, 96), (128, 96), (128, 42)], GREEN, 1.6, 3, 3)
    for y in (54, 68, 82):
        c.oval(120, y, 2.2, 2.2, GREEN)
    c.stitch([(78, 148), (162, 148)], GREEN, 1.6, 3, 3)
    c.stitch([(48, 70), (58, 94)], GREEN, 1.4, 3, 3)
    c.stitch([(192, 70), (182, 94)], GREEN, 1.4, 3, 3)


def uniform(c: Canvas) -> None:
    c.shape(
        [
            (94, 36),
            (146, 36),
            (188, 60),
            (174, 92),
            (156, 80),
            (156, 152),
            (84, 152),
            (84, 80),
            (66, 92),
            (52, 60),
        ],
        "#dfeaf2",
        "#8ba5b8",
        1.6,
    )
    c.shape([(98, 34), (120, 52), (108, 62), (92, 40)], "#ffffff", "#8ba5b8", 1.2)
    c.shape([(142, 34), (120, 52), (132, 62), (148, 40)], "#ffffff", "#8ba5b8", 1.2)
    c.line([(120, 56), (120, 150)], "#8ba5b8", 1.4)
    for y in (70, 90, 110, 130):
        c.oval(120, y, 2.2, 2.2, "#26496b")
    c.box(130, 82, 20, 22, "#ffffff", 2, "#8ba5b8", 1.2)
    c.shape([(135, 86), (145, 86), (145, 94), (140, 98), (135, 94)], GREEN)


def three_piece(c: Canvas) -> None:
    c.shape(
        [
            (100, 30),
            (140, 30),
            (178, 56),
            (166, 82),
            (150, 74),
            (164, 154),
            (76, 154),
            (90, 74),
            (74, 82),
            (62, 56),
        ],
        "#b8446b",
        "#7d2443",
        1.4,
    )
    c.shape([*arc(120, 30, 16, 18, 0, 180)], "#f3e3df")
    c.line(bend((98, 28), (92, 90), (104, 150)), "#e8b84a", 9)
    c.line(bend((142, 28), (150, 90), (136, 150)), "#e8b84a", 9)
    for y in (60, 76, 92):
        c.oval(120, y, 3, 3, "#f2cf7d")
    for x in range(82, 162, 9):
        c.oval(x, 147, 2.6, 2.6, "#f2cf7d")


def baby_quilt(c: Canvas) -> None:
    c.ground("#e0d5cf", 150, 78)
    for y, fill, thread in ((108, "#f2c9a1", "#b8446b"), (82, "#fdf5e6", GREEN), (56, "#cfe0d3", RED)):
        c.box(56, y, 128, 36, fill, 9, "#bba98c", 1)
        c.stitch([(64, y + 10), (176, y + 10)], thread, 1.8, 4, 3)
        c.stitch([(64, y + 20), (176, y + 20)], thread, 1.8, 4, 3)
        c.stitch([(64, y + 29), (176, y + 29)], thread, 1.8, 4, 3)
    c.oval(120, 46, 14, 11, GOLD)
    c.line([(108, 44), (98, 36)], GOLD, 6)
    c.line([(132, 44), (142, 36)], GOLD, 6)


def school_bag(c: Canvas) -> None:
    c.ground("#d3d9de", 156, 62)
    c.line(arc(120, 40, 16, 16, 180, 360), "#17324a", 5)
    c.box(72, 38, 96, 116, "#26496b", 20)
    c.shape([*arc(120, 66, 48, 30, 180, 360), (168, 92), (72, 92)], "#31618c")
    c.box(84, 102, 72, 44, "#31618c", 8)
    c.line([(88, 112), (152, 112)], "#d9b34c", 2)
    c.box(112, 86, 16, 16, GOLD, 3)
    for x in (62, 168):
        c.box(x, 94, 12, 50, "#1d3c58", 5)
    c.stitch([*arc(120, 66, 42, 24, 180, 360)], "#9fc0da", 1.4, 4, 3)


def bread(c: Canvas) -> None:
    c.ground("#e0d2b8", 148, 88)
    c.shape(
        [
            *arc(62, 84, 22, 20, 150, 300),
            *arc(100, 74, 26, 18, 210, 330),
            *arc(140, 74, 26, 18, 210, 330),
            *arc(180, 84, 22, 20, 240, 390),
            (194, 144),
            (46, 144),
        ],
        "#c0762f",
    )
    c.shape([*arc(72, 92, 26, 26, 150, 390), (94, 144), (50, 144)], "#f1d9a8", "#a05f22", 3)
    for x, y in ((64, 90), (80, 100), (68, 118), (84, 128), (62, 132), (78, 84)):
        c.oval(x, y, 2.2, 1.6, "#d9b877")
    for x in (112, 140, 168):
        c.line(bend((x, 70), (x + 8, 84), (x + 2, 98)), "#e0a55a", 4)


def biscuits(c: Canvas) -> None:
    c.ground("#e2d6c4", 150, 84)
    for x, y in ((70, 122), (70, 106), (70, 90), (70, 74)):
        c.oval(x, y, 34, 13, "#b97a35")
        c.oval(x, y - 4, 34, 13, "#dda75a")
    for x, y, r in ((150, 98, 42),):
        c.oval(x, y, r + 3, r + 3, "#b97a35")
        c.oval(x, y, r, r, "#dda75a")
        for turn in range(0, 360, 45):
            px, py = arc(x, y, 26, 26, turn, turn, 1)[0]
            c.oval(px, py, 3, 3, "#a8682a")
        c.oval(x, y, 4, 4, "#a8682a")
        c.stitch(arc(x, y, 37, 37, 0, 360, 72), "#c08a44", 2.4, 5, 5)
    for turn in range(0, 360, 60):
        px, py = arc(70, 70, 18, 6, turn, turn, 1)[0]
        c.oval(px, py, 2.2, 1.2, "#a8682a")


def chanachur(c: Canvas) -> None:
    c.ground("#e3d2b4", 152, 72)
    bits = ("#d98a2b", "#e8b84a", "#c0642a", "#7f9f3d", "#a8432f")
    for step in range(46):
        x = 62 + (step * 37) % 116
        y = 92 - ((step * 53) % 40) * (1 - abs(x - 120) / 70)
        if step % 3:
            c.line(bend((x - 7, y), (x, y - 7), (x + 7, y + 1)), bits[step % 5], 3.4)
        else:
            c.oval(x, y, 4.4, 3.8, bits[step % 5])
    c.shape([(46, 92), (194, 92), *arc(120, 92, 74, 58, 0, 180)], "#2f6d7e")
    c.oval(120, 92, 74, 9, "#3d8699")
    for step in range(22):
        x = 58 + step * 6
        c.oval(x, 89 + (step * 7) % 5, 4.6, 3.6, bits[step % 5])
    c.stitch(arc(120, 92, 62, 46, 20, 160, 48), "#a9d0d8", 2, 5, 5)
    c.box(98, 146, 44, 8, "#245766", 3)


def oil_bottle(c: Canvas) -> None:
    c.ground("#dcd9bd", 158, 46)
    c.box(108, 18, 24, 16, GREEN, 3)
    c.shape(
        [
            (110, 34),
            (130, 34),
            (132, 52),
            (150, 70),
            (150, 150),
            (146, 156),
            (94, 156),
            (90, 150),
            (90, 70),
            (108, 52),
        ],
        "#e3b23c",
        "#b98737",
        2,
    )
    c.shape([(96, 74), (102, 70), (102, 148), (96, 148)], "#f2d27a")
    c.box(92, 88, 56, 44, "#fff6e6", 3)
    for x, y in ((110, 104), (120, 98), (130, 104)):
        for turn in range(0, 360, 90):
            px, py = arc(x, y, 4, 4, turn, turn, 1)[0]
            c.oval(px, py, 2.6, 2.6, "#e8b81f")
        c.line([(x, y + 4), (120, 124)], "#5f8f3d", 1.8)


def pickle(c: Canvas) -> None:
    c.ground("#dfd5bd", 156, 56)
    c.box(78, 58, 84, 96, "#e9e2c9", 14)
    c.box(83, 74, 74, 76, "#c0762f", 10)
    for step in range(14):
        x, y = 94 + (step * 29) % 54, 84 + (step * 17) % 56
        c.shape([(x - 8, y), (x, y - 6), (x + 8, y), (x, y + 6)], ("#8f9f2f", "#a8b84a", "#d98a2b")[step % 3])
    c.box(74, 40, 92, 22, "#a8322f", 5)
    c.shape([*bend((70, 62), (120, 70), (170, 62)), (166, 44), (74, 44)], "#c5444a")
    c.stitch([(76, 57), (120, 62), (164, 57)], "#fff2d9", 1.8, 4, 3)
    c.box(96, 98, 48, 30, "#fff6e6", 3)
    c.shape([(120, 102), (130, 112), (120, 124), (110, 112)], "#7f9f3d")


def painting(c: Canvas) -> None:
    c.box(40, 24, 160, 132, BARK, 3)
    c.box(46, 30, 148, 120, "#c9a24a", 2)
    c.box(54, 38, 132, 104, "#bcd9e6", 0)
    c.oval(158, 60, 11, 11, "#f0b429")
    c.shape(
        [
            (54, 96),
            *bend((54, 96), (84, 74), (120, 94)),
            *bend((120, 94), (150, 76), (186, 92)),
            (186, 112),
            (54, 112),
        ],
        "#6f9f6a",
    )
    c.box(54, 106, 132, 36, "#7fb3c9", 0)
    c.shape([(54, 128), *bend((54, 128), (90, 116), (118, 142)), (54, 142)], "#4f7f4a")
    c.shape([*bend((118, 120), (138, 132), (162, 118)), (158, 127), (124, 127)], BARK)
    c.shape([(138, 118), (138, 88), (160, 112)], "#d1512d")
    c.line([(74, 118), (78, 84)], BARK, 3)
    for ex, ey in ((62, 74), (68, 68), (82, 66), (94, 74), (94, 86)):
        c.line(bend((78, 84), ((78 + ex) / 2, ey - 4), (ex, ey + 4)), "#3f6f3a", 3)


def vase(c: Canvas) -> None:
    c.ground("#dfcfc0", 156, 52)
    c.shape(
        [
            (102, 30),
            (138, 30),
            *bend((138, 30), (130, 52), (140, 62)),
            *bend((140, 62), (178, 84), (166, 118)),
            *bend((166, 118), (160, 148), (142, 154)),
            (98, 154),
            *bend((98, 154), (80, 148), (74, 118)),
            *bend((74, 118), (62, 84), (100, 62)),
            *bend((100, 62), (110, 52), (102, 30)),
        ],
        "#b5562f",
    )
    c.oval(120, 30, 18, 5, "#8a3b1c")
    c.shape([(71, 94), (169, 94), (169, 106), (72, 106)], "#f2d9a0")
    for x in range(76, 168, 12):
        c.shape([(x, 105), (x + 6, 95), (x + 12, 105)], "#1f5f4a")
    c.stitch(bend((82, 78), (120, 90), (158, 78)), "#f2d9a0", 2.4, 4, 4)
    c.stitch(bend((78, 124), (120, 136), (164, 124)), "#f2d9a0", 2.4, 4, 4)
    c.line([(104, 46), (136, 46)], "#f2d9a0", 2.4)


def plaque(c: Canvas) -> None:
    c.box(56, 26, 128, 128, "#b5623a", 6)
    c.box(64, 34, 112, 112, "#c97a4c", 4)
    c.box(70, 40, 100, 100, "#a9542d", 3)
    for turn in range(0, 360, 30):
        px, py = arc(120, 90, 30, 30, turn, turn, 1)[0]
        c.oval(px, py, 9, 9, "#d18a5c")
    for turn in range(15, 375, 45):
        px, py = arc(120, 90, 15, 15, turn, turn, 1)[0]
        c.oval(px, py, 7, 7, "#c97a4c")
    c.oval(120, 90, 8, 8, "#e3a677")
    for x, y in ((80, 50), (160, 50), (80, 130), (160, 130)):
        c.shape([(x, y - 6), (x + 6, y), (x, y + 6), (x - 6, y)], "#e3a677")


def cards(c: Canvas) -> None:
    for x, y, fill, petal in (
        (38, 44, "#fdf5e6", RED),
        (88, 34, "#e4ecdf", "#b8446b"),
        (136, 48, "#f3e3df", GOLD),
    ):
        c.box(x + 2, y + 3, 66, 96, "#d5cdbf", 3)
        c.box(x, y, 66, 96, fill, 3, "#c9bfa9", 1)
        c.line(bend((x + 33, y + 84), (x + 26, y + 66), (x + 33, y + 46)), "#4f7f4a", 2.6)
        c.oval(x + 24, y + 68, 8, 4, "#6f9f6a")
        for turn in range(0, 360, 60):
            px, py = arc(x + 33, y + 38, 10, 10, turn, turn, 1)[0]
            c.oval(px, py, 7, 7, petal)
        c.oval(x + 33, y + 38, 5.4, 5.4, "#fff2d9")


def boat(c: Canvas) -> None:
    c.ground("#cfdde0", 150, 92)
    c.shape(
        [*bend((28, 92), (120, 172), (212, 84)), (200, 116), *bend((200, 116), (120, 158), (46, 118))], BARK
    )
    c.shape([*arc(122, 108, 44, 34, 180, 360), (166, 122), (78, 122)], HONEY)
    for x in range(84, 166, 10):
        c.line(bend((x, 120), (120 + (x - 120) * 0.9, 84), (120 + (x - 120) * 0.7, 78)), "#a87433", 1.2)
    c.line([(66, 116), (66, 30)], "#6b4a1f", 3)
    c.shape([(68, 34), *bend((68, 34), (110, 56), (70, 92))], "#d1512d")
