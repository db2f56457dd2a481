"""Querysets whose SQL is written once, for what every page asks for.

Django writes the SQL of a queryset anew each time, which takes several times as long as
the database takes to answer a short question. The rows, and what is made of them, are
Django's own.
"""

from collections.abc import Callable
from copy import copy
from datetime import date, datetime
from typing import NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.utils.dateparse import parse_datetime


class Slot(NamedTuple):
    """Stands in the SQL for a value, or for one of several."""

    name: str
    place: int | None = None


class Prepared:
    """The rows of a queryset, asked for with other values each time.

    ``make`` is given a stand-in for each value, by name, and returns the queryset. It
    is called once, and for each power of two as many as several values (``…__in``) may
    be: what it looks up itself stays as it is then, as does the time zone of ``__date``
    and the like. The queryset is to prefetch nothing. Raises TypeError for a time that
    would stay.
    """

    def __init__(self, make: Callable[..., QuerySet]):
        self._make = make
        self._written: dict[tuple, tuple] = {}

    def __call__(self, **values) -> list:
        """The rows for these values: strings, numbers, days, times, lists of them."""
        values = {
            name: _filled(value) if isinstance(value, list) else value
            for name, value in values.items()
        }
        shape = tuple(
            (name, len(value) if isinstance(value, list) else None)
            for name, value in values.items()
        )
        if shape not in self._written:
            self._written[shape] = self._write(shape)
        queryset, compiler, sql, parameters = self._written[shape]
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
        return list(asked)

    def _write(self, shape: tuple) -> tuple:
        queryset = self._make(**{name: _stand_in(name, many) for name, many in shape})
        compiler = queryset.query.get_compiler(queryset.db)
        try:
            sql, parameters = compiler.as_sql()
        except EmptyResultSet:
            sql, parameters = "", ()  # by which Django knows it, too
        if any(map(_is_time, parameters)):
            raise TypeError("A time is written into the SQL: give it as a value.")
        return queryset, compiler, sql, parameters


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
