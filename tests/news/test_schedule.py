"""What is due goes out on time, once, and one bad page stops nothing."""

import re
from datetime import datetime, timedelta
from unittest import mock

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry, PageViewRestriction, Revision

from delivery import outbox
from delivery.models import Effect
from delivery.times import last_beat
from news import schedule
from news.models import (
    ArticlePage,
    BasePage,
    ScheduleProblem,
    StoryListing,
    StoryVersion,
)
from news.schedule import run_schedule, tell_of_embargoes
from newsroom.demo import builders
from newsroom.management.commands.clock import keep_time, tick
from tests.news.plans import plan_of
from tests.news.story_form import story_form

HOUR = timedelta(hours=1)


def due(headline="Due", ago=timedelta(seconds=1), **fields):
    """A scheduled story whose time came ``ago``."""
    at = timezone.now() + HOUR
    story = builders.make_article(headline, publish=False, go_live_at=at, **fields)
    revision = story.get_latest_revision()
    revision.publish()
    came(revision, timezone.now() - ago)
    return story


def came(revision, moment):
    """Let the moment of a scheduled revision be ``moment``."""
    revision.refresh_from_db()
    revision.content["go_live_at"] = moment.isoformat()
    Revision.objects.filter(pk=revision.pk).update(
        approved_go_live_at=moment, content=revision.content
    )
    ArticlePage.objects.filter(pk=int(revision.object_id)).update(go_live_at=moment)


def is_live(story):
    return ArticlePage.objects.filter(pk=story.pk, live=True).exists()


def logged(story, action):
    return PageLogEntry.objects.filter(page=story, action=action).count()


def break_publishing(monkeypatch, *bad, error=None):
    """Publishing these stories raises ``error``, or one that names a picture."""
    publish = BasePage.publish

    def fail(page, *args, **kwargs):
        if page.pk in {story.pk for story in bad}:
            raise error or ValueError("its picture is gone")
        return publish(page, *args, **kwargs)

    monkeypatch.setattr(BasePage, "publish", fail)


def refusal(code):
    """What Django raises where PostgreSQL refuses a statement with that code."""
    error = OperationalError(f"refused: {code}")
    error.__cause__ = Exception()
    error.__cause__.sqlstate = code
    return error


def moved_by(wrong):
    """This machine's clock, ``wrong`` by that much."""
    return mock.patch("django.utils.timezone.now", side_effect=_now_and(wrong))


def _now_and(wrong):
    now = timezone.now
    return lambda: now() + wrong


def test_a_due_story_is_published_once_listed_logged_and_kept_as_a_version(home):
    story = due()
    assert run_schedule().published == [story.pk]
    assert run_schedule().published == []
    assert is_live(story)
    assert logged(story, "wagtail.publish.scheduled") == 1
    assert StoryVersion.objects.of(story.pk).count() == 1
    assert StoryListing.objects.filter(story=story, listing__kind="front").exists()


def test_a_story_that_is_not_due_is_left(home):
    story = due(ago=-timedelta(seconds=30))
    assert run_schedule().published == []
    assert not is_live(story)


def test_an_expired_story_is_taken_down_once_and_logged(home):
    story = builders.make_article()
    ArticlePage.objects.filter(pk=story.pk).update(
        expire_at=timezone.now() - timedelta(seconds=1)
    )
    assert run_schedule().expired == [story.pk]
    assert run_schedule().expired == []
    assert not is_live(story)
    assert logged(story, "wagtail.unpublish.scheduled") == 1
    assert StoryVersion.objects.of(story.pk).last().change == "expire"
    assert not StoryListing.objects.filter(story=story).exists()


def test_a_bad_page_stops_no_other_and_keeps_its_schedule(home, monkeypatch):
    stories = [due(f"Story {number}") for number in range(4)]
    break_publishing(monkeypatch, stories[1])
    outcome = run_schedule()
    assert len(outcome.published) == 3
    assert "its picture is gone" in outcome.failed[stories[1].pk]
    assert stories[1].scheduled_revision is not None
    problem = ScheduleProblem.objects.get()
    assert (problem.page_id, problem.tries) == (stories[1].pk, 1)


def test_a_round_ends_in_time_and_the_next_goes_on(home, monkeypatch):
    stories = [due("Longest due", ago=HOUR), due("Other")]
    clock = iter([0.0, 0.5, 1.5])
    with monkeypatch.context() as patched:
        patched.setattr(schedule, "ROUND", 1.0)
        patched.setattr(schedule.time, "monotonic", lambda: next(clock))
        assert run_schedule().published == [stories[0].pk]
    assert run_schedule().published == [stories[1].pk]


@pytest.mark.parametrize("code", ["57014", "55P03", "54001", "53100", ""])
def test_a_page_that_the_database_gives_up_stops_no_other(home, monkeypatch, code):
    """Its statement takes too long, waits too long, is too large or finds no room."""
    bad, good = due("Bad", ago=HOUR), due("Good")
    break_publishing(monkeypatch, bad, error=refusal(code))
    keep_time()
    assert is_live(good)
    problem = ScheduleProblem.objects.get()
    assert (problem.page_id, problem.tries) == (bad.pk, 1)
    assert f"refused: {code}" in problem.reason
    assert last_beat("clock")


def test_a_bad_page_that_cannot_be_noted_stops_no_other(home, monkeypatch):
    bad, good = due("Bad", ago=HOUR), due("Good")
    break_publishing(monkeypatch, bad)

    def refuse(run, sql, *args):
        if sql.startswith("INSERT") and "scheduleproblem" in sql:
            raise refusal("53100")
        return run(sql, *args)

    with connection.execute_wrapper(refuse):
        assert run_schedule().published == [good.pk]
    assert list(run_schedule().failed) == [bad.pk]


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite has no server")
def test_a_lost_connection_is_no_problem_of_the_story(home):
    """Connected again, the clock goes on; the next round publishes that story."""
    story, other = due("At work", ago=HOUR), due("Other")
    publish = BasePage.publish

    def lose(page, *args, **kwargs):
        if page.pk == story.pk:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
        return publish(page, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BasePage, "publish", lose)
        assert run_schedule() == schedule.Outcome(published=[other.pk])
    assert run_schedule() == schedule.Outcome(published=[story.pk])
    assert not ScheduleProblem.objects.exists()


def test_a_database_that_is_away_ends_the_round(home, monkeypatch):
    """The loop of the clock waits for it; no story is to blame."""
    break_publishing(monkeypatch, due(), error=refusal("57P01"))
    monkeypatch.setattr(connection, "is_usable", lambda: False)
    with pytest.raises(OperationalError, match="57P01"):
        run_schedule()
    assert not ScheduleProblem.objects.exists()


def test_publish_scheduled_exits_1_for_a_bad_page_and_names_it(home, monkeypatch):
    story = due()
    break_publishing(monkeypatch, story)
    with pytest.raises(CommandError, match=f"page {story.pk}: .*picture is gone"):
        call_command("publish_scheduled")


def test_a_bad_page_is_tried_again_later_and_its_problem_goes_when_mended(home):
    story = due()
    with pytest.MonkeyPatch.context() as monkeypatch:
        break_publishing(monkeypatch, story)
        run_schedule()
        assert run_schedule().failed == {}, "tried again at once"
        assert list(run_schedule(everything=True).failed) == [story.pk]
        assert ScheduleProblem.objects.get().tries == 2
    ScheduleProblem.objects.update(next_try_at=timezone.now())
    assert run_schedule().published == [story.pk]
    assert not ScheduleProblem.objects.exists()


def test_publish_scheduled_is_ours_not_wagtails(home, capsys):
    due()
    call_command("publish_scheduled")
    assert "1 published, 0 taken down." in capsys.readouterr().out


def test_a_schedule_that_was_cancelled_meanwhile_is_not_published(home, monkeypatch):
    story = due()
    waiting = schedule._due

    def cancel_first(*args):
        found = waiting(*args)
        Revision.objects.update(approved_go_live_at=None)
        return found

    monkeypatch.setattr(schedule, "_due", cancel_first)
    assert run_schedule().published == []
    assert not is_live(story)


def test_an_expiry_that_was_moved_meanwhile_takes_nothing_down(home, monkeypatch):
    story = builders.make_article()
    ArticlePage.objects.update(expire_at=timezone.now() - HOUR)
    waiting = schedule._expired

    def move_first(*args):
        found = waiting(*args)
        ArticlePage.objects.update(expire_at=timezone.now() + HOUR)
        return found

    monkeypatch.setattr(schedule, "_expired", move_first)
    assert run_schedule().expired == []
    assert is_live(story)


def test_a_deleted_story_is_not_due(home):
    story = due()
    ArticlePage.objects.get(pk=story.pk).delete()
    assert run_schedule() == schedule.Outcome()


def test_a_machine_whose_clock_is_fast_publishes_nothing_early(home, monkeypatch):
    """The newsroom's time is the database's; SQLite has one machine and one time."""
    monkeypatch.setattr(schedule, "newsroom_now", timezone.now)
    story = due(ago=-timedelta(minutes=5))
    with moved_by(HOUR):
        assert run_schedule().published == []
    assert not is_live(story)


def test_a_machine_whose_clock_is_slow_publishes_late_and_loses_nothing(
    home, monkeypatch
):
    monkeypatch.setattr(schedule, "newsroom_now", timezone.now)
    story = due()
    with moved_by(-HOUR):
        assert run_schedule().published == []
    assert not is_live(story)
    assert run_schedule().published == [story.pk]


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2027, 3, 28, 0, 59, 59),  # a second before clocks go forward
        datetime(2027, 3, 28, 1, 0, 0),
        datetime(2027, 10, 31, 0, 30),  # half past two the first time
        datetime(2027, 10, 31, 1, 30),  # and the second time
    ],
)
def test_the_change_of_the_clocks_moves_no_schedule(home, monkeypatch, moment):
    at = moment.replace(tzinfo=timezone.get_fixed_timezone(0))
    story = due()
    came(story.scheduled_revision, at)
    for offset, expected in ((-1, []), (0, [story.pk])):
        now = at + timedelta(seconds=offset)
        monkeypatch.setattr(schedule, "newsroom_now", lambda now=now: now)
        monkeypatch.setattr("news.signal_handlers.newsroom_now", lambda now=now: now)
        with mock.patch("django.utils.timezone.now", lambda now=now: now):
            assert run_schedule().published == expected


def test_an_embargo_that_passes_tells_what_follows_once(home):
    story = builders.make_article()
    now = timezone.now()
    ArticlePage.objects.filter(pk=story.pk).update(embargo_until=now)
    for _ in range(2):
        tell_of_embargoes(now - HOUR, now + timedelta(seconds=1))
    events = Effect.objects.filter(event__startswith="embargo:", step="caches")
    assert events.count() == 1


def test_each_round_of_the_clock_publishes_retries_and_beats(home, client):
    story = due()
    tick()
    assert is_live(story)
    assert client.get("/readyz").json()["clock_seconds_ago"] < 5


def test_every_story_that_is_due_is_out_before_what_follows_the_first(
    home, monkeypatch
):
    """An address that does not answer holds no story up."""
    stories, out = [due("First"), due("Second")], []
    monkeypatch.setitem(
        outbox._steps, "caches", lambda payload: out.append(all(map(is_live, stories)))
    )
    keep_time()
    assert all(map(is_live, stories))
    assert out == [], "the process that keeps the time waits for nothing else"
    tick()
    assert out == [True, True]


def test_a_story_goes_out_though_its_category_was_unpublished_meanwhile(home, client):
    story = due()
    story.get_parent().specific.unpublish()
    assert run_schedule().published == [story.pk]
    page = client.get(ArticlePage.objects.get(pk=story.pk).url)
    assert page.status_code == 200
    assert client.get("/").content.decode().count("Due") == 1
    assert client.get("/general/").status_code == 404


def test_whoever_publishes_below_a_hidden_category_is_told(desk, home):
    story = builders.make_article(publish=False)
    story.get_parent().specific.unpublish()
    assert "is not published: readers can open" in told_on_publishing(desk, story)


def test_whoever_publishes_what_is_private_is_told(desk, home):
    story = builders.make_article(publish=False)
    PageViewRestriction.objects.create(
        page=story.get_parent(), restriction_type="login"
    )
    assert "The story is private" in told_on_publishing(desk, story)


def told_on_publishing(desk, story) -> str:
    """What the admin shows after a press of Publish, which published the story."""
    answer = desk.post(
        reverse("wagtailadmin_pages:edit", args=[story.pk]),
        story_form(action="publish", slug=story.slug),
        follow=True,
    )
    assert is_live(story)
    return answer.content.decode()


def test_an_idle_clock_reads_no_table_from_end_to_end(home):
    """It asks several times a second, and there may be a million stories."""
    due()
    with CaptureQueriesContext(connection) as asked:
        tick()
    reads = [each["sql"] for each in asked if each["sql"].startswith("SELECT")]
    plans = {sql: plan_of(sql) for sql in reads if "FOR" not in sql.split()[-4:]}
    large = "(wagtailcore_page|wagtailcore_revision|news_articlepage|delivery_effect)"
    whole = re.compile(rf"(Seq Scan on|SCAN) {large}\b(?! USING)")
    assert [sql for sql, plan in plans.items() if whole.search(plan)] == []
    assert len(plans) > 5
