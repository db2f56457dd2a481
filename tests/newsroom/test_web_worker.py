"""Connections that come at once are shared by the web processes."""

import socket
import time

import pytest
from gunicorn.config import Config

from newsroom.web_worker import PAUSES_EVERY, WebWorker

THREADS = 4


@pytest.fixture
def accept(monkeypatch):
    """Accept so many connections; gives how many there were at each pause."""
    settings, pauses, clients = Config(), [], []
    settings.set("threads", THREADS)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        worker = WebWorker(1, 1, [listener], None, 30, settings, None)
        monkeypatch.setattr(worker, "enqueue_req", lambda connection: None)
        monkeypatch.setattr(time, "sleep", lambda _: pauses.append(worker.nr_conns))

        def accept(many: int) -> list[int]:
            pauses.clear()
            for _ in range(many):
                clients.append(socket.create_connection(listener.getsockname()))
                worker.accept(listener)
            return list(pauses)

        yield accept
        worker.tmp.close()
        for client in clients:
            client.close()


def test_of_many_at_once_a_process_leaves_some_to_the_others(accept):
    assert accept(16) == [THREADS]


def test_as_many_as_it_has_threads_for_wait_for_nothing(accept):
    assert accept(THREADS - 1) == []


def test_many_connections_cost_no_more_than_a_pause_now_and_then(accept, monkeypatch):
    now = 1000.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    assert accept(100) == [THREADS]
    now += PAUSES_EVERY / 2
    assert accept(1) == []
    now += PAUSES_EVERY
    assert accept(2) == [101 + 1]


def test_the_web_processes_are_of_that_kind(settings):
    procfile = (settings.ROOT / "Procfile").read_text()
    named = f"{WebWorker.__module__}.{WebWorker.__qualname__}"
    assert f"--worker-class {named}" in procfile
