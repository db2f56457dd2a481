"""What was exported and imported is the same newsroom."""

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction, ReferenceIndex, Revision

from accounts.models import User
from delivery import outbox
from desk.models import StoryMark
from news.models import ArticlePage, StoryListing, StoryVersion
from news.rising import refresh_rising
from news.verification import faults_of_all
from newsroom.demo import builders
from search.models import StoryDocument
from syndication.exporting.writing import export
from tests.syndication.exporting.answers import addresses, answers_to, files_of
from tests.syndication.exporting.emptied import import_where_nothing_is

pytestmark = pytest.mark.django_db


def derived() -> dict[str, set]:
    """What the newsroom derives from its stories, without the numbers of the rows."""
    references = ReferenceIndex.objects.values_list(
        "base_content_type", "object_id", "to_object_id", "content_path"
    )
    listed = StoryListing.objects.values_list(
        "listing__kind", "listing__key", "listing__count", "story", "published_at"
    )
    return {
        "listings": set(listed),
        "marks": set(StoryMark.objects.values_list("story", "drafted", "kind", "mark")),
        "index": set(StoryDocument.objects.values_list("story", "text", "facets")),
        "references": set(references),
    }


@pytest.fixture(scope="module")
def before(folder) -> dict:
    """What the newsroom that was exported derives and answers."""
    refresh_rising(timezone.now())
    call_command("rebuild_references_index", verbosity=0)
    originals = ArticlePage.objects.filter(alias_of=None)
    asked = addresses(originals.filter(title__startswith="Harbour vote"))
    asked += [story.url for story in originals.order_by("pk")]
    return {"answers": answers_to(asked), "derived": derived()}


@pytest.fixture(scope="module")
def roots(before, folder, tmp_path_factory) -> dict[str, str]:
    """Where the files of the newsroom are, in which the folder was imported."""
    return import_where_nothing_is(folder, tmp_path_factory.mktemp("imported"))


@pytest.fixture
def imported(roots, db, settings) -> None:
    """The newsroom of the folder, in the database that was empty."""
    for name, root in roots.items():
        setattr(settings, name, root)


def test_a_second_export_is_the_same_to_the_byte(folder, imported, tmp_path):
    export(tmp_path / "again", print)
    assert files_of(tmp_path / "again") == files_of(folder)


def test_every_public_address_answers_the_same_bytes(before, imported):
    assert len(before["answers"]) > 90
    now = answers_to(list(before["answers"]))
    assert [at for at in now if now[at] != before["answers"][at]] == []


def test_listings_marks_references_and_index_are_written_anew(before, imported):
    assert all(before["derived"].values())
    assert derived() == before["derived"]


def test_the_ledger_is_whole_under_the_same_key(imported, capsys):
    assert list(faults_of_all()) == []
    assert capsys.readouterr().err == ""


def test_the_number_of_a_deleted_story_is_given_to_no_other(imported):
    """It would inherit the versions of the deleted one."""
    there = set(ArticlePage.objects.values_list("pk", flat=True))
    deleted = set(StoryVersion.objects.values_list("story", flat=True)) - there
    story = builders.make_article("A new story")
    assert deleted
    assert story.pk not in deleted
    assert [v.number for v in StoryVersion.objects.of(story.pk)] == [1]


def test_drafts_schedules_and_embargoes_are_as_they_were(imported, client):
    story = ArticlePage.objects.get(title__startswith="Harbour vote", alias_of=None)
    draft = story.get_latest_revision_as_object()
    assert (story.has_unpublished_changes, draft.title) == (
        True,
        "Harbour vote on Friday",
    )
    draft.save_revision().publish()
    assert b"on Friday" in client.get(story.url).content
    waiting = Revision.objects.filter(approved_go_live_at__gt=timezone.now())
    assert {each.object_str for each in waiting} == {"Under embargo", "On time"}
    hidden = ArticlePage.objects.get(title="Under embargo")
    assert hidden.embargo_until > timezone.now()
    assert client.get(hidden.url).status_code == 404


def test_nobody_signs_in_with_a_former_password_but_by_mail(imported, client):
    assert not client.login(username="editor", password="secret-enough")
    assert not client.login(username="reporter", password="secret-enough")
    client.post("/admin/sign-in/password/", {"email": "reporter@newsclip.example"})
    outbox.run_due()
    assert [message.to for message in mail.outbox] == [["reporter@newsclip.example"]]
    assert User.objects.get(username="reporter").groups.exists()


def test_a_private_section_is_private_behind_a_new_password(imported, client):
    restriction = PageViewRestriction.objects.get(restriction_type="password")
    assert len(restriction.password) >= 40
    story = ArticlePage.objects.get(title="For members")
    assert b"For members" not in client.get(story.url).content


def test_an_import_makes_signed_in_pages_for_staff(imported):
    """The admin opens, for an editor, a story and its history."""
    desk = Client()
    desk.force_login(User.objects.get(username="editor"))
    story = ArticlePage.objects.get(title__startswith="Harbour vote", alias_of=None)
    for address in ("edit", "history"):
        assert desk.get(f"/admin/pages/{story.pk}/{address}/").status_code == 200
