"""The drawing of a picture: its pixels as they are needed, decoded in little memory.

Knows Pillow and nothing else of the project, so that ``images/decoder.py`` starts fast.
"""

from io import BytesIO

from PIL import ExifTags, Image, ImageCms, ImageOps

# The pixels that no rendition needs more than: (least width, least height).
LEAST = (1600, 1200)
# A little more than the largest rendition, so that it is still scaled down, not copied.
MARGIN = 1.25
LONGEST = 16_000  # WebP holds sides of up to 16,383 pixels
LYING = {5, 6, 7, 8}  # EXIF orientations that swap width and height
SRGB = ImageCms.createProfile("sRGB")
# A whole picture of 50 megapixels takes 200 MB, and as much again for each copy of it:
# none is made. It is scaled down by strips of so many pixels, from this size on.
STRIP = 1_000_000
LARGE = 8_000_000


def drawing_of(opened: Image.Image) -> tuple[Image.Image, float]:
    """The picture upright, in RGB or RGBA, no larger than needed; and its scale.

    It has no metadata.

    JPEG is decoded at a half, quarter or eighth where that is enough (``draft``).
    """
    width, height = opened.size
    try:
        lying = opened.getexif().get(ExifTags.Base.Orientation) in LYING
    except Exception:  # Pillow raises whatever damaged metadata leads it to
        lying = False
    if lying:
        width, height = height, width
    scale = MARGIN * max(LEAST[0] / width, LEAST[1] / height)
    scale = min(1, scale, LONGEST / max(width, height))
    needed = (max(1, round(width * scale)), max(1, round(height * scale)))
    stored = needed[::-1] if lying else needed
    opened.draft(None, stored)
    opened.load()
    drawing = opened
    factor = min(opened.width // stored[0], opened.height // stored[1])
    if factor > 1 and opened.width * opened.height > LARGE:
        drawing = _reduced(opened, factor)
        Image.Image.close(opened)  # frees its pixels; what comes makes copies
    drawing = _in_rgb(_upright(drawing))
    if drawing.width > needed[0] * MARGIN or max(drawing.size) > LONGEST:
        drawing = drawing.resize(needed, Image.Resampling.LANCZOS, reducing_gap=2)
    return drawing, drawing.width / width


def _reduced(image: Image.Image, factor: int) -> Image.Image:
    """``image`` at one ``factor``-th, each pixel the mean of those it stands for."""
    rows = max(1, STRIP // image.width // factor) * factor
    width, height = image.width, image.height
    reduced = None
    for top in range(0, height, rows):
        box = (0, top, width, min(top + rows, height))
        strip = _simple(image.crop(box)).reduce(factor)
        if reduced is None:
            size = (strip.width, -(-height // factor))
            reduced = Image.new(strip.mode, size)
        reduced.paste(strip, (0, top // factor))
    reduced.info = {k: v for k, v in image.info.items() if k != "transparency"}
    return reduced


def _upright(image: Image.Image) -> Image.Image:
    try:
        return ImageOps.exif_transpose(image)
    except Exception:  # as above: an orientation that cannot be read is none
        return image.copy()


def _simple(image: Image.Image) -> Image.Image:
    """``image`` in a mode whose values can be averaged, eight bits each."""
    transparent = image.has_transparency_data
    if image.mode.startswith("I"):
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    if image.mode not in ("L", "LA", "RGB", "RGBA", "CMYK") or (
        transparent and image.mode not in ("LA", "RGBA")
    ):
        image = image.convert("RGBA" if transparent else "RGB")
    return image


def _in_rgb(image: Image.Image) -> Image.Image:
    """``image`` in sRGB, which needs no profile, and with no metadata at all.

    A colour profile can carry serial numbers and megabytes, so none is kept.
    """
    profile = image.info.get("icc_profile", b"")
    if image.mode == "CMYK" and profile:
        image, profile = _in_srgb(image, profile), b""
    image = _simple(image)
    if image.mode not in ("RGB", "RGBA"):
        image = image.convert("RGBA" if image.mode == "LA" else "RGB")
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
