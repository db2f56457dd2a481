"""Pictures of the land and the sky over it: crops, glass, hives, the observatory."""

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
    flipped,
    land,
    lathe,
    line,
    moved,
    poly,
    rect,
    turned,
)


def wheat_field() -> Image.Image:
    """Three ripe ears of wheat standing before a field that runs to the hills."""
    sheet = Sheet("#5f9fdc")
    sheet.rings(1240, 360, (560, "#7db2e3"), (380, "#a3cbec"), (200, "#fdf3cf"))
    sheet.cut(
        "#5b7fae", land((-60, 700), (400, 590), (900, 680), (1400, 560), (1860, 660))
    )
    sheet.cut(
        "#4f8a63", land((-60, 760), (600, 700), (1200, 750), (1860, 690)), lift=12
    )
    rows = ("#e9bd52", "#cf9230", "#b3701f")
    for n, colour in enumerate(rows):
        y = 800 + n * 130
        crest = [(x, y + (26 if x // 120 % 2 else -10)) for x in range(-120, 1930, 120)]
        sheet.cut(colour, land(*crest), lift=12)
        stalks = [turned(rect(x, y + 50, 8, 90, 4), (x // 60 % 3 - 1) * 7, (x, y + 90))
                  for x in range(-20 + n * 30, 1860, 84)]  # fmt: skip
        sheet.cut(rows[2] if n < 2 else "#93571a", *stalks, lift=0)
    for x, y, degrees, size in (
        (560, 380, -13, 0.86),
        (1210, 400, 14, 0.9),
        (890, 250, 3, 1.1),
    ):
        _ear(sheet, x, y, degrees, size)
    return sheet.finish()


def _ear(sheet: Sheet, x: float, y: float, degrees: float, size: float) -> None:
    """One ear with its beard and stalk, its tip at (x, y)."""

    def put(colour: str, *cuts: Cut, lift: float = 8) -> None:
        stood = [moved(turned(cut, degrees, (0, 900)), x, y, size) for cut in cuts]
        sheet.cut(colour, *stood, lift=lift)

    put("#7d4d12", bars((0, 200, 0, 1050), width=22), lift=12)
    beard: Cut = bars((0, 0, 0, -190), width=6)
    for n in range(6):
        for side in (-30, 30):
            tip = (side * (4 + n / 2), -150 + n * 70)
            beard += bars((side, 60 + n * 90, *tip), width=6)
    put("#f7d981", beard, lift=4)
    grain = blob((0, -72), (44, -10), (30, 62), (0, 80), (-30, 62), (-44, -10))
    for n in range(6):
        for side in (-1, 1):
            kernel = moved(turned(grain, side * 24, (0, 0)), side * 52, 520 - n * 88)
            put("#f0b02f" if side < 0 else "#dd961f", kernel)
    put("#f7c552", moved(grain, 0, 10))


def greenhouse() -> Image.Image:
    """A greenhouse lit from within at dusk, full of leaves."""
    sheet = Sheet("#15352f")
    sheet.rings(900, 560, (820, "#1a4038"), (620, "#214d41"), (430, "#2b5d4b"))
    for x, y, r in (
        (180, 180, 6),
        (420, 90, 5),
        (1500, 150, 7),
        (1660, 330, 5),
        (260, 420, 5),
    ):
        sheet.cut("#f4e9b0", circle(x, y, r), lift=0)
    trees = land((-60, 620), (90, 500), (240, 640), (330, 760), (460, 900))
    sheet.cut("#0f2923", trees, flipped(trees, 900), lift=10)
    sheet.cut("#0b1f1b", rect(-40, 1010, 1900, 240), lift=12)
    sheet.cut("#35654a", circle(900, 1060, 760, 70), lift=0)
    shell = [(330, 1010), (330, 540), (900, 190), (1470, 540), (1470, 1010)]
    sheet.cut("#f6e58a", [shell], lift=22)
    sheet.cut("#fdf6c4", circle(900, 640, 300), lift=0)
    _plants(sheet)
    _glazing(sheet)
    sheet.cut("#f4f0dc", rect(300, 990, 1200, 50, 8), lift=10)
    path = poly((800, 1040), (1000, 1040), (1180, 1240), (620, 1240))
    sheet.cut("#c9c08f", path, lift=6)
    return sheet.finish()


def _plants(sheet: Sheet) -> None:
    """Beds of leaves to left and right, and tomatoes among them."""
    leaf = blob((0, 0), (60, -90), (0, -260), (-60, -90))
    beds = (
        (470, 1.1, "#2f7d4f"), (620, 1.5, "#3f9a5a"), (1180, 1.5, "#3f9a5a"),
        (1330, 1.1, "#2f7d4f"), (520, 0.8, "#77bf5b"), (1290, 0.8, "#77bf5b"),
    )  # fmt: skip
    for x, size, colour in beds:
        fan: Cut = []
        for angle in (-62, -31, 0, 31, 62):
            fan += turned(leaf, angle, (0, 0))
        sheet.cut(colour, moved(fan, x, 1000, size), lift=10)
    for x, y in (
        (470, 830),
        (640, 720),
        (560, 900),
        (1160, 740),
        (1330, 840),
        (1240, 900),
    ):
        sheet.cut("#e4512f", circle(x, y, 34), lift=6)
    for x in (660, 1140):
        sheet.cut("#15352f", bars((x, 340, x, 440), width=6), lift=0)
        sheet.cut("#b8643c", lathe(x, (60, 440), (40, 510)), lift=8)
        for angle in (130, 180, 230):
            hang = moved(turned(leaf, angle, (0, 0)), x, 470, 0.42)
            sheet.cut("#3f9a5a", hang, lift=4)


def _glazing(sheet: Sheet) -> None:
    """The white bars of roof, walls and door."""
    frame = line([(330, 1010), (330, 540), (900, 190), (1470, 540), (1470, 1010)], 30)
    sheet.cut("#f4f0dc", frame, bars((330, 540, 1470, 540), width=22), lift=10)
    thin: Cut = []
    for x in (520, 710, 1090, 1280):
        thin += bars((x, 540 - (570 - abs(900 - x)) * 0.614, x, 1010), width=12)
    thin += bars((330, 770, 770, 770), (1030, 770, 1470, 770), width=12)
    sheet.cut("#f4f0dc", thin, lift=6)
    sheet.cut("#f4f0dc", bars((900, 190, 900, 540), width=12), lift=6)
    door = line([(770, 1010), (770, 600), (1030, 600), (1030, 1010)], 22)
    sheet.cut(
        "#f4f0dc", door, bars((900, 600, 900, 1010), (770, 800, 1030, 800), width=12)
    )


def beehive() -> Image.Image:
    """A straw hive among lavender, bees coming home to it."""
    sheet = Sheet("#a8d5cf")
    sheet.rings(900, 520, (720, "#bce0d8"), (530, "#d2ebe0"), (350, "#eaf6ea"))
    sheet.cut(
        "#6fae7c", land((-60, 880), (500, 830), (1200, 900), (1860, 840)), lift=12
    )
    _lavender(
        sheet, ((150, 900, 1.0), (300, 960, 1.1), (1500, 960, 1.1), (1660, 900, 1.0))
    )
    sheet.cut("#7a4a2c", rect(450, 960, 900, 60, 12), lift=14)
    sheet.cut("#5e371f", rect(540, 1010, 70, 240), rect(1190, 1010, 70, 240), lift=10)
    coils = (
        (110, 222), (200, 300), (272, 384), (324, 474), (362, 566), (386, 660),
        (396, 754), (392, 848), (376, 936),
    )  # fmt: skip
    for n, (half, y) in enumerate(coils):
        colour = ("#f2b63c", "#e39e25")[n % 2]
        sheet.cut(colour, rect(900 - half, y - 60, half * 2, 112, 56), lift=12)
    ties: Cut = []
    for n, (half, y) in enumerate(coils):
        for k in range(-4, 5):
            x = 900 + k * half / 4.6 + (12 if n % 2 else -12)
            ties += turned(rect(x - 4, y - 44, 8, 76, 4), 22, (x, y))
    sheet.cut("#b8761a", ties, lift=0)
    sheet.cut(
        "#3a2114", [[*arc(900, 880, 92, 100, 180, 360), (992, 962), (808, 962)]], lift=0
    )
    for x, y, size, degrees in (
        (420, 300, 1.25, 18),
        (1400, 380, 1.4, -160),
        (1130, 800, 0.9, 190),
        (300, 600, 0.9, 8),
    ):
        _bee(sheet, x, y, size, degrees)
    _lavender(
        sheet, ((60, 1160, 1.4), (330, 1210, 1.3), (1450, 1210, 1.3), (1740, 1160, 1.4))
    )
    return sheet.finish()


def _bee(sheet: Sheet, x: float, y: float, size: float, degrees: float) -> None:
    """A bee, heading right before it is turned."""
    over = abs(degrees) > 90

    def put(colour: str, *cuts: Cut, lift: float = 6) -> None:
        for cut in cuts:
            upright = [[(px, -py if over else py) for px, py in s] for s in cut]
            flown = moved(turned(upright, degrees, (0, 0)), x, y, size)
            sheet.cut(colour, flown, lift=lift)

    wing = turned(circle(-20, -90, 40, 76), -24, (-10, -20))
    put("#fdfdf4", wing, turned(wing, 40, (-10, -20)))
    put("#f6b92f", circle(0, 0, 104, 66), lift=10)
    put("#33211a", rect(-56, -56, 30, 112, 15), rect(0, -64, 32, 128, 16), lift=0)
    put("#33211a", circle(92, -4, 40), lift=6)
    put("#fdfdf4", circle(108, -12, 9), lift=0)


def _lavender(sheet: Sheet, clumps) -> None:
    """Sprigs of lavender, each clump at (x, y, size)."""
    for x, y, size in clumps:
        for angle in (-22, 0, 22):
            stem = bars((0, 0, 0, -300), width=10)
            sheet.cut("#3f7f55", moved(turned(stem, angle, (0, 0)), x, y, size), lift=6)
            bloom: Cut = []
            for n in range(5):
                half = 34 - n * 5
                bloom += circle(-half * 0.6, -190 - n * 40, half, 28)
                bloom += circle(half * 0.6, -190 - n * 40, half, 28)
            sheet.cut(
                "#7c5cc4", moved(turned(bloom, angle, (0, 0)), x, y, size), lift=8
            )


def observatory() -> Image.Image:
    """An observatory with its dome open, stars wheeling about the pole above it."""
    sheet = Sheet("#2a1148")
    pole = (620, 330)
    trails = (
        (150, 20, 110), (230, 200, 300), (310, -40, 50), (310, 120, 190),
        (400, 230, 330), (400, 40, 100), (500, 300, 372), (500, 150, 215),
        (610, -20, 40), (610, 200, 250), (720, 310, 372), (830, -40, 30),
        (940, 330, 380), (1060, -34, 24), (1180, 336, 372),
    )  # fmt: skip
    sheet.rings(
        *pole, (1080, "#34175a"), (860, "#40206b"), (640, "#4d2a7c"), (420, "#5c378d")
    )
    for n, (r, start, end) in enumerate(trails):
        colour = ("#f7b3c8", "#fbe4b0", "#b9a3ea")[n % 3]
        sheet.cut(colour, band(*pole, r, 9, start, end), lift=0)
    sheet.cut("#fff6d8", circle(*pole, 18), lift=0)
    sheet.cut(
        "#1d0b36", land((-60, 900), (300, 800), (700, 960), (1100, 1000), (1860, 860))
    )
    _dome(sheet)
    hill = land((-60, 1080), (500, 1020), (1000, 960), (1500, 980), (1860, 1060))
    sheet.cut("#12061f", hill, lift=14)
    pines: Cut = []
    for x, y, s in (
        (140, 1080, 1.2),
        (260, 1070, 0.8),
        (1660, 1060, 1.1),
        (1770, 1090, 0.8),
    ):
        for n in range(3):
            pines += moved(
                poly(
                    (-70 + n * 14, -n * 70), (0, -130 - n * 70), (70 - n * 14, -n * 70)
                ),
                x,
                y,
                s,
            )
    sheet.cut("#12061f", pines, lift=8)
    return sheet.finish()


def _dome(sheet: Sheet) -> None:
    """The white dome, the slit with its telescope, and the drum below."""
    sheet.cut("#c9bfe0", rect(700, 720, 680, 320), lift=16)
    sheet.cut("#a598c8", rect(1160, 720, 220, 320), lift=0)
    sheet.cut("#fbe4b0", rect(990, 840, 100, 200, 12), lift=0)
    for x in (780, 1230):
        sheet.cut("#fbe4b0", rect(x, 830, 70, 90, 10), lift=0)
    sheet.cut("#f4eefc", [arc(1040, 710, 380, 400, 180, 360)], lift=20)
    shade = arc(1040, 710, 380, 400, 290, 360)
    sheet.cut("#d3c8ea", [[*shade, *arc(1040, 710, 200, 400, 360, 290)]], lift=0)
    slit = [*arc(1040, 710, 380, 400, 212, 262), *arc(1040, 710, 180, 330, 262, 200)]
    sheet.cut("#1d0b36", [slit], lift=0)
    tube = turned(rect(520, 470, 420, 104, 14), 38, (900, 560))
    sheet.cut("#f2a13c", tube, lift=12)
    rim = turned(rect(500, 456, 64, 132, 14), 38, (900, 560))
    sheet.cut("#fbe4b0", rim, lift=6)
    stripe = turned(rect(640, 470, 30, 104), 38, (900, 560))
    sheet.cut("#c9752a", stripe, lift=0)
    sheet.cut("#8a7bb4", rect(640, 690, 800, 50, 20), lift=12)
