"""The app serves public renditions to anybody, others to staff, originals to nobody."""

import mimetypes
from pathlib import Path

import picture_files as files
import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from wagtail.users.models import UserProfile

from newsroom.demo import builders

pytestmark = pytest.mark.django_db

MOST_BYTES_OF_A_NAME = 255


@pytest.fixture
def picture(home, settings):
    assert not settings.DEBUG
    return builders.make_picture("Inner harbour")


@pytest.mark.parametrize(
    ("spec", "content_type"),
    [
        ("original", "image/jpeg"),
        ("max-100x100|format-png", "image/png"),
        ("max-100x100|format-webp", "image/webp"),
        ("max-100x100|format-avif", "image/avif"),
        ("max-100x100|format-gif", "image/gif"),
    ],
)
def test_rendition_is_served_as_what_it_is(desk, picture, spec, content_type):
    rendition = picture.get_rendition(spec)
    response = desk.get(rendition.url)
    assert response.status_code == 200
    assert response["Content-Type"] == content_type
    assert response["X-Content-Type-Options"] == "nosniff"
    assert (
        b"".join(response.streaming_content) == Path(rendition.file.path).read_bytes()
    )


@pytest.mark.parametrize("name", ["avif", "webp"])
def test_formats_are_known_where_python_does_not_know_them(
    desk, picture, monkeypatch, name
):
    """Python 3.12 on a machine without ``/etc/mime.types``."""
    monkeypatch.delitem(mimetypes.types_map, f".{name}")
    apps.get_app_config("images").ready()
    response = desk.get(picture.get_rendition(f"max-100x100|format-{name}").url)
    assert response["Content-Type"] == f"image/{name}"


def test_unchanged_rendition_is_not_sent_again(client, picture):
    builders.make_author(photo=picture)
    url = picture.get_rendition("fill-240x240|format-webp").url
    last_modified = client.get(url)["Last-Modified"]
    again = client.get(url, headers={"if-modified-since": last_modified})
    assert again.status_code == 304


@pytest.mark.parametrize("reader", ["client", "desk"])
def test_original_is_served_to_nobody(request, picture, reader):
    """To staff neither; its path is easily guessed from a rendition's."""
    assert Path(picture.file.path).exists()
    assert picture.file.url == "/media/original_images/inner-harbour.jpg"
    browser = request.getfixturevalue(reader)
    assert browser.get(picture.file.url).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/media/images/../original_images/inner-harbour.jpg",
        "/media/images/%2e%2e/original_images/inner-harbour.jpg",
        "/media/images/..%2foriginal_images%2finner-harbour.jpg",
        "/media/images/%2e%2e%2foriginal_images%2finner-harbour.jpg",
        "/media/images/..%5coriginal_images%5cinner-harbour.jpg",
        "/media/images/%252e%252e/original_images/inner-harbour.jpg",
        "/media/images/x/../../original_images/inner-harbour.jpg",
        "/media/images//../original_images/inner-harbour.jpg",
        "/media/images/../../../../../../etc/passwd",
        "/media/images//etc/passwd",
        "/media/images/%2fetc%2fpasswd",
        "/media/../var/secret_key",
    ],
)
def test_path_out_of_the_folder_is_not_found(client, picture, path):
    picture.get_rendition("max-100x100")
    original = Path(picture.file.path)
    assert original.name == "inner-harbour.jpg"
    assert original.exists()
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/media/images/no-such-picture.jpg",
        "/media/images/.",
        "/media/images/",
        "/media/",
        f"/media/images/{'x' * (MOST_BYTES_OF_A_NAME + 1)}.jpg",
        "/media/images/%ff%fe.jpg",
    ],
)
def test_what_is_no_rendition_is_not_found(client, picture, path):
    picture.get_rendition("max-100x100")
    assert client.get(path).status_code == 404


@pytest.fixture
def avatar(editor) -> str:
    """The address of the editor's own picture."""
    profile = UserProfile.get_for_user(editor)
    profile.avatar.save("ada.png", ContentFile(files.encoded("PNG")))
    return profile.avatar.url


def test_avatar_needs_sign_in(client, avatar):
    response = client.get(avatar)
    assert response.status_code == 302
    assert response.url.startswith("/admin/sign-in/")


def test_avatar_is_served_to_staff(desk, avatar):
    response = desk.get(avatar)
    assert (response.status_code, response["Content-Type"]) == (200, "image/png")
    assert "private" in response["Cache-Control"]


def test_path_out_of_the_avatars_is_not_found(desk, avatar, picture):
    path = "/media/avatar_images/%2e%2e/original_images/inner-harbour.jpg"
    assert desk.get(path).status_code == 404
