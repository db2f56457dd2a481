"""Pictures of places people go to: the stage, the ground, the library."""

from __future__ import annotations

from PIL import Image

from .paper import (
    Cut,
    Sheet,
    arc,
    band,
    bars,
    circle,
    curve,
    flipped,
    land,
    line,
    moved,
    pie,
    poly,
    rect,
    turned,
)


def theatre() -> Image.Image:
    """A red curtain drawn back from a painted backdrop of a ship."""
    sheet = Sheet("#f4c77b")
    sheet.cut("#f9dfa5", circle(900, 520, 420), lift=8)
    sheet.cut("#fdf1cf", circle(900, 520, 260), lift=10)
    _backdrop(sheet)
    sheet.cut("#6b3d2a", poly((120, 1000), (1680, 1000), (1900, 1240), (-100, 1240)))
    boards = bars(
        *[(900 + n * 150, 1000, 900 + n * 230, 1240) for n in range(-5, 6)], width=6
    )
    sheet.cut("#532d1f", boards, lift=0)
    _curtains(sheet)
    _swags(sheet)
    sheet.cut("#f0b541", rect(-40, -40, 1900, 90), lift=10)
    sheet.cut("#d8962c", rect(-40, 20, 1900, 18), lift=0)
    lamps = [s for n in range(8) for s in pie(145 + n * 216, 1200, 54, 180, 360)]
    sheet.cut("#fff0b8", lamps, lift=8)
    sheet.cut("#3b1d18", rect(-40, 1166, 1900, 90), lift=10)
    return sheet.finish()


def _backdrop(sheet: Sheet) -> None:
    """Three painted waves, a ship sailing between them."""
    for y, colour, dx in (
        (720, "#4fa3a5", 0),
        (800, "#34858c", 90),
        (880, "#236872", 20),
    ):
        crest = [
            (-60 + n * 180 + dx, y + (34 if n % 2 else -14)) for n in range(-1, 12)
        ]
        if y == 800:
            mast = line([(900, 300), (900, 760)], 22)
            sheet.cut("#5b2a22", mast, lift=8)
            sail = [
                [(920, 320), *curve([(920, 320), (1120, 480), (1150, 660)]), (920, 660)]
            ]
            sheet.cut("#fffaf0", sail, lift=12)
            fore = [
                [(880, 360), *curve([(880, 360), (740, 500), (690, 660)]), (880, 660)]
            ]
            sheet.cut("#f08a4b", fore, lift=12)
            hull = poly((640, 700), (1200, 700), (1110, 850), (730, 850))
            sheet.cut("#8a2f2f", hull, lift=10)
            sheet.cut("#e24e42", poly((906, 230), (1010, 262), (906, 296)), lift=6)
        sheet.cut(colour, land(*crest), lift=12)


def _curtains(sheet: Sheet) -> None:
    """Each fold is its own strip, dark and light in turn."""
    folds = ("#8f1d2c", "#b3273a", "#c9334a")
    for n in range(5):
        top, waist = 560 - n * 130, 330 - n * 74
        edge = curve([(top, -40), (top - 40, 360), (waist, 720)])
        foot = curve([(waist, 720), (waist + 20, 860), (waist + 70, 1080)])
        strip = [[*edge, *foot, (-80, 1080), (-80, -40)]]
        for side in (strip, flipped(strip, 900)):
            sheet.cut(folds[(4 - n) % 3], side, lift=12)
    tie = line(curve([(-40, 690), (150, 740), (345, 710)]), 40)
    sheet.cut("#f0b541", tie, flipped(tie, 900), lift=10)
    tassel = circle(330, 730, 34) + poly((306, 750), (354, 750), (374, 850), (286, 850))
    sheet.cut("#f0b541", tassel, flipped(tassel, 900), lift=8)


def _swags(sheet: Sheet) -> None:
    """The scalloped edge that hangs over the stage."""
    swags: Cut = []
    for n in range(6):
        x = 150 + n * 300
        swags += [[*arc(x, 90, 170, 170, 0, 180), (x - 170, -60), (x + 170, -60)]]
    for n in (0, 2, 4, 1, 3, 5):
        sheet.cut("#a3222f" if n % 2 else "#c9334a", [swags[n]], lift=12)
        x = 150 + n * 300
        rim = [*arc(x, 90, 170, 170, 10, 170), *arc(x, 90, 150, 148, 170, 10)]
        sheet.cut("#f0b541", [rim], lift=0)


def stadium() -> Image.Image:
    """A ball in front of a floodlit stand at night."""
    sheet = Sheet("#10243f")
    sheet.cut("#16304f", circle(900, 760, 900), lift=6)
    sheet.cut("#1d3d61", circle(900, 760, 660), lift=6)
    _floodlights(sheet)
    _stand(sheet)
    sheet.cut("#e4453a", rect(-40, 800, 1900, 60), lift=10)
    sheet.cut("#3f9b5b", rect(-40, 846, 1900, 400), lift=8)
    for n in range(-4, 5, 2):
        stripe = poly(
            (900 + n * 150, 846),
            (1050 + n * 150, 846),
            (900 + (n + 1) * 330, 1240),
            (900 + n * 330, 1240),
        )
        sheet.cut("#4bb069", stripe, lift=0)
    _goal(sheet)
    sheet.cut("#f7f9f2", bars((-40, 862, 1860, 862), width=10), lift=0)
    _ball(sheet)
    return sheet.finish()


def _floodlights(sheet: Sheet) -> None:
    """A mast of lamps at each corner, and their beams."""
    for side in (False, True):
        for spread, colour in ((300, "#24496f"), (170, "#31597f")):
            beam = poly(
                (250, 190), (900 - spread, 800), (900 + spread, 800), (330, 170)
            )
            sheet.cut(colour, flipped(beam, 900) if side else beam, lift=0)
        mast = bars((290, 230, 270, 760), (290, 230, 310, 760), width=14)
        head = turned(rect(170, 110, 240, 150, 14), 12, (290, 190))
        lamps: Cut = []
        for col in range(4):
            for row in range(2):
                lamps += circle(206 + col * 56, 152 + row * 66, 22)
        lamps = turned(lamps, 12, (290, 190))
        for colour, cut in (("#0a1629", mast), ("#0a1629", head), ("#fff3c4", lamps)):
            sheet.cut(colour, flipped(cut, 900) if side else cut, lift=8)


def _stand(sheet: Sheet) -> None:
    """The stand tier by tier, with a scatter of scarves in the crowd."""
    tiers = (("#27406b", 440, 0), ("#365a8c", 540, 1), ("#4a76a8", 640, 2))
    scarves = ("#e4453a", "#f0b541", "#f7efe0")
    for colour, y, n in tiers:
        rim = curve(
            [
                (-60, y + 120),
                (400, y + 20),
                (900, y - 20),
                (1400, y + 20),
                (1860, y + 120),
            ]
        )
        sheet.cut(colour, [[*rim, (1860, 1000), (-60, 1000)]], lift=12)
        for k in range(46):
            px, py = rim[min(len(rim) - 1, 1 + (k * 55) // 46)]
            crowd = circle(px + (k % 3) * 9, py + 52 + (k * 7 + n) % 4 * 7, 17)
            sheet.cut(scarves[(k * k + n * 2 + k) % 3], crowd, lift=3)
    roof = curve([(-60, 500), (400, 392), (900, 350), (1400, 392), (1860, 500)])
    lip = [(x, y + 44) for x, y in roof]
    sheet.cut("#f7efe0", [[*roof, *lip[::-1]]], lift=16)


def _goal(sheet: Sheet) -> None:
    """The goal and its net."""
    goal = bars(
        (560, 856, 560, 610), (1240, 856, 1240, 610), (560, 610, 1240, 610), width=20
    )
    net: Cut = []
    for n in range(1, 12):
        net += bars((560 + n * 57, 616, 560 + n * 57, 852), width=4)
    for n in range(1, 5):
        net += bars((560, 610 + n * 50, 1240, 610 + n * 50), width=4)
    sheet.cut("#cfe0ea", net, lift=0)
    sheet.cut("#ffffff", goal, lift=10)


def _ball(sheet: Sheet) -> None:
    """The ball with its patches and seams."""
    ball = (900, 1000)
    sheet.cut("#2c7a46", circle(910, 1158, 180, 26), lift=0)
    sheet.cut("#ffffff", circle(*ball, 160), lift=18)
    patches = [[*_pentagon(*ball, 62, -90)]]
    seams: Cut = []
    for k in range(5):
        angle = -90 + 72 * k
        inner, outer = (
            arc(*ball, 62, 62, angle, angle)[0],
            arc(*ball, 112, 112, angle, 0)[0],
        )
        seams += line([inner, outer], 10)
        edge = arc(*ball, 160, 160, angle - 20, angle + 20)
        tip = arc(*ball, 108, 108, angle, 0)[0]
        patches += [[tip, *edge]]
    sheet.cut("#142947", patches, seams, lift=0)
    sheet.cut("#f7f9f2", band(900, 1000, 160, 6, 0, 360), lift=0)


def _pentagon(x: float, y: float, r: float, start: float) -> list[tuple[float, float]]:
    """The dark patch at the middle of a football."""
    return [arc(x, y, r, r, start + 72 * k, 0)[0] for k in range(5)]


def library() -> Image.Image:
    """A tall library bay with an arched window and a ladder."""
    sheet = Sheet("#7a4a2b")
    window = [[*arc(900, 470, 300, 340, 180, 360), (1200, 1010), (600, 1010)]]
    sheet.cut("#e9c893", moved(window, -900 * 0.12, -600 * 0.12, 1.12), lift=12)
    sheet.cut("#8fcbd0", window, lift=0)
    sheet.cut("#f8e9b0", circle(1010, 430, 110), lift=0)
    sheet.cut(
        "#5a9e8b", land((600, 800), (760, 720), (960, 800), (1200, 700), floor=1010)
    )
    sheet.cut(
        "#3f7d70", land((600, 900), (800, 850), (1000, 910), (1200, 850), floor=1010)
    )
    panes = bars(
        (900, 120, 900, 1010), (600, 470, 1200, 470), (600, 740, 1200, 740), width=16
    )
    sheet.cut("#e9c893", panes, lift=6)
    _shelves(sheet)
    sheet.cut("#2f1a10", rect(-40, 1040, 1900, 200), lift=14)
    sheet.cut("#b23a48", rect(420, 1090, 960, 60, 30), lift=8)
    rails = bars((1130, 1100, 1330, 30), (1270, 1100, 1470, 30), width=26)
    rungs: Cut = []
    for n in range(8):
        x, y = 1152 + n * 23.4, 984 - n * 125
        rungs += line([(x, y), (x + 140, y)], 22)
    sheet.cut("#f0c27b", rungs, lift=6)
    sheet.cut("#f6d9a3", rails, lift=12)
    return sheet.finish()


def _shelves(sheet: Sheet) -> None:
    """A wall of books to each side of the window."""
    colours = (
        "#c8553d",
        "#f0b541",
        "#2f6f73",
        "#f2e2c4",
        "#8c2f39",
        "#588b8b",
        "#e08e45",
    )
    for left in (-20, 1250):
        sheet.cut("#4d2a17", rect(left, -20, 570, 1100), lift=14)
        for row in range(5):
            base = 196 + row * 212
            sheet.cut("#9a6236", rect(left, base, 570, 30), lift=8)
            x, n = left + 22, row * 3 + (4 if left > 0 else 0)
            while x < left + 520:
                w, h = 34 + (n * 17) % 26, 112 + (n * 29) % 52
                book = rect(x, base - h, w, h, 4)
                lean = n % 9 == 5 and x + w + 40 < left + 520
                sheet.cut(
                    colours[n % 7], turned(book, 8, (x, base)) if lean else book, lift=5
                )
                sheet.cut(
                    "#f2e2c4" if n % 7 != 3 else "#8c2f39",
                    [] if lean else rect(x, base - h + 22, w, 10),
                    lift=0,
                )
                x, n = x + w + (34 if lean else 6), n + 1
        sheet.cut("#b9793f", rect(left + (548 if left < 0 else -18), -20, 40, 1100))
