"""A migration that the program before it cannot live with is refused, and says why."""

import sys
from itertools import count

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.test import override_settings

from tests.newsroom.linted_migrations import (
    BEFORE_THE_FIRST_RELEASE,
    EXCUSED,
    lint,
)

pytestmark = pytest.mark.django_db
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
    initial, atomic = {first}, {atomic}
    dependencies = {after}
    operations = [{operation}]
"""
_numbers = count(1)


@pytest.fixture
def linted(tmp_path, monkeypatch):
    """Whether the linter takes an operation, in the second migration of a room."""

    def linted(operation: str) -> bool:
        room = f"newcomer{next(_numbers)}"
        folder = tmp_path / room / "migrations"
        folder.mkdir(parents=True)
        for package in (folder.parent, folder):
            (package / "__init__.py").touch()
        atomic = "Concurrently" not in operation
        folder.joinpath("0001_first.py").write_text(
            MIGRATION.format(first=True, atomic=True, after=[], operation=FIRST)
        )
        folder.joinpath("0002_next.py").write_text(
            MIGRATION.format(
                first=False,
                atomic=atomic,
                after=[(room, "0001_first")],
                operation=operation,
            )
        )
        with override_settings(INSTALLED_APPS=[*_installed(), room]):
            return lint([room], {room: "0001_first"}, say=False) == (1, 0)

    monkeypatch.syspath_prepend(tmp_path)
    yield linted
    for name in [name for name in sys.modules if name.startswith("newcomer")]:
        del sys.modules[name]


def _installed() -> list[str]:
    return [config.name for config in apps.get_app_configs()]


@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="PostgreSQL's own SQL")
@pytest.mark.parametrize("operation", OPERATIONS)
def test_what_the_program_before_can_live_with_passes_and_nothing_else(
    operation, linted
):
    good, code = OPERATIONS[operation]
    assert linted(code) is good


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
