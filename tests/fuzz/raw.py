"""Bytes put on a web server's socket, whatever they are."""

import re
import socket
import time
from urllib.parse import urlsplit

from requests_made import Asked

HOST = b"Host: localhost\r\n"
# No question of HTTP, or two that different servers would read in different ways.
MALFORMED = (
    b"\r\n\r\n",
    b"GET\r\n\r\n",
    b"GET /\r\n\r\n",
    b"GET / HTTP/9.9\r\n" + HOST + b"\r\n",
    b"GET / http/1.1\r\n" + HOST + b"\r\n",
    b"GET  /  HTTP/1.1\r\n" + HOST + b"\r\n",
    b"GET /\tHTTP/1.1\r\n" + HOST + b"\r\n",
    b"GET / HTTP/1.1\n" + b"Host: localhost\n\n",
    b"GET / HTTP/1.1\r\n\r\n",
    b"GET / HTTP/1.1\r\n" + HOST + HOST + b"\r\n",
    b"GET http://evil.example/ HTTP/1.1\r\n" + HOST + b"\r\n",
    b"GET * HTTP/1.1\r\n" + HOST + b"\r\n",
    b"GET ../../etc/passwd HTTP/1.1\r\n" + HOST + b"\r\n",
    b"GET /\0 HTTP/1.1\r\n" + HOST + b"\r\n",
    b"GET /\xff\xfe?\xff HTTP/1.1\r\n" + HOST + b"\r\n",
    b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n" + HOST + b"\r\n",
    b"GET / HTTP/1.1\r\n" + HOST + b"A: " + b"a" * 70_000 + b"\r\n\r\n",
    b"GET / HTTP/1.1\r\n" + HOST + b"A: b\r\n" * 3_000 + b"\r\n",
    b"GET / HTTP/1.1\r\n" + HOST + b"A : b\r\n\r\n",
    b"GET / HTTP/1.1\r\n" + HOST + b" folded\r\n\r\n",
    b"GET / HTTP/1.1\r\n" + HOST + b"A: b\0c\r\n\r\n",
    b"GET / HTTP/1.1\r\n" + HOST + b": b\r\n\r\n",
    b"GET / HTTP/1.1\r\n" + HOST + b"Expect: nothing\r\n\r\n",
    b"CONNECT evil.example:443 HTTP/1.1\r\n" + HOST + b"\r\n",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(60),
    bytes(range(256)) * 4,
)
SMUGGLED = b"GET /smuggled HTTP/1.1\r\n" + HOST + b"\r\n"
SMUGGLING = tuple(
    b"POST / HTTP/1.1\r\n" + HOST + headers + b"\r\n\r\n" + body + SMUGGLED
    for headers, body in (
        (b"Content-Length: 4\r\nTransfer-Encoding: chunked", b"0\r\n\r\n"),
        (b"Content-Length: 0\r\nContent-Length: 50", b""),
        (b"Content-Length: 0, 50", b""),
        (b"Content-Length: +0", b""),
        (b"Content-Length: -1", b""),
        (b"Transfer-Encoding: xchunked", b"0\r\n\r\n"),
        (b"Transfer-Encoding:\x0bchunked", b"0\r\n\r\n"),
        (b"Transfer-Encoding: chunked\r\nTransfer-Encoding: x", b"0\r\n\r\n"),
        (b"Transfer_Encoding: chunked\r\nContent-Length: x", b"0\r\n\r\n"),
        (b"Transfer-Encoding: chunked", b"-1\r\n"),
        (b"Transfer-Encoding: chunked", b"ffffffffffffffffff\r\n"),
        (b"Transfer-Encoding: chunked", b"zz\r\n"),
    )
)


def exchanged(address: str, sent: bytes, ends: bool = True) -> tuple[list[int], float]:
    """The statuses of all answers to these bytes, and the seconds until the last.

    Sending ``ends`` with them, which nginx takes for somebody who left. A server that
    closes at once has answered nothing.
    """
    site = urlsplit(address)
    began, said = time.monotonic(), b""
    try:
        with socket.create_connection((site.hostname, site.port), 10) as talk:
            talk.sendall(sent)
            if ends:
                talk.shutdown(socket.SHUT_WR)
            while part := talk.recv(1 << 16):
                said += part
    except (ConnectionError, OSError) as error:
        if isinstance(error, TimeoutError):
            raise
    statuses = re.findall(rb"(?:^|\n)HTTP/1\.[01] (\d{3}) ", said)
    return [int(each) for each in statuses], time.monotonic() - began


def as_bytes(asked: Asked) -> bytes:
    """The request as it is sent; the connection ends with its answer."""
    target = asked.target.encode("latin-1").replace(b" ", b"%20")
    names = {name for name, _ in asked.headers}
    lines = [asked.method.encode() + b" " + target + b" HTTP/1.1"]
    if "Host" not in names:
        lines.append(HOST.strip())
    if "Content-Length" not in names and "Transfer-Encoding" not in names:
        lines.append(b"Content-Length: %d" % len(asked.body))
    for name, value in asked.headers:
        lines.append(f"{name}: {value}".encode("latin-1"))
    return b"\r\n".join([*lines, b"Connection: close", b"", asked.body])
