"""Pictures of people at full stretch: the runner, the cyclist, the swimmer."""

from __future__ import annotations

from PIL import Image

from .paper import (
    Cut,
    Sheet,
    band,
    blob,
    circle,
    curve,
    land,
    limb,
    line,
    moved,
    poly,
    rect,
    turned,
)


def runner() -> Image.Image:
    """A sprinter in full stride along a red track."""
    sheet = Sheet("#f6c445")
    sheet.rings(960, 520, (700, "#f8d167"), (510, "#fadd8b"), (330, "#fceab4"))
    sheet.cut("#c9472f", rect(-40, 930, 1900, 310), lift=12)
    for y, high in ((960, 10), (1020, 14), (1110, 20)):
        sheet.cut("#fdf3df", rect(-40, y, 1900, high), lift=0)
    sheet.cut("#9c3324", circle(900, 1062, 330, 26), lift=0)
    for x, y, wide in ((120, 380, 300), (60, 520, 240), (180, 660, 260)):
        sheet.cut("#fdf3df", rect(x, y, wide, 16, 8), lift=4)
    _far_limbs(sheet, "#5c3020")
    _sprinter(sheet, "#7a4129")
    return sheet.finish()


def _far_limbs(sheet: Sheet, skin: str) -> None:
    """The arm and leg away from the reader, behind the body."""
    sheet.cut(
        skin, limb((990, 380, 48), (1150, 530, 38), (1290, 400, 28), (1316, 370, 34))
    )
    leg = limb((830, 640, 76), (720, 830, 58), (470, 800, 36))
    sheet.cut(skin, leg, lift=12)
    sheet.cut("#17306b", limb((830, 640, 84), (762, 760, 74)), lift=0)
    shoe = turned(
        blob((-70, 0), (-50, -50), (40, -46), (110, -14), (120, 14), (-60, 20)),
        112,
        (0, 0),
    )  # fmt: skip
    sheet.cut("#e83f5b", moved(shoe, 446, 808), lift=8)


def _sprinter(sheet: Sheet, skin: str) -> None:
    """Head, body and the limbs nearer the reader."""
    sheet.cut(skin, limb((985, 350, 46), (1030, 250, 40)), lift=8)
    sheet.cut(skin, circle(1056, 202, 82, 92), lift=12)
    hair = blob(
        (1000, 110),
        (1080, 96),
        (1136, 150),
        (1080, 150),
        (1030, 190),
        (1000, 260),
        (968, 210),
    )  # fmt: skip
    sheet.cut("#22140f", hair, lift=4)
    sheet.cut(
        "#e83f5b", line(curve([(976, 182), (1060, 150), (1136, 156)]), 20), lift=0
    )
    leg = limb((860, 640, 84), (1140, 690, 62), (1060, 920, 40), (1056, 970, 32))
    sheet.cut(skin, leg, lift=16)
    shoe = blob(
        (1010, 960), (1050, 930), (1100, 950), (1190, 1000), (1196, 1034), (1020, 1030)
    )
    sheet.cut("#e83f5b", shoe, lift=10)
    sheet.cut("#fdf3df", line([(1024, 1030), (1188, 1034)], 16), lift=0)
    torso = blob(
        (890, 340), (990, 306), (1066, 360), (1050, 480), (970, 640), (880, 700),
        (784, 640), (806, 520),
    )  # fmt: skip
    sheet.cut("#2a4fa8", torso, lift=16)
    bib = turned(rect(880, 410, 124, 130, 10), 22, (940, 480))
    sheet.cut("#fdf3df", bib, lift=4)
    sheet.cut("#17306b", limb((850, 640, 88), (1010, 680, 78)), lift=8)
    arm = limb((950, 372, 54), (740, 480, 42), (690, 660, 30), (688, 690, 36))
    sheet.cut(skin, arm, lift=16)


def cyclist() -> Image.Image:
    """A racing cyclist climbing a green hillside."""
    sheet = Sheet("#cfe07a")
    sheet.rings(640, 420, (620, "#dbe896"), (430, "#e7f0b4"), (250, "#f4f7d6"))
    sheet.cut(
        "#9cbf4e", land((-60, 700), (420, 640), (1100, 560), (1500, 330), (1860, 420))
    )
    sheet.cut(
        "#5f9a45", land((-60, 840), (600, 800), (1250, 690), (1860, 520)), lift=12
    )
    sheet.cut(
        "#2f6b3f", land((-60, 960), (600, 920), (1300, 830), (1860, 740)), lift=12
    )
    sheet.cut(
        "#4b4560", poly((-60, 1070), (1860, 950), (1860, 1240), (-60, 1240)), lift=12
    )
    dashes = [
        turned(rect(x, 1150, 180, 16, 8), -3.6, (900, 1158))
        for x in range(-40, 1860, 320)
    ]
    sheet.cut("#f4f7d6", *dashes, lift=0)

    def put(colour: str, *cuts: Cut, lift: float = 10) -> None:
        placed = [moved(turned(cut, -3.6, (900, 1020)), 0, 26) for cut in cuts]
        sheet.cut(colour, *placed, lift=lift)

    _far_leg(put)
    _bicycle(put)
    _rider(put)
    return sheet.finish()


def _far_leg(put) -> None:
    """The leg behind the frame, at the top of its stroke."""
    put("#8a5030", limb((640, 470, 70), (930, 560, 54), (900, 720, 34)), lift=8)
    put(
        "#e8ecef",
        blob((860, 700), (920, 690), (1000, 740), (990, 764), (864, 760)),
        lift=6,
    )


def _bicycle(put) -> None:
    """Wheels, frame, chainset, saddle and drops."""
    for x in (500, 1240):
        put("#22203a", band(x, 830, 214, 26, 0, 360), lift=10)
        spokes: Cut = []
        for n in range(9):
            spokes += turned(rect(x - 2, 830, 4, 190), n * 40, (x, 830))
        put("#8f8aa8", spokes, lift=0)
        put("#22203a", circle(x, 830, 26), lift=4)
    crank = (800, 840)
    frame = line([(500, 830), crank, (1120, 520), (640, 520), (500, 830)], 26)
    frame += line([crank, (620, 460)], 26) + line(
        [(1100, 470), (1150, 620), (1240, 830)], 26
    )
    put("#f7f4ea", frame, lift=12)
    put("#22203a", circle(*crank, 62), rect(540, 440, 150, 30, 15), lift=8)
    put("#f7f4ea", circle(*crank, 36), lift=0)
    bar = curve([(1090, 460), (1190, 450), (1250, 500), (1230, 570), (1170, 580)])
    put("#22203a", line(bar, 24), lift=8)
    put("#22203a", line([crank, (770, 950)], 18), rect(720, 944, 110, 20, 10), lift=6)


def _rider(put) -> None:
    """The rider bent over the bars in a magenta jersey."""
    leg = limb((640, 450, 84), (900, 640, 60), (790, 880, 36))
    put("#b06a42", leg, lift=14)
    put("#22203a", limb((640, 450, 92), (790, 560, 76)), lift=6)
    put(
        "#e8ecef",
        blob((740, 900), (780, 860), (840, 890), (910, 930), (900, 954), (744, 948)),
    )
    put("#b06a42", limb((1020, 330, 44), (1130, 450, 36), (1210, 470, 30)), lift=10)
    back = blob(
        (590, 400),
        (700, 300),
        (860, 230),
        (1010, 240),
        (1080, 310),
        (1050, 390),
        (900, 420),
        (740, 500),
        (610, 500),
    )  # fmt: skip
    put("#d42a72", back, lift=16)
    put(
        "#f58ab3",
        line(curve([(640, 400), (760, 320), (900, 276), (1000, 286)]), 22),
        lift=0,
    )
    put("#d42a72", limb((1010, 330, 58), (1090, 410, 48)), lift=10)
    put("#b06a42", circle(1150, 236, 72, 80), lift=8)
    helmet = blob(
        (1040, 190),
        (1080, 120),
        (1180, 104),
        (1250, 170),
        (1254, 206),
        (1150, 200),
        (1080, 240),
    )  # fmt: skip
    put("#f7f4ea", helmet, lift=12)
    put("#d42a72", line(curve([(1080, 170), (1150, 140), (1220, 158)]), 18), lift=0)
    put("#22203a", rect(1160, 216, 76, 30, 15), lift=4)


def swimmer() -> Image.Image:
    """A swimmer seen from above, alone in a lane, mid-stroke."""
    sheet = Sheet("#1fa9c2")
    for n, y in enumerate((120, 330, 520, 700, 900, 1090)):
        glint = curve(
            [(-60 + x * 150, y + (18 if (x + n) % 2 else -18)) for x in range(14)]
        )
        sheet.cut("#45bfd2", line(glint, 16), lift=0)
    sheet.cut("#0f7f9f", rect(-40, 560, 1900, 80), lift=0)
    for y in (190, 1010):
        sheet.cut("#f7f3e6", rect(-40, y - 8, 1900, 16), lift=10)
        for n in range(31):
            bead = rect(-40 + n * 62, y - 30, 56, 60, 20)
            sheet.cut("#e8493f" if n // 3 % 2 else "#f7f3e6", bead, lift=6)
    _wake(sheet)
    _crawl(sheet, "#c98a5e")
    return sheet.finish()


def _wake(sheet: Sheet) -> None:
    """The water turned white behind the feet and round the arms."""
    for colour, grow in (("#8fdbe4", 30), ("#e6f8f8", 0)):
        foam: Cut = []
        for x, y, r in (
            (190, 600, 90), (290, 540, 80), (300, 670, 84), (400, 600, 90),
            (110, 540, 56), (110, 660, 50), (40, 600, 40), (1270, 372, 58),
            (1330, 400, 40), (1330, 340, 42), (1180, 690, 50), (1560, 670, 46),
        ):  # fmt: skip
            foam += circle(x, y, r + grow)
        sheet.cut(colour, foam, lift=6)


def _crawl(sheet: Sheet, skin: str) -> None:
    """The body along the lane: one arm ahead, one coming round, feet in the foam."""
    legs = limb((700, 560, 58), (520, 556, 44), (340, 560, 28))
    legs += limb((700, 644, 58), (520, 650, 44), (340, 628, 28))
    sheet.cut(skin, legs, lift=16)
    ahead = limb((1080, 690, 60), (1260, 706, 46), (1470, 680, 30), (1530, 672, 34))
    sheet.cut(skin, ahead, lift=16)
    round_ = limb((1070, 510, 60), (1000, 380, 46), (1190, 372, 30), (1240, 368, 34))
    sheet.cut(skin, round_, lift=20)
    trunk = blob(
        (1130, 600),
        (1110, 470),
        (1000, 480),
        (840, 530),
        (690, 506),
        (640, 600),
        (690, 694),
        (840, 670),
        (1000, 720),
        (1110, 730),
    )  # fmt: skip
    sheet.cut(skin, trunk, lift=18)
    suit = blob((960, 600), (830, 540), (690, 500), (634, 600), (690, 700), (830, 660))
    sheet.cut("#22305f", suit, lift=0)
    straps = line(curve([(900, 580), (1010, 540), (1080, 500)]), 26)
    straps += line(curve([(900, 620), (1010, 660), (1080, 700)]), 26)
    sheet.cut("#22305f", straps, lift=0)
    sheet.cut("#ffce3a", circle(1190, 600, 104, 90), lift=18)
    sheet.cut(
        "#f2a71f", line(curve([(1096, 604), (1190, 590), (1288, 604)]), 12), lift=0
    )
