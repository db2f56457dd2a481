"""Pictures of machines that stay where they are: computers, press, robot."""

from __future__ import annotations

import itertools

from PIL import Image

from .paper import (
    Cut,
    Sheet,
    arc,
    circle,
    curve,
    flipped,
    line,
    poly,
    rect,
    turned,
)


def server_hall() -> Image.Image:
    """An aisle between server racks, with a technician at its bright end."""
    sheet = Sheet("#08202c")
    sheet.cut("#0d2f3e", poly((-40, 1240), (820, 600), (980, 600), (1840, 1240)))
    for n in (-3, -1, 1, 3):
        tile = poly(
            (900 + n * 34 - 12, 600), (900 + n * 34 + 12, 600),
            (900 + n * 330 + 70, 1240), (900 + n * 330 - 70, 1240),
        )  # fmt: skip
        sheet.cut("#12394a", tile, lift=0)
    for n in (-1, 1):
        lamp = poly(
            (900 + n * 26, 430), (900 + n * 44, 430), (900 + n * 520, -40),
            (900 + n * 300, -40),
        )  # fmt: skip
        sheet.cut("#bdf7e6", lamp, lift=0)
    sheet.cut("#2fb39b", rect(776, 366, 248, 252), lift=8)
    sheet.cut("#d8fff2", rect(800, 390, 200, 228), lift=0)
    coat = [[*arc(900, 492, 30, 22, 180, 360), (928, 566), (872, 566)]]
    legs = rect(876, 560, 20, 60) + rect(904, 560, 20, 60)
    sheet.cut("#08202c", circle(900, 446, 20), coat, legs, lift=0)
    depths = (0.17, 0.235, 0.33, 0.47, 0.68, 1.0, 1.5)
    for n, (far, near) in enumerate(itertools.pairwise(depths)):
        for side in (-1, 1):
            _rack(sheet, side, far, near, n)
    return sheet.finish()


def _rack(sheet: Sheet, side: int, far: float, near: float, n: int) -> None:
    """One rack of the aisle, between two distances, its lamps in rows."""

    def at(depth: float, high: float) -> tuple[float, float]:
        return 900 + side * 720 * depth, 520 + high * depth

    front = [at(far, -760), at(near, -760), at(near, 640), at(far, 640)]
    sheet.cut(("#17506a", "#134459")[n % 2], [front], lift=4 + n * 2)
    a, b = far + (near - far) * 0.1, near - (near - far) * 0.1
    sheet.cut("#0a2836", [[at(a, -690), at(b, -690), at(b, 580), at(a, 580)]], lift=0)
    colours = ("#59f0c4", "#59f0c4", "#2fb39b", "#ffb547", "#59f0c4", "#2fb39b")
    rows = [-620 + k * 146 for k in range(8)]
    for k, high in enumerate(rows):
        slot = [at(a, high), at(b, high), at(b, high + 96), at(a, high + 96)]
        sheet.cut("#1d5c76", [slot], lift=0)
        if n < 1:
            continue
        for m in range(3):
            depth = a + (b - a) * (0.25 + m * 0.22)
            x, y = at(depth, high + 48)
            colour = colours[(k * 3 + m * 2 + n + side) % 6]
            sheet.cut(colour, circle(x, y, 15 * depth, 22 * depth), lift=0)


def printing_press() -> Image.Image:
    """A web of paper running from its roll through a press to a newspaper."""
    sheet = Sheet("#d9482f")
    sheet.rings(860, 560, (740, "#e1583c"), (540, "#e96a4b"))
    sheet.cut("#7d1f1a", rect(-40, 1020, 1900, 220), lift=14)
    _paper_roll(sheet, 380, 740)
    sheet.cut("#2b2b36", rect(600, 140, 640, 900, 50), lift=20)
    sheet.cut("#3a3a48", rect(640, 180, 560, 820, 34), lift=0)
    strip = line([(215, 552), (566, 262), (690, 262)], 26)
    sheet.cut("#fdf3dd", strip, lift=12)
    _cylinders(sheet)
    out = line(curve([(1110, 900), (1260, 930), (1400, 930)]), 26)
    sheet.cut("#fdf3dd", out, lift=10)
    _front_page(sheet)
    return sheet.finish()


def _paper_roll(sheet: Sheet, x: float, y: float) -> None:
    """The reel the press is fed from."""
    sheet.cut(
        "#2b2b36", poly((x - 60, y), (x + 60, y), (x + 150, 1060), (x - 150, 1060))
    )
    sheet.cut("#fdf3dd", circle(x, y, 250), lift=20)
    for r in (206, 160, 114):
        sheet.cut("#e3d0ac", circle(x, y, r), lift=0)
        sheet.cut("#fdf3dd", circle(x, y, r - 14), lift=0)
    sheet.cut("#2b2b36", circle(x, y, 62), lift=6)
    sheet.cut("#f4b731", circle(x, y, 26), lift=0)


def _cylinders(sheet: Sheet) -> None:
    """Four printing cylinders, one an ink, and the web that winds between them."""
    places = ((790, 340), (1050, 470), (790, 640), (1050, 790))
    web = [
        (660, 262), (800, 206), (920, 320), (930, 420), (1040, 340), (1180, 450),
        (1130, 590), (960, 560), (800, 510), (664, 640), (760, 776), (910, 740),
        (1040, 660), (1180, 770), (1160, 880), (1110, 900),
    ]  # fmt: skip
    sheet.cut("#fdf3dd", line(curve(web), 26), lift=8)
    inks = ("#25b4c8", "#e83e8c", "#f4b731", "#8b8b98")
    for (x, y), ink in zip(places, inks, strict=True):
        sheet.cut("#d5d7de", circle(x, y, 122), lift=14)
        sheet.cut(ink, circle(x, y, 94), lift=0)
        sheet.cut("#fdf3dd", circle(x, y, 40), lift=6)
        sheet.cut("#2b2b36", circle(x, y, 18), lift=0)


def _front_page(sheet: Sheet) -> None:
    """The newspaper: a title bar, a picture and columns, with nothing to read."""

    def put(colour: str, *cuts: Cut, lift: float = 0) -> None:
        sheet.cut(colour, *[turned(cut, 8, (1450, 800)) for cut in cuts], lift=lift)

    for n in range(3):
        put("#e3d0ac", rect(1268 + n * 8, 560 - n * 10, 390, 520), lift=8)
    put("#fffaf0", rect(1262, 520, 390, 530), lift=18)
    put("#2b2b36", rect(1292, 552, 330, 58))
    put("#25b4c8", rect(1292, 636, 210, 170))
    put("#f4b731", circle(1440, 690, 34))
    put("#2b2b36", poly((1292, 806), (1370, 710), (1440, 806)))
    lines: Cut = []
    for n in range(5):
        lines += rect(1526, 640 + n * 36, 96, 14)
    for n in range(5):
        for k in range(3):
            lines += rect(1292 + k * 117, 836 + n * 36, 96, 14)
    put("#a9a196", lines)


def robot_arm() -> Image.Image:
    """An orange robot arm setting a box down on a conveyor."""
    sheet = Sheet("#b9cdd6")
    sheet.rings(960, 520, (740, "#c8d8df"), (540, "#d8e4e8"), (340, "#e9f0f1"))
    sheet.cut("#44546a", rect(-40, 1060, 1900, 180), lift=12)
    _conveyor(sheet)
    shoulder, elbow, wrist = (560, 760), (700, 270), (1240, 330)
    sheet.cut(
        "#2f3b4f", poly((400, 860), (720, 860), (780, 1080), (340, 1080)), lift=16
    )
    sheet.cut("#3d4b63", rect(440, 740, 240, 160, 40), lift=10)
    _limb(sheet, shoulder, elbow, 84, 66)
    _joint(sheet, shoulder, 108)
    _limb(sheet, elbow, wrist, 66, 46)
    _joint(sheet, elbow, 92)
    sheet.cut("#2f3b4f", rect(1200, 330, 80, 150, 20), lift=10)
    _joint(sheet, wrist, 66)
    sheet.cut("#2f6fb5", rect(1110, 560, 260, 230, 8), lift=16)
    sheet.cut("#5b97d6", rect(1110, 560, 260, 54, 8), lift=0)
    sheet.cut("#f6f1e3", rect(1208, 560, 64, 110), lift=0)
    sheet.cut("#2f3b4f", rect(1120, 462, 240, 50, 16), lift=10)
    grip = [(1130, 490), (1082, 560), (1082, 690), (1120, 700)]
    claws = line(grip, 40)
    sheet.cut("#2f3b4f", claws, flipped(claws, 1240), lift=10)
    return sheet.finish()


def _limb(sheet: Sheet, a, b, wide: float, narrow: float) -> None:
    """A tapering length of the arm, lighter on its upper side."""
    (ax, ay), (bx, by) = a, b
    length = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5
    nx, ny = -(by - ay) / length, (bx - ax) / length

    def strip(start: float, end: float) -> Cut:
        return poly(
            (ax + nx * wide * start, ay + ny * wide * start),
            (bx + nx * narrow * start, by + ny * narrow * start),
            (bx + nx * narrow * end, by + ny * narrow * end),
            (ax + nx * wide * end, ay + ny * wide * end),
        )

    sheet.cut("#ef7d22", strip(-1, 1), lift=16)
    sheet.cut("#f8a04d", strip(-1, -0.35), lift=0)
    sheet.cut("#2f3b4f", strip(0.2, 0.5), lift=0)


def _joint(sheet: Sheet, at: tuple[float, float], r: float) -> None:
    """A hinge of the arm."""
    sheet.cut("#2f3b4f", circle(*at, r), lift=14)
    sheet.cut("#ef7d22", circle(*at, r * 0.7), lift=0)
    sheet.cut("#f6f1e3", circle(*at, r * 0.3), lift=6)


def _conveyor(sheet: Sheet) -> None:
    """The belt, with a box that has gone by and one still to come."""
    for x in (1580, 860):
        sheet.cut("#2f6fb5", rect(x, 720, 230, 210, 8), lift=12)
        sheet.cut("#5b97d6", rect(x, 720, 230, 50, 8), lift=0)
        sheet.cut("#f6f1e3", rect(x + 86, 720, 58, 100), lift=0)
    sheet.cut("#2f3b4f", rect(820, 924, 1100, 100, 50), lift=14)
    for x in range(880, 1860, 120):
        sheet.cut("#b9cdd6", circle(x, 974, 32), lift=0)
        sheet.cut("#2f3b4f", circle(x, 974, 12), lift=0)
    sheet.cut("#3d4b63", rect(930, 1020, 50, 100), rect(1600, 1020, 50, 100), lift=8)
