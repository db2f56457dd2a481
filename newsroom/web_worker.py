"""One of the web processes that gunicorn runs beside each other, and its log."""

import time

from gunicorn.glogging import Logger
from gunicorn.workers.gthread import ThreadWorker

from newsroom.logs import FORMATS, chosen_format

# Seconds that it leaves to the others, and between two times that it does.
PAUSE, PAUSES_EVERY = 0.002, 0.1


class WebWorker(ThreadWorker):
    """Leaves new connections to the others when it has one for each of its threads.

    Of many that come at once, the process that wakes first would else take all, and
    answer what is asked on them later alone, while the others have nothing to do.
    """

    paused = 0.0

    def accept(self, listener):
        super().accept(listener)
        now = time.monotonic()
        if self.nr_conns >= self.cfg.threads and now - self.paused > PAUSES_EVERY:
            self.paused = now
            time.sleep(PAUSE)


class WebLogger(Logger):
    """Writes what gunicorn says before there are settings as all else is written."""

    def setup(self, cfg):
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(FORMATS[chosen_format()]())
