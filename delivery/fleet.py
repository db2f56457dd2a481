"""Several machines forget what one of them purges, by a stream in Redis or Valkey.

Each machine reads the stream in one thread of one process, and applies what others
wrote to its own ``generations``. No reader's request ever waits for Redis: where it is
silent, a machine keeps a page for ``UNHEARD`` seconds only, and makes it anew.
"""

import fcntl
import logging
import threading
import time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from django.conf import settings
from django.utils.module_loading import import_string

from delivery.generations import Generations, generations
from delivery.tags import EVERYTHING

if TYPE_CHECKING:
    import redis

logger = logging.getLogger("newsclip.fleet")

STREAM = "newsclip:purges"
# Purges that a machine may have missed before it forgets all its pages instead.
KEPT = 10_000
ANSWERS_WITHIN = 0.1
# Milliseconds that a read waits for the next purge, and seconds that the answer to it
# may be late: on a busy machine it is, and to begin anew would take longer.
LISTENS, LATE = 250, 1.0
# Seconds for which it is known that a machine listens, after it does no more.
KNOWN_FOR = 10
# A machine that has heard nothing for so many seconds trusts no page that is older.
UNHEARD = 1.0
RETRIES_AFTER = 0.25


def tell(names: list[str]) -> None:
    """Let all other machines purge these; redis.RedisError where that fails."""
    entry = {"node": generations().node, "names": "\n".join(names)}
    _client(ANSWERS_WITHIN).xadd(STREAM, entry, maxlen=KEPT, approximate=True)


def hears() -> bool:
    """Whether what other machines purged is here by now; True where there are none."""
    return not settings.CACHE_URL or generations().seconds_since_heard < UNHEARD


@cache
def _client(patience: float) -> "redis.Redis":
    # Five megabytes of each process, without which one machine alone does.
    names = "redis.Redis", "redis.backoff.NoBackoff", "redis.retry.Retry"
    client, no_backoff, retry = map(import_string, names)
    return client.from_url(
        settings.CACHE_URL,
        decode_responses=True,
        socket_connect_timeout=ANSWERS_WITHIN,
        socket_timeout=patience,
        retry=retry(no_backoff(), 0),
    )


def follow() -> None:
    """Begin to listen in a thread of this process, where there are other machines.

    Of all processes that share ``generations`` one listens; if it ends, another does.
    """
    if settings.CACHE_URL:
        threading.Thread(target=_follow, name="purges of others", daemon=True).start()


def _follow() -> None:
    lock = None
    while True:
        try:
            lock = lock or _turn()
            listen(generations())
        except Exception as error:  # whatever it is, this machine has to go on hearing
            logger.warning("What others purged is not heard: %s", error)
            time.sleep(RETRIES_AFTER)


def _turn() -> BinaryIO:
    """The file that whoever listens has locked; waits for it."""
    file = (Path(settings.PAGES_FOLDER) / "listening").open("wb")
    fcntl.flock(file, fcntl.LOCK_EX)
    return file


def listen(here: Generations) -> None:
    """Apply one reading of the stream to ``here``; waits ``LISTENS`` for the next.

    After a silence, and where more was written than the stream keeps, all is purged:
    who could not write will write later. A Redis that takes nothing, as one that only
    follows another or has no room, is as good as silent: others tell nothing there.
    """
    client = _client(LATE + LISTENS / 1000)
    client.set(f"newsclip:listens:{here.node}", "", ex=KNOWN_FOR)
    if here.seconds_since_heard >= UNHEARD:
        newest = client.xrevrange(STREAM, count=1)
        here.read_to = newest[0][0] if newest else "0-0"
        here.forget([EVERYTHING])
        here.hear()
    read = client.xread({STREAM: here.read_to}, count=1_000, block=LISTENS)
    for id, entry in read[0][1] if read else ():
        if entry["node"] != here.node:
            here.forget(entry["names"].split("\n"))
        here.read_to = id
    here.hear()
