"""Asks an address of the admin in somebody's name, and says what came of it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from unittest import mock

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

# What looking is allowed to write: who is where, and what was searched.
WRITTEN_BY_LOOKING = {
    "django_session",
    "wagtailadmin_editingsession",
    "wagtailadmin_formstate",  # of a preview
    "wagtailcore_pagesubscription",  # of a page's comments, for who opened it
    "images_newsrendition",  # of a picture that is shown for the first time
    "wagtailusers_userprofile",
    "search_searchcount",
}
WRITES = re.compile(r'^(?:INSERT (?:OR \w+ )?INTO|UPDATE|DELETE FROM) "(\w+)"')
SIGN_IN, REFUSED, NOT_FOUND, BAD_METHOD = "s", "-", "n", "m"
BAD_REQUEST, SEEN, DONE, FAULT = "b", "o", "C", "X"


@dataclass
class Outcome:
    """A letter for what came of it, and the tables whose rows are others now."""

    letter: str
    changed: tuple[str, ...] = ()


class Walker:
    """Browsers of people who are signed in; whatever they do is undone again."""

    def __init__(self, people: dict):
        self._clients = {None: Client(raise_request_exception=False)}
        for role, person in people.items():
            self._clients[role] = Client(raise_request_exception=False)
            self._clients[role].force_login(person)
        self._rows: dict[str, list] = {}

    def ask(self, role: str | None, method: str, address: str, form=None) -> Outcome:
        client = self._clients[role]
        session = client.cookies.get(settings.SESSION_COOKIE_NAME)
        kept = session and session.value
        with transaction.atomic(), watched() as touched, files_kept():
            answer = getattr(client, method)(address, form or {})
            letter = letter_of(answer)
            after = {table: rows_of(table) for table in touched}
            transaction.set_rollback(True)
        client.cookies.clear()
        if kept:
            client.cookies[settings.SESSION_COOKIE_NAME] = kept
        changed = [table for table in after if after[table] != self._before(table)]
        if changed and letter not in (FAULT,):
            letter = DONE
        return Outcome(letter, tuple(sorted(changed)))

    def client(self, role: str) -> Client:
        return self._clients[role]

    def _before(self, table: str) -> list:
        if table not in self._rows:
            self._rows[table] = rows_of(table)
        return self._rows[table]


@contextmanager
def watched() -> Iterator[set[str]]:
    """Collects the tables that statements write to."""
    touched: set[str] = set()

    def execute(run, sql, parameters, many, context):
        if found := WRITES.match(sql):
            touched.update({found[1]} - WRITTEN_BY_LOOKING)
        return run(sql, parameters, many, context)

    with connection.execute_wrapper(execute):
        yield touched


@contextmanager
def files_kept() -> Iterator[None]:
    """What is deleted comes back with its row; its file would not."""
    with mock.patch.object(FileSystemStorage, "delete"):
        yield


def rows_of(table: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}" ORDER BY 1')
        return cursor.fetchall()


def letter_of(answer) -> str:
    """What the answer amounts to for whoever asked."""
    status, to = answer.status_code, answer.get("Location", "")
    if status >= 500:
        return FAULT
    if status in (301, 302):
        if to.startswith((reverse("wagtailadmin_login"), reverse("account_login"))):
            return SIGN_IN
        return REFUSED if to == reverse("wagtailadmin_home") else SEEN
    known = {403: REFUSED, 404: NOT_FOUND, 405: BAD_METHOD}
    return known.get(status, SEEN if status < 400 else BAD_REQUEST)
