"""The outbox: effects written with a change, run after it, retried until they succeed.

A room says what a step does with ``@effect``; whoever changes something calls
``enqueue`` in the transaction of the change. After the commit the steps run in order,
in the same process (``EFFECTS_INLINE``) or in a ``worker``; the ``clock`` retries what
failed.
"""

import logging
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, F, Q, QuerySet, Subquery
from django.db.models.functions import Now
from django.utils import timezone

from delivery import metrics
from delivery.models import Effect

logger = logging.getLogger("newsclip.outbox")

# Longer than any step may take: a step of a process that died is free after this.
LEASE = timedelta(minutes=2)
FIRST_RETRY = timedelta(seconds=5)
# A transaction that takes no longer does not matter to what waits.
SHORT = timedelta(seconds=0.1)
LONGEST_WAIT = timedelta(hours=1)
KEPT_FOR = timedelta(days=7)
# What the clocks of two machines may differ by, and a change may take to be committed.
CLOCKS_DIFFER = timedelta(seconds=5)


class NotYet(Exception):
    """Raised by a step that has nothing to do before ``until``: it has not failed."""

    def __init__(self, until: datetime):
        super().__init__(f"not before {until:%Y-%m-%d %H:%M:%S}")
        self.until = until


# False where another thread of the process takes the effects.
_inline: ContextVar[bool] = ContextVar("inline", default=True)
_steps: dict[str, Callable[[dict], None]] = {}
_slow: set[str] = set()
_quiet: set[str] = set()
_private: set[str] = set()


def effect(
    step: str, *, slow: bool = False, quiet: bool = False, private: bool = False
) -> Callable:
    """Register the function that does ``step``; it takes the payload, a dict.

    It must be safe to run twice, and raises where it fails: NotYet where it is only too
    early. One that is ``slow``, such as asking another site, is taken one at a time,
    after all that are not. One that is ``quiet`` changes nothing that readers get.
    Of one that is ``private`` nothing is kept once it is done.
    """

    def register(function):
        _steps[step] = function
        if slow:
            _slow.add(step)
        if quiet:
            _quiet.add(step)
        if private:
            _private.add(step)
        return function

    return register


def new_event(kind: str) -> str:
    """A name for an event that is like no other: ``move:0f3a…``."""
    return f"{kind}:{secrets.token_hex(8)}"


def enqueue(
    event: str,
    step: str,
    payload: dict,
    *,
    inline: bool = True,
    wait: timedelta = timedelta(),
) -> None:
    """Write that ``step`` is to follow ``event``, once for the two of them.

    Steps of one event are taken in the order in which they were written; one that
    fails does not hold up the next.
    Runs after the commit in this process, where ``inline`` and the settings say so;
    else, or after ``wait``, in a worker or the clock. Raises LookupError for a step
    that nobody registered.
    """
    if step not in _steps:
        raise LookupError(f"No room does {step!r}: register it with @outbox.effect.")
    due_at = timezone.now() + wait
    effect = Effect(event=event, step=step, payload=payload, due_at=due_at)
    Effect.objects.bulk_create([effect], ignore_conflicts=True)
    if wait:
        transaction.on_commit(lambda: _wait_from_now(effect, wait), robust=True)
    elif inline and settings.EFFECTS_INLINE and _inline.get():
        _run_after_commit(event)


def _wait_from_now(effect: Effect, wait: timedelta) -> None:
    """Count the wait from the commit, where the transaction took long."""
    due_at = timezone.now() + wait
    if due_at > effect.due_at + SHORT:
        same = Effect.objects.filter(event=effect.event, step=effect.step, done_at=None)
        same.update(due_at=due_at)


@contextmanager
def left_to_others() -> Iterator[None]:
    """Effects enqueued inside are left to whoever runs the outbox next."""
    token = _inline.set(False)
    try:
        yield
    finally:
        _inline.reset(token)


def _run_after_commit(event: str) -> None:
    """Run an event's effects once when the open transaction commits."""
    waiting = {getattr(each[1], "event", None) for each in connection.run_on_commit}
    if event in waiting:
        return

    def run():
        run_due(Effect.objects.filter(event=event))

    run.event = event
    transaction.on_commit(run, robust=True)


def due(now=None) -> QuerySet[Effect]:
    """Effects that wait to be run, in order."""
    now = now or timezone.now()
    return (
        Effect.objects.filter(done_at=None, due_at__lte=now)
        .filter(Q(claimed_until=None) | Q(claimed_until__lte=now))
        .order_by("due_at", "pk")
    )


def changed_within(span: timedelta) -> bool:
    """Whether anything was written to the outbox in the last ``span``."""
    newest = Effect.objects.order_by("-pk").values_list("created_at", flat=True).first()
    return newest is not None and newest > timezone.now() - span


def last_change(settled: timedelta) -> datetime | None:
    """A moment since which nothing changed of what readers get, by the database's time.

    None while something may still be changing, or ended less than ``settled`` ago. A
    transaction may end long after it wrote its rows, and before or after others: what
    counts is when a step was done, which no step is before the commit. One that failed
    may have done some of it: until it is done, when it failed last counts.
    """
    soon = timezone.now() + CLOCKS_DIFFER
    effects = Effect.objects.exclude(step__in=_quiet)
    under_way = effects.filter(due_at__lte=soon, done_at=None)
    failed = effects.filter(done_at=None, failed_at__isnull=False)
    failed = failed.order_by("-failed_at").values_list("failed_at", flat=True)[:1]
    done = effects.filter(done_at__isnull=False).order_by("-done_at")
    asked = done.annotate(now=Now(), busy=Exists(under_way), failed=Subquery(failed))
    newest = asked.values_list("done_at", "failed", "now", "busy").first()
    if newest is None:
        now = timezone.now()
        newest = now - KEPT_FOR, next(iter(failed), None), now, under_way.exists()
    done_at, failed_at, now, busy = newest
    changed = max(done_at, failed_at or done_at)
    return None if busy or now - changed < settled else changed


def failing() -> QuerySet[Effect]:
    """Effects that failed and are not done, for the admin."""
    return Effect.objects.filter(done_at=None).exclude(error="")


def run_due(effects: QuerySet[Effect] | None = None, limit: int = 200) -> int:
    """Run effects that are due, of ``effects`` or of all; returns how many succeeded.

    Any number of processes may run this at once: each effect is claimed first.
    """
    candidates = due()
    if effects is not None:
        candidates = candidates.filter(pk__in=effects.values("pk"))
    pks = candidates.values_list("pk", flat=True)
    done = [_run(pk) for pk in list(pks.exclude(step__in=_slow)[:limit])]
    for pk in list(pks.filter(step__in=_slow)[:limit]):
        done.append(_run(pk))
        if done[-1] is not None:
            break
    return sum(map(bool, done))


def _run(pk: int) -> bool | None:
    """Whether the effect succeeded; None where it was not its time."""
    now = timezone.now()
    claimed = (
        due(now)
        .order_by()
        .filter(pk=pk)
        .update(claimed_until=now + LEASE, tries=F("tries") + 1)
    )
    if not claimed:
        return None
    row = Effect.objects.get(pk=pk)
    try:
        if row.step not in _steps:
            raise LookupError(f"No room does {row.step!r} any more: delete this row.")
        _steps[row.step](row.payload)
    except NotYet as early:
        _wait(row, early.until)
        return None
    except Exception as error:  # whatever a step raises is shown and tried again
        logger.exception("%s failed, try %d", row, row.tries)
        metrics.FAILURES.labels(row.step).inc()
        _put_off(row, error)
        return False
    forgotten = {"payload": {}} if row.step in _private else {}
    Effect.objects.filter(pk=pk).update(
        done_at=Now(), claimed_until=None, error="", **forgotten
    )
    late = (timezone.now() - row.due_at).total_seconds()
    metrics.STEPS.labels(row.step).observe(max(late, 0))
    return True


def _wait(row: Effect, until: datetime) -> None:
    """Leave it until then, as if it had not been tried."""
    Effect.objects.filter(pk=row.pk).update(
        claimed_until=None, due_at=until, tries=F("tries") - 1
    )


def _put_off(row: Effect, error: Exception) -> None:
    """Try again after 5 s, then twice as long each time, at most an hour."""
    wait = min(FIRST_RETRY * 2 ** min(row.tries - 1, 20), LONGEST_WAIT)
    Effect.objects.filter(pk=row.pk).update(
        claimed_until=None,
        due_at=timezone.now() + wait,
        failed_at=Now(),
        error=f"{type(error).__name__}: {error}"[:2000],
    )


def forget_done() -> None:
    """Delete effects done more than a week ago."""
    Effect.objects.filter(done_at__lt=timezone.now() - KEPT_FOR).delete()
