"""The public root holds the files of the pictures in public use, and no others."""

import os
import threading
from io import StringIO
from pathlib import Path

import picture_files as files
import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import connection
from shown_pictures import addresses, answers, in_body, public_files
from wagtail.models import ReferenceIndex

from delivery import outbox
from images import publicity
from images.models import NewsImage, NewsRendition
from images.signals import public_pictures_changed
from news.models import ArticlePage
from news.picture_uses import show_pictures_of
from newsroom.demo import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def picture(home):
    return builders.make_picture("Inner harbour")


def test_a_new_file_has_new_addresses_and_the_old_are_gone(client, picture, settings):
    builders.make_author(photo=picture)
    before, original = addresses(picture), picture.file.path
    picture.file = ContentFile(files.encoded("JPEG"), name="inner-harbour.jpg")
    picture.save()
    after = addresses(picture)
    assert not set(before) & set(after)
    assert {client.get(address).status_code for address in before} == {404}
    assert {client.get(address).status_code for address in after} == {200}
    assert public_files(settings) == {
        address.removeprefix("/media/") for address in after
    }
    assert not Path(original).exists()


def test_a_new_focal_point_has_new_addresses(client, picture):
    builders.make_author(photo=picture)
    before = addresses(picture)
    thumbnail = picture.get_rendition("max-165x165")
    picture.focal_point_x = picture.focal_point_y = 100
    picture.focal_point_width = picture.focal_point_height = 50
    picture.save()
    assert not set(before) & set(addresses(picture))
    assert answers(client, picture) == {200}
    assert not Path(thumbnail.file.path).exists()


def test_new_words_keep_the_addresses(picture):
    before = addresses(picture)
    picture.caption = "At dawn"
    picture.save()
    assert addresses(picture) == before


def test_a_deleted_pictures_files_are_gone(client, picture, settings):
    builders.make_author(photo=picture)
    before = addresses(picture)
    picture.delete()
    assert {client.get(address).status_code for address in before} == {404}
    assert public_files(settings) == set()
    assert not any(Path(settings.MEDIA_ROOT).rglob("*.*"))


def test_a_second_sync_changes_nothing(picture, settings):
    builders.make_author(photo=picture)
    heard = []
    root = Path(settings.PUBLIC_MEDIA_ROOT)
    before = {path: path.stat() for path in root.rglob("*.*")}
    public_pictures_changed.connect(
        receiver := lambda pictures, **kwargs: heard.append(pictures)
    )
    publicity.sync([picture.pk])
    assert {path: path.stat() for path in root.rglob("*.*")} == before
    assert heard == []
    next(iter(before)).unlink()
    publicity.sync([picture.pk])
    assert heard == [{picture.pk}]
    public_pictures_changed.disconnect(receiver)


def test_a_vanished_rendition_is_made_again_at_its_address(client, picture, settings):
    (Path(settings.MEDIA_ROOT) / addresses(picture)[0].removeprefix("/media/")).unlink()
    builders.make_author(photo=picture)
    assert answers(client, picture) == {200}


def test_a_vanished_original_is_named_after_the_others_were_done(
    client, picture, settings
):
    other = builders.make_picture("Another")
    for path in Path(settings.MEDIA_ROOT).rglob("*.*"):
        if path.name == "inner-harbour.jpg" or f"/media/images/{path.name}" in (
            addresses(picture)
        ):
            path.unlink()
    builders.make_article(hero_image=picture, body=in_body(other))
    with pytest.raises(publicity.PicturesNotShown) as raised:
        publicity.sync([picture.pk, other.pk])
    assert f"Picture {picture.pk} (Inner harbour)" in str(raised.value)
    assert "restore it from the backup" in str(raised.value)
    assert answers(client, other) == {200}
    with pytest.raises(CommandError, match="Inner harbour"):
        call_command("sync_pictures")


def test_one_that_cannot_be_made_stops_no_other(client, picture, monkeypatch):
    odd = builders.make_picture("Odd")
    odd_pk, sound_pk = sorted([odd.pk, picture.pk])
    NewsImage.objects.update(picture_set={})
    make = NewsImage.prepare

    def refuse(self):
        if self.pk == odd_pk:
            raise ValueError("encoding error 5")
        make(self)

    monkeypatch.setattr(NewsImage, "prepare", refuse)
    builders.make_article(
        hero_image=picture, hero_decorative=True, body=in_body(odd), publish=False
    )
    ArticlePage.objects.update(live=True)
    for story in ArticlePage.objects.all():
        ReferenceIndex.create_or_update_for_object(story)
    with pytest.raises(publicity.PicturesNotShown, match="encoding error 5"):
        publicity.sync([odd_pk, sound_pk])
    assert answers(client, NewsImage.objects.get(pk=sound_pk)) == {200}


def test_a_process_that_dies_after_the_commit_loses_no_file(
    client, picture, monkeypatch
):
    """The row in the outbox is written with the change; the clock takes it later."""
    author = builders.make_author(photo=picture)
    replaced, deleted = builders.make_picture("Two"), builders.make_picture("Three")
    builders.make_author("Bo", photo=replaced)
    builders.make_author("Cy", photo=deleted)
    before = {p.pk: addresses(p) for p in (picture, replaced, deleted)}
    monkeypatch.setattr(outbox, "_run_after_commit", lambda event: None)

    author.photo = None
    author.save()
    replaced.file = ContentFile(files.encoded("JPEG"), name="again.jpg")
    replaced.save()
    deleted.delete()
    monkeypatch.undo()
    gone = [at for each in before.values() for at in each]
    assert {client.get(address).status_code for address in gone} == {200}
    outbox.run_due()
    assert {client.get(address).status_code for address in gone} == {404}
    assert answers(client, replaced) == {200}


def test_the_command_puts_everything_right(client, picture, settings):
    """A copy that is missing, one too many, a stray, and a set that was never made."""
    other, old = builders.make_picture("Private"), builders.make_picture("Old")
    builders.make_author("Ada", photo=picture)
    builders.make_author("Bo", photo=old)
    NewsImage.objects.filter(pk=old.pk).update(picture_set={})
    old.renditions.all().delete()
    root = Path(settings.PUBLIC_MEDIA_ROOT)
    (root / addresses(picture)[0].removeprefix("/media/")).unlink()
    (root / addresses(other)[0].removeprefix("/media/")).write_bytes(b"not public")
    strays = [root / "images/stray.webp", root / "images/.half.part"]
    young = root / "images/being-made.webp"
    for path in [*strays, young]:
        path.write_bytes(b"stray")
    for path in strays:
        os.utime(path, (1, 1))
    call_command("sync_pictures")
    assert answers(client, picture) == answers(client, old) == {200}
    assert answers(client, other) == {404}
    assert not any(path.exists() for path in strays)
    assert young.exists()


def test_the_command_makes_sets_anew_after_their_sizes_or_formats_changed(
    client, picture, monkeypatch
):
    builders.make_author(photo=picture)
    before = addresses(picture)
    monkeypatch.setattr("images.models.EDITION", "another")
    call_command("sync_pictures")
    assert not set(before) & set(addresses(picture))
    assert answers(client, picture) == {200}
    after = addresses(picture)
    call_command("sync_pictures")
    assert addresses(picture) == after


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite has one writer")
def test_syncs_at_once_agree(home, settings):
    """Each picture's row is held while its files are copied or removed."""
    picture = builders.make_picture("Inner harbour")
    author = builders.make_author(photo=picture)

    def sync():
        try:
            for _ in range(5):
                publicity.sync([picture.pk])
        finally:
            connection.close()

    threads = [threading.Thread(target=sync) for _ in range(3)]
    for thread in threads:
        thread.start()
    author.photo = None
    author.save()
    for thread in threads:
        thread.join()
    assert public_files(settings) == set()


def test_wagtails_command_that_remakes_renditions_does_no_harm(client, picture):
    builders.make_author(photo=picture)
    call_command("wagtail_update_image_renditions", stdout=StringIO())
    publicity.sync([picture.pk])
    assert answers(client, picture) == {200}
    names = {file["file"] for file in NewsImage.objects.get().ready_files}
    assert names <= set(NewsRendition.objects.values_list("file", flat=True))


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite has one writer")
def test_an_older_step_that_ends_late_shows_nothing_again(home, client, monkeypatch):
    """It holds the story's row from reading it to the end."""
    picture = builders.make_picture("Inner harbour")
    story = builders.make_article(hero_image=picture, hero_decorative=True)
    write = ReferenceIndex.create_or_update_for_object
    loaded, edited = threading.Event(), threading.Event()

    def slowly(row):
        if threading.current_thread() is older:
            loaded.set()
            edited.wait(1)
        return write(row)

    def older_step():
        try:
            show_pictures_of(story.pk)
        finally:
            connection.close()

    name = "create_or_update_for_object"
    monkeypatch.setattr(ReferenceIndex, name, staticmethod(slowly))
    older = threading.Thread(target=older_step)
    older.start()
    assert loaded.wait(5)
    edit = ArticlePage.objects.get(pk=story.pk)
    edit.hero_image = None
    edit.save_revision().publish()
    edited.set()
    older.join()
    assert answers(client, picture) == {404}
