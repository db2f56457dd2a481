"""Head-and-shoulders portraits for the demo newsroom's authors."""

from __future__ import annotations

from PIL import Image

from .paper import (
    SQUARE,
    Cut,
    Sheet,
    arc,
    band,
    blob,
    circle,
    curve,
    flipped,
    line,
    poly,
    rect,
)


def _bust(sheet: Sheet, skin: str, shade: str, coat: str) -> None:
    """Shoulders, neck and head, which every portrait is dressed over."""
    shoulders = blob(
        (400, 560),
        (560, 590),
        (690, 680),
        (740, 900),
        (60, 900),
        (110, 680),
        (240, 590),
    )
    sheet.cut(coat, shoulders, lift=12)
    sheet.cut(shade, rect(338, 460, 124, 170, 56), lift=6)
    ears = circle(262, 372, 32, 42)
    sheet.cut(shade, ears, flipped(ears, 400), lift=4)
    head = blob(
        (400, 180), (504, 226), (534, 350), (506, 470), (400, 556), (294, 470),
        (266, 350), (296, 226),
    )  # fmt: skip
    sheet.cut(skin, head, lift=10)


def _face(sheet: Sheet, ink: str, shade: str, lips: str) -> None:
    """Eyes, brows, nose and mouth, kept to a few flat strips."""
    brow = line(curve([(302, 322), (336, 306), (372, 320)]), 12)
    eye = circle(338, 362, 13, 15)
    sheet.cut(ink, brow, eye, flipped(brow, 400), flipped(eye, 400), lift=0)
    nose = line(curve([(404, 372), (418, 424), (390, 432)]), 9)
    sheet.cut(shade, nose, lift=0)
    smile = [[*arc(400, 470, 46, 30, 10, 170), (400, 478)]]
    sheet.cut(lips, smile, lift=0)


def calloway() -> Image.Image:
    """A woman with dark curls and a green jacket."""
    sheet = Sheet("#f2b84b", SQUARE)
    sheet.cut("#f7cf7d", circle(400, 400, 330), lift=8)
    curls: Cut = blob(
        (400, 90),
        (580, 160),
        (640, 340),
        (600, 560),
        (200, 560),
        (160, 340),
        (220, 160),
    )
    for x, y in (
        (206, 220),
        (160, 330),
        (170, 440),
        (210, 530),
        (300, 140),
        (400, 110),
    ):
        curls += circle(x, y, 74) + circle(800 - x, y, 74)
    sheet.cut("#2b1d26", curls, lift=10)
    _bust(sheet, "#a86a45", "#8c5335", "#1f6f5c")
    lapel = poly((300, 574), (338, 560), (400, 740), (330, 800), (240, 800))
    sheet.cut("#175646", lapel, flipped(lapel, 400), lift=8)
    sheet.cut("#fdf3dc", poly((346, 590), (454, 590), (400, 720)), lift=0)
    sheet.cut("#a86a45", poly((350, 570), (450, 570), (400, 660)), lift=0)
    fringe: Cut = []
    for x, y, r in ((300, 216, 58), (372, 190, 62), (450, 194, 60), (512, 236, 50)):
        fringe += circle(x, y, r)
    sheet.cut("#3a2833", fringe, lift=6)
    _face(sheet, "#22161d", "#8c5335", "#8f2f3c")
    drops = circle(256, 446, 16)
    sheet.cut("#e4572e", drops, flipped(drops, 400), lift=4)
    return sheet.finish()


def tak() -> Image.Image:
    """A man with round glasses, a beard and a blue coat."""
    sheet = Sheet("#d9583f", SQUARE)
    sheet.cut("#e67a5e", circle(400, 400, 330), lift=8)
    _bust(sheet, "#efc39a", "#d9a478", "#20395c")
    collar = poly(
        (336, 566),
        (400, 650),
        (464, 566),
        (520, 600),
        (430, 740),
        (370, 740),
        (280, 600),
    )
    sheet.cut("#f4ead6", collar, lift=8)
    sheet.cut("#d9a478", poly((346, 556), (454, 556), (400, 640)), lift=0)
    knot = poly((378, 650), (422, 650), (440, 830), (360, 830))
    sheet.cut("#f2b84b", knot, lift=6)
    beard = [
        *curve([(268, 380), (286, 500), (400, 590), (514, 500), (532, 380)]),
        *curve([(532, 380), (490, 440), (400, 436), (310, 440), (268, 380)]),
    ]
    sheet.cut("#8a4a2b", [beard], lift=8)
    hair = blob(
        (262, 330),
        (256, 220),
        (330, 140),
        (450, 128),
        (540, 190),
        (540, 330),
        (510, 270),
        (420, 236),
        (310, 256),
    )
    sheet.cut("#9c5733", hair, lift=10)
    _face(sheet, "#40241a", "#d9a478", "#f0d9c4")
    rims = band(338, 362, 56, 9, 0, 360)
    bridge = line(curve([(390, 354), (400, 348), (410, 354)]), 9)
    sheet.cut("#1b2434", rims, flipped(rims, 400), bridge, lift=4)
    return sheet.finish()


def fairlight() -> Image.Image:
    """A woman with a silver bob and a plum polo neck."""
    sheet = Sheet("#3f8f94", SQUARE)
    sheet.cut("#62abab", circle(400, 400, 330), lift=8)
    back = blob(
        (400, 100), (560, 150), (610, 320), (590, 520), (500, 560), (300, 560),
        (210, 520), (190, 320), (240, 150),
    )  # fmt: skip
    sheet.cut("#bfc6c9", back, lift=10)
    _bust(sheet, "#f3d0b5", "#dcb092", "#6d2a55")
    sheet.cut("#82386a", rect(322, 540, 156, 92, 34), lift=8)
    sheet.cut("#6d2a55", rect(322, 580, 156, 10, 5), lift=0)
    side = blob(
        (330, 170), (286, 260), (280, 380), (272, 470), (300, 540), (230, 530),
        (196, 420), (204, 270),
    )  # fmt: skip
    sheet.cut("#cfd5d7", side, flipped(side, 400), lift=8)
    sweep = blob(
        (500, 120), (400, 110), (280, 150), (212, 260), (214, 390), (290, 320),
        (400, 276), (480, 210),
    )  # fmt: skip
    tuck = blob((476, 124), (560, 160), (596, 280), (584, 400), (530, 320), (486, 220))
    sheet.cut("#dde1e2", tuck, lift=8)
    sheet.cut("#e9ecec", sweep, lift=10)
    strands = line(curve([(250, 300), (320, 210), (450, 160)]), 6)
    strands += line(curve([(290, 296), (370, 230), (460, 190)]), 6)
    sheet.cut("#b5bdc0", strands, lift=0)
    _face(sheet, "#3c3336", "#dcb092", "#b23a52")
    sheet.cut("#f2b84b", circle(400, 668, 22), lift=6)
    chain = line(curve([(306, 610), (340, 646), (400, 660), (460, 646), (494, 610)]), 7)
    sheet.cut("#f2b84b", chain, lift=4)
    return sheet.finish()
