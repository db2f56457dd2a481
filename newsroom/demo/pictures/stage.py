"""Pictures of the performing arts: what is played, shown and broadcast."""

from __future__ import annotations

from PIL import Image

from .paper import (
    Cut,
    Sheet,
    arc,
    band,
    bars,
    blob,
    circle,
    curve,
    flipped,
    lathe,
    line,
    moved,
    poly,
    rect,
    turned,
)


def violin() -> Image.Image:
    """A violin and its bow laid across five flowing lines."""
    sheet = Sheet("#164f4d")
    sheet.rings(900, 600, (720, "#1c5d59"), (520, "#236c66"))
    for n in range(5):
        y = 330 + n * 110
        flow = [(-60, y + 130), (400, y - 40), (900, y + 60), (1400, y + 150)]
        sheet.cut("#3c8a7f", line(curve([*flow, (1860, y - 60)]), 10), lift=4)

    def put(colour: str, *cuts: Cut, lift: float = 10) -> None:
        laid = [moved(turned(cut, 52, (0, 0)), 760, 700, 1.06) for cut in cuts]
        sheet.cut(colour, *laid, lift=lift)

    _bow(put)
    _violin_body(put)
    _violin_neck(put)
    return sheet.finish()


def _bow(put) -> None:
    """The bow, a little aslant behind the violin."""
    stick = line(curve([(330, -760), (300, -200), (330, 420)]), 20)
    put("#7a2f1c", turned(stick, -4, (0, 0)), lift=12)
    put("#f6ead0", turned(rect(342, -740, 12, 1140), -4, (0, 0)), lift=6)
    put("#14211f", turned(rect(312, 340, 52, 90, 10), -4, (0, 0)), lift=6)


def _violin_body(put) -> None:
    """The belly with its f-holes, edge inlay and chin rest."""
    half = [
        *curve([(0, -340), (90, -330), (180, -290), (205, -210), (190, -120)]),
        *curve([(214, -84), (140, -40), (128, 10), (150, 70), (222, 116)]),
        *curve([(214, 150), (262, 230), (246, 330), (150, 400), (0, 410)]),
    ]
    body = [half + flipped([half], 0)[0][::-1]]
    put("#8a3a16", moved(body, 0, 6, 1.0), lift=22)
    put("#d9772b", moved(body, 0, 0, 0.955), lift=0)
    put("#e8913f", moved(body, 0, 2, 0.87), lift=0)
    hole = line(curve([(104, -60), (84, -40), (92, 20), (122, 80), (112, 112)]), 13)
    hole += circle(106, -58, 15) + circle(106, 110, 17)
    put("#3a1509", hole, flipped(hole, 0), lift=0)


def _violin_neck(put) -> None:
    """Fingerboard, strings, bridge, tailpiece, and the pegs and scroll."""
    put("#14211f", lathe(0, (34, 180), (58, 220), (40, 400)), lift=10)
    put("#b85a1e", lathe(0, (26, -760), (34, -320)), lift=10)
    pegs = bars(
        (-90, -700, 90, -730), (-90, -780, 90, -760), width=20
    )  # fmt: skip
    knobs = [s for x, y in ((-100, -698), (100, -732), (-100, -782), (100, -758))
             for s in circle(x, y, 26, 18)]  # fmt: skip
    put("#14211f", pegs, knobs, lift=8)
    put("#b85a1e", lathe(0, (30, -840), (36, -660)), circle(0, -850, 58), lift=10)
    put("#8a3a16", circle(0, -850, 34), lift=0)
    put("#e8913f", circle(0, -850, 16), lift=0)
    put("#14211f", lathe(0, (26, -670), (46, -20)), lift=10)
    put("#f2d39a", rect(-78, 60, 156, 26, 8), lift=8)
    strings: Cut = []
    for n in (-1.5, -0.5, 0.5, 1.5):
        strings += bars((n * 12, -670, n * 26, 190), width=5)
    put("#fdf6e3", strings, lift=0)


def piano() -> Image.Image:
    """A grand piano with its lid up, alone in the spotlight."""
    sheet = Sheet("#7d1d45")
    sheet.cut(
        "#962a55", poly((560, -60), (1160, -60), (1720, 1080), (100, 1080)), lift=8
    )
    sheet.cut(
        "#b23d68", poly((680, -60), (1040, -60), (1480, 1080), (340, 1080)), lift=8
    )
    sheet.cut("#4c0f2c", rect(-40, 1000, 1900, 240), lift=12)
    sheet.cut("#c9577c", circle(910, 1066, 700, 86), lift=0)
    for x in (520, 1310):
        sheet.cut("#17131c", lathe(x, (34, 760), (22, 1040)), circle(x, 1052, 26))
    sheet.cut("#17131c", lathe(840, (50, 760), (26, 860), (60, 1010)), lift=8)
    sheet.cut("#f0bf57", rect(780, 1010, 130, 16, 8), lift=4)
    _lid(sheet)
    _piano_body(sheet)
    stool = rect(180, 800, 220, 56, 24)
    sheet.cut("#17131c", bars((230, 830, 210, 1056), (350, 830, 370, 1056), width=22))
    sheet.cut("#d94f6f", stool, lift=10)
    return sheet.finish()


def _lid(sheet: Sheet) -> None:
    """The raised lid seen from below, its prop, and the strings it uncovers."""
    edge = curve(
        [(590, 130), (800, 150), (960, 270), (1110, 440), (1330, 510), (1470, 640)]
    )
    sheet.cut("#17131c", [[(470, 640), *edge]], lift=20)
    inner = curve(
        [(614, 168), (786, 184), (930, 296), (1090, 470), (1310, 540), (1410, 640)]
    )
    sheet.cut("#5b2a2c", [[(512, 640), *inner]], lift=0)
    sheen = curve([(640, 200), (720, 196), (800, 250), (640, 620), (560, 620)])
    sheet.cut("#743a38", [sheen], lift=0)
    sheet.cut("#f0bf57", poly((560, 640), (610, 560), (1300, 560), (1420, 640)), lift=6)
    strings = bars(
        *[(660 + n * 60, 566, 640 + n * 66, 640) for n in range(11)], width=6
    )
    sheet.cut("#a8762a", strings, lift=0)
    sheet.cut("#17131c", line([(1180, 640), (1040, 420)], 14), lift=6)


def _piano_body(sheet: Sheet) -> None:
    """The case with its keyboard at the left and the music on its desk."""
    page = turned(rect(470, 480, 130, 160), -10, (530, 640))
    sheet.cut("#fbf3df", page, lift=8)
    lines = [turned(rect(486, 506 + n * 30, 96, 8), -10, (530, 640)) for n in range(4)]
    sheet.cut("#b9a58a", *lines, lift=0)
    case = [(420, 630), (1430, 630), *arc(1430, 715, 80, 85, -90, 90), (420, 800)]
    sheet.cut("#17131c", [case], lift=18)
    sheet.cut("#3a3142", rect(520, 650, 900, 16, 8), lift=0)
    sheet.cut("#17131c", rect(330, 690, 240, 112, 20), lift=12)
    keys = poly((352, 654), (560, 654), (580, 700), (330, 700))
    sheet.cut("#fffaf0", keys, lift=6)
    black = [
        poly((x, 654), (x + 16, 654), (x + 13, 680), (x - 3, 680))
        for x in range(376, 550, 34)
    ]
    sheet.cut("#17131c", *black, lift=0)


def cinema() -> Image.Image:
    """A darkened cinema: a film of two faces, and the heads of those who wait."""
    sheet = Sheet("#1b1030")
    for grow, colour in ((150, "#26173f"), (90, "#34204f"), (40, "#4b2f63")):
        glow = rect(300 - grow, 130 - grow, 1200 + grow * 2, 620 + grow * 2, grow)
        sheet.cut(colour, glow, lift=0)
    sheet.cut("#f7ecd2", rect(300, 130, 1200, 620, 20), lift=14)
    _film(sheet)
    for row, (y, step, size) in enumerate(
        ((790, 200, 0.8), (900, 250, 1.0), (1040, 310, 1.3))
    ):
        for n in range(-1, 10):
            x = n * step + (step / 2 if row % 2 else 30)
            _seat(sheet, x, y, size, taken=(n * 5 + row * 2) % 4 != 1, row=row)
    return sheet.finish()


def _film(sheet: Sheet) -> None:
    """What is on: two faces about to meet before a low sun."""
    sheet.cut("#f8cf8e", circle(900, 450, 300), lift=0)
    sheet.cut("#fbe3b4", circle(900, 450, 210), lift=0)
    face = [
        *curve([(330, 750), (360, 650), (520, 600), (566, 540)]),
        *curve([(566, 540), (500, 460), (480, 350), (530, 240), (650, 200),
                (760, 240)]),
        *curve([(760, 240), (790, 300), (796, 340), (786, 372)]),
        (838, 448), (832, 466), (800, 472), (812, 500), (796, 516), (806, 540),
        *curve([(806, 540), (800, 590), (760, 610), (706, 606)]),
        *curve([(706, 606), (690, 650), (720, 700), (740, 750)]),
    ]  # fmt: skip
    sheet.cut("#d9453d", [face], lift=8)
    long_hair = blob(
        (748, 250), (670, 300), (620, 400), (600, 540), (640, 680), (520, 720),
        (430, 640), (450, 480), (440, 320), (530, 210), (650, 170), (740, 200),
    )  # fmt: skip
    sheet.cut("#8f2530", long_hair, lift=6)
    sheet.cut("#1f7f86", flipped([face], 903), lift=8)
    crop = blob(
        (1040, 236), (1120, 292), (1180, 330), (1190, 440), (1270, 470), (1330, 400),
        (1320, 260), (1230, 176), (1110, 170),
    )  # fmt: skip
    sheet.cut("#12494f", crop, lift=6)


def _seat(sheet: Sheet, x: float, y: float, size: float, taken: bool, row: int) -> None:
    """One seat from behind, and who sits in it."""
    if taken:
        head = circle(0, -52, 46, 54) + rect(-70, 0, 140, 60, 40)
        sheet.cut("#120a22", moved(head, x, y, size), lift=8)
    back = ("#7b2440", "#9c2c48", "#c23a50")[row]
    sheet.cut(back, moved(rect(-88, 6, 176, 300, 46), x, y, size), lift=10)


def radio_microphone() -> Image.Image:
    """A studio microphone on its stand, sound spreading to both sides."""
    sheet = Sheet("#f3b3bf")
    sheet.rings(900, 470, (700, "#f7c4cb"), (520, "#fad6d8"), (350, "#fdeae6"))
    for r in (390, 500, 610):
        for start in (-32, 148):
            sheet.cut("#d8344f", band(900, 450, r, 44, start, start + 64), lift=8)
    sheet.cut("#2a2350", rect(-40, 1090, 1900, 160), lift=12)
    sheet.cut("#2a2350", rect(870, 800, 60, 280), lift=10)
    sheet.cut("#433a78", lathe(900, (150, 1010), (210, 1050), (230, 1100)), lift=12)
    yoke = band(900, 520, 300, 42, 0, 180) + rect(600, 440, 42, 90, 20)
    sheet.cut("#2a2350", yoke, rect(1158, 440, 42, 90, 20), lift=12)
    sheet.cut("#2a2350", rect(620, 470, 560, 56, 20), lift=8)
    sheet.cut("#433a78", rect(690, 130, 420, 640, 210), lift=22)
    sheet.cut("#f2b544", rect(716, 156, 368, 588, 184), lift=0)
    slats: Cut = []
    for n in range(13):
        y = 190 + n * 42
        half = 176 - max(0, abs(450 - y) - 120) ** 2 / 240
        slats += rect(900 - half, y, half * 2, 20, 10)
    sheet.cut("#2a2350", slats, lift=0)
    sheet.cut("#433a78", rect(690, 420, 420, 84), lift=10)
    sheet.cut("#d8344f", circle(900, 462, 26), lift=4)
    sheet.cut("#433a78", rect(880, 140, 40, 290), rect(880, 500, 40, 270), lift=6)
    return sheet.finish()
