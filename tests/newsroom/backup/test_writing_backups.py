"""How a backup comes to be: whole or not there, with each file that a row names."""

import errno
import io
import os
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from object_store import ObjectStore

from images import objects
from newsroom.backup import held_files, taking
from newsroom.backup.encryption import new_key
from newsroom.backup.working_folders import START, working_folder

ROWS = b"rows of this test"


class Moments:
    """Stands for the database: what its rows name at one moment after another."""

    def __init__(self, *named: list[str]):
        self.named = list(named)
        self.after = lambda: None

    @contextmanager
    def __call__(self, work: Path):
        self.work, self.now = work, self.named.pop(0)
        yield self

    def files(self):
        return iter(self.now)

    def rows(self):
        return {"news_articlepage": len(self.now)}

    def migrations(self):
        return []

    def dump(self):
        self.after()
        (self.work / "database.dump").write_bytes(ROWS)
        return self.work / "database.dump"


@pytest.fixture
def moments(monkeypatch):
    """``moments(["a"], ["b"])``: what rows name, and each of them a file."""

    def at(*named):
        for name in {name for names in named for name in names}:
            default_storage.save(name, ContentFile(name.encode() * 1000))
        found = Moments(*named)
        monkeypatch.setattr(taking, "one_moment", found)
        return found

    return at


def backed_up(tmp_path) -> str:
    said = io.StringIO()
    call_command("backup", tmp_path / "b.tar", stdout=said, stderr=said)
    return said.getvalue()


def whole(tmp_path) -> str:
    said = io.StringIO()
    call_command("restore", tmp_path / "b.tar", check=True, stdout=said)
    return said.getvalue()


def left_behind(*folders) -> list[Path]:
    return [each for folder in folders for each in Path(folder).glob(f"{START}*")]


def test_only_its_owner_reads_a_backup(moments, tmp_path):
    moments(["images/a", "documents/b"])
    before = os.umask(0)
    try:
        assert "2 files" in backed_up(tmp_path)
    finally:
        os.umask(before)
    assert (tmp_path / "b.tar").stat().st_mode & 0o777 == 0o600
    assert "2 files" in whole(tmp_path)
    assert left_behind(tmp_path, settings.MEDIA_ROOT) == []


def test_rows_lie_as_they_are_only_where_the_newsroom_does(moments, tmp_path):
    """The disk of the backups may be another's, and what is on it encrypted."""
    at, seen = moments(["images/a"]), []
    at.after = lambda: seen.extend(left_behind(tmp_path))
    backed_up(tmp_path)
    assert len(seen) == 1
    assert at.work not in seen
    assert at.work.parent == settings.VAR
    assert not at.work.exists()


def test_a_file_deleted_after_the_moment_is_in_the_backup(moments, tmp_path):
    at = moments(["images/a", "images/b"])
    at.after = lambda: default_storage.delete("images/a")
    backed_up(tmp_path)
    assert not default_storage.exists("images/a")
    assert "2 files" in whole(tmp_path)


def test_a_file_deleted_before_it_is_held_has_another_moment_taken(moments, tmp_path):
    moments(["images/a", "images/b"], ["images/b"])
    default_storage.delete("images/a")
    said = backed_up(tmp_path)
    assert "1 files" in said
    assert "gone" not in said


def test_a_file_that_was_lost_long_ago_is_named_and_keeps_no_other(moments, tmp_path):
    moments(["images/a", "images/b"], ["images/a", "images/b"])
    default_storage.delete("images/a")
    assert "images/a is gone" in backed_up(tmp_path)
    assert "1 files" in whole(tmp_path)


def test_where_the_disk_knows_no_second_names_what_vanishes_is_seen(
    moments, tmp_path, monkeypatch
):
    def no_links(*names):
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(held_files.os, "link", no_links)
    at = moments(["images/a", "images/b"], ["images/b"])
    at.after = lambda: default_storage.delete("images/a")
    assert "1 files" in backed_up(tmp_path)
    assert "1 files" in whole(tmp_path)


def test_a_bucket_is_backed_up_like_a_folder(moments, tmp_path, settings):
    store = ObjectStore()
    try:
        in_a_bucket = {"BACKEND": "images.objects.PrivateObjects"}
        settings.S3_BUCKET = store.bucket
        settings.STORAGES = settings.STORAGES | {"default": in_a_bucket}
        with pytest.MonkeyPatch.context() as patched:
            for name, value in store.environment.items():
                patched.setenv(name, value)
            objects.client.cache_clear()
            at = moments(["images/a", "images/b", "images/lost"], ["images/b"])
            at.named[:0] = [at.named[0]]
            default_storage.delete("images/lost")
            at.after = lambda: default_storage.delete("images/a")
            assert "1 files" in backed_up(tmp_path)
            assert "1 files" in whole(tmp_path)
    finally:
        objects.client.cache_clear()
        store.stop()


def test_a_full_disk_leaves_nothing_behind(moments, tmp_path, monkeypatch):
    moments(["images/a"], ["images/a"])
    usage = shutil.disk_usage(tmp_path)._replace(free=100)
    monkeypatch.setattr(taking.shutil, "disk_usage", lambda path: usage)
    with pytest.raises(CommandError, match="100 bytes left"):
        backed_up(tmp_path)
    assert left_behind(tmp_path, settings.MEDIA_ROOT) == []
    assert not (tmp_path / "b.tar").exists()


@pytest.mark.parametrize("encrypted", [False, True])
def test_a_disk_that_fills_meanwhile_leaves_nothing_behind(
    moments, tmp_path, settings, encrypted
):
    """/dev/full takes nothing: what is written there fails as on a full disk."""
    moments(["images/a"])
    if encrypted:
        settings.BACKUP_KEYS = [new_key(tmp_path / "key")]
    opened = os.open

    def full(path, flags, mode=0o777, **where):
        if str(path).endswith("archive"):
            return opened("/dev/full", os.O_WRONLY)
        return opened(path, flags, mode, **where)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(taking.os, "open", full)
        with pytest.raises(CommandError, match="No space left on device"):
            backed_up(tmp_path)
    assert left_behind(tmp_path, settings.MEDIA_ROOT) == []
    assert not (tmp_path / "b.tar").exists()


def test_no_backup_is_written_over_and_a_folder_takes_many(moments, tmp_path):
    moments(["images/a"], ["images/a"])
    backed_up(tmp_path)
    with pytest.raises(CommandError, match="no backup is written over"):
        backed_up(tmp_path)
    folder = tmp_path / "backups"
    folder.mkdir()
    call_command("backup", folder, stdout=io.StringIO())
    assert [path.suffix for path in folder.iterdir()] == [".tar"]


def test_a_key_that_is_none_is_refused_before_anything_is_read(tmp_path, settings):
    settings.BACKUP_KEYS = ["age1nonsense"]
    with pytest.raises(CommandError, match="NEWSCLIP_BACKUP_KEY"):
        call_command("backup", tmp_path / "b.tar")


def test_a_new_key_is_its_owners_alone_and_written_over_nothing(tmp_path):
    said = io.StringIO()
    call_command("backup", new_key=tmp_path / "key", stdout=said)
    assert "NEWSCLIP_BACKUP_KEY=age1" in said.getvalue()
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600
    with pytest.raises(CommandError, match="File exists"):
        call_command("backup", new_key=tmp_path / "key")


def test_what_a_killed_backup_left_is_removed_and_no_other(tmp_path):
    code = (
        "import sys, time; from pathlib import Path\n"
        "from newsroom.backup.working_folders import working_folder\n"
        "with working_folder(Path(sys.argv[1])) as folder:\n"
        "    print(folder, flush=True); time.sleep(60)"
    )
    at_work = subprocess.Popen(
        [sys.executable, "-c", code, tmp_path],
        cwd=settings.ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    theirs = Path(at_work.stdout.readline().strip())
    with working_folder(tmp_path):
        assert theirs.exists()
    at_work.send_signal(signal.SIGKILL)
    at_work.wait()
    at_work.stdout.close()
    with working_folder(tmp_path) as ours:
        assert left_behind(tmp_path) == [ours]
