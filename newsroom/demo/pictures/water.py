"""Pictures of the water and those who live by it."""

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
    lathe,
    line,
    moved,
    poly,
    rect,
    turned,
    waves,
)


def lighthouse() -> Image.Image:
    """A banded lighthouse on its rock, throwing two beams at dusk."""
    sheet = Sheet("#b8456b")
    sheet.rings(960, 300, (820, "#cc5c72"), (600, "#e07d7c"), (380, "#f0a48c"))
    for tip in ((-80, 30, 330), (1900, 60, 400)):
        x, high, low = tip
        sheet.cut("#fbd9a0", poly((960, 262), (x, high), (x, low)), lift=0)
        middle = (high + low) / 2
        sheet.cut(
            "#fdeecb", poly((960, 262), (x, middle - 70), (x, middle + 50)), lift=0
        )
    sheet.cut("#7c3a78", land((-60, 860), (300, 790), (700, 850), (1860, 800)), lift=10)
    sheet.cut("#56307a", waves(900, 170, 20), lift=12)
    _tower(sheet, 960)
    rock = poly(
        (420, 1110), (520, 960), (640, 930), (740, 870), (900, 850), (1080, 860),
        (1200, 920), (1330, 950), (1420, 1040), (1560, 1120),
    )  # fmt: skip
    sheet.cut("#2b1b4d", rock, lift=14)
    facets = poly((740, 870), (900, 850), (820, 960), (690, 1100), (640, 930))
    facets += poly((1080, 860), (1200, 920), (1180, 1080), (1120, 970))
    sheet.cut("#40296b", facets, lift=0)
    _cottage(sheet)
    sheet.cut("#3d2470", waves(1050, 190, 26, 60), lift=14)
    foam = rect(330, 1098, 240, 12, 6) + rect(1290, 1090, 300, 12, 6)
    sheet.cut("#f0a48c", foam, rect(760, 1120, 170, 10, 5), lift=0)
    sheet.cut("#2c1a59", waves(1140, 220, 28), lift=14)
    return sheet.finish()


def _tower(sheet: Sheet, x: float) -> None:
    """The tower: bands, gallery, lamp and cap."""
    edge = [(92 + (y - 360) * 0.11, y) for y in range(360, 961, 100)]
    sheet.cut("#fdf3e3", lathe(x, *edge), lift=18)
    sheet.cut("#d9b8b4", _right_of(x, edge), lift=0)
    for n in (1, 3, 5):
        sheet.cut("#24315f", lathe(x, *edge[n : n + 2]), lift=0)
        sheet.cut("#1a244a", _right_of(x, edge[n : n + 2]), lift=0)
    sheet.cut("#24315f", rect(x - 128, 336, 256, 38, 8), lift=12)
    rail: Cut = []
    for n in range(7):
        rail += rect(x - 122 + n * 39, 292, 10, 50)
    sheet.cut("#24315f", rail, rect(x - 126, 286, 252, 12, 6), lift=4)
    sheet.cut("#ffe48a", rect(x - 66, 200, 132, 140), lift=8)
    sheet.cut("#fffbe0", circle(x, 264, 46), lift=0)
    sheet.cut("#24315f", rect(x - 70, 196, 12, 144), rect(x + 58, 196, 12, 144), lift=0)
    sheet.cut("#24315f", [arc(x, 204, 92, 92, 180, 360)], lift=8)
    sheet.cut("#24315f", line([(x, 120), (x, 60)], 14), circle(x, 66, 16), lift=4)
    windows = rect(x - 22, 590, 40, 56, 18) + rect(x - 22, 790, 40, 60, 18)
    sheet.cut("#ffe48a", windows, lift=0)


def _right_of(x: float, edge: list[tuple[float, float]]) -> Cut:
    """The tower's side away from the light, between two heights."""
    return [[(x + w * 0.42, y) for w, y in edge] + [(x + w, y) for w, y in edge[::-1]]]


def _cottage(sheet: Sheet) -> None:
    """The keeper's house in the tower's lee."""
    sheet.cut("#fdf3e3", rect(1120, 800, 210, 140), lift=10)
    sheet.cut("#e2504c", poly((1096, 808), (1150, 716), (1300, 716), (1354, 808)))
    sheet.cut("#ffe48a", rect(1150, 840, 44, 50), rect(1250, 840, 44, 50), lift=0)
    sheet.cut("#e2504c", rect(1264, 680, 34, 60), lift=4)


def trawler() -> Image.Image:
    """A trawler riding a swell, gulls about its nets."""
    sheet = Sheet("#d9dccf")
    sheet.rings(860, 420, (700, "#e3e4d7"), (500, "#eceadd"), (300, "#f6f2e4"))
    sheet.cut("#93a8a6", waves(760, 260, 26, 40), lift=10)
    sheet.cut("#6d8a8d", waves(840, 230, 30, 90), lift=12)
    for x, y, size in (
        (330, 230, 1.0),
        (500, 130, 0.7),
        (1480, 200, 1.0),
    ):
        gull = curve([(-110, -30), (-60, -56), (0, 0), (60, -56), (110, -30)])
        sheet.cut("#4f6d73", moved(line(gull, 18), x, y, size), lift=8)

    def put(colour: str, *cuts: Cut, lift: float = 10) -> None:
        sheet.cut(colour, *[turned(cut, -5, (900, 800)) for cut in cuts], lift=lift)

    _rig(put)
    _trawler_hull(put)
    sheet.cut("#3f666f", waves(985, 250, 44, 120), lift=16)
    spray = circle(420, 950, 50) + circle(360, 990, 60) + circle(470, 1000, 46)
    sheet.cut("#f6f2e4", spray, circle(300, 1020, 40), lift=6)
    sheet.cut("#2b4e59", waves(1090, 220, 36, 10), lift=16)
    return sheet.finish()


def _rig(put) -> None:
    """Masts, booms and the net that hangs from the stern gantry."""
    put("#4a3b38", rect(900, 160, 24, 520), lift=10)
    put("#4a3b38", bars((1290, 360, 1270, 720), (1520, 360, 1540, 720), width=22))
    put("#4a3b38", rect(1260, 340, 290, 28, 10), lift=8)
    stays = bars(
        (912, 170, 380, 600), (912, 170, 1320, 350), (912, 240, 700, 560), width=7
    )
    put("#4a3b38", stays, lift=4)
    net = blob(
        (1340, 366),
        (1470, 366),
        (1530, 520),
        (1500, 640),
        (1400, 680),
        (1310, 630),
        (1290, 500),
    )
    put("#e0912f", net, lift=12)
    mesh: Cut = []
    for n in range(5):
        mesh += bars((1330 + n * 36, 390, 1310 + n * 44, 640), width=5)
        mesh += bars((1306, 430 + n * 48, 1510, 430 + n * 48), width=5)
    put("#a9641a", mesh, lift=0)
    put("#d7473c", poly((924, 170), (1040, 200), (924, 236)), lift=6)


def _trawler_hull(put) -> None:
    """Hull, bulwark, wheelhouse and funnel."""
    put("#f3c542", rect(650, 560, 90, 160, 10), lift=8)
    put("#fdfaf0", rect(700, 430, 330, 300, 18), lift=14)
    put("#f3c542", rect(676, 400, 380, 50, 14), lift=10)
    glass = [rect(x, 486, 78, 96, 12) for x in (730, 826, 922)]
    put("#24444d", *glass, lift=0)
    put("#f3c542", rect(700, 620, 330, 26), lift=0)
    put("#d7473c", rect(1080, 540, 110, 180, 12), lift=10)
    put("#24444d", rect(1080, 560, 110, 34), lift=0)
    hull = poly(
        (300, 600),
        (460, 640),
        (620, 712),
        (1500, 712),
        (1560, 680),
        (1500, 980),
        (460, 980),
    )
    put("#1f6f5c", hull, lift=20)
    put(
        "#fdfaf0",
        poly(
            (300, 600),
            (460, 640),
            (620, 712),
            (1500, 712),
            (1560, 680),
            (1556, 712),
            (1500, 744),
            (610, 744),
            (450, 672),
            (312, 636),
        ),
        lift=0,
    )
    put("#d7473c", poly((424, 900), (1515, 900), (1495, 1000), (470, 1000)), lift=0)
    ports = [circle(x, 810, 26) for x in (640, 760, 880)]
    put("#fdfaf0", *ports, lift=0)
    put("#24444d", *[circle(x, 810, 15) for x in (640, 760, 880)], lift=0)


def lock_gate() -> Image.Image:
    """The mitred gates of a canal lock, leaking a little, water high behind them."""
    sheet = Sheet("#e9e3c4")
    sheet.rings(900, 330, (620, "#f1ecd2"), (420, "#f8f4e0"), (240, "#fdfbee"))
    sheet.cut(
        "#a9c08a", land((-60, 480), (400, 380), (900, 450), (1400, 360), (1860, 470))
    )
    sheet.cut(
        "#6f9a63", land((-60, 520), (300, 480), (900, 530), (1500, 470), (1860, 520))
    )
    sheet.cut("#3f8f95", poly((560, 500), (1240, 500), (1320, 640), (480, 640)), lift=6)
    _poplars(sheet)
    _narrowboat(sheet)
    _lock_walls(sheet)
    _leaves(sheet)
    sheet.cut("#2c7178", waves(1050, 180, 20, 30), lift=12)
    foam = [
        circle(x, 1056, r, r * 0.5)
        for x, r in ((800, 50), (870, 66), (940, 60), (1000, 44))
    ]
    sheet.cut("#eef6ee", *foam, lift=4)
    sheet.cut("#1f565e", waves(1140, 200, 22, 90), lift=12)
    return sheet.finish()


def _poplars(sheet: Sheet) -> None:
    """A row of trees on each bank."""
    for x, high in (
        (90, 300),
        (220, 240),
        (350, 200),
        (1450, 200),
        (1580, 240),
        (1710, 300),
    ):
        sheet.cut("#4a7a4f", circle(x, 500 - high / 2, high / 5, high / 1.7), lift=8)


def _lock_walls(sheet: Sheet) -> None:
    """The brick chamber, its stone coping, and the ladder let into it."""
    for side in (False, True):
        wall = poly((-60, 560), (430, 560), (430, 1240), (-60, 1240))
        sheet.cut("#a8533a", flipped(wall, 900) if side else wall, lift=14)
        joints: Cut = []
        for row in range(9):
            y = 640 + row * 60
            joints += rect(-60, y, 490, 7)
            for n in range(5):
                joints += rect(n * 110 - (55 if row % 2 else 0), y, 7, 60)
        sheet.cut("#8a3f2b", flipped(joints, 900) if side else joints, lift=0)
        coping = rect(-60, 540, 520, 70, 8)
        sheet.cut("#dfd3b4", flipped(coping, 900) if side else coping, lift=10)


def _leaves(sheet: Sheet) -> None:
    """The two gates meeting in a V, their white-ended beams, and the leaks."""
    gate = poly((430, 560), (900, 640), (900, 1120), (430, 1120))
    planks = bars(
        *[(430 + n * 78, 580 + n * 13, 430 + n * 78, 1120) for n in range(1, 6)],
        width=7,
    )
    ribs = poly((430, 640), (900, 716), (900, 766), (430, 690))
    ribs += poly((430, 860), (900, 900), (900, 950), (430, 910))
    beam = poly((900, 560), (900, 630), (300, 530), (-20, 470), (-20, 390), (300, 455))
    tip = poly((180, 508), (-20, 470), (-20, 390), (180, 428))
    for dark, right in (("#3a3540", False), ("#2e2a33", True)):
        pieces = ((dark, gate, 16), ("#1d1a22", planks, 0), ("#4d4756", ribs, 6))
        pieces += (("#2e2a33", beam, 14), ("#fdfbee", tip, 0))
        for colour, piece, lift in pieces:
            sheet.cut(colour, flipped(piece, 900) if right else piece, lift=lift)
    leaks = lathe(900, (6, 720), (12, 900), (22, 1080), smooth=True)
    leaks += rect(690, 800, 12, 270, 6) + rect(1120, 940, 12, 130, 6)
    sheet.cut("#bfe0dc", leaks, lift=0)


def _narrowboat(sheet: Sheet) -> None:
    """A boat waiting in the chamber, seen from ahead over the gates."""
    hull = lathe(900, (150, 450), (170, 480), (150, 640))
    sheet.cut("#1b2f45", hull, lift=12)
    sheet.cut("#c8352f", lathe(900, (112, 330), (128, 470)), lift=10)
    sheet.cut("#f5d27a", rect(776, 312, 248, 26, 12), lift=8)
    glass = rect(806, 366, 70, 62, 10) + rect(924, 366, 70, 62, 10)
    sheet.cut("#fdfbee", glass, lift=0)
    sheet.cut("#f5d27a", rect(886, 360, 28, 100), lift=0)
    sheet.cut("#f5d27a", circle(900, 486, 22), lift=4)
