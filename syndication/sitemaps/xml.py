"""The XML of sitemaps, an address at a time: a million would be slow as objects."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from xml.sax.saxutils import escape

from django.utils import timezone

# The protocol wants addresses shorter than this; longer ones are left out.
LONGEST = 2_048
PROTOCOL = "http://www.sitemaps.org/schemas/sitemap/0.9"
IMAGES = "http://www.google.com/schemas/sitemap-image/1.1"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"


def moment(at: datetime) -> str:
    """To the second, with the offset of the newsroom's zone (W3C Datetime)."""
    zone = timezone.get_default_timezone()
    return at.astimezone(zone).isoformat(timespec="seconds")


def url(
    address: str,
    modified: datetime | None,
    pictures: Iterable[str] = (),
    more: str = "",
) -> str:
    """An address and what is known of it; '' for one that is too long.

    ``more`` is XML already.
    """
    if len(address) >= LONGEST:
        return ""
    shown = "".join(
        f"<image:image><image:loc>{escape(at)}</image:loc></image:image>"
        for at in pictures
    )
    return f"<url>{_located(address, modified)}{shown}{more}</url>\n"


def file(address: str, modified: datetime | None) -> str:
    """A sitemap, as the index names it."""
    return f"<sitemap>{_located(address, modified)}</sitemap>\n"


def document(root: str, parts: Iterable[str], **extensions: str) -> Iterator[bytes]:
    """The whole file, in the parts it is given; ``root`` is the outermost element.

    ``extensions`` are namespaces by prefix.
    """
    spaces = "".join(f' xmlns:{name}="{uri}"' for name, uri in extensions.items())
    yield (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{PROTOCOL}"{spaces}>\n'
    ).encode()
    for part in parts:
        yield part.encode()
    yield f"</{root}>\n".encode()


def _located(address: str, modified: datetime | None) -> str:
    lastmod = f"<lastmod>{moment(modified)}</lastmod>" if modified else ""
    return f"<loc>{escape(address)}</loc>{lastmod}"
