"""Pictures of what runs on wheels: the locomotive and the fire engine."""

from __future__ import annotations

from PIL import Image

from .paper import (
    Cut,
    Sheet,
    arc,
    bars,
    circle,
    curve,
    flipped,
    land,
    lathe,
    line,
    moved,
    pie,
    poly,
    rect,
)


def locomotive() -> Image.Image:
    """A blue locomotive with a yellow nose, coming down the line from the hills."""
    sheet = Sheet("#f0d9b5")
    sheet.rings(640, 420, (680, "#f5e3c6"), (470, "#f9ecd6"), (270, "#fdf6e6"))
    far = poly(
        (-60, 640), (240, 380), (430, 520), (640, 330), (980, 600), (1300, 340),
        (1560, 540), (1860, 400), (1860, 900), (-60, 900),
    )  # fmt: skip
    sheet.cut("#a9b8b0", far, lift=10)
    sheet.cut(
        "#7f9a8a", land((-60, 640), (500, 720), (1200, 600), (1860, 640)), lift=12
    )
    sheet.cut(
        "#587d69", land((-60, 800), (600, 740), (1300, 760), (1860, 720)), lift=12
    )
    sheet.cut("#8c7a63", poly((560, 860), (1240, 860), (1700, 1240), (100, 1240)))
    for n in range(5):
        y, grow = 930 + n * 66, n * 84
        sleeper = rect(470 - grow, y, 860 + grow * 2, 22 + n * 5, 6)
        sheet.cut("#5c4a3c", sleeper, lift=4)
    for side in (-1, 1):
        rail = poly(
            (900 + side * 210, 880), (900 + side * 240, 880),
            (900 + side * 470, 1240), (900 + side * 400, 1240),
        )  # fmt: skip
        sheet.cut("#dfe4e6", rail, lift=6)
    _wires(sheet)
    _coaches(sheet)
    _nose(sheet)
    return sheet.finish()


def _wires(sheet: Sheet) -> None:
    """Mast, arm and contact wire over the track."""
    sheet.cut("#3a4a4a", rect(300, 90, 26, 860), rect(290, 930, 46, 30), lift=10)
    sheet.cut("#3a4a4a", bars((313, 130, 900, 130), (313, 250, 560, 134), width=14))
    sheet.cut(
        "#3a4a4a", bars((900, 104, 1860, 300), (-60, 60, 900, 104), width=7), lift=4
    )
    collector = bars((820, 250, 900, 180), (900, 180, 820, 116), width=14)
    sheet.cut("#3a4a4a", collector, rect(730, 100, 340, 16, 8), lift=6)


def _coaches(sheet: Sheet) -> None:
    """The train behind its engine, going away to the right."""
    sheet.cut(
        "#16285c", poly((1180, 262), (1800, 470), (1800, 720), (1180, 930)), lift=16
    )
    sheet.cut(
        "#2447a3", poly((1180, 262), (1800, 470), (1800, 680), (1180, 800)), lift=0
    )
    sheet.cut(
        "#f6c12f", poly((1180, 700), (1800, 628), (1800, 644), (1180, 740)), lift=0
    )
    for x, u in ((1260, 1360), (1400, 1490), (1525, 1600), (1630, 1695), (1720, 1780)):
        top = [262 + (e - 1180) * 0.335 + 90 * (1860 - e) / 680 for e in (x, u)]
        low = [800 - (e - 1180) * 0.194 - 190 * (1860 - e) / 680 for e in (x, u)]
        pane = poly((x, top[0]), (u, top[1]), (u, low[1]), (x, low[0]))
        sheet.cut("#bfe0ea", pane, lift=0)


def _nose(sheet: Sheet) -> None:
    """The engine's face: glass, yellow panel, lamps, buffers and plough."""
    face = lathe(900, (190, 210), (270, 240), (310, 340), (345, 820), (330, 900))
    sheet.cut("#2447a3", face, lift=22)
    sheet.cut("#f6c12f", lathe(900, (325, 600), (345, 820), (330, 880)), lift=0)
    glass = poly((650, 330), (884, 320), (884, 540), (612, 550))
    sheet.cut("#12204a", glass, flipped(glass, 900), lift=0)
    glint = poly((690, 330), (760, 326), (676, 548), (622, 550))
    sheet.cut("#4f7fc4", glint, moved(glint, 290, 0), lift=0)
    sheet.cut("#12204a", rect(780, 244, 240, 40, 20), lift=0)
    sheet.cut("#fff6cf", circle(900, 264, 30), lift=6)
    for x in (690, 1110):
        sheet.cut("#12204a", circle(x, 700, 64), lift=8)
        sheet.cut("#fff6cf", circle(x, 700, 46), lift=0)
        sheet.cut("#3a4a4a", circle(x, 872, 54), lift=12)
        sheet.cut("#8b9696", circle(x, 872, 32), lift=0)
    sheet.cut(
        "#12204a", rect(780, 660, 240, 22, 11), rect(780, 710, 240, 22, 11), lift=0
    )
    sheet.cut("#3a4a4a", rect(860, 840, 80, 80, 12), lift=8)
    sheet.cut("#c9402f", lathe(900, (300, 920), (250, 1020)), lift=12)


def fire_engine() -> Image.Image:
    """A red fire engine at night, its blue lamps lit and its ladder raised."""
    sheet = Sheet("#0d3942")
    for start, end in ((186, 214), (290, 322)):
        sheet.cut("#17505b", pie(470, 400, 1500, start, end), lift=0)
    _street(sheet)
    sheet.cut("#08252c", rect(-40, 1010, 1900, 240), lift=12)
    sheet.cut(
        "#5f8b8c", *[rect(x, 1100, 180, 18, 9) for x in range(30, 1800, 330)], lift=0
    )
    _ladder(sheet)
    _engine_body(sheet)
    _cab(sheet)
    for x in (500, 1230, 1420):
        sheet.cut("#06171c", circle(x, 980, 112), lift=14)
        sheet.cut("#c9d3d3", circle(x, 980, 58), lift=4)
        sheet.cut("#d92b2b", circle(x, 980, 26), lift=0)
    return sheet.finish()


def _street(sheet: Sheet) -> None:
    """Dark house fronts with a few windows awake."""
    houses = ((-40, 420, 330), (300, 560, 300), (1080, 250, 380), (1480, 400, 380))
    for n, (x, y, w) in enumerate(houses):
        sheet.cut(("#134a54", "#0f424c")[n % 2], rect(x, y, w, 700), lift=10)
        for k in range(6):
            pane = rect(x + 50 + (k % 3) * 100, y + 60 + k // 3 * 150, 54, 80)
            sheet.cut("#f6c667" if (k + n) % 4 == 1 else "#0b333b", pane, lift=0)


def _ladder(sheet: Sheet) -> None:
    """The turntable ladder, raised forwards over the cab."""
    low, high = (1420, 430), (620, 150)
    rail = line([low, high], 18)
    rungs: Cut = []
    for n in range(14):
        t = n / 13
        x, y = low[0] + (high[0] - low[0]) * t, low[1] + (high[1] - low[1]) * t
        rungs += line([(x, y), (x - 22, y + 46)], 10)
    sheet.cut("#e9eeee", rungs, rail, moved(rail, -22, 46), lift=12)
    sheet.cut(
        "#c9d3d3", poly((1290, 500), (1480, 500), (1440, 400), (1360, 400)), lift=10
    )


def _engine_body(sheet: Sheet) -> None:
    """The hull with its roller shutters and stripe."""
    sheet.cut("#d92b2b", rect(660, 470, 920, 490, 24), lift=18)
    sheet.cut("#f4efe2", rect(660, 800, 920, 62), lift=0)
    sheet.cut("#f6c12f", rect(660, 862, 920, 22), lift=0)
    for x, w in ((710, 230), (960, 230), (1210, 320)):
        sheet.cut("#c9d3d3", rect(x, 530, w, 230, 12), lift=4)
        slats = [rect(x + 10, 564 + n * 40, w - 20, 5) for n in range(5)]
        sheet.cut("#93a3a3", *slats, lift=0)
    sheet.cut("#a81f22", rect(660, 470, 920, 30, 14), lift=0)
    arches = [s for x in (1230, 1420) for s in pie(x, 980, 136, 180, 360)]
    sheet.cut("#7d1517", arches, lift=0)


def _cab(sheet: Sheet) -> None:
    """The crew's cab, with the lamps on its roof."""
    sheet.cut("#17505b", rect(420, 424, 180, 30, 8), lift=4)
    lamps = [arc(470, 428, 46, 58, 180, 360), arc(570, 428, 46, 58, 180, 360)]
    sheet.cut("#49b6ff", lamps)
    sheet.cut("#d6f0ff", circle(462, 404, 14), circle(562, 404, 14), lift=0)
    shell = [
        *curve([(232, 960), (228, 760), (262, 560), (330, 452)]),
        (690, 452),
        (690, 960),
    ]
    sheet.cut("#e23636", [shell], lift=18)
    sheet.cut("#f4efe2", poly((228, 800), (690, 800), (690, 862), (228, 862)), lift=0)
    front = poly((300, 520), (420, 520), (420, 720), (252, 720))
    sheet.cut("#12313a", front, rect(450, 520, 200, 200, 14), lift=0)
    glints = poly((340, 520), (384, 520), (310, 720), (264, 720))
    glints += poly((520, 520), (580, 520), (530, 720), (470, 720))
    sheet.cut("#4f8591", glints, lift=0)
    sheet.cut("#a81f22", rect(432, 500, 8, 460), rect(470, 752, 60, 16, 8), lift=0)
    sheet.cut("#fff0b0", circle(262, 900, 34), lift=6)
    sheet.cut("#c9d3d3", rect(210, 936, 200, 36, 14), lift=8)
    sheet.cut("#7d1517", pie(500, 980, 136, 180, 360), lift=0)
