"""Querysets whose SQL is written once, for what every page asks for.

Django writes the SQL of a queryset anew each time, which takes several times as long as
the database takes to answer a short question. The rows, and what is made of them, are
Django's own.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from datetime import date, datetime
from functools import lru_cache
from itertools import count
from threading import Lock
from typing import NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.backends.postgresql.base import CursorMixin
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.sql.where import WhereNode
from django.utils.dateparse import parse_datetime
from psycopg import RawCursor

# Ways of asking that a process remembers for each; a page's number may be one.
MOST = 100
# And statements that a connection to PostgreSQL has planned, of all of them.
PLANNED = 500


class Slot(NamedTuple):
    """Stands in the SQL for a value, or for one of several."""

    name: str
    place: int | None = None


class _PlannedCursor(CursorMixin, RawCursor):
    """Sends SQL as it is; of a long one, psycopg's own would number its marks anew."""

    def execute(self, query, params=None, **options):
        return super().execute(_numbered(query), params, **options)


@lru_cache(maxsize=PLANNED)
def _numbered(sql: str) -> str:
    """SQL with '$1', '$2' for '%s', as PostgreSQL has it."""
    numbers = count(1)
    return re.sub("%[s%]", lambda m: f"${next(numbers)}" if m[0] == "%s" else "%", sql)


class Prepared:
    """The rows of a queryset, asked for with other values each time.

    ``make`` is given a stand-in for each value, by name, and returns the queryset. It
    is called once, and for each power of two as many as several values (``…__in``) may
    be: what it looks up itself stays as it is then, as does the time zone of ``__date``
    and the like. What it is given by place it is given as it is, and called for each.
    The queryset is to prefetch nothing. PostgreSQL plans it once, too. Raises TypeError
    for a time that would stay.
    """

    def __init__(self, make: Callable[..., QuerySet]):
        self._make = make
        self._written: dict[tuple, tuple] = {}
        self._writing = Lock()

    def __call__(self, *fixed, **values) -> list:
        """The rows for these values: strings, numbers, days, times, lists of them."""
        values = {
            name: _filled(value) if isinstance(value, list) else value
            for name, value in values.items()
        }
        shape = tuple(
            (name, len(value) if isinstance(value, list) else None)
            for name, value in values.items()
        )
        written = self._written.get((fixed, shape))
        if written is None:
            written = self._write(fixed, shape)
            with self._writing:
                if len(self._written) >= MOST:
                    self._written.pop(next(iter(self._written)))
                self._written[fixed, shape] = written
        queryset, compiler, sql, parameters = written
        # Threads have a connection each.
        compiler = copy(compiler)
        connection = compiler.connection = connections[queryset.db]
        filled = [
            _adapted(connection, values, each) if isinstance(each, Slot) else each
            for each in parameters
        ]
        compiler.as_sql = lambda: (sql, filled)
        asked = queryset.all()
        asked.query.get_compiler = lambda using: compiler
        with _planned_once(connection):
            return list(asked)

    def _write(self, fixed: tuple, shape: tuple) -> tuple:
        values = {name: _stand_in(name, many) for name, many in shape}
        queryset = self._make(*fixed, **values)
        compiler = queryset.query.get_compiler(queryset.db)
        try:
            sql, parameters = compiler.as_sql()
        except EmptyResultSet:
            sql, parameters = "", ()  # by which Django knows it, too
        if any(map(_is_time, parameters)):
            raise TypeError("A time is written into the SQL: give it as a value.")
        # Said in the SQL, and most of what each way of asking takes of memory.
        queryset.query.where, queryset.query.combined_queries = WhereNode(), ()
        return queryset, compiler, sql, parameters


@contextmanager
def _planned_once(connection) -> Iterator[None]:
    """Inside, PostgreSQL is sent values beside the SQL, which it parses and plans once.

    Planning takes longer than the short questions of a page do.
    """
    if connection.vendor != "postgresql":
        yield
        return
    connection.ensure_connection()
    session, features = connection.connection, connection.features
    session.prepared_max = PLANNED
    before = session.cursor_factory, session.prepare_threshold
    session.cursor_factory, session.prepare_threshold = _PlannedCursor, 0
    # By this Django logs a statement as it is asked, values and all.
    binds, features.uses_server_side_binding = features.uses_server_side_binding, True
    try:
        yield
    finally:
        session.cursor_factory, session.prepare_threshold = before
        features.uses_server_side_binding = binds


def _is_time(parameter) -> bool:
    """Whether it is one, as databases are handed them: SQLite has texts."""
    return isinstance(parameter, date) or (
        isinstance(parameter, str) and bool(parse_datetime(parameter))
    )


def _filled(several: list) -> list:
    """The values, the last one again and again, until they are a power of two many."""
    most = 1 << (len(several) - 1).bit_length() if several else 0
    return several + several[-1:] * (most - len(several))


def _stand_in(name: str, many: int | None) -> RawSQL | list:
    if many is None:
        return RawSQL("%s", [Slot(name)])
    if not many:
        return []
    slots = [Slot(name, place) for place in range(many)]
    return RawSQL(", ".join(["%s"] * many), slots)  # noqa: S611 - marks alone


def _adapted(connection, values: dict, slot: Slot):
    """The value, as Django hands values of its type to the database."""
    value = values[slot.name]
    if slot.place is not None:
        value = value[slot.place]
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    return value
