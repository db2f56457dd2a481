"""A still is made of whatever another site sends, or is not made."""

from io import BytesIO

import picture_files as files
import pytest
from PIL import Image
from test_renditions import told

from images import decoded
from images.stills import NoStill, still_of


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


@pytest.mark.parametrize(
    ("size", "still"),
    [
        ((1920, 1080), (800, 450)),
        ((480, 360), (480, 270)),
        ((3000, 200), (356, 200)),
        ((200, 3000), (200, 112)),
        ((120, 120), (120, 68)),
    ],
)
def test_it_is_sixteen_to_nine_and_never_enlarged(size, still):
    made = opened(still_of(files.encoded("JPEG", Image.new("RGB", size))))

    assert (made.format, made.size) == ("WEBP", still)


def test_the_black_bars_of_an_old_format_are_cut_off():
    drawing = Image.new("RGB", (480, 360))
    drawing.paste("#ff0000", (0, 45, 480, 315))
    made = opened(still_of(files.encoded("JPEG", drawing))).convert("RGB")

    assert made.getpixel((240, 2))[0] > 200


@pytest.mark.parametrize("file_format", ["AVIF", "GIF", "PNG", "WEBP"])
def test_every_format_that_browsers_know_is_taken(file_format):
    assert opened(still_of(files.encoded(file_format))).size == (300, 169)


@pytest.mark.parametrize(
    "content",
    [files.telling_jpeg(), files.telling_png(), files.telling("WEBP")],
    ids=["jpeg", "png", "webp"],
)
def test_it_tells_nothing_of_where_it_comes_from(content):
    assert told(content)
    assert told(still_of(content)) == []


def test_an_animation_is_its_first_picture():
    frames = [Image.new("RGB", (300, 200), colour) for colour in ("red", "blue")]
    content = files.encoded("GIF", frames[0], save_all=True, append_images=frames[1:])
    made = opened(still_of(content))

    assert getattr(made, "n_frames", 1) == 1
    assert made.convert("RGB").getpixel((9, 9))[0] > 200


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<!doctype html><title>No picture</title>",
        files.SVG,
        files.HEIC,
        files.encoded("JPEG")[:3000],
        files.encoded("TIFF"),
        files.encoded("BMP"),
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 300 200\n",
        files.encoded("GIF", Image.new("RGB", (1, 1))),
        files.encoded("PNG", Image.new("RGB", (63, 400))),
        files.blank_png(4001, 4000),
        files.blank_png(30_000, 30_000),
    ],
    ids=[
        "nothing",
        "page",
        "svg",
        "heic",
        "cut",
        "tiff",
        "bmp",
        "ps",
        "pixel",
        "thin",
        "large",
        "bomb",
    ],
)
def test_what_is_no_picture_or_too_large_or_small_is_refused(content):
    with pytest.raises(NoStill):
        still_of(content)


def test_a_picture_is_opened_by_a_process_of_its_own(monkeypatch):
    content = files.encoded("JPEG")
    monkeypatch.setattr(decoded, "START", "raise SystemExit(1)")
    with pytest.raises(NoStill, match="damaged"):
        still_of(content)
