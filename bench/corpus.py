"""Newsrooms of many generated stories, each built once in a database of its own."""

import hashlib
import os
import subprocess
import sys
from datetime import UTC, datetime
from random import Random

import psycopg

SERVER = "postgres://postgres@127.0.0.1:5432"
PROBES = 20
UNFINISHED = "unfinished"


def choose(stories: int) -> str:
    """Make Django use the corpus of so many stories; returns its database's name.

    On the server of ``DATABASE_URL``, or this machine's. Comes before Django's setup.
    """
    server = os.environ.get("DATABASE_URL", "").rpartition("/")[0] or SERVER
    name = f"newsclip_bench_{stories}"
    os.environ["DATABASE_URL"] = f"{server}/{name}"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    return name


def build(name: str, stories: int) -> None:
    """Build that corpus unless it is there, written by this very code.

    It is kept until what a story is like, or its index, is another. One whose building
    was ended has what is missing added.
    """
    address, now = os.environ["DATABASE_URL"], version()
    server = address.rpartition("/")[0]
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        found = connection.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database "
            "WHERE datname = %s",
            [name],
        ).fetchone()
        if found not in [(now,), (f"{UNFINISHED} {now}",)]:
            why = "is not there" if found is None else "was built by other code"
            print(f"The corpus {name} {why}: building it.", flush=True)
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            connection.execute(f"CREATE DATABASE {name}")
            _say(connection, name, f"{UNFINISHED} {now}")
    _manage("migrate", "--noinput", "--verbosity", "0")
    if found != (now,):
        with psycopg.connect(address, autocommit=True) as connection:
            there = connection.execute("SELECT count(*) FROM news_articlepage")
            missing = stories - there.fetchone()[0]
            _manage("demo", "--scale", str(max(missing, 1)))
            _say(connection, name, now)


def _say(connection, name: str, what: str) -> None:
    connection.execute(f"COMMENT ON DATABASE {name} IS '{what}'")


def version() -> str:
    """Other where a generated story, its place in the index or that index is other."""
    from newsroom.demo.scale.documents import document
    from newsroom.demo.scale.text import write
    from search.indexes import postgres

    digest = hashlib.sha256(postgres.CREATE.encode())
    for number in range(PROBES):
        text = write(Random(number), number)
        texts = {"title": text.headline, "body": "\n".join(text.said)}
        made = document(number, datetime(2026, 1, 1, tzinfo=UTC), texts, ["c:1"])
        *texts, terms, pairs = postgres.values(made)
        found = texts, sorted(terms.split()), sorted(pairs.split())
        digest.update(repr((text.body, found)).encode())
    return digest.hexdigest()


def _manage(*arguments: str) -> None:
    subprocess.run([sys.executable, "manage.py", *arguments], check=True)
