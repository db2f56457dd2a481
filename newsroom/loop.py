"""A process that does its work again and again until it is told to stop."""

import logging
import signal
import threading
import time
from collections.abc import Callable

from django.db import DatabaseError, InterfaceError, close_old_connections

from delivery import metrics

logger = logging.getLogger("newsclip.loop")

# Seconds between two times that it is written down what was counted.
WRITES_EVERY = 2.0


def repeat(work: Callable[[], None], seconds: float) -> None:
    """Call ``work``, wait, and again, until SIGTERM or SIGINT; one call is never cut.

    A database that is away is waited for: the next round tries again.
    """
    stop, written = threading.Event(), 0.0
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    while not stop.is_set():
        try:
            work()
        except (DatabaseError, InterfaceError):
            logger.exception("The database does not answer; trying again")
            close_old_connections()
        if time.monotonic() - written > WRITES_EVERY:
            metrics.write()
            written = time.monotonic()
        stop.wait(seconds)
