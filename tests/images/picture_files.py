"""Picture files as bytes: sound ones, broken ones, and one that tells too much."""

from functools import cache
from io import BytesIO
from struct import pack

from django.core.files.base import ContentFile
from PIL import ExifTags, Image, ImageCms, PngImagePlugin
from PIL.TiffImagePlugin import IFDRational

from images.models import NewsImage

SERIAL = b"SERIAL-4815162342"
# What a photographer's camera and software leave in a file, none of it for readers.
SECRETS = (
    SERIAL,
    b"MAKERNOTE-108",
    b"DATUM-OF-HOME",
    pack(">II", 48_858_370, 1_000_003),  # the latitude, as EXIF writes it
    b"XMP-OWNER",
    b"IPTC-BYLINE",
    b"COMMENT-TO-THE-DESK",
)
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
# Red means green in it, as in no real one; with a serial number, as in real ones.
STRANGE_PROFILE = (
    SRGB.replace(b"rXYZ", b"----")
    .replace(b"gXYZ", b"rXYZ")
    .replace(b"----", b"gXYZ")
    .replace(b"chrm", b"mmod")
    + SERIAL
)
XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
    b'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
    b'xmlns:aux="http://ns.adobe.com/exif/1.0/aux/" aux:OwnerName="XMP-OWNER" '
    b'aux:SerialNumber="SERIAL-4815162342"/></rdf:RDF></x:xmpmeta>'
)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect/></svg>'
HEIC = pack(">I", 24) + b"ftypheic\0\0\0\0mif1heic" + bytes(400)


def photo(size=(300, 200)) -> Image.Image:
    """Noise, which compresses badly: a truncated file lacks some of the picture."""
    return Image.effect_noise(size, 90).convert("RGB")


def encoded(file_format: str, drawing: Image.Image | None = None, **options) -> bytes:
    """The bytes of ``drawing``, or of a photo, in one of Pillow's formats."""
    buffer = BytesIO()
    (drawing or photo()).save(buffer, file_format, **options)
    return buffer.getvalue()


@cache
def blank_png(width: int, height: int) -> bytes:
    """Any number of black pixels in a few kilobytes."""
    return encoded("PNG", Image.new("1", (width, height)))


def exif(orientation: int = 1) -> Image.Exif:
    """A camera's EXIF: where, with which body, and the maker's own notes."""
    data = Image.Exif()
    data[ExifTags.Base.Orientation] = orientation
    camera = data.get_ifd(ExifTags.IFD.Exif)
    camera[ExifTags.Base.BodySerialNumber] = SERIAL.decode()
    camera[ExifTags.Base.MakerNote] = b"MAKERNOTE-108"
    place = data.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitudeRef] = "N"
    place[ExifTags.GPS.GPSLatitude] = (IFDRational(48_858_370, 1_000_003), 0, 0)
    place[ExifTags.GPS.GPSMapDatum] = "DATUM-OF-HOME"
    return data


def telling_jpeg(drawing: Image.Image | None = None, orientation: int = 1) -> bytes:
    """A JPEG with every one of ``SECRETS`` in it, and a colour profile."""
    data = encoded(
        "JPEG",
        drawing,
        exif=exif(orientation),
        xmp=XMP,
        comment=b"COMMENT-TO-THE-DESK",
        icc_profile=SRGB,
    )
    byline = b"\x1c\x02\x50" + pack(">H", 11) + b"IPTC-BYLINE"
    block = b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + pack(">I", len(byline)) + byline
    return data[:2] + b"\xff\xed" + pack(">H", len(block) + 2) + block + data[2:]


def telling_png() -> bytes:
    """A PNG with EXIF, XMP and a comment in it."""
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Comment", "COMMENT-TO-THE-DESK")
    texts.add_itxt("XML:com.adobe.xmp", XMP.decode())
    return encoded("PNG", exif=exif(), pnginfo=texts, icc_profile=SRGB)


def telling_gif() -> bytes:
    """A GIF with a comment in it."""
    return encoded("GIF", comment=b"COMMENT-TO-THE-DESK")


def telling(file_format: str) -> bytes:
    """A WebP or AVIF with EXIF and XMP in it."""
    return encoded(file_format, exif=exif(), xmp=XMP, icc_profile=SRGB)


def in_library(name: str, data: bytes) -> NewsImage:
    """The picture of these bytes, stored without the upload form."""
    picture = NewsImage(title=name, file=ContentFile(data, name=name))
    picture._set_image_file_metadata()
    picture.save()
    return picture
