"""`manage.py verify_versions`: is every version still what was published?"""

from django.core.management.base import BaseCommand, CommandError

from news.ledger import faults
from news.models import StoryVersion


class Command(BaseCommand):
    help = "Checks the chain of versions of every story. Exits 1 if one was changed."

    def handle(self, *args, **options):
        stories = StoryVersion.objects.order_by().values_list("story", flat=True)
        checked, found = 0, []
        for story_pk in stories.distinct().iterator():
            checked += 1
            found += faults(story_pk)
        if found:
            raise CommandError("\n".join(found))
        self.stdout.write(f"The versions of {checked} stories are whole.")
