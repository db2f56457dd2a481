"""What time it is for the whole newsroom, and which of its processes are at work."""

from datetime import datetime

from django.db import connection
from django.utils import timezone

from delivery.models import Beat


def newsroom_now() -> datetime:
    """The database server's time, where there is one: machines' clocks may differ.

    With SQLite there is one machine, and its time is the newsroom's.
    """
    if connection.vendor != "postgresql":
        return timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]


def beat(name: str) -> None:
    """Say that the process ``name`` is at work now."""
    Beat.objects.update_or_create(name=name, defaults={"at": newsroom_now()})


def last_beat(name: str) -> datetime | None:
    """When the process ``name`` was last at work; None if it never was."""
    return Beat.objects.filter(name=name).values_list("at", flat=True).first()
