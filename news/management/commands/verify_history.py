"""`manage.py verify_history`: is every version still what was published?"""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from news.models import StoryVersion
from news.verification import Head, faults_of_all


class Command(BaseCommand):
    help = (
        "Checks the chain of versions of every story, and that all is there that was "
        "there at each head that history_head printed. Exits 1 if not."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--head",
            action="append",
            default=[],
            help="A file with a line of history_head, or many; - for standard input.",
        )

    def handle(self, *args, head, **options):
        heads = [each for name in head for each in _heads_in(name)]
        found = list(faults_of_all(heads))
        if found:
            raise CommandError("\n".join(found))
        stories = StoryVersion.objects.order_by().values("story").distinct().count()
        held = f", as at {len(heads)} heads" if heads else ""
        self.stdout.write(f"The versions of {stories} stories are whole{held}.")


def _heads_in(name: str) -> list[Head]:
    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text()
        heads = [Head.read(line) for line in text.splitlines() if line.strip()]
    except (OSError, ValueError) as error:
        raise CommandError(f"{name}: {error}") from error
    if not heads:
        raise CommandError(f"{name}: there is no head in it.")
    return heads
