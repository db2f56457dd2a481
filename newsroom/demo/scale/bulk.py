"""Many rows into a table at once: COPY on PostgreSQL, one prepared INSERT on SQLite."""

from django.db import connection
from django.db.models import Model


class Table:
    """A model's table, written by some of its columns; the others are all alike.

    ``varying`` names those, as attributes (``category_id``) with spaces between, in the
    order of the values of a row; ``alike`` are values of others that are no defaults.
    """

    def __init__(self, model: type[Model], varying: str, **alike):
        fields = model._meta.local_concrete_fields
        by_name = {field.attname: field for field in fields}
        varying = varying.split()
        blank = model(**alike)
        others = [
            name
            for name, field in by_name.items()
            if name not in varying
            and not field.has_db_default()
            and (not field.primary_key or field.remote_field)
        ]
        self.name = connection.ops.quote_name(model._meta.db_table)
        self.columns = ", ".join(
            connection.ops.quote_name(by_name[name].column)
            for name in [*varying, *others]
        )
        self.width = len(varying) + len(others)
        self.constants = tuple(
            by_name[name].get_db_prep_save(getattr(blank, name), connection)
            for name in others
        )

    def write(self, rows: list[tuple]) -> None:
        """Add the rows; their values are as the database takes them."""
        rows = (row + self.constants for row in rows)
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {self.name} ({self.columns}) FROM STDIN") as to:
                    for row in rows:
                        to.write_row(row)
            else:
                places = ", ".join(["%s"] * self.width)
                cursor.executemany(
                    f"INSERT INTO {self.name} ({self.columns}) VALUES ({places})", rows
                )


def next_keys(model: type[Model], number: int) -> list[int]:
    """Primary keys for so many new rows, which nobody else will be given."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) "
                "FROM generate_series(1, %s)",
                [table, model._meta.pk.column, number],
            )
            return [key for (key,) in cursor.fetchall()]
        # The transaction that writes is the only one.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        (last,) = cursor.fetchone() or (0,)
        keys = list(range(last + 1, last + number + 1))
        if last:
            cursor.execute(
                "UPDATE sqlite_sequence SET seq = %s WHERE name = %s", [keys[-1], table]
            )
        else:
            cursor.execute(
                "INSERT INTO sqlite_sequence VALUES (%s, %s)", [table, keys[-1]]
            )
        return keys
