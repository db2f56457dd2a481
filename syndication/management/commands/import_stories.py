"""`manage.py import_stories`: stories of another system, as docs/import.md says."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Site

from delivery.outbound import OutboundClient
from home.models import HomePage
from syndication.importing.formats import FORMATS, PICTURES_BESIDE
from syndication.importing.pictures import Pictures
from syndication.importing.progress import Progress
from syndication.importing.run import Import


class Command(BaseCommand):
    help = (
        "Imports the stories of another system, as drafts. A second run changes "
        "nothing, and one that was stopped goes on. See docs/import.md."
    )

    def add_arguments(self, parser):
        parser.add_argument("format", choices=sorted(FORMATS))
        parser.add_argument("path", type=Path, metavar="file-or-folder")
        flags = {
            "--dry-run": "write nothing, and report what would be written",
            "--publish": "publish what was published there, not only as drafts",
            "--keep-going": "go on with the next post after one that cannot be read",
            "--fetch": "fetch pictures that --media lacks from public addresses",
        }
        for flag, said in flags.items():
            parser.add_argument(flag, action="store_true", help=said)
        parser.add_argument(
            "--media",
            type=Path,
            metavar="FOLDER",
            help="the pictures' files, in the folders that their addresses name",
        )

    def handle(self, *args, path, media, dry_run, **options):
        if not path.exists():
            raise CommandError(f"{path}: there is no such file or folder")
        if media and not media.is_dir():
            raise CommandError(f"{media}: there is no such folder")
        site = Site.objects.filter(is_default_site=True).first()
        home = site and site.root_page.specific
        if not isinstance(home, HomePage):
            raise CommandError("There is no front page yet: make the newsroom first.")
        if media is None and options["format"] in PICTURES_BESIDE:
            media = path if path.is_dir() else path.parent
        client = self.client() if options["fetch"] else None
        progress = Progress(self.stdout, each=dry_run or options["verbosity"] > 1)
        run = Import(
            home,
            Pictures(media, client),
            publish=options["publish"],
            dry_run=dry_run,
            keep_going=options["keep_going"],
            all_places=options["verbosity"] > 1,
            say=progress.say,
        )
        try:
            report = run.take(FORMATS[options["format"]](path))
        finally:
            progress.end()
        for line in report.lines(dry_run):
            self.stdout.write(line)
        if report.problems:
            raise CommandError(f"{report.problems[0]}")

    def client(self) -> OutboundClient:
        """What fetches pictures: from public addresses only."""
        return OutboundClient()
