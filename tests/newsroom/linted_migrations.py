"""Migrations that a newsroom at work can live with: `make lint` runs this.

A release is rolled out machine after machine, after `migrate`: the program of before
has to work on the new tables. So no column or table that it uses goes or changes its
name, none that it does not know has to be filled, and no index locks what is written.
"""

import os
import sys
from collections.abc import Iterable

import django
from django.conf import settings
from django.db import connection
from django_migration_linter import MigrationLinter

# Of before the first release, when nothing was at work: the last of each room.
BEFORE_THE_FIRST_RELEASE = {
    "accounts": "0003_roles",
    "delivery": "0002_failed_at",
    "desk": "0002_draft_links",
    "hashtags": "0002_journal",
    "home": "0007_more_policies",
    "images": "0003_rendition_by_file",
    "news": "0022_pages_by_owner",
    "search": "0004_words_used",
    "sources": "0002_link_health",
    "syndication": "0003_imported",
}
# ``room.name``, and why a newsroom at work can live with it after all.
EXCUSED: dict[str, str] = {}
# What the linter only warns of; the others are matters of spelling.
REFUSED_TOO = ["CREATE_INDEX", "CREATE_INDEX_EXCLUSIVE", "DROP_INDEX", "REINDEX"]


def lint(rooms: Iterable[str], before: dict[str, str], *, say=True) -> tuple[int, int]:
    """Lint each migration of the rooms that came after; how many, how many are bad."""
    linter = MigrationLinter(
        no_cache=True,
        warnings_as_errors_tests=REFUSED_TOO,
        quiet=["ok", "ignore"],
        no_output=not say,
    )
    for (room, name), migration in sorted(
        linter.migration_loader.disk_migrations.items()
    ):
        is_new = name > before.get(room, "")
        if room in rooms and is_new and f"{room}.{name}" not in EXCUSED:
            linter.lint_migration(migration)
    return linter.nb_total, linter.nb_erroneous


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    django.setup()
    if connection.vendor != "postgresql":
        sys.exit("Migrations are linted as PostgreSQL runs them: set DATABASE_URL.")
    ours = [each for each in settings.INSTALLED_APPS if "." not in each]
    rooms = [room for room in ours if (settings.ROOT / room).is_dir()]
    linted, bad = lint(rooms, BEFORE_THE_FIRST_RELEASE)
    if bad:
        sys.exit(
            f"{bad} of {linted} new migrations would break the program before them. "
            "Add what is new in one release (with a db_default; an index "
            "concurrently), and take away what nothing uses in a later one."
        )
    print(f"{linted} new migrations: a newsroom can go on meanwhile.")


if __name__ == "__main__":
    main()
