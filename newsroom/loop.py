"""A process that does its work again and again until it is told to stop."""

import logging
import signal
import threading
from collections.abc import Callable

from django.db import DatabaseError, InterfaceError, close_old_connections

logger = logging.getLogger("newsclip.loop")


def repeat(work: Callable[[], None], seconds: float) -> None:
    """Call ``work``, wait, and again, until SIGTERM or SIGINT; one call is never cut.

    A database that is away is waited for: the next round tries again.
    """
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    while not stop.is_set():
        try:
            work()
        except (DatabaseError, InterfaceError):
            logger.exception("The database does not answer; trying again")
            close_old_connections()
        stop.wait(seconds)
