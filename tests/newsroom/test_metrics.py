"""What Prometheus is told, and who is told."""

import json
import os
import socket

import pytest
from prometheus_client.parser import text_string_to_metric_families

from delivery import metrics, outbox
from delivery.models import Effect
from newsroom import health
from newsroom.health import Condition, Looks
from newsroom.metrics import Timed

TOKEN = "a-token-of-its-own"
BEARER = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture
def told(settings, tmp_path, monkeypatch, client):
    """Asks for the numbers: values by name and labels."""
    settings.METRICS_TOKEN, settings.METRICS_FOLDER = TOKEN, tmp_path / "metrics"
    looks = Looks(lambda: Condition(0, 1.5, 3, 1, 42.0))
    monkeypatch.setattr(looks, "begin", looks.look)
    monkeypatch.setattr("newsroom.metrics.looks", looks)

    def ask() -> dict[tuple, float]:
        answer = client.get("/metrics", headers=BEARER)
        assert answer.status_code == 200
        families = text_string_to_metric_families(answer.content.decode())
        return {
            (sample.name, *sample.labels.values()): sample.value
            for family in families
            for sample in family.samples
        }

    return ask


@pytest.mark.parametrize(
    "brought", ["", "Bearer ", "Bearer x", "Basic dTpw", f"Bearer {TOKEN}x"]
)
def test_a_stranger_is_told_nothing(client, db, settings, brought):
    for settings.METRICS_TOKEN in (TOKEN, ""):
        answer = client.get("/metrics", headers={"Authorization": brought})
        assert answer.status_code == 404


def test_where_nobody_asks_nothing_is_written(settings, tmp_path):
    settings.METRICS_TOKEN, settings.METRICS_FOLDER = "", tmp_path / "metrics"
    metrics.write()
    assert not settings.METRICS_FOLDER.exists()


def test_the_newsrooms_condition_is_told(told):
    numbers = told()
    assert numbers["newsclip_ready",] == 1
    assert numbers["newsclip_clock_lag_seconds",] == 1.5
    assert numbers["newsclip_queue_lag_seconds",] == 42
    assert numbers["newsclip_queue_effects",] == 3
    assert numbers["newsclip_queue_failing",] == 1


def test_what_all_processes_counted_is_added_up(told, settings):
    copies = ("newsclip_pages_total", "copy")
    metrics.PAGES.labels("copy").inc()
    before = told()[copies]
    (ours,) = settings.METRICS_FOLDER.iterdir()
    ours.with_name(f"{socket.gethostname()}.1").write_text(ours.read_text())
    metrics.PAGES.labels("copy").inc(5)
    assert told()[copies] == 2 * before + 5


def test_a_server_that_starts_forgets_those_that_ended(told, settings, monkeypatch):
    monkeypatch.setattr(socket, "gethostname", lambda: "web-1.example.org")
    told()
    (ours,) = settings.METRICS_FOLDER.iterdir()
    ended, gone, other = (
        ours.with_name(name)
        for name in (f"{socket.gethostname()}.99999999", "gone.1", "other.99999999")
    )
    for file in (ended, gone, other):
        file.write_text(json.dumps([]))
    os.utime(gone, (0, 0))
    metrics.forget_the_ended()
    assert set(settings.METRICS_FOLDER.iterdir()) == {ours, other}


def test_a_full_disk_is_said_and_fails_nothing(settings, tmp_path, caplog):
    folder = tmp_path / "a file"
    folder.write_text("")
    settings.METRICS_TOKEN, settings.METRICS_FOLDER = TOKEN, folder
    metrics.write()
    assert "could not be written" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_each_step_is_timed_from_when_it_was_due(told, monkeypatch):
    key = ("newsclip_step_seconds_count", "caches")
    failed = ("newsclip_step_failures_total", "caches")
    before = told()
    outbox.enqueue(outbox.new_event("a"), "caches", {"tags": []})
    monkeypatch.setitem(outbox._steps, "caches", lambda payload: 1 / 0)
    outbox.enqueue(outbox.new_event("b"), "caches", {"tags": []})
    assert Effect.objects.filter(done_at=None).count() == 1
    numbers = told()
    assert numbers[key] == before.get(key, 0) + 1
    assert numbers[failed] == before.get(failed, 0) + 1


@pytest.mark.parametrize(
    ("path", "kind"), [("/admin/pages/", "admin"), ("/politics/", "page")]
)
def test_answers_are_timed_by_kind_and_status(told, path, kind):
    key = ("newsclip_answer_seconds_count", kind, "4xx")
    before = told().get(key, 0)

    def application(environ, start_response):
        start_response("404 Not Found", [])
        return []

    Timed(application)({"PATH_INFO": path}, lambda status, headers: None)
    assert told()[key] == before + 1


def test_a_database_that_does_not_answer_is_told_at_once(told, monkeypatch):
    looks = Looks(lambda: 1 / 0)
    monkeypatch.setattr(looks, "begin", looks.look)
    monkeypatch.setattr("newsroom.metrics.looks", looks)
    assert told()["newsclip_ready",] == 0
    assert health.STALE < 5
