"""The database in a backup: a copy of one moment, and such a copy put in its place."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import FileField

from newsroom.backup import postgres, sqlite

Ask = Callable[[str], list[tuple]]
# Who has a copy of the backup is not to have everybody's open session.
EMPTIED = Session._meta.db_table


class Moment:
    """The database as it is at one moment; ``ask`` answers SQL from it."""

    def __init__(self, ask: Ask, dump: Callable[[], Path]):
        self._ask, self.dump = ask, dump

    def files(self) -> Iterator[str]:
        """The name of each file that any row names, once."""
        named = " UNION ".join(
            f"SELECT {column} FROM {table} WHERE {column} <> ''"
            for table, column in _file_columns()
        )
        return (name for (name,) in self._ask(f"{named} ORDER BY 1"))

    def rows(self) -> dict[str, int]:
        """How many rows each of the project's tables has."""
        return _rows(self._ask) | {EMPTIED: 0}

    def migrations(self) -> list[str]:
        """Those that were applied, as ``room.name``."""
        table = _quoted(MigrationRecorder.Migration._meta.db_table)
        return [
            f"{app}.{name}"
            for app, name in self._ask(f"SELECT app, name FROM {table} ORDER BY 1, 2")
        ]


@contextmanager
def one_moment(work: Path) -> Iterator[Moment]:
    """The database at the moment of the block's beginning; no writer waits for it.

    ``dump`` writes it to a file in the folder ``work``, without sessions.
    """
    with _kind().one_moment(work, EMPTIED) as (ask, dump):
        yield Moment(ask, dump)


def load(path: Path, tables: list[str]) -> None:
    """Put what ``dump`` wrote in the place of the database: all of it, or nothing.

    ``tables`` that are there are dropped with the project's own. Raises BackupRefused
    in the database's words.
    """
    _kind().load(path, sorted({*tables, *there_already()}))


def rows_now() -> dict[str, int]:
    """How many rows each of the project's tables has."""
    return _rows(_ask_now)


def there_already() -> list[str]:
    """The project's tables that the database has."""
    ours = connection.introspection.django_table_names(include_views=False)
    ours = {*ours, MigrationRecorder.Migration._meta.db_table}
    return sorted(ours & set(connection.introspection.table_names()))


def _kind():
    return {"postgresql": postgres, "sqlite": sqlite}[connection.vendor]


def _rows(ask: Ask) -> dict[str, int]:
    return {
        table: ask(f"SELECT count(*) FROM {_quoted(table)}")[0][0]
        for table in there_already()
    }


def _ask_now(sql: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def _file_columns() -> Iterator[tuple[str, str]]:
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            for field in model._meta.local_fields:
                if isinstance(field, FileField):
                    yield _quoted(model._meta.db_table), _quoted(field.column)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
