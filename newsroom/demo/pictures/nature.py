"""Pictures of science and the systems that watch the weather."""

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
    land,
    line,
    moved,
    pie,
    poly,
    rect,
    turned,
)


def satellite() -> Image.Image:
    """A satellite sending its signal down to the Earth's curve."""
    sheet = Sheet("#14163a")
    for x, y, r in (
        (120, 130, 6), (260, 520, 5), (420, 90, 8), (700, 200, 5), (1010, 90, 6),
        (1300, 160, 8), (1620, 110, 6), (1720, 360, 7), (90, 340, 7), (1500, 420, 5),
        (1180, 330, 5), (180, 760, 6),
    ):  # fmt: skip
        sheet.cut("#fbe7b5", circle(x, y, r), lift=0)
    _earth(sheet)
    _craft(sheet)
    return sheet.finish()


def _earth(sheet: Sheet) -> None:
    """The Earth's curve: air, sea, land and cloud."""
    centre = (1180, 1640)
    for radius, colour in ((1010, "#22306b"), (940, "#2f4c94"), (880, "#66b2d6")):
        sheet.cut(colour, circle(*centre, radius), lift=14)
    sheet.cut("#2a78b5", circle(*centre, 850), lift=8)
    sheet.cut("#7fbf6a", blob(
        (560, 1180), (640, 1010), (800, 960), (930, 980), (980, 1060), (900, 1130),
        (960, 1230), (800, 1290), (600, 1290),
    ), lift=10)  # fmt: skip
    sheet.cut("#7fbf6a", blob(
        (1180, 900), (1320, 880), (1480, 930), (1560, 1010), (1480, 1060), (1400, 1160),
        (1290, 1100), (1230, 1010),
    ), lift=10)  # fmt: skip
    sheet.cut(
        "#e5c97d", blob((1330, 960), (1440, 970), (1470, 1020), (1370, 1050)), lift=6
    )
    for x, y, s in ((1040, 930, 0.5), (1560, 1110, 0.7), (640, 1150, 0.55)):
        puff = rect(0, 0, 380, 60, 30) + rect(90, -46, 220, 80, 40)
        sheet.cut("#f2f7f7", turned(moved(puff, x, y, s), 4, (x, y)), lift=8)


def _craft(sheet: Sheet) -> None:
    """Wings, body, dish and signal: drawn upright, then tilted together."""
    eye = (660, 440)

    def tilt(cut: Cut) -> Cut:
        return turned(cut, -24, eye)

    for side in (-1, 1):
        arm = rect(660 if side > 0 else 420, 428, 240, 24)
        sheet.cut("#d7dbe8", tilt(arm), lift=8)
        x = 850 if side > 0 else 120
        sheet.cut("#f3c14b", tilt(rect(x, 330, 350, 220, 8)), lift=14)
        cells: Cut = []
        for col in range(4):
            for row in range(2):
                cells += rect(x + 14 + col * 82, 344 + row * 100, 76, 92)
        sheet.cut("#2b3f99", tilt(cells), lift=0)
    sheet.cut("#f4f1ea", tilt(rect(550, 300, 220, 280, 26)), lift=16)
    sheet.cut("#e4572e", tilt(rect(550, 356, 220, 50)), lift=0)
    sheet.cut("#c9cedd", tilt(rect(712, 406, 58, 150)), lift=0)
    sheet.cut("#d7dbe8", tilt(line([(660, 580), (660, 640)], 24)), lift=6)
    dish = [[*arc(660, 650, 130, 84, 180, 360), (790, 664), (530, 664)]]
    sheet.cut("#f3c14b", tilt(dish), lift=12)
    horn = turned([[(660, 690)]], -24, eye)[0][0]
    for radius in (130, 220, 310):
        sheet.cut("#f97f5f", band(*horn, radius, 30, 36, 96), lift=6)


def phone_mast() -> Image.Image:
    """A radio mast on a hill sending a warning to a phone."""
    sheet = Sheet("#f7d08a")
    sheet.cut("#fae0ad", circle(560, 330, 640), lift=8)
    sheet.cut("#fdeecf", circle(560, 330, 430), lift=8)
    for radius in (360, 270, 180):
        for start in (-38, 142):
            sheet.cut("#e0523f", band(560, 240, radius, 40, start, start + 76), lift=8)
    sheet.cut(
        "#8fb996", land((-60, 820), (300, 700), (800, 790), (1300, 690), (1860, 800))
    )
    sheet.cut(
        "#5f9a80", land((-60, 960), (240, 880), (560, 800), (960, 900), (1860, 1010))
    )
    _mast(sheet)
    for x, y, s in ((110, 930, 1.0), (290, 985, 0.8), (820, 1000, 0.9)):
        sheet.cut("#f6efe0", moved(rect(0, 0, 130, 110), x, y, s), lift=8)
        roof = poly((-22, 6), (65, -80), (152, 6))
        sheet.cut("#c8553d", moved(roof, x, y, s), lift=8)
        sheet.cut("#23395b", moved(rect(48, 42, 36, 68), x, y, s), lift=0)
    sheet.cut(
        "#2f6f67", land((-60, 1100), (500, 1050), (1100, 1120), (1860, 1050)), lift=14
    )
    _phone(sheet)
    return sheet.finish()


def _mast(sheet: Sheet) -> None:
    """The lattice and the lamp at its head."""
    steel = bars(
        (560, 250, 420, 880),
        (560, 250, 700, 880),
        (526, 420, 622, 520),
        (594, 420, 498, 520),
        (498, 520, 658, 680),
        (622, 520, 462, 680),
        (462, 680, 698, 870),
        (658, 680, 422, 870),
        width=22,
    )
    sheet.cut(
        "#23395b", steel, rect(480, 410, 160, 24), rect(448, 668, 224, 24), lift=12
    )
    sheet.cut("#23395b", circle(560, 240, 54), lift=12)
    sheet.cut("#fff4da", circle(560, 240, 24), lift=0)


def _phone(sheet: Sheet) -> None:
    """The phone with the warning on its screen."""
    phone = rect(1160, 190, 430, 830, 60)
    sheet.cut("#1b2a44", turned(phone, 7, (1375, 600)), lift=22)
    sheet.cut("#bfe3e0", turned(rect(1190, 226, 370, 758, 36), 7, (1375, 600)), lift=0)
    sheet.cut("#1b2a44", turned(rect(1310, 244, 130, 26, 13), 7, (1375, 600)), lift=0)
    card = turned(rect(1216, 372, 318, 420, 34), 7, (1375, 600))
    sheet.cut("#fffaf0", card, lift=14)
    sign = [(1375, 420), (1490, 620), (1260, 620)]
    sheet.cut("#e0523f", turned([*line([*sign, sign[0]], 44), sign], 7, (1375, 600)))
    mark = rect(1361, 470, 28, 90, 14) + circle(1375, 596, 18)
    sheet.cut("#fffaf0", turned(mark, 7, (1375, 600)), lift=0)
    rows = rect(1256, 686, 238, 24, 12) + rect(1256, 730, 160, 24, 12)
    sheet.cut("#8fb3b8", turned(rows, 7, (1375, 600)), lift=0)


def glacier() -> Image.Image:
    """A glacier coming down between peaks to a lake with small icebergs."""
    sheet = Sheet("#f6b8a2")
    sheet.cut("#fbd3b8", circle(1330, 330, 420), lift=6)
    sheet.cut("#fdeccb", circle(1330, 330, 190), lift=10)
    far = poly(
        (-60, 620), (240, 300), (420, 470), (700, 160), (960, 430), (1180, 300),
        (1480, 560), (1680, 400), (1860, 560), (1860, 900), (-60, 900),
    )  # fmt: skip
    sheet.cut("#8d86b8", far, lift=12)
    snow = poly((700, 160), (836, 302), (770, 290), (720, 350), (660, 280), (590, 296))
    snow += poly((240, 300), (330, 384), (270, 366), (220, 420), (180, 372))
    snow += poly((1180, 300), (1290, 396), (1210, 380), (1160, 420), (1090, 352))
    sheet.cut("#fdf6f0", snow, lift=4)
    _ice(sheet)
    _slopes(sheet)
    sheet.cut("#2f7f9e", rect(-60, 990, 1920, 260), lift=12)
    for x, y, s in ((560, 1040, 1.0), (1010, 1075, 1.3), (1430, 1040, 0.8)):
        berg = poly((0, 0), (50, -80), (110, -50), (150, -104), (220, 0))
        sheet.cut("#e8f6f8", moved(berg, x, y, s), lift=10)
        shade = poly((110, -50), (150, -104), (220, 0), (120, 0))
        sheet.cut("#a9d6e3", moved(shade, x, y, s), lift=0)
        glint = rect(-10, 6, 250, 14, 7)
        sheet.cut("#7fc0d4", moved(glint, x, y, s), lift=0)
    sheet.cut(
        "#7fc0d4", rect(180, 1080, 220, 12, 6), rect(300, 1120, 140, 12, 6), lift=0
    )
    sheet.cut(
        "#246a88", land((-60, 1170), (500, 1140), (1200, 1175), (1860, 1140)), lift=8
    )
    return sheet.finish()


def _ice(sheet: Sheet) -> None:
    """The tongue of ice, its broken front and its crevasses."""
    ice = [
        *curve([(300, 500), (560, 400), (820, 440), (1010, 400), (1240, 430),
                (1560, 520)])[::-1],
        (380, 900),
        (430, 870), (520, 925), (610, 868), (720, 930), (820, 872), (930, 934),
        (1030, 876), (1140, 930), (1240, 880), (1330, 905),
    ]  # fmt: skip
    sheet.cut("#dff1f5", [ice], lift=14)
    for n, colour in enumerate(("#b9e0ea", "#8fcbdd")):
        face = [
            (392, 890), (440, 800 + n * 60), (540, 850 + n * 40),
            (640, 770 + n * 70), (760, 850 + n * 40), (880, 776 + n * 70),
            (1000, 850 + n * 40), (1120, 790 + n * 60), (1240, 860 + n * 30),
            (1330, 905), (1330, 1010), (380, 1010),
        ]  # fmt: skip
        sheet.cut(colour, [face], lift=8)
    streaks: Cut = []
    for points in (
        [(760, 470), (760, 560), (820, 640), (700, 770)],
        [(880, 460), (850, 560), (900, 660), (860, 780)],
        [(1010, 450), (940, 560), (980, 660), (1060, 780)],
    ):
        streaks += line(curve(points), 10)
    sheet.cut("#a9d6e3", streaks, lift=0)


def _slopes(sheet: Sheet) -> None:
    """The rock that holds the ice on both sides."""
    slopes = (
        [(-60, 330), (180, 300), (330, 420), (560, 500), (700, 570), (640, 690),
         (560, 720), (430, 905), (-60, 905)],
        [(1860, 300), (1620, 330), (1440, 450), (1230, 500), (1040, 580), (1120, 700),
         (1220, 740), (1330, 905), (1860, 905)],
    )  # fmt: skip
    sheet.cut("#6b65a0", list(slopes), lift=14)
    left = poly(
        (-60, 480), (130, 560), (300, 520), (420, 700), (560, 1020), (-60, 1020)
    )
    right = poly(
        (1860, 420), (1700, 560), (1560, 520), (1380, 720), (1130, 1020), (1860, 1020)
    )
    sheet.cut("#4f4a82", left, right, lift=16)
    sheet.cut(
        "#3c376b", poly((-60, 700), (150, 740), (420, 1020), (-60, 1020)), lift=10
    )
    sheet.cut(
        "#3c376b", poly((1860, 640), (1600, 760), (1330, 1020), (1860, 1020)), lift=10
    )


def microscope() -> Image.Image:
    """A microscope beside a flask of green liquid."""
    sheet = Sheet("#f4d35e")
    sheet.cut("#f8e08a", circle(720, 560, 560), lift=10)
    sheet.cut("#fcefbf", circle(720, 560, 400), lift=10)
    sheet.cut("#3a7ca5", rect(-40, 990, 1900, 260), lift=14)
    about = (640, 560)
    sheet.cut("#0d3b66", rect(360, 950, 660, 84, 30), lift=14)
    limb = band(560, 640, 400, 84, -98, 66)
    sheet.cut("#14507f", limb, lift=14)
    sheet.cut("#ee6c4d", rect(390, 770, 420, 44, 14), lift=10)
    sheet.cut("#fdfaf0", rect(470, 748, 220, 22, 4), lift=4)
    sheet.cut("#6fb98f", circle(580, 752, 30, 10), lift=0)
    sheet.cut("#0d3b66", rect(520, 814, 110, 70, 10), lift=6)
    tube = [
        ("#0d3b66", rect(574, 600, 132, 110, 14)),
        ("#cfd8dc", rect(596, 690, 88, 70, 8)),
        ("#ee6c4d", rect(560, 290, 160, 330, 20)),
        ("#f6a28e", rect(576, 300, 34, 310, 16)),
        ("#0d3b66", rect(584, 160, 112, 150, 14)),
        ("#0d3b66", rect(560, 130, 160, 54, 20)),
    ]
    for colour, piece in tube:
        lift = 0 if colour == "#f6a28e" else 10
        sheet.cut(colour, moved(turned(piece, -14, about), -20, 0), lift=lift)
    sheet.cut("#f4d35e", circle(900, 800, 52), lift=10)
    sheet.cut("#0d3b66", circle(900, 800, 22), lift=0)
    _flask(sheet)
    return sheet.finish()


def _flask(sheet: Sheet) -> None:
    """The flask: glass first, then what is in it."""
    glass = poly(
        (1270, 420), (1410, 420), (1410, 620), (1640, 1020), (1040, 1020), (1270, 620)
    )
    sheet.cut("#e4f1ee", glass, line([(1060, 1016), (1620, 1016)], 50), lift=14)
    sheet.cut("#e4f1ee", rect(1244, 392, 192, 46, 20), lift=8)
    fill = poly((1192, 800), (1488, 800), (1612, 1012), (1068, 1012))
    sheet.cut("#4fa37a", fill, line([(1080, 1006), (1600, 1006)], 36), lift=0)
    sheet.cut("#6fb98f", circle(1340, 800, 148, 24), lift=0)
    bubbles = circle(1280, 900, 26) + circle(1390, 940, 36) + circle(1450, 870, 18)
    sheet.cut("#a8dcc0", bubbles, lift=0)
    sheet.cut("#ffffff", turned(rect(1190, 700, 18, 200, 9), 30, (1199, 800)), lift=0)
    for x, y, r in ((1330, 330, 30), (1390, 240, 44), (1310, 150, 26)):
        sheet.cut("#6fb98f", circle(x, y, r), lift=8)
        sheet.cut("#dff2e4", pie(x - r * 0.3, y - r * 0.3, r * 0.35, 0, 360), lift=0)
