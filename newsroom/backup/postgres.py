"""A PostgreSQL database in a backup, by pg_dump and psql of its version."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection
from django.db.backends.postgresql.client import DatabaseClient

from newsroom.backup.refusals import BackupRefused
from syndication.exporting import writing

NAME = "database.dump"
OURS = ("--no-owner", "--no-privileges", "--no-comments")


@contextmanager
def one_moment(work: Path, emptied: str) -> Iterator[tuple]:
    """Asks a snapshot, which pg_dump is given, too."""
    _refuse_an_older("pg_dump")
    with writing.one_moment(), connection.cursor() as cursor:

        def ask(sql: str) -> list[tuple]:
            cursor.execute(sql)
            return cursor.fetchall()

        def dump() -> Path:
            ((snapshot, schema),) = ask("SELECT pg_export_snapshot(), current_schema()")
            path = work / NAME
            _run(
                *("pg_dump", "--format=custom", *OURS, f"--snapshot={snapshot}"),
                *(f"--schema={_exactly(schema)}", f"--file={path}"),
                f"--exclude-table-data={_exactly(emptied)}",
            )
            return path

        yield ask, dump


def load(path: Path, tables: list[str]) -> None:
    """Drop the tables and read the dump, in one transaction."""
    for program in ("psql", "pg_restore"):
        _refuse_an_older(program)
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        schema = cursor.fetchone()[0]
    connection.close()
    drop, script = path.with_suffix(".drop"), path.with_suffix(".sql")
    quote = connection.ops.quote_name
    drop.write_text(
        "SET lock_timeout = '10s';\n"
        + "".join(f"DROP TABLE IF EXISTS {quote(each)} CASCADE;\n" for each in tables)
    )
    restore = (f"--schema={schema}", *OURS, f"--file={script}", str(path))
    _call([_found("pg_restore"), *restore], None)
    _run(
        *(
            "psql",
            "--no-psqlrc",
            "--quiet",
            "--single-transaction",
            "--output=/dev/null",
        ),
        *("--set=ON_ERROR_STOP=1", f"--file={drop}", f"--file={script}"),
    )
    script.unlink()


def _run(program: str, *options: str) -> None:
    """A program that speaks to the server, as Django's own ``dbshell`` would."""
    words, environment = DatabaseClient.settings_to_cmd_args_env(
        connection.settings_dict, list(options)
    )
    _call([_found(program), *words[1:]], environment)


def _call(words: list[str], environment: dict | None) -> None:
    done = subprocess.run(
        words,
        env={**os.environ, **(environment or {})},
        capture_output=True,
        text=True,
        errors="replace",
    )
    if done.returncode:
        said = " ".join(done.stderr.split())[:500]
        raise BackupRefused(f"{Path(words[0]).name}: {said}")


def _found(program: str) -> str:
    path = shutil.which(program)
    if path is None:
        raise BackupRefused(
            f"{program} is not on this machine: install the PostgreSQL client, "
            f"version {_server()} or newer (Debian: postgresql-client)."
        )
    return path


def _refuse_an_older(program: str) -> None:
    words = [_found(program), "--version"]
    said = subprocess.run(words, capture_output=True, text=True).stdout
    version = re.search(r"\d+", said)
    if version is None or int(version[0]) < _server():
        raise BackupRefused(
            f"{program} here is {said.strip() or 'of no version'}, the server is "
            f"PostgreSQL {_server()}: install a client that is as new."
        )


def _server() -> int:
    connection.ensure_connection()
    return connection.pg_version // 10_000


def _exactly(name: str) -> str:
    """A name as a pattern of pg_dump's that no other name fits."""
    return '"' + name.replace('"', '""') + '"'
