"""A SQLite database in a backup, by its online backup: whole while others write."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import DatabaseError, connection

from newsroom.backup.refusals import BackupRefused

NAME = "database.sqlite3"


@contextmanager
def one_moment(work: Path, emptied: str) -> Iterator[tuple]:
    """Asks a copy, made at once; ``dump`` closes it, and is asked last."""
    path = work / NAME
    with _opened(path) as copy:
        with _opened(connection.settings_dict["NAME"]) as database:
            database.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")

        def ask(sql: str) -> list[tuple]:
            return copy.execute(sql).fetchall()

        def dump() -> Path:
            if (emptied,) in ask("SELECT name FROM sqlite_master"):
                copy.execute(f"DELETE FROM {connection.ops.quote_name(emptied)}")
            copy.execute("VACUUM")  # or it would still hold what was deleted
            _check(copy)
            copy.close()
            return path

        yield ask, dump


def load(path: Path, tables: list[str]) -> None:
    """Write the copy over the database, in one transaction of SQLite's."""
    connection.close()
    try:
        with _opened(path) as copy:
            _check(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
            with _opened(connection.settings_dict["NAME"]) as database:
                copy.backup(database)
    except (DatabaseError, sqlite3.Error) as error:
        raise BackupRefused(f"SQLite does not take the database: {error}.") from error


@contextmanager
def _opened(path: Path | str) -> Iterator[sqlite3.Connection]:
    """As Django opens one: its constraints ask functions of Django's."""
    opened = connection.copy()
    opened.settings_dict["NAME"] = path
    try:
        opened.connect()
        yield opened.connection
    finally:
        opened.close()


def _check(copy: sqlite3.Connection) -> None:
    found = copy.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise BackupRefused(f"SQLite finds the database damaged: {found}.")
