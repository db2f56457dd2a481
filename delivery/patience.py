"""How long a process waits for one answer of PostgreSQL.

A server that is gone refuses, or is found out by TCP. One that hangs behind a proxy, or
on a disk that does not answer, says nothing, and whoever asked would wait as long as it
does.
"""

from contextvars import ContextVar
from functools import partial

import psycopg
from django.db import OperationalError
from django.db.backends.signals import connection_created
from django.dispatch import receiver

# Seconds; None, as in commands and the clock: as long as it takes.
patience: ContextVar[float | None] = ContextVar("patience", default=None)


@receiver(connection_created, dispatch_uid="be_patient_for_so_long")
def be_patient_for_so_long(connection, **kwargs) -> None:
    """Limit each wait of a new connection to PostgreSQL."""
    if connection.vendor == "postgresql":
        own = connection.connection
        own.wait = partial(_wait, type(own), own)


def _wait(kind, connection, gen, *args, **options):
    """What psycopg's own ``wait`` returns; OperationalError where it takes too long.

    Nobody knows then what the server did: the connection is given up. It is Django's
    error: where a connection is asked whether it is well, psycopg's would only have it
    made anew, which takes as long again.
    """
    if (seconds := patience.get()) is not None:
        options.setdefault("timeout", seconds)
    try:
        return kind.wait(connection, gen, *args, **options)
    except psycopg.errors._WaitTimeout as error:
        connection.pgconn.finish()
        raise OperationalError(
            f"the database said nothing for {options['timeout']:g} seconds"
        ) from error
