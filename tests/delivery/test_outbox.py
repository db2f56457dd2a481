"""The outbox runs each effect after its commit, at least once, whatever fails."""

from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import transaction
from django.utils import timezone

from delivery import outbox
from delivery.models import Effect

pytestmark = pytest.mark.django_db


@pytest.fixture
def ran(monkeypatch):
    """The payloads that the steps 'first' and 'second' were run with, in order."""
    calls = []
    monkeypatch.setattr(outbox, "_steps", dict(outbox._steps))
    for step in ("first", "second"):
        outbox.effect(step)(lambda payload, step=step: calls.append((step, payload)))

    @outbox.effect("broken")
    def fail(payload):
        calls.append(("broken", payload))
        raise ValueError("the index is away")

    return calls


def test_effects_run_after_the_commit_in_their_order(ran):
    with transaction.atomic():
        outbox.enqueue("publish:1", "second", {"n": 2})
        outbox.enqueue("publish:1", "first", {"n": 1})
        assert ran == []
    assert ran == [("second", {"n": 2}), ("first", {"n": 1})]
    assert not outbox.due().exists()


def test_a_change_that_is_rolled_back_has_no_effects(ran):
    with transaction.atomic():
        outbox.enqueue("publish:1", "first", {})
        transaction.set_rollback(True)
    assert ran == []
    assert not Effect.objects.exists()


def test_one_event_has_each_step_once(ran):
    for _ in range(2):
        outbox.enqueue("publish:1", "first", {})
    assert ran == [("first", {})]
    assert Effect.objects.count() == 1


def test_a_failing_effect_neither_stops_the_others_nor_reaches_the_publish(ran):
    with transaction.atomic():
        outbox.enqueue("publish:1", "broken", {})
        outbox.enqueue("publish:1", "second", {})
    assert [step for step, _ in ran] == ["broken", "second"]
    failed = outbox.failing().get()
    assert failed.error == "ValueError: the index is away"
    assert failed.due_at > timezone.now()


def test_a_failed_effect_is_tried_again_later_and_later(ran):
    outbox.enqueue("publish:1", "broken", {})
    waits = []
    for _ in range(4):
        waits.append(Effect.objects.get().due_at - timezone.now())
        Effect.objects.update(due_at=timezone.now())
        assert outbox.run_due() == 0
    assert len(ran) == 5
    assert all(longer > shorter for shorter, longer in pairwise(waits))
    Effect.objects.update(tries=60, due_at=timezone.now())
    outbox.run_due()
    assert Effect.objects.get().due_at - timezone.now() <= outbox.LONGEST_WAIT


def test_what_failed_succeeds_once_its_cause_is_mended(ran):
    outbox.enqueue("publish:1", "broken", {"n": 1})
    outbox.effect("broken")(lambda payload: ran.append(("mended", payload)))
    Effect.objects.update(due_at=timezone.now())
    assert outbox.run_due() == 1
    assert ran[-1] == ("mended", {"n": 1})
    assert not outbox.failing().exists()


def test_an_effect_another_process_has_claimed_is_left_to_it_until_its_lease_ends(ran):
    outbox.enqueue("publish:1", "first", {}, inline=False)
    Effect.objects.update(claimed_until=timezone.now() + timedelta(minutes=1))
    assert outbox.run_due() == 0
    Effect.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))
    assert outbox.run_due() == 1


def test_an_effect_that_is_to_wait_waits(ran):
    outbox.enqueue("publish:1", "first", {}, wait=timedelta(seconds=30))
    assert outbox.run_due() == 0
    assert ran == []


def test_the_wait_counts_from_the_end_of_a_long_transaction(ran, monkeypatch):
    began = timezone.now()
    wait = timedelta(seconds=5)
    with transaction.atomic():
        outbox.enqueue("event", "first", {}, wait=wait)
        monkeypatch.setattr(timezone, "now", lambda: began + timedelta(minutes=1))
    assert Effect.objects.get().due_at == began + timedelta(minutes=1) + wait


def test_a_worker_takes_over_where_there_is_one(ran, settings):
    settings.EFFECTS_INLINE = False
    outbox.enqueue("publish:1", "first", {})
    assert ran == []
    assert outbox.run_due() == 1


def test_a_step_nobody_does_is_refused_in_the_transaction():
    with pytest.raises(LookupError, match="register it"):
        outbox.enqueue("publish:1", "unknown", {})


def test_an_effect_whose_time_has_not_come_waits_and_has_not_failed(ran):
    until = timezone.now() + timedelta(minutes=20)

    def rest(payload):
        raise outbox.NotYet(until)

    outbox.effect("broken")(rest)
    outbox.enqueue("publish:1", "broken", {})
    assert outbox.run_due() == 0
    waiting = Effect.objects.get()
    assert (waiting.due_at, waiting.tries, waiting.error) == (until, 0, "")
    assert waiting.claimed_until is None


def test_slow_effects_that_wait_do_not_hold_up_the_next(ran, monkeypatch):
    def rest(payload):
        raise outbox.NotYet(timezone.now() + timedelta(minutes=20))

    monkeypatch.setattr(outbox, "_slow", {"broken", "second"})
    outbox.effect("broken")(rest)
    for number in range(3):
        outbox.enqueue(f"publish:{number}", "broken", {}, inline=False)
    outbox.enqueue("publish:4", "second", {"n": 4}, inline=False)
    assert outbox.run_due() == 1
    assert ran == [("second", {"n": 4})]


def test_done_effects_are_forgotten_after_a_week(ran):
    outbox.enqueue("publish:1", "first", {})
    outbox.enqueue("publish:2", "broken", {})
    outbox.forget_done()
    assert Effect.objects.count() == 2
    long_ago = timezone.now() - timedelta(days=8)
    Effect.objects.filter(done_at__isnull=False).update(done_at=long_ago)
    outbox.forget_done()
    assert Effect.objects.get().step == "broken"


def test_a_slow_effect_is_taken_one_at_a_time_after_the_others(ran, monkeypatch):
    monkeypatch.setattr(outbox, "_slow", {"second"})
    for number in (1, 2):
        outbox.enqueue(f"embed:{number}", "second", {"n": number}, inline=False)
    outbox.enqueue("publish:1", "first", {}, inline=False)
    assert outbox.run_due() == 2
    assert [step for step, _ in ran] == ["first", "second"]
    assert outbox.run_due() == 1
