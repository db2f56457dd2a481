"""The newsroom as it is shipped: gunicorn by the Procfile, and wrk that asks it."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

ROOT = Path(__file__).resolve().parent.parent
WEB = re.search(r"^web: (.*)$", (ROOT / "Procfile").read_text(), re.M)[1]
WRK = shutil.which("wrk")
UNITS = {"us": 0.001, "ms": 1, "s": 1000}


@dataclass(frozen=True)
class Rate:
    """Requests a second, and the median of how long one took, in milliseconds."""

    a_second: float
    p50: float


class Gunicorn:
    """The Procfile's ``web``, running; ``seconds_to_start`` until its first answer."""

    def __init__(self, process: subprocess.Popen, address: str, took: float):
        self.address, self.seconds_to_start = address, took
        self._process = process

    def worker_megabytes(self) -> float:
        """What its worker, if it has one, holds in memory (RSS)."""
        children = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children")
        (worker,) = children.read_text().split()
        status = Path(f"/proc/{worker}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024


def free_port() -> int:
    """A port of this machine that nothing listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@contextmanager
def gunicorn(
    path: str = "/", application: str = "newsroom.wsgi", **environment: str
) -> Iterator[Gunicorn]:
    """Run the web process until the block ends, from its first 200 at ``path``."""
    port = free_port()
    address = f"http://localhost:{port}"
    command = WEB.replace("newsroom.wsgi", application)
    assert application in command
    programs = Path(sys.executable).parent
    environment = {
        **os.environ,
        "PATH": f"{programs}:{os.environ['PATH']}",
        "PORT": str(port),
        "NEWSCLIP_BIND": "127.0.0.1",
        "NEWSCLIP_SEARCHES_A_MINUTE": "0",
        **environment,
    }
    began = time.perf_counter()
    process = subprocess.Popen(
        ["bash", "-c", f"exec {command} --log-level warning"],
        cwd=ROOT,
        env=environment,
        start_new_session=True,
    )
    try:
        _wait(process, f"{address}{path}")
        yield Gunicorn(process, address, time.perf_counter() - began)
    finally:
        process.terminate()
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _wait(process: subprocess.Popen, address: str) -> None:
    while True:
        assert process.poll() is None, "the web process ended"
        try:
            with urllib.request.urlopen(address, timeout=30) as answer:
                assert answer.status == 200
                return
        except urllib.error.HTTPError:
            raise
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.01)


def body_of(address: str) -> bytes:
    """What a client that takes no encoding gets there; raises where it is no 200."""
    with urllib.request.urlopen(address, timeout=60) as answer:
        return answer.read()


# What wrk asks for in turn.
IN_TURN = """\
local paths, number = {%s}, 0
request = function()
  number = number %% #paths + 1
  return wrk.format(nil, paths[number])
end
"""


def wrk(
    address: str, connections: int, seconds: int, paths: Sequence[str] = ()
) -> Rate:
    """Ask for one page again and again, or for ``paths`` there one after the other.

    Raises where an answer is no 200.
    """
    threads = min(connections, 2)
    command = [WRK, f"-t{threads}", f"-c{connections}", f"-d{seconds}s", "--latency"]
    with NamedTemporaryFile("w", suffix=".lua") as script:
        if paths:
            script.write(IN_TURN % ",".join(f'"{path}"' for path in paths))
            script.flush()
            command += ["-s", script.name]
        return _rate(address, [*command, address])


def _rate(address: str, command: list[str]) -> Rate:
    said = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    if "Non-2xx" in said or "Socket errors" in said:
        raise RuntimeError(f"{address}: {said}")
    p50 = re.search(r"50%\s+([\d.]+)(us|ms|s)", said)
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
    return Rate(float(rate[1]), float(p50[1]) * UNITS[p50[2]])
