"""`manage.py publish_scheduled`: one round of the clock, for cron and for hand."""

from django.core.management.base import BaseCommand, CommandError

from news.schedule import run_schedule


class Command(BaseCommand):
    help = (
        "Publishes and expires what is due now, as the clock does. "
        "Exits 1 if a page fails."
    )

    def handle(self, *args, **options):
        outcome = run_schedule(everything=True)
        self.stdout.write(
            f"{len(outcome.published)} published, {len(outcome.expired)} taken down."
        )
        if outcome.failed:
            lines = [f"  page {pk}: {why}" for pk, why in outcome.failed.items()]
            raise CommandError(
                "These are due and could not be changed; they keep their schedule:\n"
                + "\n".join(lines)
            )
