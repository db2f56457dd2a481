"""A made-up web: names that lead to public addresses, and those to listeners here."""

import socket
from contextlib import ExitStack

import pytest

from sources import links
from tests.delivery.listeners import listening


class Web:
    """Sites by name, each a listener of its own; nothing else is there."""

    def __init__(self, stack: ExitStack):
        self.stack, self.sites, self.addresses = stack, {}, {}

    def site(self, name: str, answers):
        """A site that answers each path as told."""
        listener = self.stack.enter_context(listening(answers))
        address = f"93.184.215.{len(self.sites) + 1}"
        self.sites[name], self.addresses[address] = address, listener
        return listener

    def resolve(self, host, port, *args, **kwargs):
        if host not in self.sites:
            raise socket.gaierror(f"{host} is not known")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (self.sites[host], port))]


@pytest.fixture
def web(monkeypatch):
    """The made-up web, reached through the one outbound client as it is."""
    connect = socket.socket.connect
    with ExitStack() as stack:
        made_up = Web(stack)

        def routed(caller, address):
            if not isinstance(address, tuple):
                return connect(caller, address)  # a database on a local socket
            if address[0].startswith("127."):
                return connect(caller, address)
            if address[0] not in made_up.addresses:
                raise ConnectionRefusedError("not from a test")
            listener = made_up.addresses[address[0]]
            return connect(caller, (listener.host, listener.port))

        monkeypatch.setattr(socket.socket, "connect", routed)
        monkeypatch.setattr(socket, "getaddrinfo", made_up.resolve)
        yield made_up


@pytest.fixture
def clock(monkeypatch):
    """The newsroom's time, which moves on when told: ``clock.go(seconds=10)``."""

    class Clock:
        now = links.newsroom_now()

        def go(self, **span):
            self.now += links.timedelta(**span)

    made = Clock()
    monkeypatch.setattr(links, "newsroom_now", lambda: made.now)
    return made
