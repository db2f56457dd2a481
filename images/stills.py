"""Stills: one small file of a picture that another site sent, and nothing else."""

from io import BytesIO

from PIL import Image, ImageOps

from images.drawing import drawing_of
from images.making import encoded

SIZE = (800, 450)  # as films are, 16:9
SMALLEST = 64  # a side of what is a picture, and not a pixel that counts readers
MOST_PIXELS = 16_000_000
FORMATS = ("AVIF", "GIF", "JPEG", "PNG", "WEBP")


class NoStill(Exception):
    """These bytes make no still; says why."""


def still_of(content: bytes) -> bytes:
    """A WebP of the picture's middle, 16:9 and of 800 pixels at most.

    ``content`` is whatever somebody chose to send. Raises NoStill for what is no
    picture, for an SVG, and for a picture that is too large or too small.
    """
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise NoStill(f"{opened.width} × {opened.height} pixels are too many.")
            if min(opened.size) < SMALLEST:
                raise NoStill(f"{opened.width} × {opened.height} pixels are too few.")
            drawing, _ = drawing_of(opened, SIZE)
    except NoStill:
        raise
    except Exception as error:  # Pillow raises whatever a damaged file leads it to
        raise NoStill(f"It is no picture ({type(error).__name__}).") from error
    scale = min(drawing.width / SIZE[0], drawing.height / SIZE[1], 1)
    size = (round(SIZE[0] * scale), round(SIZE[1] * scale))
    return encoded(ImageOps.fit(drawing.convert("RGB"), size), "webp")
