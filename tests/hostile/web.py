"""A network in somebody's hands, around the newsroom's own client as it is shipped.

Names answer as told, public addresses lead to listeners here, and whoever connects to
any other address is noted: ``inside``. A listener answers there too, so that a guard
that is broken shows.
"""

import contextlib
import socket
import threading
import time
from ipaddress import ip_address
from urllib.parse import parse_qs, urlsplit

from delivery.public_addresses import is_public as really_public
from tests.delivery.listeners import Listener, answer
from tests.hostile.addresses import NAMES, PUBLIC
from tests.hostile.answers import ANSWERS, TLS, BadTls

EVIL, GOOD, HOLE = PUBLIC, "93.184.215.15", "93.184.215.99"
LONGER = 6  # seconds that a resolver hangs: longer than a call may take


class Web:
    """``inside``: what was connected to; ``read``: bytes that came in."""

    def __init__(self):
        self.inside: list[str] = []
        self.read = 0
        self.good: dict[bytes, object] = {}
        self._names = {name: list(answers) for name, answers in NAMES.items()}
        self._over = threading.Event()
        self._listeners = {
            EVIL: Listener("127.0.0.1", self._evil),
            GOOD: Listener("127.0.0.1", self._good),
            "inside": Listener("127.0.0.1", answer(b"<title>Secrets</title>")),
        }
        self._tls = {
            f"93.184.216.{number}": (name, BadTls(give))
            for number, (name, give) in enumerate(TLS.items(), 1)
        }

    def close(self) -> None:
        self._over.set()
        for listener in self._listeners.values():
            listener.close()
        for _, listener in self._tls.values():
            listener.close()

    @property
    def asked_inside(self) -> list[bytes]:
        return self._listeners["inside"].requests

    @property
    def asked_good(self) -> list[bytes]:
        return self._listeners[GOOD].requests

    def install(self, monkeypatch) -> None:
        """Put it between Python's sockets and the machine's."""
        connect, receive = socket.socket.connect, socket.socket.recv_into

        def connected(caller, address):
            if not isinstance(address, tuple):
                return connect(caller, address)  # a database on a local socket
            return connect(caller, self._where(caller, address[0]))

        def received(caller, *args):
            count = receive(caller, *args)
            self.read += count
            return count

        monkeypatch.setattr(socket.socket, "connect", connected)
        monkeypatch.setattr(socket.socket, "connect_ex", connected)
        monkeypatch.setattr(socket.socket, "recv_into", received)
        monkeypatch.setattr(socket, "getaddrinfo", self._resolve)

    def _where(self, caller, host: str):
        """The listener behind a public address; whatever else is noted as inside."""
        if host == HOLE:
            time.sleep(caller.gettimeout() or LONGER)
            raise TimeoutError("nobody answers there")
        if not really_public(ip_address(host)):
            found = self._listeners["inside"]
            self.inside.append(host)
        elif host in self._tls:
            found = self._tls[host][1]
        elif host in self._listeners:
            found = self._listeners[host]
        else:
            raise ConnectionRefusedError("nobody is there")
        if caller.family == socket.AF_INET6:
            raise ConnectionRefusedError("an address of the other kind")
        return found.host, found.port

    def _resolve(self, host, port, *args, **kwargs):
        if host == "hangs.evil.example":
            self._over.wait(LONGER)
            raise socket.gaierror("no name server answers")
        return [
            (family, socket.SOCK_STREAM, 6, "", (each, port))
            for each in self._answers_of(host)
            for family in [socket.AF_INET6 if ":" in each else socket.AF_INET]
        ]

    def _answers_of(self, host: str) -> list[str]:
        host = host.replace(".robots.", ".evil.")
        if host in self._names:
            answers = self._names[host]
            return answers.pop(0) if len(answers) > 1 else answers[0]
        if host in {"good.example", "page.example"}:
            return [GOOD]
        if host == "hole.evil.example":
            return [HOLE] * 20
        for address, (name, _) in self._tls.items():
            if host == f"{name}.evil.example":
                return [address]
        if host.endswith(".evil.example"):
            return [EVIL]
        if "localhost" in host or "." not in host:
            return ["127.0.0.1"]
        with contextlib.suppress(OSError, UnicodeError):
            return [socket.inet_ntoa(socket.inet_aton(host))]  # as resolvers do
        raise socket.gaierror(f"{host} is not known")

    def _evil(self, caller, request: bytes) -> None:
        """By the name it was asked under; robots.txt is there only on some."""
        host = request.lower().partition(b"\r\nhost:")[2].split(b"\r\n")[0].decode()
        name, _, rest = host.strip().partition(".")
        path = request.split(b" ")[1]
        if path == b"/robots.txt" and not rest.startswith("robots"):
            answer(b"", "404 Not Found")(caller, request)
        else:
            ANSWERS[name](caller, request)

    def _good(self, caller, request: bytes) -> None:
        """What was put there, or a page that says where its oEmbed is: ``?at=``."""
        path = request.split(b" ")[1]
        give = self.good.get(path.partition(b"?")[0])
        if give is None:
            at = parse_qs(urlsplit(path.decode()).query).get("at", [""])[0]
            give = answer(f"<title>A page</title>{at}".encode())
        give(caller, request)
