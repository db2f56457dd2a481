"""The last primary key that each table gave: the next is given to nobody twice.

A deleted story's number stands in the ledger and the log; a new story that was given it
would inherit them.
"""

from collections.abc import Iterator

from django.db import connection
from django.db.models import AutoField, Model

from syndication.exporting.contents import exported_models


def last_numbers() -> dict[str, int]:
    """The last number of each exported model that counts its rows."""
    return {model._meta.label: _last(model) for model in _numbered()}


def go_on_from(numbers: dict[str, int]) -> None:
    """Have each table go on from its number, or from its last row if that is later."""
    for model in _numbered():
        newest = model._base_manager.order_by("-pk").values_list("pk", flat=True)
        last = max(numbers.get(model._meta.label, 0), newest.first() or 0)
        _set(model, last)


def _numbered() -> Iterator[type[Model]]:
    for model in exported_models():
        if isinstance(model._meta.pk, AutoField):
            yield model


def _sequence(cursor, model: type[Model]) -> str:
    """The name of the table's sequence on PostgreSQL, quoted where it needs to be."""
    cursor.execute(
        "SELECT pg_get_serial_sequence(%s, %s)",
        [connection.ops.quote_name(model._meta.db_table), model._meta.pk.column],
    )
    return cursor.fetchone()[0]


def _last(model: type[Model]) -> int:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            sequence = _sequence(cursor, model)
            cursor.execute(f"SELECT last_value, is_called FROM {sequence}")
            last, is_called = cursor.fetchone()
            return last if is_called else last - 1
        table = [model._meta.db_table]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", table)
        return (cursor.fetchone() or (0,))[0]


def _set(model: type[Model], last: int) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            values = [_sequence(cursor, model), max(last, 1), last > 0]
            cursor.execute("SELECT setval(%s, %s, %s)", values)
            return
        table = model._meta.db_table
        cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
        cursor.execute("INSERT INTO sqlite_sequence VALUES (%s, %s)", [table, last])
