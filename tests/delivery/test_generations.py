"""The file by which processes of a machine know what was purged."""

import multiprocessing
import os

import pytest

from delivery import generations
from delivery.generations import Generations, place_of


@pytest.fixture
def path(tmp_path):
    return tmp_path / "pages" / "purges"


def test_each_process_sees_what_any_purged(path):
    one, other = Generations(path), Generations(path)
    one.forget(["front", "story-1"])
    assert other.last == 1
    other.forget(["story-1"])
    assert one.newest([place_of("front")]) == 1
    assert one.newest([place_of("front"), place_of("story-1")]) == 2
    assert one.newest([place_of("story-2")]) == 0
    assert one.node == other.node


def test_every_file_is_of_another_machine(tmp_path):
    nodes = {Generations(tmp_path / name / "purges").node for name in "abc"}
    assert len(nodes) == 3


def test_a_machine_that_was_started_anew_is_another(path, tmp_path, monkeypatch):
    """It may have lost the last purges: no copy of before is believed."""
    before = Generations(path)
    assert Generations(path).node == before.node
    monkeypatch.setattr(generations, "BOOT", tmp_path / "boot_id")
    assert Generations(path).node != before.node
    (tmp_path / "boot_id").write_text("another")
    assert len({Generations(path).node for _ in range(2)} - {before.node}) == 1


def test_its_file_has_all_its_room_from_the_start(path):
    """A purge that found none on a full disk would be the end of its process."""
    Generations(path)
    assert path.stat().st_blocks * 512 >= 8 * generations.PLACES


def test_a_purge_that_fails_holds_up_no_other(path, monkeypatch):
    here = Generations(path)
    with monkeypatch.context() as failing:
        failing.setattr(generations.os, "open", _fail)
        with pytest.raises(OSError, match="too many"):
            here.forget(["x"])
    with monkeypatch.context() as failing:
        failing.setattr(generations.fcntl, "flock", _fail)
        with pytest.raises(OSError, match="too many"):
            here.forget(["x"])
    here.forget(["x"])
    assert here.last == 1


def _fail(*arguments):
    raise OSError(24, "too many open files")


def _forget(path):
    here = Generations(path)
    for _ in range(200):
        here.forget([f"process-{os.getpid()}"])


def test_no_purge_is_lost_where_many_purge_at_once(path):
    here = Generations(path)
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        pool.map(_forget, [path] * 4)
    assert here.last == 800


def test_times_from_before_the_machine_started_are_long_ago(path):
    here = Generations(path)
    assert here.seconds_since_purge == here.seconds_since_heard == float("inf")
    here.forget(["x"])
    here.hear()
    assert here.seconds_since_purge < 1
    assert here.seconds_since_heard < 1
    here._numbers[1] = here._numbers[2] = 2**62
    assert here.seconds_since_purge == here.seconds_since_heard == float("inf")


def test_what_was_read_of_the_stream_is_remembered(path):
    here = Generations(path)
    assert here.read_to == "0-0"
    here.read_to = "1795539909120-3"
    assert Generations(path).read_to == "1795539909120-3"
