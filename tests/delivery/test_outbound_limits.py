"""The outbound client's limits: seconds and bytes in all, and a whole answer."""

import contextlib
import gzip
import socket
import time

import pytest

from delivery.outbound import (
    OutboundClient,
    OutboundError,
    OutboundFailed,
    OutboundRefused,
)
from tests.delivery.listeners import (
    CHUNKED,
    HEAD,
    Listener,
    answer,
    listening,
    raw,
    redirect,
)

pytestmark = pytest.mark.usefixtures("connects")

# Limits ------------------------------------------------------------------------------


def trickle(start: bytes, piece: bytes):
    """``start``, then ``piece`` every 50 ms for as long as the caller listens."""

    def give(caller, request):
        caller.sendall(start)
        while True:
            time.sleep(0.05)
            caller.sendall(piece)

    return give


def silent(caller, request):
    time.sleep(5)


@pytest.mark.parametrize(
    "give",
    [
        trickle(HEAD + b"Content-Length: 9999\r\n\r\n", b"a"),
        trickle(HEAD + b"\r\n", b"a"),
        trickle(CHUNKED, b"1\r\na\r\n"),
        trickle(CHUNKED, b"0"),
        trickle(CHUNKED + b"0\r\n", b"a: b\r\n"),
        trickle(HEAD, b"a: b\r\n"),
        trickle(HEAD, b"a"),
        trickle(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        trickle(b"", b"H"),
        silent,
    ],
)
def test_a_slow_answer_ends_at_the_deadline(give):
    with listening(give) as listener:
        started = time.monotonic()
        with pytest.raises(OutboundFailed):
            OutboundClient(seconds=0.4, loopback=listener.place).get(listener.url)

    assert time.monotonic() - started < 0.9


def test_redirects_share_one_deadline():
    def slowly(caller, request):
        time.sleep(0.25)
        redirect("/again")(caller, request)

    with listening(slowly) as listener:
        started = time.monotonic()
        with pytest.raises(OutboundFailed, match=r"within 0\.4 seconds"):
            OutboundClient(seconds=0.4, loopback=listener.place).get(listener.url)

    assert time.monotonic() - started < 0.9


def test_a_slow_resolver_counts(monkeypatch, connects):
    def hang(*args, **kwargs):
        time.sleep(5)
        raise socket.gaierror("nobody answered")

    monkeypatch.setattr(socket, "getaddrinfo", hang)
    started = time.monotonic()

    with pytest.raises(OutboundFailed):
        OutboundClient(seconds=0.3).get("http://made-up.example/")

    assert time.monotonic() - started < 0.8
    assert connects == []


def test_a_name_that_nobody_has_fails(names):
    names["made-up.example"] = [[]]

    with pytest.raises(OutboundFailed):
        OutboundClient().get("http://made-up.example/")


def endless(start: bytes, piece: bytes):
    def give(caller, request):
        caller.sendall(start)
        while True:
            caller.sendall(piece)

    return give


@pytest.mark.parametrize(
    "give",
    [
        answer(b"a" * 2_000_000),
        raw(HEAD + b"\r\n" + b"a" * 2_000_000),
        raw(CHUNKED + b"1E8480\r\n" + b"a" * 2_000_000 + b"\r\n0\r\n\r\n"),
        raw(CHUNKED + b"1\r\na\r\n" * 300_000 + b"0\r\n\r\n"),
        raw(HEAD + b"Content-Length: 999999999999999999\r\n\r\n"),
        endless(CHUNKED, b"FFFFFFFFFFFFFFFFFFFF\r\n" + b"a" * 65_536),
        endless(HEAD, b"A-Header: " + b"a" * 60_000 + b"\r\n"),
        endless(HEAD, b"a" * 65_536),
        endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 1000),
        endless(CHUNKED + b"0\r\n", b"Trailer: a\r\n" * 1000),
    ],
)
def test_too_much_is_refused(give):
    with listening(give) as listener:
        client = OutboundClient(seconds=10, loopback=listener.place)
        started = time.monotonic()
        with pytest.raises(OutboundFailed):
            client.get(listener.url)

    assert time.monotonic() - started < 5, "stopped by the clock, not by the size"


def test_the_limit_is_the_clients_own():
    picture = answer(b"a" * 2_000_000)
    with listening(picture) as listener:
        client = OutboundClient(30, 25_000_000, loopback=listener.place)

        assert len(client.get(listener.url).body) == 2_000_000


@pytest.mark.parametrize(
    "give",
    [
        raw(HEAD + b"Content-Length: 100\r\n\r\nshort"),
        raw(CHUNKED + b"5\r\nhel"),
        raw(CHUNKED + b"5\r\nhello\r\n"),
        raw(CHUNKED + b"-1\r\nhello\r\n0\r\n\r\n"),
        raw(CHUNKED + b"x\r\n"),
        raw(b""),
        raw(b"hello"),
        raw(b"HTTP/1.1 abc\r\n\r\n"),
        raw(HEAD + b"Content-Encoding: br\r\n\r\n"),
        answer(gzip.compress(b"a" * 9_000_000), Content_Encoding="gzip"),
        lambda caller, request: caller.close(),
    ],
)
def test_an_answer_that_is_not_whole_is_refused(give):
    with listening(give) as listener, pytest.raises(OutboundFailed):
        OutboundClient(loopback=listener.place).get(listener.url)


def test_nobody_listening_is_a_failure():
    with listening() as listener:
        place, url = listener.place, listener.url

    with pytest.raises(OutboundFailed, match="did not answer"):
        OutboundClient(loopback=place).get(url)


def test_both_errors_are_one_kind():
    assert issubclass(OutboundRefused, OutboundError)
    assert issubclass(OutboundFailed, OutboundError)


def test_who_greets_for_ever_is_over_in_time(monkeypatch):
    """OpenSSL reads such greetings as long as they come, past a socket's timeout."""
    flood = endless(b"", b"\x16\x03\x03\x00\x04\x00\x00\x00\x00" * 1000)

    class GreetsForEver(Listener):
        def _answer(self, caller):
            with contextlib.suppress(OSError), caller:
                flood(caller, b"")

    listener = GreetsForEver("127.0.0.1", {})
    client = OutboundClient(seconds=0.5, max_bytes=10**12, loopback=listener.place)
    started = time.monotonic()
    with pytest.raises(OutboundFailed, match=r"within 0\.5 seconds"):
        client.get(f"https://{listener.place}/")
    listener.close()

    assert time.monotonic() - started < 2
