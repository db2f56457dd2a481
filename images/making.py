"""Make a picture's ready set from one decoding of the original."""

import ctypes
from collections.abc import Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import BytesIO

from PIL import Image
from wagtail.images.models import Filter, SourceImageIOError
from wagtail.images.rect import Rect

from images.decoded import Drawn, NotDrawn
from images.decoded import drawn as drawn_apart
from images.drawing import LARGE, drawing_of
from images.sets import ENCODING, SEARCHED, TRIED, VARIANTS, WORTH

THREADS = (
    2  # that scale and encode: two thirds of the time where two processors are free
)
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
    original is not there, or cannot be drawn any more; it is not opened where it is
    ``drawn`` already.
    """
    drawing, scale = drawn or _drawn(picture)
    smaller, encoding = Smaller(picture.get_focal_point(), scale), _encoding_of(drawing)
    with ThreadPoolExecutor(THREADS) as threads:
        jobs = _jobs(drawing, smaller, only)
        for made in threads.map(lambda job: _made(drawing, encoding, *job), jobs):
            yield from made


def give_back() -> None:
    """Hand to the system what encoders freed: glibc keeps it, for each thread apart."""
    if _trim is not None:
        _trim(0)


def _drawn(picture) -> Drawn:
    """The original's drawing; of a large one by another process, as at its upload."""
    pixels = picture.width * picture.height
    with picture.open_file() as file:
        if pixels > LARGE:
            try:
                return drawn_apart(file, pixels)
            except NotDrawn as why:
                raise SourceImageIOError(f"not drawn again: {why}") from why
        with Image.open(file) as opened:
            return Drawn(*drawing_of(opened))


def _jobs(
    drawing: Image.Image, smaller: Smaller, only: Collection[str] | None
) -> Iterator[tuple]:
    """What ``_made`` is told of each size, none of whose files is made twice."""
    for name, variant in VARIANTS.items():
        shown = set()
        for size in variant.sizes:
            pixels, box = _scaling(drawing, size, smaller)
            formats = {
                f"{size}|format-{file_format}": file_format
                for file_format in variant.formats_of(size)
                if (file_format, pixels) not in shown
            }
            shown |= {(file_format, pixels) for file_format in formats.values()}
            if only is not None:
                formats = {spec: formats[spec] for spec in formats if spec in only}
            if formats:
                yield name, formats, pixels, box


def _made(
    drawing: Image.Image, encoding: dict, variant: str, formats: dict, pixels, box
) -> list[Made]:
    """``drawing`` cropped to ``box`` and scaled to ``pixels``, in each format."""
    resized = drawing.resize(
        pixels,
        Image.Resampling.LANCZOS,
        box=box,
        reducing_gap=3,  # looks the same, and takes a third of the time
    )
    return [
        Made(
            variant, spec, file_format, encoded(resized, file_format, encoding), *pixels
        )
        for spec, file_format in formats.items()
    ]


def _scaling(drawing: Image.Image, size: str, smaller: Smaller) -> tuple[tuple, tuple]:
    """Size and crop of ``drawing`` as Wagtail would; never larger than it is."""
    try:
        transform = Filter(size).get_transform(smaller, drawing.size)
    except ValueError:  # a line so thin that nothing would be left of it
        return drawing.size, (0, 0, *drawing.size)
    left, top, right, bottom = transform.get_rect().round()
    right, bottom = min(right, drawing.width), min(bottom, drawing.height)
    return transform.size, (max(0, left), max(0, top), right, bottom)


def _encoding_of(drawing: Image.Image) -> dict:
    """``SEARCHED`` where it makes the files of ``drawing`` smaller, or ``ENCODING``."""
    small = drawing.copy()
    small.thumbnail(TRIED)
    soon, late = (len(encoded(small, "avif", how)) for how in (ENCODING, SEARCHED))
    return SEARCHED if late < WORTH * soon else ENCODING


def encoded(image: Image.Image, file_format: str, encoding: dict = ENCODING) -> bytes:
    """The file of ``image`` in a format of ``encoding``; white behind it in JPEG."""
    if file_format == "jpeg" and image.mode == "RGBA":
        white = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(white, image).convert("RGB")
    output = BytesIO()
    image.save(output, file_format, **encoding[file_format])
    return output.getvalue()
