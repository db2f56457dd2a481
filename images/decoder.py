"""What a process of its own does that opens one picture from a stranger.

``images/decoded.py`` starts it. It takes no more memory and time than its limits,
whatever is in the file, and may die of it. It says a line of JSON: why the picture is
refused, or what its drawing is; the drawing's bytes follow that line.
"""

import json
import re
import resource
import sys
import warnings

from PIL import Image
from PIL.AvifImagePlugin import AvifImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.WebPImagePlugin import WebPImageFile

from images.drawing import drawing_of
from images.smuggled import WINDOW, is_smuggling

# Bytes of memory of its own: enough for 50 megapixels once, and not for a copy of them.
MEMORY = 264 * 1024 * 1024
# Address space until its size is known: WebP sets aside what it may come to need.
OPENING = 2560 * 1024 * 1024
OF_OURS = 24 * 1024 * 1024  # Python and Pillow themselves
SECONDS = 8
# Scans that a progressive JPEG may have, and pixels times scans: one of 50 megapixels
# has about ten, a hostile one thousands, each of which takes as long as a picture.
FEW_SCANS, MOST_SCANNED = 20, 1_000_000_000
# Bytes for each pixel that decoders take that know no smaller way.
EACH_PIXEL = {WebPImageFile: 17, AvifImageFile: 11}
# Comments, in a file's first megabyte; a camera writes a few.
MOST_PARTS = 10_000
_PART = re.compile(rb"\xff\xfe\x00|tEXt|zTXt|iTXt")
FORMATS = ("AVIF", "GIF", "JPEG", "PNG", "WEBP")


def main(path: str, most_pixels: int) -> None:
    """Look into the file at ``path``, and say on standard output what it is."""
    resource.setrlimit(resource.RLIMIT_DATA, (OPENING, OPENING))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    warnings.simplefilter("ignore")
    Image.MAX_IMAGE_PIXELS = None  # the limit is ours
    try:
        said, content = _looked_at(path, most_pixels)
    except MemoryError:
        said, content = {"refused": "memory"}, b""
    except Exception as error:  # Pillow raises whatever a damaged file leads it to
        why = f"{type(error).__name__}: {error}"[:200]
        said, content = {"refused": "damaged", "why": why}, b""
    sys.stdout.buffer.write(json.dumps(said).encode() + b"\n")
    sys.stdout.buffer.write(content)


def _looked_at(path: str, most_pixels: int) -> tuple[dict, bytes]:
    with open(path, "rb") as file:
        if is_smuggling(file):
            return {"refused": "smuggled"}, b""
        file.seek(0)
        with Image.open(file, formats=FORMATS) as opened:
            pixels = opened.width * opened.height
            if pixels > most_pixels:
                return {"refused": "pixels"}, b""
            if _bytes_taken(opened) > MEMORY - OF_OURS:
                return {"refused": "memory"}, b""
            if _has_too_many_parts(path):
                return {"refused": "time"}, b""
            if isinstance(opened, JpegImageFile):
                scans = _scans(path)
                if scans > FEW_SCANS and scans * pixels > MOST_SCANNED:
                    return {"refused": "time"}, b""
            resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
            drawing, scale = drawing_of(opened)
    said = {"mode": drawing.mode, "size": drawing.size, "scale": scale}
    return said, drawing.tobytes()


def _has_too_many_parts(path: str) -> bool:
    """Whether a JPEG or PNG is in so many parts that to find its pixels takes long."""
    with open(path, "rb") as file:
        beginning = file.read(WINDOW)
    return len(_PART.findall(beginning)) > MOST_PARTS


def _bytes_taken(opened: Image.Image) -> float:
    """What its decoder takes at least, where that is more than once the pixels."""
    pixels = opened.width * opened.height
    if isinstance(opened, JpegImageFile) and opened.info.get("progressive"):
        # Each coefficient of each component is held, of two bytes.
        layers = [across * down for _, across, down, *_ in opened.layer]
        return 2 * pixels * sum(layers) / max(layers)
    return EACH_PIXEL.get(type(opened), 0) * pixels


def _scans(path: str) -> int:
    """How many scans a JPEG has (ISO/IEC 10918-1, B.2.3: each begins with FF DA)."""
    found, before = 0, b""
    with open(path, "rb") as file:
        while part := file.read(WINDOW):
            found += (before + part).count(b"\xff\xda")
            before = part[-1:]
    return found
