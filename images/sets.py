"""Which renditions readers are shown: the ready set that each picture has."""

from dataclasses import dataclass
from hashlib import sha256


@dataclass(frozen=True)
class Variant:
    """One way of showing a picture: its sizes, and the formats of each."""

    sizes: tuple[str, ...]  # Wagtail's filter specs, smallest first
    formats: tuple[str, ...] = ("webp", "jpeg")  # the last is for every browser

    @property
    def specs(self) -> list[str]:
        """The full filter spec of each rendition: ``fill-480x320|format-webp``."""
        return [f"{size}|format-{name}" for size in self.sizes for name in self.formats]


VARIANTS = {
    "card": Variant(("fill-480x320", "fill-960x640")),
    "body": Variant(("width-800", "width-1600")),  # the hero's too
    "author": Variant(("fill-240x240",)),
    "logo": Variant(("height-48",), ("png",)),
}
# The pixels that no variant needs more than: (least width, least height).
LEAST_WIDTH, LEAST_HEIGHT = 1600, 640
# Part of what a set is made from: a change of VARIANTS makes every set anew.
EDITION = sha256(repr(VARIANTS).encode()).hexdigest()[:12]
