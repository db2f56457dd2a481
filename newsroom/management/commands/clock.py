"""`manage.py clock`: publish and expire on time, retry effects, say that it runs."""

import multiprocessing
import os
import signal
from datetime import timedelta

from django.core.management.base import BaseCommand
from django.db import connections

from delivery import outbox
from delivery.times import beat, last_beat, newsroom_now
from news.schedule import run_schedule, tell_of_embargoes
from newsroom.loop import repeat

# The longest that the clock may have been away and still catches up with embargoes.
LONGEST_ABSENCE = timedelta(days=7)
SECONDS = 0.25


class Command(BaseCommand):
    help = (
        "Publishes and expires what is due, four times a second, and retries what "
        "follows. Any number may run at once."
    )

    def handle(self, *args, **options):
        self.effects = None
        try:
            repeat(self.round, SECONDS)
        finally:
            if self.effects:
                self.effects.terminate()
                self.effects.join()

    def round(self) -> None:
        """One round; the effects have a process of their own, begun again if it ends.

        An address that does not answer holds no story up, nor does a long index.
        """
        if self.effects is None or not self.effects.is_alive():
            connections.close_all()  # not to be shared with the new process
            self.effects = multiprocessing.get_context("fork").Process(
                target=repeat, args=(run_effects, SECONDS), daemon=True
            )
            self.effects.start()
        keep_time()


def tick() -> None:
    """One round of the clock."""
    keep_time()
    run_effects()


def keep_time() -> None:
    """Publish and expire what is due, and say that the clock runs."""
    now = newsroom_now()
    since = last_beat("clock") or now - LONGEST_ABSENCE
    with outbox.left_to_others():
        run_schedule()
        tell_of_embargoes(since - timedelta(seconds=5), now)
    beat("clock")


def run_effects() -> None:
    """Take the effects that wait; a process whose clock was killed ends."""
    clock = multiprocessing.parent_process()
    if clock is not None and not clock.is_alive():
        os.kill(os.getpid(), signal.SIGTERM)
        return
    outbox.run_due()
    outbox.forget_done()
