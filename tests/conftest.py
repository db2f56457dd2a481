"""What every test stands on."""

import os
import secrets

import psycopg
import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.test import override_settings
from django.test.client import Client
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from newsroom.demo import builders

# One property is as good as another on a busy machine: no deadlines.
hypothesis_settings.register_profile(
    "newsclip", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("newsclip")


@pytest.fixture(autouse=True, scope="session")
def plain_static_files():
    """Static files by their own names: nothing is collected for tests."""
    storages = {
        **settings.STORAGES,
        "staticfiles": {
            "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        },
    }
    hashers = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with override_settings(STORAGES=storages, PASSWORD_HASHERS=hashers):
        yield


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    """Every test has its own folder of pictures, and no renditions in the cache."""
    cache.clear()
    settings.MEDIA_ROOT = str(tmp_path / "media")
    settings.PUBLIC_MEDIA_ROOT = str(tmp_path / "public")


@pytest.fixture(autouse=True)
def commits(request, monkeypatch):
    """What follows a commit follows it in tests that run in one transaction, too.

    There a commit is the end of the outermost ``atomic`` of the code under test.
    """
    marker = request.node.get_closest_marker("django_db")
    really = marker and marker.kwargs.get("transaction")
    if really or "transactional_db" in request.fixturenames:
        return
    if not (marker or "db" in request.fixturenames):
        return
    request.getfixturevalue("db")
    outside = len(connection.savepoint_ids)
    leave, wait = transaction.Atomic.__exit__, connection.on_commit

    def commit():
        while len(connection.savepoint_ids) == outside and connection.run_on_commit:
            connection.run_on_commit.pop(0)[1]()

    def exit_and_commit(atomic, *error):
        leave(atomic, *error)
        if error[0] is None:
            commit()

    def on_commit(run, robust=False):
        wait(run, robust)
        commit()

    monkeypatch.setattr(transaction.Atomic, "__exit__", exit_and_commit)
    monkeypatch.setattr(connection, "on_commit", on_commit)


@pytest.fixture(scope="session")
def new_database(tmp_path_factory):
    """Make an empty database of the kind the suite runs on; returns its address."""
    server, made = os.environ.get("DATABASE_URL", "").rpartition("/")[0], []

    def on_server(*commands):
        with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
            for command in commands:
                connection.execute(command)

    def make() -> str:
        if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
            return f"sqlite:///{tmp_path_factory.mktemp('database')}/newsclip.db"
        made.append(f"newsclip_own_{secrets.token_hex(4)}")
        on_server(f"CREATE DATABASE {made[-1]}")
        return f"{server}/{made[-1]}"

    yield make
    if made:
        on_server(*(f"DROP DATABASE {name} WITH (FORCE)" for name in made))


@pytest.fixture
def home(db):
    """The front page of an empty newsroom."""
    return builders.front_page()


@pytest.fixture
def editor(db):
    """Somebody who may do everything."""
    return builders.make_user()


@pytest.fixture
def desk(client, editor) -> Client:
    """A browser in which the editor is signed in."""
    client.force_login(editor)
    return client
