"""`manage.py worker`: what follows a publish, in a process of its own."""

from django.core.management.base import BaseCommand

from delivery import outbox
from delivery.times import beat
from newsroom.loop import repeat


class Command(BaseCommand):
    help = (
        "Runs what follows a publish (search index, caches, pictures). Set "
        "NEWSCLIP_WORKER=1 for the web processes, so that they leave it to the worker."
    )

    def handle(self, *args, **options):
        repeat(work, seconds=0.1)


def work() -> None:
    """Run the effects that are due."""
    outbox.run_due()
    beat("worker")
