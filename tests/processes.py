"""A newsroom as the processes that work on one database."""

import json
import os
import select
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings

from bench.served import WEB, free_port

ROOT = Path(settings.ROOT)
FAULTS = Path(__file__).parent / "faults"
FULL = os.environ.get("NEWSCLIP_FAULTS") == "full"
_collected: TemporaryDirectory | None = None
ANSWER = "import django; django.setup(); import newsroom_at; newsroom_at.main()"


class Newsroom:
    """A newsroom's database, and the processes that work on it."""

    def __init__(self, database: str, var: Path, **environment: str):
        self.var = var
        var.mkdir(parents=True, exist_ok=True)
        self.log = var / "processes.log"
        port = environment.setdefault("PORT", str(free_port()))
        self.address = f"http://localhost:{port}"
        self.environment = {
            **os.environ,
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "PYTHONPATH": f"{ROOT}:{FAULTS}",
            "DJANGO_SETTINGS_MODULE": "newsroom.settings",
            "DATABASE_URL": database,
            "NEWSCLIP_VAR": str(var),
            "NEWSCLIP_BASE_URL": self.address,
            "NEWSCLIP_BIND": "127.0.0.1",
            "DEBUG": "0",
            **environment,
        }
        self._at: subprocess.Popen | None = None
        self._said = b""
        self._processes_say = self.log.open("ab")

    def ask(self, do: str, patience: float = 60, **what):
        """What ``newsroom_at.py`` answers; fails the test if it does not in time."""
        self._at = self._at or self._start(
            [sys.executable, "-c", ANSWER],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._at.stdin.write(json.dumps({"do": do, **what}).encode() + b"\n")
        self._at.stdin.flush()
        said = json.loads(self._line(do, patience))
        assert "answer" in said, f"{said['error']}\n{self.said_by_processes()}"
        return said["answer"]

    def _line(self, do: str, patience: float) -> bytes:
        end = time.monotonic() + patience
        while b"\n" not in self._said:
            left = max(0, end - time.monotonic())
            there, _, _ = select.select([self._at.stdout], [], [], left)
            more = os.read(self._at.stdout.fileno(), 1 << 20) if there else b""
            if not more:
                raise AssertionError(
                    f"no answer to {do!r} in {patience} s\n{self.said_by_processes()}"
                )
            self._said += more
        line, _, self._said = self._said.partition(b"\n")
        return line

    def manage(self, *command: str, check: bool = False) -> subprocess.CompletedProcess:
        """A command of manage.py, run to its end; ``check``: it has to succeed."""
        return self.run("manage.py", *command, check=check)

    def run(
        self, *command: str, check: bool = False, patience: float = 300
    ) -> subprocess.CompletedProcess:
        """A Python file with its arguments, run in the same way."""
        done = subprocess.run(
            [sys.executable, *command],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=patience,
        )
        assert not (check and done.returncode), f"{command}: {done.stderr}"
        return done

    @contextmanager
    def running(self, *command: str):
        """A process of the newsroom, ended with the block."""
        process = self._start(list(command), stdout=self._processes_say)
        try:
            yield process
            assert process.poll() is None, (
                f"{command} ended with {process.returncode}\n{self.said_by_processes()}"
            )
        finally:
            _end(process)

    @contextmanager
    def web(self, *, collecting: bool = True):
        """The Procfile's ``web``, ended with the block, which it begins answering."""
        if collecting:
            self.collect_static()
        with self.running("bash", "-c", f"exec {WEB}") as process:
            self.wait_until(self._answers)
            yield process

    def collect_static(self) -> None:
        """Static files are the same for all, and made by the first."""
        global _collected
        static = self.var / "static"
        if _collected is None:
            self.manage("collectstatic", "--noinput", "--verbosity", "0", check=True)
            _collected = TemporaryDirectory(prefix="newsclip-static-")
            shutil.copytree(static, _collected.name, dirs_exist_ok=True)
        shutil.copytree(_collected.name, static, dirs_exist_ok=True)

    def _answers(self) -> bool:
        try:
            urllib.request.urlopen(f"{self.address}/livez", timeout=20).close()
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False
        return True

    @contextmanager
    def clock(self):
        """``manage.py clock``, ended with the block, which it begins at work."""
        with self.running(sys.executable, "manage.py", "clock"):
            self.wait_until(lambda: self.ask("clock_beats"))
            yield

    def wait_until(self, done: Callable[[], object], seconds: float = 120) -> None:
        """Ask again and again; fails the test where it does not come true."""
        end = time.monotonic() + seconds
        while not done():
            assert time.monotonic() < end, self.said_by_processes()
            time.sleep(0.1)

    def wait_until_finished(self) -> None:
        """Until nothing is left to publish, and nothing to follow."""
        self.wait_until(lambda: not any(self.ask("unfinished").values()))

    def finish(self) -> None:
        """Let one clock run until nothing is left to do."""
        with self.clock():
            self.wait_until_finished()

    def said_by_processes(self) -> str:
        """The end of what all processes wrote."""
        return self.log.read_text()[-8000:]

    def close(self) -> None:
        """End the process that answers, and what it forked."""
        if self._at:
            _end(self._at)
            self._at = None
        self._processes_say.close()

    def _start(self, command, **pipes) -> subprocess.Popen:
        return subprocess.Popen(
            command,
            cwd=ROOT,
            env=self.environment,
            stderr=self._processes_say,
            start_new_session=True,
            **pipes,
        )


def _end(process: subprocess.Popen) -> None:
    """Ask a process to end; then kill what is left of it, and of what it forked."""
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(timeout=15)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(timeout=15)
    for pipe in (process.stdin, process.stdout):
        if pipe:
            pipe.close()
