"""Write a backup: the database of one moment, and every file that its rows name."""

import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone

from newsroom.backup.archive import writing_to
from newsroom.backup.databases import Moment, one_moment
from newsroom.backup.encryption import encrypting, recipients_of
from newsroom.backup.held_files import Held, is_on_disk
from newsroom.backup.manifest import Manifest
from newsroom.backup.refusals import BackupRefused, FileVanished
from newsroom.backup.working_folders import working_folder

FILES = "files/"
TRIES = 5


def take(
    target: Path, keys: Sequence[str], say: Callable[[str], None]
) -> tuple[Path, Manifest]:
    """Write a new backup to ``target``, or into it where it is a folder.

    Returns where, and what it holds. To the recipients ``keys``, or else not encrypted.
    It is there when it is whole, and only its owner may read it. Raises BackupRefused
    or OSError, and leaves nothing.
    """
    recipients_of(keys)
    if target.is_dir():
        at = timezone.now().strftime("%Y%m%dT%H%M%SZ")
        target = target / f"newsclip-{at}.tar{'.age' if keys else ''}"
    if target.exists():
        raise BackupRefused(f"{target} is there already: no backup is written over.")
    with working_folder(target.parent) as work:
        part, manifest = _taken(work, keys, say)
        part.rename(target)
    _flush_folder(target.parent)
    return target, manifest


def _taken(work: Path, keys: Sequence[str], say) -> tuple[Path, Manifest]:
    for _ in range(TRIES):
        try:
            # The rows lie as they are only where the newsroom's own files do: backups
            # may be on a disk of other people's.
            with (
                _beside_the_files(work) as beside,
                working_folder(settings.VAR) as rows,
            ):
                held, manifest, dump = _moment_with_its_files(rows, beside)
                _refuse_without_room(work, held)
                say(f"{len(held.names):,} files, {dump.stat().st_size:,} bytes of rows")
                _write(work / "archive", keys, (held, manifest, dump))
                return work / "archive", manifest
        except FileVanished as gone:
            say(f"{gone} was deleted meanwhile: once more")
            (work / "archive").unlink()
    raise BackupRefused(
        "Files were deleted again and again while they were read. Try it at a quieter "
        "hour."
    )


def _beside_the_files(work: Path):
    """A folder on the disk of the files, for second names of theirs."""
    return working_folder(Path(default_storage.location) if is_on_disk() else work)


def _moment_with_its_files(rows: Path, beside: Path) -> tuple[Held, Manifest, Path]:
    """A moment of which every file is held that was not lost before.

    A file that is not there was lost long ago, or deleted since with its row: then the
    next moment does not name it.
    """
    lost: set[str] = set()
    for number in range(TRIES):
        folder = beside / str(number)
        folder.mkdir()
        with one_moment(rows) as moment:
            held = Held(moment.files(), folder)
            if lost.issuperset(held.lost):
                manifest = _manifest(moment, held)
                return held, manifest, moment.dump()
        lost = set(held.lost)
        shutil.rmtree(folder)
    raise BackupRefused(
        "Files are being deleted faster than they are found. Try it at a quieter hour."
    )


def _manifest(moment: Moment, held: Held) -> Manifest:
    return Manifest(
        newsclip=settings.VERSION,
        database=connection.vendor,
        at=timezone.now().isoformat(timespec="seconds"),
        migrations=moment.migrations(),
        tables=moment.rows(),
        lost=held.lost,
    )


def _refuse_without_room(work: Path, held: Held) -> None:
    needed, free = held.size, shutil.disk_usage(work).free
    if needed > free:
        raise BackupRefused(
            f"The disk of this folder has {free:,} bytes left, and the newsroom's "
            f"files alone are {needed:,}: make room, or write the backup elsewhere."
        )


def _write(part: Path, keys: Sequence[str], what: tuple) -> None:
    held, manifest, dump = what
    opened = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode=0o600)
    with os.fdopen(opened, "wb") as out:
        with encrypting(out, keys) as stream, writing_to(stream) as writing:
            with dump.open("rb") as content:
                writing.add(dump.name, content, dump.stat().st_size)
            dump.unlink()
            for name, content, size in held:
                writing.add(f"{FILES}{name}", content, size)
            manifest.files, manifest.size = writing.files - 1, writing.size
            writing.finish(manifest)
        out.flush()
        os.fsync(out.fileno())


def _flush_folder(folder: Path) -> None:
    """Or a power cut could leave the content without the name."""
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
