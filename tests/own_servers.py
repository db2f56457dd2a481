"""Servers that a test may break: a Redis of its own, and this machine's PostgreSQL."""

import signal
import subprocess
import time
from contextlib import suppress

import psycopg
import redis
from processes import free_port

SERVER = "postgres://postgres@127.0.0.1:5432"


class OwnRedis:
    """A Redis that may be hung and stopped; it keeps nothing."""

    def __init__(self, folder):
        self._folder, self.port = folder, free_port()
        self.address = f"redis://127.0.0.1:{self.port}"
        self.start()

    def start(self) -> None:
        options = ["--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        self._process = subprocess.Popen(
            ["redis-server", "--port", str(self.port), *options],
            cwd=self._folder,
            stdout=subprocess.DEVNULL,
        )
        within(10, self._answers)

    def _answers(self) -> bool:
        with suppress(redis.ConnectionError):
            return redis.Redis(port=self.port).ping()
        return False

    def stop(self) -> None:
        self._process.kill()
        self._process.wait(timeout=15)

    def hang(self) -> None:
        self._process.send_signal(signal.SIGSTOP)

    def wake(self) -> None:
        self._process.send_signal(signal.SIGCONT)


def within(seconds: float, done) -> float:
    """After how long who looked saw that it was so; fails the test after ``seconds``.

    How long the look itself takes is the machine's: pages are made for it.
    """
    began = time.monotonic()
    while True:
        looked = time.monotonic() - began
        assert looked < seconds, f"not so after {looked:.2f} s"
        if done():
            return looked
        time.sleep(0.01)


def on_server(command: str) -> None:
    with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as at:
        at.execute(command)
