"""A folder that is not as it was written is refused in a line, and nothing changes."""

import hashlib
import json
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from accounts.models import User
from newsroom.demo import builders
from syndication.exporting.contents import EXPORTED
from tests.syndication.exporting.tampering import (
    change_manifest,
    copy_of,
    rows_of,
    seal,
    write_rows,
    write_text,
)

pytestmark = pytest.mark.django_db

USERS = "accounts.User"
PICTURES = "images.NewsImage"


@pytest.fixture
def copy(folder, tmp_path) -> Path:
    """A copy of the folder, to be spoilt."""
    return copy_of(folder, tmp_path / "copy")


@pytest.fixture
def refusal(empty, settings):
    """``refusal(root)``: why importing it was refused, having changed nothing."""

    def of(root) -> str:
        with pytest.raises(CommandError) as refused:
            call_command("import_site", root)
        line = str(refused.value)
        assert "\n" not in line
        there = [m for m in EXPORTED if apps.get_model(m)._base_manager.exists()]
        assert there == []
        media = Path(settings.MEDIA_ROOT)
        assert [path for path in media.rglob("*") if path.is_file()] == []
        return line.removeprefix("Nothing was imported. ")

    return of


def a_story(root: Path) -> Path:
    return next(iter(sorted((root / "stories").rglob("*.json"))))


def name_of(root: Path, path: Path) -> str:
    return str(path.relative_to(root))


def change_story(root: Path, **changes) -> str:
    path = a_story(root)
    said = json.loads(path.read_text())
    said["page"] |= changes
    write_text(root, name_of(root, path), json.dumps(said))
    return name_of(root, path)


def test_no_folder_or_one_without_a_manifest(copy, refusal, tmp_path):
    assert refusal(tmp_path / "none") == f"{tmp_path / 'none'} is no folder"
    (copy / "manifest.json").unlink()
    assert "manifest.json is missing" in refusal(copy)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"format": 2}, "format 2; this Newsclip reads format 1"),
        ({"format": None}, "format None"),
        ({"counts": {"news.ArticlePage": 1}}, "it counts other models"),
        ({"counts": []}, "its counts are none"),
        ({"keys": {"news.Author": -1}}, "its counts are none"),
        ({"missing_files": [1]}, "its files are none"),
        ({"what": 1}, "unexpected keyword argument 'what'"),
    ],
)
def test_a_manifest_of_another_kind(copy, refusal, changes, why):
    change_manifest(copy, **changes)
    assert refusal(copy).startswith("manifest.json: ")
    assert why in refusal(copy)


@pytest.mark.parametrize("text", ["", "[]", "{", '{"format": 1}', "\xff", "[" * 9999])
def test_a_manifest_that_is_none(copy, refusal, text):
    (copy / "manifest.json").write_text(text, encoding="latin-1")
    assert refusal(copy).startswith("manifest.json: ")


def test_a_file_that_was_changed_cut_or_taken(copy, refusal):
    path = a_story(copy)
    name, content = name_of(copy, path), path.read_bytes()
    for spoilt in (content[:-9], content.replace(b"a", b"b"), b""):
        path.write_bytes(spoilt)
        assert refusal(copy) == f"{name} is not as it was written"
    path.unlink()
    assert refusal(copy) == f"{name} is missing"


def test_a_file_that_was_added(copy, refusal):
    (copy / "stories/0").mkdir(exist_ok=True)
    (copy / "stories/0/999.json").write_text("{}")
    assert "there are" in refusal(copy)


def test_checksums_that_were_changed(copy, refusal):
    sums = (copy / "SHA256SUMS").read_text()
    for spoilt in (sums[: len(sums) // 2], sums.replace("a", "b"), ""):
        (copy / "SHA256SUMS").write_text(spoilt)
        assert refusal(copy) == "SHA256SUMS is missing, or not as it was written"


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", '{"model": 1}', '{"a": NaN}', "[" * 100_000, b"\xff\xfe"],
)
def test_a_story_that_is_none(copy, refusal, text):
    name = name_of(copy, a_story(copy))
    write_text(copy, name, text)
    assert refusal(copy).startswith(f"{name}: ")


def test_a_name_that_stands_there_twice(copy, refusal):
    path = a_story(copy)
    doubled = path.read_text().replace('"depth":', '"slug": "x", "depth":')
    write_text(copy, name_of(copy, path), doubled)
    assert refusal(copy).endswith(": 'slug' stands there twice")


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"body_text": ""}, "body_text is no column of it"),
        ({"title": None}, "title: it may not be empty"),
        ({"title": 5}, "title: 5 is not what an export writes"),
        ({"live": "yes"}, "live: 'yes' is not what an export writes"),
        ({"first_published_at": "yesterday"}, "first_published_at: 'yesterday'"),
        ({"first_published_at": "2026-01-01T00:00:00"}, "a time without its zone"),
        ({"first_published_at": "0001-01-01T00:00:00+05:00"}, "first_published_at"),
        ({"content_type": "news.nothing"}, "there is no contenttypes.ContentType"),
        ({"content_type": ["x"]}, "there is no contenttypes.ContentType"),
        ({"translation_key": "1"}, "translation_key: '1': badly formed"),
        ({"id": 999}, "page 999 does not belong here"),
    ],
)
def test_a_column_that_no_export_would_write(copy, refusal, changes, why):
    name = change_story(copy, **changes)
    line = refusal(copy)
    assert line.startswith(f"{name}: ")
    assert why in line


def test_a_number_that_no_database_holds_is_refused_where_it_stands(copy, refusal):
    name = change_story(copy, depth=10**400)
    assert refusal(copy).startswith(f"{name}: ")


def test_a_type_of_page_or_a_part_that_is_unknown(copy, refusal):
    path = a_story(copy)
    name, said = name_of(copy, path), json.loads(path.read_text())
    write_text(copy, name, json.dumps(said | {"model": "accounts.User"}))
    assert refusal(copy) == f"{name}: 'accounts.User' is no type of page"
    write_text(copy, name, json.dumps(said | {"parts": {"accounts.User": []}}))
    assert "its parts are not news.Byline" in refusal(copy)


@pytest.mark.parametrize("bylines", [5, None, {}, "x", [5]])
def test_parts_that_are_no_list_of_rows(copy, refusal, bylines):
    path = a_story(copy)
    name, said = name_of(copy, path), json.loads(path.read_text())
    said["parts"]["news.Byline"] = bylines
    write_text(copy, name, json.dumps(said))
    assert refusal(copy).startswith(f"{name}: ")


def test_a_last_number_that_no_database_holds(copy, refusal):
    change_manifest(copy, keys={"news.Author": 2**63})
    assert refusal(copy).startswith("manifest.json: keys: ")


def test_a_reference_to_nothing(copy, refusal):
    people = rows_of(copy, "accounts.User_groups")
    people[0]["group"] = 99_999
    write_rows(copy, "accounts.User_groups", people)
    assert "foreign key" in refusal(copy)


def test_two_rows_of_one_number_or_name(copy, refusal):
    people = rows_of(copy, USERS)
    write_rows(copy, USERS, [people[0], *people])
    pk = people[0]["id"]
    assert refusal(copy) == f"rows/{USERS}.jsonl, line 2: {pk} stands after {pk}"
    twins = [people[0], people[1] | {"username": people[0]["username"]}]
    write_rows(copy, USERS, twins)
    line = refusal(copy)
    assert line.startswith(f"rows/{USERS}.jsonl, line 2: ")
    assert "username" in line


def test_a_row_that_is_gone(copy, refusal):
    write_rows(copy, "accounts.User_user_permissions", [])
    assert refusal(copy) == (
        "accounts.User_user_permissions: 0 rows, of 1 that the manifest counts"
    )


NAMES = ["../../x.jpg", "/tmp/x.jpg", "a/../../x.jpg", "a\\x.jpg", "./x.jpg", "a\n.jpg"]


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_whose_name_leads_elsewhere(copy, refusal, name):
    pictures = rows_of(copy, PICTURES)
    pictures[0]["file"] = name
    write_rows(copy, PICTURES, pictures)
    line = refusal(copy)
    assert line.startswith(f"rows/{PICTURES}.jsonl, line 1: file: ")
    assert "no file may have this name" in line


@pytest.mark.parametrize("name", NAMES[:3])
def test_a_checksum_of_a_file_elsewhere(copy, refusal, name):
    sums = copy / "SHA256SUMS"
    seal(copy)
    sums.write_text(f"{'0' * 64}  {name}\n{sums.read_text()}")
    change_manifest(copy, sums=hashlib.sha256(sums.read_bytes()).hexdigest())
    assert "no file may have this name" in refusal(copy)


def test_a_link_out_of_the_folder(copy, refusal, tmp_path):
    elsewhere = tmp_path / "secret.json"
    path = a_story(copy)
    path.rename(elsewhere)
    path.symlink_to(elsewhere)
    assert refusal(copy) == f"{name_of(copy, path)!r} leads out of the folder"
    path.unlink()
    elsewhere.rename(path)
    (copy / "stories").rename(tmp_path / "stories")
    (copy / "stories").symlink_to(tmp_path / "stories")
    assert "leads out of the folder" in refusal(copy)


def test_files_that_are_no_pictures_or_not_named_so(copy, refusal):
    pictures = rows_of(copy, PICTURES)
    name = pictures[0]["file"]
    original = (copy / "files" / name).read_bytes()
    write_text(copy, f"files/{name}", b"<script>alert(1)</script>")
    assert refusal(copy).endswith(f"{Path(name).name} is no picture")
    write_text(copy, f"files/{name}", original[:-400])
    assert refusal(copy).endswith(f"{Path(name).name} could not be uploaded: damaged")
    write_text(copy, f"files/{name}", original + b"<script>alert(1)</script>")
    assert refusal(copy).endswith(f"{Path(name).name} could not be uploaded: smuggled")
    write_text(copy, f"files/{name}", original)
    pictures[0]["file"] = "original_images/x.html"
    write_text(copy, "files/original_images/x.html", original)
    write_rows(copy, PICTURES, pictures)
    assert refusal(copy).endswith("x.html is JPEG, and not named so")


def test_a_document_that_nobody_could_have_uploaded(copy, refusal):
    documents = rows_of(copy, "wagtaildocs.Document")
    documents[0]["file"] = "documents/x.html"
    write_text(copy, "files/documents/x.html", "<script>")
    write_rows(copy, "wagtaildocs.Document", documents)
    assert refusal(copy).endswith("x.html is no document that may be uploaded")


def test_a_file_that_is_named_and_not_there(copy, refusal):
    name = rows_of(copy, PICTURES)[0]["file"]
    (copy / "files" / name).unlink()
    seal(copy)
    assert refusal(copy).endswith(f"its file {name} is not in the folder")


def test_a_newsroom_that_has_content_or_only_somebody_to_sign_in(folder, empty):
    builders.front_page()
    builders.make_user("first")
    with pytest.raises(CommandError, match=r"not empty \(accounts\.User: 1\)"):
        call_command("import_site", folder)
    assert User.objects.get().username == "first"
    User.objects.all().delete()
    builders.make_category("World")
    with pytest.raises(CommandError, match="not empty"):
        call_command("import_site", folder)


def test_another_file_in_its_place_is_left_there(copy, empty, settings):
    name = rows_of(copy, PICTURES)[0]["file"]
    there = Path(settings.MEDIA_ROOT) / name
    there.parent.mkdir(parents=True)
    there.write_bytes(b"another")
    with pytest.raises(CommandError, match="is in the newsroom already"):
        call_command("import_site", copy)
    assert there.read_bytes() == b"another"


def test_what_fails_at_the_end_leaves_nothing_either(copy, refusal, monkeypatch):
    def fail(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("syndication.exporting.restoring.go_on_from", fail)
    assert "No space left" in refusal(copy)


def test_a_folder_that_holds_something_is_not_written_over(planted, tmp_path, db):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(CommandError, match="is there already, and not empty"):
        call_command("export_site", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize("name", ["../secret_key", "/etc/passwd"])
def test_an_export_takes_no_file_from_elsewhere(planted, tmp_path, db, name):
    apps.get_model(PICTURES).objects.update(file=name)
    with pytest.raises(CommandError, match="no file may have this name"):
        call_command("export_site", tmp_path / "site")
    assert not (tmp_path / "site/manifest.json").exists()


def test_an_export_follows_no_link_out_of_the_media(planted, tmp_path, db, settings):
    media = Path(settings.MEDIA_ROOT)
    media.mkdir()
    (media / "link.jpg").symlink_to("/etc/hostname")
    apps.get_model(PICTURES).objects.update(file="link.jpg")
    with pytest.raises(CommandError, match="leads out of the folder"):
        call_command("export_site", tmp_path / "site")
