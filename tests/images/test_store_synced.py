"""What ``sync_pictures``, an export and an import do where files lie in a store."""

import json

import pytest
from django.core.management import CommandError, call_command
from shown_pictures import addresses, answers

from images import publicity
from images.models import NewsImage
from news.models import ArticlePage
from newsroom.demo import builders
from tests.syndication.exporting.emptied import empty_the_database

pytestmark = pytest.mark.django_db


@pytest.fixture
def picture(store, home):
    return builders.make_picture("Inner harbour")


def key(address: str, prefix: str = "public") -> str:
    return f"{prefix}/{address.removeprefix('/media/')}"


def test_public_copies_that_were_lost_are_made_again(client, picture, store):
    builders.make_author(photo=picture)
    for address in addresses(picture):
        store.delete(key(address))
    assert answers(client, picture) == {404}
    call_command("sync_pictures")
    assert answers(client, picture) == {200}


def test_a_lost_rendition_is_made_from_the_original_under_its_name(
    client, picture, store
):
    builders.make_author(photo=picture)
    for prefix in ("media", "public"):
        store.delete(key(addresses(picture)[0], prefix))
    call_command("sync_pictures")
    assert answers(client, picture) == {200}
    assert key(addresses(picture)[0], "media") in store.stored()


def test_strays_go_once_they_are_old(client, picture, store, monkeypatch):
    builders.make_author(photo=picture)
    hidden = builders.make_picture("Private")
    leaked = key(addresses(hidden)[0])
    store.put(leaked, b"not public")
    strays = {"public/images/stray.webp", "media/images/stray.webp"}
    for stray in strays:
        store.put(stray, b"stray")
    beside = "media/original_images/beside.jpg"
    store.put(beside, b"an original of nobody's")
    call_command("sync_pictures")
    assert leaked not in store.stored()
    assert strays <= store.stored()
    monkeypatch.setattr(publicity, "STRAY_AFTER", -60)
    call_command("sync_pictures")
    assert not strays & store.stored()
    assert beside in store.stored()
    assert answers(client, picture) == {200}


def test_an_original_that_is_gone_is_named(picture, store):
    builders.make_author(photo=picture)
    for stored in store.stored():
        store.delete(stored)
    with pytest.raises(publicity.PicturesNotShown, match="restore it from the backup"):
        publicity.sync([picture.pk])


def test_a_new_focal_point_leaves_no_file_of_the_former_set(picture, store):
    builders.make_author(photo=picture)
    before = store.stored("public/")
    picture.focal_point_x = picture.focal_point_y = 100
    picture.focal_point_width = picture.focal_point_height = 50
    picture.save()
    after = {key(address) for address in addresses(picture)}
    assert store.stored("public/") == after
    assert not before & after
    assert len(store.stored("media/images/")) == len(after)


@pytest.fixture
def exported(picture, tmp_path):
    """A folder with all of a newsroom that shows the picture."""
    builders.make_article("Harbour vote", hero_image=picture, hero_decorative=True)
    call_command("export_site", tmp_path / "site")
    return tmp_path / "site"


def test_an_export_holds_every_file_of_the_store(exported, picture, store):
    files = {
        f"media/{path.relative_to(exported / 'files')}"
        for path in (exported / "files").rglob("*")
        if path.is_file()
    }
    assert files == store.stored("media/") - store.stored("media/share_cards/")
    for name in files:
        kept = (exported / "files" / name.removeprefix("media/")).read_bytes()
        assert kept == store.read(name)
    assert json.loads((exported / "manifest.json").read_text())["missing_files"] == []


def test_an_export_names_what_the_store_has_lost(picture, store, tmp_path, capsys):
    store.delete(f"media/{picture.file.name}")
    call_command("export_site", tmp_path / "site")
    assert f"{picture.file.name} is gone" in capsys.readouterr().err


@pytest.fixture
def another_bucket(exported, store, settings):
    """Nothing is there, and in the database neither."""
    settings.S3_BUCKET = store.bucket = f"{store.bucket}-new"
    store.make_bucket()
    empty_the_database()


def test_an_import_brings_every_file_and_shows_what_is_public(
    client, exported, picture, store, another_bucket
):
    call_command("import_site", exported)
    assert answers(client, picture) == {200}
    brought = store.stored("media/")
    assert f"media/{picture.file.name}" in brought
    for name in brought - store.stored("media/share_cards/"):
        given = exported / "files" / name.removeprefix("media/")
        assert given.read_bytes() == store.read(name)
    assert ArticlePage.objects.get().hero_image == NewsImage.objects.get()


def test_an_import_leaves_another_file_in_its_place(
    exported, picture, store, another_bucket
):
    there = f"media/{picture.file.name}"
    as_long = b"x" * (exported / "files" / picture.file.name).stat().st_size
    for content in (b"another", as_long):
        store.put(there, content)
        with pytest.raises(CommandError, match="is in the newsroom already"):
            call_command("import_site", exported)
        assert store.stored() == {there}
        assert store.read(there) == content
