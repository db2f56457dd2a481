"""The newsroom's files, held while they are copied: a deletion meanwhile takes none."""

import errno
import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO

from django.core.files.storage import FileSystemStorage, default_storage

from newsroom.backup.refusals import FileVanished
from syndication.exporting.folder import CHUNK, below

# Where a disk knows no second name for a file, it is read by its first.
NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EXDEV, errno.EMLINK}


def is_on_disk() -> bool:
    """Whether files lie in a folder, and not in a bucket."""
    return isinstance(default_storage, FileSystemStorage)


class Held:
    """Files by name; ``lost`` are those that were not there.

    On a disk each has a second name in the folder ``work``, so that it stays what it
    was. In a bucket they are only looked for, and read later.
    """

    def __init__(self, names: Iterable[str], work: Path):
        self._work = work
        self.names: list[str] = []
        self.lost: list[str] = []
        self.size = 0
        if is_on_disk():
            for name in names:
                (self.names if self._hold(name) else self.lost).append(name)
        else:
            names = list(names)
            self.lost = default_storage.missing(names)
            self.names = sorted(set(names) - set(self.lost))

    def _hold(self, name: str) -> bool:
        original = below(Path(default_storage.location), name)
        link = self._work / str(len(self.names))
        try:
            os.link(original, link)
            self.size += link.stat().st_size
        except FileNotFoundError:
            return False
        except OSError as error:
            if error.errno not in NO_LINKS:
                raise
            return original.is_file()
        return True

    def __iter__(self) -> Iterator[tuple[str, IO[bytes], int]]:
        """Each file's name, content and size; raises FileVanished."""
        for number, name in enumerate(self.names):
            with self._opened(number, name) as (content, size):
                yield name, content, size

    @contextmanager
    def _opened(self, number: int, name: str) -> Iterator[tuple[IO[bytes], int]]:
        link = self._work / str(number)
        if link.exists():
            with link.open("rb") as content:
                yield content, os.fstat(content.fileno()).st_size
            return
        try:
            found = default_storage.reading(name)
        except FileNotFoundError:
            raise FileVanished(name) from None
        with closing(found.content):
            yield found.content, found.size


def bring(name: str, staged: Path) -> None:
    """Put a file among the newsroom's, in a bucket or by its rename."""
    if not is_on_disk():
        with staged.open("rb") as content:
            default_storage.put(name, content)
        return
    target = below(Path(default_storage.location), name)
    target.parent.mkdir(parents=True, exist_ok=True)
    staged.chmod(0o644)
    staged.rename(target)


def is_in_the_way(name: str, staged: Path) -> bool | None:
    """None where no file has the name; else whether it is another than ``staged``."""
    if is_on_disk():
        below(Path(default_storage.location), name)
    try:
        found = default_storage.reading(name)
    except FileNotFoundError:
        return None
    with closing(found.content), staged.open("rb") as content:
        return digest_of(found.content) != digest_of(content)


def digest_of(content: IO[bytes]) -> str:
    """The digest of what is left to be read."""
    counted = hashlib.sha256()
    while part := content.read(CHUNK):
        counted.update(part)
    return counted.hexdigest()
