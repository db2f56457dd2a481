"""Folders for what is unfinished, which no process that died leaves behind for long."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

START = ".newsclip-backup-"


@contextmanager
def working_folder(parent: Path) -> Iterator[Path]:
    """A new folder in ``parent``, its owner's alone, gone at the end of the block.

    Those of processes that were killed go first: nobody holds their lock any more.
    """
    parent.mkdir(parents=True, exist_ok=True)
    _remove_what_was_left(parent)
    folder = Path(tempfile.mkdtemp(prefix=START, dir=parent))
    lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder
    finally:
        shutil.rmtree(folder)
        os.close(lock)


def _remove_what_was_left(parent: Path) -> None:
    for folder in parent.glob(f"{START}*"):
        with suppress(FileNotFoundError, BlockingIOError):
            lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder)
            finally:
                os.close(lock)
