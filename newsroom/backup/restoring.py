"""Read a backup, and make the newsroom of it in an empty one: all of it, or nothing."""

from collections.abc import Callable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from delivery.outbox import enqueue, new_event
from newsroom.backup.archive import Reading
from newsroom.backup.databases import load, one_moment, rows_now, there_already
from newsroom.backup.encryption import decrypting
from newsroom.backup.held_files import bring, is_in_the_way, is_on_disk
from newsroom.backup.manifest import Manifest
from newsroom.backup.refusals import BackupRefused
from newsroom.backup.taking import FILES
from newsroom.backup.told_outside import drop_what_waits
from newsroom.backup.working_folders import working_folder
from syndication.exporting.folder import CHUNK, FolderRefused
from syndication.exporting.restoring import refuse_unless_empty
from syndication.exporting.showing import SHOW_PICTURES


@dataclass
class Opened:
    """Whose keys open a backup, and whether another newsroom's seal will do."""

    file: Path
    identities: Sequence = ()
    another_key: bool = False


@dataclass
class Unpacked:
    """What lies in a folder, checked: each file by its number, in order."""

    folder: Path
    names: list[str] = field(default_factory=list)
    database: Path | None = None
    manifest: Manifest | None = None

    def staged(self):
        """Each file's name, and where it lies."""
        for number, name in enumerate(self.names):
            yield name, self.folder / str(number)


def check(opened: Opened) -> Manifest:
    """Read all of a backup, and change nothing; raises BackupRefused like restore."""
    return _read(opened, lambda name: None)


def restore(opened: Opened, say: Callable[[str], None]) -> Manifest:
    """Make the newsroom of the backup in this one, which has to be empty.

    Raises BackupRefused or OSError, and has then changed nothing.
    """
    _refuse_unless_empty()
    parent = Path(default_storage.location) if is_on_disk() else settings.VAR
    with working_folder(parent) as work:
        say("Checking every file …")
        unpacked = _unpack(opened, work)
        _refuse_what_does_not_fit(unpacked)
        say("Putting it in place …")
        _put_in_place(unpacked, work)
    return unpacked.manifest


def _unpack(opened: Opened, work: Path) -> Unpacked:
    unpacked = Unpacked(work)

    def place(name: str) -> Path:
        if not name.startswith(FILES):
            if unpacked.database:
                raise BackupRefused(f"{name!r}: a backup has one database.")
            unpacked.database = work / "database"
            return unpacked.database
        unpacked.names.append(name.removeprefix(FILES))
        return work / str(len(unpacked.names) - 1)

    unpacked.manifest = _read(opened, place)
    return unpacked


def _read(opened: Opened, place: Callable[[str], Path | None]) -> Manifest:
    """Check all of it; write each file to its place, if it has one."""
    with (
        opened.file.open("rb") as file,
        decrypting(file, opened.identities) as stream,
    ):
        reading = Reading(stream, another_key=opened.another_key)
        for each in reading.files():
            with _writing_to(place(each.name)) as out:
                while part := each.content.read(CHUNK):
                    out.write(part)
    return reading.manifest


@contextmanager
def _writing_to(path: Path | None):
    with open(path or "/dev/null", "wb" if path is None else "xb") as out:
        yield out


def _refuse_unless_empty() -> None:
    """Raise BackupRefused where anything is, but for what migrations make."""
    if not there_already():
        return
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise BackupRefused(
            "This database is of another version of Newsclip: use a new one."
        )
    try:
        refuse_unless_empty()
    except FolderRefused as error:
        raise BackupRefused(f"Here {error}.") from error


def _refuse_what_does_not_fit(unpacked: Unpacked) -> None:
    manifest = unpacked.manifest
    if manifest.database != connection.vendor or unpacked.database is None:
        raise BackupRefused(
            f"This backup is of {manifest.database}, and this newsroom on "
            f"{connection.vendor}: restore it where it belongs; export_site and "
            "import_site move a newsroom."
        )
    disk = MigrationExecutor(connection).loader.disk_migrations
    known = {f"{app}.{name}" for app, name in disk}
    if unknown := sorted(set(manifest.migrations) - known):
        raise BackupRefused(
            f"This backup is of Newsclip {manifest.newsclip}, with migrations that "
            f"this one ({settings.VERSION}) does not know, such as {unknown[0]}: "
            "restore it with that version or a later one."
        )
    for name, staged in unpacked.staged():
        if is_in_the_way(name, staged):
            raise BackupRefused(
                f"Another file is in the place of {name}: restore where no files are."
            )


def _put_in_place(unpacked: Unpacked, work: Path) -> None:
    manifest, brought = unpacked.manifest, []
    (work / "before").mkdir()
    with one_moment(work / "before") as moment:
        before = moment.dump()
    try:
        for name, staged in unpacked.staged():
            if is_in_the_way(name, staged) is None:
                brought.append(name)
                bring(name, staged)
        load(unpacked.database, list(manifest.tables))
        _refuse_other_rows(manifest)
        call_command("migrate", interactive=False, verbosity=0)
        drop_what_waits()
        # For the clock, should this die before it has shown them itself.
        enqueue(new_event("restore"), SHOW_PICTURES, {"after": 0}, inline=False)
    except BaseException:
        default_storage.remove(brought)
        load(before, list(manifest.tables))
        raise
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _refuse_other_rows(manifest: Manifest) -> None:
    now = rows_now()
    for table, number in manifest.tables.items():
        if now.get(table) != number:
            raise BackupRefused(
                f"{table}: {now.get(table)} rows, of {number} that the backup counts."
            )
