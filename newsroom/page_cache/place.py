"""Where a page is made: by one request at a time, of the whole machine."""

import fcntl
import logging
import os
import struct
import time
from contextlib import suppress
from pathlib import Path

from newsroom.page_cache import making

logger = logging.getLogger("newsclip.pages")

ASKS_EVERY = 0.002
_SECONDS = struct.Struct("d")


class Place:
    """A page's place, while it is entered; ``is_ours`` where it is this one's turn.

    That is waited for ``patience`` seconds, or until the page hangs. The file at
    ``path`` is locked by whoever's turn it is, and says since when the page is made. A
    disk that takes none holds up nobody; nor does no place (``path`` None).
    """

    def __init__(self, path: Path | None, patience: float = 0):
        self._path, self._patience = path, patience
        self._file: int | None = None
        self.is_ours = False

    def __enter__(self) -> "Place":
        try:
            if self._path is not None:
                self._file = os.open(self._path, os.O_RDWR | os.O_CREAT)
        except OSError as error:
            logger.warning("Pages are made without waiting for each other: %s", error)
        self.is_ours = self._file is None or self._is_locked()
        return self

    def __exit__(self, *error) -> None:
        if self._file is not None:
            self._say(0)
            os.close(self._file)

    def begin(self) -> None:
        """Say that the page is being made now, for those who wait for it."""
        self._say(time.monotonic())

    @property
    def hangs(self) -> bool:
        """Whether somebody else makes the page for too long."""
        if self.is_ours:
            return False
        said = os.pread(self._file, _SECONDS.size, 0)
        since = _SECONDS.unpack(said)[0] if len(said) == _SECONDS.size else 0
        return 0 < since < time.monotonic() - making.HUNG

    def _is_locked(self) -> bool:
        end = time.monotonic() + self._patience
        while True:
            try:
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > end or self.hangs:
                    return False
                time.sleep(ASKS_EVERY)
            else:
                return True

    def _say(self, since: float) -> None:
        if self.is_ours and self._file is not None:
            with suppress(OSError):  # of a full disk
                os.pwrite(self._file, _SECONDS.pack(since), 0)
