"""Pictures of things on a table: the board, the money, the dose."""

from __future__ import annotations

import itertools

from PIL import Image

from .paper import (
    Cut,
    Sheet,
    arc,
    bars,
    blob,
    circle,
    curve,
    lathe,
    line,
    moved,
    poly,
    rect,
    turned,
)


def chess() -> Image.Image:
    """An ivory knight facing a dark king across a chessboard."""
    sheet = Sheet("#9fbfae")
    sheet.rings(900, 560, (760, "#b1ccbb"), (570, "#c5dbc9"), (380, "#dbe9d6"))
    _board(sheet)
    king = lathe(
        1290, (40, 372), (84, 400), (106, 440), (66, 540), (52, 720), (88, 900),
        (120, 940), smooth=True,
    )  # fmt: skip
    cross = bars((1290, 236, 1290, 400), (1230, 300, 1350, 300), width=36)
    sheet.cut("#24413f", cross, king, lift=14)
    for half, y, h in ((96, 520, 34), (110, 880, 40), (150, 924, 76)):
        sheet.cut("#2f5350", rect(1290 - half, y, half * 2, h, h / 2), lift=8)
    sheet.cut("#3d6763", circle(1262, 440, 16, 34), lift=0)
    _knight(sheet)
    return sheet.finish()


def _board(sheet: Sheet) -> None:
    """Three ranks of squares running away from the reader."""
    sheet.cut("#6f3f2c", rect(-40, 838, 1900, 400), lift=14)
    edges = (856, 930, 1040, 1210)
    for rank, (far, near) in enumerate(itertools.pairwise(edges)):
        wide = [150 + (y - 856) * 0.3 for y in (far, near)]
        for file in range(-8, 8):
            left, right = file - 0.5, file + 0.5
            square = poly(
                (900 + left * wide[0], far), (900 + right * wide[0], far),
                (900 + right * wide[1], near), (900 + left * wide[1], near),
            )  # fmt: skip
            sheet.cut("#f3e3c3" if (rank + file) % 2 else "#9a5a3c", square, lift=0)


def _knight(sheet: Sheet) -> None:
    """The horse's head on its turned foot."""
    back = curve([(520, 950), (470, 780), (520, 560), (600, 400), (676, 300)])
    face = curve([(812, 296), (900, 380), (1000, 500), (1075, 590), (1080, 660)])
    jaw = curve([(1080, 660), (1040, 712), (970, 700), (900, 640), (820, 640)])
    chest = curve([(820, 640), (800, 700), (870, 830), (890, 950)])
    sheet.cut("#fbf1da", [[*back, (738, 196), *face, *jaw, *chest]], lift=18)
    mane: Cut = []
    for x, y, r in (
        (520, 860, 64), (492, 770, 66), (504, 676, 66), (530, 588, 66), (572, 504, 64),
        (622, 426, 60), (676, 356, 54),
    ):  # fmt: skip
        mane += circle(x, y, r)
    sheet.cut("#d9b67d", mane, lift=8)
    sheet.cut("#d9b67d", poly((740, 236), (776, 306), (720, 320)), lift=0)
    sheet.cut("#24413f", circle(826, 432, 30), lift=0)
    sheet.cut("#24413f", turned(circle(1022, 604, 22, 13), 40, (1022, 604)), lift=0)
    sheet.cut("#d9b67d", line(curve([(1064, 672), (1010, 664), (972, 640)]), 12))
    cheek = line(curve([(880, 560), (850, 620), (780, 640), (730, 600)]), 14)
    sheet.cut("#d9b67d", cheek, lift=0)
    for left, y, w, h in (
        (456, 930, 480, 60),
        (500, 980, 390, 50),
        (410, 1020, 572, 90),
    ):
        sheet.cut("#fbf1da", rect(left, y, w, h, h / 2), lift=12)
    sheet.cut("#e4cb98", rect(450, 1068, 490, 18, 9), lift=0)


def coins() -> Image.Image:
    """Two stacks of gold coins beside a coin stood on its edge."""
    sheet = Sheet("#c9b4e6")
    sheet.rings(1120, 480, (700, "#d4c3ec"), (500, "#e1d4f2"), (300, "#efe7f8"))
    sheet.cut("#5d3f96", rect(-40, 930, 1900, 300), lift=14)
    sheet.cut("#6f4fac", [[*arc(960, 1010, 860, 120, 0, 360)]], lift=0)
    for x, foot, count in ((1320, 930, 9), (930, 960, 6)):
        for n in range(count):
            lean = ((n * 7 + count) % 5 - 2) * 8
            _coin(sheet, x + lean, foot - n * 70, top=n == count - 1)
    _standing_coin(sheet, 470, 850)
    return sheet.finish()


def _coin(sheet: Sheet, x: float, y: float, top: bool) -> None:
    """A coin lying flat, its milled edge to the reader."""
    edge = [[*arc(x, y + 56, 176, 54, 0, 180), *arc(x, y, 176, 54, 180, 360)]]
    sheet.cut("#d98f1f", edge, lift=10)
    mill = bars(*[(x + d, y + 26 + (30 - abs(d) / 6), x + d, y + 60 + (30 - abs(d) / 6))
                  for d in range(-150, 151, 30)], width=8)  # fmt: skip
    sheet.cut("#b36f12", mill, lift=0)
    sheet.cut("#f8c544", circle(x, y, 176, 54), lift=0)
    if top:
        sheet.cut("#e5a62b", circle(x, y, 136, 38), lift=0)
        sheet.cut("#fbd873", circle(x + 4, y + 4, 124, 32), lift=0)


def _standing_coin(sheet: Sheet, x: float, y: float) -> None:
    """The coin whose face is seen: a sailing boat within a rim."""
    sheet.cut("#b36f12", circle(x + 26, y, 250), lift=20)
    sheet.cut("#f8c544", circle(x, y, 250), lift=0)
    sheet.cut("#d98f1f", circle(x, y, 206), lift=0)
    sheet.cut("#fbd873", circle(x + 4, y + 4, 196), lift=0)
    main = [*curve([(10, -130), (92, -30), (104, 50)]), (10, 50)]
    fore = [*curve([(-14, -96), (-82, 0), (-100, 50)]), (-14, 50)]
    hull = [(-130, 70), (130, 70), (84, 126), (-84, 126)]
    sheet.cut("#d98f1f", moved([main, fore, hull], x, y), lift=4)
    beads: Cut = []
    for n in range(28):
        beads += moved(turned(circle(0, -228, 9), n * 360 / 28, (0, 0)), x, y)
    sheet.cut("#fbe6a6", beads, lift=0)


def vaccine() -> Image.Image:
    """A syringe held over a vial of blue-green liquid."""
    sheet = Sheet("#f4755f")
    sheet.rings(960, 540, (720, "#f78873"), (530, "#fa9f8b"), (340, "#fdbaa8"))
    sheet.cut("#23395d", rect(-40, 1000, 1900, 240), lift=14)
    _vial(sheet, 440)
    _syringe(sheet, (1150, 490), -45)
    drop = blob((652, 996), (678, 1044), (652, 1070), (626, 1044))
    sheet.cut("#1fa6a0", moved(drop, 14, -14), lift=4)
    return sheet.finish()


def _vial(sheet: Sheet, x: float) -> None:
    """A stoppered glass vial, two thirds full, with a blank label."""
    glass = lathe(
        x, (84, 520), (84, 590), (160, 660), (176, 710), (176, 1050), (160, 1078)
    )
    sheet.cut("#f6fbf9", glass, lift=16)
    sheet.cut("#1fa6a0", lathe(x, (150, 720), (150, 1040), (140, 1054)), lift=0)
    sheet.cut("#6fcfc6", circle(x, 720, 150, 26), lift=0)
    sheet.cut("#fdf6e6", rect(x - 176, 800, 352, 170), lift=6)
    sheet.cut("#23395d", rect(x - 130, 836, 70, 98, 10), lift=0)
    stripes = rect(x - 30, 842, 160, 20, 10) + rect(x - 30, 880, 160, 20, 10)
    sheet.cut("#c9b8a4", stripes, rect(x - 30, 918, 90, 20, 10), lift=0)
    sheet.cut("#c3cbd6", rect(x - 106, 500, 212, 60, 12), lift=8)
    sheet.cut("#23395d", rect(x - 112, 430, 224, 84, 20), lift=8)
    sheet.cut("#ffffff", rect(x - 146, 690, 18, 96, 9), lift=0)


def _syringe(sheet: Sheet, at: tuple[float, float], degrees: float) -> None:
    """A syringe drawn along the x axis, needle first, then put in its place."""

    def put(colour: str, *cuts: Cut, lift: float = 10) -> None:
        held = [moved(turned(cut, degrees, (0, 0)), *at) for cut in cuts]
        sheet.cut(colour, *held, lift=lift)

    put("#e8edf2", rect(-690, -9, 320, 18, 9), lift=8)
    put("#ffffff", rect(60, -34, 380, 68))
    put("#c3cbd6", rect(60, 10, 380, 24), lift=0)
    put("#23395d", rect(430, -130, 50, 260, 24), lift=12)
    put("#23395d", rect(-440, -34, 130, 68, 14))
    put("#f6fbf9", rect(-340, -112, 600, 224, 30), lift=18)
    put("#1fa6a0", rect(-316, -84, 340, 168, 14), lift=0)
    put("#6fcfc6", rect(-316, -84, 340, 44, 14), lift=0)
    ticks = [rect(-270 + n * 62, 24, 10, 62 if n % 2 else 40) for n in range(9)]
    put("#23395d", *ticks, lift=0)
    put("#23395d", rect(10, -90, 70, 180, 14), lift=0)
    put("#ffffff", rect(-300, -96, 520, 14, 7), lift=0)
    put("#23395d", rect(240, -180, 54, 360, 26), lift=12)
