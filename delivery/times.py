"""What time it is for the whole newsroom, and which of its processes are at work."""

from datetime import datetime, timedelta

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


def take_turn(name: str, every: timedelta) -> bool:
    """Whether nobody had this turn for as long as ``every``, and it is taken now.

    Of any number of processes that ask at once, one has it.
    """
    now, last = newsroom_now(), last_beat(name)
    if last is None:
        return Beat.objects.get_or_create(name=name, defaults={"at": now})[1]
    if now - last < every:
        return False
    return Beat.objects.filter(name=name, at=last).update(at=now) == 1
