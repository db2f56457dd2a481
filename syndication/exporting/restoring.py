"""Fill an empty newsroom with what a folder holds: all of it, or nothing."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.models import Model
from wagtail.models import Page

from delivery.outbox import enqueue, new_event
from news.signals import site_restored
from syndication.exporting.contents import (
    MADE_BY_MIGRATIONS,
    SECRETS,
    exported_models,
)
from syndication.exporting.files import bringing
from syndication.exporting.folder import MANIFEST, FolderRefused, Manifest, checked
from syndication.exporting.numbers import go_on_from
from syndication.exporting.reading import Reader, Row
from syndication.exporting.showing import SHOW_PICTURES

TOGETHER = 200
# What a database or its driver raises for a value that it does not take.
REFUSALS = DatabaseError, ValueError, OverflowError
# The root of the tree and the front page.
PAGES_OF_A_NEW_NEWSROOM = 2


def restore(root: Path, say: Callable[[str], None]) -> Manifest:
    """Write what the folder holds into the database and among the newsroom's files.

    Raises FolderRefused where the folder is not as it was written, or the newsroom not
    empty; then neither has changed. What is derived from stories in the database is
    written anew in the same transaction: rooms hear of ``site_restored``.
    """
    say("Checking every file …")
    manifest = checked(root)
    with bringing(root, manifest.missing_files) as files, transaction.atomic():
        refuse_unless_empty()
        _clear()
        _fill(Reader(root, files), manifest, say)
        say("Writing anew what follows from the stories …")
        site_restored.send(Page)
        say("Indexing …")
        call_command("update_index", chunk_size=200, verbosity=0)
        enqueue(new_event("restore"), SHOW_PICTURES, {"after": 0}, inline=False)
    return manifest


def refuse_unless_empty() -> None:
    """Raise FolderRefused in a newsroom that has more than migrations make."""
    for model in exported_models():
        label, number = model._meta.label, model._base_manager.count()
        most = PAGES_OF_A_NEW_NEWSROOM if model is Page else 0
        if number > most and (model is Page or label not in MADE_BY_MIGRATIONS):
            raise FolderRefused(
                f"this newsroom is not empty ({label}: {number}); use a new database, "
                "after migrate and before anything else"
            )


def _clear() -> None:
    """Take out what migrations made: the folder has its own."""
    for model in exported_models():
        rows = model._base_manager.all()
        rows._raw_delete(rows.db)


def _fill(reader: Reader, manifest: Manifest, say: Callable[[str], None]) -> None:
    tables = {model: Table(model) for model in exported_models()}
    written = Counter()
    for row in reader.rows():
        tables[row.model].add(row)
        written[row.model._meta.label] += 1
    for table in tables.values():
        table.flush()
    for label, number in manifest.counts.items():
        say(f"{label}: {number:,}")
        if written[label] != number:
            raise FolderRefused(
                f"{label}: {written[label]} rows, of {number} that the manifest counts"
            )
    try:
        connection.check_constraints()
    except DatabaseError as error:
        raise FolderRefused(_one_line(error)) from error
    try:
        go_on_from(manifest.keys)
    except REFUSALS as error:
        raise FolderRefused(f"{MANIFEST}: keys: {_one_line(error)}") from error


class Table:
    """A model's table, written ``TOGETHER`` rows at once as they are.

    Neither ``save`` nor signals: what follows from a save has followed already, where
    the folder was written, and dates of now would stand in place of those of then.
    """

    def __init__(self, model: type[Model]):
        quote = connection.ops.quote_name
        self._fields = model._meta.local_concrete_fields
        self._secrets = SECRETS.get(model._meta.label, {})
        columns = ", ".join(quote(field.column) for field in self._fields)
        places = ", ".join(["%s"] * len(self._fields))
        self._insert = (
            f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({places})"
        )
        self._rows: list[tuple] = []
        self._wheres: list[str] = []

    def add(self, row: Row) -> None:
        """Write the row, now or with those that follow it."""
        values = row.values | {name: make() for name, make in self._secrets.items()}
        try:
            prepared = tuple(
                field.get_db_prep_save(values[field.name], connection)
                for field in self._fields
            )
        except ValueError as error:
            raise FolderRefused(f"{row.where}: {error}") from error
        self._rows.append(prepared)
        self._wheres.append(row.where)
        if len(self._rows) == TOGETHER:
            self.flush()

    def flush(self) -> None:
        """Write what waits, all at once; one by one, to say where it stands, if the
        database refuses something."""
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.executemany(self._insert, self._rows)
        except REFUSALS:
            self._write_one_by_one()
        self._rows, self._wheres = [], []

    def _write_one_by_one(self) -> None:
        for where, row in zip(self._wheres, self._rows, strict=True):
            try:
                with transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute(self._insert, row)
            except REFUSALS as error:
                raise FolderRefused(f"{where}: {_one_line(error)}") from error


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())
