"""Which database a query asks: for readers' pages a replica, for all else the primary.

A replica is a moment behind. What was just written is read from the primary: whoever
may write never reads a replica, and after a purge no page is made from one until what
was purged must have reached it.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.db import connection

from delivery import fleet
from delivery.generations import generations

PRIMARY, REPLICA = "default", "replica"
# Seconds by which a replica may be behind, and for which one that failed is left alone.
BEHIND = 5.0
RESTS = 10.0

_asked: ContextVar[str] = ContextVar("asked", default=PRIMARY)
_rests_until = 0.0


def is_fit() -> bool:
    """Whether there is a replica from which a page may be made now."""
    return (
        REPLICA in settings.DATABASES
        and time.monotonic() >= _rests_until
        and generations().seconds_since_purge > BEHIND
        and fleet.hears()
    )


def leave_alone() -> None:
    """Ask the replica nothing for a while: it failed."""
    global _rests_until
    _rests_until = time.monotonic() + RESTS


@contextmanager
def reading() -> Iterator[None]:
    """Queries inside read the replica, until something is written."""
    token = _asked.set(REPLICA)
    try:
        with connection.execute_wrapper(_stay_where_it_is_written):
            yield
    finally:
        _asked.reset(token)


def _stay_where_it_is_written(execute, sql, *rest):
    """Django asks where to write for what it never saves, too: a statement tells."""
    if not sql.startswith("SELECT"):
        _asked.set(PRIMARY)
    return execute(sql, *rest)


class Replicas:
    """Django's router: https://docs.djangoproject.com/en/6.1/topics/db/multi-db/"""

    def db_for_read(self, model, **hints) -> str:
        return _asked.get()

    def db_for_write(self, model, **hints) -> str:
        return PRIMARY

    def allow_relation(self, one, other, **hints) -> bool:
        return True

    def allow_migrate(self, db, app_label, **hints) -> bool:
        return db == PRIMARY
