"""Pictures of public life: the summit bridge, the vote, the house, the court."""

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
    land,
    line,
    pie,
    poly,
    rect,
    turned,
    waves,
)


def flag_bridge() -> Image.Image:
    """A stone bridge over a river with three flags flying from its piers."""
    sheet = Sheet("#bfe0dc")
    sheet.cut("#d7ecdf", circle(900, 700, 720), lift=6)
    sheet.cut("#f6f0cf", circle(900, 700, 480), lift=6)
    back = land(
        (-60, 640), (260, 470), (560, 600), (980, 500), (1400, 610), (1860, 440)
    )
    sheet.cut("#7fb69b", back)
    mid = land(
        (-60, 690), (200, 640), (640, 720), (1180, 660), (1600, 700), (1860, 620)
    )
    sheet.cut("#559a80", mid, lift=12)
    sheet.cut("#2f7f93", waves(850, 160, 18), lift=12)
    _bridge(sheet)
    _flags(sheet)
    sheet.cut("#246a80", waves(960, 180, 22, 70), lift=14)
    sheet.cut(
        "#f6f0cf", rect(700, 1010, 210, 12, 6), rect(980, 1040, 150, 12, 6), lift=0
    )
    sheet.cut("#1c546a", waves(1090, 200, 26, 10), lift=14)
    return sheet.finish()


def _bridge(sheet: Sheet) -> None:
    """One sheet with an arch cut out between each pair of piers, its rail and rims."""
    deck = [
        *curve([(-60, 640), (450, 590), (900, 570), (1350, 590), (1860, 640)]),
        (1860, 1010),
        (-60, 1010),
    ]
    arches: Cut = []
    for x, r in ((70, 170), (485, 205), (1315, 205), (1730, 170), (900, 180)):
        top = 900 - r if x != 900 else 690
        ry = 900 - top
        arches += [[*arc(x, 900, r, ry, 180, 360), (x + r, 1100), (x - r, 1100)]]
    sheet.cut("#f2d9ae", [deck], holes=arches, lift=14)
    rail = [(-60, 640), (450, 590), (900, 570), (1350, 590), (1860, 640)]
    sheet.cut("#b9743f", line(curve(rail), 30), lift=8)
    rims: Cut = []
    for x, r in ((70, 170), (485, 205), (1315, 205), (1730, 170)):
        rims += band(x, 900, r + 24, 24, 180, 360)
    outer = arc(900, 900, 204, 234, 180, 360)
    rims += [outer + arc(900, 900, 180, 210, 180, 360)[::-1]]
    sheet.cut("#d8a868", rims, lift=4)
    for x in (260, 700, 1100, 1540):
        pier = poly((x - 34, 880), (x + 34, 880), (x + 50, 1060), (x - 50, 1060))
        sheet.cut("#b9743f", pier, lift=8)


def _flags(sheet: Sheet) -> None:
    """A flag on each of the three middle piers."""
    flags = ((450, "#d1495b", "#f6f0cf"), (900, "#1f3b5c", "#f0b541"))
    for x, colour, mark in (*flags, (1350, "#ef8a3c", "#1f5d50")):
        high = 120 if x == 900 else 170
        foot = 580 if x == 900 else 600
        sheet.cut("#4a2f27", line([(x, foot), (x, high)], 20), circle(x, high - 8, 20))
        top = curve([(x + 8, high + 20), (x + 110, high), (x + 220, high + 42)])
        low = curve([(x + 320, high + 24), (x + 320, high + 200)], steps=2)
        bottom = [(px, py + 180) for px, py in top]
        cloth = [*top, *low, (x + 320, high + 206), *bottom[::-1]]
        sheet.cut(colour, [cloth], lift=12)
        if x == 450:
            sheet.cut(mark, [[*_along(top, 66), *_along(top, 112)[::-1]]], lift=0)
        elif x == 900:
            sheet.cut(mark, circle(x + 150, high + 104, 50), lift=0)
        else:
            sheet.cut(mark, poly(top[0], (x + 150, high + 98), bottom[0]), lift=0)


def _along(top: list[tuple[float, float]], drop: float) -> list[tuple[float, float]]:
    """The flag's upper edge again, ``drop`` lower, carried out to its fly end."""
    points = [(x, y + drop) for x, y in top]
    return [*points, (top[0][0] + 312, top[-1][1] + drop - 16)]


def ballot_box() -> Image.Image:
    """A hand dropping a marked paper into a ballot box."""
    sheet = Sheet("#43306b")
    for n in range(12):
        ray = pie(900, 640, 1300, n * 30 + 8, n * 30 + 23)
        sheet.cut("#4e3a7c", ray, lift=0)
    sheet.cut("#5b4690", circle(900, 640, 520), lift=10)
    sheet.cut("#f28f3b", rect(-40, 1010, 1900, 260), lift=14)
    box = poly((470, 650), (1330, 650), (1290, 1120), (510, 1120))
    sheet.cut("#f7e7ce", box, lift=18)
    sheet.cut(
        "#e8cfa6", poly((1130, 650), (1330, 650), (1290, 1120), (1130, 1120)), lift=0
    )
    lid = poly((540, 530), (1260, 530), (1370, 670), (430, 670))
    sheet.cut("#fff6e5", lid, lift=14)
    sheet.cut("#2a1d47", poly((690, 580), (1110, 580), (1124, 612), (676, 612)), lift=0)
    paper = turned(rect(730, 210, 340, 400), -3, (900, 560))
    slot = [*paper[0][:2], (1086, 600), (716, 600)]
    sheet.cut("#ffffff", [slot], lift=12)
    ring = band(892, 452, 88, 20, 0, 360)
    cross = bars((846, 404, 940, 500), (940, 404, 846, 500), width=28)
    sheet.cut("#43306b", ring, lift=0)
    sheet.cut("#e4453a", cross, lift=0)
    _hand(sheet)
    seal = rect(780, 790, 180, 180, 20)
    sheet.cut("#43306b", seal, lift=8)
    tick = line([(822, 880), (860, 922), (924, 840)], 28)
    sheet.cut("#f28f3b", tick, lift=0)
    return sheet.finish()


def _hand(sheet: Sheet) -> None:
    """Sleeve, back of the hand, fingers behind the paper's top edge."""
    sheet.cut(
        "#1fa39a", poly((1310, -60), (1640, -60), (1390, 240), (1150, 110)), lift=16
    )
    sheet.cut(
        "#fff6e5", poly((1130, 100), (1180, 60), (1420, 210), (1372, 262)), lift=10
    )
    hand = blob(
        (1210, 110), (1060, 120), (950, 190), (900, 262), (930, 300), (1000, 270),
        (1040, 262), (1010, 330), (1030, 386), (1078, 380), (1130, 318), (1230, 280),
        (1330, 226),
    )  # fmt: skip
    sheet.cut("#c9825b", hand, lift=12)
    folds = line(curve([(1092, 196), (1020, 226), (960, 284)]), 7)
    folds += line(curve([(1130, 240), (1092, 268), (1060, 326)]), 7)
    sheet.cut("#a9653f", folds, lift=0)


def parliament() -> Image.Image:
    """A domed parliament at night with its windows lit."""
    sheet = Sheet("#162447")
    for radius, colour in ((760, "#1c2e58"), (560, "#24396b"), (380, "#2f4880")):
        sheet.cut(colour, circle(900, 520, radius), lift=8)
    for x, y, r in (
        (150, 140, 7), (330, 300, 5), (520, 110, 6), (1300, 120, 7), (1500, 280, 5),
        (1690, 150, 8), (120, 430, 5), (1700, 470, 6), (1120, 60, 5),
    ):  # fmt: skip
        sheet.cut("#f5d491", circle(x, y, r), lift=0)
    wings = rect(110, 660, 1580, 330)
    sheet.cut("#c8a56a", wings, rect(80, 630, 1640, 44), lift=12)
    lights: Cut = []
    for n in range(4):
        for x in (160 + n * 104, 1276 + n * 104):
            lights += [[*arc(x + 26, 740, 26, 26, 180, 360), (x + 52, 880), (x, 880)]]
    sheet.cut("#fff0b8", lights, lift=0)
    _dome(sheet)
    _portico(sheet)
    for n, colour in enumerate(("#f2d79f", "#e0bd80", "#c8a56a", "#a98750")):
        sheet.cut(colour, rect(500 - n * 90, 972 + n * 46, 800 + n * 180, 60), lift=8)
    hedge = land((-60, 1010), (90, 960), (210, 1040), (240, 1180), floor=1240)
    sheet.cut("#12233f", hedge, flipped(hedge, 900), rect(-40, 1150, 1900, 90), lift=12)
    return sheet.finish()


def _dome(sheet: Sheet) -> None:
    """The drum with its windows, the ribbed dome and the flag."""
    sheet.cut("#e0bd80", rect(660, 420, 480, 130), rect(630, 400, 540, 36), lift=12)
    drum: Cut = []
    for n in range(7):
        drum += rect(694 + n * 62, 452, 34, 84, 14)
    sheet.cut("#1f3160", drum, lift=0)
    dome = [[*arc(900, 402, 250, 232, 180, 360)]]
    sheet.cut("#2f9c8f", dome, lift=14)
    ribs = [
        [*arc(900, 402, rx + 9, 230, 180, 360), *arc(900, 402, rx - 9, 214, 360, 180)]
        for rx in (70, 165)
    ]
    sheet.cut("#227a72", ribs, rect(892, 176, 16, 226), lift=0)
    sheet.cut("#e0bd80", rect(856, 128, 88, 64, 10), line([(900, 128), (900, 34)], 12))
    sheet.cut(
        "#e4453a", poly((906, 36), (1040, 50), (1012, 76), (1040, 102), (906, 96))
    )


def _portico(sheet: Sheet) -> None:
    """Columns, pediment and the lit door behind them."""
    sheet.cut("#7d5f36", rect(560, 690, 680, 300), lift=0)
    sheet.cut("#fff0b8", rect(830, 770, 140, 230, 12), lift=0)
    for n in range(6):
        x = 566 + n * 122
        column = rect(x, 700, 58, 280)
        sheet.cut("#f7e3b5", column, rect(x - 12, 690, 82, 26), lift=8)
        sheet.cut("#dcc08a", rect(x + 40, 716, 18, 264), lift=0)
    sheet.cut("#f7e3b5", rect(530, 640, 740, 56), lift=10)
    sheet.cut("#f7e3b5", poly((510, 646), (900, 500), (1290, 646)), lift=12)
    sheet.cut("#c8a56a", poly((610, 630), (900, 524), (1190, 630)), lift=0)
    sheet.cut("#f7e3b5", circle(900, 594, 26), lift=0)


def court_scales() -> Image.Image:
    """A pair of scales tipping to one side."""
    sheet = Sheet("#5c1a3a")
    for radius, colour in ((640, "#6c2145"), (490, "#7f2a50"), (340, "#97355d")):
        sheet.cut(colour, circle(900, 520, radius), lift=10)
    sheet.cut("#3f1029", rect(-40, 1030, 1900, 240), lift=12)
    stand = poly((872, 300), (928, 300), (948, 980), (852, 980))
    sheet.cut("#e9b44c", stand, lift=14)
    sheet.cut("#c8912f", poly((900, 300), (928, 300), (948, 980), (900, 980)), lift=0)
    foot = [[*arc(900, 1080, 270, 130, 180, 360)]]
    sheet.cut("#e9b44c", foot, rect(590, 1060, 620, 60, 16), lift=14)
    about = (900, 290)
    beam = [
        *curve([(380, 300), (640, 244), (900, 262), (1160, 244), (1420, 300)]),
        *curve([(1420, 322), (1160, 290), (900, 320), (640, 290), (380, 322)]),
    ]
    sheet.cut("#f6d27e", turned([beam], 9, about), lift=12)
    ends = [turned([[(x, 311)]], 9, about)[0][0] for x in (384, 1416)]
    drop = 400
    for x, y in ends:
        cords = bars((x, y, x - 190, y + drop), (x, y, x + 190, y + drop), width=10)
        sheet.cut("#f6d27e", cords, lift=6)
        sheet.cut("#f6d27e", circle(x, y, 24), lift=6)
        if x > 900:
            sheet.cut("#f7efe0", rect(x - 120, y + drop - 84, 240, 44, 6), lift=6)
            sheet.cut("#d1495b", rect(x - 100, y + drop - 42, 200, 46, 6), lift=6)
        else:
            sheet.cut("#7fc8b8", circle(x, y + drop - 44, 58), lift=6)
        pan = [[*arc(x, y + drop, 230, 120, 0, 180)]]
        sheet.cut("#e9b44c", pan, rect(x - 244, y + drop - 14, 488, 30, 15), lift=14)
    sheet.cut("#f6d27e", circle(900, 290, 54), lift=10)
    sheet.cut("#5c1a3a", circle(900, 290, 22), lift=0)
    return sheet.finish()
