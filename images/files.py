"""Files that are whole or not there: no full disk and no crash leaves half of one.

``default_storage`` holds every file and is private; ``public_storage()`` holds copies
of what readers may see now, under the same names. Both lie on the disk, or both in an
object store (``images/objects.py``), and both keep what ``Keeping`` promises.
"""

import errno
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, NamedTuple

from django.conf import settings
from django.core.files.storage import FileSystemStorage, storages

UNFINISHED = ".part"


class StoreDown(OSError):
    """The store of files refuses, or does not answer: a file may be there or not."""


class Reading(NamedTuple):
    """A file that is open to be read: its size in bytes, and when it was written.

    ``modified`` counts seconds since the epoch.
    """

    content: IO[bytes]
    size: int
    modified: float


class Listed(NamedTuple):
    """A file's name, and when it was written: seconds since the epoch."""

    name: str
    modified: float


class Keeping:
    """What the newsroom asks of a storage besides Django's own questions.

    Names are those of ``FileField``. Everything raises StoreDown, an OSError, where the
    store does not answer.
    """

    def reading(self, name: str, since: float | None = None) -> Reading | None:
        """The file, opened; None if it was not modified after ``since``.

        Raises FileNotFoundError if it is not there.
        """
        raise NotImplementedError

    def put(self, name: str, content: IO[bytes]) -> None:
        """Write the file by that very name, whole, in the place of a former one."""
        raise NotImplementedError

    def take(self, names: Iterable[str], source: "Keeping") -> None:
        """Copy files from a storage of the same kind, under their names.

        Raises FileNotFoundError if one is not there.
        """
        raise NotImplementedError

    def starting_with(self, prefix: str) -> Iterator[Listed]:
        """The files of a folder whose names start so: ``images/``, ``images/ab``."""
        raise NotImplementedError

    def missing(self, names: Iterable[str]) -> list[str]:
        """Those of the files that are not there, in the order given."""
        return [name for name in names if not self.exists(name)]

    def remove(self, names: Iterable[str]) -> None:
        """Delete the files, those that are there."""
        for name in names:
            self.delete(name)


def public_storage() -> "Keeping":
    """Where the copies lie that readers may see now."""
    return storages["public"]


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


class WholeFileStorage(Keeping, FileSystemStorage):
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

    def reading(self, name, since=None):
        path = Path(self.path(name))
        if path.is_dir():
            raise FileNotFoundError(errno.ENOENT, "A folder is no file", name)
        content = path.open("rb")
        stat = os.fstat(content.fileno())
        if since is not None and int(stat.st_mtime) <= since:
            content.close()
            return None
        return Reading(content, stat.st_size, stat.st_mtime)

    def put(self, name, content):
        with placed_whole(Path(self.path(name))) as part, part.open("wb") as file:
            shutil.copyfileobj(content, file)

    def take(self, names, source):
        for name in names:
            with placed_whole(Path(self.path(name))) as part:
                shutil.copyfile(source.path(name), part)

    def starting_with(self, prefix):
        folder, _, start = prefix.rpartition("/")
        try:
            found = os.scandir(self.path(folder))
        except FileNotFoundError:
            return
        with found:
            for entry in found:
                if entry.name.startswith(start) and entry.is_file():
                    with suppress(FileNotFoundError):  # deleted meanwhile
                        modified = entry.stat().st_mtime
                        yield Listed(f"{folder}/{entry.name}", modified)


class PublicFiles(WholeFileStorage):
    """The folder of public copies, which a web server in front may read."""

    @property
    def location(self):
        return os.path.abspath(settings.PUBLIC_MEDIA_ROOT)

    base_location = location


def _flush_to_disk(path: Path) -> None:
    """Before the rename, or a power cut could leave the name without the content."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
