"""Which addresses the newsroom may call when somebody else chose them.

Only http and https, at their own ports, and only hosts that lie on the public internet:
what readers themselves could open. Nothing here asks the network.
"""

import re
import unicodedata
from dataclasses import dataclass
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
)
from urllib.parse import SplitResult, quote, urlsplit

import idna

MAX_LENGTH = 4_096
PORTS = {"http": 80, "https": 443}
OPENABLE = "Use the address under which any reader can open the page."

# Names that only one machine or network knows: RFC 6761 (localhost), RFC 6762 with its
# appendix G, RFC 8375 (home.arpa), and ICANN's reserved "internal".
_LOCAL_NAMES = re.compile(
    r"(?:.*\.)?(?:localhost|localdomain|local|internal|intranet|private|corp|home|lan"
    r"|home\.arpa)"
)
_HOST_NAME = re.compile(r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*")
_BRACKETED = re.compile(r"\[[^\[\]]+\](?::[0-9]*)?")
# WHATWG URL, "ends in a number": such a host is an IPv4 address, or nothing.
_NUMBER = re.compile(r"(?:[0-9]+|0x[0-9a-f]*)")
_UNSEEN = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp", "Zs"}
_SAFE = "!#$%&'()*+,/:;=?@[]~"

# ``is_global`` says yes to some of these, in one Python or another.
_REFUSED_V4 = [
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # this host (RFC 1122)
        "100.64.0.0/10",  # carriers' own (RFC 6598)
        "192.0.0.0/24",  # protocol assignments (RFC 6890)
        "192.88.99.0/24",  # 6to4 relays (RFC 7526)
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, and broadcast
    )
]
# All that is assigned lies here: no mapped, compatible, unique local, link local or
# multicast address does (RFC 4291).
_GLOBAL_V6 = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")
_REFUSED_V6 = [
    IPv6Network(network)
    for network in (
        "2001::/23",  # Teredo, benchmarks, ORCHID (RFC 2928)
        "2001:db8::/32",  # documentation (RFC 3849)
        "2002::/16",  # 6to4: an IPv4 address in disguise (RFC 3056)
        "3fff::/20",  # documentation (RFC 9637)
    )
]


class OutboundError(Exception):
    """An address was not fetched. The message is for whoever gave the address."""


class OutboundRefused(OutboundError):
    """The address is none that the newsroom calls; trying again changes nothing."""


class OutboundFailed(OutboundError):
    """The address may be called, but gave no whole, small answer in time."""


@dataclass(frozen=True)
class Target:
    """Where a checked address leads: ``host`` is ASCII, ``path`` has the query."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """Host and port as the Host header has them (RFC 9110, section 7.2)."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.authority}{self.path}"

    @property
    def literal(self) -> IPv4Address | IPv6Address | None:
        """The host as IP address; None for a name."""
        try:
            return ip_address(self.host)
        except ValueError:
            return None


def target_of(url: str, loopback: str | None = None) -> Target:
    """Where ``url`` leads. Raises OutboundRefused unless it may be called.

    A name's own addresses are still to be checked, by ``is_public``. ``loopback`` is
    the one listener ("127.0.0.1:8123") that is admitted all the same.
    """
    if len(url) > MAX_LENGTH:
        raise OutboundRefused(
            f"This address is longer than {MAX_LENGTH:,} characters. {OPENABLE}"
        )
    if "\\" in url or any(unicodedata.category(char) in _UNSEEN for char in url):
        raise OutboundRefused(
            "This address has a space, a backslash or an invisible character in it. "
            "Copy it again, from the browser's address bar."
        )
    try:
        parts = urlsplit(url)
        target = _target(parts)
    except ValueError as error:
        raise OutboundRefused(
            f"This is not a complete web address ({error}). {OPENABLE}"
        ) from error
    if loopback and f"{target.host}:{target.port}" == loopback:
        return target
    if target.port not in PORTS.values():
        raise OutboundRefused(
            f"Port {target.port} is none that web pages are read from. {OPENABLE}"
        )
    try:
        check_host(target.host)
    except ValueError as error:
        raise OutboundRefused(f"{error} {OPENABLE}") from error
    return target


def check_host(host: str) -> None:
    """Raise ValueError unless a host so named can be public; asks no name server.

    ``host`` is lower-case ASCII: a name, or an address without brackets. It is told by
    how it is written, in whichever way browsers read addresses (WHATWG URL).
    """
    host = host.removesuffix(".")
    labels = host.split(".")
    try:
        number = ":" in host or bool(_NUMBER.fullmatch(labels[-1]))
        public = is_public(ip_address(host)) if number else True
    except ValueError:
        public = False
    if not public:
        raise ValueError(f"{host} is not a public address.")
    if not number and (len(labels) == 1 or _LOCAL_NAMES.fullmatch(host)):
        raise ValueError(f"Only one network knows the name {host}.")


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether the address belongs to one host on the public internet.

    An IPv6 address that stands for an IPv4 one is refused, but for NAT64 (RFC 6052),
    which networks without IPv4 answer with: there the IPv4 address decides.
    """
    if isinstance(address, IPv4Address):
        refused = any(address in network for network in _REFUSED_V4)
        return address.is_global and not refused
    if address.scope_id is not None:
        return False
    if address in _NAT64:
        return is_public(IPv4Address(int(address) & 0xFFFF_FFFF))
    refused = any(address in network for network in _REFUSED_V6)
    return address in _GLOBAL_V6 and address.is_global and not refused


def _target(parts: SplitResult) -> Target:
    """The parts as Target; ValueError says what is wrong with them."""
    if parts.scheme not in PORTS:
        raise ValueError("it starts with neither https:// nor http://")
    if "@" in parts.netloc:
        raise ValueError("it holds a user name or password")
    query = f"?{parts.query}" if parts.query else ""
    return Target(
        scheme=parts.scheme,
        host=_host(parts),
        port=PORTS[parts.scheme] if parts.port is None else parts.port,
        path=quote(f"{parts.path or '/'}{query}", safe=_SAFE),
    )


def _host(parts: SplitResult) -> str:
    """The host in lower-case ASCII; ValueError if no public host can be so named."""
    host = (parts.hostname or "").removesuffix(".")
    if "%" in host:
        raise ValueError("its site name is encoded, or has a zone")
    if "[" in parts.netloc:
        if not _BRACKETED.fullmatch(parts.netloc):
            raise ValueError("no site is so named")
        return str(IPv6Address(host))
    if not host.isascii():
        host = idna.encode(host, uts46=True).decode()
    if len(host) > 253 or not _HOST_NAME.fullmatch(host):
        raise ValueError("no site is so named")
    return host
