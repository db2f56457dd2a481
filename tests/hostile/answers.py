"""What a site in somebody's hands answers, by the name it is asked under.

``HEADS`` never give a good head, ``BODIES`` a good head and a bad body, ``TLS`` is what
stands at port 443, and ``REDIRECTS`` lead on.
"""

import gzip
import time

from tests.delivery.listeners import CHUNKED, HEAD, Listener, answer, raw, redirect

BIG = b"a" * 65_536


def drip(start: bytes, piece: bytes, pause=0.02):
    """``start``, then a piece every now and then for as long as the caller listens."""

    def give(caller, request):
        caller.sendall(start)
        while True:
            time.sleep(pause)
            caller.sendall(piece)

    return give


def flood(start: bytes, piece: bytes):
    return drip(start, piece, 0)


def silent(caller, request):
    caller.settimeout(8)
    caller.recv(1)


def hang_up(caller, request):
    caller.close()


IMAGE = HEAD + b"Content-Type: image/jpeg\r\n"
HEADS = {
    "silent": silent,
    "drips-its-first-line": drip(b"", b"H"),
    "drips-headers": drip(HEAD, b"a: b\r\n"),
    "drips-one-header": drip(HEAD + b"A: ", b"a"),
    "goes-on-continuing": drip(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "floods-continue": flood(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 1000),
    "floods-headers": flood(HEAD, b"A: " + b"a" * 60_000 + b"\r\n"),
    "floods-small-headers": flood(HEAD, b"a: b\r\n" * 5_000),
    "floods-one-header": flood(HEAD + b"A: ", BIG),
    "floods-first-line": flood(b"HTTP/1.1 200 ", BIG),
    "says-nothing": raw(b""),
    "is-no-http": raw(b"-ERR wrong number of arguments\r\n"),
    "is-old-http": raw(b"<html>hello"),
    "bad-status": raw(b"HTTP/1.1 abc\r\n\r\n"),
    "huge-status": raw(b"HTTP/1.1 99999999999 x\r\n\r\n"),
    "hangs-up": hang_up,
}
BODIES = {
    "drips": drip(HEAD + b"Content-Length: 9999\r\n\r\n", b"a"),
    "drips-for-ever": drip(HEAD + b"\r\n", b"a"),
    "drips-chunks": drip(CHUNKED, b"1\r\na\r\n"),
    "drips-a-chunk-size": drip(CHUNKED, b"0"),
    "drips-trailers": drip(CHUNKED + b"0\r\n", b"a: b\r\n"),
    "drips-a-picture": drip(
        IMAGE + b"Content-Length: 9000000\r\n\r\n\xff\xd8\xff\xe0", b"a"
    ),
    "stops-in-the-middle": drip(
        HEAD + b"Content-Type: text/html\r\nContent-Length: 99\r\n\r\n", b"", 9
    ),
    "endless": flood(HEAD + b"Content-Type: text/html\r\n\r\n", BIG),
    "endless-picture": flood(IMAGE + b"\r\n\xff\xd8\xff\xe0", BIG),
    "endless-chunks": flood(CHUNKED, b"10000\r\n" + BIG + b"\r\n"),
    "endless-small-chunks": flood(CHUNKED, b"1\r\na\r\n" * 10_000),
    "one-endless-chunk": flood(CHUNKED + b"FFFFFFFFFFFFFFFF\r\n", BIG),
    "endless-chunk-extension": flood(CHUNKED + b"1;", BIG),
    "endless-trailers": flood(CHUNKED + b"0\r\n", b"Trailer: a\r\n" * 1000),
    "huge-length": flood(HEAD + b"Content-Length: 999999999999999999\r\n\r\n", BIG),
    "huge-picture": flood(IMAGE + b"Content-Length: 99999999999\r\n\r\n", BIG),
    "no-picture": flood(IMAGE + b"Content-Length: 9000000\r\n\r\n<html>", BIG),
    "negative-length": raw(HEAD + b"Content-Length: -1\r\n\r\nabc"),
    "two-lengths": raw(HEAD + b"Content-Length: 3\r\nContent-Length: 9\r\n\r\nabc"),
    "cut-short": raw(HEAD + b"Content-Length: 100\r\n\r\nshort"),
    "negative-chunk": raw(CHUNKED + b"-1\r\nhello\r\n0\r\n\r\n"),
    "bomb": answer(gzip.compress(b"a" * 50_000_000), Content_Encoding="gzip"),
    "brotli": answer(b"\x00" * 100, Content_Encoding="br"),
    "odd-type": answer(b"hello", Content_Type="\x01/;;charset=\xff"),
    "odd-charset": answer(b"<title>x</title>", Content_Type="text/html; charset=zip"),
    "deep": answer(b"<div>" * 150_000, Content_Type="text/html"),
    "tags": answer(b"<meta property=og:title content=a>" * 25_000),
    "nul": answer(b"\0" * 500_000, Content_Type="text/html"),
}
_LEADS_INSIDE = (
    *("http://127.0.0.1/", "//127.0.0.1/", "http:\\\\127.0.0.1/", "http://[::1]/"),
    *(
        "http://2130706433/",
        "http://0x7f.1/",
        "http://127.1:6379/",
        "https://localhost",
    ),
    *("http://a0.evil.example/", "http://rebind.evil.example/", "file:///etc/passwd"),
    *("gopher://127.0.0.1:6379/_INFO", "http://x@127.0.0.1/", "javascript:alert(1)"),
    *(
        "ftp://good.example/",
        "http://good.example:22/",
        "http://",
        "//",
        "http://[",
        "\t",
    ),
    *(
        "data:text/html,x",
        "http://１２７.0.0.1/".encode().decode("latin-1"),
        "\xff\xfe",
    ),
)
REDIRECTS = {
    **{f"leads-{n}": redirect(to) for n, to in enumerate(_LEADS_INSIDE)},
    "leads-to-itself": redirect("/x"),
    "leads-far": lambda caller, request: redirect(
        "/" + "a" * (request.split(b" ")[1].count(b"a") + 1)
    )(caller, request),
    "leads-with-307": redirect("http://127.0.0.1/", "307 Temporary Redirect"),
    "leads-with-308": redirect("http://[::1]/", "308 Permanent Redirect"),
    "leads-slowly": lambda caller, request: (
        time.sleep(0.7),
        redirect("/x")(caller, request),
    ),
    "leads-to-an-endless-address": redirect("http://good.example/" + "a" * 60_000),
    "leads-twice": answer(b"", "302 Found", Location="http://good.example:0/, //x"),
    "leads-on-to-inside": redirect("http://leads-0.evil.example/x"),
    "leads-to-hanging": redirect("http://silent.evil.example/x"),
}
ANSWERS = {**HEADS, **BODIES, **REDIRECTS}


class BadTls(Listener):
    """At port 443: whoever greets it gets no handshake."""

    def __init__(self, give):
        super().__init__("127.0.0.1", give)

    def _answer(self, caller) -> None:
        try:
            with caller:
                self.answers(caller, b"")
        except OSError:
            return


TLS = {
    "tls-silent": silent,
    "tls-drips": drip(b"\x16\x03\x03\x40\x00", b"\x02"),
    "tls-floods": flood(b"", b"\x16\x03\x03\x00\x04\x00\x00\x00\x00" * 1000),
    "tls-is-http": raw(HEAD + b"\r\nhello"),
    "tls-hangs-up": hang_up,
}
