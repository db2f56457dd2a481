"""`manage.py clock`: publish and expire on time, retry effects, say that it runs."""

import threading
from datetime import timedelta

from django.core.management.base import BaseCommand

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
        stop = threading.Event()
        # Beside the schedule: an address that does not answer holds no story up.
        effects = threading.Thread(target=repeat, args=(run_effects, SECONDS, stop))
        effects.start()
        repeat(keep_time, SECONDS, stop)
        effects.join()


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
    """Take the effects that wait, those of this round too."""
    outbox.run_due()
    outbox.forget_done()
