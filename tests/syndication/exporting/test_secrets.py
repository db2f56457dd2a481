"""No secret leaves the house, and what does leave is its owner's alone to read."""

import pytest
from django.apps import apps

from syndication.exporting.contents import LEFT_OUT, LETS_IN, SECRETS
from tests.syndication.exporting.states import SECRET

pytestmark = pytest.mark.django_db

HOLDERS = [label for label, reason in LEFT_OUT.items() if reason == LETS_IN]


def rows(label: str):
    return apps.get_model(label)._base_manager


@pytest.mark.parametrize("label", [*HOLDERS, "wagtailadmin.FormState"])
def test_a_secret_is_planted_in_each_table_that_is_left_out(planted, label):
    model = apps.get_model(label)
    names = [field.name for field in model._meta.concrete_fields]
    held = [list(row.values()) for row in rows(label).values(*names)]
    assert any(SECRET in str(value) for row in held for value in row)


def test_a_secret_is_planted_in_each_column_that_is_left_out(planted):
    for label, columns in SECRETS.items():
        for column in columns:
            assert rows(label).filter(**{column: SECRET}).exists(), (label, column)


def test_no_secret_is_in_the_folder_by_content_or_name(folder):
    found = [
        path
        for path in folder.rglob("*")
        if SECRET in path.name or (path.is_file() and SECRET.encode() in _read(path))
    ]
    assert found == []


def _read(path) -> bytes:
    return path.read_bytes()


def test_no_hash_of_a_password_is_in_the_folder(planted, folder):
    people = (folder / "rows/accounts.User.jsonl").read_text()
    assert "reporter" in people
    assert rows("accounts.User").get(username="reporter").password not in people
    assert "password" not in people


def test_the_folder_is_readable_by_its_owner_alone(folder):
    assert folder.stat().st_mode & 0o777 == 0o700
    modes = {p.stat().st_mode & 0o077 for p in folder.rglob("*") if p.is_file()}
    assert modes == {0}
