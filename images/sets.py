"""Which renditions readers are shown: the ready set that each picture has."""

from dataclasses import dataclass
from hashlib import sha256


@dataclass(frozen=True)
class Variant:
    """One way of showing a picture: its sizes, and the formats of each.

    Browsers that know AVIF, nearly all, choose among ``sizes``; the others, for whom
    every file costs time and room too, among ``older_sizes``, some of the same.
    """

    sizes: tuple[str, ...]  # Wagtail's filter specs, smallest first
    older_sizes: tuple[str, ...]
    formats: tuple[str, ...] = ("avif", "webp", "jpeg")  # the last is for every browser

    def formats_of(self, size: str) -> tuple[str, ...]:
        """The formats in which there is a file of ``size``."""
        return self.formats if size in self.older_sizes else self.formats[:1]

    @property
    def specs(self) -> list[str]:
        """The full filter spec of each rendition: ``fill-384x256|format-webp``."""
        return [
            f"{size}|format-{name}"
            for size in self.sizes
            for name in self.formats_of(size)
        ]


VARIANTS = {
    "card": Variant(  # 3:2
        ("fill-192x128", "fill-384x256", "fill-576x384", "fill-768x512"),
        ("fill-384x256", "fill-768x512"),
    ),
    "lead": Variant(  # 16:9
        ("fill-480x270", "fill-768x432", "fill-1120x630", "fill-1504x846"),
        ("fill-768x432", "fill-1504x846"),
    ),
    "body": Variant(  # uncropped; the hero's too
        ("width-480", "width-800", "width-1200", "width-1600"),
        ("width-800", "width-1600"),
    ),
    # For machines alone, which take "lead" for their 16:9.
    "four_to_three": Variant(("fill-1200x900",), ("fill-1200x900",), ("jpeg",)),
    "square": Variant(("fill-1200x1200",), ("fill-1200x1200",), ("jpeg",)),
    "author": Variant(("fill-96x96", "fill-240x240"), ("fill-240x240",)),
    "logo": Variant(("height-48",), ("height-48",), ("png",)),
}
# What Pillow is told for each format.
ENCODING = {
    "avif": {"quality": 52, "speed": 9},
    "webp": {"quality": 74, "method": 2},
    "jpeg": {"quality": 74, "progressive": True, "optimize": True},
    "png": {"optimize": True},
}
# A slower search takes AVIF three times as long, and makes a photograph no smaller (by
# 0 to 3 %), but a drawing (by 8 to 35 %): pictures are made so of which a copy of these
# pixels becomes less than WORTH of what it was.
SEARCHED = ENCODING | {"avif": {"quality": 52, "speed": 8}}
WORTH, TRIED = 0.95, (384, 384)
# Part of what a set is made from: a change above makes every set anew.
EDITION = sha256(
    repr((VARIANTS, ENCODING, SEARCHED, WORTH, TRIED)).encode()
).hexdigest()[:12]
