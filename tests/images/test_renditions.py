"""What anybody may download holds pixels and a colour profile, and nothing else."""

from io import BytesIO

import picture_files as files
import pytest
from PIL import Image, ImageDraw
from wagtail.images.models import Filter

pytestmark = pytest.mark.django_db

FORMATS = ("jpeg", "png", "webp", "avif", "gif")
SPECS = (
    "original",
    "max-100x100",
    "fill-90x60|jpegquality-40",
    "width-120|format-webp-lossless",
    "width-120|format-avif-lossless",
    "fill-90x60|bgcolor-fff|format-jpeg",
    *(f"original|format-{name}" for name in FORMATS),
    *(f"max-100x100|format-{name}" for name in FORMATS),
    *(f"format-{name}|fill-480x320" for name in FORMATS),
)


def content(rendition) -> bytes:
    with rendition.file.open("rb") as file:
        return file.read()


def told(data: bytes) -> list[bytes]:
    """The secrets in a file, and whatever metadata Pillow finds besides."""
    with Image.open(BytesIO(data)) as picture:
        exif = [str(tag).encode() for tag in picture.getexif()]
        info = [
            key.encode()
            for key in ("exif", "xmp", "comment", "photoshop", "XML:com.adobe.xmp")
            if picture.info.get(key)
        ]
    return [secret for secret in files.SECRETS if secret in data] + exif + info


@pytest.fixture
def telling():
    """A photo in the library with everything in it that a camera writes."""
    return files.in_library("telling.jpg", files.telling_jpeg())


def test_the_photo_of_these_tests_tells_everything(telling):
    with telling.file.open("rb") as file:
        data = file.read()
    assert set(files.SECRETS) < set(told(data))


@pytest.mark.parametrize("spec", ["original", "max-100x100", "width-90|format-png"])
def test_wagtails_own_filter_would_tell_the_serial_number(telling, spec):
    """Else the tests below would pass without the guard too."""
    output = BytesIO()
    Filter(spec).run(telling, output)
    assert files.SERIAL in told(output.getvalue())


@pytest.mark.parametrize("spec", SPECS)
def test_rendition_tells_nothing(telling, spec):
    assert told(content(telling.get_rendition(spec))) == []


def test_renditions_made_together_tell_nothing(telling):
    """Wagtail makes several at once by another path, in threads."""
    renditions = telling.get_renditions(*SPECS)
    assert len(renditions) == len(SPECS)
    for rendition in renditions.values():
        assert told(content(rendition)) == []


@pytest.mark.parametrize("spec", ["original", "max-100x100", "width-90|format-jpeg"])
@pytest.mark.parametrize(
    ("name", "data", "secret"),
    [
        ("telling.png", files.telling_png(), files.SERIAL),
        ("telling.webp", files.telling("WEBP"), files.SERIAL),
        ("telling.avif", files.telling("AVIF"), files.SERIAL),
        ("telling.gif", files.telling_gif(), b"COMMENT-TO-THE-DESK"),
    ],
)
def test_other_formats_tell_nothing_either(name, data, secret, spec):
    assert secret in told(data)
    picture = files.in_library(name, data)
    assert told(content(picture.get_rendition(spec))) == []


@pytest.mark.parametrize("name", ["jpeg", "png", "webp", "avif"])
def test_rendition_keeps_the_colour_profile(telling, name):
    """Without it, a picture in a wide colour space looks dull."""
    rendition = telling.get_rendition(f"max-100x100|format-{name}")
    with Image.open(BytesIO(content(rendition))) as picture:
        assert picture.info["icc_profile"] == files.SRGB


def is_red(pixel) -> bool:
    red, _, blue = pixel
    return red > 200 > 60 > blue


def half_red() -> Image.Image:
    """Twice as wide as high; the upper half red, the lower blue."""
    drawing = Image.new("RGB", (200, 100), "#0000ff")
    ImageDraw.Draw(drawing).rectangle((0, 0, 200, 49), fill="#ff0000")
    return drawing


@pytest.mark.parametrize("name", ["jpeg", "png", "webp", "avif"])
def test_photo_from_a_camera_held_upright_stands_upright(name):
    """Orientation 6: what is the top of the file is the picture's right edge."""
    data = files.telling_jpeg(half_red(), orientation=6)
    picture = files.in_library("upright.jpg", data)
    rendition = picture.get_rendition(f"original|format-{name}")
    with Image.open(BytesIO(content(rendition))) as upright:
        assert upright.size == (rendition.width, rendition.height) == (100, 200)
        pixels = upright.convert("RGB")
    assert is_red(pixels.getpixel((90, 100)))
    assert not is_red(pixels.getpixel((10, 100)))


def test_transparent_png_stays_transparent():
    logo = Image.new("RGBA", (80, 80), (0, 0, 0, 0))
    picture = files.in_library("logo.png", files.encoded("PNG", logo))
    rendition = picture.get_rendition("max-40x40|format-webp")
    with Image.open(BytesIO(content(rendition))) as small:
        assert small.convert("RGBA").getpixel((5, 5))[3] == 0


def test_a_large_picture_is_not_decoded_again_for_what_staff_see(db, monkeypatch):
    """Fifty megapixels would take each list of pictures a second and 200 MB."""
    picture = files.in_library("large.png", files.blank_png(4_000, 2_500))

    def open_file(picture):
        raise AssertionError("the original was opened")

    monkeypatch.setattr("images.models.NewsImage.open_file", open_file)
    assert (picture.get_rendition("max-165x165").width) == 165
