"""A development machine has one key, which only its owner can read."""

import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.conf import settings

from newsroom.secret_key import kept_secret_key

MANY = 8


@pytest.fixture
def path(tmp_path):
    return tmp_path / "var" / "secret_key"


def test_key_is_made_once_and_then_kept(path):
    key = kept_secret_key(path)
    assert len(key) >= 50
    assert kept_secret_key(path) == key
    assert path.read_text() == key


def test_two_machines_have_two_keys(tmp_path):
    assert kept_secret_key(tmp_path / "one") != kept_secret_key(tmp_path / "other")


@pytest.mark.parametrize("umask", [0o022, 0o000, 0o077])
def test_key_can_be_read_by_its_owner_only(path, umask):
    before = os.umask(umask)
    try:
        kept_secret_key(path)
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_nothing_else_is_left_beside_the_key(path):
    kept_secret_key(path)
    assert list(path.parent.iterdir()) == [path]


def test_key_written_by_hand_is_used(path):
    path.parent.mkdir()
    path.write_text("a key of my own\n")
    assert kept_secret_key(path) == "a key of my own"


def test_processes_that_start_at_once_have_one_key(path):
    """Web workers, and the release command beside them."""
    code = (
        "import sys; from pathlib import Path;"
        "from newsroom.secret_key import kept_secret_key;"
        "sys.stdin.read();"  # all wait here until the last one is up
        "print(kept_secret_key(Path(sys.argv[1])))"
    )
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(path)],
            cwd=settings.ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(MANY)
    ]
    for process in processes:
        process.stdin.close()
        process.stdin = None
    keys = {process.communicate(timeout=60)[0].strip() for process in processes}
    assert keys == {path.read_text()}
    assert list(path.parent.iterdir()) == [path]


def test_containers_that_share_a_volume_have_one_key(path):
    """Each thinks that it is process 1, as threads of one process do."""
    ready = Barrier(MANY)

    def start(_):
        ready.wait(timeout=10)
        return kept_secret_key(path)

    with ThreadPoolExecutor(MANY) as containers:
        keys = set(containers.map(start, range(MANY)))
    assert keys == {path.read_text()}
    assert list(path.parent.iterdir()) == [path]
