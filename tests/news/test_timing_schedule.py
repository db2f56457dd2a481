"""A scheduled story is edited by those who may, without its schedule being lost."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Workflow, WorkflowTask

from news.schedule import run_schedule
from news.timing_form import shown
from newsroom.demo import builders
from tests.news.test_embargo import approved, field, fresh, save, staff
from tests.news.test_schedule import came

# Noon: no change of the clocks is near.
TIME = (timezone.now() + timedelta(days=2)).replace(
    hour=12, minute=0, second=0, microsecond=0
)
LATER = TIME + timedelta(days=1)


@pytest.fixture
def publisher(client, home):
    """A browser of somebody who may publish."""
    client.force_login(staff(home, "add", "change", "publish"))
    return client


@pytest.fixture(params=["new", "live"])
def scheduled(request, home):
    """A story of which a version is scheduled: its first, or one of a live story."""
    story = builders.make_article("What is live", publish=request.param == "live")
    story.title, story.go_live_at = "What is scheduled", TIME
    story.save_revision().publish()
    return story


def editor_of(client, story) -> str:
    """What the editor's page says, on one line."""
    page = client.get(reverse("wagtailadmin_pages:edit", args=[story.pk]))
    text = BeautifulSoup(page.content, "html.parser").get_text(" ")
    return " ".join(text.split())


def test_the_editor_says_what_is_scheduled_for_when(publisher, scheduled):
    text = editor_of(publisher, scheduled)

    assert f"'What is scheduled' is scheduled for {shown(TIME)}." in text
    assert "newer edits" not in text
    assert "Update schedule" in text
    assert "Cancel scheduled publish" in text


def test_the_editor_says_that_newer_edits_are_not_scheduled(publisher, scheduled):
    save(publisher, scheduled, title="Better words", go_live_at=field(LATER))
    text = editor_of(publisher, scheduled)

    assert "There are newer edits that are not scheduled." in text
    assert f"is scheduled for {shown(TIME)}" in text


def test_a_story_that_waits_for_nothing_is_published_not_updated(publisher, home):
    text = editor_of(publisher, builders.make_article(publish=False))

    assert "Update schedule" not in text
    assert "is scheduled for" not in text


def test_a_draft_leaves_what_is_scheduled_to_go_out(publisher, scheduled):
    was_live = scheduled.live
    save(publisher, scheduled, title="A draft", go_live_at=field(LATER))
    assert approved(scheduled) == TIME
    assert fresh(scheduled).live is was_live
    came(fresh(scheduled).scheduled_revision, timezone.now())
    run_schedule()

    assert fresh(scheduled).title == "What is scheduled"
    assert fresh(scheduled).get_latest_revision_as_object().title == "A draft"


def test_updating_the_schedule_approves_one_version_only(publisher, scheduled):
    save(
        publisher,
        scheduled,
        title="The better one",
        go_live_at=field(LATER),
        action="publish",
    )
    waiting = fresh(scheduled).revisions.filter(approved_go_live_at__isnull=False)

    assert [one.content["title"] for one in waiting] == ["The better one"]
    assert approved(scheduled) == LATER
    assert fresh(scheduled).title == (
        "What is live" if fresh(scheduled).live else "The better one"
    )


def test_a_schedule_that_is_cancelled_publishes_nothing(publisher, scheduled):
    revision = fresh(scheduled).scheduled_revision
    publisher.post(
        reverse(
            "wagtailadmin_pages:revisions_unschedule",
            args=[scheduled.pk, revision.pk],
        )
    )
    assert fresh(scheduled).scheduled_revision is None
    assert run_schedule().published == []
    assert "is scheduled for" not in editor_of(publisher, scheduled)


def test_code_that_autosaves_writes_over_no_scheduled_version(scheduled):
    revision = fresh(scheduled).scheduled_revision
    page = revision.as_object()
    page.title = "Late words"
    new = page.save_revision(overwrite_revision=revision)
    revision.refresh_from_db()

    assert new.pk != revision.pk
    assert revision.content["title"] == "What is scheduled"
    assert approved(scheduled) == TIME


def test_whoever_may_not_publish_is_told_who_to_ask(client, home, scheduled):
    client.force_login(staff(home, "add", "change"))
    text = editor_of(client, scheduled)

    assert f"is scheduled for {shown(TIME)}. It is locked for you: ask" in text
    assert "Update schedule" not in text


@pytest.mark.parametrize("mine", [True, False])
def test_somebodys_own_lock_holds_on_a_scheduled_story(client, home, scheduled, mine):
    somebody = staff(home, "add", "change", "publish")
    page = fresh(scheduled)
    page.locked = True
    page.locked_by = somebody if mine else builders.make_user("colleague")
    page.save()

    assert fresh(scheduled).get_lock().for_user(somebody) is not mine


@pytest.mark.parametrize("reviewer", [True, False])
def test_a_version_in_review_is_edited_by_its_reviewers(home, scheduled, reviewer):
    somebody = staff(home, "add", "change", "publish")
    task = GroupApprovalTask.objects.create(name="Desk")
    if reviewer:
        task.groups.set(somebody.groups.all())
    workflow = Workflow.objects.create(name="Moderation")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    workflow.start(fresh(scheduled), builders.make_user("author", is_superuser=False))

    assert fresh(scheduled).get_lock().for_user(somebody) is not reviewer
