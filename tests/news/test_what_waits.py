"""What waits for its time is shown by nothing before, and lost to nothing else."""

import threading
from datetime import timedelta

import pytest
from django.db import OperationalError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.views.pages.bulk_actions.publish import PublishBulkAction
from wagtail.models import Page, PageLogEntry, Revision

from news import listings, schedule
from news.models import ArticlePage, BasePage, NotSaved, ScheduleProblem
from news.schedule import run_schedule
from news.wagtail_hooks import hold_what_is_changed_at_once
from newsroom.demo import builders
from newsroom.management.commands.clock import keep_time
from tests.news.newsdesk import approved, field, fresh, save
from tests.news.story_form import story_form
from tests.news.test_schedule import (
    HOUR,
    break_publishing,
    came,
    due,
    moved_by,
    refusal,
)

# Aliases ---------------------------------------------------------------------------


@pytest.mark.parametrize("waits_for", ["go_live_at", "embargo_until"])
def test_an_alias_waits_with_its_original(desk, home, client, waits_for):
    story = builders.make_article("Secret word", publish=False)
    desk.post(
        reverse("wagtailadmin_pages:copy", args=[story.pk]),
        {
            "new_title": "Secret word",
            "new_slug": "alias",
            "new_parent_page": story.get_parent().pk,
            "alias": "on",
        },
    )
    alias = ArticlePage.objects.get(alias_of=story)
    at = field(timezone.now() + 48 * HOUR)
    save(desk, story, title="Secret word", action="publish", **{waits_for: at})
    assert approved(story)
    desk.logout()
    assert not fresh(alias).live
    assert client.get(alias.url).status_code == 404

    revision = fresh(story).scheduled_revision
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
    ArticlePage.objects.update(embargo_until=None, go_live_at=None)
    published = fresh(story)
    published.save_revision().publish()
    assert client.get(alias.url).status_code == 200


# Expiry ----------------------------------------------------------------------------


def live_with_an_update_to_come(at):
    """A live story past its expiry, with an update that is approved for ``at``."""
    story = builders.make_article("Old")
    page = fresh(story)
    page.title, page.expire_at = "New", timezone.now() + 48 * HOUR
    page.go_live_at = timezone.now() + 24 * HOUR
    revision = page.save_revision()
    revision.publish()
    came(revision, at)
    ArticlePage.objects.filter(pk=story.pk).update(
        expire_at=timezone.now() - timedelta(seconds=1)
    )
    return story


def test_an_expiry_keeps_the_update_that_is_to_follow(home):
    tomorrow = timezone.now() + 24 * HOUR
    story = live_with_an_update_to_come(tomorrow)
    assert run_schedule().expired == [story.pk]
    assert approved(story) == tomorrow


def test_a_clock_that_was_away_over_both_does_both(home):
    story = live_with_an_update_to_come(timezone.now() - timedelta(seconds=1))
    run_schedule()
    run_schedule()
    assert (fresh(story).live, fresh(story).title) == (True, "New")


def test_what_cannot_be_published_can_yet_be_taken_down(home, monkeypatch):
    story = live_with_an_update_to_come(timezone.now() - timedelta(seconds=1))
    ArticlePage.objects.update(expire_at=None)
    break_publishing(monkeypatch, story)
    assert story.pk in run_schedule().failed
    ArticlePage.objects.update(expire_at=timezone.now())
    assert run_schedule().expired == [story.pk]


def test_an_expiry_that_has_passed_is_refused_when_publishing(desk, home):
    story = builders.make_article()
    past = timezone.now() - HOUR
    page = fresh(story)
    page.expire_at = past
    page.save_revision()
    page.save()
    run_schedule()
    answer = save(desk, story, expire_at=field(past), action="publish")
    assert "nobody would see the story" in answer.content.decode()
    assert not fresh(story).live
    save(desk, story, expire_at=field(past), title="Still a draft")
    assert fresh(story).get_latest_revision_as_object().title == "Still a draft"
    save(desk, story, expire_at="", action="publish")
    assert fresh(story).live


def test_a_stale_copy_takes_down_the_story_as_it_is_now(home):
    story = builders.make_article("Old words", publish=False)
    stale = fresh(story)
    page = fresh(story)
    page.title = "New words"
    page.save_revision().publish()
    stale.unpublish()
    assert (fresh(story).live, fresh(story).title) == (False, "New words")


# Problems --------------------------------------------------------------------------


@pytest.fixture
def failed(home):
    """A story that was due and could not be published, often."""
    story = due()
    with pytest.MonkeyPatch.context() as patch:
        break_publishing(patch, story)
        for _ in range(9):
            run_schedule(everything=True)
    assert ScheduleProblem.objects.get().tries == 9
    return story


def test_a_problem_goes_when_the_story_is_published_by_hand(failed):
    fresh(failed).get_latest_revision().publish()
    run_schedule()
    assert not ScheduleProblem.objects.exists()


def test_a_problem_goes_when_the_schedule_is_cancelled(failed):
    Revision.objects.update(approved_go_live_at=None)
    run_schedule()
    assert not ScheduleProblem.objects.exists()


def test_a_new_schedule_does_not_wait_for_the_old_problem(failed):
    page = fresh(failed).get_latest_revision_as_object()
    page.title, page.go_live_at = "Mended", timezone.now() + HOUR
    revision = page.save_revision()
    revision.publish()
    run_schedule()
    came(revision, timezone.now())
    assert run_schedule().published == [failed.pk]


def test_a_bad_story_under_a_passed_embargo_does_not_stop_the_clock(home, monkeypatch):
    story = builders.make_article()
    ArticlePage.objects.filter(pk=story.pk).update(
        embargo_until=timezone.now() - timedelta(seconds=1)
    )
    asked = []

    def bad(story):
        asked.append(story.pk)
        raise ValueError("bad row")

    monkeypatch.setattr("news.schedule.listed_in", bad)
    keep_time()
    assert asked == [story.pk]


def test_a_deadlock_with_an_editor_is_no_problem_of_the_story(home):
    story = due()
    with pytest.MonkeyPatch.context() as patch:
        break_publishing(patch, story, error=refusal("40P01"))
        assert run_schedule() == schedule.Outcome()
    assert not ScheduleProblem.objects.exists()
    assert run_schedule().published == [story.pk]


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite has one writer")
@pytest.mark.parametrize("held_first", [True, False])
def test_many_published_at_once_and_the_clock_wait_for_each_other(
    home, rf, monkeypatch, held_first
):
    """All pages first, in one order; the control holds each in its turn.

    Then the clock has the page that is next here, and wants a counter that is ours.
    """
    first, second = builders.make_article("a", publish=False), due("b")
    begun, clocks = threading.Event(), threading.Event()
    counters = listings._listings

    def seen(names):
        if threading.current_thread() is clock:
            clocks.set()
        return counters(names)

    def at_the_clock():
        begun.wait(20)
        run_schedule()
        connection.close()

    monkeypatch.setattr(listings, "_listings", seen)
    clock = threading.Thread(target=at_the_clock)
    clock.start()
    with transaction.atomic():
        if held_first:
            pages = [fresh(first), fresh(second)]
            action = PublishBulkAction(rf.post("/"), Page)
            monkeypatch.setattr(action, "get_actionable_objects", lambda: (pages, {}))
            hold_what_is_changed_at_once(action.request, "publish", pages, action)
        fresh(first).get_latest_revision().publish()
        begun.set()
        met = clocks.wait(1 if held_first else 20)
        if held_first:
            fresh(second).get_latest_revision().publish()
    clock.join()
    assert met is not held_first
    assert fresh(first).live
    assert fresh(second).live


# Clocks of machines ----------------------------------------------------------------


@pytest.mark.parametrize("name", ["go_live_at", "embargo_until"])
def test_a_fast_web_machine_publishes_nothing_early(home, monkeypatch, name):
    monkeypatch.setattr("news.signal_handlers.newsroom_now", timezone.now)
    story = builders.make_article("Early", publish=False)
    page = fresh(story)
    setattr(page, name, timezone.now() + timedelta(minutes=30))
    page.save()
    revision = page.save_revision()
    with moved_by(HOUR), pytest.raises(NotSaved, match="clock of the server is fast"):
        revision.publish()
    assert not fresh(story).live


def test_a_slow_clock_leaves_no_trace_of_its_rounds(home, monkeypatch):
    monkeypatch.setattr(schedule, "newsroom_now", timezone.now)
    story = due()
    before = PageLogEntry.objects.filter(page=story).count()
    with moved_by(-timedelta(minutes=2)):
        assert run_schedule() == schedule.Outcome()
    assert PageLogEntry.objects.filter(page=story).count() == before
    assert run_schedule().published == [story.pk]


# What an editor reads --------------------------------------------------------------


def test_a_second_press_during_the_first_gives_the_words_back(desk, home):
    story = builders.make_article("Twice", publish=False)
    hold, published = BasePage.hold, []

    def publish_first(page):
        if not published:
            published.append(page.pk)
            fresh(story).get_latest_revision().publish()
        hold(page)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BasePage, "hold", publish_first)
        answer = save(desk, story, title="Late words", action="publish")
    assert answer.status_code == 409
    assert "published meanwhile; nothing was saved" in answer.content.decode()
    assert "Late words" in answer.context["typed"]


@pytest.mark.parametrize("code", ["53100", ""])
def test_a_database_without_room_says_so(desk, home, code):
    story = builders.make_article()
    full = refusal(code) if code else OperationalError("database or disk is full")

    def refuse(run, sql, *args):
        if sql.startswith("INSERT"):
            raise full
        return run(sql, *args)

    form = story_form(action="publish", slug=story.slug)
    with connection.execute_wrapper(refuse):
        answer = desk.post(reverse("wagtailadmin_pages:edit", args=[story.pk]), form)
    assert answer.status_code == 507
    assert "disk is full; nothing was saved" in answer.content.decode()


def test_a_404_about_something_else_does_not_say_that_the_page_is_gone(desk, home):
    story = builders.make_article()
    answer = desk.post(
        reverse("wagtailadmin_pages:revisions_unschedule", args=[story.pk, 999_999])
    )
    assert answer.status_code == 404
    assert "deleted meanwhile" not in answer.content.decode()
