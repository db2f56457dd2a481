"""`manage.py import_site`: what export_site wrote, in an empty newsroom."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from images import publicity
from news.verification import number_and_first_fault
from syndication.exporting.folder import FolderRefused
from syndication.exporting.restoring import restore


class Command(BaseCommand):
    help = (
        "Fills an empty newsroom, freshly migrated, with what export_site wrote: all "
        "of it or nothing. Passwords are not in it."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)

    def handle(self, *args, folder, verbosity, **options):
        say = self.stdout.write if verbosity > 1 else lambda line: None
        try:
            manifest = restore(folder, say)
        except (FolderRefused, OSError) as error:
            raise CommandError(f"Nothing was imported. {error}") from error
        for name in manifest.missing_files:
            self.stderr.write(f"{name} was gone where this was exported.")
        stories = manifest.counts["news.ArticlePage"]
        self.stdout.write(f"Imported: {stories} stories, {manifest.files} files.")
        self._look_over_the_history()
        try:
            publicity.sync_all()
        except publicity.PicturesNotShown as error:
            self.stderr.write(f"Some pictures cannot be shown: {error}")

    def _look_over_the_history(self) -> None:
        """Say whether the versions are what was published, as this newsroom sees it."""
        number, first = number_and_first_fault()
        if number:
            self.stderr.write(
                f"verify_history finds {number} faults in the versions, the first: "
                f"{first} If it found none where this was exported, set "
                "NEWSCLIP_VERSION_KEY to the key of there."
            )
