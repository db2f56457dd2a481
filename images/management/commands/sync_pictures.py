"""`manage.py sync_pictures`: make the public root right for every picture."""

from django.core.management.base import BaseCommand, CommandError

from images import publicity


class Command(BaseCommand):
    help = "Copies public pictures to the public root, and removes all other files."

    def handle(self, *args, **options):
        try:
            publicity.sync_all()
        except publicity.PicturesNotShown as error:
            raise CommandError(str(error)) from error
        self.stdout.write("The public root is right.")
