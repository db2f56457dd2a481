"""The age format (https://age-encryption.org/v1), as a stream through another thread.

A backup is written to recipients, public keys: the machine that writes it cannot read
it. Who restores it brings the identity, the secret key.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread
from typing import IO

import pyrage
from django.utils import timezone

from newsroom.backup.refusals import BackupRefused

HEADER = b"age-encryption.org/v1"
BUFFER = 1 << 20


def recipients_of(keys: Sequence[str]) -> list[pyrage.x25519.Recipient]:
    """The recipients named ``age1…``; raises BackupRefused for what is none."""
    try:
        return [pyrage.x25519.Recipient.from_str(key) for key in keys]
    except pyrage.RecipientError:
        raise BackupRefused(
            "NEWSCLIP_BACKUP_KEY is no public key of age. It begins with age1; "
            "`manage.py backup --new-key FILE` makes one."
        ) from None


def identities_in(path: Path) -> list[pyrage.x25519.Identity]:
    """The secret keys in a file as age-keygen writes it."""
    lines = [line.strip() for line in path.read_text(errors="replace").splitlines()]
    keys = [line for line in lines if line and not line.startswith("#")]
    try:
        found = [pyrage.x25519.Identity.from_str(key) for key in keys]
    except pyrage.IdentityError:
        found = []
    if not found:
        raise BackupRefused(
            f"{path} holds no secret key of age: a line that begins with "
            "AGE-SECRET-KEY-1 and is whole."
        )
    return found


def new_key(path: Path) -> str:
    """Write a new secret key, for its owner alone; returns its public key."""
    identity = pyrage.x25519.Identity.generate()
    public = str(identity.to_public())
    opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode=0o600)
    with os.fdopen(opened, "w") as file:
        file.write(f"# created: {timezone.now().isoformat(timespec='seconds')}\n")
        file.write(f"# public key: {public}\n{identity}\n")
    return public


@contextmanager
def encrypting(out: IO[bytes], keys: Sequence[str]) -> Iterator[IO[bytes]]:
    """A stream to write to; ``out`` has it encrypted, whole, after the block.

    Without keys it is ``out`` itself. Raises OSError where ``out`` does.
    """
    if not keys:
        yield out
        return
    recipients = recipients_of(keys)
    theirs, ours = _pipe()
    other = _Other(lambda: pyrage.encrypt_io(theirs, out, recipients), theirs)
    try:
        with ours:
            yield ours
    except BrokenPipeError:  # the other end is gone, and knows why
        other.join()
    finally:
        other.join()
    if other.failure:
        raise OSError(str(other.failure)) from other.failure


@contextmanager
def decrypting(opened: IO[bytes], identities: Sequence) -> Iterator[IO[bytes]]:
    """A stream of what the file holds, which may be encrypted or not.

    Raises BackupRefused where no identity opens it, or it is not as it was written.
    """
    start = opened.read(len(HEADER))
    opened.seek(0)
    if start != HEADER:
        yield opened
        return
    if not identities:
        raise BackupRefused(
            "This backup is encrypted: name the file of its secret key with --identity."
        )
    ours, theirs = _pipe()
    end = _End(theirs)
    other = _Other(lambda: pyrage.decrypt_io(opened, end, identities), theirs)
    try:
        with ours:
            yield ours
            while ours.read(BUFFER):  # to the end, or nobody knows if it is whole
                pass
    finally:
        other.join()
        if other.failure and not end.is_left:
            raise BackupRefused(
                "This backup cannot be decrypted: the secret key is another's, or the "
                f"file is damaged or not whole ({other.failure})."
            ) from other.failure


def _pipe() -> tuple[IO[bytes], IO[bytes]]:
    reads, writes = os.pipe()
    return os.fdopen(reads, "rb", BUFFER), os.fdopen(writes, "wb", BUFFER)


class _Other(Thread):
    """Works at the other end of a pipe; ``failure`` is what it raised."""

    def __init__(self, work: Callable[[], object], theirs: IO[bytes]):
        super().__init__(daemon=True)
        self._work, self._theirs = work, theirs
        self.failure: Exception | None = None
        self.start()

    def run(self) -> None:
        try:
            self._work()
            self._theirs.close()
        except Exception as error:  # raised again where the block ends
            self.failure = error
        finally:
            with suppress(BrokenPipeError):
                self._theirs.close()


class _End:
    """The writing end of a pipe; ``is_left`` where nobody reads any more."""

    def __init__(self, pipe: IO[bytes]):
        self._pipe, self.is_left = pipe, False

    def write(self, content: bytes) -> int:
        try:
            return self._pipe.write(content)
        except BrokenPipeError:
            self.is_left = True
            raise

    def flush(self) -> None:
        try:
            self._pipe.flush()
        except BrokenPipeError:
            self.is_left = True
            raise
