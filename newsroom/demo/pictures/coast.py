"""Pictures from the water's edge: the port, the ferry, the wind farm, the sun."""

from __future__ import annotations

from PIL import Image

from .paper import (
    Cut,
    Sheet,
    band,
    bars,
    blob,
    circle,
    land,
    line,
    moved,
    poly,
    rect,
    turned,
    waves,
)


def _cloud(x: float, y: float, scale: float = 1) -> Cut:
    """A flat-bottomed cloud, the same outline in every sky."""
    parts = (circle(90, 0, 70) + circle(190, -45, 95) + circle(300, -10, 80)) + rect(
        10, -10, 390, 82, 40
    )
    return moved(parts, x, y, scale)


def harbour_crane() -> Image.Image:
    """A gantry crane reaching over a loaded container ship at sundown."""
    sheet = Sheet("#f3a683")
    sheet.cut("#f7bd92", circle(1180, 560, 640), lift=8)
    sheet.cut("#fad3a2", circle(1180, 560, 460), lift=8)
    sheet.cut("#fdeec4", circle(1180, 560, 280), lift=10)
    hills = land(
        (-60, 760), (300, 690), (620, 740), (1000, 700), (1400, 750), (1860, 690)
    )
    sheet.cut("#c8737a", hills)
    sheet.cut("#2b6777", waves(850, 150, 20), lift=12)
    _ship(sheet)
    sheet.cut("#1f5262", waves(1000, 170, 24, 60), lift=14)
    _crane(sheet)
    sheet.cut("#143b4c", waves(1120, 190, 26, 20), lift=14)
    return sheet.finish()


def _ship(sheet: Sheet) -> None:
    """The container ship with its boxes and bridge."""
    stack = ("#e2574c", "#f0b541", "#2f9c95", "#f5e6cc", "#d97b3f", "#7fb7be")
    rows = ((3, 4), (2, 5), (2, 6), (1, 6))
    for row, (first, last) in enumerate(rows):
        for col in range(first - 1, last):
            colour = stack[(row * 2 + col * 5 + row * col) % 6]
            x, y = 910 + col * 128, 545 + row * 76
            sheet.cut(colour, rect(x, y, 122, 72), lift=4)
    sheet.cut("#f5e6cc", rect(1672, 520, 96, 340), rect(1640, 500, 170, 44), lift=8)
    sheet.cut("#24404f", rect(1660, 556, 120, 22), rect(1684, 610, 72, 18), lift=0)
    hull = poly((800, 850), (1860, 820), (1860, 1030), (930, 1030))
    sheet.cut("#8e2f3c", hull, lift=14)
    sheet.cut("#f5e6cc", poly((868, 948), (1860, 938), (1860, 958), (880, 968)), lift=0)


def _crane(sheet: Sheet) -> None:
    """The quay, the crane that stands on it, and the box it lifts."""
    sheet.cut("#16324a", rect(-40, 1010, 640, 300), lift=16)
    steel = bars(
        (170, 1020, 250, 330),
        (480, 1020, 400, 330),
        (120, 700, 520, 700),
        (206, 700, 445, 1010),
        (445, 700, 206, 1010),
        width=36,
    )
    sheet.cut("#122438", steel, line([(60, 352), (1330, 352)], 56), lift=12)
    mast = bars((300, 350, 330, 90), (400, 350, 330, 90), width=30)
    stays = bars(
        (330, 96, 1290, 340), (330, 96, 820, 340), (330, 96, 90, 340), width=11
    )
    sheet.cut("#122438", mast, stays, lift=8)
    sheet.cut(
        "#e2574c", rect(40, 300, 190, 108, 12), rect(770, 372, 150, 84, 12), lift=8
    )
    sheet.cut("#fdeec4", rect(840, 394, 58, 40, 6), lift=0)
    sheet.cut(
        "#122438", bars((800, 440, 800, 590), (890, 440, 890, 590), width=9), lift=4
    )
    sheet.cut("#f0b541", rect(770, 584, 150, 86), lift=10)


def night_ferry() -> Image.Image:
    """A lit ferry crossing under a large moon."""
    sheet = Sheet("#1d2b53")
    sheet.cut("#26396b", circle(1290, 380, 520), lift=8)
    sheet.cut("#334c85", circle(1290, 380, 370), lift=8)
    sheet.cut("#fbeec2", circle(1290, 380, 230), lift=12)
    sheet.cut("#efdca2", circle(1220, 330, 44), circle(1360, 440, 60), lift=0)
    sheet.cut("#efdca2", circle(1330, 270, 26), circle(1230, 480, 24), lift=0)
    for x, y, r in (
        (160, 150, 8), (420, 90, 6), (620, 240, 9), (820, 110, 6), (300, 330, 6),
        (1680, 130, 8), (90, 470, 6), (560, 440, 5), (980, 60, 6), (1740, 520, 6),
    ):  # fmt: skip
        sheet.cut("#fbeec2", circle(x, y, r), lift=0)
    far = land((-60, 800), (260, 700), (520, 770), (900, 720), (1300, 790), (1860, 730))
    sheet.cut("#17224a", far, lift=10)
    sheet.cut("#2c5f8a", waves(850, 180, 24), lift=12)
    # Decks, from the funnel down.
    sheet.cut("#e2574c", poly((560, 330), (700, 330), (720, 520), (540, 520)), lift=8)
    sheet.cut("#1d2b53", poly((558, 366), (704, 366), (708, 404), (553, 404)), lift=0)
    sheet.cut("#cfd9e6", line([(1080, 300), (1080, 480)], 14), rect(1030, 340, 100, 14))
    sheet.cut("#f4f1e6", rect(440, 500, 820, 130, 20), lift=10)
    sheet.cut("#f4f1e6", poly((960, 450), (1200, 450), (1260, 560), (960, 560)), lift=8)
    sheet.cut("#e6e2d3", rect(330, 610, 1080, 150, 16), lift=10)
    windows: Cut = []
    for i in range(13):
        windows += rect(380 + i * 77, 650, 46, 56, 10)
    for i in range(7):
        windows += rect(480 + i * 68, 540, 42, 46, 10)
    windows += poly((1000, 480), (1186, 480), (1216, 532), (1000, 532))
    sheet.cut("#f8b84a", windows, lift=0)
    hull = poly((220, 740), (1600, 740), (1480, 960), (300, 960))
    sheet.cut("#a8323e", hull, lift=14)
    sheet.cut("#f4f1e6", poly((228, 760), (1590, 760), (1578, 786), (238, 786)), lift=0)
    sheet.cut("#24507a", waves(920, 200, 30, 70), lift=16)
    for x, y, w in ((1150, 985, 320), (1210, 1035, 220), (1120, 1085, 300)):
        sheet.cut("#fbeec2", rect(x, y, w, 16, 8), lift=0)
    for x, y, w in ((420, 985, 180), (560, 1035, 240), (760, 985, 120)):
        sheet.cut("#f8b84a", rect(x, y, w, 14, 7), lift=0)
    sheet.cut("#17395f", waves(1110, 220, 32, 20), lift=16)
    return sheet.finish()


def _turbine(x: float, base: float, scale: float, angle: float) -> tuple[Cut, Cut, Cut]:
    """Tower, blades and hub, standing on ``base`` at the given scale."""
    hub = (x, base - 720 * scale)
    tower = poly(
        (x - 11 * scale, hub[1]),
        (x + 11 * scale, hub[1]),
        (x + 26 * scale, base),
        (x - 26 * scale, base),
    )
    blade = [(0, 0), (34, -60), (26, -170), (4, -400), (-8, -400), (-14, -60)]
    shape = moved([blade], *hub, scale)
    blades = [s for n in range(3) for s in turned(shape, angle + n * 120, hub)]
    return tower, blades, circle(*hub, 30 * scale)


def wind_turbines() -> Image.Image:
    """Three offshore turbines with a small fishing boat between them."""
    sheet = Sheet("#9fd6d2")
    sheet.cut("#b9e2d9", circle(420, 700, 640), lift=6)
    sheet.cut("#d8efdf", circle(420, 700, 440), lift=6)
    sheet.cut("#f9d56e", circle(420, 700, 210), lift=10)
    sheet.cut("#c6e7e3", _cloud(1090, 250, 1.05), lift=10)
    sheet.cut("#f3faf2", _cloud(60, 250, 0.8), lift=8)
    for x, base, scale, angle in ((640, 880, 0.62, 14), (1560, 890, 0.72, 47)):
        tower, blades, hub = _turbine(x, base, scale, angle)
        sheet.cut("#e9efe8", tower, lift=8)
        sheet.cut("#f7fbf4", blades, lift=8)
        sheet.cut("#e0694b", hub, lift=4)
    sheet.cut("#3f9aa0", waves(840, 150, 20), lift=12)
    tower, blades, hub = _turbine(1080, 1010, 1.12, -22)
    sheet.cut("#e3ebe6", tower, lift=12)
    sheet.cut("#f9c846", rect(1046, 900, 68, 110), lift=6)
    sheet.cut("#fbfdf8", blades, lift=14)
    sheet.cut("#e0694b", hub, lift=6)
    sheet.cut("#2a7f8c", waves(950, 170, 24, 50), lift=14)
    # The boat.
    sheet.cut("#f7fbf4", rect(330, 790, 150, 130, 10), lift=8)
    sheet.cut("#1d4e63", rect(354, 816, 42, 48, 6), rect(414, 816, 42, 48, 6), lift=0)
    sheet.cut(
        "#1d4e63", bars((560, 920, 560, 690), (560, 700, 690, 900), width=12), lift=6
    )
    sheet.cut(
        "#e0694b", poly((200, 910), (760, 900), (680, 1050), (270, 1050)), lift=12
    )
    sheet.cut("#f7fbf4", poly((207, 930), (748, 920), (738, 942), (218, 950)), lift=0)
    sheet.cut("#1f6878", waves(1040, 190, 28, 90), lift=16)
    sheet.cut("#174f61", waves(1130, 210, 28, 10), lift=16)
    return sheet.finish()


def solar_coast() -> Image.Image:
    """Rows of solar panels above the sea, with a water tower beside them."""
    sheet = Sheet("#f6c667")
    sheet.rings(640, 440, (620, "#f8d382"), (460, "#fadf9d"), (310, "#fdf0cb"))
    sheet.cut("#e4572e", circle(640, 440, 190), lift=12)
    sheet.cut("#1f8a8c", waves(640, 140, 16), lift=10)
    sheet.cut("#176f78", waves(700, 160, 18, 60), lift=10)
    # The water tower stands where the pipe leaves the sea.
    legs = bars((1330, 560, 1290, 900), (1560, 560, 1600, 900), width=30)
    braces = bars((1320, 640, 1580, 820), (1570, 640, 1310, 820), width=16)
    sheet.cut("#8a3b2e", legs, braces, rect(1424, 560, 42, 360), lift=10)
    tank = rect(1240, 330, 410, 250, 70)
    sheet.cut("#f9f1de", tank, lift=14)
    sheet.cut("#8a3b2e", poly((1220, 350), (1445, 210), (1670, 350)), lift=10)
    drop = blob(
        (1445, 400), (1484, 470), (1478, 516), (1445, 534), (1412, 516), (1406, 470)
    )
    sheet.cut("#1f8a8c", drop, lift=4)
    sheet.cut(
        "#d98e4a", land((-60, 850), (500, 780), (1100, 850), (1860, 780)), lift=14
    )
    for y, scale, colour in ((775, 0.68, "#28527a"), (1015, 1.0, "#1c3f66")):
        if scale == 1:
            sheet.cut("#b9683a", land((-60, 1040), (700, 1000), (1860, 1060)), lift=14)
        step = 560 * scale
        x = -130 if scale == 1 else -60
        while x < 1800:
            feet = bars((150, 40, 150, 210), (400, 40, 400, 210), width=26)
            sheet.cut("#5d2f2a", moved(feet, x, y - 40, scale), lift=6)
            frame = poly((90, -110), (530, -110), (450, 120), (10, 120))
            sheet.cut("#f9f1de", moved(frame, x, y, scale), lift=12)
            cells: Cut = []
            for col in range(4):
                for row in range(2):
                    ax, ay = 94 + col * 106 - row * 40, -98 + row * 110
                    cells += poly(
                        (ax, ay), (ax + 92, ay), (ax + 56, ay + 98), (ax - 36, ay + 98)
                    )
            sheet.cut(colour, moved(cells, x, y, scale), lift=0)
            x += step
    return sheet.finish()


def storm_map() -> Image.Image:
    """A spiral storm over a coast seen from above."""
    sheet = Sheet("#2a6f97")
    sheet.cut("#23608a", blob(
        (420, -80), (1000, -60), (1240, 300), (1180, 760), (1420, 1280), (300, 1290),
        (-100, 1280), (-100, -80),
    ))  # fmt: skip
    _shore(sheet)
    # Arms of cloud, each sheet smaller and lighter than the one below.
    eye = (640, 560)
    for size, colour in ((1.0, "#8fb8d0"), (0.78, "#c3dbe6"), (0.56, "#eef5f4")):
        cuts = circle(*eye, 300 * size)
        for n in range(3):
            arm = [
                (0, -300), (190, -330), (400, -250), (560, -60), (600, 150), (500, 10),
                (350, -110), (160, -130), (-40, -120),
            ]  # fmt: skip
            cuts += turned(moved(blob(*arm), *eye, size), n * 120 + 8, eye)
        sheet.cut(colour, cuts, lift=14)
    sheet.cut("#c3dbe6", band(*eye, 118, 22, 200, 470), lift=4)
    sheet.cut("#1b4965", circle(*eye, 62), lift=0)
    # The place being warned.
    for r, colour in ((84, "#f7b538"), (52, "#db3a34"), (20, "#fff6e0")):
        sheet.cut(colour, circle(1196, 640, r), lift=8)
    return sheet.finish()


def _shore(sheet: Sheet) -> None:
    """The coast with its river, and two islands."""
    shore = [
        (1900, -120), (1330, -90), (1250, 130), (1400, 300), (1330, 480), (1120, 610),
        (1210, 760), (1420, 830), (1390, 1010), (1250, 1130), (1300, 1330),
        (1900, 1330),
    ]  # fmt: skip
    sheet.cut("#f2e2b6", blob(*[(x - 34, y) for x, y in shore]), lift=12)
    sheet.cut("#9cc069", blob(*shore), lift=10)
    inland = [(1950, -150), (1560, -100), (1600, 260), (1480, 560), (1610, 820)]
    sheet.cut(
        "#79a755", blob(*inland, (1540, 1080), (1600, 1330), (1950, 1330)), lift=10
    )
    river = [
        (1860, 420),
        (1700, 470),
        (1600, 600),
        (1420, 590),
        (1290, 640),
        (1130, 640),
    ]
    sheet.cut("#2a6f97", line(_smooth(river), 24), lift=0)
    for x, y, r in ((190, 210, 62), (110, 300, 34)):
        sheet.cut("#f2e2b6", circle(x, y, r + 16), lift=8)
        sheet.cut("#9cc069", circle(x, y, r), lift=4)


def _smooth(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """A river's course through the points."""
    return blob(*points)[0][: (len(points) - 1) * 14]
