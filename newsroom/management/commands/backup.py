"""`manage.py backup`: database and files of one moment, in one file."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from newsroom.backup.encryption import new_key
from newsroom.backup.refusals import REFUSALS
from newsroom.backup.taking import take


class Command(BaseCommand):
    help = (
        "Writes database and files to one file that `restore` reads, encrypted if "
        "NEWSCLIP_BACKUP_KEY is set. Editors may go on meanwhile."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "target",
            type=Path,
            nargs="?",
            help="A new file, or a folder, in which it is named for the time.",
        )
        parser.add_argument(
            "--new-key",
            type=Path,
            metavar="FILE",
            help="write a new secret key to FILE, and print its public key: no backup",
        )

    def handle(self, *args, target, new_key: Path | None, verbosity, **options):
        if (target is None) == (new_key is None):
            raise CommandError("Name a file or folder to write to, or --new-key FILE.")
        try:
            if new_key is not None:
                return self._make_a_key(new_key)
            say = self.stdout.write if verbosity > 1 else lambda line: None
            self._say_what_was_taken(take(target, settings.BACKUP_KEYS, say))
        except REFUSALS as error:
            raise CommandError(f"No backup was written. {error}") from error

    def _make_a_key(self, path: Path) -> None:
        public = new_key(path)
        self.stdout.write(
            f"Set NEWSCLIP_BACKUP_KEY={public}\n"
            f"Move {path} off this machine: without it, no backup is ever read again."
        )

    def _say_what_was_taken(self, taken) -> None:
        path, manifest = taken
        for name in manifest.lost:
            self.stderr.write(f"{name} is gone from the newsroom's files: not in it.")
        how = "encrypted" if settings.BACKUP_KEYS else "not encrypted"
        self.stdout.write(
            f"{path}: {manifest.files:,} files and the database, "
            f"{path.stat().st_size:,} bytes, {how}."
        )
