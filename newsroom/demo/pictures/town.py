"""Pictures of town life: the tram and the market."""

from __future__ import annotations

from PIL import Image

from .paper import (
    Cut,
    Sheet,
    arc,
    bars,
    blob,
    circle,
    curve,
    flipped,
    land,
    line,
    moved,
    poly,
    rect,
    turned,
)


def tram() -> Image.Image:
    """A tram passing a hillside town with blossom overhead."""
    sheet = Sheet("#bcdff0")
    sheet.cut("#d9edf3", circle(1300, 420, 560), lift=6)
    sheet.cut("#fdf3d8", circle(1300, 420, 320), lift=8)
    _hillside(sheet)
    sheet.cut("#59606e", rect(-40, 960, 1900, 300), lift=10)
    wires = bars((-40, 210, 1860, 230), width=8)
    sheet.cut("#2b3245", wires, lift=4)
    arms = bars(
        (860, 400, 1000, 310), (1000, 310, 880, 222), (820, 218, 950, 222), width=16
    )
    sheet.cut("#2b3245", arms, rect(790, 388, 200, 26, 10), lift=8)
    _car(sheet)
    sheet.cut("#c9ccd2", rect(-40, 1050, 1900, 18), rect(-40, 1130, 1900, 22), lift=4)
    _blossom(sheet)
    return sheet.finish()


def _hillside(sheet: Sheet) -> None:
    """The mountain, and the houses at its foot."""
    peak = poly((-60, 760), (420, 330), (640, 500), (840, 360), (1360, 800))
    sheet.cut("#8fb7cf", peak, lift=10)
    sheet.cut(
        "#fbfdfc", poly((420, 330), (530, 418), (450, 400), (400, 450), (320, 420))
    )
    sheet.cut(
        "#7fae8b", land((-60, 700), (400, 610), (900, 720), (1400, 610), (1860, 720))
    )
    walls = ("#f7ead2", "#f2cfb0", "#fbf6ea", "#e8b7a0")
    for n, (x, y) in enumerate(
        ((60, 610), (330, 560), (1180, 580), (1430, 540), (1660, 600))
    ):
        sheet.cut(walls[n % 4], rect(x, y, 170, 200), lift=8)
        sheet.cut("#4b5d78", poly((x - 24, y + 6), (x + 85, y - 80), (x + 194, y + 6)))
        panes = rect(x + 30, y + 40, 40, 50) + rect(x + 100, y + 40, 40, 50)
        sheet.cut("#6b8fa8", panes, lift=0)
    sheet.cut(
        "#5d9173", land((-60, 800), (600, 740), (1200, 790), (1860, 740)), lift=12
    )


def _car(sheet: Sheet) -> None:
    """The car: skirt, body, roof, then glass, doors, riders and wheels."""
    sheet.cut("#2b3245", rect(290, 900, 1220, 110, 20), lift=14)
    sheet.cut("#d8423f", rect(230, 420, 1340, 520, 90), lift=20)
    sheet.cut("#fbf3df", rect(230, 560, 1340, 210), lift=0)
    sheet.cut("#b02f36", rect(300, 404, 1200, 44, 20), lift=8)
    sheet.cut("#f0b541", rect(230, 800, 1340, 26), lift=0)
    glass: Cut = []
    for x in (470, 650, 1010, 1190):
        glass += rect(x, 530, 150, 190, 18)
    nose = [[(250, 530), (400, 530), (400, 720), (236, 720), (232, 610)]]
    sheet.cut("#244a63", glass, nose, flipped(nose, 900), lift=0)
    glints: Cut = []
    for x in (500, 680, 1040, 1220):
        glints += poly((x + 50, 530), (x + 90, 530), (x + 10, 720), (x - 24, 720))
    sheet.cut("#4f7f99", glints, lift=0)
    sheet.cut("#f0e2c2", rect(826, 510, 158, 400, 14), lift=6)
    sheet.cut("#244a63", rect(842, 530, 58, 250, 8), rect(910, 530, 58, 250, 8), lift=0)
    riders = [*circle(545, 650, 34), [*arc(545, 724, 56, 50, 180, 360)]]
    riders += [*circle(1095, 644, 34), [*arc(1095, 722, 58, 52, 180, 360)]]
    sheet.cut("#16303f", riders, lift=0)
    sheet.cut("#fff0b8", circle(290, 850, 30), circle(1510, 850, 30), lift=4)
    wheels: Cut = []
    for x in (450, 600, 1200, 1350):
        wheels += circle(x, 1000, 54)
    sheet.cut("#1d2233", wheels, lift=8)
    hubs = [s for x in (450, 600, 1200, 1350) for s in circle(x, 1000, 22)]
    sheet.cut("#8d94a3", hubs, lift=0)


def _blossom(sheet: Sheet) -> None:
    """A branch in flower that hangs into the picture."""
    branch = line(curve([(1860, 60), (1600, 130), (1380, 90), (1230, 140)]), 26)
    branch += line(curve([(1640, 120), (1540, 230), (1440, 260)]), 18)
    sheet.cut("#5b3a36", branch, lift=12)
    for n, (x, y) in enumerate((
        (1240, 130), (1330, 80), (1400, 140), (1480, 70), (1560, 150), (1640, 80),
        (1720, 140), (1790, 60), (1450, 262), (1530, 220), (1590, 30),
    )):  # fmt: skip
        petals: Cut = []
        for k in range(5):
            petals += turned(circle(x, y - 30, 28), k * 72 + n * 20, (x, y))
        sheet.cut("#f6a5b8" if n % 2 else "#fbc6d0", petals, lift=8)
        sheet.cut("#d8423f", circle(x, y, 11), lift=0)


def market_stall() -> Image.Image:
    """A market stall under a striped awning, stacked with fruit."""
    sheet = Sheet("#2f7f79")
    sheet.cut("#3b8f86", circle(900, 560, 640), lift=8)
    sheet.cut("#4aa094", circle(900, 560, 460), lift=8)
    sheet.cut("#e9d8b4", rect(-40, 1040, 1900, 220), lift=10)
    sheet.cut("#d6c197", rect(-40, 1110, 1900, 10), lift=0)
    posts = rect(270, 360, 40, 720) + rect(1490, 360, 40, 720)
    sheet.cut("#6b3f2a", posts, lift=10)
    sheet.cut("#24635f", rect(310, 400, 1180, 300), lift=0)
    cord = curve([(300, 450), (600, 540), (900, 560), (1200, 540), (1500, 450)])
    sheet.cut("#173f3d", line(cord, 8), lift=0)
    for n in range(1, 8):
        x, y = cord[n * 7]
        sheet.cut("#ffe08a", circle(x, y + 26, 24), lift=6)
    scale = bars(
        (1330, 500, 1330, 590), (1260, 640, 1330, 590), (1400, 640, 1330, 590), width=10
    )
    sheet.cut("#f0e6d0", scale, circle(1330, 480, 44), lift=6)
    sheet.cut("#f0e6d0", [[*arc(1330, 640, 96, 44, 0, 180)]], lift=6)
    _fruit(sheet)
    sheet.cut("#8a4f2d", rect(230, 862, 1340, 60, 8), lift=14)
    sheet.cut("#a3623a", rect(290, 922, 1220, 170), lift=8)
    planks = bars(
        *[(290 + n * 174, 926, 290 + n * 174, 1090) for n in range(1, 7)], width=6
    )
    sheet.cut("#7a4527", planks, lift=0)
    _pots(sheet)
    width = 1420 / 9
    for n in range(9):
        x = 190 + n * width
        tl, tr = 290 + n * (1220 / 9), 290 + (n + 1) * (1220 / 9)
        flap = [(tl, 130), (tr, 130), (x + width, 390)]
        flap += arc(x + width / 2, 390, width / 2, 74, 0, 180)
        sheet.cut("#e4572e" if n % 2 == 0 else "#fdf3dc", [flap], lift=14)
    sheet.cut("#b5401f", rect(270, 104, 1260, 44, 16), lift=12)
    return sheet.finish()


def _fruit(sheet: Sheet) -> None:
    """Four kinds of fruit, each behind its crate's front board."""
    crates = (
        (330, "#e4572e", "#f27a4d"),
        (625, "#f3b62f", "#f9d064"),
        (920, "#7fb23a", "#a3cc5c"),
        (1215, "#8e2f5c", "#b04d7c"),
    )
    for x, colour, shine in crates:
        for row, count in enumerate((3, 4)):
            for n in range(count):
                cx, cy = x + 40 + n * 62 + (31 if row == 0 else 0), 690 + row * 52
                sheet.cut(colour, circle(cx, cy, 42), lift=6)
                sheet.cut(shine, circle(cx - 12, cy - 14, 11), lift=0)
        sheet.cut("#c98f54", rect(x - 16, 760, 288, 110, 8), lift=12)
        sheet.cut("#a8713c", rect(x - 16, 808, 288, 12), lift=0)


def _pots(sheet: Sheet) -> None:
    """A potted plant to each side."""
    for x, s in ((150, 1.0), (1650, 0.9)):
        sheet.cut(
            "#c98f54", moved(poly((-80, 0), (80, 0), (62, 130), (-62, 130)), x, 990, s)
        )
        leaves: Cut = []
        for angle in (-60, -30, 0, 30, 60):
            leaves += turned(
                blob((0, 20), (40, -70), (0, -190), (-40, -70)), angle, (0, 20)
            )
        sheet.cut("#8fc15c", moved(leaves, x, 990, s), lift=8)
