"""`manage.py clock`: publish and expire on time, retry effects, say that it runs."""

from datetime import timedelta

from django.core.management.base import BaseCommand

from delivery import outbox
from delivery.times import beat, last_beat, newsroom_now
from news.schedule import run_schedule, tell_of_embargoes
from newsroom.loop import repeat

# The longest that the clock may have been away and still catches up with embargoes.
LONGEST_ABSENCE = timedelta(days=7)


class Command(BaseCommand):
    help = (
        "Publishes and expires what is due, every half second, and retries what "
        "follows. Any number may run at once."
    )

    def handle(self, *args, **options):
        repeat(tick, seconds=0.5)


def tick() -> None:
    """One round of the clock."""
    now = newsroom_now()
    since = last_beat("clock") or now - LONGEST_ABSENCE
    run_schedule()
    tell_of_embargoes(since - timedelta(seconds=5), now)
    outbox.run_due()
    outbox.forget_done()
    beat("clock")
