"""A machine with listeners everywhere, and a resolver that answers as told."""

import socket
from contextlib import ExitStack
from ipaddress import ip_address

import pytest

from delivery import public_addresses
from tests.delivery.listeners import OWN, listening


@pytest.fixture
def connects(monkeypatch):
    """Every address that is connected to; no test calls another machine."""
    called, connect = [], socket.socket.connect

    def watched(caller, address):
        called.append(address[0])
        if ip_address(address[0]).is_global:
            raise ConnectionRefusedError("not from a test")
        return connect(caller, address)

    monkeypatch.setattr(socket.socket, "connect", watched)
    return called


@pytest.fixture
def names(monkeypatch):
    """Made-up names: the answers of the resolver, one list after the other."""
    made_up, asked, ask = {}, [], socket.getaddrinfo

    def resolve(host, port, *args, **kwargs):
        if host not in made_up:
            return ask(host, port, *args, **kwargs)
        asked.append(host)
        answers = made_up[host]
        addresses = answers.pop(0) if len(answers) > 1 else answers[0]
        return [
            (
                socket.AF_INET6 if ":" in address else socket.AF_INET,
                socket.SOCK_STREAM,
                6,
                "",
                (address, port, 0, 0) if ":" in address else (address, port),
            )
            for address in addresses
        ]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    made_up["asked"] = asked
    return made_up


@pytest.fixture
def everywhere(monkeypatch):
    """A listener on each local address, and all their ports allowed."""
    hosts = ["127.0.0.1", "127.0.0.2", "::1", "0.0.0.0", *OWN]
    with ExitStack() as stack:
        listeners = [stack.enter_context(listening(host=host)) for host in hosts]
        ports = {each.url: each.port for each in listeners} | public_addresses.PORTS
        monkeypatch.setattr(public_addresses, "PORTS", ports)
        yield listeners
