"""Saving a picture makes all that readers are shown of it, or nothing."""

from io import BytesIO
from pathlib import Path

import picture_files as files
import pytest
from bs4 import BeautifulSoup
from django.template import Context, Template
from PIL import Image
from test_renditions import half_red, is_red, told

from images.models import NewsImage
from newsroom.demo import builders
from newsroom.demo.pictures import PICTURES

pytestmark = pytest.mark.django_db


def content(file: dict, settings) -> bytes:
    return (Path(settings.MEDIA_ROOT) / file["file"]).read_bytes()


def sizes(picture, variant: str) -> list[tuple]:
    return [
        (file["format"], file["width"], file["height"])
        for file in picture.picture_set[variant]
    ]


def in_all_formats(width: int, height: int) -> list[tuple]:
    return [(name, width, height) for name in ("avif", "webp", "jpeg")]


def stored(settings) -> set[str]:
    root = Path(settings.MEDIA_ROOT)
    return {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}


def shown(picture, variant="body", **fields) -> BeautifulSoup:
    """What the component shows of it."""
    source = "{% load pictures %}{% picture_set picture variant alt=alt sizes=sizes %}"
    fields = {"alt": "", "sizes": "100vw"} | fields
    context = Context({"picture": picture, "variant": variant} | fields)
    return BeautifulSoup(Template(source).render(context), "html.parser")


def widths(source) -> list[int]:
    return [int(each.split()[1][:-1]) for each in source["srcset"].split(", ")]


def test_the_set_has_every_size_and_format():
    picture = builders.make_picture(drawing=Image.new("RGB", (2400, 1600)))
    assert sizes(picture, "card") == [
        ("avif", 192, 128),
        *in_all_formats(384, 256),
        ("avif", 576, 384),
        *in_all_formats(768, 512),
    ]
    assert sizes(picture, "lead") == [
        ("avif", 480, 270),
        *in_all_formats(768, 432),
        ("avif", 1120, 630),
        *in_all_formats(1504, 846),
    ]
    assert sizes(picture, "body") == [
        ("avif", 480, 320),
        *in_all_formats(800, 533),
        ("avif", 1200, 800),
        *in_all_formats(1600, 1066),
    ]
    assert sizes(picture, "four_to_three") == [("jpeg", 1200, 900)]
    assert sizes(picture, "square") == [("jpeg", 1200, 1200)]
    assert sizes(picture, "author") == [("avif", 96, 96), *in_all_formats(240, 240)]
    assert sizes(picture, "logo") == [("png", 72, 48)]


def test_widths_above_the_pictures_own_are_one_file_of_its_width():
    """It is not enlarged, and loses nothing either."""
    picture = builders.make_picture(drawing=Image.new("RGB", (700, 500)))
    assert sizes(picture, "body") == [("avif", 480, 342), *in_all_formats(700, 500)]
    assert sizes(picture, "lead") == [("avif", 480, 270), *in_all_formats(700, 394)]
    assert sizes(picture, "four_to_three") == [("jpeg", 668, 500)]
    assert sizes(picture, "square") == [("jpeg", 500, 500)]


def test_a_picture_of_flat_colours_costs_readers_little(settings):
    """A card on a phone is a few kilobytes, a hero at 800 pixels a few more."""
    picture = builders.make_picture(drawing=PICTURES["solar-coast"].draw())
    card, hero = picture.picture_set["card"][1], picture.picture_set["body"][1]
    assert (card["format"], card["width"]) == ("avif", 384)
    assert (hero["format"], hero["width"]) == ("avif", 800)
    assert len(content(card, settings)) < 9_000
    assert len(content(hero, settings)) < 25_000


def test_what_the_set_says_is_what_the_files_are(settings):
    picture = builders.make_picture(drawing=files.photo((700, 500)))
    rows = {row.file.name: row for row in picture.renditions.all()}
    assert len(rows) == len(picture.ready_files)
    for file in picture.ready_files:
        with Image.open(BytesIO(content(file, settings))) as opened:
            assert opened.size == (file["width"], file["height"])
            assert opened.format.lower() == file["format"]
        row = rows[file["file"]]
        assert (row.width, row.height) == (file["width"], file["height"])
        assert picture.get_rendition(file["spec"]) == row


@pytest.mark.parametrize("size", [(300, 200), (3, 3), (900, 2), (2000, 1), (1, 900)])
def test_a_small_picture_is_neither_scaled_up_nor_there_twice(size):
    picture = builders.make_picture(drawing=Image.new("RGB", size))
    for name in ("card", "body", "author", "logo"):
        made = sizes(picture, name)
        assert len(set(made)) == len(made) > 0
        assert all(w <= size[0] and h <= size[1] for _, w, h in made)
    assert {name for name, _, _ in sizes(picture, "card")} == {"avif", "webp", "jpeg"}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("telling.jpg", files.telling_jpeg()),
        ("telling.png", files.telling_png()),
        ("telling.webp", files.telling("WEBP")),
        ("telling.avif", files.telling("AVIF")),
        ("telling.gif", files.telling_gif()),
    ],
)
def test_no_file_of_the_set_tells_anything(settings, name, data):
    assert told(data)
    for file in files.in_library(name, data).ready_files:
        assert told(content(file, settings)) == []


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P"])
def test_the_colours_are_those_of_the_profile_which_is_left_out(settings, mode):
    """A profile can hold serial numbers, and megabytes for every card."""
    red = Image.new("RGB", (300, 200), (255, 0, 0)).convert(mode)
    data = files.encoded("PNG", red, icc_profile=files.STRANGE_PROFILE)
    picture = files.in_library("strange.png", data)
    for file in picture.ready_files:
        assert files.SERIAL not in content(file, settings)
        with Image.open(BytesIO(content(file, settings))) as opened:
            assert "icc_profile" not in opened.info
            red, green, _ = opened.convert("RGB").getpixel((9, 9))
        assert green > 200 > red


def test_a_damaged_profile_is_no_reason_to_refuse(settings):
    damaged = files.SRGB[:200]
    data = files.encoded("PNG", files.photo(), icc_profile=damaged)
    assert files.in_library("damaged.png", data).ready_files


@pytest.mark.parametrize("size", [(800, 20_000), (1, 50_000), (20_000, 800)])
def test_a_very_long_picture_is_scaled_to_what_its_formats_hold(size):
    """WebP has no sides above 16,383 pixels."""
    data = files.blank_png(*size)
    picture = files.in_library("column.png", data)
    assert picture.ready_files
    assert all(file["height"] <= 16_383 for file in picture.ready_files)


@pytest.mark.parametrize("size", [(200, 100), (4000, 2000)])
def test_a_photo_from_a_camera_held_upright_stands_upright(settings, size):
    data = files.telling_jpeg(half_red().resize(size), orientation=6)
    picture = files.in_library("upright.jpg", data)
    file = picture.picture_set["body"][-1]
    assert file["height"] == 2 * file["width"]
    with Image.open(BytesIO(content(file, settings))) as upright:
        pixels = upright.convert("RGB")
    across = pixels.width - 10, pixels.height // 2
    assert is_red(pixels.getpixel(across))
    assert not is_red(pixels.getpixel((10, pixels.height // 2)))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16", "PA"])
def test_every_kind_of_colour_is_shown(settings, mode):
    drawing = Image.linear_gradient("L").resize((600, 400))
    if mode == "I;16":
        drawing = drawing.convert("I").point(lambda v: v * 257).convert("I;16")
    elif mode != "PA":
        drawing = drawing.convert(mode)
    else:
        drawing = drawing.convert("RGB").quantize().convert("PA")
    file_format = {"CMYK": "JPEG", "PA": "WEBP"}.get(mode, "PNG")
    if mode == "PA":
        drawing = drawing.convert("RGBA")
    data = files.encoded(file_format, drawing)
    picture = files.in_library(f"gradient.{file_format.lower()}", data)
    for file in picture.picture_set["body"]:
        with Image.open(BytesIO(content(file, settings))) as opened:
            grey = opened.convert("L")
        top, bottom = grey.getpixel((200, 5)), grey.getpixel((200, grey.height - 5))
        assert top < 40
        assert bottom > 215


def test_transparency_stays_but_is_white_in_jpeg(settings):
    logo = Image.new("RGBA", (80, 80), (0, 0, 0, 0))
    picture = files.in_library("logo.png", files.encoded("PNG", logo))
    corner = {}
    for file in [*picture.picture_set["body"], *picture.picture_set["logo"]]:
        with Image.open(BytesIO(content(file, settings))) as opened:
            corner[file["format"]] = opened.convert("RGBA").getpixel((5, 5))
    assert {corner[name][3] for name in ("avif", "webp", "png")} == {0}
    assert min(corner["jpeg"]) > 250


@pytest.mark.parametrize("width", [1200, 9000])
def test_the_crop_follows_the_focal_point(settings, width):
    """Of a wide picture with a red stripe, also where it is scaled down first."""
    drawing = Image.new("RGB", (width, width // 6), "#0000ff")
    drawing.paste("#ff0000", (width * 11 // 20, 0, width * 15 // 20, width // 6))
    picture = builders.make_picture(drawing=drawing)
    middle = picture.picture_set["author"][0]
    picture.focal_point_x, picture.focal_point_y = width * 13 // 20, width // 12
    picture.focal_point_width = picture.focal_point_height = width // 20
    picture.save()
    left = picture.picture_set["author"][0]
    red = []
    for file in (middle, left):
        name = Path(settings.MEDIA_ROOT) / file["file"]
        if not name.exists():
            red.append(None)
            continue
        with Image.open(name) as opened:
            red.append(is_red(opened.convert("RGB").getpixel((opened.width // 2, 9))))
    assert red == [None, True]


def test_an_orientation_that_cannot_be_read_is_none():
    data = files.encoded("JPEG", exif=b"Exif\0\0II*\0\xff\xff\xff\xff")
    assert files.in_library("odd.jpg", data).ready_files


def test_the_component_shows_each_format_and_the_smallest_as_fallback():
    picture = builders.make_picture(drawing=Image.new("RGB", (2400, 1600)))
    soup = shown(picture, alt="Cranes", sizes="50vw")
    avif, webp = soup.select("picture > source")
    assert (avif["type"], widths(avif)) == ("image/avif", [480, 800, 1200, 1600])
    assert (webp["type"], widths(webp)) == ("image/webp", [800, 1600])
    image = soup.img
    assert image["src"].endswith(".jpg")
    assert image["srcset"].startswith(f"{image['src']} 800w, ")
    assert widths(image) == [800, 1600]
    assert (image["width"], image["height"]) == ("1600", "1066")
    assert (image["alt"], image["decoding"]) == ("Cranes", "async")
    assert avif["sizes"] == webp["sizes"] == image["sizes"] == "50vw"
    assert not image.has_attr("loading")
    assert not image.has_attr("fetchpriority")


def test_the_component_escapes_the_alt_text():
    hostile = '"><script>alert(1)</script>'
    assert shown(builders.make_picture(), alt=hostile).img["alt"] == hostile


def test_an_empty_alt_text_is_an_empty_attribute():
    assert shown(builders.make_picture()).img["alt"] == ""


def test_one_format_needs_no_source():
    soup = shown(builders.make_picture(), "logo", sizes="")
    assert not soup.source
    assert not soup.img.has_attr("srcset")


def test_a_picture_without_a_set_shows_nothing():
    assert str(shown(None)).strip() == ""
    assert str(shown(NewsImage())).strip() == ""


def test_showing_a_picture_asks_the_database_nothing(django_assert_num_queries):
    picture = NewsImage.objects.get(pk=builders.make_picture().pk)
    with django_assert_num_queries(0):
        assert shown(picture).img
