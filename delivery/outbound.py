"""The one client for addresses that people or documents supply.

Whoever can make the newsroom fetch an address of their choice could reach what only
this machine and its network can: databases, metadata services, routers. So every
address, and every one that it redirects to, is checked; its name is resolved once, and
the connection goes to the very address that was checked. No proxy, cookie or password
of the environment takes part.
"""

import queue
import re
import socket
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from email.utils import parseaddr
from http.client import HTTPConnection, HTTPException, HTTPResponse
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urljoin

from django.conf import settings

from delivery.allowance import Allowance
from delivery.public_addresses import (
    OPENABLE,
    OutboundError,
    OutboundFailed,
    OutboundRefused,
    Target,
    is_public,
    target_of,
)
from delivery.wires import TlsWire, Wire

REDIRECTS = {301, 302, 303, 307, 308}
MAX_REDIRECTS = 5
MAX_TRIED_ADDRESSES = 4
CHUNK = 65_536
# How JPEG, PNG, GIF, WebP and AVIF begin.
_PICTURE = re.compile(
    rb"\xff\xd8\xff|\x89PNG\r\n|GIF8|RIFF.{4}WEBP|.{4}ftyp", re.DOTALL
)

__all__ = ["OutboundClient", "OutboundError", "OutboundFailed", "OutboundRefused"]


@dataclass(frozen=True)
class Response:
    """An answer of any status. ``url`` is where the redirects ended."""

    url: str
    status: int
    headers: Message
    body: bytes

    @property
    def leads_to(self) -> str | None:
        """Where a redirect leads; None for any other answer.

        Raises OutboundRefused for a Location that is no address.
        """
        location = self.headers.get("Location")
        if self.status not in REDIRECTS or location is None:
            return None
        return _joined(self.url, location)


class OutboundClient:
    """Asks public addresses within ``seconds`` and ``max_bytes`` in all.

    Both hold for everything that one call takes: names, redirects, headers and body.
    ``loopback`` ("127.0.0.1:8123") admits that one listener, for tests.
    """

    def __init__(
        self,
        seconds: float = 3.0,
        max_bytes: int = 1_000_000,
        loopback: str | None = None,
    ):
        if loopback and not ip_address(loopback.rpartition(":")[0]).is_loopback:
            raise ValueError(f"{loopback} is not on this machine's loopback.")
        self.seconds = seconds
        self.max_bytes = max_bytes
        self.loopback = loopback

    def get(self, url: str, accept: str = "*/*", most: int | None = None) -> Response:
        """The answer at ``url``, whatever its status; redirects are followed.

        Of its body no more than ``most`` bytes are read, if told so. Raises
        OutboundRefused for an address that is not called, OutboundFailed for one that
        does not answer in full within the limits.
        """
        return self._follow("GET", url, accept, most)

    def get_picture(self, url: str, max_bytes: int) -> Response:
        """Like ``get``, for a picture that may be larger than all else: ``max_bytes``.

        Only one that says its length, and keeps the pace of the client's limits: who
        drips is over as soon as anybody, and who sends something else, too.
        """
        return self._follow("GET", url, "image/*", largest=max_bytes)

    def head(self, url: str) -> Response:
        """Like ``get``, without the body."""
        return self._follow("HEAD", url, "*/*")

    def ask(self, url: str) -> Response:
        """What ``url`` itself answers, a redirect too; of its body nothing is read.

        Many sites answer HEAD with an error. Raises as ``get`` does.
        """
        left = Allowance(self.seconds, self.max_bytes)
        target = target_of(url, self.loopback)
        return self._call("GET", target, {"Accept": "*/*"}, left, most=0)

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Response:
        """What ``url`` itself answers to ``body``; of its own body nothing is read.

        A redirect comes back like any answer: what was meant for one address is sent to
        no other. ``headers`` say what the body is. Raises as ``get`` does.
        """
        left = Allowance(self.seconds, self.max_bytes)
        target, headers = target_of(url, self.loopback), {"Accept": "*/*", **headers}
        return self._call("POST", target, headers, left, most=0, sent=body)

    def _follow(
        self, method: str, url: str, accept: str, most=None, largest: int = 0
    ) -> Response:
        left = Allowance(self.seconds, self.max_bytes)
        for _ in range(MAX_REDIRECTS + 1):
            target = target_of(url, self.loopback)
            response = self._call(
                method, target, {"Accept": accept}, left, most, largest=largest
            )
            leads_to = response.leads_to
            if leads_to is None:
                return response
            url = leads_to
        raise OutboundFailed(f"This address redirects more than {MAX_REDIRECTS} times.")

    def _call(
        self,
        method: str,
        target: Target,
        told: Mapping[str, str],
        left: Allowance,
        most: int | None = None,
        sent: bytes | None = None,
        largest: int = 0,
    ) -> Response:
        headers = {
            "Host": target.authority,
            "User-Agent": _who_asks(),
            **told,
            "Accept-Encoding": "identity",
            "Connection": "close",
        }
        try:
            wire = self._connected(target, left)
            with wire.socket:
                connection = HTTPConnection(target.host, target.port)
                connection.sock = wire
                connection.request(method, target.path, sent, headers)
                answer = connection.getresponse()
                if largest and _is_large_picture(answer, self.max_bytes, largest):
                    left.keep_pace(answer.length)
                body = _body(answer, most)
        except (OSError, HTTPException, ValueError, EOFError) as error:
            left.seconds()  # where time ran out, that is what to say
            raise OutboundFailed(
                f"{target.host} did not answer properly ({_reason(error)})."
            ) from error
        return Response(target.url, answer.status, answer.headers, body)

    def _connected(self, target: Target, left: Allowance) -> Wire:
        """A wire to a checked address of the target; TLS for https."""
        addresses = self._addresses(target, left)[:MAX_TRIED_ADDRESSES]
        error = OSError("the name has no address")
        for position, address in enumerate(addresses):
            share = left.seconds() / (len(addresses) - position)
            try:
                return _opened(address, target, share, left)
            except OSError as refused:
                error = refused
        raise error

    def _addresses(self, target: Target, left: Allowance):
        """Where the host is. Raises OutboundRefused unless all of it is public."""
        if target.literal is not None:
            return [target.literal]
        addresses = _resolved(target, left.seconds())
        if not all(is_public(address) for address in addresses):
            raise OutboundRefused(
                f"{target.host} is not on the public internet. {OPENABLE}"
            )
        return addresses


def _opened(address, target: Target, share: float, left: Allowance) -> Wire:
    """A wire to ``address``, reached within ``share`` seconds. Raises OSError."""
    version6 = isinstance(address, IPv6Address)
    connected = socket.socket(socket.AF_INET6 if version6 else socket.AF_INET)
    try:
        connected.settimeout(share)
        connected.connect((str(address), target.port))
        if target.scheme == "http":
            return Wire(connected, left)
        return TlsWire(connected, left, target.host)
    except BaseException:
        connected.close()
        raise


def _is_large_picture(answer: HTTPResponse, small: int, largest: int) -> bool:
    """Whether it says that it is a picture between the sizes, and begins as one."""
    is_picture = answer.headers.get_content_maintype() == "image"
    sized = answer.length is not None and small < answer.length <= largest
    return answer.status == 200 and is_picture and sized and _begins_as_one(answer)


def _begins_as_one(answer: HTTPResponse) -> bool:
    return bool(_PICTURE.match(answer.peek(12)))


def _body(answer: HTTPResponse, most: int | None) -> bytes:
    """The body as sent, or its first ``most`` bytes.

    Raises OutboundFailed if it is compressed or cut short.
    """
    if most == 0:
        return b""
    coding = answer.headers.get("Content-Encoding", "identity").strip().lower()
    if coding not in {"", "identity"}:
        raise OutboundFailed(
            f"The answer is compressed ({coding}), though not asked to."
        )
    # Read by the piece: a promised length is never a reason to reserve memory.
    pieces, size = [], 0
    while most is None or size < most:
        piece = answer.read(CHUNK if most is None else min(CHUNK, most - size))
        if not piece:
            if answer.length:
                raise OutboundFailed("The answer ended before it was complete.")
            break
        pieces.append(piece)
        size += len(piece)
    return b"".join(pieces)


def _resolved(target: Target, seconds: float) -> list[IPv4Address | IPv6Address]:
    """The addresses of a name, asked for once. Raises OSError, also after ``seconds``.

    A resolver takes no timeout, so it is asked by a thread that may be left behind.
    """
    answers = queue.SimpleQueue()

    def ask():
        try:
            found = socket.getaddrinfo(
                target.host, target.port, type=socket.SOCK_STREAM
            )
            answers.put([ip_address(each[4][0]) for each in found])
        except (OSError, ValueError) as error:
            answers.put(OSError(f"the name was not found: {error}"))

    threading.Thread(target=ask, name="resolve", daemon=True).start()
    try:
        answer = answers.get(timeout=seconds)
    except queue.Empty:
        raise TimeoutError("the name was not found in time") from None
    if isinstance(answer, OSError):
        raise answer
    return list(dict.fromkeys(answer))


def _who_asks() -> str:
    """Who asks, where that is explained, and whom to write to."""
    mail = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    return f"Newsclip/{settings.VERSION} (+{settings.BASE_URL}; {mail})"


def _joined(base: str, location: str) -> str:
    """Where a redirect leads; OutboundRefused for a Location that is no address."""
    try:
        # Headers are read as Latin-1; sites write UTF-8 into this one.
        return urljoin(base, location.encode("latin-1").decode())
    except ValueError as error:
        raise OutboundRefused("This address redirects to none.") from error


def _reason(error: Exception) -> str:
    """What went wrong; an answer's bytes in it are made printable."""
    text = f"{type(error).__name__}: {error}"[:200]
    return "".join(char if char.isprintable() else "\ufffd" for char in text)
