"""Machines that tell each other what to forget, by a real Redis."""

import os
import secrets
import socket
import time

import pytest
import redis

from delivery import fleet
from delivery.generations import Generations, generations, place_of

SERVER = os.environ.get("TEST_REDIS", "redis://127.0.0.1:6379/9")


@pytest.fixture
def here(settings, tmp_path, monkeypatch):
    """This machine, on a stream of this test's own."""
    settings.CACHE_URL, settings.PAGES_FOLDER = SERVER, tmp_path / "here"
    monkeypatch.setattr(fleet, "STREAM", f"test:{secrets.token_hex(8)}")
    fleet._client.cache_clear()
    yield generations()
    redis.Redis.from_url(SERVER).delete(fleet.STREAM)
    fleet._client.cache_clear()


@pytest.fixture
def other(tmp_path):
    """Another machine, which has begun to listen."""
    machine = Generations(tmp_path / "other" / "purges")
    return machine


def last(machine, name):
    return machine.newest([place_of(name)])


def test_one_machine_forgets_what_another_purges(here, other):
    fleet.listen(other)
    assert last(other, "story-1") == 0
    fleet.tell(["story-1", "front"])
    fleet.listen(other)
    assert last(other, "story-1") == last(other, "front") == other.last
    assert last(other, "story-2") == 0


def test_a_machine_does_not_forget_twice_what_it_purged_itself(here):
    fleet.listen(here)
    number = here.last
    fleet.tell(["story-1"])
    fleet.listen(here)
    assert here.last == number


def test_after_a_silence_a_machine_forgets_everything(here, other, monkeypatch):
    """Whoever could not write meanwhile is going to, later."""
    fleet.listen(other)
    before = last(other, "site")
    fleet.listen(other)
    assert last(other, "site") == before
    monkeypatch.setattr(fleet, "UNHEARD", 0)
    fleet.listen(other)
    assert last(other, "site") > before


def test_a_machine_that_hears_nothing_trusts_no_old_page(here, settings, monkeypatch):
    assert not fleet.hears()
    fleet.listen(here)
    assert fleet.hears()
    monkeypatch.setattr(fleet, "UNHEARD", 0.01)
    time.sleep(0.02)
    assert not fleet.hears()
    settings.CACHE_URL = ""
    assert fleet.hears()


def test_a_purge_is_heard_at_once(here, other):
    fleet.listen(other)
    began = time.monotonic()
    fleet.tell(["story-1"])
    fleet.listen(other)
    assert last(other, "story-1")
    assert time.monotonic() - began < 0.2


def told_in_vain(settings, port: int) -> float:
    """Seconds that it takes to fail, where Redis is said to be at that port."""
    settings.CACHE_URL = f"redis://127.0.0.1:{port}"
    fleet._client.cache_clear()
    began = time.monotonic()
    with pytest.raises(redis.RedisError):
        fleet.tell(["front"])
    return time.monotonic() - began


def test_a_hung_redis_costs_a_purge_a_tenth_of_a_second(here, settings):
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        assert told_in_vain(settings, deaf.getsockname()[1]) < 0.5


def test_a_stopped_redis_is_an_error_at_once(here, settings):
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    assert told_in_vain(settings, port) < 0.2
