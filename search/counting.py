"""Counting searches without a search ever waiting for it.

A search adds one to a number in its process's memory. A thread writes what came
together every ``SECONDS``, in one statement; what a process had not written when it is
killed is lost. While the database does not answer, numbers wait, and beyond
``MOST_WAITING`` queries new ones are not counted.
"""

import atexit
import logging
import re
import threading
import time
from datetime import date

from django.db import DatabaseError, InterfaceError, connection
from django.utils import timezone

from search.folding import fold_query
from search.models import SearchCount

logger = logging.getLogger("newsclip.counting")

SECONDS = 5
MOST_WAITING = 2_000
# Whoever sends random words fills a day's table no further than this.
MOST_A_DAY = 10_000

_SOMEBODYS = re.compile(r"\S@\S|(?:\d[\W_]*){9}")

_waiting: dict[tuple[date, str], list[int]] = {}  # searches, stories found last
_lock = threading.Lock()
_writer: threading.Thread | None = None
_writes = False
_forgotten_at = float("-inf")


def count(query_text: str, found: int) -> None:
    """Count one search that found so many stories. Asks nothing of the database.

    Not counted: what is empty, and what looks like an e-mail address, a telephone or a
    card's number.
    """
    query = fold_query(query_text)
    if not query or _SOMEBODYS.search(query):
        return
    _add({(timezone.localdate(), query): [1, found]})
    if _writes:
        _start_writer()


def write_regularly() -> None:
    """Let this process write every ``SECONDS``, from its first search to its end.

    Called where a web process begins. It holds in those that are forked later, too.
    """
    global _writes
    _writes = True
    atexit.register(write)


def write() -> bool:
    """Write what waits. False if the database did not take it: then it waits on."""
    with _lock:
        taken = dict(_waiting)
        _waiting.clear()
    if not taken:
        return True
    try:
        _upsert(_with_room(taken))
    except (DatabaseError, InterfaceError) as error:
        _add(taken)
        logger.warning("Searches could not be counted and wait: %s", error)
        return False
    return True


def forget_old() -> None:
    """Delete what is kept no longer, once an hour. Called by the clock again and again.

    Every clock does it; deleting twice is deleting once.
    """
    global _forgotten_at
    if time.monotonic() < _forgotten_at + 3600:
        return
    SearchCount.objects.forgettable().delete()
    _forgotten_at = time.monotonic()


def _add(counted: dict[tuple[date, str], list[int]]) -> None:
    with _lock:
        for key, (searches, found) in counted.items():
            known = _waiting.get(key)
            if known is not None:
                known[0] += searches
                known[1] = found
            elif len(_waiting) < MOST_WAITING:
                _waiting[key] = [searches, found]


def _start_writer() -> None:
    """Start the thread; again in a process forked since, where it does not run."""
    global _writer
    if _writer is not None and _writer.is_alive():
        return
    with _lock:
        if _writer is None or not _writer.is_alive():
            _writer = threading.Thread(target=_keep_writing, daemon=True)
            _writer.start()


def _keep_writing() -> None:
    pause = threading.Event()
    while not pause.wait(SECONDS):
        write()
        connection.close()  # none is held between two writes


def _with_room(taken: dict) -> dict:
    """Without the new queries of a day that has ``MOST_A_DAY``; the rarest go first.

    Processes that write at once may exceed it by what waits in them.
    """
    kept = {}
    for day in {day for day, _ in taken}:
        todays = {key: value for key, value in taken.items() if key[0] == day}
        room = MOST_A_DAY - SearchCount.objects.filter(day=day).count()
        if room < len(todays):
            queries = SearchCount.objects.filter(
                day=day, query__in=[query for _, query in todays]
            )
            known = set(queries.values_list("query", flat=True))
            new = [key for key in todays if key[1] not in known]
            new.sort(key=lambda key: -todays[key][0])
            for key in new[max(room, 0) :]:
                del todays[key]
        kept |= todays
    return kept


def _upsert(counted: dict) -> None:
    """Add to each row, or make it: one statement, its rows in one order everywhere."""
    rows = [(*key, *counted[key]) for key in sorted(counted)]
    if not rows:
        return
    table = SearchCount._meta.db_table
    values = ", ".join(["(%s, %s, %s, %s)"] * len(rows))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (day, query, searches, stories_found) "  # noqa: S608
            f"VALUES {values} ON CONFLICT (day, query) DO UPDATE SET "
            f"searches = {table}.searches + excluded.searches, "
            "stories_found = excluded.stories_found",
            [value for row in rows for value in row],
        )
