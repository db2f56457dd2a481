"""What is told of an export and an import, and what else follows from them."""

import shutil

import pytest
from django.apps import apps
from django.core.management import call_command

from delivery.models import Effect
from images.models import NewsImage
from news.models import ArticlePage, Embed, StoryVersion
from syndication.exporting.contents import EXPORTED
from syndication.exporting.writing import export
from tests.syndication.exporting.emptied import empty_the_database
from tests.syndication.exporting.states import WITHHELD

pytestmark = pytest.mark.django_db

# Nothing in the newsroom makes a row of these.
NEVER_USED = {
    "wagtailcore.GroupApprovalTask",
    "wagtailcore.GroupApprovalTask_groups",
    "wagtailcore.GroupSitePermission",
}


def test_another_key_is_told_and_the_versions_are_there(
    empty, folder, settings, capsys
):
    settings.VERSION_KEY = "of another newsroom"
    call_command("import_site", folder)
    assert "set NEWSCLIP_VERSION_KEY to the key of there" in capsys.readouterr().err
    assert StoryVersion.objects.exists()


def test_what_an_embed_waited_for_is_asked_for_again(planted, tmp_path, db):
    embed = Embed.objects.create(key="a" * 64, url="https://chorus.example/unread")
    export(tmp_path / "site", print)
    empty_the_database()
    call_command("import_site", tmp_path / "site")
    assert Effect.objects.filter(step="embed", payload={"embed": embed.pk}).exists()
    assert Effect.objects.filter(step="embed").count() == 1


def test_an_import_follows_the_address_of_its_own_newsroom(empty, folder, settings):
    settings.BASE_URL = "https://moved.example"
    call_command("import_site", folder)
    story = ArticlePage.objects.published().first()
    assert story.full_url.startswith("https://moved.example/")


def test_a_dead_original_is_named_and_the_rest_exported(planted, tmp_path, capsys, db):
    picture = NewsImage.objects.first()
    picture.file.storage.delete(picture.file.name)
    call_command("export_site", tmp_path / "site")
    assert f"{picture.file.name} is gone" in capsys.readouterr().err


def test_every_model_has_a_row_in_what_is_exported(planted):
    """Or the tests below would show nothing of it."""
    without = {
        label for label in EXPORTED if not apps.get_model(label)._base_manager.exists()
    }
    assert without <= NEVER_USED


def test_what_was_withheld_stays_destroyed(folder):
    assert [
        path for path in folder.rglob("*.json*") if WITHHELD in path.read_text()
    ] == []


def test_an_import_that_was_killed_is_tried_again(empty, folder, settings):
    """Its files are there, and no row of it."""
    shutil.copytree(folder / "files", settings.MEDIA_ROOT)
    call_command("import_site", folder)
    assert ArticlePage.objects.exists()
