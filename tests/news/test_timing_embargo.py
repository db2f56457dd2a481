"""No way into print goes round an embargo, and nobody is stuck behind one."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from wagtail.models import (
    PageLogEntry,
)

from news.models import ArticlePage
from news.schedule import run_schedule
from newsroom.demo import builders
from tests.news.newsdesk import (
    EMBARGO,
    HOUR,
    approved,
    field,
    fresh,
    in_force,
    review_by,
    save,
    staff,
)
from tests.news.story_form import story_form
from tests.news.test_schedule import came


@pytest.fixture
def lifter(client, home):
    """A browser of somebody who may do both."""
    client.force_login(staff(home, "add", "change", "publish", lift=True))
    return client


def lift_or_move(story, to):
    """What the form does for somebody who may: note when the embargo was changed."""
    page = fresh(story)
    page.embargo_until, page.embargo_changed_at = to, timezone.now()
    page.save()
    return page.save_revision()


def test_a_new_story_published_under_embargo_waits(publisher, home):
    category = builders.make_category("General")
    answer = publisher.post(
        reverse("wagtailadmin_pages:add", args=["news", "articlepage", category.pk]),
        story_form(embargo_until=field(EMBARGO), action="publish"),
        follow=True,
    )
    story = ArticlePage.objects.get()

    assert "created and scheduled for publishing" in answer.content.decode()
    assert (story.live, story.go_live_at) == (False, EMBARGO)
    assert approved(story) == EMBARGO


def test_whoever_publishes_a_draft_under_embargo_is_told_that_it_waits(publisher, held):
    answer = publisher.post(
        reverse("wagtailadmin_pages:edit", args=[held.pk]),
        story_form(slug=held.slug, embargo_until=field(EMBARGO), action="publish"),
        follow=True,
    )

    assert "has been scheduled for publishing" in answer.content.decode()


def test_so_does_a_story_published_by_the_admins_interface(publisher, held):
    publisher.post(
        reverse("wagtailadmin_api:pages:action", args=[held.pk, "publish"]),
        {},
        content_type="application/json",
    )

    assert not fresh(held).live
    assert approved(held) == EMBARGO


def test_so_do_those_published_many_at_once(publisher, held):
    free = builders.make_article(publish=False)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    publisher.post(f"{address}?id={held.pk}&id={free.pk}")

    assert fresh(free).live
    assert not fresh(held).live
    assert approved(held) == EMBARGO


def test_so_does_one_whose_workflow_is_approved(client, home, held):
    moderator = staff(home, "change", "publish")
    workflow = review_by(home, moderator)
    workflow.start(held, builders.make_user("author", is_superuser=False))
    client.force_login(moderator)
    client.post(
        reverse(
            "wagtailadmin_pages:workflow_action",
            args=[held.pk, "approve", fresh(held).current_workflow_task_state.pk],
        )
    )

    assert fresh(held).current_workflow_state is None, "it was not approved"
    assert not fresh(held).live
    assert approved(held) == EMBARGO


def test_it_is_live_at_the_embargo_and_no_second_earlier(held, client, monkeypatch):
    held.get_latest_revision().publish()
    for early, published in ((1, []), (0, [held.pk])):
        now = EMBARGO - timedelta(seconds=early)
        with monkeypatch.context() as time:
            time.setattr("news.schedule.newsroom_now", lambda now=now: now)
            time.setattr("news.signal_handlers.newsroom_now", lambda now=now: now)
            time.setattr("django.utils.timezone.now", lambda now=now: now)
            assert run_schedule().published == published
            assert client.get(held.url).status_code == (404 if early else 200)


def test_code_schedules_a_new_version_of_a_live_story_which_stays_as_it_is(home):
    story = builders.make_article("What readers see")
    story.title, story.embargo_until = "What they do not see yet", EMBARGO
    story.save_revision().publish()

    assert fresh(story).live
    assert fresh(story).title == "What readers see"
    assert in_force(story) is None
    assert approved(story) == EMBARGO


def test_such_a_version_can_be_edited_and_its_schedule_updated(publisher, home):
    story = builders.make_article("What readers see")
    story.embargo_until = EMBARGO
    story.save_revision().publish()
    times = {"embargo_until": field(EMBARGO), "go_live_at": field(EMBARGO)}
    save(publisher, story, title="Better words", **times, action="publish")

    assert fresh(story).title == "What readers see"
    assert fresh(story).scheduled_revision.content["title"] == "Better words"


@pytest.mark.parametrize("action", [None, "publish"])
def test_a_draft_cannot_bring_an_embargo_upon_what_readers_see(
    publisher, home, errors_of, action
):
    """A draft with one could never be published, nor be rid of it by its writer."""
    story = builders.make_article()
    answer = save(publisher, story, embargo_until=field(EMBARGO), action=action)

    assert "Unpublish it first" in errors_of(answer)["embargo_until"][0]


def test_after_unpublishing_it_can_be_set(publisher, home):
    story = builders.make_article()
    story.unpublish()
    save(publisher, story, embargo_until=field(EMBARGO), action="publish")

    assert approved(story) == EMBARGO


def test_moving_it_to_the_past_is_lifting_it(publisher, held, errors_of):
    answer = save(publisher, held, embargo_until=field(timezone.now() - HOUR))

    (said,) = errors_of(answer)["embargo_until"]
    assert "Ask a managing editor" in said


def reads(client, story) -> str:
    """What the editor says of the embargo, beside its field."""
    page = client.get(reverse("wagtailadmin_pages:edit", args=[story.pk]))
    (said,) = BeautifulSoup(page.content, "html.parser").select("#embargo-lifted")
    return said.parent.get_text().strip()


HELP = (
    "No reader, feed or search sees this before the time, even if published. "
    f"{settings.TIME_ZONE}."
)


@pytest.mark.parametrize("action", [None, "publish"])
def test_one_that_has_passed_says_so_and_blocks_nothing(publisher, home, action):
    """Typed a minute too late, or long ago: nothing is hidden by it any more."""
    now = timezone.now().replace(second=0, microsecond=0)
    story = builders.make_article(publish=False)
    assert reads(publisher, story) == HELP
    for passed in (now, now - 60 * 24 * HOUR):
        form = {"embargo_until": field(passed), "action": action}
        assert save(publisher, story, **form).status_code == 302
        local = timezone.localtime(passed)
        time = f"{local:%H:%M}" if passed == now else f"{local:%Y-%m-%d %H:%M}"
        assert reads(publisher, story) == f"Lifted {time}. {HELP}"
    assert fresh(story).live is bool(action)


def test_autosave_lifts_none_either(publisher, held):
    answer = publisher.post(
        reverse("wagtailadmin_pages:edit", args=[held.pk]),
        story_form(slug=held.slug, embargo_until=""),
        headers={"accept": "application/json"},
    )

    assert answer.json()["error_code"] == "validation_error"
    assert in_force(held) == EMBARGO


@pytest.mark.parametrize("embargo", ["", field(EMBARGO)])
def test_going_back_to_a_version_without_it_lifts_none(
    publisher, home, embargo, errors_of
):
    story = builders.make_article(publish=False)
    older = story.get_latest_revision()
    lift_or_move(story, EMBARGO)
    address = reverse("wagtailadmin_pages:revisions_revert", args=[story.pk, older.pk])
    assert field(EMBARGO) in publisher.get(address).content.decode()
    answer = publisher.post(
        reverse("wagtailadmin_pages:edit", args=[story.pk]),
        story_form(
            slug=story.slug,
            embargo_until=embargo,
            revision=older.pk,
            action="publish",
        ),
    )
    if embargo:
        assert approved(story) == EMBARGO
    else:
        assert "Ask a managing editor" in errors_of(answer)["embargo_until"][0]
    assert not fresh(story).live


def test_an_older_version_never_brings_a_former_embargo_back(home):
    story = builders.make_article(publish=False)
    nearer = lift_or_move(story, EMBARGO - 9 * HOUR)
    lift_or_move(story, EMBARGO)
    nearer.publish()
    assert approved(story) == EMBARGO

    lift_or_move(story, None)
    assert fresh(story).revisions.get(pk=nearer.pk).as_object().embargo_until is None


def test_it_is_remembered_when_an_embargo_was_changed(home):
    """Saved from an older version, it must not look as if it were older itself."""
    story = builders.make_article(publish=False)
    oldest = story.get_latest_revision()
    nearer = lift_or_move(story, EMBARGO - 9 * HOUR)
    lift_or_move(story, EMBARGO)
    went_back = oldest.as_object()
    went_back.save()
    went_back.save_revision()
    nearer.publish()

    assert approved(story) == EMBARGO


def test_what_may_be_lifted_is_lifted_in_a_draft_too(lifter, held):
    save(lifter, held, embargo_until="")
    assert in_force(held) is None
    fresh(held).get_latest_revision().publish()

    assert fresh(held).live


def test_what_was_scheduled_by_its_embargo_follows_it(lifter, held):
    held.get_latest_revision().publish()
    sooner = EMBARGO - 9 * HOUR
    times = {"embargo_until": field(sooner), "go_live_at": field(EMBARGO)}
    save(lifter, held, **times, action="publish")

    assert approved(held) == sooner


def test_the_log_of_a_lift_says_from_when_to_when(lifter, held):
    sooner = EMBARGO - HOUR
    save(lifter, held, embargo_until=field(sooner))
    save(lifter, held, embargo_until="")
    lifts = PageLogEntry.objects.filter(action="newsclip.lift_embargo")

    assert [entry.data for entry in lifts.order_by("timestamp")] == [
        {"before": EMBARGO.isoformat(), "after": sooner.isoformat()},
        {"before": sooner.isoformat(), "after": None},
    ]


def test_a_lift_that_is_not_saved_is_not_logged(lifter, held, errors_of):
    answer = save(lifter, held, title="", embargo_until="")

    assert "title" in errors_of(answer)
    assert not PageLogEntry.objects.filter(action="newsclip.lift_embargo").exists()


def test_an_embargo_that_has_passed_may_be_emptied_by_anybody(publisher, home):
    story = builders.make_article(
        publish=False, embargo_until=timezone.now() - timedelta(days=2)
    )
    save(publisher, story, embargo_until="")

    assert in_force(story) is None


def test_a_copy_is_under_the_same_embargo(publisher, held, errors_of):
    copy = held.copy(update_attrs={"slug": "copy"}, keep_live=False)
    answer = save(publisher, fresh(copy), embargo_until="", action="publish")

    assert "Ask a managing editor" in errors_of(answer)["embargo_until"][0]
    assert not fresh(copy).live


def test_a_later_embargo_in_a_draft_holds_what_is_scheduled_back(publisher, held):
    first = held.get_latest_revision()
    first.publish()
    later = EMBARGO + 9 * HOUR
    save(publisher, held, embargo_until=field(later), go_live_at="")
    came(first, timezone.now())
    run_schedule()

    assert not fresh(held).live
    assert approved(held) == later
