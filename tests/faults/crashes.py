"""Processes that die at a statement of what they do to the newsroom.

Used by ``newsroom_at.py``, where Django is set up. Each is forked, does one thing as
an editor or a command does it, and is killed before or after its statement of some
number; each ``COMMIT`` and what follows it are counted, too.
"""

import os
import signal
import time
from collections.abc import Callable

from crashing_others import ImportSite, ImportStories, Merge, Undo
from crashing_stories import FirstPublish, Republish, Unpublish, Withdraw
from django.db import connection, transaction
from django.utils import timezone
from forked_clocks import fork

from delivery import outbox
from delivery.models import Effect

WAYS = {
    "a first publish": FirstPublish,
    "a correction": Republish,
    "an unpublish": Unpublish,
    "a withdrawal": Withdraw,
    "a merge": Merge,
    "an undone merge": Undo,
    "an import of stories": ImportStories,
    "an import of a site": ImportSite,
}
BEFORE, AFTER, BETWEEN = "before", "after", "between"
# Seconds until what follows has to have followed, whoever takes it.
LONGEST = 60.0


def crash_at(way: str, points: int | None, served: bool, **how) -> dict:
    """Kill a process at ``points`` statements of a way, evenly spread; None is all.

    ``served``: a web server and a clock work on the newsroom, too. Returns how many
    were killed, what was so after each, and in how many seconds pages agreed.
    """
    folder, autocommit = how.get("folder", ""), how.get("autocommit", False)
    crashing = Crashing(WAYS[way](), served=served, autocommit=autocommit)
    crashing.there.folder = folder
    total = crashing.look_at_an_undisturbed_one()
    # What is after one statement is before the next.
    every = [(n, (AFTER, BEFORE)[n % 2]) for n in range(1, total + 1)]
    if points and points < len(every):
        step = (len(every) - 1) / (points - 1)  # the first and the last of all, too
        every = [every[round(place * step)] for place in range(points)]
    for number, when in every:
        crashing.at(number, when)
    return {"statements": total, **crashing.found}


class Crashing:
    """One way's crashes, one after the other."""

    def __init__(self, there, *, served: bool, autocommit: bool):
        self.there, self._served, self._autocommit = there, served, autocommit
        self._is_ready = False
        self.found = {
            **{"killed": 0, BEFORE: 0, AFTER: 0, "in part": 0},
            **{BETWEEN: [], "unlike": [], "seconds": []},
        }

    def look_at_an_undisturbed_one(self) -> int:
        """Learn what is so before and after; returns how many statements it took."""
        self._make()
        self._before = self.there.state(), self._pages(), self.there.follows()
        _, said = self._do(0, BEFORE)
        self._let_follow()
        self._after = self.there.state(), None, self.there.follows()
        if self._after[0] == self._before[0]:
            raise AssertionError(f"It changed nothing: {self._after[0]}")
        time.sleep(1.5 * self._served)
        self._after = (*self._after[:1], self._pages(), self._after[2])
        return int(said)

    def at(self, number: int, when: str) -> None:
        """Kill one there, and say what is so then."""
        if not self._is_ready:
            self._make()
            self._pages()  # kept from now on
            self._is_ready = True
        died, said = self._do(number, when)
        dead_since = time.monotonic()
        self.found["killed"] += died
        where, now = f"{when} {said}", self.there.state()
        verdict = self._verdict(now)
        if verdict == BETWEEN:
            self.found[BETWEEN].append([where, _differences(self._before[0], now)])
            self._is_ready = False
            return
        self.found[verdict] += 1
        if verdict == BEFORE:
            self._compare(where, self._before)
            return
        if verdict == AFTER:
            self._time_the_pages(where, dead_since)
        self._let_follow()
        if hasattr(self.there, "again") and verdict != AFTER:
            self.there.again()
            self._let_follow()
        self._compare(where, self._after)
        self._is_ready = False

    def _make(self) -> None:
        """What is to be done to, once all that follows from making it has."""
        self.there.make()
        self._let_follow()

    def _verdict(self, now: dict) -> str:
        """Parts that are each all or nothing are judged each for itself."""
        before, after = self._before[0], self._after[0]
        if now == before:
            return BEFORE
        if now == after:
            return AFTER
        parts = hasattr(self.there, "MARKS") and all(
            now[part] in (before[part], after[part]) for part in now
        )
        return "in part" if parts else BETWEEN

    def _compare(self, where: str, expected: tuple) -> None:
        names = ("state", "pages", "follows")
        now = self.there.state(), self._pages(), self.there.follows()
        for name, was, is_so in zip(names, expected, now, strict=True):
            if was != is_so:
                self.found["unlike"].append([where, name, _differences(was, is_so)])

    def _time_the_pages(self, where: str, since: float) -> None:
        """How long readers were shown anything else."""
        while self._served and time.monotonic() < since + LONGEST:
            asked = time.monotonic()
            if self._pages() == self._after[1]:
                self.found["seconds"].append(round(asked - since, 2))
                return
            time.sleep(0.02)
        if self._served:
            self.found["unlike"].append([where, "pages never agreed", self._pages()])

    def _pages(self) -> dict:
        return self.there.pages() if self._served else {}

    def _let_follow(self) -> None:
        """Until what follows has: leases of the dead pass, and somebody works on."""
        end = time.monotonic() + LONGEST
        while time.monotonic() < end:
            undone = Effect.objects.filter(done_at=None)
            waiting = undone.exclude(step__in=["share card"]).exclude(
                step__startswith="caches "
            )
            undone.filter(claimed_until__gt=timezone.now()).update(claimed_until=None)
            if not self._served:
                outbox.run_due()
            if not waiting.exists():
                return
            time.sleep(0.1)

    def _do(self, number: int, when: str) -> tuple[bool, str]:
        """In a process of its own; whether it was killed, and at which statement.

        Of one that was not: how many statements it took.
        """
        told, tell = os.pipe()

        def work():
            os.close(told)
            connection.ensure_connection()
            if self._autocommit:
                _take_the_transactions_away()
            seen = _die_at(number, when, tell)
            self.there.do()
            os.write(tell, str(seen[0]).encode())

        process = fork(work)
        os.close(tell)
        with os.fdopen(told, "rb") as pipe:
            said = pipe.read().decode(errors="replace")
        _, ended = os.waitpid(process, 0)
        if not said:
            raise ChildProcessError("A process failed before it was killed.")
        return os.WIFSIGNALED(ended), said


def _differences(was: dict, is_so: dict) -> dict:
    return {name: [was.get(name), is_so[name]] for name in is_so if was != is_so}


def _die_at(number: int, when: str, tell: int) -> list[int]:
    """Count this process's statements, and kill it at that one."""
    seen = [0]

    def counted(sql: str, run: Callable[[], object]):
        seen[0] += 1
        is_there = seen[0] == number
        if is_there and when == BEFORE:
            _die(tell, f"{number}: {sql[:70]}")
        done = run()
        if is_there and when == AFTER:
            _die(tell, f"{number}: {sql[:70]}")
        return done

    def execute(run, sql, parameters, many, context):
        return counted(str(sql), lambda: run(sql, parameters, many, context))

    commit = connection._commit
    connection._commit = lambda: counted("COMMIT", commit)
    connection.execute_wrappers.append(execute)
    return seen


def _die(tell: int, said: str) -> None:
    os.write(tell, said.encode())
    os.kill(os.getpid(), signal.SIGKILL)


def _take_the_transactions_away() -> None:
    """Each statement is committed by itself, as if nobody had thought of it."""
    connection.features.has_select_for_update = False
    transaction.Atomic.__enter__ = lambda self: None
    transaction.Atomic.__exit__ = lambda self, *error: None
