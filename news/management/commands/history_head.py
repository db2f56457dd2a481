"""`manage.py history_head`: what the ledger holds, in one line to keep elsewhere."""

from datetime import date, datetime, time, timedelta

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from news.verification import head_now


class Command(BaseCommand):
    help = (
        "Prints the head of the history, one line of JSON: keep it outside the "
        "database. verify_history --head finds what was taken away since."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--day",
            help="As it was when that day ended in the newsroom: 2026-11-26. "
            "Without it, as it is now.",
        )

    def handle(self, *args, day, **options):
        self.stdout.write(str(head_now(_end_of(day) if day else None)))


def _end_of(day: str) -> datetime:
    try:
        following = date.fromisoformat(day) + timedelta(days=1)
    except (ValueError, OverflowError) as error:
        raise CommandError(f"--day: write it as 2026-11-26, not {day!r}.") from error
    return timezone.make_aware(datetime.combine(following, time()))
