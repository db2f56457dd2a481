"""When the outbox knows that nothing changed since: never too early."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from delivery import outbox
from delivery.models import Effect

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def steps(monkeypatch):
    """Three steps: one that works, a quiet one, one that fails."""
    for name in ("_steps", "_slow", "_quiet"):
        monkeypatch.setattr(outbox, name, type(getattr(outbox, name))())
    outbox.effect("show")(lambda payload: None)
    outbox.effect("ping", quiet=True)(lambda payload: None)

    @outbox.effect("fail")
    def fail(payload):
        raise ValueError("No.")


def settled_after(seconds: float):
    return outbox.last_change(timedelta(seconds=seconds))


def age(**fields) -> None:
    """What was done was done that long ago."""
    Effect.objects.filter(done_at__isnull=False).update(
        done_at=F("done_at") - timedelta(**fields)
    )


def test_it_is_when_the_last_step_was_done():
    for minutes in (5, 2):
        outbox.enqueue(outbox.new_event("publish"), "show", {})
        age(minutes=minutes)
    newest = Effect.objects.order_by("-pk").first()
    assert settled_after(2) == newest.done_at


def test_what_was_done_a_moment_ago_may_not_be_all_of_that_second():
    outbox.enqueue("publish:1", "show", {})
    assert settled_after(2) is None
    age(seconds=3)
    assert settled_after(2) is not None
    assert settled_after(60) is None


def test_what_is_committed_and_not_done_may_be_of_any_moment():
    """The clock, or a worker, has yet to take it: its own moment comes then."""
    outbox.enqueue("publish:1", "show", {})
    age(minutes=5)
    outbox.enqueue("publish:2", "show", {}, inline=False)
    assert settled_after(2) is None
    outbox.run_due()
    age(minutes=5)
    assert settled_after(2) == Effect.objects.get(event="publish:2").done_at


def test_a_change_that_was_committed_late_counts_from_its_commit():
    """Its row is older than that of a change which was seen and done before."""
    late = Effect(event="publish:1", step="show", due_at=timezone.now())
    late.created_at = timezone.now()
    outbox.enqueue("publish:2", "show", {})
    age(minutes=5)
    before = settled_after(2)
    late.save()
    assert settled_after(2) is None
    outbox.run_due()
    assert settled_after(0) > before


def test_a_step_that_failed_is_a_change_each_time_and_under_way_when_it_is_its_turn():
    """It may have done some of what it does: an hour's wait keeps nobody waiting."""
    outbox.enqueue("publish:1", "show", {})
    outbox.enqueue("publish:1", "fail", {})
    age(minutes=5)
    assert settled_after(2) is None
    failing = Effect.objects.filter(step="fail")
    failing.update(due_at=timezone.now() + 60 * SECOND)
    assert settled_after(2) is None, "it failed a moment ago"
    failing.update(failed_at=F("failed_at") - 3 * SECOND)
    assert settled_after(2) == failing.get().failed_at
    failing.update(due_at=timezone.now())
    assert settled_after(2) is None


def test_a_step_that_is_to_come_and_a_quiet_one_are_not_waited_for():
    outbox.enqueue("publish:1", "show", {})
    outbox.enqueue("publish:1", "ping", {}, inline=False)
    outbox.enqueue("slots end", "show", {}, wait=timedelta(days=2))
    age(minutes=5)
    assert (
        settled_after(2) == Effect.objects.get(event="publish:1", step="show").done_at
    )


def test_where_nothing_is_remembered_nothing_changed_for_a_week():
    week_ago = timezone.now() - outbox.KEPT_FOR
    assert abs(settled_after(2) - week_ago) < SECOND
    outbox.enqueue("publish:1", "show", {}, inline=False)
    assert settled_after(2) is None


def test_what_failed_counts_where_nothing_else_is_remembered():
    outbox.enqueue("publish:1", "fail", {})
    failing = Effect.objects.filter(step="fail")
    failing.update(due_at=timezone.now() + 60 * SECOND)
    assert settled_after(2) is None
    failing.update(failed_at=F("failed_at") - 3 * SECOND)
    assert settled_after(2) == failing.get().failed_at


def test_it_is_one_query():
    outbox.enqueue("publish:1", "show", {})
    with CaptureQueriesContext(connection) as queries:
        settled_after(2)
    assert len(queries) == 1
