"""CDNs that forget by addresses, through ``wagtail.contrib.frontend_cache``.

Its backends write what fails to the log and go on; here that is raised, so that the
outbox tries again.
"""

import logging
import socket
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import requests
from django.conf import settings
from wagtail.contrib.frontend_cache.backends import CloudflareBackend
from wagtail.contrib.frontend_cache.utils import get_backends

# The address that stands for all of a site: CloudFront takes it as it is.
EVERY_ADDRESS = "/*"
SECONDS = 10


class PurgeFailed(Exception):
    """A cache did not say that it forgot the pages."""


class Cloudflare(CloudflareBackend):
    """Wagtail's, which also forgets a whole site."""

    def purge_batch(self, urls):
        if not any(url.endswith(EVERY_ADDRESS) for url in urls):
            super().purge_batch(urls)
            return
        answer = requests.post(
            self.cloudflare_purge_endpoint_url,
            json={"purge_everything": True},
            headers={"Authorization": f"Bearer {self.cloudflare_token}"},
            timeout=SECONDS,
        )
        if not answer.ok:
            raise PurgeFailed(
                f"Cloudflare answered {answer.status_code} to a purge of everything. "
                "Check CLOUDFLARE_ZONE_ID and what CLOUDFLARE_API_TOKEN may do."
            )


def forget_addresses(addresses: Iterable[str]) -> None:
    """Make every CDN forget these absolute addresses. Raises PurgeFailed."""
    addresses = sorted(set(addresses))
    if not addresses:
        return
    for name, backend in get_backends().items():
        with _patience(), _failures() as failures:
            backend.purge_batch(addresses)
        if failures:
            raise PurgeFailed(f"{name} did not forget some addresses: {failures[0]}")


def every_address() -> list[str]:
    """What to forget where all pages are wrong."""
    return [f"{settings.BASE_URL}{EVERY_ADDRESS}"]


@contextmanager
def _patience() -> Iterator[None]:
    """Nobody is waited for endlessly, as Wagtail's backend for Varnish does."""
    before = socket.getdefaulttimeout()
    socket.setdefaulttimeout(SECONDS)
    try:
        yield
    finally:
        socket.setdefaulttimeout(before)


class _Collector(logging.Handler):
    """Errors that this very thread writes to the log."""

    def __init__(self):
        super().__init__(logging.ERROR)
        self.thread, self.said = threading.get_ident(), []

    def emit(self, record):
        if record.thread == self.thread:
            self.said.append(record.getMessage())


@contextmanager
def _failures() -> Iterator[list[str]]:
    # One of Wagtail's messages goes to the root's log, not to its own.
    collector, root = _Collector(), logging.getLogger()
    root.addHandler(collector)
    try:
        yield collector.said
    finally:
        root.removeHandler(collector)
