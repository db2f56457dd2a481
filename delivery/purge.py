"""Telling the cache in front of the site which pages it must forget.

Pages carry a ``Cache-Tag`` header with what they show; a purge names tags. It is one
``PURGE /`` with the same header, which Varnish and nginx configurations understand;
``deploy/`` and docs/operations.md say how.
"""

import http.client
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings

EVERYTHING = "site"
SECONDS = 3
# Servers refuse headers beyond about 8 kB.
TAGS_A_REQUEST = 200


class PurgeFailed(Exception):
    """The cache in front did not say that it forgot the pages."""


def purge(tags: Iterable[str]) -> None:
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
