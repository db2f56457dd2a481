"""`manage.py clock`: publish and expire on time, retry effects, say that it runs."""

import multiprocessing
import os
import signal
from datetime import timedelta

from django.core.management.base import BaseCommand
from django.db import connections

from delivery import outbox
from delivery.times import beat, last_beat, newsroom_now
from news.rising import keep_rising
from news.schedule import run_schedule, tell_of_embargoes
from newsroom.loop import repeat
from search import counting
from sources.links import Turns

# The longest that the clock may have been away and still catches up with embargoes.
LONGEST_ABSENCE = timedelta(days=7)
SECONDS = 0.25
# Of the process that also runs the outbox, checks of links take a share.
links = Turns()


class Command(BaseCommand):
    help = (
        "Publishes and expires what is due, four times a second, and retries what "
        "follows. Any number may run at once."
    )

    def handle(self, *args, **options):
        self.second = None
        try:
            repeat(self.round, SECONDS)
        finally:
            if self.second:
                self.second.terminate()
                self.second.join()

    def round(self) -> None:
        """One round of the first process, which does nothing but keep the time.

        The second, begun again if it ends, takes the effects too: an address that does
        not answer holds no story up.
        """
        if self.second is None or not self.second.is_alive():
            connections.close_all()  # not to be shared with the new process
            self.second = multiprocessing.get_context("fork").Process(
                target=repeat, args=(tick, SECONDS), daemon=True
            )
            self.second.start()
        keep_time()


def tick() -> None:
    """Everything the clock does, once. A second process whose first was killed ends."""
    first = multiprocessing.parent_process()
    if first is not None and not first.is_alive():
        os.kill(os.getpid(), signal.SIGTERM)
        return
    keep_time()
    outbox.run_due()
    outbox.forget_done()
    counting.forget_old()
    keep_rising()
    links.take()


def keep_time() -> None:
    """Publish and expire what is due, and say that the clock runs."""
    now = newsroom_now()
    since = last_beat("clock") or now - LONGEST_ABSENCE
    with outbox.left_to_others():
        run_schedule()
        tell_of_embargoes(since - timedelta(seconds=5), now)
    beat("clock")
