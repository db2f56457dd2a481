"""An embargo is a constraint: nothing goes out before it, and few may lift it."""

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from news.models import ArticlePage
from news.schedule import run_schedule
from newsroom.demo import builders
from tests.news.newsdesk import HOUR, approved, field, fresh, save, staff
from tests.news.story_form import story_form
from tests.news.test_schedule import came, moved_by

START = timezone.now().replace(second=0, microsecond=0)


def soon(hours):
    """The same moment however often it is asked for, on a whole minute."""
    return START + hours * HOUR


def test_publishing_before_the_embargo_schedules_at_it(publisher, home):
    story = builders.make_article(publish=False)
    embargo = soon(5)
    save(publisher, story, embargo_until=field(embargo), action="publish")
    assert not fresh(story).live
    assert approved(story) == embargo


def test_so_does_code_and_the_clock_publishes_at_the_embargo(home):
    story = builders.make_article(embargo_until=soon(5), publish=False)
    revision = story.get_latest_revision()
    revision.publish()
    assert not fresh(story).live
    assert approved(story) == fresh(story).embargo_until
    now = timezone.now()
    came(revision, now)
    ArticlePage.objects.update(embargo_until=now)
    revision.refresh_from_db()
    revision.content["embargo_until"] = now.isoformat()
    revision.save()
    assert run_schedule().published == [story.pk]


def test_an_earlier_go_live_is_refused_on_its_field(publisher, home, errors_of):
    story = builders.make_article(publish=False)
    answer = save(
        publisher,
        story,
        embargo_until=field(soon(5)),
        go_live_at=field(soon(4)),
        action="publish",
    )
    assert "under embargo until" in errors_of(answer)["go_live_at"][0]


def test_a_later_go_live_is_kept(publisher, home):
    story = builders.make_article(publish=False)
    times = {"embargo_until": field(soon(5)), "go_live_at": field(soon(6))}
    save(publisher, story, **times, action="publish")
    assert approved(story) == soon(6)


def test_an_embargo_on_what_readers_see_already_is_refused(publisher, home, errors_of):
    story = builders.make_article()
    answer = save(publisher, story, embargo_until=field(soon(5)), action="publish")
    assert "Unpublish it first" in errors_of(answer)["embargo_until"][0]


@pytest.mark.parametrize("action", [None, "publish"])
@pytest.mark.parametrize("hours", ["", 2])
def test_lifting_needs_the_permission(publisher, home, errors_of, action, hours):
    story = builders.make_article(embargo_until=soon(5), publish=False)
    earlier = field(soon(hours)) if hours else ""
    answer = save(publisher, story, embargo_until=earlier, action=action)
    assert "Ask a managing editor" in errors_of(answer)["embargo_until"][0]
    assert fresh(story).embargo_until == soon(5)


def test_a_later_embargo_needs_none(publisher, home):
    story = builders.make_article(embargo_until=soon(5), publish=False)
    save(publisher, story, embargo_until=field(soon(7)))
    assert fresh(story).embargo_until == soon(7)
    assert not PageLogEntry.objects.filter(action="newsclip.lift_embargo").exists()


def test_lifting_publishes_and_is_logged(client, home):
    client.force_login(staff(home, "add", "change", "publish", lift=True))
    story = builders.make_article(embargo_until=soon(5))
    assert not fresh(story).live
    save(client, story, embargo_until="", go_live_at=field(soon(5)), action="publish")
    assert fresh(story).live
    entry = PageLogEntry.objects.get(action="newsclip.lift_embargo")
    assert entry.user.username == "somebody"
    assert entry.data["before"] == soon(5).isoformat()
    history = client.get(reverse("wagtailadmin_pages:history", args=[story.pk]))
    assert "Lifted the embargo" in history.content.decode()


def test_an_older_revision_without_it_does_not_lift_it(home):
    story = builders.make_article(publish=False)
    older = story.get_latest_revision()
    story.embargo_until = soon(5)
    story.save()
    story.save_revision()
    older.publish()
    assert not fresh(story).live
    assert approved(story) == soon(5)


def test_whoever_may_publish_may_edit_what_is_scheduled(publisher, home):
    story = builders.make_article(publish=False, go_live_at=soon(5))
    first = story.get_latest_revision()
    first.publish()
    page = publisher.get(reverse("wagtailadmin_pages:edit", args=[story.pk]))
    text = page.content.decode()
    assert "Update schedule" in text
    assert "A version of" in text

    times = {"go_live_at": field(soon(5))}
    save(publisher, story, title="A draft meanwhile", **times)
    assert fresh(story).scheduled_revision.pk == first.pk

    save(publisher, story, title="The better one", **times, action="publish")
    scheduled = fresh(story).scheduled_revision
    assert scheduled.pk != first.pk
    assert scheduled.content["title"] == "The better one"
    came(scheduled, timezone.now())
    run_schedule()
    assert fresh(story).title == "The better one"


def test_whoever_may_not_publish_finds_it_locked(client, home):
    client.force_login(staff(home, "add", "change"))
    story = builders.make_article(publish=False, go_live_at=soon(5))
    story.get_latest_revision().publish()
    answer = save(client, story, title="Sneaked in", go_live_at=field(soon(5)))
    assert "locked" in answer.content.decode()
    latest = fresh(story).get_latest_revision_as_object()
    assert latest.title != "Sneaked in"


def test_autosave_writes_over_no_scheduled_version(publisher, home):
    story = builders.make_article(publish=False, go_live_at=soon(5))
    scheduled = story.get_latest_revision()
    scheduled.publish()
    answer = publisher.post(
        reverse("wagtailadmin_pages:edit", args=[story.pk]),
        story_form(
            title="Autosaved",
            slug=story.slug,
            go_live_at=field(soon(5)),
            overwrite_revision_id=str(scheduled.pk),
            loaded_revision_id=str(scheduled.pk),
            loaded_revision_created_at=scheduled.created_at.isoformat(),
        ),
        headers={"accept": "application/json"},
    )
    assert answer.json()["success"], answer.json()
    scheduled.refresh_from_db()
    assert scheduled.content["title"] == story.title
    assert fresh(story).get_latest_revision().pk != scheduled.pk


def test_a_fast_clock_of_the_web_server_lifts_none(publisher, home, monkeypatch):
    """The newsroom's time says whether an embargo is pending."""
    right = timezone.now
    story = builders.make_article(publish=False, embargo_until=soon(2))
    for room in ("news.timed_form", "news.models.timing", "news.signal_handlers"):
        monkeypatch.setattr(f"{room}.newsroom_now", right)
    with moved_by(3 * HOUR):
        save(publisher, story, embargo_until="", action="publish")

    assert not fresh(story).live
    assert fresh(story).get_latest_revision_as_object().embargo_until == soon(2)
