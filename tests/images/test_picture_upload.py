"""However a file comes in, a bad one is refused in words that an editor understands."""

from datetime import date
from pathlib import Path

import picture_files as files
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from PIL.PngImagePlugin import PngImageFile
from ways_to_upload import CHOOSER, by_chooser, by_form

from images.models import NewsImage

pytestmark = pytest.mark.django_db

NO_PICTURE = (
    "This file is not a picture, or it is damaged. Upload a JPEG, PNG, WebP, AVIF or "
    "GIF file."
)
DAMAGED = (
    "This picture is incomplete or damaged. Export or download it again, then upload "
    "that file."
)
TOO_LARGE = (
    "This file is larger than 25.0\xa0MB. Save it smaller, then upload it again."
)
TOO_MANY_PIXELS = (
    "This picture has more than 50 megapixels. Scale it down, then upload it again."
)
IPHONE = "iPhone photo: export as JPEG, then upload that file."
DRAWING = "This is an SVG drawing. Export it as PNG, then upload that file."
AVATAR = "avatar-avatar"
EMPTY = "This file is empty. Export or download it again, then upload that file."
UNSUPPORTED = (
    "Not a supported image format. Supported formats: AVIF, GIF, JPG, JPEG, PNG, WEBP."
)


def misnamed(name: str, actual: str) -> str:
    return (
        f"This file is named .{name}, but it is {actual}. Export it again as JPEG, "
        "then upload that file."
    )


def stored_files(settings) -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def refused(upload, settings, name: str, data: bytes) -> list[str]:
    """The errors of an upload that must leave nothing behind."""
    errors = upload(name, data)
    assert not NewsImage.objects.exists()
    assert stored_files(settings) == []
    return errors


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        ("notes.jpg", b"Minutes of the harbour board\n", NO_PICTURE),
        ("page.png", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", NO_PICTURE),
        ("phone.heic", files.HEIC, IPHONE),
        ("PHONE.HEIC", files.HEIC, IPHONE),
        ("phone.jpg", files.HEIC, IPHONE),
        ("phone.heif", files.encoded("JPEG"), IPHONE),
        ("logo.svg", files.SVG, DRAWING),
        ("logo.svg", b"\xef\xbb\xbf\n<svg", DRAWING),
        ("logo.png", b"<?xml version='1.0'?>" + files.SVG, DRAWING),
        ("scan.tif", files.encoded("TIFF"), UNSUPPORTED),
        ("no-extension", files.encoded("JPEG"), UNSUPPORTED),
        ("page.html", files.encoded("GIF"), UNSUPPORTED),
        ("photo.jpg", files.encoded("PNG"), misnamed("jpeg", "png")),
        ("photo.png", files.encoded("WEBP"), misnamed("png", "webp")),
        ("photo.jpg", b"", EMPTY),
    ],
)
def test_what_is_no_usable_picture_is_refused(upload, settings, name, data, error):
    assert refused(upload, settings, name, data) == [error]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("photo.jpg", files.encoded("JPEG")),
        ("photo.jpg", files.encoded("JPEG", progressive=True)),
        ("photo.png", files.encoded("PNG")),
        ("photo.webp", files.encoded("WEBP")),
        ("photo.avif", files.encoded("AVIF")),
        ("photo.gif", files.encoded("GIF")),
    ],
)
@pytest.mark.parametrize("left", [0.02, 0.5, 0.95])
def test_truncated_picture_is_refused(upload, settings, name, data, left):
    """From a stub of a header to a file that lacks only the lower edge."""
    part = data[: max(20, int(len(data) * left))]
    assert refused(upload, settings, name, part) == [DAMAGED]


def test_file_over_25_megabytes_is_refused(upload, settings):
    data = files.encoded("JPEG").ljust(25 * 1024 * 1024 + 1, b"\0")
    assert refused(upload, settings, "large.jpg", data) == [TOO_LARGE]


@pytest.mark.parametrize(
    "size",
    [
        (8000, 6400),
        (12_000, 8_000),  # over what Pillow warns of
        (20_000, 10_000),  # over what Pillow refuses itself
    ],
)
def test_picture_over_50_megapixels_is_refused(upload, settings, size):
    data = files.blank_png(*size)
    assert refused(upload, settings, "poster.png", data) == [TOO_MANY_PIXELS]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("photo.jpg", files.encoded("JPEG")),
        ("PHOTO.JPEG", files.encoded("JPEG", progressive=True)),
        ("print.jpg", files.encoded("JPEG", files.photo().convert("CMYK"))),
        ("stereo.jpg", files.encoded("MPO", save_all=True)),
        ("photo.png", files.encoded("PNG")),
        ("photo.webp", files.encoded("WEBP")),
        ("photo.avif", files.encoded("AVIF")),
        ("photo.gif", files.encoded("GIF")),
        ("dot.jpg", files.encoded("JPEG", files.photo((3, 3)))),
        ("rule.jpg", files.encoded("JPEG", files.photo((900, 2)))),
        ("exactly-50-megapixels.png", files.blank_png(10_000, 5_000)),
    ],
)
def test_sound_picture_is_accepted(upload, name, data):
    assert upload(name, data) == []
    picture = NewsImage.objects.get()
    with picture.file.open() as stored:
        assert stored.read() == data


def test_a_large_original_is_decoded_by_a_process_of_its_own_alone(upload, monkeypatch):
    """The web process reads its size from its beginning."""

    def load(opened):
        raise AssertionError("decoded by the web process")

    monkeypatch.setattr(PngImageFile, "load", load, raising=False)
    assert upload("plan.png", files.blank_png(4_000, 3_000)) == []
    picture = NewsImage.objects.get()
    assert (picture.width, picture.height) == (4_000, 3_000)
    made, picture.focal_point_x, picture.focal_point_y = picture.ready_files, 900, 900
    picture.focal_point_width = picture.focal_point_height = 9
    picture.save()  # which draws it again
    assert picture.ready_files != made


def test_very_long_picture_is_accepted(upload):
    assert upload("column.png", files.blank_png(800, 20_000)) == []


def test_picture_that_no_format_holds_is_refused_with_the_reason(upload, monkeypatch):
    def refuse(*args):
        raise ValueError("encoding error 5")

    monkeypatch.setattr("images.making.encoded", refuse)
    (error,) = upload("odd.png", files.blank_png(80, 20))
    assert "encoding error 5" in error


def test_picture_of_several_megabytes_is_accepted(upload):
    """Django keeps an upload over 2.5 MB in a temporary file."""
    data = files.encoded("PNG", Image.new("RGB", (1000, 900)), compress_level=0)
    assert len(data) > 2_621_440
    assert upload("photo.png", data) == []


DETAILS = {
    "title": "IMG_0012",
    "description": "Cranes over the inner harbour",
    "caption": "The inner harbour on Monday",
    "credit": "Photo: Ada Okafor / Harbour News",
    "licence": "CC BY 4.0",
    "rights_expire_on": "2027-03-01",
}


@pytest.mark.parametrize("way", [by_form, by_chooser])
def test_picture_keeps_what_the_form_says_of_it(desk, way):
    assert way(desk, "IMG_0012.jpg", files.encoded("JPEG"), **DETAILS) == []
    picture = NewsImage.objects.get()
    kept = {name: getattr(picture, name) for name in DETAILS}
    assert kept == DETAILS | {"rights_expire_on": date(2027, 3, 1)}
    assert picture.default_alt_text == "Cranes over the inner harbour"


def test_details_of_one_of_many_files_are_kept(desk):
    answer = desk.post(
        reverse("wagtailimages:add_multiple"),
        {"title": "IMG_0012", "files[]": _upload("IMG_0012.jpg")},
        headers={"x-requested-with": "XMLHttpRequest"},
    ).json()
    pk = answer["image_id"]
    saved = desk.post(
        reverse("wagtailimages:edit_multiple", args=[pk]),
        {f"image-{pk}-{name}": value for name, value in DETAILS.items()},
        headers={"x-requested-with": "XMLHttpRequest"},
    ).json()
    assert saved["success"]
    picture = NewsImage.objects.get()
    kept = {name: getattr(picture, name) for name in DETAILS}
    assert kept == DETAILS | {"rights_expire_on": date(2027, 3, 1)}


def test_edit_without_a_new_file_keeps_the_file(desk):
    by_form(desk, "IMG_0012.jpg", files.encoded("JPEG"))
    picture = NewsImage.objects.get()
    desk.post(reverse("wagtailimages:edit", args=[picture.pk]), DETAILS)
    edited = NewsImage.objects.get()
    assert (edited.credit, edited.file.name) == (
        "Photo: Ada Okafor / Harbour News",
        picture.file.name,
    )


def test_bad_replacement_keeps_the_old_file(desk):
    by_form(desk, "IMG_0012.jpg", files.encoded("JPEG"))
    picture = NewsImage.objects.get()
    broken = {"file": _upload("new.jpg", files.encoded("JPEG")[:900])}
    response = desk.post(
        reverse("wagtailimages:edit", args=[picture.pk]), DETAILS | broken
    )
    assert response.context["form"].errors == {"file": [DAMAGED]}
    assert NewsImage.objects.get().file.name == picture.file.name
    assert Path(picture.file.path).exists()


def test_default_alt_text_is_never_the_title(desk):
    """A title is often a file name: nothing is better than that read aloud."""
    response = desk.post(
        reverse("wagtailimages_chooser:create"),
        {f"{CHOOSER}-title": "IMG_0012", f"{CHOOSER}-file": _upload("IMG_0012.jpg")},
    )
    assert response.json()["result"]["default_alt_text"] == ""
    assert NewsImage.objects.get().default_alt_text == ""


def test_upload_form_asks_for_the_default_alt_text(desk):
    page = desk.get(reverse("wagtailimages:add")).content.decode()
    for label in (
        "Default alt text",
        "Caption",
        "Credit",
        "Licence",
        "Rights expire on",
    ):
        assert label in page


def _upload(name: str, data: bytes | None = None):
    data = data or files.encoded("JPEG", Image.new("RGB", (9, 9)))
    return SimpleUploadedFile(name, data)


def test_a_profile_picture_that_is_refused_is_refused_in_words(desk):
    """Wagtail's own panel shows no error of its form."""
    fields = {
        "name_email-first_name": "Ada",
        "name_email-last_name": "Okafor",
        "name_email-email": "ada@newsroom.example",
    }
    upload = SimpleUploadedFile("cut.png", files.encoded("PNG")[:900])
    answer = desk.post(reverse("wagtailadmin_account"), fields | {AVATAR: upload})
    assert answer.status_code == 200
    assert DAMAGED in answer.content.decode()


def test_a_form_for_many_files_without_any_is_refused(desk):
    answer = desk.post(
        reverse("wagtailimages:add_multiple"),
        {"title": "Harbour", "file": SimpleUploadedFile("a.png", b"x")},
    )
    assert answer.status_code == 400
