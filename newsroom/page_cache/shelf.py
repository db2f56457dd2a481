"""Where copies lie: in each process's memory, and on disk for all of the machine."""

import logging
import os
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from newsroom.page_cache.copies import Copy, packed, unpacked
from newsroom.page_cache.place import Place

logger = logging.getLogger("newsclip.pages")

# Bytes of copies that a process holds in memory.
IN_MEMORY = 4 << 20
# A copy whose file was not said to be used for so long is said to be when it is.
USED_EVERY = 60
# Pages that have the same place wait for each other: seldom, of so many.
PLACES = 1_024
# How much may be written beyond the limit before the least used go.
SLACK = 0.1


class Shelf:
    """Copies by their keys, in ``folder``, of ``most`` bytes: the last used stay."""

    def __init__(self, folder: Path, most: int, in_memory: int = IN_MEMORY):
        self._folder, self._most, self._in_memory = folder, most, in_memory
        self._memory: OrderedDict[tuple, Copy] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()
        self._written = most  # what was there before is looked through once
        (folder / "locks").mkdir(parents=True, exist_ok=True)

    def at_hand(self, key: tuple) -> Copy | None:
        """The copy that this process holds in memory, good or not."""
        copy = self._memory.get(key)
        if copy is not None:
            with self._lock, suppress(KeyError):
                self._memory.move_to_end(key)
            self._use(copy)
        return copy

    def on_disk(self, key: tuple) -> Copy | None:
        """The copy that any process of the machine wrote last, good or not."""
        path = self._path(key)
        try:
            copy = unpacked(path.read_bytes())
        except FileNotFoundError:
            return None
        except OSError as error:
            logger.warning("The copy of %s cannot be read: %s", key, error)
            return None
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            logger.warning("The copy of %s is broken: %s", key, error)
            with suppress(OSError):
                path.unlink()
            return None
        if copy.key != key:
            return None
        self._hold(copy)
        self._use(copy)
        return copy

    def put(self, copy: Copy) -> None:
        """Keep it. A full disk costs the copy of other processes, and no reader."""
        self._hold(copy)
        path = self._path(copy.key)
        part = path.with_name(f".{secrets.token_hex(8)}.part")
        content = packed(copy)
        try:
            path.parent.mkdir(exist_ok=True)
            part.write_bytes(content)
            part.replace(path)
        except OSError as error:
            logger.warning("The copy of %s was not written: %s", copy.key, error)
            with suppress(OSError):
                part.unlink()
            return
        copy.used = time.time()
        self._written += len(content)
        if self._written > self._most * SLACK:
            self._written = 0
            threading.Thread(target=self.sweep, daemon=True).start()

    def place(self, key: tuple, patience: float) -> Place:
        """Where that page is made; of so many, two may have the same."""
        number = int.from_bytes(self._digest(key)[:8]) % PLACES
        return Place(self._folder / "locks" / str(number), patience)

    def sweep(self) -> None:
        """Remove the least used files until what is left is within the limit."""
        files = sorted(self._files())
        left = sum(size for _, size, _ in files)
        for _, size, path in files:
            if left <= self._most:
                break
            with suppress(OSError):
                os.unlink(path)
            left -= size

    def _files(self) -> Iterator[tuple[float, int, str]]:
        for part in self._folder.glob("[0-9a-f][0-9a-f]"):
            with os.scandir(part) as found:
                for file in found:
                    with suppress(FileNotFoundError):  # another process sweeps, too
                        stat = file.stat()
                        yield stat.st_mtime, stat.st_size, file.path

    def _hold(self, copy: Copy) -> None:
        with self._lock:
            before = self._memory.pop(copy.key, None)
            self._bytes -= before.size if before else 0
            self._memory[copy.key] = copy
            self._bytes += copy.size
            while self._bytes > self._in_memory:
                _, least = self._memory.popitem(last=False)
                self._bytes -= least.size

    def _use(self, copy: Copy) -> None:
        """Tell the disk that the copy is used, now and then."""
        if (now := time.time()) - copy.used > USED_EVERY:
            copy.used = now
            with suppress(OSError):
                os.utime(self._path(copy.key))

    def _path(self, key: tuple) -> Path:
        name = self._digest(key).hex()
        return self._folder / name[:2] / name[2:]

    @staticmethod
    def _digest(key: tuple) -> bytes:
        return blake2b(repr(key).encode(), digest_size=16).digest()
