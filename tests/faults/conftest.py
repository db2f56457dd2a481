"""Newsrooms as processes, each on a database of its own."""

import fcntl
import os
import shutil

import psycopg
import pytest
from django.conf import settings
from front_cache import FrontCache
from processes import Newsroom


@pytest.fixture(scope="session")
def migrated(new_database, tmp_path_factory) -> str:
    """The address of a migrated database that nobody works on."""
    if not _on_sqlite():
        return _migrate(new_database(), tmp_path_factory)
    # The suite's processes share one.
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    address = f"sqlite:///{shared}/migrated.db"
    with (shared / "migrated.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "migrated.done").exists():
            _migrate(address, tmp_path_factory)
            (shared / "migrated.done").touch()
    return address


def _on_sqlite() -> bool:
    """Whether this run is on SQLite."""
    return settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")


def _migrate(address: str, tmp_path_factory) -> str:
    newsroom = Newsroom(address, tmp_path_factory.mktemp("migrated"))
    done = newsroom.manage("migrate", "--noinput", "--verbosity", "0")
    newsroom.close()
    assert done.returncode == 0, done.stderr
    return address


@pytest.fixture(scope="module")
def new_newsroom(migrated, new_database, tmp_path_factory):
    """Make a newsroom on a database of its own; the keywords are its environment."""
    made = []

    def make(**environment: str) -> Newsroom:
        address = new_database()
        _copy(migrated, address)
        var = tmp_path_factory.mktemp("newsroom")
        made.append(Newsroom(address, var, **environment))
        return made[-1]

    yield make
    for newsroom in made:
        newsroom.close()


def _copy(database: str, to: str) -> None:
    if database.startswith("sqlite"):
        shutil.copy(database.removeprefix("sqlite:///"), to.removeprefix("sqlite:///"))
        return
    server, _, name = to.rpartition("/")
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name}")
        template = database.rpartition("/")[2]
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")


@pytest.fixture
def recorder():
    """A front cache that nothing is read through: it counts the purges."""
    with FrontCache() as cache:
        yield cache


@pytest.fixture
def newsroom(new_newsroom, recorder):
    """A newsroom that tells the recorder what to forget."""
    newsroom = new_newsroom(NEWSCLIP_FRONT_CACHE=recorder.address)
    yield newsroom
    newsroom.close()
