"""Addresses of original reports: what is shown, what is refused, which are the same.

Three forms of one address. The *shown* form is what the editor typed, less tracking
parameters: readers see it and follow it. The *canonical* form is only for comparing:
two addresses of the same report fold to the same text, which need not be a working
link. The *key* is a digest of the canonical form, short enough for a unique index.

All but ``shown_address`` raise ValidationError for what is no address of a web page.
"""

import hashlib
import re
import unicodedata
from functools import cache
from ipaddress import IPv6Address, ip_address
from urllib.parse import SplitResult, urlsplit

import idna
from django.core.exceptions import ValidationError
from publicsuffixlist import PublicSuffixList

from delivery.public_addresses import check_host
from sources.folding import (
    folded_fragment,
    folded_path,
    folded_query,
    viewed_address,
)
from sources.tracking import is_tracking

MAX_LENGTH = 2000

# A host with a dot in it, and perhaps a port, where a scheme should be.
BARE_HOST = re.compile(r"[^\s/?#:@\\]+\.[^\s/?#:@\\]+(?::\d+)?(?=[/?#]|\Z)")
# Spaces, and the invisible characters that pasting drags along.
EDGES = "".join(filter(str.isspace, map(chr, range(0x3001)))) + "\u200b\u2060\ufeff"
INVISIBLE = {"Cc", "Cf", "Cs", "Zl", "Zp", "Zs"}
# Zero-width joiners are part of the spelling in Persian and in Indic scripts.
JOINERS = "\u200c\u200d"
HOST_NAME = re.compile(r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*")
# Editions of one site for another screen or reader, not other sites.
EDITIONS = {"www", "m", "mobile", "amp"}


def shown_address(url: str) -> str:
    """The address that readers see and follow: as typed, less tracking parameters.

    An address typed without a scheme ("www.bbc.com/news/x") gets https://. Text that
    is no address comes back as it is, for ``check_address`` to refuse.
    """
    address, mark, fragment = url.partition("#")
    page, _, query = address.partition("?")
    parameters = query.split("&")
    kept = [part for part in parameters if not is_tracking(part.strip(EDGES))]
    if len(kept) < len(parameters):
        address = f"{page}?{'&'.join(kept)}" if any(kept) else page
    shown = f"{address}{mark}{fragment}".strip(EDGES)
    if shown.startswith("//"):
        return f"https:{shown}"
    return f"https://{shown}" if BARE_HOST.match(shown) else shown


def check_address(url: str) -> None:
    """Raise ValidationError, in an editor's words, unless readers can follow it."""
    if len(shown_address(url)) > MAX_LENGTH:
        raise ValidationError(
            f"This address is longer than {MAX_LENGTH:,} characters. Look for the "
            "page's own, shorter address.",
            code="max_length",
        )
    _split(url)


def check_public(url: str) -> None:
    """Raise ValidationError where only this machine or network could know the host.

    By how it is written: no name is looked up.
    """
    host = _split(url).hostname
    try:
        check_host(host)
    except ValueError as error:
        raise ValidationError(
            f"{error} Readers could not open this: paste the address under which "
            "anybody can.",
            code="private",
        ) from error


def canonical_address(url: str) -> str:
    """The text that every address of one report folds to; idempotent."""
    canonical = _folded(url)
    # Folding uncovers more to fold: an AMP page in a viewer, "index.html" before "/".
    while (again := _folded(canonical)) != canonical:
        canonical = again
    return canonical


def address_key(url: str) -> str:
    """SHA-256 of the canonical address, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical_address(url).encode()).hexdigest()


def registrable_domain(url: str) -> str:
    """The domain that the site's owner registered, in punycode: bbc.co.uk, bbc.com.

    By the Public Suffix List as bundled with ``publicsuffixlist``. An IP address, a
    single label or a public suffix itself (gov.uk) comes back whole.
    """
    host = urlsplit(canonical_address(url)).hostname
    return _registered(host) or host


def _split(url: str) -> SplitResult:
    """The parts of ``url``, its host checked, in punycode and without default port."""
    url = shown_address(url)
    if not url:
        raise ValidationError("Enter the address of the source.", code="required")
    if any(unicodedata.category(c) in INVISIBLE and c not in JOINERS for c in url):
        raise ValidationError(
            "This address has a space or an invisible character in it. Copy it again, "
            "from the browser's address bar.",
            code="invisible",
        )
    try:
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"}:
            raise ValidationError(
                "Source addresses start with https:// or http://.", code="scheme"
            )
        if "@" in parts.netloc:
            raise ValidationError(
                "Remove the user name and password from this address: readers would "
                "see them.",
                code="credentials",
            )
        if not parts.hostname:
            raise ValidationError(
                "This address has no site name after https://.", code="host"
            )
        return parts._replace(netloc=_host(parts))
    except ValueError as error:
        raise ValidationError(
            "This is not a complete address. Copy it again, from the browser's "
            "address bar.",
            code="invalid",
        ) from error


def _host(parts: SplitResult) -> str:
    """Host and port in the one way to write them; ValueError if no host is so named."""
    host = parts.hostname
    if "[" in parts.netloc:
        if "%" in host:
            raise ValueError("A zone means something on one computer only.")
        host = f"[{IPv6Address(host)}]"
    else:
        host = host.removesuffix(".")
        if not host.isascii():
            host = idna.encode(host, uts46=True).decode()
        if len(host) > 253 or not HOST_NAME.fullmatch(host):
            raise ValueError("No host is so named.")
    # The scheme folds to https, so either scheme's own port says nothing.
    return host if parts.port in {None, 80, 443} else f"{host}:{parts.port}"


def _folded(url: str) -> str:
    """One round of folding; ``canonical_address`` repeats it until nothing changes."""
    parts = _split(url)
    if viewed := viewed_address(parts.hostname, parts.path):
        try:
            inner = _split(f"https://{viewed}")
        except ValidationError:
            pass
        else:
            if "." in inner.hostname:
                parts = parts._replace(netloc=inner.netloc, path=inner.path)
    site = parts.netloc.replace(parts.hostname, _site(parts.hostname), 1)
    return (
        f"https://{site}{folded_path(parts.path)}{folded_query(parts.query)}"
        f"{folded_fragment(parts.fragment)}"
    )


def _site(host: str) -> str:
    """``host`` less the labels that name an edition: en.m.wikipedia.org, www.bbc.com.

    Never less than a registered domain (m.co.uk), but for "www" before a public suffix:
    www.gov.uk and gov.uk are one site.
    """
    if registered := _registered(host):
        labels = host.removesuffix(registered).split(".")[:-1]
        kept = [label for label in labels if label not in EDITIONS]
        host = ".".join([*kept, registered])
    return re.sub(r"\A(?:www\.)+(?=[^.]+\.)", "", host)


def _registered(host: str) -> str | None:
    """The registered domain; None for an IP address, a single label, a suffix."""
    try:
        ip_address(host)
    except ValueError:
        return _suffixes().privatesuffix(host)
    return None


@cache
def _suffixes() -> PublicSuffixList:
    """The Public Suffix List, read once, when the first address needs it."""
    return PublicSuffixList()
