"""Whether the newsroom is alive, and ready to answer."""

import logging
import os
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from django.db import Error, close_old_connections, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse

from delivery import metrics, outbox
from delivery.patience import patience
from delivery.times import last_beat, newsroom_now

logger = logging.getLogger("newsclip.health")

# Seconds between two looks, and after which one says nothing of now.
EVERY, STALE = 1.0, 3.0
# Seconds that who asks waits for the first look of all.
PATIENCE = 0.03
# Seconds that a look waits for one answer of the database.
LOOKS_FOR = 2.0
# A clock beats four times a second; later than this it stands still.
CLOCK_LATE = 15.0


@dataclass(frozen=True)
class Condition:
    """What one look found; seconds are None where there is nothing to count from."""

    migrations: int
    clock_seconds_ago: float | None
    waiting_effects: int
    failing_effects: int
    late_seconds: float

    @property
    def is_ready(self) -> bool:
        """Readers can read beside a clock that stands still, and effects that wait."""
        return self.migrations == 0

    def said(self) -> dict:
        """What a stranger may know: how many mails wait tells who has an account."""
        ago = self.clock_seconds_ago
        late = ago is None or ago > CLOCK_LATE
        return {
            "database": "ok",
            "migrations": f"{self.migrations} to apply" if self.migrations else "ok",
            "clock": "stands still" if late else "ok",
            "clock_seconds_ago": ago,
        }


class Looks:
    """Looks regularly, in a thread of its own: who asks never waits for a database."""

    def __init__(self, look: Callable[[], Condition]):
        self._look = look
        self._process = 0
        self._found: tuple[float, Condition | None] | None = None
        self._looked = threading.Event()

    def begin(self) -> None:
        """Look from now on; once in each process, whoever forked it."""
        if self._process != os.getpid():
            self._process, self._found = os.getpid(), None
            self._looked = threading.Event()
            threading.Thread(target=self._go_on, name="health", daemon=True).start()

    def last(self) -> Condition | None:
        """What was found last; None where nothing was, or a look does not end."""
        self.begin()
        self._looked.wait(PATIENCE)
        at, found = self._found or (0, None)
        return found if time.monotonic() - at < STALE else None

    def _go_on(self) -> None:
        patience.set(LOOKS_FOR)  # or a connection that hangs is asked for ever
        while True:
            with suppress(Error):  # of which the look will say more
                close_old_connections()  # of a look that failed
            self.look()
            time.sleep(EVERY)

    def look(self) -> None:
        """One look; what it raises is found to be not well."""
        try:
            found = self._look()
        except Exception as error:  # whatever it is, the next look may go well
            logger.warning("The database was asked how it is in vain: %s", error)
            found = None
        self._found = (time.monotonic(), found)
        self._looked.set()
        metrics.write()


class _Migrations:
    """How many are to apply; asked no more once there are none."""

    are_applied = False

    def count(self) -> int:
        if self.are_applied:
            return 0
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
        self.are_applied = not missing
        return len(missing)


migrations = _Migrations()


def look() -> Condition:
    """The newsroom's condition. Raises DatabaseError where the database fails."""
    to_apply = migrations.count()
    if to_apply:  # of tables that are not there nothing is asked
        return Condition(to_apply, None, 0, 0, 0.0)
    now, clock = newsroom_now(), last_beat("clock")
    due_at = outbox.due(now).values_list("due_at", flat=True)
    oldest = due_at.first() or now
    return Condition(
        migrations=0,
        clock_seconds_ago=clock and round((now - clock).total_seconds(), 1),
        waiting_effects=due_at.count(),
        failing_effects=outbox.failing().count(),
        late_seconds=round((now - oldest).total_seconds(), 1),
    )


looks = Looks(look)


def alive(request: HttpRequest) -> HttpResponse:
    """200 as long as this process answers; asks nothing of the database."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


def ready(request: HttpRequest) -> JsonResponse:
    """200 where the database answers and has all migrations, else 503; at once.

    Says how late the clock is, too: that does not make the site unready.
    """
    found = looks.last()
    if found is None:
        return JsonResponse({"database": "does not answer"}, status=503)
    return JsonResponse(found.said(), status=200 if found.is_ready else 503)
