"""Stills: one small file of a picture that another site sent, and nothing else."""

from io import BytesIO

from PIL import ImageOps

from images.decoded import NotDrawn, drawn
from images.making import encoded

SIZE = (800, 450)  # as films are, 16:9
SMALLEST = 64  # a side of what is a picture, and not a pixel that counts readers
MOST_PIXELS = 16_000_000


class NoStill(Exception):
    """These bytes make no still; says why."""


def still_of(content: bytes) -> bytes:
    """A WebP of the picture's middle, 16:9 and of 800 pixels at most.

    ``content`` is whatever somebody chose to send. Raises NoStill for what is no
    picture, for an SVG, and for a picture that is too large or too small.
    """
    try:
        drawing, smaller = drawn(BytesIO(content), MOST_PIXELS)
    except NotDrawn as why:
        raise NoStill(f"It is no picture that can be drawn ({why}).") from why
    if min(drawing.size) < SMALLEST * smaller:
        raise NoStill(f"Its sides of {drawing.width} × {drawing.height} are too small.")
    scale = min(drawing.width / SIZE[0], drawing.height / SIZE[1], 1)
    size = (round(SIZE[0] * scale), round(SIZE[1] * scale))
    return encoded(ImageOps.fit(drawing.convert("RGB"), size), "webp")
