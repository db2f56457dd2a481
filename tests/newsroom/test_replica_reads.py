"""Readers' pages come from a replica: two databases on one server, which differ."""

import time

import pytest
from django.conf import settings as django_settings
from processes import Newsroom, free_port
from visitors import Visitor

from delivery import replicas
from delivery.replicas import PRIMARY, REPLICA, Replicas
from delivery.tags import EVERYTHING
from tests.conftest import _copy

NAME, PASSWORD = "ada", "secret-enough"


@pytest.fixture(scope="module")
def newsroom(new_newsroom, new_database):
    """A newsroom whose replica stands still: it is a copy from before the story."""
    newsroom = new_newsroom(WEB_CONCURRENCY="1", NEWSCLIP_PAGE_CACHE_MEGABYTES="0")
    newsroom.ask("make_editor", username=NAME, password=PASSWORD)
    newsroom.close()
    replica = new_database()
    _copy(newsroom.environment["DATABASE_URL"], replica)
    replicated = Newsroom(
        newsroom.environment["DATABASE_URL"],
        newsroom.var,
        PORT=str(free_port()),
        DATABASE_REPLICA_URL=replica,
        WEB_CONCURRENCY="1",
        NEWSCLIP_PAGE_CACHE_MEGABYTES="0",
    )
    with replicated.web():
        publish_one(replicated)
        yield replicated
    replicated.close()


def publish_one(newsroom) -> None:
    story = newsroom.ask("draft_with_pictures", count=1)[0]["pk"]
    newsroom.ask("publish", pks=[story])


def fronts(visitor) -> bytes:
    return visitor.get("/").body


def test_after_a_publish_the_primary_is_read_and_then_the_replica(newsroom):
    publish_one(newsroom)
    reader, began = Visitor(newsroom.address), time.monotonic()
    assert b"card__headline" in fronts(reader)
    while b"card__headline" in fronts(reader):
        assert time.monotonic() - began < 20, newsroom.said_by_processes()
        time.sleep(0.2)


def test_who_is_signed_in_never_reads_the_replica(newsroom):
    time.sleep(replicas.BEHIND + 0.5)
    editor = Visitor(newsroom.address).sign_in(NAME, PASSWORD)
    assert b"card__headline" in fronts(editor)
    assert b"card__headline" not in fronts(Visitor(newsroom.address))


def test_a_replica_that_fails_costs_no_reader_a_page(new_newsroom):
    """None was ever there: its first page is made from the primary."""
    gone = (
        "postgres://postgres@127.0.0.1:1/gone"
        if "postgres" in django_settings.DATABASES["default"]["ENGINE"]
        else "sqlite:////nowhere/at/all.db"
    )
    newsroom = new_newsroom(WEB_CONCURRENCY="1", DATABASE_REPLICA_URL=gone)
    with newsroom.web():
        reader = Visitor(newsroom.address)
        for path in ("/", "/hashtags/", "/archive/"):
            assert reader.get(path).status == 200


# The router --------------------------------------------------------------------------


@pytest.fixture
def replicated(settings, tmp_path, monkeypatch):
    settings.PAGES_FOLDER = tmp_path / "pages"
    databases = {**settings.DATABASES, REPLICA: settings.DATABASES[PRIMARY]}
    monkeypatch.setattr(django_settings, "DATABASES", databases)
    monkeypatch.setattr(replicas, "_rests_until", 0.0)


def test_what_was_written_is_read_where_it_was_written(home):
    router = Replicas()
    assert router.db_for_read(None) == PRIMARY
    with replicas.reading():
        home.refresh_from_db(using=PRIMARY)
        assert router.db_for_write(None) == PRIMARY
        assert router.db_for_read(None) == REPLICA
        home.save_base(update_fields=["title"])
        assert router.db_for_read(None) == PRIMARY
    with replicas.reading():
        assert router.db_for_read(None) == REPLICA


def test_only_the_primary_is_migrated():
    assert Replicas().allow_migrate(PRIMARY, "news")
    assert not Replicas().allow_migrate(REPLICA, "news")


def test_no_replica_is_read_right_after_a_purge(replicated, monkeypatch):
    assert replicas.is_fit()
    replicas.generations().forget([EVERYTHING])
    assert not replicas.is_fit()
    monkeypatch.setattr(replicas, "BEHIND", 0.0)
    assert replicas.is_fit()


def test_one_that_failed_rests(replicated):
    replicas.leave_alone()
    assert not replicas.is_fit()


def test_there_is_none_unless_one_is_set():
    assert not replicas.is_fit()
