"""Make a picture's ready set from one decoding of the original."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from io import BytesIO

from PIL import ExifTags, Image, ImageCms, ImageOps
from wagtail.images.models import Filter
from wagtail.images.rect import Rect

from images.sets import ENCODING, LEAST_HEIGHT, LEAST_WIDTH, VARIANTS

# A little more than the largest rendition, so that it is still scaled down, not copied.
MARGIN = 1.25
LONGEST = 16_000  # WebP holds sides of up to 16,383 pixels
LYING = {5, 6, 7, 8}  # EXIF orientations that swap width and height
SRGB = ImageCms.createProfile("sRGB")


@dataclass(frozen=True)
class Made:
    """The content of one rendition."""

    variant: str
    spec: str
    format: str
    content: bytes
    width: int
    height: int


class _Smaller:
    """Stands for a picture that was scaled: what Wagtail's transforms ask of one."""

    def __init__(self, focal_point: Rect | None, scale: float):
        self.focal_point = focal_point and Rect(*(edge * scale for edge in focal_point))

    def get_focal_point(self) -> Rect | None:
        return self.focal_point

    def is_svg(self) -> bool:
        return False


def make(picture, only: Collection[str] | None = None) -> Iterator[Made]:
    """The renditions of ``picture``'s ready set, or those of the specs in ``only``.

    None is scaled up: of the sizes that a picture is too small for there is one, as
    large as it is, and no two of a variant are alike. Raises SourceImageIOError if the
    original is not there.
    """
    with picture.open_file() as file, Image.open(file) as opened:
        drawing, scale = drawing_of(opened)
    smaller = _Smaller(picture.get_focal_point(), scale)
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


def drawing_of(
    opened: Image.Image, least: tuple[int, int] = (LEAST_WIDTH, LEAST_HEIGHT)
) -> tuple[Image.Image, float]:
    """The picture upright, in RGB or RGBA, no larger than needed; and its scale.

    It has no metadata. ``least`` are the width and height that are needed.

    JPEG is decoded at a half, quarter or eighth where that is enough (``draft``).
    """
    width, height = opened.size
    try:
        lying = opened.getexif().get(ExifTags.Base.Orientation) in LYING
    except Exception:  # Pillow raises whatever damaged metadata leads it to
        lying = False
    if lying:
        width, height = height, width
    scale = MARGIN * max(least[0] / width, least[1] / height)
    scale = min(1, scale, LONGEST / max(width, height))
    needed = (max(1, round(width * scale)), max(1, round(height * scale)))
    opened.draft(None, needed[::-1] if lying else needed)
    opened.load()
    drawing = _in_rgb(_upright(opened))
    if drawing.width > needed[0] * MARGIN or max(drawing.size) > LONGEST:
        drawing = drawing.resize(needed, Image.Resampling.LANCZOS, reducing_gap=2)
    return drawing, drawing.width / width


def _upright(image: Image.Image) -> Image.Image:
    try:
        return ImageOps.exif_transpose(image)
    except Exception:  # as above: an orientation that cannot be read is none
        return image.copy()


def _in_rgb(image: Image.Image) -> Image.Image:
    """``image`` in sRGB, which needs no profile, and with no metadata at all.

    A colour profile can carry serial numbers and megabytes, so none is kept.
    """
    profile = image.info.get("icc_profile", b"")
    transparent = image.has_transparency_data
    if image.mode == "CMYK" and profile:
        image, profile = _in_srgb(image, profile), b""
    elif image.mode.startswith("I"):
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    if image.mode not in ("RGB", "RGBA"):
        image = image.convert("RGBA" if transparent else "RGB")
    # A profile of grey or of printing inks would distort what is RGB now.
    if profile[16:20] == b"RGB ":
        image = _in_srgb(image, profile)
    image.info = {}
    return image


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """The colours as ``profile`` means them; one that is damaged is ignored."""
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    try:
        colours = ImageCms.ImageCmsProfile(BytesIO(profile))
        return ImageCms.profileToProfile(image, colours, SRGB, outputMode=mode)
    except (ImageCms.PyCMSError, OSError):
        return image.convert(mode)


def _resized(drawing: Image.Image, size: str, smaller: _Smaller) -> Image.Image:
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
    output = BytesIO()
    image.save(output, file_format, **ENCODING[file_format])
    return output.getvalue()
