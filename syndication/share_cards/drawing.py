"""How a share card looks: paper, a rule, a label, the headline, one cut corner.

It is the site in small: docs/design.md. A right-to-left card is mirrored.
"""

from io import BytesIO

from django.core.files.storage import default_storage
from PIL import Image, ImageDraw, ImageOps

from syndication.share_cards.card import HEIGHT, INK, WIDTH, Card
from syndication.share_cards.faces import DISPLAY, FURNITURE
from syndication.share_cards.setting import (
    Block,
    Text,
    clean,
    draw,
    fitted,
    line,
    width_of,
)

# Some networks take no heavier picture.
MOST_BYTES = 300_000
PAPER, MUTED = "#FAF8F3", "#5A5852"
MARGIN, CLIP = 64, 84
PICTURE_WIDTH, GUTTER = 500, 48
RULE, RULE_TOP = 6, 64
LABEL, KIND, FOOT, BRAND = 30, 26, 26, 38
LABEL_BASELINE, FOOT_BASELINE = 122, 570
HEADLINE_TOP, HEADLINE_BOTTOM = 150, 496
# Type sizes that a headline may have, the largest first.
BESIDE_A_PICTURE, ALONE = range(80, 33, -2), range(112, 43, -2)
QUALITIES = (88, 80, 70, 55)
COLOURS = 64


def drawn(card: Card) -> bytes:
    """The card as a picture of 1200 × 630 pixels, of under 300 kB.

    A JPEG where it has a picture, else a PNG. Raises OSError where a file that it
    shows is missing or broken.
    """
    sheet = _Sheet(card)
    sheet.draw()
    return _jpeg(sheet.image) if card.picture else _png(sheet.image)


class _Sheet:
    """A card while it is drawn; ``x`` counts from the side where its text begins."""

    def __init__(self, card: Card):
        self.card = card
        self.image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
        self.pen = ImageDraw.Draw(self.image)
        beside = PICTURE_WIDTH + GUTTER if card.picture else MARGIN
        self.room = WIDTH - MARGIN - beside

    def draw(self) -> None:
        if self.card.picture:
            self._picture()
        self._cut_corner(PAPER if self.card.picture else INK)
        self._box(MARGIN, RULE_TOP, self.room, RULE, self.card.accent)
        self._label()
        self._headline()
        self._foot()

    def _picture(self) -> None:
        size, picture = (PICTURE_WIDTH, HEIGHT), self.card.picture
        with default_storage.open(picture.file) as file, Image.open(file) as opened:
            opened.draft("RGB", size)
            part = ImageOps.fit(opened.convert("RGB"), size, centering=picture.centre)
        self.image.paste(part, (self._left(WIDTH - PICTURE_WIDTH, PICTURE_WIDTH), 0))

    def _cut_corner(self, colour: str) -> None:
        """The clipping: the corner where a line ends, cut at 45 degrees."""
        large = 4 * CLIP  # so that the edge is smooth
        corner = Image.new("L", (large, large))
        ImageDraw.Draw(corner).polygon([(0, 0), (large, 0), (large, large)], fill=255)
        corner = corner.resize((CLIP, CLIP), Image.Resampling.LANCZOS)
        if self.card.rtl:
            corner = ImageOps.mirror(corner)
        left = self._left(WIDTH - CLIP, CLIP)
        self.image.paste(colour, (left, 0, left + CLIP, CLIP), corner)

    def _label(self) -> None:
        """The category in its colour; in a box each, what kind of story it is."""
        x, end = MARGIN, MARGIN + self.room
        if self.card.category:
            block = self._line(self.card.category, self.room * 0.6, LABEL)
            self._text(block, x, LABEL_BASELINE, self.card.accent)
            x += width_of(block) + 20
        for kind in self.card.kinds:
            block = self._line(kind, end - x - 26, KIND)
            wide = width_of(block) + 26
            self._box(x, LABEL_BASELINE - 30, wide, 42, INK)
            self._box(x + 2, LABEL_BASELINE - 28, wide - 4, 38, PAPER)
            self._text(block, x + 13, LABEL_BASELINE, INK)
            x += wide + 12

    def _headline(self) -> None:
        card = self.card
        text = Text(clean(card.headline), DISPLAY, card.rtl, card.language)
        sizes = BESIDE_A_PICTURE if card.picture else ALONE
        block = fitted(text, self.room, HEADLINE_BOTTOM - HEADLINE_TOP, sizes)
        first = HEADLINE_TOP + block.leading / 2 + block.size * 0.34
        self._text(block, MARGIN, first, INK)

    def _foot(self) -> None:
        """The newsroom's logo, or its name as in the masthead; whom the story cites."""
        wide = self._logo() if self.card.logo else self._wordmark()
        if self.card.outlet:
            x = MARGIN + wide + 28
            block = self._line(f"via {self.card.outlet}", self.room - wide - 28, FOOT)
            self._text(block, x, FOOT_BASELINE, MUTED)

    def _logo(self) -> float:
        with default_storage.open(self.card.logo) as file, Image.open(file) as opened:
            logo = ImageOps.contain(opened.convert("RGBA"), (round(self.room / 2), 64))
        at = self._left(MARGIN, logo.width), FOOT_BASELINE + 21 - logo.height
        self.image.paste(logo, at, logo)
        return logo.width

    def _wordmark(self) -> float:
        block = line(Text(clean(self.card.brand), DISPLAY), self.room * 0.6, BRAND)
        wide, clip = round(width_of(block)) + 36, 18
        left, top = self._left(MARGIN, wide), FOOT_BASELINE - 43
        right, bottom = left + wide, FOOT_BASELINE + 21
        corners = [(left, top), (right - clip, top), (right, top + clip)]
        self.pen.polygon([*corners, (right, bottom), (left, bottom)], fill=INK)
        draw(block, self.pen, left + 16, FOOT_BASELINE, PAPER)
        return wide

    def _line(self, text: str, room: float, size: int) -> Block:
        card = self.card
        return line(Text(clean(text), FURNITURE, card.rtl, card.language), room, size)

    def _text(self, block: Block, x: float, y: float, ink: str) -> None:
        draw(block, self.pen, WIDTH - x if self.card.rtl else x, y, ink)

    def _box(self, x: float, y: int, wide: float, high: int, colour: str) -> None:
        left = self._left(x, wide)
        self.pen.rectangle((left, y, left + wide - 1, y + high - 1), fill=colour)

    def _left(self, x: float, wide: float) -> float:
        """Where on the picture something ``wide`` begins that is at ``x``."""
        return WIDTH - x - wide if self.card.rtl else x


def _jpeg(image: Image.Image) -> bytes:
    """As good as 300 kB allow."""
    for quality in QUALITIES:
        content = BytesIO()
        image.save(content, "JPEG", quality=quality, subsampling=0, optimize=True)
        if content.tell() < MOST_BYTES:
            break
    return content.getvalue()


def _png(image: Image.Image) -> bytes:
    """A few colours are enough for type on paper."""
    few = image.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    content = BytesIO()
    few.save(content, "PNG")
    return content.getvalue()
