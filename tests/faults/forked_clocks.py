"""Clocks as forked processes: Django starts once, and a clock in some milliseconds.

Used by ``newsroom_at.py``, where Django is set up.
"""

import inspect
import os
import random
import signal
import time
import traceback
from collections.abc import Callable

from django.db import connection, connections, transaction
from wagtail.management.commands.publish_scheduled import Command as StockCommand
from wagtail.models import Page, Revision

from delivery.models import Effect
from delivery.times import newsroom_now
from news import schedule
from news.models import ArticlePage, BasePage
from newsroom.loop import repeat
from newsroom.management.commands.clock import tick

# Where a clock may be made to die: before or after the first statement of which this is
# so, or before the first one outside the transaction after that.
DEATHS = {
    "after the schedule is cleared": (
        "after",
        lambda sql: sql.startswith("UPDATE") and "approved_go_live_at" in sql,
    ),
    "before the log entry": ("before", lambda sql: _is_log_entry(sql)),
    "after the commit": ("after the commit", lambda sql: _is_log_entry(sql)),
    "before an effect is done": (
        "before",
        lambda sql: sql.startswith("UPDATE") and '"done_at" = ' in sql,
    ),
    "before an answer is noted": (
        "before",
        lambda sql: sql.startswith("UPDATE") and "syndication_webhook" in sql,
    ),
}


def _is_log_entry(sql: str) -> bool:
    return sql.startswith("INSERT") and "wagtailcore_pagelogentry" in sql


def left() -> int:
    """How many stories still wait for their moment, or are past it and not out."""
    return Revision.page_revisions.exclude(approved_go_live_at=None).count()


def kill_clocks(kills: int, seed: int, stock: bool = False, deaths=()) -> dict:
    """Kill clocks at work, one after the other, while stories are due.

    Each dies 5 to 300 ms after its work began, sooner where few stories are left for
    the kills still to come; or at ``deaths``, names in ``DEATHS``. Returns how many
    were killed, how many of them while there was work, and how many stories are left.
    """
    chance = random.Random(seed)
    work = _stock_clock if stock else _clock
    killed = at_work = 0
    waiting, slowness = left(), 0.1
    for number in range(kills):
        if not waiting and not _to_run():
            break
        death = deaths[number % len(deaths)] if deaths else None
        longest = min(0.3, max(0.02, 2 * slowness * waiting / (kills - number)))
        seconds = _kill_one(work, death, chance.uniform(0.005, longest))
        before, waiting = waiting, left()
        if before > waiting:
            slowness = (slowness + seconds / (before - waiting)) / 2
        killed += 1
        at_work += bool(waiting or _to_run())
    return {"killed": killed, "at_work": at_work, "stories": waiting}


def _to_run() -> bool:
    return Effect.objects.filter(done_at=None, claimed_until=None).exists()


def _kill_one(work: Callable[[], None], death: str | None, after: float) -> float:
    """Start a clock and kill it; returns how many seconds it worked."""
    ready, began = os.pipe()

    def until_killed():
        connection.ensure_connection()
        if death:
            connection.execute_wrappers.append(_dying_at(death))
        os.write(began, b".")
        work()

    clock = fork(until_killed)
    os.close(began)
    try:
        if not os.read(ready, 1):
            raise ChildProcessError("A clock ended before it began to work.")
        start = time.monotonic()
        if death:
            _wait_for(clock, 20)
        else:
            time.sleep(after)
    finally:
        _end([clock], signal.SIGKILL)
        os.close(ready)
    return time.monotonic() - start


def _dying_at(death: str):
    """Kills this process at a statement of ``DEATHS``."""
    when, matches = DEATHS[death]
    met = []

    def die():
        os.kill(os.getpid(), signal.SIGKILL)

    def execute(run, sql, parameters, many, context):
        if met and not context["connection"].in_atomic_block:
            die()
        if matches(sql):
            if when == "before":
                die()
            done = run(sql, parameters, many, context)
            if when == "after":
                die()
            met.append(sql)
            return done
        return run(sql, parameters, many, context)

    return execute


def race(clocks: int, locked: bool = True, timeout: float = 60) -> dict:
    """Let that many clocks publish what is due, and run what follows, at once.

    Every one has read what is due before any publishes. Returns how many processes
    there were, and in how many seconds nothing was left to do.
    """
    ready, is_ready = os.pipe()
    go, may_go = os.pipe()

    def until_told():
        os.close(may_go)
        _meet_after_reading(lambda: (os.write(is_ready, b"."), os.read(go, 1)))
        if locked:
            _clock()
        else:
            _take_the_locks_away()
            schedule.ROUND = timeout  # which begins before it waits for the others
            tick()

    processes = [fork(until_told) for _ in range(clocks)]
    try:
        for _ in processes:
            os.read(ready, 1)
        start = time.monotonic()
        os.close(may_go)
        if locked:
            while (left() or _undone()) and time.monotonic() < start + timeout:
                time.sleep(0.1)
        else:  # one round each: the slowest, too, is to publish what it read
            for process in processes:
                _wait_for(process, timeout)
        seconds = time.monotonic() - start
    finally:
        _end(processes, signal.SIGTERM)
    return {"clocks": clocks, "seconds": round(seconds, 1)}


def _undone() -> bool:
    return Effect.objects.filter(done_at=None).exists()


def _meet_after_reading(meet: Callable[[], object]) -> None:
    """Have this process wait for the others once it has read what is due."""
    look, met = schedule._due, []

    def due(*args):
        found = look(*args)
        if not met:
            met.append(meet())
        return found

    schedule._due = due


def _take_the_locks_away() -> None:
    """Publish what was read as due without its row's lock and without a second look."""

    def unlocked(page_pk, do, outcome):
        with transaction.atomic():
            return do(page_pk, newsroom_now())

    def unseen(page_pk, now):
        revisions = Revision.page_revisions.filter(object_id=str(page_pk))
        revisions.latest("pk").publish(log_action="wagtail.publish.scheduled")
        return True

    schedule._try, schedule._publish = unlocked, unseen


def _clock() -> None:
    """What ``manage.py clock`` does."""
    repeat(tick, seconds=0.5)


def run_wagtails_own() -> None:
    """Run Wagtail's own command once, in a process of its own."""
    process = fork(_stock_round)
    _wait_for(process, 60)
    _end([process], signal.SIGKILL)


def _stock_clock() -> None:
    """Wagtail's own command in a loop."""
    while True:
        _stock_round()
        time.sleep(0.1)


def _stock_round() -> None:
    """Wagtail's own command, on pages that publish as Wagtail's do."""
    BasePage.hold = lambda page: None
    BasePage.publish = Page.publish
    ArticlePage.save = inspect.unwrap(ArticlePage.save)
    StockCommand().handle(dryrun=False)


def fork(work: Callable[[], None]) -> int:
    """Run ``work`` in a process of its own, with its own connection; returns its id."""
    connections.close_all()
    pid = os.fork()
    if pid:
        return pid
    try:
        work()
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(0)


def _wait_for(process: int, seconds: float) -> None:
    """Wait until the process has ended, and leave it to be reaped."""
    end = time.monotonic() + seconds
    options = os.WEXITED | os.WNOHANG | os.WNOWAIT
    while os.waitid(os.P_PID, process, options) is None and time.monotonic() < end:
        time.sleep(0.005)


def _end(processes: list[int], how: signal.Signals) -> None:
    """Tell the processes to end, kill those that do not, and reap them."""
    for process in processes:
        os.kill(process, how)
    for process in processes:
        _wait_for(process, 20)
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
