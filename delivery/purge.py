"""Making every cache forget pages: those of this machine, of others, and in front.

Pages are tagged with what they show (``delivery.tags``), a purge names tags. In front,
a cache that knows tags is sent one ``PURGE /`` with them in its ``Cache-Tag`` header;
``delivery.front`` tells those that only know addresses.
"""

import http.client
from collections.abc import Collection, Iterable
from urllib.parse import urlsplit

from django.conf import settings

from delivery import fleet
from delivery.front import PurgeFailed
from delivery.generations import generations

SECONDS = 3
# Servers refuse headers beyond about 8 kB.
TAGS_A_REQUEST = 200


def purge(tags: Collection[str]) -> None:
    """Make every cache that knows tags forget the pages that carry one of ``tags``.

    This machine's own have forgotten, whatever is raised: redis.RedisError where the
    other machines could not be told, and what ``purge_front`` raises.
    """
    try:
        purge_pages(tags)
    finally:
        purge_front(tags)


def purge_pages(tags: Iterable[str]) -> None:
    """Make this machine and the others forget the pages that they keep themselves."""
    tags = sorted(set(tags))
    generations().forget(tags)
    if settings.CACHE_URL:
        fleet.tell(tags)


def purge_front(tags: Iterable[str]) -> None:
    """Make the front cache forget every page that carries one of ``tags``.

    Does nothing where no cache is configured. Raises PurgeFailed, or OSError where it
    does not answer within three seconds.
    """
    tags = sorted(set(tags))
    if not settings.FRONT_CACHE:
        return
    address = urlsplit(settings.FRONT_CACHE)
    connect = (
        http.client.HTTPSConnection
        if address.scheme == "https"
        else http.client.HTTPConnection
    )
    for start in range(0, len(tags), TAGS_A_REQUEST):
        connection = connect(address.hostname, address.port, timeout=SECONDS)
        try:
            some = ",".join(tags[start : start + TAGS_A_REQUEST])
            connection.request("PURGE", "/", headers={"Cache-Tag": some})
            answer = connection.getresponse()
            answer.read()
        finally:
            connection.close()
        if answer.status >= 300:
            raise PurgeFailed(
                f"{settings.FRONT_CACHE} answered {answer.status} to a purge. Check "
                "NEWSCLIP_FRONT_CACHE, and that this machine may purge there."
            )
