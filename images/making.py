"""Make a picture's ready set from one decoding of the original."""

import ctypes
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from io import BytesIO

from PIL import Image
from wagtail.images.models import Filter
from wagtail.images.rect import Rect

from images.decoded import Drawn
from images.drawing import drawing_of
from images.sets import ENCODING, FLAT, SEARCHED, VARIANTS

_trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # glibc's own


@dataclass(frozen=True)
class Made:
    """The content of one rendition."""

    variant: str
    spec: str
    format: str
    content: bytes
    width: int
    height: int


class Smaller:
    """Stands for a picture that was scaled: what Wagtail's transforms ask of one."""

    def __init__(self, focal_point: Rect | None, scale: float):
        self.focal_point = focal_point and Rect(*(edge * scale for edge in focal_point))

    def get_focal_point(self) -> Rect | None:
        return self.focal_point

    def is_svg(self) -> bool:
        return False


def make(
    picture, only: Collection[str] | None = None, drawn: Drawn | None = None
) -> Iterator[Made]:
    """The renditions of ``picture``'s ready set, or those of the specs in ``only``.

    None is scaled up: of the sizes that a picture is too small for there is one, as
    large as it is, and no two of a variant are alike. Raises SourceImageIOError if the
    original is not there; it is not opened where it is ``drawn`` already.
    """
    drawing, scale = drawn or _drawn(picture)
    smaller = Smaller(picture.get_focal_point(), scale)
    for name, variant in VARIANTS.items():
        shown = set()
        for size in variant.sizes:
            resized = _resized(drawing, size, smaller)
            for file_format in variant.formats_of(size):
                spec = f"{size}|format-{file_format}"
                if (file_format, resized.size) in shown:
                    continue
                shown.add((file_format, resized.size))
                if only is None or spec in only:
                    content = encoded(resized, file_format)
                    yield Made(name, spec, file_format, content, *resized.size)


def give_back() -> None:
    """Hand to the system what encoders freed: glibc keeps it, for each thread apart."""
    if _trim is not None:
        _trim(0)


def _drawn(picture) -> Drawn:
    with picture.open_file() as file, Image.open(file) as opened:
        return Drawn(*drawing_of(opened))


def _resized(drawing: Image.Image, size: str, smaller: Smaller) -> Image.Image:
    """``drawing`` cropped and scaled as Wagtail would; never larger than it is."""
    try:
        transform = Filter(size).get_transform(smaller, drawing.size)
    except ValueError:  # a line so thin that nothing would be left of it
        return drawing
    left, top, right, bottom = transform.get_rect().round()
    right, bottom = min(right, drawing.width), min(bottom, drawing.height)
    return drawing.resize(
        transform.size,
        Image.Resampling.LANCZOS,
        box=(max(0, left), max(0, top), right, bottom),
        reducing_gap=3,  # looks the same, and takes a third of the time
    )


def encoded(image: Image.Image, file_format: str) -> bytes:
    """The file of ``image`` in a format of ``ENCODING``; white behind it in JPEG."""
    if file_format == "jpeg" and image.mode == "RGBA":
        white = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(white, image).convert("RGB")
    content = _saved(image, file_format)
    if file_format == "avif" and len(content) < FLAT * image.width * image.height:
        content = min(content, _saved(image, file_format, **SEARCHED), key=len)
    return content


def _saved(image: Image.Image, file_format: str, **options) -> bytes:
    output = BytesIO()
    image.save(output, file_format, **ENCODING[file_format] | options)
    return output.getvalue()
