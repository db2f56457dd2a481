"""`manage.py export_site`: the newsroom as an open folder of JSON and files."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from syndication.exporting.folder import FolderRefused
from syndication.exporting.writing import export


class Command(BaseCommand):
    help = (
        "Writes everything the newsroom has, drafts too and no secret, into a new "
        "folder: docs/import.md describes it. import_site reads it."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, help="A folder that is new or empty.")

    def handle(self, *args, folder, verbosity, **options):
        say = self.stdout.write if verbosity > 1 else lambda line: None
        try:
            manifest = export(folder, say)
        except (FolderRefused, OSError) as error:
            raise CommandError(str(error)) from error
        for name in manifest.missing_files:
            self.stderr.write(f"{name} is gone, and not in the export.")
        stories = manifest.counts["news.ArticlePage"]
        self.stdout.write(f"{folder}: {stories} stories, {manifest.files} files.")
