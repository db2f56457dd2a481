"""What a machine asks to know whether the newsroom is well."""

from datetime import timedelta

import pytest
from django.db import OperationalError, connection

from delivery.models import Beat, Effect
from delivery.times import beat, newsroom_now


def test_healthz_answers_without_the_database(client):
    assert client.get("/healthz").content == b"ok\n"


@pytest.mark.django_db
def test_readyz_says_when_the_clock_last_ran(client):
    assert client.get("/readyz").json()["clock"] is None
    beat("clock")
    Beat.objects.update(at=newsroom_now() - timedelta(seconds=90))
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert 90 <= answer.json()["clock_seconds_ago"] < 100


@pytest.mark.django_db
def test_readyz_counts_effects_that_failed(client):
    now = newsroom_now()
    Effect.objects.create(
        event="a", step="caches", due_at=now, error="refused", tries=1
    )
    Effect.objects.create(event="b", step="caches", due_at=now)
    assert client.get("/readyz").json()["failing_effects"] == 1


@pytest.mark.django_db
def test_readyz_is_503_where_the_database_does_not_answer(client):
    def refuse(*args):
        raise OperationalError("connection refused")

    with connection.execute_wrapper(refuse):
        answer = client.get("/readyz")
    assert answer.status_code == 503
