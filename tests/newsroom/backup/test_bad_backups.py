"""A backup that is not as it was written is refused in a line, and nothing changes."""

import io
import tarfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from newsroom.backup.archive import writing_to
from newsroom.backup.encryption import encrypting, new_key
from newsroom.backup.manifest import Manifest
from newsroom.demo import builders

FILES = {"database.dump": b"rows " * 9000, "files/images/a.jpg": b"a picture" * 40_000}


def manifest(**said) -> Manifest:
    said = {"newsclip": "0.1.0", "database": "sqlite", "at": "2026-01-07"} | said
    return Manifest(**{"migrations": ["news.0001_initial"], "tables": {}} | said)


def write(path: Path, files=FILES, *, keys=(), **said) -> Path:
    """A backup as `backup` writes it, of these files."""
    with (
        path.open("wb") as out,
        encrypting(out, keys) as stream,
        writing_to(stream) as archive,
    ):
        for name, content in files.items():
            archive.add(name, io.BytesIO(content), len(content))
        archive.finish(manifest(**said))
    return path


@pytest.fixture
def backup(tmp_path) -> Path:
    return write(tmp_path / "backup.tar")


@pytest.fixture
def encrypted(tmp_path) -> tuple[Path, Path]:
    """One that is encrypted, and its secret key."""
    public = new_key(tmp_path / "key")
    return write(tmp_path / "backup.age", keys=[public]), tmp_path / "key"


def checked(path: Path, **options) -> str:
    said = io.StringIO()
    call_command("restore", path, check=True, stdout=said, **options)
    return said.getvalue()


def refused(path: Path, **options) -> str:
    """What `restore --check` says against it."""
    with pytest.raises(CommandError) as refusal:
        call_command("restore", path, check=True, **options)
    said = str(refusal.value)
    assert said.startswith("Nothing was restored. ")
    assert "\n" not in said
    return said


def entries_of(path: Path) -> list[tuple[tarfile.TarInfo, bytes]]:
    with tarfile.open(path) as tar:
        return [(entry, tar.extractfile(entry).read()) for entry in tar]


def rewrite(path: Path, entries) -> Path:
    with tarfile.open(path, "w") as tar:
        for entry, content in entries:
            tar.addfile(entry, io.BytesIO(content))
    return path


def test_a_whole_backup_is_whole(backup, encrypted):
    assert "0 stories" in checked(backup)
    file, key = encrypted
    assert "0 stories" in checked(file, identity=key)
    assert b"picture" not in file.read_bytes()


@pytest.mark.parametrize("share", [0.01, 0.5, 0.97])
def test_a_changed_byte_anywhere_is_found(backup, encrypted, share):
    """Padding between files is none of a backup's content: there it may change."""
    for path, options in ((backup, {}), (encrypted[0], {"identity": encrypted[1]})):
        content = bytearray(path.read_bytes())
        at = int(len(content) * share) if path != backup else _inside(content, share)
        content[at] ^= 1
        path.write_bytes(content)
        refused(path, **options)


def _inside(content: bytearray, share: float) -> int:
    """A place in one of the files, or in the manifest."""
    marks = {0.01: b"rows rows", 0.5: b"a picturea picture", 0.97: b'"newsclip"'}
    return content.index(marks[share]) + 3


@pytest.mark.parametrize("left", [0, 100, 70_000, -20_000, -1])
def test_a_truncated_backup_is_found(backup, encrypted, left):
    file, key = encrypted
    file.write_bytes(file.read_bytes()[:left])
    refused(file, identity=key)
    content = backup.read_bytes()
    end = content.index(b'"seal"') if left == -1 else len(content)
    backup.write_bytes(content[:end][:left])
    refused(backup)


def test_another_key_opens_nothing(encrypted, tmp_path):
    file, _ = encrypted
    assert "--identity" in refused(file)
    new_key(tmp_path / "another")
    assert "another's" in refused(file, identity=tmp_path / "another")
    (tmp_path / "none").write_text("age1not-a-secret-key\n")
    assert "no secret key" in refused(file, identity=tmp_path / "none")
    assert "No such file" in refused(file, identity=tmp_path / "not-there")


def test_a_backup_sealed_with_another_key_is_refused_unless_told_so(backup, settings):
    settings.VERSION_KEY = "another"
    assert "NEWSCLIP_VERSION_KEY" in refused(backup)
    assert "0 stories" in checked(backup, another_key=True)


def test_who_has_no_key_of_ours_makes_no_backup(tmp_path, settings):
    """With every digest right: only the seal tells."""
    ours, settings.VERSION_KEY = settings.VERSION_KEY, "guessed"
    forged = entries_of(write(tmp_path / "forged.tar"))
    settings.VERSION_KEY = ours
    theirs = entries_of(write(tmp_path / "ours.tar", {"database.dump": b"others"}))
    mixed = [*forged[:-1], theirs[-1]]
    assert "does not hold" in refused(rewrite(tmp_path / "mixed.tar", mixed))
    entry, said = forged[-1]
    said = said.replace(b'"newsclip": "0.1.0"', b'"newsclip": "9.9.9"')
    known = [*forged[:-1], (entry, said)]
    settings.VERSION_KEY = "guessed"
    assert "seal" in refused(rewrite(tmp_path / "changed.tar", known))


@pytest.mark.parametrize(
    "name",
    ["/etc/cron.d/x", "files/../../x", "files//x", "files/a\\b", "files/a\nb", ".."],
)
def test_no_name_leads_out_of_the_folder(tmp_path, backup, name):
    entries = entries_of(backup)
    entries[1][0].name = name
    assert "no file may have this name" in refused(rewrite(tmp_path / "x.tar", entries))
    assert not Path("/etc/cron.d/x").exists()


KINDS = ("SYMTYPE", "LNKTYPE", "CHRTYPE", "BLKTYPE", "FIFOTYPE", "DIRTYPE", "CONTTYPE")


@pytest.mark.parametrize("kind", KINDS)
def test_links_and_devices_are_none_of_a_backup(tmp_path, backup, kind):
    entries = entries_of(backup)
    entry, _ = entries[1]
    entry.type, entry.linkname, entry.size = getattr(tarfile, kind), "/etc/passwd", 0
    path = rewrite(tmp_path / "x.tar", [entries[0], (entry, b""), *entries[2:]])
    assert "no backup holds such a thing" in refused(path)


def test_what_is_no_backup_is_none(tmp_path):
    (tmp_path / "x").write_bytes(b"PK\x03\x04 something else" * 100)
    assert "no whole backup" in refused(tmp_path / "x")
    rewrite(tmp_path / "x", entries_of(write(tmp_path / "y"))[:-1])
    assert "lacks its end" in refused(tmp_path / "x")
    write(tmp_path / "x", {}, format=2)
    assert "format 1" in refused(tmp_path / "x")


def test_nothing_lies_behind_the_end(backup, tmp_path):
    entries = entries_of(backup)
    assert "no backup holds" in refused(rewrite(tmp_path / "x", [*entries, entries[0]]))


@pytest.mark.django_db
def test_a_backup_of_another_program_or_database_is_refused(tmp_path):
    """And nothing is left among the newsroom's files."""
    newer = {"migrations": ["news.9999_of_tomorrow"], "newsclip": "9.9"}
    ours = settings.DATABASES["default"]["ENGINE"].rpartition(".")[2]
    ours = ours.replace("sqlite3", "sqlite")
    for said, expected in (
        ({"database": ours} | newer, "news.9999_of_tomorrow"),
        ({"database": "oracle"}, "export_site"),
    ):
        path = write(tmp_path / f"{expected}.tar", **said)
        with pytest.raises(CommandError, match=expected):
            call_command("restore", path)
        assert list(Path(settings.MEDIA_ROOT).iterdir()) == []


@pytest.mark.django_db
def test_a_newsroom_with_content_is_not_restored_over(backup):
    builders.front_page()
    builders.make_user()
    with pytest.raises(CommandError, match="not empty"):
        call_command("restore", backup)


@pytest.mark.django_db
def test_another_file_in_the_place_of_one_is_refused(tmp_path):
    ours = settings.DATABASES["default"]["ENGINE"].rpartition(".")[2]
    path = write(tmp_path / "x.tar", database=ours.replace("sqlite3", "sqlite"))
    there = Path(settings.MEDIA_ROOT) / "images" / "a.jpg"
    there.parent.mkdir(parents=True)
    there.write_bytes(b"another picture")
    with pytest.raises(CommandError, match="in the place of"):
        call_command("restore", path)
    assert there.read_bytes() == b"another picture"
