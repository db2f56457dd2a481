"""`manage.py restore`: what `backup` wrote, in an empty newsroom."""

from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from redis import RedisError

from delivery.front import PurgeFailed
from delivery.purge import purge
from delivery.tags import EVERYTHING
from images import publicity
from news.verification import number_and_first_fault
from newsroom.backup.encryption import identities_in
from newsroom.backup.manifest import Manifest, fingerprint
from newsroom.backup.refusals import REFUSALS
from newsroom.backup.restoring import Opened, check, restore


class Command(BaseCommand):
    help = (
        "Fills an empty newsroom with what `backup` wrote: all of it or nothing. Let "
        "no web, clock or worker run meanwhile."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--identity",
            type=Path,
            metavar="FILE",
            help="the secret key, where the backup is encrypted",
        )
        parser.add_argument(
            "--check",
            action="store_true",
            help="read all of it, say whether it is whole, and change nothing",
        )
        parser.add_argument(
            "--another-key",
            action="store_true",
            help="take one that was made under another NEWSCLIP_VERSION_KEY, unsealed",
        )

    def handle(self, *args, file, identity, another_key, verbosity, **options):
        say = self.stdout.write if verbosity > 1 else lambda line: None
        try:
            identities = identities_in(identity) if identity else []
            opened = Opened(file, identities, another_key)
            if options["check"]:
                manifest = check(opened)
                return self.stdout.write(f"Whole: {_described(manifest)}.")
            manifest = restore(opened, say)
        except REFUSALS as error:
            raise CommandError(f"Nothing was restored. {error}") from error
        self._say_what_was_restored(manifest)
        failures = list(self._write_anew_what_follows(say))
        if failures:
            raise CommandError("\n".join(["Restored, but:", *failures]))

    def _say_what_was_restored(self, manifest: Manifest) -> None:
        self.stdout.write(
            f"Restored: {_described(manifest)}. Everybody signs in again. What was "
            "withdrawn or changed since then is as it was: look it over before you "
            "open."
        )
        for name in manifest.lost:
            self.stderr.write(f"{name} was gone before that.")
        if manifest.keys.get("SECRET_KEY") != fingerprint("SECRET_KEY"):
            self.stderr.write(
                "SECRET_KEY was another then: what it signed or encrypted is lost."
            )

    def _write_anew_what_follows(self, say):
        """Yields what is wrong with what is outside the database, or follows from it.

        Kept pages, caches in front, public copies, the search server; and the history.
        """
        cache.clear()
        try:
            purge([EVERYTHING])
        except (RedisError, PurgeFailed, OSError) as error:
            yield f"A cache could not be told to forget everything: {error}"
        say("Copying what is public …")
        try:
            publicity.sync_all()
        except publicity.PicturesNotShown as error:
            yield f"Some pictures cannot be shown: {error}"
        if settings.SEARCH_URL:
            say("Indexing …")
            call_command("update_index", chunk_size=200, verbosity=0)
        say("Looking over the history …")
        number, first = number_and_first_fault()
        if number:
            yield f"verify_history finds {number} faults, the first: {first}"


def _described(manifest: Manifest) -> str:
    stories = manifest.tables.get("news_articlepage", 0)
    return (
        f"{stories:,} stories and {manifest.files:,} files of {manifest.at}, by "
        f"Newsclip {manifest.newsclip}"
    )
