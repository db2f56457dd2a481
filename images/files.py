"""Files that are whole or not there: no full disk and no crash leaves half of one."""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.files.storage import FileSystemStorage

UNFINISHED = ".part"


@contextmanager
def placed_whole(target: Path) -> Iterator[Path]:
    """A path beside ``target`` to write to; it takes ``target``'s place at the end.

    Raises what the writing raises, and then leaves nothing behind.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{secrets.token_hex(16)}{UNFINISHED}")
    try:
        yield part
        _flush_to_disk(part)
        part.chmod(0o644)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def write_whole(target: Path, content: bytes) -> None:
    """Write ``content``; who reads meanwhile gets all of the old file or the new."""
    with placed_whole(target) as part:
        part.write_bytes(content)


def copy_whole(source: Path, target: Path) -> None:
    """Copy a file; raises FileNotFoundError if ``source`` is not there."""
    with placed_whole(target) as part:
        shutil.copyfile(source, part)


class WholeFileStorage(FileSystemStorage):
    """Django's storage, which would leave half a file behind on a full disk."""

    def _save(self, name, content):
        part = str(Path(name).with_name(f".{secrets.token_hex(16)}{UNFINISHED}"))
        try:
            super()._save(part, content)
            _flush_to_disk(Path(self.path(part)))
            name = self._take(name)
            os.replace(self.path(part), self.path(name))
        finally:
            Path(self.path(part)).unlink(missing_ok=True)
        return name

    def _take(self, name: str) -> str:
        """A name that no other process has: this one, or one like it."""
        while True:
            try:
                os.close(os.open(self.path(name), os.O_WRONLY | os.O_CREAT | os.O_EXCL))
            except FileExistsError:
                name = self.get_available_name(name).replace("\\", "/")
            else:
                return name


def _flush_to_disk(path: Path) -> None:
    """Before the rename, or a power cut could leave the name without the content."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
