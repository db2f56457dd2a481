"""What every test stands on."""

import fcntl
import gc
import os
import secrets
import shutil
import socket
from contextlib import contextmanager, suppress
from functools import partial
from types import SimpleNamespace

import psycopg
import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import override_settings
from django.test.client import Client
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from own_servers import SERVER, on_server
from processes import Newsroom

from delivery import remembered
from delivery.generations import generations
from delivery.patience import patience as patience_with_the_database
from delivery.tags import EVERYTHING
from newsroom.demo import builders
from newsroom.health import looks
from search.memory import forget

# Most of what Python would look through for garbage stays to the end: less often.
gc.set_threshold(50_000, 20, 100)

# One property is as good as another on a busy machine: no deadlines.
hypothesis_settings.register_profile(
    "newsclip", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("newsclip")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Who shares what was built ``once`` comes before tests that empty the database."""
    for test in items:
        if "once" in test.fixturenames:
            test.add_marker("django_db")


@pytest.fixture
def say(record_property):
    """``say(line)``: what was tried or measured, for the end of what the run prints."""
    return partial(record_property, "said")


def pytest_terminal_summary(terminalreporter):
    """What tests said: of those that passed too, whichever process ran them."""
    for kind in ("passed", "failed"):
        for report in terminalreporter.stats.get(kind, []):
            said = [line for name, line in report.user_properties if name == "said"]
            for line in said if report.when == "call" else ():
                terminalreporter.write_line(line)


@pytest.fixture(autouse=True)
def looks_by_who_asks(monkeypatch):
    """No thread looks at the database, or outlives its test: who asks looks himself."""
    monkeypatch.setattr(looks, "begin", looks.look)


@pytest.fixture(autouse=True, scope="session")
def plain_static_files(tmp_path_factory):
    """Static files by their own names: nothing is collected for tests.

    What `make serve` collected is out of sight: each client would list all of it.
    """
    collected = tmp_path_factory.mktemp("static")
    pages = tmp_path_factory.mktemp("pages")
    storages = {
        **settings.STORAGES,
        "staticfiles": {
            "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        },
    }
    # Each process of the suite counts tries to sign in for itself.
    own = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    caches = settings.CACHES | {"attempts_here": own | {"LOCATION": "attempts"}}
    hashers = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with override_settings(
        STORAGES=storages,
        STATIC_ROOT=str(collected),
        PAGES_FOLDER=pages,
        PASSWORD_HASHERS=hashers,
        CACHES=caches,
    ):
        yield


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    """Every test has its own folder of pictures, and nothing is remembered.

    Wagtail keeps renditions in the cache by primary key, which tests use again.
    """
    cache.clear()
    forget()
    generations().forget([EVERYTHING])
    patience_with_the_database.set(None)
    settings.MEDIA_ROOT = str(tmp_path / "media")
    settings.PUBLIC_MEDIA_ROOT = str(tmp_path / "public")


@pytest.fixture
def remembering(monkeypatch):
    """What is remembered is remembered here: what was purged is to be said by hand.

    A test is one transaction, in which nothing is.
    """
    outside = SimpleNamespace(in_atomic_block=False)
    monkeypatch.setattr(remembered, "connection", outside)
    yield
    generations().forget([EVERYTHING])


@pytest.fixture(autouse=True, scope="session")
def patience():
    """A busy machine makes no page slowly, and leaves nothing due to the next round.

    Tests search as often as they like, too.
    """
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("newsroom.cache_headers.monotonic", lambda: 0.0)
        patched.setattr("news.schedule.ROUND", 600.0)
        with override_settings(SEARCHES_A_MINUTE=0):
            yield


@pytest.fixture(autouse=True)
def commits(request):
    """What follows a commit follows it in tests that run in one transaction, too."""
    marker = request.node.get_closest_marker("django_db")
    really = marker and marker.kwargs.get("transaction")
    really = really or "transactional_db" in request.fixturenames
    if really or not (marker or "db" in request.fixturenames):
        yield
        return
    request.getfixturevalue("db")
    with _commits():
        yield


@contextmanager
def _commits():
    """Commit at the end of the outermost ``atomic`` of the code under test."""
    outside = len(connection.savepoint_ids)
    leave, wait = transaction.Atomic.__exit__, BaseDatabaseWrapper.on_commit

    def commit():
        while len(connection.savepoint_ids) == outside and connection.run_on_commit:
            connection.run_on_commit.pop(0)[1]()

    def exit_and_commit(atomic, *error):
        leave(atomic, *error)
        if error[0] is None:
            commit()

    def on_commit(database, run, robust=False):
        wait(database, run, robust)
        commit()

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(transaction.Atomic, "__exit__", exit_and_commit)
        patched.setattr(BaseDatabaseWrapper, "on_commit", on_commit)
        yield


@pytest.fixture(scope="module")
def once(django_db_setup, django_db_blocker, tmp_path_factory):
    """Lets fixtures of a module build in the database what its tests share.

    Each test leaves it as it found it, and the end of the module undoes it.
    """
    folder = tmp_path_factory.mktemp("once")
    roots = {f"{kind}MEDIA_ROOT": str(folder / kind) for kind in ("", "PUBLIC_")}
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(**roots), _commits():
            yield
        transaction.set_rollback(True)


@pytest.fixture(scope="session")
def new_database(tmp_path_factory):
    """Make an empty database of the kind the suite runs on; returns its address."""
    server, made = os.environ.get("DATABASE_URL", "").rpartition("/")[0], []

    def on_server(*commands):
        with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
            for command in commands:
                connection.execute(command)

    def make() -> str:
        if _on_sqlite():
            return f"sqlite:///{tmp_path_factory.mktemp('database')}/newsclip.db"
        made.append(f"newsclip_own_{secrets.token_hex(4)}")
        on_server(f"CREATE DATABASE {made[-1]}")
        return f"{server}/{made[-1]}"

    yield make
    if made:
        on_server(*(f"DROP DATABASE {name} WITH (FORCE)" for name in made))


def _on_sqlite() -> bool:
    """Whether this run is on SQLite."""
    return settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")


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


def _migrate(address: str, tmp_path_factory) -> str:
    newsroom = Newsroom(address, tmp_path_factory.mktemp("migrated"))
    newsroom.manage("migrate", "--noinput", "--verbosity", "0", check=True)
    newsroom.close()
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


@pytest.fixture(scope="module")
def new_postgres(tmp_path_factory):
    """Make a migrated database on PostgreSQL; returns its name."""
    with suppress(OSError):
        socket.create_connection(("127.0.0.1", 5432), timeout=5).close()
        return (yield from _databases(tmp_path_factory.mktemp("migrated")))
    if os.environ.get("CI"):
        pytest.fail("no PostgreSQL on 127.0.0.1:5432")
    pytest.skip("no PostgreSQL on 127.0.0.1:5432")


def _databases(folder):
    """``NEWSCLIP_MIGRATED`` names one that is migrated already, to copy."""
    made, template = [], os.environ.get("NEWSCLIP_MIGRATED", "")

    def make() -> str:
        made.append(f"newsclip_nodes_{secrets.token_hex(4)}")
        like = f" TEMPLATE {template}" if template else ""
        on_server(f"CREATE DATABASE {made[-1]}{like}")
        return made[-1]

    try:
        if not template:
            template = make()
            migrated = Newsroom(f"{SERVER}/{template}", folder)
            migrated.manage("migrate", "--noinput", "--verbosity", "0", check=True)
            migrated.close()
        yield make
    finally:
        for name in made:
            on_server(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


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
