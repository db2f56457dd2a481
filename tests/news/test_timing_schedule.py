"""A scheduled story is edited by those who may, without its schedule being lost."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Workflow, WorkflowTask

from news.moments import shown
from news.page_form import UPDATE_SCHEDULE
from news.schedule import run_schedule
from newsroom.demo import builders
from tests.news.newsdesk import approved, field, fresh, save, staff
from tests.news.story_form import story_form
from tests.news.test_schedule import came

# Noon: no change of the clocks is near.
TIME = (timezone.now() + timedelta(days=2)).replace(
    hour=12, minute=0, second=0, microsecond=0
)
LATER = TIME + timedelta(days=1)


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


def messages_after(client, story, **fields) -> str:
    """What the admin says after a press of a button, on one line."""
    answer = client.post(
        reverse("wagtailadmin_pages:edit", args=[story.pk]),
        story_form(slug=story.slug, **fields),
        follow=True,
    )
    soup = BeautifulSoup(answer.content, "html.parser")
    return " ".join(soup.find(class_="messages").get_text(" ").split())


def test_whoever_schedules_is_told_for_when(publisher, home):
    story = builders.make_article(publish=False)
    said = messages_after(publisher, story, go_live_at=field(TIME), action="publish")

    assert f"It goes live on {shown(TIME)}." in said


def test_and_that_it_is_because_of_the_embargo(publisher, home):
    story = builders.make_article(publish=False)
    said = messages_after(publisher, story, embargo_until=field(TIME), action="publish")

    assert f"It goes live on {shown(TIME)}, when its embargo ends." in said
    editor = editor_of(publisher, story)
    assert f"scheduled for {shown(TIME)}, when its embargo ends." in editor
    times = {"embargo_until": field(TIME), "go_live_at": field(LATER)}
    save(publisher, story, **times, action="publish")
    assert f"Embargo until {shown(TIME)}." in editor_of(publisher, story)


@pytest.mark.parametrize("meanwhile", ["went out", "was cancelled"])
def test_a_schedule_that_is_over_is_not_updated(publisher, scheduled, meanwhile):
    if meanwhile == "went out":
        came(fresh(scheduled).scheduled_revision, timezone.now())
        run_schedule()
    else:
        revision = fresh(scheduled).scheduled_revision
        revision.approved_go_live_at = None
        revision.save()
    before = fresh(scheduled).title
    form = story_form(slug=scheduled.slug, title="Words for later")
    answer = publisher.post(
        reverse("wagtailadmin_pages:edit", args=[scheduled.pk]),
        form | {"action-publish": UPDATE_SCHEDULE},
    )
    text = " ".join(BeautifulSoup(answer.content, "html.parser").get_text(" ").split())

    assert ("readers see it" in text) is fresh(scheduled).live
    assert "meanwhile" in text
    assert "Update schedule" not in text
    assert "Words for later" in answer.content.decode()
    assert fresh(scheduled).title == before


def test_the_button_of_a_scheduled_story_says_that_it_updates(publisher, scheduled):
    page = publisher.get(reverse("wagtailadmin_pages:edit", args=[scheduled.pk]))
    soup = BeautifulSoup(page.content, "html.parser")
    button = soup.find("button", attrs={"name": "action-publish"})

    assert button["value"] == UPDATE_SCHEDULE


def test_whoever_saves_what_was_moved_meanwhile_is_told_where_it_is(publisher, home):
    story = builders.make_article(publish=False)
    page = publisher.get(reverse("wagtailadmin_pages:edit", args=[story.pk]))
    soup = BeautifulSoup(page.content, "html.parser")
    place = soup.find("input", attrs={"name": "place"})["value"]
    assert place == str(story.get_parent().pk)
    fresh(story).move(builders.make_category("Politics"), pos="last-child")
    said = messages_after(publisher, story, place=place, action="publish")

    assert "was moved to 'Politics' while you had it open" in said
    assert fresh(story).live
    assert "/politics/" in fresh(story).url


def test_nobody_is_told_of_a_move_that_was_not(publisher, home):
    story = builders.make_article(publish=False)
    said = messages_after(publisher, story, place=story.get_parent().pk)

    assert "was moved" not in said


def test_the_editor_of_an_expired_story_says_so(publisher, home):
    story = builders.make_article(expire_at=TIME)
    assert "has expired" not in editor_of(publisher, story)
    fresh(story).unpublish(set_expired=True)

    assert "It has expired" in editor_of(publisher, story)


def test_times_name_the_newsrooms_zone(publisher, home):
    text = editor_of(publisher, builders.make_article(publish=False))

    for said in ("first published", "even if published", "at once", "never"):
        assert f"{said}. Europe/Paris." in text


def test_a_colleagues_lock_speaks_for_itself(publisher, scheduled):
    page = fresh(scheduled)
    page.locked, page.locked_by = True, builders.make_user("colleague")
    page.save()
    text = editor_of(publisher, scheduled)

    assert "is locked" in text
    assert "is scheduled for" in text
    assert "ask whoever publishes" not in text
    assert "'Update schedule' puts" not in text
    assert "Cancel scheduled publish" in text


def test_whoever_brings_an_expired_story_back_is_told_how(client, home):
    story = builders.make_article(expire_at=TIME)
    fresh(story).unpublish(set_expired=True)
    client.force_login(staff(home, "add", "change"))
    assert "It has expired" in editor_of(client, story)
    assert "press Publish" not in editor_of(client, story)
    client.force_login(builders.make_user("chief"))
    assert "press Publish" in editor_of(client, story)


def test_one_that_comes_back_by_itself_asks_for_nothing(publisher, home):
    story = builders.make_article()
    story.go_live_at = TIME
    story.save_revision().publish()
    type(story).objects.filter(pk=story.pk).update(expire_at=timezone.now())
    run_schedule()
    assert approved(story) == TIME

    text = editor_of(publisher, story)
    assert "It has expired" in text
    assert "press Publish" not in text


def test_an_embargo_of_a_live_story_is_said_from_its_new_version(publisher, home):
    story = builders.make_article("Seen")
    story.embargo_until = TIME
    story.save_revision().publish()
    times = {"embargo_until": field(TIME), "go_live_at": field(TIME)}
    said = messages_after(publisher, story, **times, action="publish")

    assert f"It goes live on {shown(TIME)}, when its embargo ends." in said


def test_a_category_hidden_after_scheduling_is_said(publisher, home):
    story = builders.make_article(publish=False, go_live_at=TIME)
    story.get_latest_revision().publish()
    assert "is not published" not in editor_of(publisher, story)
    fresh(story).get_parent().specific.unpublish()

    assert "The category 'General' is not published" in editor_of(publisher, story)


def test_autosave_says_nothing_of_a_move(publisher, home):
    story = builders.make_article(publish=False)
    place = story.get_parent().pk
    fresh(story).move(builders.make_category("Politics"), pos="last-child")
    publisher.post(
        reverse("wagtailadmin_pages:edit", args=[story.pk]),
        story_form(slug=story.slug, place=place),
        headers={"accept": "application/json"},
    )

    assert "was moved" not in publisher.get("/admin/").content.decode()


def test_a_part_of_the_editor_leaves_no_message_for_another_page(publisher, scheduled):
    address = reverse("wagtailadmin_pages:edit", args=[scheduled.pk])
    publisher.get(f"{address}?_w_hydrate_create_view=1")

    soup = BeautifulSoup(publisher.get("/admin/").content, "html.parser")
    assert "Saving a draft" not in soup.get_text()
