"""The file of a backup: a tar of plain files, their digests, and what it says it holds.

``SHA256SUMS`` has a line for each file before it, as `sha256sum --check` reads it;
``manifest.json``, the last, the digest of that: a backup without one did not end.
"""

import hashlib
import io
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from newsroom.backup.manifest import Manifest, read_manifest
from newsroom.backup.refusals import BackupRefused
from syndication.exporting.folder import CHUNK, LINE, MANIFEST, SUMS, below

LONGEST_MANIFEST = 64 << 20
NOWHERE = Path("/nowhere")


@contextmanager
def writing_to(out: IO[bytes]) -> Iterator["Writing"]:
    """An archive being written to a stream, whole after the block."""
    how = {"mode": "w|", "format": tarfile.PAX_FORMAT, "bufsize": CHUNK}
    with tarfile.open(fileobj=out, **how) as tar, tempfile.TemporaryFile() as sums:
        yield Writing(tar, sums)


class Writing:
    """Takes a file after another, none in memory."""

    def __init__(self, tar: tarfile.TarFile, sums: IO[bytes]):
        self._tar, self._sums = tar, sums
        self._digest = hashlib.sha256()
        self.files = self.size = 0

    def add(self, name: str, content: IO[bytes], size: int) -> None:
        """A file of that name; raises OSError where it has not that many bytes."""
        below(NOWHERE, name)
        counted = Digesting(content)
        self._tar.addfile(_entry(name, size), counted)
        line = f"{counted.digest.hexdigest()}  {name}\n".encode()
        self._sums.write(line)
        self._digest.update(line)
        self._tar.members = []  # or it remembers each
        self.files += 1
        self.size += size

    def finish(self, manifest: Manifest) -> None:
        """Write the digests and what the backup holds."""
        manifest.sums = self._digest.hexdigest()
        size = self._sums.tell()
        self._sums.seek(0)
        self._tar.addfile(_entry(SUMS, size), self._sums)
        sealed = manifest.sealed()
        self._tar.addfile(_entry(MANIFEST, len(sealed)), io.BytesIO(sealed))


def _entry(name: str, size: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, 0o600
    return entry


def _too_short(error: Exception) -> BackupRefused:
    return BackupRefused(
        f"This is no whole backup: it ends too early, or is none ({error})."
    )


class Digesting:
    """A file being read, with the digest of what was read so far."""

    def __init__(self, content: IO[bytes]):
        self._content, self.digest = content, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        try:
            part = self._content.read(size)
        except tarfile.TarError as error:
            raise _too_short(error) from error
        self.digest.update(part)
        return part


@dataclass
class File:
    """A file of an archive, to be read before the next is asked for."""

    name: str
    size: int
    content: Digesting


class Reading:
    """An archive being read from a stream; believe nothing of it before ``manifest``.

    Every file has to be read to its end.
    """

    def __init__(self, stream: IO[bytes], *, another_key: bool = False):
        self._another_key = another_key
        self._stream = stream
        self.manifest: Manifest | None = None

    def files(self) -> Iterator[File]:
        """Each of its files; raises BackupRefused for one that no backup holds.

        And, after the last, where any was not as it was written.
        """
        try:
            with (
                tarfile.open(fileobj=self._stream, mode="r|", bufsize=CHUNK) as tar,
                tempfile.TemporaryFile() as sums,
            ):
                yield from self._files(tar, sums)
        except (tarfile.TarError, EOFError) as error:
            raise _too_short(error) from error
        if self.manifest is None:
            raise BackupRefused("This backup is not whole: it lacks its end.")

    def _files(self, tar: tarfile.TarFile, sums: IO[bytes]) -> Iterator[File]:
        for entry in tar:
            if self.manifest or entry.type != tarfile.REGTYPE or entry.issparse():
                raise BackupRefused(f"{entry.name!r}: no backup holds such a thing.")
            content = Digesting(tar.extractfile(entry))
            if entry.name == MANIFEST:
                self._finish(content.read(LONGEST_MANIFEST), sums)
                continue
            if entry.name == SUMS:
                _compare(content, sums)
                continue
            below(NOWHERE, entry.name)
            yield File(entry.name, entry.size, content)
            line = f"{content.digest.hexdigest()}  {entry.name}\n"
            sums.write(line.encode())
            tar.members = []

    def _finish(self, text: bytes, sums: IO[bytes]) -> None:
        manifest = read_manifest(text, another_key=self._another_key)
        sums.seek(0)
        if hashlib.file_digest(sums, "sha256").hexdigest() != manifest.sums:
            raise BackupRefused(
                "This backup does not hold the files that it was written with."
            )
        self.manifest = manifest


def _compare(listed: Digesting, sums: IO[bytes]) -> None:
    """Name the first file whose digest is another than the list says."""
    sums.seek(0)
    lines = io.BufferedReader(_Raw(listed))
    for said, found in zip(lines, sums, strict=False):
        if said != found:
            match = LINE.fullmatch(found.decode(errors="replace"))
            raise BackupRefused(
                f"{match[2]} is not as it was written: this backup is damaged. "
                "Take another copy of it."
            )


class _Raw(io.RawIOBase):
    """A stream of bytes, for Python's own reader of lines."""

    def __init__(self, content: Digesting):
        self._content = content

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        part = self._content.read(min(len(buffer), CHUNK))
        buffer[: len(part)] = part
        return len(part)
