"""What a machine asks to know whether the newsroom is well."""

import threading
import time
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder

from delivery.models import Beat, Effect
from delivery.patience import patience
from delivery.times import beat, newsroom_now
from newsroom import health
from newsroom.health import Condition, Looks, look

WELL = Condition(0, 1.0, 0, 0, 0.0)
SOON = 0.05  # seconds


@pytest.fixture
def looking(monkeypatch):
    """Lets a test say how the looks of the address go."""

    def begin(at):
        looks = Looks(at)
        monkeypatch.setattr(looks, "begin", lambda: None)
        monkeypatch.setattr(health, "looks", looks)
        return looks

    return begin


def test_livez_answers_without_the_database(client):
    assert client.get("/livez").content == b"ok\n"


@pytest.mark.django_db
def test_a_look_says_how_late_the_clock_is():
    assert look().said()["clock"] == "stands still"
    beat("clock")
    assert look().said()["clock"] == "ok"
    Beat.objects.update(at=newsroom_now() - timedelta(seconds=90))
    found = look()
    assert found.is_ready  # readers can still read
    assert found.said()["clock"] == "stands still"
    assert 90 <= found.clock_seconds_ago < 100


@pytest.mark.django_db
def test_a_look_counts_what_waits_and_what_failed():
    now = newsroom_now()
    ago, to_come = now - timedelta(seconds=30), now + timedelta(hours=1)
    Effect.objects.create(
        event="a", step="caches", due_at=ago, error="refused", tries=1
    )
    Effect.objects.create(event="b", step="caches", due_at=now)
    Effect.objects.create(event="c", step="caches", due_at=to_come)
    found = look()
    assert (found.waiting_effects, found.failing_effects) == (2, 1)
    assert 30 <= found.late_seconds < 40


@pytest.mark.django_db
def test_who_lacks_a_migration_is_not_ready(monkeypatch):
    monkeypatch.setattr(health, "migrations", health._Migrations())
    assert look().is_ready
    monkeypatch.setattr(health, "migrations", health._Migrations())
    applied = MigrationRecorder(connection).migration_qs
    applied.filter(app="syndication").order_by("-pk")[0].delete()
    found = look()
    assert not found.is_ready
    assert found.said()["migrations"] == "1 to apply"


def test_readyz_is_200_where_all_is_well_and_503_where_a_migration_lacks(
    client, looking
):
    looking(lambda: WELL).look()
    said = {"database": "ok", "migrations": "ok", "clock": "ok"}
    assert client.get("/readyz").json() == said | {"clock_seconds_ago": 1.0}
    looking(lambda: Condition(2, None, 0, 0, 0.0)).look()
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["migrations"]) == (503, "2 to apply")


def test_readyz_is_503_where_the_database_fails(client, looking):
    def refuse():
        raise OperationalError("connection refused")

    looking(refuse).look()
    assert client.get("/readyz").status_code == 503


def test_readyz_says_so_at_once_where_the_database_hangs(client, looking, monkeypatch):
    monkeypatch.setattr(health, "STALE", 0.2)
    hung, goes_on = threading.Event(), threading.Event()

    def hang():
        if hung.is_set():
            goes_on.wait(20)
        return WELL

    looks = looking(hang)
    looks.look()
    hung.set()
    looker = threading.Thread(target=looks.look)
    looker.start()
    time.sleep(0.3)
    begun = time.monotonic()
    answer = client.get("/readyz")
    took = time.monotonic() - begun
    goes_on.set()
    looker.join()
    assert answer.status_code == 503
    assert took < SOON, f"{took * 1000:.0f} ms"
    assert client.get("/readyz").status_code == 200  # by itself, once it goes on


def test_a_connection_that_cannot_even_be_closed_ends_no_looking(monkeypatch):
    closed = []

    def close():
        closed.append(1)
        if len(closed) == 1:
            raise OperationalError("the database said nothing for 2 seconds")

    monkeypatch.setattr(health, "close_old_connections", close)
    monkeypatch.setattr(health, "EVERY", 0.02)
    looks = Looks(lambda: WELL)
    looks.begin()
    time.sleep(0.5)
    assert len(closed) > 1
    assert looks.last() == WELL


def test_looks_go_on_in_a_thread_of_their_own_and_wait_for_no_answer_long():
    found, waits = [], set()

    def count():
        found.append(threading.current_thread().name)
        waits.add(patience.get())
        return WELL

    looks = Looks(count)
    assert looks.last() == WELL
    looks.begin()
    time.sleep(health.EVERY * 1.5)
    assert found == ["health", "health"]  # one thread, however often it is begun
    assert waits == {health.LOOKS_FOR}
