"""A migration that the program before it cannot live with is refused, and says why."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from tests.newsroom.linted_migrations import BEFORE_THE_FIRST_RELEASE, EXCUSED

FIRST = """migrations.CreateModel("Note", [
    ("id", models.BigAutoField(primary_key=True)),
    ("text", models.TextField()), ("day", models.DateField(null=True))])"""
OPERATIONS = {
    "a column that may be empty": (
        True,
        'migrations.AddField("Note", "by", models.TextField(null=True))',
    ),
    "a column that the database fills": (
        True,
        'migrations.AddField("Note", "by", models.TextField(db_default="desk"))',
    ),
    "a new table": (
        True,
        'migrations.CreateModel("Other", [("id", models.BigAutoField(primary_key=1)),'
        ' ("note", models.ForeignKey("Note", models.CASCADE))])',
    ),
    "an index, concurrently": (
        True,
        'AddIndexConcurrently("Note", models.Index(fields=["day"], name="by_day"))',
    ),
    "a column that somebody has to fill": (
        False,
        'migrations.AddField("Note", "by", models.TextField(default="desk"))',
    ),
    "a column that goes": (False, 'migrations.RemoveField("Note", "text")'),
    "a column with another name": (
        False,
        'migrations.RenameField("Note", "text", "body")',
    ),
    "a table that goes": (False, 'migrations.DeleteModel("Note")'),
    "a table with another name": (False, 'migrations.RenameModel("Note", "Remark")'),
    "a column of another type": (
        False,
        'migrations.AlterField("Note", "day", models.TextField(null=True))',
    ),
    "a column that must be filled now": (
        False,
        'migrations.AlterField("Note", "day", models.DateField())',
    ),
    "an index that locks": (
        False,
        'migrations.AddIndex("Note", models.Index(fields=["day"], name="by_day"))',
    ),
}
MIGRATION = """from django.db import migrations, models
from django.contrib.postgres.operations import AddIndexConcurrently
class Migration(migrations.Migration):
    atomic = {atomic}
    dependencies = {after}
    operations = [{operation}]
"""
SETTINGS = """import environ
SECRET_KEY, INSTALLED_APPS = "none", {rooms}
DATABASES = {{"default": environ.Env().db("DATABASE_URL")}}
"""
LINT = """import django, json; django.setup()
from tests.newsroom.linted_migrations import lint
rooms = {rooms}
found = [lint([room], {{room: "0001_first"}}, say=False) for room in rooms]
print(json.dumps(found))
"""


@pytest.fixture(scope="module")
def linted(tmp_path_factory) -> dict[str, bool]:
    """Whether the linter takes each operation, as the second migration of a room."""
    folder = tmp_path_factory.mktemp("rooms")
    rooms = [f"newcomer{number}" for number in range(len(OPERATIONS))]
    for room, (_, code) in zip(rooms, OPERATIONS.values(), strict=True):
        _make(folder / room, code)
    folder.joinpath("newcomers.py").write_text(SETTINGS.format(rooms=rooms))
    done = subprocess.run(
        [sys.executable, "-c", LINT.format(rooms=rooms)],
        env={
            **os.environ,
            # As `make lint`: the newsroom's own database need not be there.
            "DATABASE_URL": f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/postgres",
            "PYTHONPATH": f"{folder}:{settings.ROOT}",
            "DJANGO_SETTINGS_MODULE": "newcomers",
        },
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert {total for total, _ in found} == {1}
    return {name: not bad for name, (_, bad) in zip(OPERATIONS, found, strict=True)}


def _make(room: Path, code: str) -> None:
    folder = room / "migrations"
    folder.mkdir(parents=True)
    for package in (room, folder):
        (package / "__init__.py").touch()
    first = {"atomic": True, "after": [], "operation": FIRST}
    atomic = "Concurrently" not in code
    after = [(room.name, "0001_first")]
    second = {"atomic": atomic, "after": after, "operation": code}
    folder.joinpath("0001_first.py").write_text(MIGRATION.format(**first))
    folder.joinpath("0002_next.py").write_text(MIGRATION.format(**second))


@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="PostgreSQL's own SQL")
@pytest.mark.parametrize("operation", OPERATIONS)
def test_what_the_program_before_can_live_with_passes_and_nothing_else(
    operation, linted
):
    good, _ = OPERATIONS[operation]
    assert linted[operation] is good


@pytest.mark.django_db
def test_list_of_what_is_exempt_does_not_grow():
    """Whoever has a reason for one more says it in ``EXCUSED``."""
    there = MigrationLoader(connection).disk_migrations
    exempt = [
        (room, name)
        for room, name in there
        if name <= BEFORE_THE_FIRST_RELEASE.get(room, "")
    ]
    assert len(exempt) == 50
    assert all(len(why) > 20 for why in EXCUSED.values())
