"""Which pages a machine's processes have to forget: a small file that they share.

Every purge has a number, one higher than the last. The file holds, for each name that
pages are tagged with, the number of its last purge; a page that was begun before it
shows what is no longer so. Reading it is reading memory: nobody waits for anybody.
"""

import fcntl
import mmap
import os
import secrets
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import blake2b
from pathlib import Path

from django.conf import settings

BOOT = Path("/proc/sys/kernel/random/boot_id")
# Two names that share a place are forgotten together: that costs a page, never a leak.
PLACES = 1 << 16
_LAST, _PURGED_AT, _HEARD_AT, _NODE, _READ_MS, _READ_NUMBER, _BOOT = range(7)
_HEAD = 16
_BYTES = 8 * (_HEAD + PLACES)


def generations() -> "Generations":
    """Those of this machine's newsroom."""
    return _at(Path(settings.PAGES_FOLDER))


@cache
def _at(folder: Path) -> "Generations":
    return Generations(folder / "purges")


def place_of(name: str) -> int:
    """Where the file holds the last purge of ``name``."""
    digest = blake2b(name.encode(), digest_size=8).digest()
    return _HEAD + int.from_bytes(digest) % PLACES


class Generations:
    """The file at ``path``, made where it is missing; every process maps it."""

    def __init__(self, path: Path):
        self._path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        self._writing = threading.Lock()
        with self._held() as file:
            # Written out: a purge that finds no room on the disk would end its process.
            with path.open("ab") as end:
                end.write(bytes(max(_BYTES - os.fstat(file).st_size, 0)))
            # Of purges before a power cut some may never have reached the disk.
            if os.pread(file, 8, 8 * _BOOT) != (boot := _boot()):
                os.pwrite(file, boot, 8 * _BOOT)
                os.pwrite(file, secrets.token_bytes(8), 8 * _NODE)
        # Opened anew: a map of the locked file would hold its lock for good.
        with path.open("r+b") as file:
            self._numbers = memoryview(mmap.mmap(file.fileno(), _BYTES)).cast("Q")
        # A name of this machine that no other has.
        self.node = f"{self._numbers[_NODE]:016x}"

    @property
    def last(self) -> int:
        """The number of the last purge, of whatever it was."""
        return self._numbers[_LAST]

    def newest(self, places: Iterable[int]) -> int:
        """The number of the last purge of any name at these places."""
        numbers = self._numbers
        return max(numbers[place] for place in places)

    def forget(self, names: Iterable[str]) -> None:
        """Pages that show one of these, and were begun before now, are wrong."""
        with self._held():
            number = self._numbers[_LAST] + 1
            for name in names:
                self._numbers[place_of(name)] = number
            self._numbers[_PURGED_AT] = time.monotonic_ns()
            self._numbers[_LAST] = number

    @property
    def seconds_since_purge(self) -> float:
        """How long ago anything was purged; endless where nothing was."""
        return self._since(_PURGED_AT)

    # What the purges of other machines are read from: see ``delivery.fleet``.

    @property
    def seconds_since_heard(self) -> float:
        """How long ago the other machines' purges were all here."""
        return self._since(_HEARD_AT)

    def hear(self) -> None:
        """All that other machines have purged is here now."""
        self._numbers[_HEARD_AT] = time.monotonic_ns()

    @property
    def read_to(self) -> str:
        """The id of the last purge of others that is here; '0-0' before the first."""
        return f"{self._numbers[_READ_MS]}-{self._numbers[_READ_NUMBER]}"

    @read_to.setter
    def read_to(self, id: str) -> None:
        milliseconds, _, number = id.partition("-")
        self._numbers[_READ_MS] = int(milliseconds)
        self._numbers[_READ_NUMBER] = int(number)

    def _since(self, place: int) -> float:
        """Seconds; of a time before the machine was last started, endless."""
        now, then = time.monotonic_ns(), self._numbers[place]
        return (now - then) / 1e9 if 0 < then <= now else float("inf")

    @contextmanager
    def _held(self) -> Iterator[int]:
        """The file, open and locked against other processes and threads."""
        with self._writing:
            file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
            try:
                fcntl.flock(file, fcntl.LOCK_EX)
                yield file
            finally:
                os.close(file)


def _boot() -> bytes:
    """What this start of the machine is called; Linux says."""
    try:
        name = BOOT.read_bytes()
    except FileNotFoundError:
        name = b"another system"
    return blake2b(name, digest_size=8).digest()
