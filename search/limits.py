"""How often one address may search.

A number for each address and minute in Django's cache: each web process's own with the
cache in memory, all processes' together with a shared one. The address itself is stored
nowhere: the key is a keyed hash of it and the minute, of no use in the next.
"""

import ipaddress
import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import salted_hmac

MINUTE = 60
# Of each kind, how many for one search that is allowed: a word is many suggestions.
SHARES = {"searches": 1, "suggestions": 4}

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def retry_after(request: HttpRequest, kind: str = "searches") -> int:
    """Count this request of its address; 0 to go on, else in how many seconds to ask.

    ``kind`` is a key of ``SHARES``. An address that nobody tells is not limited.
    """
    most = settings.SEARCHES_A_MINUTE * SHARES[kind]
    address = client_address(request)
    if not most or address is None:
        return 0
    minute, second = divmod(int(time.time()), MINUTE)
    if _counted(f"{kind} {_household(address)} {minute}") <= most:
        return 0
    return MINUTE - second


def too_many(request: HttpRequest, seconds: int) -> HttpResponse:
    """The page that says when to search again (429, RFC 6585, section 4)."""
    told = {"seconds": seconds, "again": request.get_full_path()}
    answer = render(request, "pages/429.html", told, status=429)
    answer["Retry-After"] = str(seconds)
    return answer


def client_address(request: HttpRequest) -> Address | None:
    """Who asks: the nearest address that is none of ``TRUSTED_PROXIES``.

    Each proxy adds to the end of ``X-Forwarded-For`` who asked it; what stands before
    the word of the first that is not ours, anybody may have written. None where a
    local socket hands over requests without that header.
    """
    said = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    address = _read(request.META.get("REMOTE_ADDR", ""))
    while said and (address is None or _is_ours(address)):
        before = _read(said.pop())
        if before is None:
            break
        address = before
        if "*" in settings.TRUSTED_PROXIES:
            break
    return address


def _read(text: str) -> Address | None:
    """The address in '192.0.2.7', '192.0.2.7:80', '2001:db8::7', '[2001:db8::7]:80'."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _is_ours(address: Address) -> bool:
    return any(
        proxy == "*" or address in ipaddress.ip_network(proxy)
        for proxy in settings.TRUSTED_PROXIES
    )


def _household(address: Address) -> str:
    """What one customer of a provider has: an IPv4 address, or a /64 of IPv6."""
    if address.version == 4:
        return str(address)
    return address.packed[:8].hex()


def _counted(asked: str) -> int:
    """How many times this was asked by now, this time included."""
    key = salted_hmac("newsclip.search.limits", asked, algorithm="sha256").hexdigest()
    cache.add(key, 0, timeout=MINUTE)
    try:
        return cache.incr(key)
    except ValueError:  # forgotten meanwhile, for others needed the room
        return 1
