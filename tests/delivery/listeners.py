"""Real listeners on this machine that remember every connection."""

import contextlib
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator

HEAD = b"HTTP/1.1 200 OK\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"

Answer = Callable[[socket.socket, bytes], None]


def answer(body=b"hello", status="200 OK", **headers) -> Answer:
    """An answer with this body; ``headers`` are named with underscores."""
    lines = {"Content_Length": str(len(body)), "Content_Type": "text/html"} | headers
    head = "".join(
        f"{name.replace('_', '-')}: {value}\r\n" for name, value in lines.items()
    )
    return raw(f"HTTP/1.1 {status}\r\n{head}\r\n".encode("latin-1") + body)


def redirect(address: str, status="302 Found") -> Answer:
    return answer(b"", status, Location=address)


def raw(reply: bytes) -> Answer:
    """These very bytes."""
    return lambda caller, request: caller.sendall(reply)


class Listener:
    """Answers each path as told; ``requests`` are the bytes of every caller."""

    def __init__(self, host: str, answers: dict[str, Answer] | Answer, tls=None):
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.server = socket.create_server((host, 0), family=family)
        self.host, self.port = host, self.server.getsockname()[1]
        self.answers, self.tls = answers, tls
        self.connections: list[tuple] = []
        self.requests: list[bytes] = []
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def place(self) -> str:
        return f"{self.host}:{self.port}"

    @property
    def url(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{'https' if self.tls else 'http'}://{host}:{self.port}"

    def _serve(self) -> None:
        while True:
            try:
                caller, peer = self.server.accept()
            except OSError:
                return
            self.connections.append(peer)
            threading.Thread(target=self._answer, args=[caller], daemon=True).start()

    def _answer(self, caller) -> None:
        with contextlib.suppress(OSError):
            if self.tls:
                caller = self.tls.wrap_socket(caller, server_side=True)
            with caller:
                request = b""
                while b"\r\n\r\n" not in request:
                    piece = caller.recv(65_536)
                    if not piece:
                        return
                    request += piece
                request += _rest_of(request, caller)
                self.requests.append(request)
                path = request.split(b" ")[1].decode()
                give = self.answers
                if isinstance(give, dict):
                    give = give.get(path) or answer(b"not here", "404 Not Found")
                give(caller, request)

    @property
    def bodies(self) -> list[bytes]:
        """What callers sent, without the heads."""
        return [request.partition(b"\r\n\r\n")[2] for request in self.requests]

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self.server.shutdown(socket.SHUT_RDWR)
        self.server.close()


def _rest_of(request: bytes, caller: socket.socket) -> bytes:
    """What the caller still sends of a body whose length it said."""
    head, _, body = request.partition(b"\r\n\r\n")
    length = re.search(rb"(?i)\r\ncontent-length: (\d+)", head)
    more, missing = b"", int(length[1]) - len(body) if length else 0
    while len(more) < missing and (piece := caller.recv(65_536)):
        more += piece
    return more


@contextlib.contextmanager
def listening(answers=None, host="127.0.0.1", tls=None) -> Iterator[Listener]:
    listener = Listener(host, answer() if answers is None else answers, tls)
    try:
        yield listener
    finally:
        listener.close()


def own_addresses() -> set[str]:
    """The addresses of this machine other than loopback, where it has any."""
    found = set()
    far_away = {socket.AF_INET: "8.8.8.8", socket.AF_INET6: "2001:4860::1"}
    for family, far in far_away.items():
        udp = socket.socket(family, socket.SOCK_DGRAM)
        with udp, contextlib.suppress(OSError):
            udp.connect((far, 9))  # sends nothing, and finds the way there
            found.add(udp.getsockname()[0])
    with contextlib.suppress(OSError):
        found |= {each[4][0] for each in socket.getaddrinfo(socket.gethostname(), 80)}
    return {address for address in found if not address.startswith(("127.", "::1"))}


OWN = sorted(own_addresses())


def reached(listeners: list[Listener]) -> list[str]:
    """The listeners that anybody connected to."""
    time.sleep(0.02)  # a connection is accepted by another thread
    return [each.url for each in listeners if each.connections]
