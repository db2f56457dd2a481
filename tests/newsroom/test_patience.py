"""A database that hangs is waited for so long, and no longer."""

import socket
import threading
import time

import pytest
from django.db import OperationalError, connection, connections
from tcp_proxy import HANG, PASS, Proxy

from delivery.patience import patience

pytestmark = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite has no server"
)


@pytest.fixture
def way(django_db_blocker, settings):
    """A connection to the database, and the way that it goes."""
    own = connections["default"].settings_dict
    with django_db_blocker.unblock(), Proxy(int(own["PORT"] or 5432)) as proxy:
        alias = connections.create_connection("default")
        alias.settings_dict = {**own, "NAME": "postgres", "PORT": str(proxy.port)}
        alias.settings_dict["HOST"] = "127.0.0.1"
        yield alias, proxy
        proxy.set(PASS)
        alias.close()


def ask(alias) -> int:
    with alias.cursor() as cursor:
        cursor.execute("SELECT 42")
        return cursor.fetchone()[0]


def test_what_hangs_is_given_up_and_asked_anew_later(way):
    alias, proxy = way
    assert ask(alias) == 42
    patience.set(0.3)
    assert ask(alias) == 42
    proxy.set(HANG)
    began = time.monotonic()
    with pytest.raises(OperationalError, match=r"said nothing for 0\.3 seconds"):
        ask(alias)
    assert 0.2 < time.monotonic() - began < 5
    proxy.set(PASS)
    alias.close_if_unusable_or_obsolete()
    assert ask(alias) == 42


def test_without_a_limit_it_is_waited_for(way):
    """The control; and so do commands and the clock."""
    alias, proxy = way
    assert ask(alias) == 42
    proxy.set(HANG)
    threading.Timer(1, proxy.set, [PASS]).start()
    assert ask(alias) == 42


def test_a_server_that_accepts_and_is_silent_is_no_connection(way):
    alias, _ = way
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        alias.settings_dict["PORT"] = str(deaf.getsockname()[1])
        began = time.monotonic()
        with pytest.raises(OperationalError):
            ask(alias)
    assert time.monotonic() - began < 10
