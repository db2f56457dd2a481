"""How the database answers a query."""

from django.db import connection, transaction


def plan_of(sql: str) -> str:
    """The plan for ``sql`` by indexes, where there are any, however small the tables.

    A sequential scan or a sort is in it only if no index spares it.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        explain = "EXPLAIN QUERY PLAN"
        if connection.vendor == "postgresql":
            for way in ("seqscan", "sort", "bitmapscan"):
                cursor.execute(f"SET LOCAL enable_{way} = off")
            explain = "EXPLAIN"
        cursor.execute(f"{explain} {sql}".replace("%", "%%"), [])
        return "\n".join(str(row) for row in cursor.fetchall())
