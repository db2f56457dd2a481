"""Imported from another system, exported, and imported anew: the same newsroom."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from delivery.outbox import run_due
from news.models import ArticlePage
from syndication.exporting.writing import export
from tests.syndication.exporting.answers import files_of
from tests.syndication.exporting.emptied import empty_the_database
from tests.syndication.importing.exports import WXR, item

pytestmark = pytest.mark.django_db


def import_stories(file) -> None:
    """Import what the file holds, and do all that follows."""
    call_command(
        "import_stories", "wordpress", str(file), "--publish", stdout=StringIO()
    )
    while run_due():
        pass


def test_import_export_import_gives_the_same_site(home, tmp_path):
    """And a third import of the first file finds all its stories there, unchanged."""
    file = tmp_path / "export.xml"
    posts = [
        item(
            1, "Harbour vote", "<h2>So</h2><p>The board <b>met</b>.</p>", tags=["NATO"]
        ),
        item(2, "Ferries", "<ul><li>One</li></ul>", category="Sport", author="ada"),
        item(3, "Not yet", status="draft"),
    ]
    file.write_text(WXR.format(items="".join(posts)), encoding="utf-8")
    import_stories(file)
    export(tmp_path / "first", print)
    addresses = [story.url for story in ArticlePage.objects.all()]
    addresses += ["/", "/feed/", "/2020/01/post-1/", "/search/?q=harbour"]
    before = {at: Client().get(at).content for at in addresses}

    empty_the_database()
    call_command("import_site", tmp_path / "first")

    assert {at: Client().get(at).content for at in addresses} == before
    export(tmp_path / "second", print)
    assert files_of(tmp_path / "second") == files_of(tmp_path / "first")
    import_stories(file)
    export(tmp_path / "third", print)
    assert files_of(tmp_path / "third") == files_of(tmp_path / "first")
    assert ArticlePage.objects.published().count() == 2
