"""A full disk, a file that vanished: the state before or after, and a clear word."""

import errno
from pathlib import Path

import picture_files as files
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError
from django.urls import reverse

from images.forms import FULL, GONE
from images.models import NewsImage, NewsRendition
from newsroom.demo import builders

pytestmark = pytest.mark.django_db


def stored(settings) -> set[str]:
    root = Path(settings.MEDIA_ROOT)
    return {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}


class DiskThatFills:
    """Writes so many files, then half of the next one, and no more."""

    def __init__(self, monkeypatch, room: int):
        self.room, self.write = room, FileSystemStorage._save
        monkeypatch.setattr(
            FileSystemStorage, "_save", lambda *args: self.save_or_fail(*args)
        )

    def save_or_fail(self, storage, name, content):
        self.room -= 1
        if self.room < 0:
            Path(storage.path(name)).parent.mkdir(parents=True, exist_ok=True)
            Path(storage.path(name)).write_bytes(b"half")
            raise OSError(errno.ENOSPC, "No space left on device")
        return self.write(storage, name, content)


@pytest.mark.parametrize("room", [0, 1, 5])
def test_a_full_disk_is_told_to_the_editor_and_leaves_nothing(
    upload, settings, monkeypatch, room
):
    disk = DiskThatFills(monkeypatch, room)
    assert upload("photo.jpg", files.encoded("JPEG")) == [FULL]
    assert not NewsImage.objects.exists()
    assert stored(settings) == set()
    disk.room = 1000
    assert upload("photo.jpg", files.encoded("JPEG")) == []


@pytest.mark.parametrize("room", [0, 1, 5])
def test_a_full_disk_keeps_the_picture_as_it_was(desk, settings, monkeypatch, room):
    picture = builders.make_picture()
    before, row = stored(settings), NewsImage.objects.values().get()
    DiskThatFills(monkeypatch, room)
    upload = SimpleUploadedFile("new.jpg", files.encoded("JPEG"))
    response = desk.post(
        reverse("wagtailimages:edit", args=[picture.pk]),
        {"title": "New", "file": upload},
    )
    assert response.context["form"].errors == {"file": [FULL]}
    names = {file["file"] for file in picture.ready_files}
    assert names <= before <= stored(settings)
    assert not any(name.endswith(".part") for name in stored(settings))
    assert NewsImage.objects.values().get() == row


def test_a_save_that_the_database_refuses_leaves_no_files(settings, monkeypatch):
    def refuse(*args, **kwargs):
        raise DatabaseError("no")

    monkeypatch.setattr(NewsRendition.objects, "bulk_create", refuse)
    with pytest.raises(DatabaseError):
        builders.make_picture()
    assert stored(settings) == set()
    assert not NewsImage.objects.exists()


def test_a_vanished_original_is_told_to_the_editor(desk):
    """Who moves the focal point of a picture whose file is gone."""
    picture = builders.make_picture()
    Path(picture.file.path).unlink()
    point = {f"focal_point_{name}": 50 for name in ("x", "y", "width", "height")}
    response = desk.post(
        reverse("wagtailimages:edit", args=[picture.pk]), {"title": "New"} | point
    )
    assert response.status_code == 200
    [errors] = response.context["form"].errors.values()
    assert errors == [GONE]
    assert NewsImage.objects.get().title == "A picture"
    upload = SimpleUploadedFile("again.jpg", files.encoded("JPEG"))
    desk.post(
        reverse("wagtailimages:edit", args=[picture.pk]),
        {"title": "Again", "file": upload},
    )
    again = NewsImage.objects.get()
    assert again.title == "Again"
    assert Path(again.file.path).exists()


def test_two_uploads_of_one_name_are_two_files(settings):
    one, other = builders.make_picture("Harbour"), builders.make_picture("Harbour")
    assert one.file.name != other.file.name
    assert {one.file.name, other.file.name} <= stored(settings)


def test_a_name_that_another_process_took_meanwhile_is_not_overwritten(settings):
    default_storage.save("original_images/a.jpg", ContentFile(b"theirs"))
    name = default_storage._save("original_images/a.jpg", ContentFile(b"ours"))
    assert name != "original_images/a.jpg"
    with default_storage.open("original_images/a.jpg") as theirs:
        assert theirs.read() == b"theirs"
    assert stored(settings) == {"original_images/a.jpg", name}


def test_a_replaced_file_leaves_the_new_set_and_nothing_of_the_old(desk, settings):
    picture = builders.make_picture()
    upload = SimpleUploadedFile("new.jpg", files.encoded("JPEG"))
    desk.post(
        reverse("wagtailimages:edit", args=[picture.pk]),
        {"title": "New", "file": upload},
    )
    new = NewsImage.objects.get()
    ready = {file["file"] for file in new.ready_files}
    assert ready == set(NewsRendition.objects.values_list("file", flat=True))
    assert stored(settings) == {new.file.name, *ready}
